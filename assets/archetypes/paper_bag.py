"""Block-bottomed bags: flour and sugar in paper, ground coffee in film, pet food."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.bag_lofts import closing, outline, sizes, stacked
from assets.archetypes.base import Detail, Package, PanelName
from assets.archetypes.blocks import STANDING, waves
from assets.archetypes.registry import KINDS
from assets.mesh_tools import F64, Patch, Rect, assemble, box, grid, planar_uv, prism, sheet_uv

SLOTS = ("print", "plain", "tie")
SHEET_M = 0.0008
FIN_M = 0.0011
LUMP_M = 0.0016


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A bag that stands as a slightly lumpy block; its top folded flat, or drawn to a fin with tucked sides,
    which may be rolled down under a tie.
    """
    s = KINDS["paper_bag"].resolve(shape)
    w, d, h = size_m
    flat = s["top"] < 0.5
    sides = stacked([_lumpy(row, s, size_m) for row in _rows(size_m, s, flat, detail)])
    printed = sizes(stacked([_lumpy(row, s, size_m) for row in _rows(size_m, s, flat, "near")]))
    listed = [tuple((n, *printed[n]) for n in STANDING)] + ([(("top", w, d),)] if flat else [])
    panels, atlas_m = pack(listed)
    patches = [grid(p, "print", sheet_uv(p, rect_of(panels, n))) for n, p in sides.items()]
    patches.append(closing({n: p[0] for n, p in sides.items()}, "plain", up=False))
    top = {n: p[-1] for n, p in sides.items()}
    patches.append(closing(top, "plain", up=True))
    if flat:
        patches += _folded(size_m, top, rect_of(panels, "top"))
    elif s["top"] > 1.5:
        patches.append(_roll(w, h))
    mesh = assemble(patches, SLOTS, size_m, crease_deg=40)
    surface = "art:film_soft" if s["film"] > 0.5 else "art:paper"
    return Package(
        mesh, panels, atlas_m, (surface, "film_plain" if s["film"] > 0.5 else "board_white", "cap_plastic")
    )


def _rows(
    size_m: tuple[float, float, float], s: Mapping[str, float], flat: bool, detail: Detail
) -> list[dict[PanelName, F64]]:
    """The bag's outlines from its base to its top."""
    w, d, h = size_m
    cells = (8, 4) if detail == "near" else (4, 2 if flat else 4)
    arc = 3 if detail == "near" and flat else 2
    radius = min(s["radius_m"], 0.2 * d)
    shoulder = h - 2 * SHEET_M if flat else h - max(0.56 * d, 0.02) - s["fin_m"]
    steps = np.linspace(0, 1, 9 if detail == "near" else 6)
    rows = []
    for v in steps:
        belly = 1 + s["belly"] * 0.05 * (np.sin(np.pi * v) - 0.6 * np.exp(-v / 0.06))
        rows.append(outline(w * (1 + (belly - 1) * 0.4), d * belly, v * shoulder, radius, 0.0, cells, arc))
    if flat:
        return rows
    for t in (0.35, 0.7, 1.0):
        depth = d + t * (2 * FIN_M - d)
        tuck = 0.5 * (d**2 - depth**2) ** 0.5
        z = shoulder + t * (h - s["fin_m"] - shoulder)
        rows.append(outline(w, depth, z, max(radius * (1 - t), 0.0005), min(tuck, 0.4 * w), cells, arc))
    rows.append(outline(w, 2 * FIN_M, h - 0.2 * s["fin_m"], 0.0005, min(0.42 * d, 0.4 * w), cells, arc))
    rows.append(outline(w, 2 * FIN_M, h, 0.0005, 0.0, cells, arc))
    return rows


def _lumpy(
    row: dict[PanelName, F64], s: Mapping[str, float], size_m: tuple[float, float, float]
) -> dict[PanelName, F64]:
    """The outline pushed in and out by what is inside, less toward the base and the top."""
    w, d, h = size_m
    made = {}
    for name, p in row.items():
        fade = np.sin(np.pi * np.clip(p[:, 2] / h, 0.02, 0.98)) ** 0.7
        push = LUMP_M * s["lumps"] * fade * waves(p, 0.45 * (w + d), s["phase"])
        length = np.linalg.norm(p[:, :2], axis=1)
        made[name] = p + np.column_stack([p[:, :2] * (push / np.maximum(length, 1e-9))[:, None], 0 * push])
    return made


def _folded(size_m: tuple[float, float, float], top: dict[PanelName, F64], rect: Rect) -> list[Patch]:
    """The flap glued across the flat top, its cut edge toward the shopper, over two folded ears."""
    w, d, h = size_m
    half_w, half_d = top["front"][:, 0].max() - 0.002, top["right"][:, 1].max() - 0.003
    z = top["front"][0, 2]
    lo, hi = np.array([-w / 2, -d / 2]), np.array([w / 2, d / 2])
    patches = []
    for y0, y1, z1 in ((-half_d, 0.25 * half_d, z + SHEET_M), (-0.35 * half_d, half_d, h)):
        sheet = box((-half_w, y0, z - 0.0002), (half_w, y1, z1), "print")
        uv = planar_uv(sheet.points[sheet.faces], (0, 1), lo, hi, rect)
        patches.append(Patch(sheet.points, sheet.faces, uv, "print"))
    return patches


def _roll(w: float, h: float) -> Patch:
    """The fin rolled forward under a tie with bent ends."""
    t = 0.005
    section = np.array(
        [[-t, -0.011], [0.4 * t, -0.012], [t, -0.006], [0.6 * t, -0.0005], [-0.5 * t, 0], [-t, -0.002]]
    )
    return prism(section + np.array([-0.001, h + 0.0003]), -w / 2 - 0.001, w / 2 + 0.001, "tie")
