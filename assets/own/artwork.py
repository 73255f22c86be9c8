"""Pictures of a package's sides: found by name, looked at, checked against the panels that they go on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assets.archetypes.base import Panel
from assets.own.pictures import checked_size
from assets.own.product_settings import SIDES
from assets.own.settings import Problem, Settings

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif")  # some only to be refused
OTHER_FILES = {"label": "wrap", "around": "wrap"}
PLAUSIBLE = 1.5
"""A picture whose proportions differ more from its panel's is taken for a mistake, unless ``fit`` says
how."""
SAME = 1.15
FACE = 0.45
"""Most of a label's length that its front may take: what a shopper sees of a round package."""


@dataclass(frozen=True)
class Artwork:
    """A picture file and its content's digest."""

    side: str
    path: Path
    digest: str
    size_wh_px: tuple[int, int]

    @property
    def aspect(self) -> float:
        return self.size_wh_px[0] / self.size_wh_px[1]


def side_of(file_name: str, named: Mapping[str, str]) -> str | None:
    """The side that a file shows: as ``artwork`` in product.yaml names it, else by its own name."""
    for side, name in named.items():
        if name == file_name:
            return side
    stem, dot, suffix = file_name.rpartition(".")
    if f"{dot}{suffix}".lower() not in SUFFIXES:
        return None
    word = stem.lower()
    found = OTHER_FILES.get(word, word)
    return found if found in SIDES and found not in named else None


def look(side: str, path: Path, data: bytes, content: str) -> Artwork:
    """A picture by its header. Raises ModelError for what is none, too large, or cut off."""
    from assets.own.errors import ModelError

    kind, w, h = checked_size(data, path.name)
    if min(w, h) < 16:
        raise ModelError(f"{path.name}: {w} x {h} pixels; a label needs some hundred")
    tail = {"png": b"IEND", "jpeg": b"\xff\xd9"}.get(kind)
    whole = tail is None or tail in data[-4096:]
    if kind == "webp":
        whole = len(data) >= 8 + int.from_bytes(data[4:8], "little")
    if not whole:
        raise ModelError(f"{path.name}: the picture is cut off")
    return Artwork(side, path, content, (w, h))


def problems(
    settings: Settings,
    art: Sequence[Artwork],
    panels: Sequence[Panel],
    size_m: tuple[float, float, float],
    fit: str,
    photo: bool,
) -> Iterator[Problem]:
    """What is wrong with a package's pictures: none of its front, sides that it lacks, odd proportions."""
    names = {panel.name for panel in panels}
    by_name = {panel.name: panel for panel in panels}
    has = {a.side for a in art}
    if not has & {"front", "wrap"}:
        wanted = "front.png" if "front" in names else "wrap.png (the whole label) or front.png"
        yield settings.problem(
            "", f"expected a picture of its front: {wanted} beside this file (PNG, JPEG, WebP)"
        )
    if {"side", "left", "right"} <= has:
        yield settings.problem("artwork", "expected side, or left and right, found all three")
    for a in art:
        usable = a.side in names or (a.side == "side" and {"left", "right"} & names)
        if "wrap" in names and a.side in ("front", "back", "left", "right", "side"):
            usable = True
        if not usable:
            listed = ", ".join(sorted(names))
            yield settings.problem(
                "archetype", f"{a.path.name}: this archetype has no {a.side}; it has {listed}"
            )
        elif fit == "auto":
            panel = by_name.get(a.side) or (by_name.get("left") if a.side == "side" else None)  # type: ignore[call-overload]
            said = _misfit(a, panel) if panel else _odd_on_wrap(a, by_name["wrap"], size_m, photo)
            if said:
                yield settings.problem("width", f"{a.path.name}: {said}")


def _misfit(a: Artwork, panel: Panel) -> str:
    """What to say of a picture whose proportions are not those of its panel, or nothing."""
    want = panel.size_m[0] / panel.size_m[1]
    if max(a.aspect / want, want / a.aspect) <= PLAUSIBLE or _trimmed_fits(a, want):
        return ""
    w, h = (1000 * v for v in panel.size_m)
    return (
        f"{a.size_wh_px[0]} x {a.size_wh_px[1]} pixels do not look like the {panel.name} of this package, "
        f"{w:.0f} x {h:.0f} mm; correct width, depth and height, or say fit: contain, cover or stretch"
    )


def _trimmed_fits(a: Artwork, want: float) -> bool:
    """Whether the picture fits once its empty border is cut away. Only odd pictures are decoded for it."""
    from assets.own.packshot import trimmed

    h, w = trimmed(a, want).shape[:2]
    return bool(max(w / h / want, want / (w / h)) <= PLAUSIBLE)


def _odd_on_wrap(a: Artwork, wrap: Panel, size_m: tuple[float, float, float], photo: bool) -> str:
    around, height = wrap.size_m
    seen = a.aspect * height / around
    whole = size_m[0] / size_m[2]
    if photo:
        return ""
    if height < 0.65 * size_m[2] and max(a.aspect / whole, whole / a.aspect) < SAME:
        return (
            f"looks like a photo of the whole package, while its label is {1000 * height:.0f} mm "
            f"high; give the label "
            "alone, or say photo: true"
        )
    if 0.1 <= seen <= 1.25 * FACE or is_whole_label(a, wrap):
        return ""
    return (
        f"{a.size_wh_px[0]} x {a.size_wh_px[1]} pixels do not look like the {a.side} of a label that is "
        f"{1000 * height:.0f} mm high and {1000 * around:.0f} mm around; correct the sizes, or say "
        f"fit: contain"
    )


def is_whole_label(a: Artwork, wrap: Panel) -> bool:
    """Whether a picture called front has the proportions of the label all around."""
    want = wrap.size_m[0] / wrap.size_m[1]
    return a.side == "front" and max(a.aspect / want, want / a.aspect) <= SAME
