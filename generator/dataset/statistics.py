"""What the labels of a dataset look like as a whole, in one pass over its records."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from labelers.labels import Annotation

SIZE_EDGES_PX = (0, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
FRACTION_EDGES = tuple(i / 10 for i in range(11))
MOST_BARS = 24


@dataclass(frozen=True)
class Histogram:
    """Counts by bin, ready to be drawn."""

    title: str
    note: str
    bins: tuple[str, ...]
    counts: tuple[int, ...]


def histograms(annotations_by_frame: Iterable[Sequence[Annotation]]) -> list[Histogram]:
    """Boxes per image, box size, occlusion, truncation, and how often each SKU and class is seen."""
    per_image: list[int] = []
    sides: list[float] = []
    hidden: list[float] = []
    cut: list[float] = []
    skus: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for annotations in annotations_by_frame:
        per_image.append(len(annotations))
        sides.extend((a.box_xywh[2] * a.box_xywh[3]) ** 0.5 for a in annotations)
        hidden.extend(1 - a.visible_fraction for a in annotations)
        cut.extend(a.truncated_fraction for a in annotations)
        skus.update(a.sku for a in annotations)
        classes.update(a.category for a in annotations)
    return [
        _boxes_per_image(per_image),
        _binned("Box size", "square root of the box's area, px", sides, SIZE_EDGES_PX, " px"),
        _binned("Occlusion", "hidden part of what is inside the picture", hidden, FRACTION_EDGES, ""),
        _binned("Truncation", "part outside the picture", cut, FRACTION_EDGES, ""),
        _top("SKUs", skus),
        _top("Classes", classes),
    ]


def _boxes_per_image(counts: list[int]) -> Histogram:
    most = max(counts, default=0)
    step = max(1, -(-(most + 1) // 20))
    edges = range(0, most + step + 1, step)
    numbers = np.histogram(counts, bins=[edge - 0.5 for edge in edges])[0]
    bins = tuple(str(e) if step == 1 else f"{e}-{e + step - 1}" for e in edges[:-1])
    mean = sum(counts) / max(len(counts), 1)
    return Histogram("Boxes per image", f"mean {mean:.1f}, most {most}", bins, tuple(map(int, numbers)))


def _binned(title: str, note: str, values: list[float], edges: Sequence[float], unit: str) -> Histogram:
    clipped = np.clip(values, edges[0], edges[-1])
    numbers = np.histogram(clipped, bins=edges)[0]
    bins = tuple(f"{low:g}-{high:g}{unit}" for low, high in pairwise(edges))
    return Histogram(title, note, bins, tuple(map(int, numbers)))


def _top(title: str, counter: Counter[str]) -> Histogram:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = ranked[:MOST_BARS], ranked[MOST_BARS:]
    if rest:
        shown = [*shown, (f"{len(rest)} others", sum(count for _, count in rest))]
    note = f"{len(ranked)} different, {counter.total()} boxes"
    return Histogram(title, note, tuple(name for name, _ in shown), tuple(count for _, count in shown))
