"""Cards that hang: goods under a clear bubble on printed card."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack
from assets.archetypes.base import Detail, Package
from assets.archetypes.blocks import fan, soft_block
from assets.archetypes.registry import KINDS
from assets.archetypes.solids import euro_hole, on_side, plate, rod, rounded_loop
from assets.archetypes.turned import shifted
from assets.mesh_tools import Patch, assemble, grid, moved, transform

CARD_M = 0.0008
SLOTS = ("print", "edge", "blister", "item", "metal", "detail")


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A card with round corners and a slot to hang by, a clear bubble with flat rims on its lower part, and
    what is in it.
    """
    s = KINDS["blister_card"].resolve(shape)
    w, d, h = size_m
    back = d / 2
    panels, atlas_m = pack(((("front", w, h), ("back", w, h)),))
    outer = rounded_loop(w, h, s["corner_m"], 5 if detail == "near" else 3)
    card = plate(
        outer,
        back - CARD_M,
        back,
        "edge",
        euro_hole(h - 0.011, min(0.026, 0.4 * w), 4 if detail == "near" else 3),
    )
    patches = [on_side(card[side], side, panels, size_m, "print") for side in ("front", "back")]
    patches.append(card["edge"])
    bw, bh = s["bubble_w"] * w, s["bubble_h"] * h
    z0, depth = 0.035 * h, d - CARD_M
    bubble = soft_block((bw, depth, bh), min(0.3 * depth, 0.008), (1, 1, 1), 3 if detail == "near" else 2)
    to_card = np.array([0, back - CARD_M - depth / 2 - 1e-5, z0])
    patches += [
        fan(p + to_card, "blister") if k == "back" else grid(p + to_card, "blister")
        for k, p in bubble.items()
    ]
    inner = (bw - 0.006, depth - 0.004, bh - 0.006)
    items = _items(inner, int(s["item"]), int(s["count"]), detail)
    patches += shifted(items, y_m=back - CARD_M - depth / 2, z_m=z0 + 0.003)
    mesh = assemble(patches, SLOTS, size_m, crease_deg=45)
    looks = ("art:board_gloss", "board_white", "blister", "cap_plastic", "steel", "pump_plastic")
    return Package(mesh, panels, atlas_m, looks)


def _items(room: tuple[float, float, float], item: int, count: int, detail: Detail) -> list[Patch]:
    """The goods, standing in ``room`` (width, depth, height), centred in x and y."""
    around = 20 if detail == "near" else 16
    w, d, h = room
    if item == 0:
        return _row(_battery(min(w / count, d) / 2, min(h, 3.6 * min(w / count, d)), around), count, w)
    if item == 1:
        return _row(_brush(min(w / count, 0.02), min(d, 0.016), h, around), count, w)
    if item == 2:
        return _row(_pen(min(w / count, d, 0.013) / 2, h, around), count, w)
    whole = {4: _razor, 5: _bulb, 6: _car}.get(item)
    return whole(room, detail, around) if whole else _block(room, detail)


def _row(one: list[Patch], count: int, width: float) -> list[Patch]:
    places = (np.arange(count) - (count - 1) / 2) * width / count
    return [moved(p, transform(x_m=float(x))) for x in places for p in one]


def _battery(r: float, h: float, around: int) -> list[Patch]:
    r *= 0.96
    sleeve, bare = 0.3 * h, h - 0.003
    return [
        *rod([(0.93 * r, 0), (r, 0.001), (r, sleeve)], "metal", around),
        *rod([(r, sleeve + 1e-5), (r, bare - 0.001), (0.9 * r, bare)], "item", around),
        *rod([(0.36 * r, bare + 1e-5), (0.36 * r, h)], "metal", 8),
    ]


def _brush(w: float, d: float, h: float, around: int) -> list[Patch]:
    """A handle that swells, a slim neck, a head with bristles toward the shopper."""
    r = 0.3 * w
    profile = [
        (0.5 * r, 0.0),
        (r, 0.03 * h),
        (1.1 * r, 0.3 * h),
        (0.8 * r, 0.5 * h),
        (0.5 * r, 0.78 * h),
        (0.5 * r, 0.82 * h),
    ]
    head = [(0.5 * r, 0.82 * h + 1e-5), (0.95 * r, 0.84 * h), (0.95 * r, 0.985 * h), (0.5 * r, h)]
    block = soft_block((1.5 * r, 0.7 * d, 0.14 * h), 0.0012, (1, 1, 1), 1)
    bristles = [grid(p + np.array([0, -0.3 * d, 0.84 * h]), "detail") for p in block.values()]
    return rod(profile, "item", around) + rod(head, "item", around) + bristles


def _pen(r: float, h: float, around: int) -> list[Patch]:
    r *= 0.94
    return [
        *rod([(0.1 * r, 0), (0.8 * r, 0.1 * h), (0.85 * r, 0.6 * h)], "detail", around),
        *rod([(r, 0.6 * h + 1e-5), (r, 0.96 * h), (0.8 * r, h)], "item", around),
    ]


def _block(room: tuple[float, float, float], detail: Detail) -> list[Patch]:
    """A moulded thing: a body and a part of another colour on it."""
    w, d, h = room
    arc = 3 if detail == "near" else 2
    body = soft_block((0.86 * w, 0.8 * d, 0.62 * h), 0.2 * min(w, d, h), (1, 1, 1), arc)
    top = soft_block((0.5 * w, 0.6 * d, 0.32 * h), 0.16 * min(w, d, h), (1, 1, 1), arc)
    return [grid(p + np.array([0, 0, 0.02 * h]), "item") for p in body.values()] + [
        grid(p + np.array([0, 0, 0.645 * h]), "detail") for p in top.values()
    ]


def _razor(room: tuple[float, float, float], detail: Detail, around: int) -> list[Patch]:
    """A razor, its blades toward the shopper, and a spare cartridge on either side of its handle."""
    w, d, h = room
    r = min(0.2 * d, 0.0065)
    grip = [(0.55 * r, 0.0), (r, 0.05 * h), (1.1 * r, 0.34 * h), (0.6 * r, 0.5 * h), (0.5 * r, 0.78 * h)]
    handle = rod(grip, "item", around)
    head = _cartridge(min(0.5 * w, 0.042), 0.5 * d, min(0.17 * h, 0.024), detail)
    spare = [moved(p, transform(z_m=0.16 * h)) for p in head]
    places = [(0.0, 0.79 * h, head), (-0.3 * w, 0.0, spare), (0.3 * w, 0.0, spare)]
    return handle + [moved(p, transform(x_m=x, z_m=z)) for x, z, parts in places for p in parts]


def _cartridge(w: float, d: float, h: float, detail: Detail) -> list[Patch]:
    frame = soft_block((w, d, h), 0.0022, (1, 1, 1), 3 if detail == "near" else 2)
    blades = [soft_block((0.86 * w, 0.001, 0.1 * h), 0.0003, (1, 1, 1), 1) for _ in range(3)]
    out = np.array([0.0, -d / 2, 0.0])
    strips = [
        grid(p + out + np.array([0, 0, (0.3 + 0.2 * k) * h]), "metal")
        for k, blade in enumerate(blades)
        for p in blade.values()
    ]
    return [grid(p, "detail") for p in frame.values()] + strips


def _bulb(room: tuple[float, float, float], _detail: Detail, around: int) -> list[Patch]:
    """A lamp with its screw base down."""
    w, d, h = room
    r = 0.47 * min(w, d)
    b = min(0.0135, 0.8 * r)
    thread = [(b * (1.0 if k % 2 else 0.93), (0.04 + 0.018 * k) * h) for k in range(9)]
    base = rod([(0.4 * b, 0.0), (0.9 * b, 0.03 * h), *thread], "metal", around)
    top = min(h, 0.2 * h + 2.9 * r)
    glass = [(1.02 * b, 0.19 * h), (1.05 * b, 0.26 * h), (0.72 * r, 0.26 * h + 0.3 * (top - 0.26 * h))]
    turn = np.linspace(-0.45, np.pi / 2, 9)
    dome = [(r * float(np.cos(t)), top - r + r * float(np.sin(t))) for t in turn]
    return base + rod([*glass, *dome], "detail", around)


def _car(room: tuple[float, float, float], detail: Detail, around: int) -> list[Patch]:
    """A toy car seen from its side."""
    w, d, h = room
    long, wheel = min(0.94 * w, 2.6 * h), min(0.2 * h, 0.11 * w)
    arc = 3 if detail == "near" else 2
    body = soft_block((long, 0.72 * d, 0.3 * h), 0.1 * h, (1, 1, 1), arc)
    cabin = soft_block((0.52 * long, 0.6 * d, 0.26 * h), 0.1 * h, (1, 1, 1), arc)
    patches = [grid(p + np.array([0, 0, wheel]), "item") for p in body.values()]
    patches += [grid(p + np.array([-0.03 * long, 0, wheel + 0.28 * h]), "detail") for p in cabin.values()]
    tyre = rod(
        [(0.6 * wheel, -0.12 * d), (wheel, -0.1 * d), (wheel, 0.1 * d), (0.6 * wheel, 0.12 * d)],
        "metal",
        around,
    )
    for x in (-0.31 * long, 0.31 * long):
        for y in (-0.32 * d, 0.32 * d):
            patches += [moved(p, transform(x, y, wheel, np.pi / 2)) for p in tyre]
    return patches
