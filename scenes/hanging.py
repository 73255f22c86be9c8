"""Goods on hooks: what hangs, and how a row of cards or bags hangs from one hook."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assets.archetypes.holes import hangs_from, hole_of
from assets.fixtures.base import Peg
from assets.product import Catalog, Sku
from scenes.lying import Article, article
from scenes.poses import F64
from scenes.settling import rotation

TIP_M = 0.012  # the foremost package keeps this far from the hook's tip
AIR_M = 0.0007  # between packages on a hook, and to the back
STEEPEST_RAD = math.radians(16)
FALLBACK_DEPTH_M = 0.08  # of what is hung by its top edge where nothing has a hole


@dataclass(frozen=True)
class Hanger:
    """An article with where it hangs from: (y, z) in its own frame."""

    one: Article
    hole: tuple[float, float]

    @property
    def pitch_rad(self) -> float:
        """By how much its foot swings back so that its weight is under the hook."""
        _, y, z = (float(v) for v in self.one.hull.centre_m)
        pitch = math.atan2(self.hole[0] - y, self.hole[1] - z)
        return min(max(pitch, -STEEPEST_RAD), STEEPEST_RAD)


@dataclass(frozen=True, eq=False)
class Swung:
    """A package on a hook: how it is turned (3, 3), of that ``yaw_rad`` about the vertical."""

    hanger: Hanger
    turn: F64
    yaw_rad: float


def hanger(sku: Sku, catalog: Catalog) -> Hanger:
    """``sku`` with its hull and its hole."""
    return Hanger(article(sku, catalog), hangs_from(sku))


def that_hang(skus: Sequence[Sku]) -> list[Sku]:
    """The articles that hang; flat ones where none has a hole, and all where none is flat."""
    holed = [sku for sku in skus if hole_of(sku)]
    return holed or [sku for sku in skus if sku.size_m[1] <= FALLBACK_DEPTH_M] or list(skus)


def for_hooks(skus: Sequence[Sku], catalog: Catalog) -> list[Sku]:
    """What is hung on a fixture of ``skus``: those with a hole, else others of the catalogue."""
    return [s for s in skus if hole_of(s)] or that_hang(catalog.skus)


def room_m(peg: Peg) -> float:
    """How much of the hook goods can take."""
    return peg.y_back_m - peg.y_front_m - TIP_M


def fits_hook(sku: Sku, peg: Peg) -> bool:
    """Whether one package has room on the hook."""
    wide_enough = sku.size_m[0] + 2 * AIR_M <= peg.width_m
    return wide_enough and hangs_from(sku)[1] <= peg.drop_m and sku.size_m[1] < room_m(peg)


def straight(one: Hanger) -> Swung:
    """As it hangs where nobody has touched it."""
    return Swung(one, np.round(rotation((1.0, 0.0, 0.0), one.pitch_rad), 12), 0.0)


def swung(peg: Peg, one: Hanger, swing_rad: float, rng: np.random.Generator, about_rad: float = 0.0) -> Swung:
    """A package turned by ``about_rad`` and a little by chance; less where it would reach into its
    neighbours' room."""
    yaw, roll, nod = (float(v) for v in np.clip(rng.normal(0, swing_rad, 3), -3 * swing_rad, 3 * swing_rad))
    for less in (1.0, 0.5, 0.2, 0.0):
        pitch = rotation((1.0, 0.0, 0.0), one.pitch_rad + 0.3 * less * nod)
        turn = rotation((0.0, 0.0, 1.0), about_rad + less * yaw) @ rotation((0.0, 1.0, 0.0), less * roll)
        made = Swung(one, np.asarray(np.round(turn @ pitch, 12)), about_rad + less * yaw)
        reached = ends(made)
        if max(-reached[0, 0], reached[1, 0]) <= peg.width_m / 2 - AIR_M / 2:
            break
    return made


def ends(one: Swung) -> F64:
    """(2, 3): lowest and highest corner of the turned package's box, from its hole."""
    w, d, h = one.hanger.one.sku.size_m
    y, z = one.hanger.hole
    corners = np.array(
        [[x, b, c] for x in (-w / 2, w / 2) for b in (-d / 2 - y, d / 2 - y) for c in (-z, h - z)]
    )
    reached = corners @ one.turn.T
    return np.stack([reached.min(axis=0), reached.max(axis=0)])


def spaced(peg: Peg, row: Sequence[Swung], loose_m: float = 0.0) -> list[float]:
    """Where along the hook (world y) each package hangs, as many as there is room for, the foremost at the
    tip: each touches the one before, but for ``loose_m``."""
    pitch = row[-1].hanger.pitch_rad if row else 0.0
    normal = np.array([0.0, math.cos(pitch), math.sin(pitch)])
    reach = [_along(one, normal) for one in row]
    y: list[float] = []
    for index, (front, _) in enumerate(reach):
        if index == 0:
            at = peg.y_front_m + TIP_M
        else:
            at = y[-1] + (reach[index - 1][1] - front + AIR_M) / normal[1] + loose_m
        if at + ends(row[index])[1, 1] > peg.y_back_m - AIR_M:
            break
        y.append(float(at))
    return y


def at_the_back(peg: Peg, row: Sequence[Swung], y_m: Sequence[float]) -> list[float]:
    """The same packages where they were put: at the back of the hook."""
    spare = peg.y_back_m - AIR_M - ends(row[len(y_m) - 1])[1, 1] - y_m[-1] if y_m else 0.0
    return [y + max(float(spare), 0.0) for y in y_m]


def ahead_of(peg: Peg, one: Swung, y_m: float, behind: tuple[Swung, float] | None) -> float | None:
    """Where at ``y_m`` or farther to the front a package hangs before another; None where it has no room."""
    at = min(y_m, peg.y_back_m - AIR_M - ends(one)[1, 1])
    if behind is not None:
        other, other_y = behind
        pitch = other.hanger.pitch_rad
        normal = np.array([0.0, math.cos(pitch), math.sin(pitch)])
        at = min(at, other_y - (_along(one, normal)[1] - _along(other, normal)[0] + AIR_M) / normal[1])
    return float(at) if at >= peg.y_front_m + TIP_M - 1e-9 else None


def pose(peg: Peg, one: Swung, y_m: float) -> F64:
    """(4, 4): world from product of a package that hangs at ``y_m`` of the hook."""
    made = np.eye(4)
    made[:3, :3] = one.turn
    made[:3, 3] = np.array([peg.x_m, y_m, peg.z_m]) - one.turn @ [0.0, *one.hanger.hole]
    return made


def _along(one: Swung, normal: F64) -> tuple[float, float]:
    """How far the turned package reaches to the front and the back of its hole along ``normal``."""
    w, d, h = one.hanger.one.sku.size_m
    y, z = one.hanger.hole
    a = one.turn.T @ normal
    middle = float(-y * a[1] + (h / 2 - z) * a[2])
    half = float(abs(a[0]) * w + abs(a[1]) * d + abs(a[2]) * h) / 2
    return middle - half, middle + half
