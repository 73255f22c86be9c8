"""What is put on a fixture: price tags as people leave them, cards of offers, strips, wobblers, signs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assets.electronic_tags import BEZEL_M, display, housing, housing_material, on_housing
from assets.fixtures import cooler, counter, multideck
from assets.fixtures.base import FixtureModel, FixtureSpec, Rail
from assets.fixtures.rails import RAIL_TILT_RAD
from assets.fixtures.shapes import bay_centre
from assets.material import Material
from assets.mesh import Mesh
from assets.mesh_tools import transform
from assets.price_tags import price_tag
from assets.product import Sku
from assets.promo_pieces import curled_tag, hanging_card, price_text, print_of, slab, strip, wobbler
from recipes.model import Fixture, Planogram
from scenes.draws import FrameDraws
from scenes.planogram import ShelfSlot
from scenes.poses import F64
from scenes.surroundings import Placed
from scenes.tag_facts import tag_facts

TAG_SIZES_M = ((0.062, 0.034), (0.052, 0.032), (0.04, 0.03), (0.075, 0.034))
ESL_SIZES_M = ((0.067, 0.032), (0.048, 0.03), (0.084, 0.038))  # of displays
CARD_SIZES_M = ((0.062, 0.085), (0.075, 0.06), (0.09, 0.1))
SIGNED = ("gondola", "end_cap")  # kinds with a sign above them
CANOPY_FRONTS = {
    "cooler": cooler.canopy_front,
    "multideck": multideck.canopy_front,
    "kiosk": counter.canopy_front,
}
LIT = {"gondola": 0.15, "end_cap": 0.3, "cooler": 0.6, "multideck": 0.4, "kiosk": 0.6}
"""How often a header is a light box."""
BRIGHTER = 0.8  # what a light box sends out, beside what falls on the goods
LEAST_HEADER_M = 0.05
TAG_AIR_M = 0.002  # between neighbouring tags
LIPS_M = 0.006  # of a rail's height
MOST_TURN_RAD = 0.2
MOST_ASKEW_RAD = 0.05  # of a label that is clipped on
CURL_M = 0.012
TAG_CACHE = 512


@dataclass(frozen=True)
class ShopLook:
    """What all tags of a frame have in common."""

    tag_wh_m: tuple[float, float]
    card_wh_m: tuple[float, float]
    centred: bool
    style: int
    electronic: bool = False

    @property
    def width_m(self) -> float:
        """What a tag takes of its rail."""
        return self.tag_wh_m[0] + (2 * BEZEL_M if self.electronic else 0.0)


@dataclass(frozen=True)
class _Printer:
    """What tags of one frame are made from; ``px_per_m`` is how fine they are printed."""

    recipe: Fixture
    look: ShopLook
    draws: FrameDraws
    px_per_m: int


def shop_look(draws: FrameDraws) -> ShopLook:
    """The frame's tags: their size, the size of cards, and whether they sit in the middle."""
    chance = draws.chances("fixture/tags/look")
    size, card, centred, style = (next(chance) for _ in range(4))
    return ShopLook(
        TAG_SIZES_M[int(size * len(TAG_SIZES_M))],
        CARD_SIZES_M[int(card * len(CARD_SIZES_M))],
        centred < 0.35,
        int(style * 4096),
    )


def tag_look(recipe: Fixture, draws: FrameDraws) -> ShopLook:
    """The frame's look with tags of the kind that the shop has."""
    look = shop_look(draws)
    if draws.value("fixture/tag_kind", recipe.tag_kind) != "esl":
        return look
    return replace(look, electronic=True, tag_wh_m=ESL_SIZES_M[look.style % len(ESL_SIZES_M)])


@dataclass(frozen=True)
class TagPlace:
    """Where the tag of a slot goes: the middle of the card at ``x_m`` of its rail. ``shows`` is the article
    that it is for: the slot's own, another where tags have been mixed up, None where the tag is missing."""

    slot: ShelfSlot
    rail: Rail
    x_m: float
    path: str
    shows: Sku | None


def tag_places(
    recipe: Fixture, planogram: Planogram, model: FixtureModel, slots: Sequence[ShelfSlot], draws: FrameDraws
) -> tuple[TagPlace, ...]:
    """The tag of every slot that has one, sold out or not; tags never overlap, and leave no room to others
    when they are missing."""
    look = tag_look(recipe, draws)
    missing = float(draws.value("planogram/missing_tag", planogram.missing_tag))
    wrong = float(draws.value("planogram/wrong_tag", planogram.wrong_tag))
    rails = {(rail.bay, rail.shelf): rail for rail in model.rails}
    ends: dict[tuple[int, int], float] = {}
    places = []
    for slot in slots:
        rail = rails.get((slot.bay, slot.shelf))
        path = f"fixture/bay[{slot.bay}]/shelf[{slot.shelf}]/slot[{slot.slot}]/price_tag"
        if rail is None or not draws.happens(path, recipe.price_tags):
            continue
        width = look.width_m
        wanted = (slot.x0_m + slot.x1_m - width) / 2 if look.centred else slot.x0_m
        left = max(wanted, ends.get((slot.bay, slot.shelf), rail.x0_m))
        if left + width > rail.x1_m:
            continue
        ends[slot.bay, slot.shelf] = left + width + TAG_AIR_M
        shows: Sku | None = slot.sku
        if draws.happens(f"{path}/missing", missing):
            shows = None
        elif draws.happens(f"{path}/wrong", wrong):
            shows = _another(slot, slots, draws.rng(f"{path}/wrong/which"))
        places.append(TagPlace(slot, rail, left + width / 2, path, shows))
    return tuple(places)


def _another(slot: ShelfSlot, slots: Sequence[ShelfSlot], rng: np.random.Generator) -> Sku:
    """An article whose tag got here by mistake: mostly one of the shelf's; the slot's own where all are."""
    others = [s for s in slots if s.sku.sku != slot.sku.sku]
    near = [s for s in others if (s.bay, s.shelf) == (slot.bay, slot.shelf)]
    among = list({s.sku.sku: s.sku for s in (near if near and rng.random() < 0.75 else others)}.values())
    return among[int(rng.integers(len(among)))] if among else slot.sku


def price_tags(
    recipe: Fixture,
    places: Sequence[TagPlace],
    model: FixtureModel,
    slots: Sequence[ShelfSlot],
    draws: FrameDraws,
    px_per_m: int,
) -> Iterator[Placed]:
    """The tags in ``places`` and what advertises beside them, printed ``px_per_m`` fine."""
    printer = _Printer(recipe, tag_look(recipe, draws), draws, px_per_m)
    for rail in model.rails:
        yield from _strip(printer, rail, slots)
    for place in places:
        if place.shows is not None:
            labelled = _electronic if printer.look.electronic else _on_rail
            yield from labelled(printer, place, place.shows)
        yield from _offer(printer, place)


def _on_rail(printer: _Printer, place: TagPlace, shows: Sku) -> Iterator[Placed]:
    """The tag in its rail: straight, crooked, slipped down, or with an end that has come out."""
    look, draws, rail, path = printer.look, printer.draws, place.rail, place.path
    size = (look.tag_wh_m[0], round(min(look.tag_wh_m[1], rail.height_m - LIPS_M), 4))
    mesh, card = _tag(shows, size, printer.px_per_m)
    pose, lift = transform(place.x_m, rail.y_m, rail.z_m), 0.0
    if draws.happens(f"{path}/disorder", printer.recipe.tag_disorder):
        chance = draws.chances(f"{path}/how")
        kind, much = next(chance), next(chance)
        if kind < 0.45:
            pose = pose @ _turned((2 * much - 1) * MOST_TURN_RAD)
        elif kind < 0.7:
            pose = transform(place.x_m, rail.y_m - 0.0016, rail.z_m - (0.2 + 0.4 * much) * size[1])
        else:
            lift = CURL_M * (1 + int(3 * much)) / 3
            mesh = curled_tag(size, lift)
    yield Placed("price_tag", mesh, card, pose, tag_facts(place.slot.sku, shows, size, lift))


def _electronic(printer: _Printer, place: TagPlace, shows: Sku) -> Iterator[Placed]:
    """A label with a display in its housing, clipped to the rail; it may have been pushed askew."""
    look, rail, path = printer.look, place.rail, place.path
    size = look.tag_wh_m
    at = transform(place.x_m, rail.y_m, rail.z_m)
    if printer.draws.happens(f"{path}/disorder", printer.recipe.tag_disorder):
        at = at @ _turned((2 * next(printer.draws.chances(f"{path}/how")) - 1) * MOST_ASKEW_RAD)
    mesh, card = _tag(shows, size, printer.px_per_m)
    yield Placed("fixture", housing(size), housing_material(look.style % 5 == 0), at, name="label housing")
    facts = tag_facts(place.slot.sku, shows, size)
    yield Placed("price_tag", mesh, display(card), on_housing(at), facts, name="electronic label")


def _turned(angle: float) -> F64:
    """A turn about the normal of a rail's face."""
    tilt, turn = transform(tilt_rad=-RAIL_TILT_RAD), np.eye(4)
    c, s = np.cos(angle), np.sin(angle)
    turn[0, 0], turn[0, 2], turn[2, 0], turn[2, 2] = c, s, -s, c
    return np.asarray(tilt @ turn @ tilt.T)


def _offer(printer: _Printer, place: TagPlace) -> Iterator[Placed]:
    """A card that hangs below the tag, or a wobbler before it."""
    recipe, look, draws = printer.recipe, printer.look, printer.draws
    sku, rail, x, path = place.slot.sku, place.rail, place.x_m, place.path
    front = rail.y_m - np.sin(RAIL_TILT_RAD) * rail.height_m / 2 - 0.004
    if draws.happens(f"{path}/promo", recipe.promo_tags):
        w, h = look.card_wh_m
        art = print_of("card", price_text(sku), look.style, (w, h), printer.px_per_m, sku.language)
        swing = (next(draws.chances(f"{path}/swing")) - 0.5) * 0.12
        hang = transform(x, front, rail.z_m - 0.1 * rail.height_m, yaw_rad=swing)
        yield Placed("price_tag", hanging_card((w, h)), art, hang)
    elif draws.happens(f"{path}/talker", recipe.talkers):
        art = print_of("wobbler", "", look.style, (0.08, 0.08), printer.px_per_m, sku.language)
        turn = (next(draws.chances(f"{path}/swing")) - 0.5) * 0.8
        yield Placed(
            "fixture",
            wobbler(0.04, 0.05),
            art,
            transform(x, front, rail.z_m - 0.02, yaw_rad=turn),
            name="wobbler",
        )


def _strip(printer: _Printer, rail: Rail, slots: Sequence[ShelfSlot]) -> Iterator[Placed]:
    path = f"fixture/bay[{rail.bay}]/shelf[{rail.shelf}]/strip"
    if not slots or not printer.draws.happens(path, printer.recipe.rail_strips):
        return
    half, high = round((rail.x1_m - rail.x0_m) / 2, 5), round(rail.height_m - LIPS_M, 5)
    art = print_of(
        "strip", "", printer.look.style + rail.bay, (2 * half, high), printer.px_per_m, slots[0].sku.language
    )
    at = transform((rail.x0_m + rail.x1_m) / 2, rail.y_m, rail.z_m)
    yield Placed("fixture", strip(half, high), art, at, name="strip")


def headers(
    spec: FixtureSpec, slots: Sequence[ShelfSlot], draws: FrameDraws, px_per_m: int, glow_w_m2: float = 0.0
) -> Iterator[Placed]:
    """A sign over every bay of a gondola, or on a canopy, that names what most slots hold; some are light
    boxes, in a store with so much light (``glow_w_m2``)."""
    panel = _panel(spec)
    if panel is None:
        return
    look = shop_look(draws)
    lit = glow_w_m2 > 0 and draws.happens("fixture/headers/lit", LIT.get(spec.kind, 0.0))
    half, (y, z, high) = round(spec.bay_width_m / 2 - 0.004, 5), panel
    mesh = slab((-half, -0.012 if spec.kind in SIGNED else -0.0012, 0.0), (half, 0.0, high))
    for bay in range(spec.bays):
        names = Counter(_named(slot.sku) for slot in slots if slot.bay == bay)
        if not names:
            continue
        name, language = max(names, key=lambda n: (names[n], n))
        art = print_of("header", name, look.style, (2 * half, high), px_per_m, language)
        if lit:
            art = replace(art, emission_w_m2=round(BRIGHTER * glow_w_m2, 4), lamp=True)
        at = transform(bay_centre(spec, bay), y, z)
        yield Placed("fixture", mesh, art, at, name="header")


def _panel(spec: FixtureSpec) -> tuple[float, float, float] | None:
    """Where headers are: y, z of the lower edge, height; None where there are none."""
    if spec.kind in SIGNED and spec.header_m >= LEAST_HEADER_M:
        return spec.depth_m - 0.02, spec.height_m + 0.012, round(spec.header_m, 4)
    if spec.kind in CANOPY_FRONTS and spec.header_m > 0:
        y, low = CANOPY_FRONTS[spec.kind](spec)
        return y, low + 0.008, round(spec.height_m - low - 0.016, 4)
    return None


def _named(sku: Sku) -> tuple[str, str]:
    """What a header calls the article's group, and the language; without a word for it, the brand."""
    if sku.language == "en" and sku.category:
        return sku.category[-1].replace("_", " ").capitalize(), "en"
    return sku.brand, sku.language


_tags: dict[tuple[object, ...], tuple[Mesh, Material]] = {}


def _tag(sku: Sku, size_wh_m: tuple[float, float], px_per_m: int) -> tuple[Mesh, Material]:
    """The SKU's tag, kept between frames; the oldest go first."""
    says = (sku.name, sku.price_minor, sku.currency, sku.gtin, sku.net)
    key = (*says, size_wh_m, px_per_m)
    if key not in _tags:
        if len(_tags) >= TAG_CACHE:
            del _tags[next(iter(_tags))]
        _tags[key] = price_tag(sku, size_wh_m, px_per_m)
    return _tags[key]
