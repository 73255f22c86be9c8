"""How evenly a dataset's classes and articles are seen: the head, the long tail, and what is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.dataset.reader import Dataset
from generator.dataset.splits import PARTS, read_splits
from labelers.classes import class_names

RARE = 10


@dataclass(frozen=True)
class Balance:
    """Of ``known`` names ``seen`` have boxes. ``half`` of them, the commonest, have half of all boxes between
    them; ``rare`` have 1 to 9. ``gini`` is 0 where all that are seen are as common, 1 where one has all.
    """

    known: int
    seen: int
    boxes: int
    half: int
    rare: int
    gini: float
    most: tuple[tuple[str, int], ...]
    least: tuple[tuple[str, int], ...]


def balance(counts: Mapping[str, int], known: Iterable[str], shown: int = 5) -> Balance:
    """From boxes by name; ``known`` are all names that there could be. Ties go by name."""
    ranked = sorted(((n, c) for n, c in counts.items() if c), key=lambda item: (-item[1], item[0]))
    boxes, so_far, half = sum(count for _, count in ranked), 0, 0
    while 2 * so_far < boxes:
        so_far += ranked[half][1]
        half += 1
    return Balance(
        known=len(set(known) | {name for name, _ in ranked}),
        seen=len(ranked),
        boxes=boxes,
        half=half,
        rare=sum(count < RARE for _, count in ranked),
        gini=_gini([count for _, count in ranked]),
        most=tuple(ranked[:shown]),
        least=tuple(ranked[::-1][:shown]),
    )


def _gini(falling: list[int]) -> float:
    """Of counts from the greatest to the least: mean absolute difference over twice the mean."""
    n, total = len(falling), sum(falling)
    if n < 2:
        return 0.0
    weighted = sum((n - 1 - 2 * place) * count for place, count in enumerate(falling))
    return weighted / (n * total)


def greatest_cover(boxes_xywh: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """(n,) the greatest share of each box that lies inside another one of the same picture."""
    x, y, w, h = np.array(boxes_xywh, np.float64).reshape(-1, 4).T
    across = np.minimum.outer(x + w, x + w) - np.maximum.outer(x, x)
    down = np.minimum.outer(y + h, y + h) - np.maximum.outer(y, y)
    common = np.clip(across, 0, None) * np.clip(down, 0, None)
    np.fill_diagonal(common, 0)
    return np.asarray((common / (w * h)[:, None]).max(1, initial=0.0))


def statistics_of(dataset: Dataset) -> dict[str, Any]:
    """Frames, boxes, classes and articles, all together and by part, under the dataset's policy."""
    splits = read_splits(dataset.folder, dataset.frames)
    classes: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    articles: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    covers = [np.zeros(0)]
    for header, annotations in dataset.records():
        part = splits.part_of[header.frame_index]
        kept = [a for a in annotations if not splits.leaves_out(header.frame_index, a.sku)]
        covers.append(greatest_cover([a.box_xywh for a in kept]))
        classes[part].update(a.category for a in kept)
        articles[part].update(a.sku for a in kept if a.sku)
    names, skus = class_names(dataset.articles.values(), dataset.policy), dataset.articles
    by_part = {
        part: {
            "frames": len(splits.frames(part)),
            "boxes": classes[part].total(),
            "classes": len(classes[part]),
            "skus": len(articles[part]),
            "unseen_skus": len(splits.unseen & articles[part].keys()),
        }
        for part in PARTS
        if splits.frames(part)
    }
    cover = np.concatenate(covers)
    return {
        "policy": dataset.policy.name,
        "frames": len(dataset.frames),
        "boxes": sum(counts.total() for counts in classes.values()),
        "overlap": {
            "median": round(float(np.median(cover)), 4) if len(cover) else 0.0,
            "above_half": round(float((cover > 0.5).mean()), 4) if len(cover) else 0.0,
        },
        "parts": by_part,
        "classes": asdict(balance(sum(classes.values(), Counter()), names)),
        "skus": asdict(balance(sum(articles.values(), Counter()), skus)),
        "boxes_by_class": dict(sorted(sum(classes.values(), Counter()).items())),
        "boxes_by_sku": dict(sorted(sum(articles.values(), Counter()).items())),
    }


def told(about: Mapping[str, Any]) -> str:
    """The statistics as a page of text."""
    lines = [f"{about['boxes']:,} boxes in {about['frames']:,} frames, policy {about['policy']}"]
    for part, of in about["parts"].items():
        unseen = f", {of['unseen_skus']} of them held out" if of["unseen_skus"] else ""
        lines.append(
            f"  {part:5} {of['frames']:>6,} frames {of['boxes']:>9,} boxes "
            f"{of['classes']:>6,} classes {of['skus']:>6,} SKUs{unseen}"
        )
    overlap = about["overlap"]
    lines.append(
        f"overlap: {overlap['median']:.0%} of a box lies inside another (median); "
        f"{overlap['above_half']:.0%} of the boxes lie more than half inside another"
    )
    for title, noun in (("classes", "classes"), ("skus", "SKUs")):
        lines += _told(about[title], noun)
    return "\n".join(lines) + "\n"


def _told(of: Mapping[str, Any], noun: str) -> list[str]:
    if not of["boxes"]:
        return [f"{noun}: none of {of['known']:,} is seen"]
    most = ", ".join(f"{name} {count:,}" for name, count in of["most"])
    least = ", ".join(f"{name} {count:,}" for name, count in of["least"])
    return [
        f"{noun}: {of['seen']:,} of {of['known']:,} are seen; the commonest {of['half']:,} have half of the "
        f"boxes; {of['rare']:,} have fewer than {RARE}; Gini {of['gini']:.2f}",
        f"  most   {most}",
        f"  least  {least}",
    ]
