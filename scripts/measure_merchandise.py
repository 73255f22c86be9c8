"""Hold the built-in catalogue to what is promised of it, over thousands of SKUs.

    python scripts/measure_merchandise.py [--skus 2000] [--px 1024] [--languages en] [--every 1] [--out FILE]

Paints the artwork of every SKU as fine as a product of --px pixels height needs it, and prints a table (and
writes JSON, with --out):

- alike: the closest pair of fronts, by a perceptual hash (64 bits of a discrete cosine transform of the
  lightness, Hamming distance) and by colour (root mean square CIELAB distance of 32 x 32 thumbnails). Two
  fronts count as alike when a reader could take one for the other: both closer than one and the same front is
  to itself after a photograph's harm (half the size, JPEG at quality 40, 10 % darker), which is measured too.
- barcodes: how many are valid, and how many OpenCV's detector reads from the texture, front-on: from a panel
  alone, or framed otherwise (with a margin around, or the whole atlas).
- texts: how many are set, and which leave their box or their panel, laid out with all letters however small.
- cost: CPU seconds a SKU, on one core; a second column for an atlas whose longer side has --px pixels.
- bytes: the same SKUs painted in another process give the same bytes.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assets.archetypes.base import Package, Panel  # noqa: E402
from assets.art.atlas import paint_atlas  # noqa: E402
from assets.art.sheet import TextRecord  # noqa: E402
from assets.builtin import _package, atlas_px  # noqa: E402
from assets.catalog import open_catalog  # noqa: E402
from assets.gtin import is_valid_gtin13  # noqa: E402
from assets.product import Sku  # noqa: E402

Pixels = NDArray[np.uint8]
FACE = 0.28  # part of a wrap-around label that faces the shopper
THUMB = 32


@dataclass(frozen=True)
class Look:
    """What is remembered of a painted SKU: its front's hash and thumbnail, and how it went."""

    sku: Sku
    code: NDArray[np.bool_]
    thumb: NDArray[np.float32]
    read: str
    seconds: float
    pixels: int
    digest: str
    texts: int
    astray: tuple[str, ...]


def package_of(sku: Sku) -> Package:
    return _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())))


def cut(atlas: Pixels, panel: Panel, part: tuple[float, float] = (0.0, 1.0)) -> Pixels:
    """A panel of the atlas upright; ``part`` of its width."""
    h, w = atlas.shape[:2]
    u0, v0, u1, v1 = panel.uv
    left, right = u0 + (u1 - u0) * part[0], u0 + (u1 - u0) * part[1]
    found = atlas[round((1 - v1) * h) : round((1 - v0) * h), round(left * w) : round(right * w)]
    return np.ascontiguousarray(found)


def front_of(atlas: Pixels, package: Package) -> Pixels:
    """What faces the shopper: the front panel, or the middle of a wrap-around label."""
    panels = {panel.name: panel for panel in package.panels}
    if "front" in panels:
        return cut(atlas, panels["front"])
    return cut(atlas, panels["wrap"], (0.5 - FACE / 2, 0.5 + FACE / 2))


def hash_of(front: Pixels) -> NDArray[np.bool_]:
    """64 bits: which of the lowest 8 x 8 frequencies of the lightness (without the mean) are above their
    median."""
    grey = cv2.cvtColor(cv2.resize(front, (THUMB, THUMB), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    low = cv2.dct(grey.astype(np.float32))[:8, :8].ravel()
    return low > np.median(low[1:])


def thumb_of(front: Pixels) -> NDArray[np.float32]:
    """A thumbnail in CIELAB, as one row of numbers."""
    small = cv2.resize(front, (THUMB, THUMB), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return cv2.cvtColor(small, cv2.COLOR_RGB2LAB).reshape(-1)


def read_barcode(atlas: Pixels, package: Package, gtin: str) -> str:
    """How OpenCV reads the right number from the texture: a "panel" alone, "framed" otherwise (with a margin,
    or the whole atlas), or "" if it does not.

    The detector scales what it gets to 512 pixels and looks for bars of some sizes in it, so that the same
    symbol is found in one framing and not in another, as in front of a camera.
    """
    detector = cv2.barcode.BarcodeDetector()

    def reads(picture: Pixels) -> bool:
        return bool(detector.detectAndDecode(picture)[0] == gtin)

    order = ("back", "wrap", "bottom", "right", "left", "top", "front")
    panels = sorted(package.panels, key=lambda p: order.index(p.name) if p.name in order else len(order))
    pictures = [np.ascontiguousarray(cut(atlas, panel)[..., ::-1]) for panel in panels]
    pictures = [picture for picture in pictures if min(picture.shape[:2]) >= 24]
    if any(map(reads, pictures)):
        return "panel"
    framed = (with_margin(picture, margin) for margin in (0.5, 1.0) for picture in pictures)
    whole = np.ascontiguousarray(atlas[..., ::-1])
    return "framed" if reads(whole) or any(map(reads, framed)) else ""


def with_margin(picture: Pixels, margin: float) -> Pixels:
    """The picture on grey, with a margin of so many times its shorter side."""
    edge = int(margin * min(picture.shape[:2]))
    return cv2.copyMakeBorder(picture, *[edge] * 4, cv2.BORDER_CONSTANT, value=(150, 150, 150))


def look(sku: Sku, px: int) -> Look:
    """Paint one SKU as fine as a product ``px`` pixels high needs it, and look at it."""
    package = package_of(sku)
    size = atlas_px(package, sku.size_m[2], px)
    start = time.process_time()
    atlas = paint_atlas(sku, package.panels, size)
    seconds = time.process_time() - start
    front = front_of(atlas, package)
    code, digest = hash_of(front), hashlib.sha256(atlas.tobytes()).hexdigest()
    read = read_barcode(atlas, package, sku.gtin)
    texts, astray = texts_of(sku, package)
    pixels = atlas.shape[0] * atlas.shape[1]
    return Look(sku, code, thumb_of(front), read, seconds, pixels, digest, texts, astray)


def texts_of(sku: Sku, package: Package) -> tuple[int, tuple[str, ...]]:
    """How many texts the artwork sets, and those whose ink leaves its box or its panel by 0.02 mm or more."""
    texts: dict[str, list[TextRecord]] = {}
    paint_atlas(sku, package.panels, (160, 160), texts)
    edges = {panel.name: 1000 * np.array(panel.size_m) for panel in package.panels}
    astray = tuple(
        f"{sku.sku} {name}: {text.text}"
        for name, records in texts.items()
        for text in records
        if not text.box.contains(text.ink, slack=0.02)
        or (np.array(text.corners) < -0.02).any()
        or (np.array(text.corners) > edges[name] + 0.02).any()
    )
    return sum(map(len, texts.values())), astray


def seconds_at(sku: Sku, px: int) -> float:
    """CPU seconds for an atlas whose longer side has ``px`` pixels."""
    package = package_of(sku)
    w_m, h_m = package.atlas_size_m
    size = (max(round(px * w_m / max(w_m, h_m)), 4), max(round(px * h_m / max(w_m, h_m)), 4))
    start = time.process_time()
    paint_atlas(sku, package.panels, size)
    return time.process_time() - start


def harmed(front: Pixels) -> Pixels:
    """The front after a photograph's harm."""
    half = cv2.resize(front, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", (half * 0.9).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 40])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def harm(skus: list[Sku], px: int) -> tuple[int, float]:
    """How far one and the same front gets from itself: 95th percentiles of both distances."""
    bits, colors = [], []
    for sku in skus:
        package = package_of(sku)
        front = front_of(paint_atlas(sku, package.panels, atlas_px(package, sku.size_m[2], px)), package)
        other = harmed(front)
        bits.append(int((hash_of(front) != hash_of(other)).sum()))
        colors.append(float(np.sqrt(((thumb_of(front) - thumb_of(other)) ** 2).mean() * 3)))
    return int(np.percentile(bits, 95)), float(np.percentile(colors, 95))


def pairs(looks: list[Look]) -> tuple[NDArray[np.int16], NDArray[np.float32]]:
    """Hamming and colour distances of all pairs, as square tables (the diagonal is out of reach)."""
    codes = np.array([x.code for x in looks], np.float32)
    bits = (codes @ (1 - codes).T + (1 - codes) @ codes.T).round().astype(np.int16)
    thumbs = np.array([x.thumb for x in looks], np.float32)
    squares = (thumbs**2).sum(1)
    square = np.maximum(squares[:, None] + squares - 2 * thumbs @ thumbs.T, 0)
    colors = np.sqrt(square / (THUMB * THUMB)).astype(np.float32)
    np.fill_diagonal(bits, 64)
    np.fill_diagonal(colors, 200)
    return bits, colors


def closest(looks: list[Look], limits: tuple[int, float]) -> dict[str, Any]:
    """The closest pairs, and those that are alike."""
    bits, colors = pairs(looks)
    alike = np.argwhere(np.triu((bits <= limits[0]) & (colors <= limits[1]), 1))
    nearest = np.argsort((bits / 8 + colors / 5).ravel(), kind="stable")[:60:2]
    shown = [divmod(int(i), len(looks)) for i in nearest]

    def told(i: int, j: int) -> list[Any]:
        return [looks[i].sku.sku, looks[j].sku.sku, int(bits[i, j]), round(float(colors[i, j]), 1)]

    return {
        "least_hamming": int(bits.min()),
        "least_color": round(float(colors.min()), 2),
        "alike_limits": [limits[0], round(limits[1], 1)],
        "alike": [told(int(i), int(j)) for i, j in alike],
        "closest": [told(i, j) for i, j in shown],
        "hamming_below_limit": int((np.triu(bits <= limits[0], 1)).sum()),
    }


def digests_elsewhere(args: argparse.Namespace, count: int) -> list[str]:
    """Digests of the first SKUs' artwork, painted by another process."""
    command = [sys.executable, __file__, "--digests", str(count), "--px", str(args.px)]
    command += ["--seed", str(args.seed), "--languages", args.languages, "--skus", str(args.skus)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return done.stdout.split()


def summary(looks: list[Look], args: argparse.Namespace) -> dict[str, Any]:
    skus = [x.sku for x in looks]
    missed = [x for x in looks if not x.read]
    seconds = sorted(x.seconds for x in looks)
    at_px = [seconds_at(sku, args.px) for sku in skus[:: max(len(skus) // 100, 1)]]
    count = min(12, len(looks)) if args.every == 1 else 0
    there = digests_elsewhere(args, count) if count else []
    return {
        "skus": len(skus),
        "brands": len({s.brand for s in skus}),
        "subcategories": len({s.category for s in skus}),
        "archetypes": len({s.archetype for s in skus}),
        "names_unique": len({(s.brand, s.name, s.variant, s.net) for s in skus}) == len(skus),
        "gtins_unique_and_valid": len({s.gtin for s in skus}) == sum(is_valid_gtin13(s.gtin) for s in skus),
        "barcodes_read": round(1 - len(missed) / len(looks), 4),
        "barcodes_read_panel_alone": round(sum(x.read == "panel" for x in looks) / len(looks), 4),
        "barcodes_missed": dict(Counter(x.sku.archetype for x in missed).most_common()),
        "missed": [x.sku.sku for x in missed],
        "texts": sum(x.texts for x in looks),
        "texts_astray": [found for x in looks for found in x.astray],
        "cpu_s": {
            "mean": round(statistics.fmean(seconds), 4),
            "median": round(statistics.median(seconds), 4),
            "p95": round(seconds[int(0.95 * len(seconds))], 4),
            "most": round(seconds[-1], 4),
            "mean_megapixels": round(statistics.fmean(x.pixels for x in looks) / 1e6, 2),
            "mean_at_longer_side": round(statistics.fmean(at_px), 4),
        },
        "cpu_s_by_archetype": _by(looks, "archetype"),
        "same_bytes_elsewhere": there == [x.digest for x in looks[:count]] if count else None,
        **closest(looks, harm(skus[:: max(len(skus) // 100, 1)], args.px)),
    }


def _by(looks: list[Look], field: str) -> dict[str, float]:
    groups: dict[str, list[float]] = {}
    for x in looks:
        groups.setdefault(getattr(x.sku, field), []).append(x.seconds)
    return {name: round(statistics.fmean(times), 4) for name, times in sorted(groups.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--skus", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--px", type=int, default=1024)
    parser.add_argument("--languages", default="en")
    parser.add_argument("--every", type=int, default=1, help="look at every n-th SKU only")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--digests", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    skus = open_catalog("builtin", args.seed, args.skus, tuple(args.languages.split(","))).skus
    if args.digests:
        print(*(look(sku, args.px).digest for sku in skus[: args.digests]))
        return
    looks: list[Look] = []
    for i, sku in enumerate(skus[:: args.every]):
        looks.append(look(sku, args.px))
        if i % 200 == 199:
            print(f"{i + 1} painted", file=sys.stderr, flush=True)
    found = summary(looks, args)
    for name, value in found.items():
        shown = value[:8] if isinstance(value, list) else value
        print(f"{name:24} {json.dumps(shown) if isinstance(shown, dict | list) else shown}")
    if args.out:
        args.out.write_text(json.dumps(found | {"arguments": vars(args) | {"out": str(args.out)}}, indent=1))


if __name__ == "__main__":
    main()
