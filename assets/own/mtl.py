"""Wavefront's material libraries: colours, textures, and the newer words for roughness and metal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assets.own import limits
from assets.own.beside import Beside, shown
from assets.own.errors import ModelError
from assets.own.pictures import decode, encode, taken
from assets.own.raw import Picture, RawMaterial

_OPTIONS = {"-s": 3, "-o": 3, "-t": 3, "-mm": 2} | dict.fromkeys(
    ("-bm", "-boost", "-texres", "-clamp", "-blendu", "-blendv", "-imfchan", "-type", "-cc"), 1
)
"""Options of a map, and with how many values at most."""


def read_mtl(data: bytes, library: str, beside: Beside, used: Sequence[str]) -> dict[str, RawMaterial]:
    """The materials of a library that are ``used``. Raises ModelError for textures that cannot be read."""
    found: dict[str, RawMaterial] = {}
    for name, words in _blocks(data).items():
        if name in used:
            found[name] = _material(name, words, library, beside)
    return found


def _blocks(data: bytes) -> dict[str, dict[str, str]]:
    blocks: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "newmtl":
            current = blocks.setdefault(rest.strip(), {})
            if len(blocks) > 10_000:
                break
        elif word and not word.startswith("#"):
            current[word.lower()] = rest.strip()
    return blocks


def _material(name: str, words: dict[str, str], library: str, beside: Beside) -> RawMaterial:
    base = _picture(words.get("map_kd"), beside, False)
    normal_name = words.get("norm") or next(
        (w for k in ("map_bump", "bump", "map_kn") if (w := words.get(k)) and _looks_normal(w)), None
    )
    shine = _number(words.get("ns"), library, 0.0, 1e6)
    roughness = (2 / (shine + 2)) ** 0.25 if shine is not None else 0.5  # Blinn-Phong's exponent, as GGX
    rough, metal = _picture(words.get("map_pr"), beside, True), _picture(words.get("map_pm"), beside, True)
    opacity = _number(words.get("d"), library, 0.0, 1.0)
    if opacity is None and "tr" in words:
        opacity = 1 - (_number(words["tr"], library, 0.0, 1.0) or 0.0)
    given_rough = _number(words.get("pr"), library, 0.0, 1.0)
    given_metal = _number(words.get("pm"), library, 0.0, 1.0)
    made = RawMaterial(
        name=name[: limits.MAX_WORD],
        color=(1.0, 1.0, 1.0) if base else _color(words.get("kd"), library),
        # Exporters write d 0 or Tr 1 by mistake as often as on purpose, and nobody sells invisible goods.
        opacity=opacity if opacity else 1.0,
        roughness=max(roughness if given_rough is None else given_rough, 0.08),
        metallic=given_metal or 0.0,
        base=base,
        normal=_picture(normal_name, beside, True),
    )
    if rough or metal:
        return replace(
            made,
            surface=_combined(rough, metal),
            roughness=1.0 if rough else made.roughness,
            metallic=1.0 if metal else 0.0,
        )
    return made


def _looks_normal(text: str) -> bool:
    name = text.lower().rsplit("/", 1)[-1]
    return any(word in name for word in ("normal", "nrm", "_nor", "_n."))


def _picture(text: str | None, beside: Beside, is_data: bool) -> Picture | None:
    if not text:
        return None
    name = _file_of(text)
    return taken(beside.read(name, "the texture"), f"{beside.model.name}: the texture {shown(name)}", is_data)


def _file_of(text: str) -> str:
    """The file's name behind a map's options; it may have spaces in it."""
    words = list(re.finditer(r"\S+", text))
    at = 0
    while at < len(words) - 1 and words[at][0] in _OPTIONS:
        most, at = at + _OPTIONS[words[at][0]], at + 1
        while at < len(words) - 1 and at <= most and _is_option_value(words[at][0]):
            at += 1
    return text[words[at].start() :].strip()


def _is_option_value(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return word in ("on", "off", "r", "g", "b", "m", "l", "z")
    return True


def _number(text: str | None, library: str, lo: float, hi: float) -> float | None:
    if not text:
        return None
    try:
        value = float(text.split()[-1])
    except ValueError:
        raise ModelError(f"{library}: expected a number, found {shown(text)}") from None
    return min(max(value, lo), hi) if np.isfinite(value) else None


def _color(text: str | None, library: str) -> tuple[float, float, float]:
    if not text:
        return (0.8, 0.8, 0.8)
    try:
        values = [min(max(float(word), 0.0), 1.0) for word in text.split()[:3]]
    except ValueError:
        raise ModelError(f"{library}: expected a colour of three numbers, found {shown(text)}") from None
    if len(values) == 1:
        values *= 3
    return (values[0], values[1], values[2]) if len(values) == 3 else (0.8, 0.8, 0.8)


def _combined(rough: Picture | None, metal: Picture | None) -> Picture:
    """Two grey maps packed as glTF packs them: roughness in green, metallic in blue."""
    import cv2

    source = rough or metal
    assert source is not None
    w, h = source.size_wh_px
    packed: Any = np.full((h, w, 3), 255, np.uint8)
    for picture, channel in ((rough, 1), (metal, 2)):
        if picture is not None:
            pixels = decode(picture.data, picture.name)
            packed[..., channel] = cv2.resize(pixels, (w, h), interpolation=cv2.INTER_AREA)[..., 0]
    return Picture(source.name, encode(packed, lossless=True), (w, h))
