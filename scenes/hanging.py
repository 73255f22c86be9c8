"""Goods on hooks: which article on which hook, and how a row of cards or bags hangs from it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from assets.archetypes.holes import hole_of
from assets.fixtures.base import Peg
from assets.product import Catalog, Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.goods import Goods, joined
from scenes.lying import Article, article
from scenes.poses import F64, rounded
from scenes.scene import Slot
from scenes.settling import rotation

TIP_M = 0.012  # the foremost package keeps this far from the hook's tip
AIR_M = 0.0007  # between packages on a hook, and to the back
STEEPEST_RAD = math.radians(16)
MOST_ON_HOOK = 6  # what hangs behind them is not seen
FALLBACK_DEPTH_M = 0.08  # of what is hung by its top edge where nothing has a hole

type HookOf = Mapping[tuple[int, int, int], Sku]
"""Articles by (bay, shelf, slot) of their hooks."""


@dataclass(frozen=True)
class _Hung:
    """An article with where it hangs from: (y, z) in its own frame."""

    one: Article
    hole: tuple[float, float]

    @property
    def below_m(self) -> float:
        return self.hole[1]

    @property
    def pitch_rad(self) -> float:
        """By how much its foot swings back so that its weight is under the hook."""
        _, y, z = (float(v) for v in self.one.hull.centre_m)
        pitch = math.atan2(self.hole[0] - y, self.hole[1] - z)
        return min(max(pitch, -STEEPEST_RAD), STEEPEST_RAD)


def that_hang(skus: Sequence[Sku]) -> list[Sku]:
    """The articles that hang; flat ones where none has a hole, and all where none is flat."""
    holed = [sku for sku in skus if hole_of(sku)]
    return holed or [sku for sku in skus if sku.size_m[1] <= FALLBACK_DEPTH_M] or list(skus)


def for_hooks(skus: Sequence[Sku], catalog: Catalog) -> list[Sku]:
    """What is hung on a fixture of ``skus``: those with a hole, else others of the catalogue."""
    return [s for s in skus if hole_of(s)] or that_hang(catalog.skus)


def hang(
    planogram: Planogram,
    catalog: Catalog,
    pegs: Sequence[Peg],
    skus: Sequence[Sku],
    draws: FrameDraws,
    planned: HookOf = MappingProxyType({}),
) -> Goods:
    """What hangs from ``pegs``, in their order, on each hook from its tip to the back.

    ``planned`` says which article a hook carries; other hooks take turns with ``skus``, as many hooks side by
    side as an article has facings.
    """
    if not pegs:
        return joined([])
    hung: dict[str, _Hung] = {}
    groups: list[Goods] = []
    for peg, sku in _assigned(planogram, pegs, that_hang(skus), draws, planned):
        if sku.sku not in hung:
            hole = hole_of(sku) or (0.0, sku.size_m[2] - 0.012)
            hung[sku.sku] = _Hung(article(sku, catalog), hole)
        groups.append(_on_hook(planogram, peg, hung[sku.sku], draws))
    return joined(groups)


def peg_path(peg: Peg) -> str:
    return f"planogram/bay[{peg.bay}]/shelf[{peg.shelf}]/hook[{peg.slot}]"


def _assigned(
    planogram: Planogram, pegs: Sequence[Peg], skus: Sequence[Sku], draws: FrameDraws, planned: HookOf
) -> Iterator[tuple[Peg, Sku]]:
    """Hooks that are not sold out, with their article."""
    turn, left = -1, 0
    current: Sku | None = None
    for peg in pegs:
        path = peg_path(peg)
        sku = planned.get((peg.bay, peg.shelf, peg.slot))
        if sku is None:
            if left <= 0 or current is None or not _fits(current, peg):
                turn, current = _next(skus, turn, peg)
                left = int(draws.value(f"{path}/facings", planogram.facings))
            left -= 1
            sku = current
        if sku is not None and not draws.happens(f"{path}/out_of_stock", planogram.out_of_stock):
            yield peg, sku


def _next(skus: Sequence[Sku], turn: int, peg: Peg) -> tuple[int, Sku | None]:
    """The next article in turn that fits the hook."""
    for step in range(1, len(skus) + 1):
        at = (turn + step) % len(skus)
        if _fits(skus[at], peg):
            return at, skus[at]
    return turn, None


def _fits(sku: Sku, peg: Peg) -> bool:
    hole = hole_of(sku) or (0.0, sku.size_m[2] - 0.012)
    room = peg.y_back_m - peg.y_front_m - TIP_M
    return sku.size_m[0] + 2 * AIR_M <= peg.width_m and hole[1] <= peg.drop_m and sku.size_m[1] < room


def _on_hook(planogram: Planogram, peg: Peg, hung: _Hung, draws: FrameDraws) -> Goods:
    """One row of packages: alike in pitch, each a little turned and swung, none through another."""
    path = peg_path(peg)
    rng = draws.rng(f"{path}/swing")
    fill = float(draws.value(f"{path}/depth_fill", planogram.depth_fill))
    swing = math.radians(float(draws.value(f"{path}/swing_deg", planogram.swing_deg)))
    size, room = hung.one.sku.size_m, peg.y_back_m - peg.y_front_m - TIP_M
    wanted = min(max(1, round(fill * room / (size[1] + AIR_M))), MOST_ON_HOOK)
    loose = 0.0 if fill > 0.9 else float(rng.exponential(0.15)) * size[1]
    front_first = rng.random() < 0.8
    turns = [_swung(peg, hung, swing, rng) for _ in range(wanted)]
    y = _spaced(peg, hung, turns, loose)
    if not front_first and len(y):  # the goods are still at the back, where they were put
        reach = _ends(turns[len(y) - 1], hung)[1, 1]
        y = y + max(peg.y_back_m - AIR_M - reach - y[-1], 0.0)
    poses = np.tile(np.eye(4), (len(y), 1, 1))
    for index, at in enumerate(y):
        poses[index, :3, :3] = turns[index]
        poses[index, :3, 3] = np.array([peg.x_m, at, peg.z_m]) - turns[index] @ [0.0, *hung.hole]
    slots = tuple(Slot(peg.bay, peg.shelf, peg.slot, 0, depth, 0) for depth in range(len(y)))
    return Goods((hung.one.sku,) * len(y), slots, rounded(poses))


def _swung(peg: Peg, hung: _Hung, swing_rad: float, rng: np.random.Generator) -> F64:
    """(3, 3) of one package; swung less where it would reach into its neighbours' room."""
    yaw, roll, nod = (float(v) for v in np.clip(rng.normal(0, swing_rad, 3), -3 * swing_rad, 3 * swing_rad))
    for less in (1.0, 0.5, 0.2, 0.0):
        pitch = rotation((1.0, 0.0, 0.0), hung.pitch_rad + 0.3 * less * nod)
        turn = rotation((0.0, 0.0, 1.0), less * yaw) @ rotation((0.0, 1.0, 0.0), less * roll) @ pitch
        ends = _ends(turn, hung)
        if max(-ends[0, 0], ends[1, 0]) <= peg.width_m / 2 - AIR_M / 2:
            break
    return np.asarray(np.round(turn, 12))


def _ends(turn: F64, hung: _Hung) -> F64:
    """(2, 3): lowest and highest corner of the turned package's box, from its hole."""
    w, d, h = hung.one.sku.size_m
    y, z = hung.hole
    corners = np.array(
        [[x, b, c] for x in (-w / 2, w / 2) for b in (-d / 2 - y, d / 2 - y) for c in (-z, h - z)]
    )
    reached = corners @ turn.T
    return np.stack([reached.min(axis=0), reached.max(axis=0)])


def _spaced(peg: Peg, hung: _Hung, turns: Sequence[F64], loose_m: float) -> F64:
    """Where along the hook each package hangs, as many as there is room for: each touches the one before."""
    pitch = hung.pitch_rad
    normal = np.array([0.0, math.cos(pitch), math.sin(pitch)])
    corners = [_along(turn, hung, normal) for turn in turns]
    y: list[float] = []
    for index, (front, _) in enumerate(corners):
        if index == 0:
            at = peg.y_front_m + TIP_M
        else:
            at = y[-1] + (corners[index - 1][1] - front + AIR_M) / normal[1] + loose_m
        if at + _ends(turns[index], hung)[1, 1] > peg.y_back_m - AIR_M:
            break
        y.append(at)
    return np.array(y)


def _along(turn: F64, hung: _Hung, normal: F64) -> tuple[float, float]:
    """How far the turned package reaches to the front and the back of its hole along ``normal``."""
    w, d, h = hung.one.sku.size_m
    y, z = hung.hole
    a = turn.T @ normal
    middle = float(-y * a[1] + (h / 2 - z) * a[2])
    half = float(abs(a[0]) * w + abs(a[1]) * d + abs(a[2]) * h) / 2
    return middle - half, middle + half
