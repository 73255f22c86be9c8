"""Goods that fell: tumbled into a bin, or put down on a belt one beside the other."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from assets.fixtures.base import Bin
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.lying import FACES_UP, Article, Lying, at_rest, face_chances, turned
from scenes.settling import Pile, Rest, Walls

MOST_IN_HEAP = 90  # each takes some hundredths of a second to settle
MOST_ON_BELT = 60
STARTS = 6  # places that a package is tried over
REJECTED = 7  # packages in a row that came to lie too high, or on others: it is full
SINKS_M = 0.06  # about how far a package still sinks while it settles
TILT_RAD = 0.3
UPRIGHT = ("can", "tin", "jar", "tub", "cup", "pump_bottle", "trigger_bottle", "jug")


def heap(
    planogram: Planogram, place: Bin, articles: Sequence[Article], draws: FrameDraws, path: str
) -> Iterator[Lying]:
    """Packages tumbled in until they reach as high as the recipe wants."""
    pile = Pile(walls_of(place), [one.hull for one in articles])
    fill = float(draws.value(f"{path}/fill", planogram.bin_fill))
    level = place.z0_m + max(fill, 0.02) * (place.z1_m - place.z0_m)
    shares = draws.rng(f"{path}/shares").uniform(0.4, 1.6, len(articles))
    weights = shares * np.array([one.volume_m3**-0.7 for one in articles])
    rejected = 0
    for number in range(MOST_IN_HEAP):
        rng = draws.rng(f"{path}/item[{number}]")
        which = int(rng.choice(len(articles), p=weights / weights.sum()))
        rest = _tumbled(pile, which, articles[which], place, level + SINKS_M, rng)
        if rest is None or rest.centre_m[2] > level:
            rejected += 1
            if rejected == REJECTED:
                return
            continue
        rejected = 0
        pile.add(rest)
        yield at_rest(which, articles[which], rest)


def _tumbled(
    pile: Pile, which: int, one: Article, place: Bin, most_m: float, rng: np.random.Generator
) -> Rest | None:
    """Thrown in somewhere, more or less flat; it ends in the lowest of a few places."""
    starts = rng.uniform((place.x0_m, place.y0_m), (place.x1_m, place.y1_m), (STARTS, 2))
    faces = rng.choice(len(FACES_UP), STARTS, p=face_chances(one.sku.size_m))
    yaws, tilts = rng.uniform(0, math.tau, STARTS), rng.normal(0, TILT_RAD, (STARTS, 2))
    rotations = [
        turned(FACES_UP[int(face)], float(yaw), float(a), float(b))
        for face, yaw, (a, b) in zip(faces, yaws, tilts, strict=True)
    ]
    return pile.drop(which, starts, np.stack(rotations), one.friction, most_m=most_m)


def on_belt(
    planogram: Planogram, place: Bin, articles: Sequence[Article], draws: FrameDraws, path: str
) -> Iterator[Lying]:
    """A few customers' goods, laid down at all angles with gaps between; nothing lies on anything else."""
    pile = Pile(walls_of(place), [one.hull for one in articles])
    fill = float(draws.value(f"{path}/fill", planogram.bin_fill))
    for customer, (x0, x1) in enumerate(_customers(place, draws.rng(f"{path}/customers/places"))):
        area = fill * (x1 - x0) * (place.y1_m - place.y0_m)
        rejected = 0
        for number in range(MOST_ON_BELT):
            rng = draws.rng(f"{path}/customer[{customer}]/item[{number}]")
            which = int(rng.integers(len(articles)))
            rest = _put_down(pile, which, articles[which], place, (x0, x1), rng)
            rejected = rejected + 1 if rest is None else 0
            if rejected == REJECTED:
                break
            if rest is None:
                continue
            spread = rest.high_m - rest.low_m
            area -= 0.95 * float(spread[0] * spread[1])
            if area < 0 and number:
                break
            pile.add(rest)
            yield at_rest(which, articles[which], rest)


def _customers(place: Bin, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Each customer's stretch of the belt, with gaps between them, and perhaps some of the belt empty."""
    length = place.x1_m - place.x0_m
    count = max(1, min(3, round(length / float(rng.uniform(0.5, 1.4)))))
    gaps = rng.uniform(0.05, 0.22, count + 1) if count > 1 else rng.uniform(0.0, 0.08, 2)
    gaps *= min(1.0, 0.4 * length / gaps.sum())
    shares = rng.uniform(0.6, 1.4, count)
    ends = np.cumsum((length - gaps.sum()) * shares / shares.sum())
    starts = place.x0_m + np.concatenate([[0.0], ends[:-1]]) + np.cumsum(gaps)[:-1]
    lengths = np.diff(np.concatenate([[0.0], ends]))
    return [(float(x), float(x + wide)) for x, wide in zip(starts, lengths, strict=True)]


def _put_down(
    pile: Pile,
    which: int,
    one: Article,
    place: Bin,
    x_m: tuple[float, float],
    rng: np.random.Generator,
) -> Rest | None:
    """Set down upright, or on its flattest side; None where there is no free place."""
    upright = rng.random() < (0.75 if one.sku.archetype in UPRIGHT else 0.2)
    face = "+z" if upright else FACES_UP[int(rng.choice(len(FACES_UP), p=face_chances(one.sku.size_m)))]
    starts = rng.uniform((x_m[0], place.y0_m), (x_m[1], place.y1_m), (STARTS, 2))
    rotations = np.stack([turned(face, float(yaw)) for yaw in rng.uniform(0, math.tau, STARTS)])
    rest = pile.drop(which, starts, rotations, 10.0)
    free = rest is not None and bool(rest.low_m[2] < place.z0_m + 1e-4)
    return rest if free else None


def walls_of(place: Bin) -> Walls:
    return Walls(place.x0_m, place.x1_m, place.y0_m, place.y1_m, place.z0_m)
