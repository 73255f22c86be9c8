"""A gondola: base, uprights, back panels, shelf boards on brackets, price rails.

World frame: the fixture is centred on x = 0; the front edge of its base deck lies in the plane y = 0,
everything else behind it (only price rails stand out, by 15 mm); the floor is z = 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from assets.archetypes.turned import shifted
from assets.arrays import frozen
from assets.finishes import material, paint
from assets.material import Material
from assets.mesh import Mesh
from assets.mesh_tools import F64, Patch, assemble, box, grid, prism, transform

KEPT_MESHES = 256  # of each kind, between fixtures
UPRIGHT_M = 0.03
PANEL_M = 0.012
GAP_M = 0.001  # between neighbouring boards
SIDE_M = 0.006  # products keep this far from the end of a board
TOP_CLEARANCE_M = 0.35  # nothing hangs above the top deck, but goods there are not piled higher
RAIL_HEIGHT_M = 0.04
RAIL_TILT_RAD = 0.21  # the face of a price rail looks slightly upwards, to people who stand before it


@dataclass(frozen=True)
class GondolaSpec:
    """A gondola in plain numbers. ``shelves`` counts the base deck too.

    ``deck_heights_m`` are the heights of all decks' upper faces above the floor from the bottom up (the first
    is the base deck); empty means evenly spaced. Decks above the base start ``setback_m`` behind its front
    edge.
    """

    bays: int = 1
    bay_width_m: float = 1.0
    height_m: float = 1.9
    depth_m: float = 0.45
    base_height_m: float = 0.16
    shelves: int = 5
    board_m: float = 0.03
    price_rail: bool = True
    color: str = "white"
    deck_heights_m: tuple[float, ...] = ()
    setback_m: float = 0.0

    def heights_m(self) -> tuple[float, ...]:
        """Upper face of every deck above the floor. Raises ValueError where they do not fit the fixture."""
        pitch = (self.height_m - self.base_height_m) / self.shelves
        even = tuple(self.base_height_m + k * pitch for k in range(self.shelves))
        heights = self.deck_heights_m or even
        if len(heights) != self.shelves:
            raise ValueError(f"{len(heights)} deck heights for {self.shelves} shelves")
        if any(b - a <= self.board_m for a, b in pairwise(heights)):
            raise ValueError(f"decks at {heights} leave no room between boards of {self.board_m} m")
        if heights[-1] > self.height_m:
            raise ValueError(
                f"the top deck at {heights[-1]:.3f} m is above the fixture's {self.height_m:.3f} m"
            )
        return heights


@dataclass(frozen=True, eq=False)
class Part:
    """One placed piece of the fixture or the store; equal pieces share their mesh."""

    name: str
    mesh: Mesh
    material: Material
    world_from_part: F64

    def __post_init__(self) -> None:
        object.__setattr__(self, "world_from_part", frozen(self.world_from_part, np.float64).reshape(4, 4))


@dataclass(frozen=True)
class Deck:
    """Where goods may stand: a rectangle at height ``z_m``, with ``clearance_m`` of free height above it."""

    bay: int
    shelf: int
    x0_m: float
    x1_m: float
    y_front_m: float
    y_back_m: float
    z_m: float
    clearance_m: float


@dataclass(frozen=True)
class Rail:
    """A price rail: the centre line of its face runs from ``x0_m`` to ``x1_m`` at (``y_m``, ``z_m``)."""

    bay: int
    shelf: int
    x0_m: float
    x1_m: float
    y_m: float
    z_m: float
    height_m: float


@dataclass(frozen=True)
class GondolaModel:
    """The built fixture. Decks and rails run bay by bay from the left, shelf by shelf from the bottom."""

    parts: tuple[Part, ...]
    decks: tuple[Deck, ...]
    rails: tuple[Rail, ...]
    width_m: float
    height_m: float


def decks_of(spec: GondolaSpec) -> tuple[Deck, ...]:
    """The decks alone, without building anything. Raises ValueError for decks that do not fit."""
    return tuple(_decks(spec))


def gondola(spec: GondolaSpec) -> GondolaModel:
    """Builds a gondola. Raises ValueError for decks that do not fit and for unknown colours."""
    decks = decks_of(spec)
    rails = tuple(_rail(spec, deck) for deck in decks) if spec.price_rail else ()
    coat = paint(spec.color)
    parts = (*_frame(spec, coat), *_boards(spec, decks, coat), *_rail_parts(spec, rails))
    return GondolaModel(parts, decks, rails, spec.bays * spec.bay_width_m, spec.height_m)


def _bay_centre(spec: GondolaSpec, bay: int) -> float:
    return (bay + 0.5 - spec.bays / 2) * spec.bay_width_m


def _front(spec: GondolaSpec, shelf: int) -> float:
    return 0.0 if shelf == 0 else min(spec.setback_m, 0.2 * spec.depth_m)


def _back(spec: GondolaSpec) -> float:
    return spec.depth_m - UPRIGHT_M


def _decks(spec: GondolaSpec) -> Iterator[Deck]:
    heights = spec.heights_m()
    # With a setback the rails above hang over the deck below; without one they stand before it.
    hang = RAIL_HEIGHT_M if spec.price_rail and spec.setback_m > 0 else 0.0
    above = [
        *(z - max(spec.board_m, hang) for z in heights[1:]),
        max(spec.height_m, heights[-1] + TOP_CLEARANCE_M),
    ]
    half = spec.bay_width_m / 2 - SIDE_M
    for bay in range(spec.bays):
        x = _bay_centre(spec, bay)
        for shelf, (z, top) in enumerate(zip(heights, above, strict=True)):
            yield Deck(bay, shelf, x - half, x + half, _front(spec, shelf), _back(spec) - 0.004, z, top - z)


def _rail(spec: GondolaSpec, deck: Deck) -> Rail:
    half, x = spec.bay_width_m / 2 - GAP_M, _bay_centre(spec, deck.bay)
    lean = np.sin(RAIL_TILT_RAD) * RAIL_HEIGHT_M / 2
    z = deck.z_m + 0.002 - np.cos(RAIL_TILT_RAD) * RAIL_HEIGHT_M / 2
    return Rail(
        deck.bay,
        deck.shelf,
        x - half,
        x + half,
        float(deck.y_front_m - 0.004 - lean),
        float(z),
        RAIL_HEIGHT_M,
    )


def _frame(spec: GondolaSpec, coat: Material) -> Iterator[Part]:
    """Base, back panels and uprights."""
    w, d, plinth_h = spec.bay_width_m, spec.depth_m, spec.base_height_m - spec.board_m
    half, u = w / 2 - GAP_M / 2, UPRIGHT_M / 2
    plinth = _block((-half, 0.03, 0), (half, _back(spec), max(plinth_h, 0.001)), "base")
    panel = _block((-half, d - PANEL_M, 0), (half, d, spec.height_m), "panel")
    upright = _block((-u, d - UPRIGHT_M, 0), (u, d - 0.001, spec.height_m + 0.012), "upright")
    slots = _slots(_even(spec))
    for bay in range(spec.bays):
        at = transform(_bay_centre(spec, bay))
        if plinth_h > 0.002:
            yield Part("base", plinth, coat, at)
        yield Part("back panel", panel, coat, at)
    for border in range(spec.bays + 1):
        at = transform((border - spec.bays / 2) * w)
        yield Part("upright", upright, coat, at)
        yield Part("upright slots", slots, material("slot_dark"), at)


def _even(spec: GondolaSpec) -> GondolaSpec:
    """The spec without what meshes of single pieces do not depend on: frames then share them."""
    return replace(spec, bays=1, shelves=1, deck_heights_m=(), color="white")


@lru_cache(maxsize=KEPT_MESHES)
def _block(lo: tuple[float, float, float], hi: tuple[float, float, float], slot: str) -> Mesh:
    return assemble([box(lo, hi, slot)], (slot,))


@lru_cache(maxsize=KEPT_MESHES)
def _slots(spec: GondolaSpec) -> Mesh:
    """Two columns of dark slots every 50 mm on the face of an upright."""
    z = np.arange(spec.base_height_m + 0.03, spec.height_m - 0.03, 0.05)
    if not len(z):
        return assemble([grid(np.zeros((2, 2, 3)), "slot")], ("slot",), closed=False)
    y = spec.depth_m - UPRIGHT_M - 0.0004
    one = np.array([[-0.0018, y, 0], [0.0018, y, 0], [-0.0018, y, 0.024], [0.0018, y, 0.024]])
    at = np.stack(np.broadcast_arrays([-0.006, 0.006], 0.0, z[:, None]), axis=-1).reshape(-1, 1, 3)
    faces = np.array([[0, 1, 3], [0, 3, 2]]) + 4 * np.arange(len(at))[:, None, None]
    sheet = Patch((one + at).reshape(-1, 3), faces.reshape(-1, 3), np.zeros((2 * len(at), 3, 2)), "slot")
    return assemble([sheet], ("slot",), closed=False)


def _boards(spec: GondolaSpec, decks: tuple[Deck, ...], coat: Material) -> Iterator[Part]:
    """A board under every deck and, above the base, the two brackets that carry it."""
    even, fronts = _even(spec), {d.y_front_m for d in decks}
    meshes = {front: (_board(even, front), _bracket(even, front)) for front in fronts}
    for deck in decks:
        board, bracket = meshes[deck.y_front_m]
        x = _bay_centre(spec, deck.bay)
        yield Part("board", board, coat, transform(x, 0, deck.z_m))
        if deck.shelf > 0:
            for side in (-1, 1):
                shift = side * (spec.bay_width_m / 2 - 0.012)
                yield Part("bracket", bracket, coat, transform(x + shift, 0, deck.z_m))


@lru_cache(maxsize=KEPT_MESHES)
def _board(spec: GondolaSpec, front: float) -> Mesh:
    """Folded sheet steel: a thin deck with a full-height lip in front; upper face at z = 0."""
    half, t, back = spec.bay_width_m / 2 - GAP_M / 2, spec.board_m, _back(spec)
    bend = min(0.003, t / 4)
    lip = [[front + bend, 0], [front, -bend], [front, -t], [front + 0.012, -t], [front + 0.012, 0]]
    sheet = box((-half, front + 0.0119, -0.4 * t), (half, back, 0), "board")
    return assemble([prism(lip, -half, half, "board"), sheet], ("board",), crease_deg=50)


@lru_cache(maxsize=KEPT_MESHES)
def _bracket(spec: GondolaSpec, front: float) -> Mesh:
    """A tapered steel plate under the end of a board."""
    t, back = spec.board_m, _back(spec)
    reach = back - 0.72 * (back - front)
    low = min(0.05, 1.5 * t)
    section = [[back, -0.4 * t], [reach, -0.4 * t], [reach, -0.4 * t - 0.3 * low], [back, -0.4 * t - low]]
    return assemble([prism(section, -0.0015, 0.0015, "bracket")], ("bracket",))


def _rail_parts(spec: GondolaSpec, rails: tuple[Rail, ...]) -> Iterator[Part]:
    half = spec.bay_width_m / 2 - GAP_M
    mesh = _rail_mesh(half)
    plastic = material("rail_plastic")
    for rail in rails:
        yield Part("price rail", mesh, plastic, transform((rail.x0_m + rail.x1_m) / 2, rail.y_m, rail.z_m))


@lru_cache(maxsize=KEPT_MESHES)
def _rail_mesh(half: float) -> Mesh:
    """A plate whose face goes through the origin, with a lip above and below that holds the cards."""
    h, lip = RAIL_HEIGHT_M / 2, 0.0022
    plate = box((-half, 0.0, -h), (half, 0.0018, h), "rail")
    upper = box((-half, -lip, h - 0.003), (half, 0.0004, h - 0.0005), "rail")
    lower = box((-half, -lip, -h + 0.0005), (half, 0.0004, -h + 0.003), "rail")
    tilted = shifted([plate, upper, lower], tilt_rad=-RAIL_TILT_RAD)
    return assemble(tilted, ("rail",), crease_deg=50)
