"""Pillow bags: crisps, popcorn, pasta."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.film import Film, film, sheets
from assets.archetypes.registry import KINDS
from assets.archetypes.sheets import blur, bridge, lens
from assets.mesh_tools import F64, I64, Patch, Rect, assemble

FILM_M = 0.0002
TOOTH_M = 0.0006
PITCH_M = 0.006


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """An inflated tube of film between two crimped, serrated seals, a fin down its back; its creases follow
    from ``phase``.
    """
    s = KINDS["pillow_bag"].resolve(shape)
    w, d, h = size_m
    blown, seal = film(s["phase"]), min(s["seal_m"], 0.08 * h)
    inner = (w, d, h - 2 * seal)
    flat_w = blown.flat_wh_m[0] * w / blown.size_m[0]
    flat_h = blown.flat_wh_m[1] * inner[2] / blown.size_m[2]
    panels, atlas_m = pack(((("front", flat_w, flat_h + 2 * seal), ("back", flat_w, flat_h + 2 * seal)),))
    points = blown_to(blown, inner, s["inflation"], s["crinkle"])
    points[..., 2] += seal
    for side, apart in enumerate((-FILM_M, FILM_M)):
        points[side, (0, -1), 1:-1] += [0, apart, 0]
    faces = blown.faces(inner, detail)
    uv = [_uv(points, rect_of(panels, name), seal / (flat_h + 2 * seal)) for name in ("front", "back")]
    uv[1] = uv[1][:, ::-1]
    patches = sheets(points, faces, uv, "print")
    v0, v1 = rect_of(panels, "front")[1::2]
    for row, edge_zv in ((0, (0.0, v0)), (-1, (h, v1))):
        patches += _seal(points, uv, blown.border(faces, row), row, edge_zv, detail)
    if detail == "near":
        at = slice(2, -2, 3), slice(15, 19)
        patches += lens(
            points[1][at][:, ::-1] + [0, FILM_M, 0], (0, 1, 0), FILM_M, "print", uv[1][at][:, ::-1]
        )
    mesh = assemble(patches, ("print",), size_m, crease_deg=58)
    panels = tuple(replace(panel, crimp_m=(0.0, seal)) for panel in panels)
    return Package(mesh, panels, atlas_m, ("art:film_crinkled",))


def blown_to(blown: Film, size_m: tuple[float, float, float], inflation: float, crinkle: float) -> F64:
    """The film's points in metres, its base on z = 0: ``inflation`` fills it toward its seals, ``crinkle``
    below 0.5 takes the finer creases out.
    """
    p = blown.points - [0.5, 0.5, 0.0]
    t = np.abs(p[..., 1]) * 2
    p[..., 1] *= 1 + 0.7 * (inflation - 0.7) * (1 - t)
    keep = min(1.0, 0.4 + 1.2 * crinkle)
    calm = np.stack([blur(sheet, 6) for sheet in p])
    return np.asarray((calm + (p - calm) * keep) * np.asarray(size_m))


def _uv(points: F64, rect: Rect, margin: float) -> F64:
    """(rows, columns, 2): the flat film; seals take ``margin`` of the height at either end."""
    u0, v0, u1, v1 = rect
    rows, columns = points.shape[1:3]
    v = v0 + (v1 - v0) * (margin + (1 - 2 * margin) * np.linspace(0, 1, rows))
    return np.stack(np.meshgrid(np.linspace(u0, u1, columns), v), axis=-1)


def _seal(
    points: F64, uv: list[F64], columns: I64, row: int, edge_zv: tuple[float, float], detail: Detail
) -> list[Patch]:
    """Both faces of a flat seal, from the film's border to a serrated edge that they share; ``edge_zv`` is
    the edge's height and its v.
    """
    x = points[0, row, columns, 0]
    teeth = 2 * int(np.ptp(x) / (2 * PITCH_M)) if detail == "near" else 4
    # The first and last tooth end behind the line's next points, so that no edge of a face is used twice.
    ends = x[1] + 0.3 * (x[1] - x[0]), x[-2] - 0.3 * (x[-1] - x[-2])
    ex = np.concatenate([x[:1], np.linspace(*ends, teeth - 1), x[-1:]])
    notch = TOOTH_M * (np.arange(teeth + 1) % 2 == 0) * (detail == "near") * (1 if row == 0 else -1)
    middle = points[:, row, columns, 1].mean(0)
    edge = np.column_stack([ex, 0.6 * np.interp(ex, x, middle), edge_zv[0] + notch])
    patches = []
    for side in (0, 1):
        line, own = points[side, row, columns], uv[side][row, columns]
        edge_uv = np.column_stack([np.interp(ex, x, own[:, 0]), np.full_like(ex, edge_zv[1])])
        parts = (line, edge, own, edge_uv) if row else (edge, line, edge_uv, own)
        low, high, uv_low, uv_high = parts if side == 0 else (v[::-1] for v in parts)
        patches.append(bridge(low, high, "print", uv_low, uv_high))
    return patches
