"""Train, val and test, by frame and by article, always the same for the same seed.

A frame's part depends on the seed and its own index alone, so rendering more frames moves none: it is where
that many steps of the golden section from a keyed start land between 0 and 1, which keeps any run of frames
in proportion. Articles are held out in the order of a keyed number, category by category, so that what is
unseen is spread over the range.

A frame that shows a held-out article and others cannot be both. With ``frames`` (strict) it belongs to the
test part, and train and val never show such an article. With ``annotations`` frames stay where they are, and
in train and val the held-out articles' annotations are left out (in COCO: written as areas to ignore).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from generator.dataset.articles import Article
from generator.dataset.atomic import write_atomic
from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import stem

PARTS = ("train", "val", "test")
FOLDER = "splits"
GOLDEN = 0.6180339887498949
Unseen = Literal["frames", "annotations"]


@dataclass(frozen=True)
class Splits:
    """``part_of`` maps every frame to its part; ``unseen`` are the articles that train and val do without,
    ``mode`` how (see above).
    """

    part_of: Mapping[int, str]
    unseen: frozenset[str] = frozenset()
    mode: Unseen = "annotations"
    shares: tuple[float, float, float] = (1.0, 0.0, 0.0)
    seed: int = 0

    def frames(self, part: str) -> list[int]:
        return sorted(frame for frame, its in self.part_of.items() if its == part)

    def leaves_out(self, frame_index: int, sku: str) -> bool:
        """Whether the article's annotations are not for the frame's part."""
        return sku in self.unseen and self.part_of.get(frame_index) != "test"


def keyed_fraction(seed: int, *path: str) -> float:
    """A number from 0 to 1 that depends on its arguments alone."""
    digest = hashlib.blake2b("/".join((str(seed), *path)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def part_of_frame(frame_index: int, shares: Sequence[float], seed: int) -> str:
    """The frame's part for shares of train, val and test that add up to 1."""
    place = (keyed_fraction(seed, "frames") + frame_index * GOLDEN) % 1.0
    for part, share in zip(PARTS, shares, strict=True):
        if place < share:
            return part
        place -= share
    return next(part for part, share in reversed(list(zip(PARTS, shares, strict=True))) if share > 0)


def held_out(articles: Iterable[Article], share: float, seed: int) -> frozenset[str]:
    """So many of each category, at the least as many as rounding gives overall."""
    by_category: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for article in articles:
        by_category[article.category].append(article.sku)
    chosen: set[str] = set()
    owed = 0.0
    for category in sorted(by_category):
        ranked = sorted(by_category[category], key=lambda sku: (keyed_fraction(seed, "skus", sku), sku))
        owed += share * len(ranked)
        take = min(round(owed), len(ranked))
        owed -= take
        chosen.update(ranked[:take])
    return frozenset(chosen)


def split(
    shown: Mapping[int, Iterable[str]],
    articles: Iterable[Article],
    shares: tuple[float, float, float] = (0.8, 0.1, 0.1),
    unseen_share: float = 0.0,
    mode: Unseen = "annotations",
    seed: int = 0,
) -> Splits:
    """Parts for frames, given the articles that each of them shows."""
    unseen = held_out(articles, unseen_share, seed)
    parts = {frame: part_of_frame(frame, shares, seed) for frame in sorted(shown)}
    if mode == "frames":
        parts |= {frame: "test" for frame, skus in shown.items() if unseen.intersection(skus)}
    return Splits(parts, unseen, mode, shares, seed)


def write_splits(folder: Path, splits: Splits) -> None:
    """``splits/train.txt`` and so on list frames by their six digits, ``unseen_skus.txt`` articles;
    ``splits.json`` says how they came about, and is what export goes by.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    lists = {f"{part}.txt": [stem(frame) for frame in splits.frames(part)] for part in PARTS}
    lists["unseen_skus.txt"] = sorted(splits.unseen)
    for name, lines in lists.items():
        write_atomic(folder / FOLDER / name, "".join(f"{line}\n" for line in lines).encode())
    about = {
        "seed": splits.seed,
        "shares": dict(zip(PARTS, splits.shares, strict=True)),
        "unseen": splits.mode,
        "unseen_skus": sorted(splits.unseen),
        "frames": {part: splits.frames(part) for part in PARTS},
    }
    write_atomic(folder / FOLDER / "splits.json", json.dumps(about, indent=1).encode() + b"\n")


def read_splits(folder: Path, frames: Sequence[int]) -> Splits:
    """The folder's splits for these frames; all train where it has none. Frames that were rendered after the
    splitting get the part that they would have got.

    Raises:
        FolderRefusedError: where the file is damaged.
    """
    path = folder / FOLDER / "splits.json"
    if not path.exists():
        return Splits(dict.fromkeys(frames, "train"))
    try:
        about: dict[str, Any] = json.loads(path.read_bytes())
        shares = tuple(float(about["shares"][part]) for part in PARTS)
        known = {int(frame): part for part in PARTS for frame in about["frames"][part]}
        parts = {f: known.get(f) or part_of_frame(f, shares, int(about["seed"])) for f in frames}
        unseen, late = frozenset(map(str, about["unseen_skus"])), len(set(frames) - known.keys())
        if late and unseen and about["unseen"] == "frames":
            raise FolderRefusedError(
                f"{folder} has {late} frames from after its splitting, which may show held-out articles.\n"
                "Run gondola split again."
            )
        return Splits(parts, unseen, about["unseen"], shares, int(about["seed"]))  # type: ignore[arg-type]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FolderRefusedError(f"{path} cannot be read: {error}. Run gondola split again.") from error
