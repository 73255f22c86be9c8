"""The barest fixtures with hooks and bins: what stocking needs of assets, without their looks."""

from assets.fixtures.base import Bin, Deck, FixtureModel, FixtureSpec, Peg


def board(spec: FixtureSpec) -> FixtureModel:
    """A pegboard whose hooks are where the spec has them."""
    slots: dict[tuple[int, int], int] = {}
    pegs = []
    for bay, row, x, z, width, drop in spec.hooks:
        slot = slots.get((bay, row), 0)
        slots[bay, row] = slot + 1
        pegs.append(Peg(bay, row, slot, x, 0.0, 0.2, z, width, drop))
    width = spec.bays * spec.bay_width_m
    return FixtureModel((), (), (), width, spec.height_m, spec.depth_m, pegs=tuple(pegs))


def table(spec: FixtureSpec) -> FixtureModel:
    """A deck with a bin before it."""
    deck = Deck(0, 0, -0.4, 0.4, 0.5, 0.8, 0.6, 0.3)
    place = Bin(0, -0.3, 0.3, 0.0, 0.4, 0.5, 0.62, "rows")
    return FixtureModel((), (deck,), (), 1.0, 1.0, spec.depth_m, bins=(place,))
