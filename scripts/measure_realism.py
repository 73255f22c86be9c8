"""Numbers of frames beside those of photographs, and how far apart they are.

    python scripts/measure_realism.py FRAMES... --photos DIR [--before FRAMES...] [--rows COCO] [--boxes COCO]

Every picture is reduced to 640 px on its longer side and measured (realism_features.py). A distance is the
Wasserstein-1 distance between the values of the photos and those of the frames (Villani, "Optimal Transport",
2009), divided by the photos' interquartile range: 1 means that values lie a whole spread away. The floor is
that of half of the photos against the other half, the mean of 200 draws: what chance alone gives.

Lightness and chroma are also compared as histograms of all pixels. With ``--rows`` (boxes of shelf rows on
the photos) the distance from board to board is measured, with ``--boxes`` (boxes of products on other
photographs) the shape of products. Frames give theirs from their labels: products at least half visible and
24 px or more of them. Prints a table in Markdown; ``--json FILE`` writes the numbers.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from realism_features import histograms, label_files, measures, pictures_in, read_reduced, spread_over

F64 = NDArray[np.float64]
Values = dict[str, list[float]]
LIGHT, CHROMA = "histogram of lightness", "histogram of chroma"
ROW = "from board to board (share of the longer side)"
SHAPE = "products' width over height (log)"
STEPS = "height of a product over its right neighbour's (log, unsigned)"
COUNT = "products per picture"
SPLITS = 200
LEAST_VISIBLE = 0.5
LEAST_PX = 24


def wasserstein(a: Sequence[float] | F64, b: Sequence[float] | F64) -> float:
    """Area between the two empirical distribution functions, in the values' own unit."""
    a, b = np.sort(np.asarray(a, float)), np.sort(np.asarray(b, float))
    both = np.concatenate([a, b])
    both.sort()
    below = [np.searchsorted(part, both[:-1], side="right") / len(part) for part in (a, b)]
    return float((np.abs(below[0] - below[1]) * np.diff(both)).sum())


def spread(values: Sequence[float] | F64) -> float:
    low, high = np.percentile(values, (25, 75))
    return max(float(high - low), 1e-9)


def floor_of(values: Sequence[float]) -> float:
    """The distance between two halves of the same photos, over their spread."""
    rng, every = np.random.default_rng(0), np.asarray(values, float)
    found = []
    for _ in range(SPLITS):
        order = rng.permutation(len(every))
        half = len(every) // 2
        found.append(wasserstein(every[order[:half]], every[order[half:]]))
    return float(np.mean(found)) / spread(values)


def apart(rows: F64, others: F64, width: float) -> float:
    """Distance of mean histograms, whose bins are ``width`` apart, over the spread of ``rows``' pixels."""
    mean = rows.mean(0)
    shift = float(np.abs(np.cumsum(mean - others.mean(0))).sum() * width)
    return shift / _histogram_spread(mean, width)


def _histogram_spread(mean: F64, width: float) -> float:
    total = np.cumsum(mean)
    low, high = np.searchsorted(total, (0.25, 0.75))
    return float(max(high - low, 1) * width)


def apart_by_chance(rows: F64, width: float) -> float:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(SPLITS):
        order = rng.permutation(len(rows))
        half = len(rows) // 2
        a, b = rows[order[:half]].mean(0), rows[order[half:]].mean(0)
        found.append(float(np.abs(np.cumsum(a - b)).sum() * width))
    return float(np.mean(found)) / _histogram_spread(rows.mean(0), width)


class Pictures:
    """What was measured of a set of pictures: a list of values for each measure, and their histograms."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.values: Values = defaultdict(list)
        light, chroma = [], []
        for path in paths:
            picture = read_reduced(path)
            for name, value in measures(picture).items():
                self.values[name].append(value)
            a, b = histograms(picture)
            light.append(a)
            chroma.append(b)
        self.histograms = {LIGHT: np.array(light, float), CHROMA: np.array(chroma, float)}
        self.count = len(paths)


def add_labels(values: Values, folders: Iterable[Path]) -> None:
    """Counts, shapes and rows of the products of rendered frames."""
    for record in (record for folder in folders for record in label_files(folder)):
        frame: Any = record["frame"]
        seen = [a for a in _annotations(record) if _counts(a)]
        values[COUNT].append(len(seen))
        boxes = np.array([a["box_xywh"] for a in seen], float).reshape(-1, 4)
        _add_shapes(values, boxes)
        size = frame.get("size_wh") or (frame.get("width_px", 640), frame.get("height_px", 480))
        values[ROW] += _pitches(seen, max(size))


def _annotations(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(record["annotations"])


def _counts(one: Mapping[str, Any]) -> bool:
    enough = one["visible_fraction"] >= LEAST_VISIBLE and one["area_px"] >= LEAST_PX
    return bool(enough and not one.get("thing"))


def _add_shapes(values: Values, boxes_xywh: F64) -> None:
    """Shapes of the picture's products, and how much their heights differ from their neighbours'."""
    if len(boxes_xywh) < 4:
        return
    width, height = np.maximum(boxes_xywh[:, 2], 1), np.maximum(boxes_xywh[:, 3], 1)
    values[SHAPE] += list(np.log(width / height))
    values[STEPS] += list(_steps(boxes_xywh, height))


def _steps(boxes_xywh: F64, height: F64) -> F64:
    """Unsigned log ratio of heights of those that stand beside each other: the nearest to the right whose
    foot is within a third of the height."""
    x, foot = boxes_xywh[:, 0], boxes_xywh[:, 1] + boxes_xywh[:, 3]
    middle = x + boxes_xywh[:, 2] / 2
    ahead = middle[None, :] - middle[:, None]
    level = np.abs(foot[None, :] - foot[:, None]) < height[:, None] / 3
    ahead = np.where((ahead > boxes_xywh[:, 2, None] / 2) & level, ahead, np.inf)
    beside = ahead.argmin(1)
    near = ahead.min(1) < 2 * boxes_xywh[:, 2]
    return np.asarray(np.abs(np.log(height / height[beside]))[near])


def _pitches(seen: Iterable[Mapping[str, Any]], long_side_px: float) -> list[float]:
    """Distances between the feet of the goods on neighbouring boards of a bay; the picture's median."""
    feet: dict[tuple[int, int], list[float]] = defaultdict(list)
    for one in seen:
        if one.get("slot"):
            feet[tuple(one["slot"][:2])].append(one["box_xywh"][1] + one["box_xywh"][3])
    level = {key: float(np.median(ys)) for key, ys in feet.items() if len(ys) >= 3}
    steps = [level[bay, shelf] - level[bay, shelf + 1] for bay, shelf in level if (bay, shelf + 1) in level]
    steps = [step / long_side_px for step in steps if step > 0]
    return [float(np.median(steps))] if steps else []


def add_rows(values: Values, path: Path) -> None:
    """Median height of the boxed shelf rows of each photo; a row reaches from board to board."""
    coco = json.loads(path.read_text())
    sizes = {image["id"]: max(image["width"], image["height"]) for image in coco["images"]}
    heights: dict[int, list[float]] = defaultdict(list)
    for one in coco["annotations"]:
        heights[one["image_id"]].append(one["bbox"][3] / sizes[one["image_id"]])
    values[ROW] += [float(np.median(rows)) for rows in heights.values() if len(rows) >= 3]


def add_boxes(values: Values, path: Path) -> None:
    """Shapes of boxed products of photographs (their counts say nothing: they are crops)."""
    coco = json.loads(path.read_text())
    boxes: dict[int, list[Sequence[float]]] = defaultdict(list)
    for one in coco["annotations"]:
        if not one.get("iscrowd"):
            boxes[one["image_id"]].append(one["bbox"])
    for found in boxes.values():
        _add_shapes(values, np.array(found, float))


def table(photos: Pictures, sets: Mapping[str, Pictures]) -> list[dict[str, Any]]:
    """One row for each measure: the photos' median, the floor, then median and distance of each set."""
    rows: list[dict[str, Any]] = []
    for name, wanted in photos.values.items():
        row: dict[str, Any] = {"measure": name, "photos": float(np.median(wanted)), "floor": floor_of(wanted)}
        for title, found in sets.items():
            got = found.values.get(name)
            if got:
                row[title] = (float(np.median(got)), wasserstein(wanted, got) / spread(wanted))
        rows.append(row)
    for name in (LIGHT, CHROMA):
        own = photos.histograms[name]
        row = {"measure": name, "photos": None, "floor": apart_by_chance(own, 2.0)}
        row |= {title: (None, apart(own, found.histograms[name], 2.0)) for title, found in sets.items()}
        rows.append(row)
    return rows


def markdown(rows: Sequence[Mapping[str, Any]], titles: Sequence[str]) -> str:
    head = [
        "measure",
        "photos",
        *(f"{title}" for title in titles),
        *(f"distance {t}" for t in titles),
        "floor",
    ]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        medians = [_short(row[title][0]) if title in row else "" for title in titles]
        gaps = [f"{row[title][1]:.2f}" if title in row else "" for title in titles]
        if len(gaps) == 2 and all(gaps) and float(gaps[1]) >= float(gaps[0]):
            gaps[1] = f"**{gaps[1]}**"
        cells = [row["measure"], _short(row["photos"]), *medians, *gaps, f"{row['floor']:.2f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def measured(folders: Sequence[Path], most: int) -> Pictures:
    """Pictures of rendered datasets, at most ``most`` of each, with their labels."""
    found = Pictures([path for folder in folders for path in spread_over(pictures_in(folder), most)])
    add_labels(found.values, folders)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("frames", nargs="+", type=Path, help="datasets of today")
    parser.add_argument("--before", nargs="*", type=Path, default=[], help="datasets to compare them with")
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--rows", type=Path, help="COCO boxes of shelf rows on the photos")
    parser.add_argument("--boxes", nargs="*", type=Path, default=[], help="COCO boxes of products on photos")
    parser.add_argument("--most", type=int, default=1000, help="pictures of each dataset at most")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    photos = Pictures(pictures_in(args.photos))
    if args.rows:
        add_rows(photos.values, args.rows)
    for path in args.boxes:
        add_boxes(photos.values, path)
    sets = {"before": measured(args.before, args.most)} if args.before else {}
    sets["today"] = measured(args.frames, args.most)
    rows = table(photos, sets)
    print(markdown(rows, list(sets)))
    for title, found in sets.items():
        gaps = [row[title][1] for row in rows if title in row]
        counts = found.values.get(COUNT, [0])
        low, middle, high = np.percentile(counts, (10, 50, 90))
        print(f"\n{title}: {found.count} pictures, mean distance {np.mean(gaps):.2f};", end=" ")
        print(f"products per picture {np.mean(counts):.0f} ({low:.0f} / {middle:.0f} / {high:.0f})")
    floor = np.mean([row["floor"] for row in rows])
    print(f"\n{photos.count} photos, mean floor {floor:.2f}", file=sys.stdout)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
