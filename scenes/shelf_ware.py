"""What stands on boards beside the goods: dividers, spring pushers with their lip, shelf-ready cases."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from assets.archetypes.registry import KINDS
from assets.draws import keyed_rng
from assets.finishes import material, paint
from assets.fixtures.base import Deck, FixtureModel, FixtureSpec
from assets.fixtures.fences import acrylic, acrylic_edge
from assets.fixtures.shapes import blocks
from assets.material import Material
from assets.mesh_tools import transform
from assets.opened_case import BOARD_M, CaseForm, opened_case
from assets.product import Sku
from recipes.model import Fixture, Planogram
from scenes.draws import FrameDraws
from scenes.goods import Goods
from scenes.placement import Item, footprint_m
from scenes.planogram import ShelfSlot, slot_path
from scenes.surroundings import Placed

if TYPE_CHECKING:
    from scenes.stock import Stock

DIVIDER_M, DIVIDER_ROOM_M, DIVIDER_HIGH_M = 0.0015, 0.003, 0.06
LIP_M, LIP_HIGH_M = 0.0024, 0.032
LIP_ROOM_M = 0.004  # of a deck's depth that a lip takes
PADDLE_M, TRACK_M = 0.003, 0.0025
CASE_FLOOR_M = BOARD_M  # what stands in a case stands so much higher
CASE_ROOM_M = BOARD_M + 0.0006  # that a case's wall takes on each side
WIDEST_CASE_M, HIGHEST_CASED_M = 0.42, 0.24
OPEN_TOPS = 0.35  # of the cases that were cut open in front only
UNDER_BOARD_M, LEAST_FLAP_M = 0.012, 0.02
CASED = (
    "can", "tin", "jar", "pouch", "tub", "cup", "carton", "small_pack", "flow_wrap", "tablet", "brick",
    "pillow_bag", "tube", "paper_bag", "pet_bottle", "glass_bottle", "bottle_hdpe", "aerosol",
)  # fmt: skip
type Place = tuple[int, int]  # bay, shelf
type Spans = Mapping[Place, Sequence[tuple[float, float]]]


def with_pushers(
    recipe: Fixture, spec: FixtureSpec, decks: Sequence[Deck], draws: FrameDraws
) -> frozenset[Place]:
    """The boards with spring pushers: level ones, without a fence of their own."""
    if spec.fence != "none" and spec.kind != "kiosk":
        return frozenset()
    return frozenset(
        (d.bay, d.shelf)
        for d in decks
        if not d.tilt_rad and draws.happens(f"fixture/bay[{d.bay}]/shelf[{d.shelf}]/pushers", recipe.pushers)
    )


def pushers(
    spec: FixtureSpec, model: FixtureModel, slots: Sequence[ShelfSlot], places: frozenset[Place]
) -> Iterator[Placed]:
    """A lip before every board with pushers, and a paddle on its track behind every row."""
    plastic = paint(("light_grey", "black", "dark_grey")[spec.variant % 3])
    for deck in model.decks:
        if (deck.bay, deck.shelf) not in places:
            continue
        yield from _lip(deck)
        for slot in slots:
            if (slot.bay, slot.shelf) == (deck.bay, deck.shelf):
                yield from _paddles(deck, slot, plastic)


def _lip(deck: Deck) -> Iterator[Placed]:
    half = round((deck.x1_m - deck.x0_m) / 2, 5)
    at = transform((deck.x0_m + deck.x1_m) / 2, deck.y_front_m, deck.z_m)
    pane = blocks(((-half, 0.0003, 0.0), (half, LIP_M, LIP_HIGH_M)))
    edge = blocks(((-half, 0.0003, LIP_HIGH_M), (half, LIP_M, LIP_HIGH_M + 0.001)))
    yield Placed("fixture", pane, acrylic(), at, name="lip")
    yield Placed("fixture", edge, acrylic_edge(), at, name="lip")


def _paddles(deck: Deck, slot: ShelfSlot, plastic: Material) -> Iterator[Placed]:
    """Where each row ends a paddle presses on it, and the track shows from there to the back."""
    for column, left in zip(slot.columns, slot.lefts_m, strict=True):
        bare = slot.empty or not column.items
        end = deck.y_front_m + LIP_ROOM_M if bare else _end_m(slot.sku, column.items)
        width = round(min(slot.sku.size_m[0] * 0.8, column.width_m, 0.07), 4)
        high = round(min(max(0.45 * slot.sku.size_m[2], 0.02), 0.075), 4)
        if end + PADDLE_M + 0.002 > deck.y_back_m:
            continue
        y = round(end + 0.001, 5)
        paddle = blocks(((-width / 2, 0.0, 0.0), (width / 2, PADDLE_M, high)))
        at = transform(left + column.width_m / 2, y, deck.z_m)
        yield Placed("fixture", paddle, plastic, at, name="pusher")
        length = round(deck.y_back_m - y - PADDLE_M, 3)
        if length > 0.01:
            track = blocks(((-width / 3, PADDLE_M, 0.0), (width / 3, PADDLE_M + length, TRACK_M)))
            yield Placed("fixture", track, plastic, at, name="pusher")


def _end_m(sku: Sku, items: Sequence[Item]) -> float:
    """Where a row of ``sku`` ends towards the back."""
    return max(i.y_m + footprint_m(i.sku or sku, i.yaw_rad)[1] / 2 for i in items)


def dividers(
    recipe: Fixture, model: FixtureModel, slots: Sequence[ShelfSlot], draws: FrameDraws, lying: Spans
) -> Iterator[Placed]:
    """Low panes of clear plastic between neighbouring articles that leave room for them.

    None stands where something that fell over lies.
    """
    decks = {(d.bay, d.shelf): d for d in model.decks if not d.tilt_rad}
    for left, right in pairwise(slots):
        deck = decks.get((left.bay, left.shelf))
        gap = right.x0_m - left.x1_m
        path = f"fixture/bay[{left.bay}]/shelf[{left.shelf}]/slot[{left.slot}]/divider"
        if deck is None or (left.bay, left.shelf) != (right.bay, right.shelf) or gap < DIVIDER_ROOM_M:
            continue
        x = (left.x1_m + right.x0_m) / 2
        if any(a < x + DIVIDER_M and b > x - DIVIDER_M for a, b in lying.get((left.bay, left.shelf), ())):
            continue
        if draws.happens(path, recipe.dividers):
            deep = round(deck.y_back_m - deck.y_front_m, 5)
            mesh = blocks(((-DIVIDER_M / 2, 0.0, 0.0), (DIVIDER_M / 2, deep, DIVIDER_HIGH_M)))
            yield Placed("fixture", mesh, acrylic(), transform(x, deck.y_front_m, deck.z_m), name="divider")


def lying_spans(goods: Goods, fallen: Collection[int]) -> Spans:
    """From where to where (world x) packages reach that fell, by board."""
    found: dict[Place, list[tuple[float, float]]] = {}
    for at in sorted(fallen):
        sku, slot, pose = goods.skus[at], goods.slots[at], goods.poses[at]
        half = np.abs(pose[0, :3]) @ np.array(sku.size_m) / 2
        x = float(pose[0, 3] + pose[0, 2] * sku.size_m[2] / 2)
        found.setdefault((slot.bay, slot.shelf), []).append((x - float(half), x + float(half)))
    return found


@dataclass(frozen=True)
class _Room:
    """The free stretch of a board around one slot."""

    x0_m: float
    x1_m: float


def in_cases(
    planogram: Planogram,
    decks: Sequence[Deck],
    slots: Sequence[ShelfSlot],
    draws: FrameDraws,
    pushed: Collection[Place],
) -> tuple[ShelfSlot, ...]:
    """``slots`` with those that stand in opened cases marked so."""
    rate = float(draws.value("planogram/trays", planogram.trays))
    decks_by = {(d.bay, d.shelf): d for d in decks if (d.bay, d.shelf) not in pushed}
    found: list[ShelfSlot] = []
    for at, slot in enumerate(slots):
        place = slot.bay, slot.shelf
        deck, beside = decks_by.get(place), [s for s in slots[at + 1 : at + 2] if (s.bay, s.shelf) == place]
        path = f"{slot_path(slot.bay, slot.shelf, slot.slot)}/tray"
        if rate and deck is not None and not slot.empty:
            before = found[-1] if found and (found[-1].bay, found[-1].shelf) == place else None
            start = before.x1_m + before.cased * CASE_ROOM_M if before else deck.x0_m
            room = _Room(start, beside[0].x0_m if beside else deck.x1_m)
            cased = _has_room(deck, slot, room) and draws.happens(path, rate)
            slot = replace(slot, cased=cased) if cased != slot.cased else slot
        found.append(slot)
    return tuple(found)


def _has_room(deck: Deck, slot: ShelfSlot, room: _Room) -> bool:
    low, high = slot.x0_m - room.x0_m, room.x1_m - slot.x1_m
    kind = KINDS.get(slot.sku.archetype)
    if kind is None or slot.sku.archetype not in CASED or min(low, high) < CASE_ROOM_M:
        return False
    y0, y1 = depth_span(slot)
    tall = slot.sku.size_m[2] > HIGHEST_CASED_M or slot.x1_m - slot.x0_m > WIDEST_CASE_M
    deep = y0 - CASE_ROOM_M >= deck.y_front_m and y1 + CASE_ROOM_M <= deck.y_back_m
    return deep and not tall and not deck.tilt_rad


def depth_span(slot: ShelfSlot) -> tuple[float, float]:
    """From where to where (world y) the packages of a slot reach."""
    reach = [
        (item.y_m, footprint_m(item.sku or slot.sku, item.yaw_rad)[1] / 2)
        for column in slot.columns
        for item in column.items
    ]
    return min(y - half for y, half in reach), max(y + half for y, half in reach)


def cases(model: FixtureModel, slots: Sequence[ShelfSlot], lying: Spans) -> Iterator[Placed]:
    """The opened cases of all slots that stand in one, where nothing lies across them."""
    decks = {(d.bay, d.shelf): d for d in model.decks}
    for slot in slots:
        deck = decks[slot.bay, slot.shelf]
        if not slot.cased:
            continue
        x0, x1 = slot.x0_m - CASE_ROOM_M, slot.x1_m + CASE_ROOM_M
        if any(a < x1 and b > x0 for a, b in lying.get((slot.bay, slot.shelf), ())):
            continue
        y0, y1 = depth_span(slot)
        size = (round(x1 - x0, 4), round(y1 - y0 + 2 * CASE_ROOM_M, 4), round(slot.sku.size_m[2], 4))
        rng = keyed_rng(7, "case", slot.sku.sku)  # one article is always shipped alike
        form = CaseForm(round(float(rng.uniform(0.18, 0.42)), 3), round(float(rng.uniform(0.2, 0.9)), 3))
        board = material("corrugated" if rng.random() < 0.65 else "board_white")
        if rng.random() < OPEN_TOPS:
            form = _opened(form, size, deck.clearance_m, float(rng.uniform(0.25, 0.5)))
        at = transform((x0 + x1) / 2, (y0 + y1) / 2, deck.z_m)
        yield Placed("fixture", opened_case(size, form), board, at, name="case")


def _opened(form: CaseForm, size_m: tuple[float, float, float], room_m: float, share: float) -> CaseForm:
    """The same case cut open in front only: its top's flaps stand up, each ``share`` of the case's width
    long, as far as the board above leaves room."""
    w, _, h = size_m
    flaps = min(share * w, room_m - h - UNDER_BOARD_M)
    return CaseForm(form.lip, 1.0, round(flaps, 3)) if flaps > LEAST_FLAP_M else form


def shelf_ware(recipe: Fixture, stocked: "Stock", draws: FrameDraws) -> Iterator[Placed]:
    """All that stands on the boards of a stocked fixture beside its goods."""
    spec, model, slots = stocked.spec, stocked.model, stocked.slots
    lying = lying_spans(stocked.goods, stocked.fallen)
    yield from dividers(recipe, model, slots, draws, lying)
    yield from pushers(spec, model, slots, stocked.pushed)
    yield from cases(model, slots, lying)
