"""Where blocks of goods stand in a bay: side by side through several shelves, or shelf by shelf.

Shops give each brand (or category) a stretch that runs through all shelves of a bay where few of them share
it, and a zone of shelves each where many do. Zones of tall goods stand low, small goods at the height of the
eyes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assets.product import Sku
from scenes.assortment import allot
from scenes.draws import FrameDraws
from scenes.placement import HEADROOM_M, DeckSpace

BLOCK_M = 0.3  # a block that runs through shelves is at least about this wide
VARIETY = 3  # articles per shelf that a bay has at least, where there are so many
LOWEST = 0.45  # of a deck's clearance: lower goods go elsewhere as long as a block has higher ones
REACH = 4  # facings of an article that fill a stretch before another shelf's goods are put there too
ZONE_JITTER = 0.25


@dataclass(frozen=True)
class Stretch:
    """A block's part of one deck: its share of the width, and its articles, the wanted ones first."""

    share: float
    skus: tuple[Sku, ...]


def block_of(sku: Sku, block_by: str) -> tuple[str, ...]:
    """The block that an article belongs to."""
    if block_by == "brand":
        return (*sku.category[:1], sku.brand)
    return sku.category if block_by == "category" else ()


def deal(skus: Sequence[Sku], bays: int, least: int) -> list[list[Sku]]:
    """The articles of each bay: what follows each other on the list, by the width it takes.

    A bay with fewer than ``least`` articles of its own also carries its neighbours' nearest on the list.
    """
    ends = [0.0]
    for sku in skus:
        ends.append(ends[-1] + sku.size_m[0])
    middles = [(a + b) / 2 / ends[-1] * bays for a, b in pairwise(ends)]
    dealt = []
    for bay in range(bays):
        own = sum(int(m) == bay for m in middles)
        near = sorted(range(len(skus)), key=lambda i: (abs(middles[i] - bay - 0.5), i))
        dealt.append([skus[i] for i in sorted(near[: max(own, min(least, len(skus)), 1)])])
    return dealt


def clear_m(deck: DeckSpace) -> float:
    return deck.clearance_m - HEADROOM_M + 1e-9


def lay_out(
    goods: Sequence[Sku],
    decks: Sequence[DeckSpace],
    block_by: str,
    direction: str,
    draws: FrameDraws,
    path: str,
) -> list[list[Stretch]]:
    """The stretches of every deck of one bay, decks from the bottom up."""
    blocks = [list(block) for _, block in groupby(goods, key=lambda sku: block_of(sku, block_by))]
    across = max(1, math.floor((decks[0].x1_m - decks[0].x0_m) / BLOCK_M))
    most = len(decks) if direction == "horizontal" else math.ceil(len(blocks) / across)
    noise = draws.rng(f"{path}/zones").normal(0.0, ZONE_JITTER, len(blocks))
    height = [sum(s.size_m[2] for s in b) / len(b) * math.exp(e) for b, e in zip(blocks, noise, strict=True)]
    falling = sorted(range(len(blocks)), key=lambda i: (-height[i], i))
    for count in range(min(most, len(blocks), len(decks)), 0, -1):
        zones = _cut([blocks[i] for i in falling], count)
        shelves = allot(len(decks), [_demand(zone) for zone in zones], [len(decks)] * len(zones))
        starts = [sum(shelves[:k]) for k in range(len(zones))]
        spans = [decks[a : a + n] for a, n in zip(starts, shelves, strict=True)]
        if count == 1 or all(_all_stand(z, s) for z, s in zip(zones, spans, strict=True)):
            break
    order = {id(block): at for at, block in enumerate(blocks)}
    return [
        stretches
        for zone, span in zip(zones, spans, strict=True)
        for stretches in _zone(sorted(zone, key=lambda b: order[id(b)]), span)
    ]


def _demand(blocks: Sequence[Sequence[Sku]]) -> float:
    return sum(sku.size_m[0] for block in blocks for sku in block)


def _cut(blocks: Sequence[list[Sku]], count: int) -> list[list[list[Sku]]]:
    """Blocks in order cut into ``count`` zones of about the same width, none empty."""
    total, passed = _demand(blocks), 0.0
    zones: list[list[list[Sku]]] = [[]]
    for at, block in enumerate(blocks):
        left = len(blocks) - at
        full = passed >= total * len(zones) / count - 1e-9
        if zones[-1] and len(zones) < count and (full or left <= count - len(zones)):
            zones.append([])
        zones[-1].append(block)
        passed += _demand([block])
    return zones


def _all_stand(zone: Sequence[Sequence[Sku]], decks: Sequence[DeckSpace]) -> bool:
    """Whether every article of the zone fits one of its decks, and every deck has something to carry."""
    room = max((clear_m(deck) for deck in decks), default=0.0)
    low = min((clear_m(deck) for deck in decks), default=0.0)
    heights = [sku.size_m[2] for block in zone for sku in block]
    return max(heights) <= room and min(heights) <= low


def _zone(blocks: Sequence[Sequence[Sku]], decks: Sequence[DeckSpace]) -> list[list[Stretch]]:
    """Every deck's stretches: a block runs through all decks of its zone, an article has one of them.

    Only where its own articles are too few for its stretch it also carries others of the block.
    """
    rows: list[list[Stretch]] = [[] for _ in decks]
    total = _demand(blocks)
    spare: list[list[Stretch]] = [[] for _ in decks]  # goods that leave air above them, for want of others
    for block in blocks:
        homes, loads = {}, [0.0] * len(decks)
        for sku in sorted(block, key=lambda s: (-s.size_m[2], s.sku)):
            fitting = [k for k, deck in enumerate(decks) if sku.size_m[2] <= clear_m(deck)]
            if fitting:
                lowest = min(clear_m(decks[k]) for k in fitting)
                close = [k for k in fitting if clear_m(decks[k]) <= 1.3 * lowest]
                homes[sku.sku] = home = min(close, key=lambda k: (loads[k], k))
                loads[home] += sku.size_m[0]
        for k, deck in enumerate(decks):
            wanted = (deck.x1_m - deck.x0_m) * _demand([block]) / total
            own = [sku for sku in block if homes.get(sku.sku) == k]
            other = [s for s in block if s.sku in homes and s not in own and s.size_m[2] <= clear_m(deck)]
            high = [sku for sku in other if sku.size_m[2] >= LOWEST * clear_m(deck)]
            spare[k] += [Stretch(_demand([block]), tuple(other))] if other else []
            if own and REACH * _demand([own]) >= wanted:
                high = []
            if own or high:
                rows[k].append(Stretch(_demand([block]), (*own, *_turned(high, k))))
    return [row or low for row, low in zip(rows, spare, strict=True)]


def _turned(skus: Sequence[Sku], by: int) -> list[Sku]:
    """``skus`` beginning elsewhere, so that boards that borrow do not all borrow the same."""
    start = by % len(skus) if skus else 0
    return [*skus[start:], *skus[:start]]
