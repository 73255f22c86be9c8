"""Cartons of drinks: bricks with a straw or a screw cap, slanted tops, gable tops."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assets.archetypes.base import Detail, Package
from assets.archetypes.board import beveled_box, box_panels
from assets.archetypes.brick_parts import (
    CAP_M,
    FINISHES,
    PAPER_M,
    SLOTS,
    STRAW_R_M,
    folds,
    spout,
    straw,
    straw_hole,
)
from assets.archetypes.gable import gable
from assets.archetypes.registry import KINDS
from assets.mesh_tools import Patch, assemble

STRAW, CAP, GABLE, SLANTED = range(4)
SLANT = 0.3  # how far a slanted top falls toward the front, over the depth


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A folded paperboard brick: its top with the seam folded flat, ears on the sides, and its closure."""
    s = KINDS["brick"].resolve(shape)
    closure = int(s["closure"])
    if closure == GABLE:
        return gable(size_m, s, detail)
    w, d, h = size_m
    has_straw = closure == STRAW and h < 0.15
    rise = CAP_M if closure == CAP else PAPER_M
    body_m = w - 2 * PAPER_M, d - (2 * STRAW_R_M if has_straw else PAPER_M), h - rise
    panels, atlas_m = box_panels(*body_m)
    w, d, h = body_m
    bevel = min(s["bevel_m"], 0.06 * d)
    patches = beveled_box(body_m, bevel, "board", panels, 0.008 * d, detail == "near")
    patches += folds(body_m, panels, detail)
    r = min(s["cap_m"] / 2, 0.27 * d, 0.3 * w)
    if closure == SLANTED:
        drop = min(SLANT * d, 0.12 * h)
        patches = [_slanted(p, body_m, drop) for p in patches]
        tilt = float(np.arctan2(drop, d))
        patches += spout(r, detail, (0, -0.22 * d, h - 0.72 * drop), tilt)
    elif closure == CAP:
        patches += spout(r, detail, (0, -0.5 * d + 1.22 * r + 0.06 * d, h))
    if has_straw:
        patches += straw(w, h, d / 2 + 0.008 * d, detail)
        patches += straw_hole(w, d, h) if detail == "near" else []
    return Package(assemble(patches, SLOTS, size_m, crease_deg=62), panels, atlas_m, FINISHES)


def _slanted(patch: Patch, size_m: tuple[float, float, float], drop: float) -> Patch:
    """The patch of an upright box, its top falling toward the front by ``drop`` metres."""
    _, d, h = size_m
    fall = drop * (0.5 - patch.points[:, 1] / d) * patch.points[:, 2] / h
    return replace(patch, points=patch.points - np.column_stack([0 * fall, 0 * fall, fall]))
