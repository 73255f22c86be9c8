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
    area = fill * (place.x1_m - place.x0_m) * (place.y1_m - place.y0_m)
    rejected = 0
    for number in range(MOST_ON_BELT):
        rng = draws.rng(f"{path}/item[{number}]")
        which = int(rng.integers(len(articles)))
        rest = _put_down(pile, which, articles[which], place, rng)
        if rest is None:
            rejected += 1
            if rejected == REJECTED:
                return
            continue
        rejected = 0
        spread = rest.high_m - rest.low_m
        area -= 1.35 * float(spread[0] * spread[1])
        if area < 0 and number:
            return
        pile.add(rest)
        yield at_rest(which, articles[which], rest)


def _put_down(pile: Pile, which: int, one: Article, place: Bin, rng: np.random.Generator) -> Rest | None:
    """Set down upright, or on its flattest side; None where there is no free place."""
    upright = rng.random() < (0.75 if one.sku.archetype in UPRIGHT else 0.2)
    face = "+z" if upright else FACES_UP[int(rng.choice(len(FACES_UP), p=face_chances(one.sku.size_m)))]
    starts = rng.uniform((place.x0_m, place.y0_m), (place.x1_m, place.y1_m), (STARTS, 2))
    rotations = np.stack([turned(face, float(yaw)) for yaw in rng.uniform(0, math.tau, STARTS)])
    rest = pile.drop(which, starts, rotations, 10.0)
    free = rest is not None and bool(rest.low_m[2] < place.z0_m + 1e-4)
    return rest if free else None


def walls_of(place: Bin) -> Walls:
    return Walls(place.x0_m, place.x1_m, place.y0_m, place.y1_m, place.z0_m)
