"""Trolleys and pallet trucks."""

import numpy as np

from assets.archetypes.solids import rod
from assets.distractors.base import Thing, chances, matt, pick, thing, tube
from assets.distractors.floor_things import PLASTICS, YELLOW, _shipping_box
from assets.finishes import material
from assets.material import Material
from assets.mesh_tools import F64, Patch, box, moved, transform

STEEL = Material("wire", (0.7, 0.7, 0.72), roughness=0.28, metallic=1.0)
RUBBER = matt("rubber", (0.02, 0.02, 0.02), 0.8)


def trolley(variant: int) -> Thing:
    """A shopping trolley of steel wire, its long side to the shopper."""
    rng = chances("trolley", variant)
    back, front = -0.45, 0.45
    low = np.array(
        [
            (back + 0.06, -0.2, 0.5),
            (front - 0.14, -0.15, 0.58),
            (front - 0.14, 0.15, 0.58),
            (back + 0.06, 0.2, 0.5),
        ]
    )
    high = np.array([(back, -0.29, 0.98), (front, -0.21, 0.9), (front, 0.21, 0.9), (back, 0.29, 0.98)])
    patches = [*_wires(low, high), *_chassis(back, front)]
    grip = tube([(back - 0.1, -0.29, 1.03), (back - 0.1, 0.29, 1.03)], 0.016, "grip", 8)
    arms = [tube([(back - 0.1, y, 1.03), (back, y, 0.98)], 0.011, "wire", 6) for y in (-0.27, 0.27)]
    return thing("trolley", [*patches, grip, *arms], [STEEL, matt("grip", pick(rng, PLASTICS), 0.35), RUBBER])


def _wires(low: F64, high: F64) -> list[Patch]:
    """Walls and floor of a basket between two quadrilaterals."""
    patches = []
    for k in range(4):
        n = 17 if k % 2 == 0 else 9
        for t in np.linspace(0, 1, n)[:-1]:
            a = low[k] * (1 - t) + low[(k + 1) % 4] * t
            b = high[k] * (1 - t) + high[(k + 1) % 4] * t
            patches.append(tube([a, b], 0.0026, "wire"))
    for t in (0.0, 0.16, 0.32, 0.5, 0.75, 1.0):
        loop = low * (1 - t) + high * t
        patches.append(tube(np.vstack([loop, loop[:1]]), 0.007 if t == 1 else 0.003, "wire"))
    for wires, (a, b, c, d) in ((7, (0, 3, 1, 2)), (9, (0, 1, 3, 2))):
        patches += [
            tube([low[a] * (1 - t) + low[b] * t, low[c] * (1 - t) + low[d] * t], 0.0026, "wire")
            for t in np.linspace(0, 1, wires)[1:-1]
        ]
    return patches


def _chassis(back: float, front: float) -> list[Patch]:
    patches = []
    for y in (-1, 1):
        frame = [
            (back, y * 0.27, 0.95),
            (back + 0.02, y * 0.26, 0.45),
            (back + 0.04, y * 0.26, 0.17),
            (front - 0.02, y * 0.2, 0.14),
        ]
        patches.append(tube(frame, 0.012, "wire", 6))
        patches.append(tube([(back + 0.04, y * 0.26, 0.4), (front - 0.2, y * 0.16, 0.56)], 0.01, "wire", 6))
        for x, side in ((back + 0.06, 0.26), (front - 0.04, 0.2)):
            patches.append(
                box((x - 0.012, y * side - 0.02, 0.08), (x + 0.012, y * side + 0.02, 0.16), "wire")
            )
            patches += [
                moved(p, _lying(x, y * side, 0.06))
                for p in rod([(0.06, -0.013), (0.06, 0.013)], "rubber", 12)
            ]
    for x, half in ((back + 0.1, 0.25), (front - 0.15, 0.21)):
        patches.append(tube([(x, -half, 0.16), (x, half, 0.16)], 0.009, "wire"))
    for across in map(float, np.linspace(-0.18, 0.18, 6)):
        patches.append(
            tube([(back + 0.1, across, 0.165), (front - 0.15, across * 0.85, 0.165)], 0.003, "wire")
        )
    return patches


def _lying(x: float, y: float, z: float) -> F64:
    """Turns a wheel's axis from z to y."""
    return transform(x, y, z, tilt_rad=np.pi / 2)


def pallet_truck(variant: int) -> Thing:
    """A hand pallet truck under a wooden pallet, often with cartons on it."""
    rng = chances("pallet_truck", variant)
    patches = [*_pallet()]
    patches += [box((-0.5, y - 0.08, 0.03), (0.62, y + 0.08, 0.085), "paint") for y in (-0.19, 0.19)]
    patches.append(box((0.62, -0.25, 0.05), (0.72, 0.25, 0.45), "paint"))
    patches.append(tube([(0.75, 0, 0.3), (0.95, 0, 1.05)], 0.02, "paint", 8))
    handle = [
        (0.95, -0.12, 1.22),
        (0.94, -0.1, 1.08),
        (0.94, 0.1, 1.08),
        (0.95, 0.12, 1.22),
        (0.95, -0.12, 1.22),
    ]
    patches.append(tube(handle, 0.014, "rubber", 6))
    patches += [
        moved(p, _lying(0.78, y, 0.1))
        for y in (-0.09, 0.09)
        for p in rod([(0.1, -0.03), (0.1, 0.03)], "rubber", 12)
    ]
    for level in range(variant % 4):
        for x in (-0.3, 0.3):
            for y in (-0.2, 0.2):
                at = transform(x + rng.normal(0, 0.01), y + rng.normal(0, 0.008), 0.145 + 0.26 * level)
                patches += [moved(p, at) for p in _shipping_box(0.56, 0.37, 0.26, False)]
    paint = pick(rng, (YELLOW, (0.5, 0.03, 0.02), (0.02, 0.1, 0.35)))
    materials = [
        matt("wood", (0.42, 0.29, 0.16), 0.85),
        matt("paint", paint, 0.4),
        RUBBER,
        _named_board(),
        matt("tape", (0.35, 0.22, 0.1), 0.25),
        matt("label", (0.75, 0.75, 0.73)),
        matt("print", (0.05, 0.04, 0.035)),
    ]
    return thing("pallet_truck", patches, materials)


def _named_board() -> Material:
    from dataclasses import replace

    return replace(material("corrugated"), name="board")


def _pallet() -> list[Patch]:
    """A flat of 1.2 m by 0.8 m: boards, blocks, runners."""
    boards = [
        box((-0.6, y - 0.06, 0.122), (0.6, y + 0.06, 0.144), "wood") for y in (-0.34, -0.17, 0, 0.17, 0.34)
    ]
    blocks = [
        box((x - 0.07, y - 0.06, 0.022), (x + 0.07, y + 0.06, 0.1), "wood")
        for x in (-0.53, 0.0, 0.53)
        for y in (-0.34, 0, 0.34)
    ]
    cross = [box((x - 0.07, -0.4, 0.1), (x + 0.07, 0.4, 0.122), "wood") for x in (-0.53, 0.0, 0.53)]
    runners = [box((-0.6, y - 0.05, 0.0), (0.6, y + 0.05, 0.022), "wood") for y in (-0.34, 0, 0.34)]
    return [*boards, *blocks, *cross, *runners]
