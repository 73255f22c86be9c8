"""What stands inside multipacks: slim cans, bottles and tins, few triangles each."""

from collections.abc import Sequence

import numpy as np

from assets.archetypes.turned import perimeter, profile_length
from assets.mesh_tools import Patch, Rect, lid, moved, rings, transform, wall


def can_profile(r: float, h: float) -> dict[str, Sequence[tuple[float, float]]]:
    """(radius, z) rows by slot, bottom to top."""
    neck, top = 0.82 * r, h - 0.0025
    drop = min(0.42 * r, 0.16 * h)
    return {
        "metal": [(0.72 * r, 0.0), (0.86 * r, 0.004)],
        "label": [(0.86 * r, 0.004), (r, 0.012), (r, top - drop), (0.96 * r, top - 0.7 * drop), (neck, top)],
        "rim": [(neck, top), (neck, h), (0.92 * neck, h), (0.86 * neck, h - 0.006)],
    }


def tin_profile(r: float, h: float) -> dict[str, Sequence[tuple[float, float]]]:
    return {
        "metal": [(0.97 * r, 0.0), (r, 0.001), (r, 0.004), (0.975 * r, 0.005)],
        "label": [(0.975 * r, 0.005), (0.975 * r, h - 0.005)],
        "rim": [(0.975 * r, h - 0.005), (r, h - 0.004), (r, h - 0.001), (0.95 * r, h), (0.92 * r, h - 0.003)],
    }


def bottle_profile(r: float, h: float) -> dict[str, Sequence[tuple[float, float]]]:
    """A PET bottle: foot, label, shoulder, ring; its cap is one of :func:`cap`'s."""
    ring = h - 0.02
    return {
        "filled": [(0.78 * r, 0.0), (0.97 * r, 0.011), (r, 0.026), (r, 0.36 * h)],
        "label": [(r, 0.36 * h), (r, 0.62 * h)],
        "shoulder": [
            (r, 0.62 * h),
            (0.98 * r, 0.7 * h),
            (0.86 * r, 0.79 * h),
            (0.6 * r, 0.87 * h),
            (0.0135, ring - 0.004),
            (0.0135, ring),
        ],
    }


def beer_profile(r: float, h: float) -> dict[str, Sequence[tuple[float, float]]]:
    """A glass bottle up to its crown cork."""
    return {
        "filled": [(0.85 * r, 0.0), (r, 0.006), (r, 0.16 * h)],
        "label": [(r, 0.16 * h), (r, 0.46 * h)],
        "shoulder": [
            (r, 0.46 * h),
            (r, 0.58 * h),
            (0.9 * r, 0.65 * h),
            (0.56 * r, 0.76 * h),
            (0.0145, 0.87 * h),
            (0.0128, h - 0.006),
        ],
    }


def body(
    profile: dict[str, Sequence[tuple[float, float]]], slots: dict[str, str], segments: int, rect: Rect
) -> list[Patch]:
    """A closed turned body; its "label" rows show ``rect`` once around, the others their slots' finishes."""
    patches = []
    stacks = {name: rings([(r, r, z) for r, z in rows], segments) for name, rows in profile.items()}
    for name, stack in stacks.items():
        patches.append(wall(stack, slots[name], rect if name == "label" else None))
    first, *_, last = profile
    return [
        lid(stacks[first][0], slots[first], up=False),
        *patches,
        lid(stacks[last][-1], slots[last], up=True),
    ]


def label_size(profile: dict[str, Sequence[tuple[float, float]]], segments: int = 48) -> tuple[float, float]:
    """Printed width and height around one body."""
    stack = rings([(r, r, z) for r, z in profile["label"]], segments)
    return round(perimeter(stack), 6), round(profile_length(stack), 6)


def cap(r: float, z0: float, z1: float, slot: str, segments: int) -> list[Patch]:
    """A closed cylinder with a bevelled top."""
    stack = rings([(r, r, z0), (r, r, z1 - 0.002), (r - 0.0012, r - 0.0012, z1)], segments)
    return [lid(stack[0], slot, up=False), wall(stack, slot), lid(stack[-1], slot, up=True)]


def placed(patches: Sequence[Patch], spots: Sequence[tuple[float, float, float]]) -> list[Patch]:
    """Copies at (x, y, yaw)."""
    return [moved(p, transform(x, y, 0.0, yaw_rad=yaw)) for x, y, yaw in spots for p in patches]


def spots(n: tuple[int, int], pitch: tuple[float, float], phase: float) -> list[tuple[float, float, float]]:
    """A centred grid of places, each turned its own way: nobody turns cans to face the front."""
    x = (np.arange(n[0]) - (n[0] - 1) / 2) * pitch[0]
    y = (np.arange(n[1]) - (n[1] - 1) / 2) * pitch[1]
    turn = 2 * np.pi * ((np.arange(n[0] * n[1]) * 0.618034 + phase) % 1)
    return [(float(a), float(b), float(turn[i * n[1] + j])) for i, a in enumerate(x) for j, b in enumerate(y)]
