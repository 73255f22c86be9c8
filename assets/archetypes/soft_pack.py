"""Blocks wrapped in film: nappies, pads, wipes, and rolls of paper."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package, Panel, PanelName
from assets.archetypes.blocks import STANDING, Sides, printed_block, soft_block, waves
from assets.archetypes.registry import KINDS
from assets.archetypes.sheets import lens
from assets.mesh_tools import F64, Patch, assemble, sheet_uv

SLOTS = ("print", "film")
FLAP_M = 0.0006


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A soft stack in a tight bag: round edges, bulging faces, dents, and the sealed ends folded on its
    sides.
    """
    s = KINDS["soft_pack"].resolve(shape)
    w, d, h = size_m
    small, phase = min(size_m), s["phase"]
    radius = s["softness"] * 0.42 * small
    half = np.array([w, d, h]) / 2

    def swell(p: F64, _: F64) -> F64:
        out = np.prod(np.cos(np.pi / 2 * np.clip(p / half, -1, 1) * 0.9) ** 0.5, axis=-1)
        dents = 0.5 * waves(p, 0.75 * small, phase) + 0.5 * waves(p[..., [1, 2, 0]], 1.3 * small, phase)
        return np.asarray(0.06 * small * s["softness"] * out + s["dents"] * 0.03 * small * dents)

    near = soft_block((w, d, h), radius, (12, 6, 10), 3, swell)
    sides = near if detail == "near" else soft_block((w, d, h), radius, (7, 4, 6), 2, swell)
    patches, panels, atlas_m = printed_block(sides, (*STANDING, "top"), "print", "film", near)
    if detail == "near":
        patches += _flaps(sides, panels)
    return Package(
        assemble(patches, SLOTS, size_m, crease_deg=60), panels, atlas_m, ("art:film_soft", "film_plain")
    )


def build_rolls(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """Upright rolls of paper, side by side and in layers, under one stretched film that shows their round."""
    s = KINDS["roll_pack"].resolve(shape)
    w, d, _ = size_m
    n = np.array([min(max(round(v / s["roll_m"]), 1), 3) for v in (w, d)] + [int(s["layers"])])
    r = w / n[0] / 2

    def swell(p: F64, normal: F64) -> F64:
        valley = 0.5 + 0.5 * np.cos(2 * np.pi * (p / np.array(size_m) + 0.5) * n)
        on = normal**2
        sink = (on[..., 1] * valley[..., 0] ** 1.5 + on[..., 0] * valley[..., 1] ** 1.5) * 0.2 * r
        groove = (on[..., 0] + on[..., 1]) * valley[..., 2] ** 2 * 0.05 * r
        top = on[..., 2] * (valley[..., 0] + valley[..., 1] + 0.4) * 0.05 * r
        return np.asarray(-(sink + groove + top) + 0.0007 * waves(p, 0.06, s["phase"]))

    def block(fine: int) -> dict[PanelName, F64]:
        cells = fine * int(n[0]), fine * int(n[1]), max(4 * int(n[2]), 6)
        return soft_block(size_m, (0.34 * r, 0.34 * r, 0.16 * r), cells, 2, swell)

    near = block(7)
    sides = near if detail == "near" else block(6)
    patches, panels, atlas_m = printed_block(sides, (*STANDING, "top"), "print", "film", near)
    if detail == "near":
        patches += _flaps(sides, panels)
    return Package(
        assemble(patches, SLOTS, size_m, crease_deg=60), panels, atlas_m, ("art:film", "film_plain")
    )


def _flaps(sides: Sides, panels: tuple[Panel, ...]) -> list[Patch]:
    """The welded ends of the film, lying flat across the middle of both sides, printed as they are."""
    patches = []
    for name, sign in (("left", -1), ("right", 1)):
        side = sides[name]  # type: ignore[index]
        at = slice(len(side) // 2 - 1, len(side) // 2 + 2), slice(2, -2)
        uv = sheet_uv(side, rect_of(panels, name))[at]  # type: ignore[arg-type]
        patches += lens(side[at] + [sign * 0.5 * FLAP_M, 0, 0], (sign, 0, 0), 0.5 * FLAP_M, "print", uv)
    return patches
