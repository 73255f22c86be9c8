"""Handled jugs: laundry detergent, milk, softener, water."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack
from assets.archetypes.base import Detail, Package
from assets.archetypes.closures import screw_cap
from assets.archetypes.labels import stuck_on
from assets.archetypes.loft import OUTLINE_M, kept_rows, sweep
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import shifted, smooth, spline
from assets.mesh_tools import F64, Patch, assemble, grid

COLUMNS = {"near": (7, 13), "far": (4, 10)}  # across a label, around a side
BLEND_M = 0.025


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A jug whose upper right is taken in for a handle that one can reach through; front and back labels."""
    s = KINDS["jug"].resolve(shape)
    w, d, h = size_m
    a, b = w / 2, d / 2
    cap_r = min(s["cap_m"] / 2, 0.8 * b)
    rim = h - s["cap"] * h
    inset = s["handle"] * w
    table = _table(a, b, rim, inset, cap_r, s)
    label_x = (-a + 0.09 * w, a - inset - 0.07 * w)
    span = s["label"] * (1 - s["shoulder"]) * rim
    z0 = 0.05 * rim + 0.45 * ((1 - s["shoulder"]) * rim - 0.05 * rim - span)
    size = (label_x[1] - label_x[0], span)
    panels, atlas_m = pack(((("front", *size), ("back", *size)),))
    rects = {p.name: p.uv for p in panels}
    patches = _body(table, (z0, z0 + span), label_x, rects, detail)  # type: ignore[arg-type]
    patches.append(_handle(a, b, rim, inset, s["shoulder"], detail))
    neck_x = -inset / 2
    patches += shifted(screw_cap(cap_r, rim - 0.0015, h, "cap", detail, knurls=40), x_m=neck_x)
    mesh = assemble(patches, ("label", "body", "cap"), size_m, crease_deg=48)
    wall = "milk_plastic" if s["natural"] > 0.5 else "body_plastic"
    return Package(mesh, stuck_on(panels, wall), atlas_m, ("art:film", wall, "cap_plastic"))


def _table(a: float, b: float, rim: float, inset: float, cap_r: float, s: Mapping[str, float]) -> F64:
    """Sections from the base to the closed rim: straight on the left, taken in on the right."""
    n, ledge, shoulder_z = s["squareness"], 0.36 * rim, (1 - s["shoulder"]) * rim
    foot, r = min(0.012, 0.06 * rim), 0.9 * cap_r
    narrow, neck_x = a - inset, -inset / 2
    right = spline(
        np.array(
            [
                [a - foot, 0.0],
                [a - 0.1 * foot, 0.0],
                [a, foot],
                [a, 0.5 * ledge],
                [a, ledge],
                [a - 0.2 * inset, ledge + 0.05 * rim],
                [narrow, ledge + 0.05 * rim],
                [narrow, ledge + 0.16 * rim],
                [narrow, shoulder_z],
                [narrow, shoulder_z + 0.5 * (rim - shoulder_z)],
                [neck_x + 1.15 * r, rim - 0.12 * (rim - shoulder_z)],
                [neck_x + r, rim],
            ]
        ),
        5,
    )
    z = right[:, 1]
    rise = np.clip((z - shoulder_z) / (rim - shoulder_z), 0, 1)
    low = np.clip(1 - z / foot, 0, 1)
    bend = 1 - np.sqrt(np.clip(1 - rise**2.4, 0, 1))
    left = -a + foot * (1 - np.sqrt(1 - low**2)) + bend * (neck_x - r + a)
    depth = b - foot * (1 - np.sqrt(1 - low**2)) + bend * (r - b)
    exponent = n + (2 - n) * rise
    rows = np.column_stack(
        [(right[:, 0] - left) / 2, depth, z, exponent, (right[:, 0] + left) / 2, np.zeros(len(z))]
    )
    base = [[0, 0, 0.003, 2, 0, 0], [0.9 * rows[0, 0], 0.86 * rows[0, 1], 0.002, n, 0, 0]]
    return np.vstack([base, rows, [0, 0, rim, 2, neck_x, 0]])


def _body(
    table: F64,
    label_z: tuple[float, float],
    label_x: tuple[float, float],
    rects: Mapping[str, tuple[float, float, float, float]],
    detail: Detail,
) -> list[Patch]:
    """The wall in three bands; the middle one with columns that follow the labels' upright edges."""
    cut = np.concatenate([_until(table, label_z[0]), _between(table, *label_z), _after(table, label_z[1])])
    ends = [int(np.abs(cut[:, 2] - z).argmin()) for z in label_z]
    pieces = (cut[: ends[0] + 1], cut[ends[0] : ends[1] + 1], cut[ends[1] :])
    patches: list[Patch] = []
    for k, part in enumerate(pieces):
        edges = part.copy()
        edges[:, 0], edges[:, 4] = part[:, 4] + part[:, 0], part[:, 4] - part[:, 0]
        rows = part[kept_rows(edges, OUTLINE_M if detail == "near" else 3.5e-4)]
        across, side = COLUMNS[detail]
        away = np.maximum(label_z[0] - rows[:, 2], rows[:, 2] - label_z[1])
        astray = np.clip(away / BLEND_M, 0, 1)
        points = np.stack([_ring(r, label_x, k, across, side) for r, k in zip(rows, astray, strict=True)])
        if k != 1:
            patches.append(grid(points, "body"))
            continue
        at = np.cumsum([0, side, across, side, across])
        for i, j, name in zip(at[:-1], at[1:], ("left", "front", "right", "back"), strict=True):
            sheet = points[:, i : j + 1]
            if name in rects:
                patches.append(
                    grid(sheet, "label", _flat_uv(sheet, rects[name], label_x, label_z, name == "back"))
                )
            else:
                patches.append(grid(sheet, "body"))
    return patches


def _ring(row: F64, label_x: tuple[float, float], astray: float, across: int, side: int) -> F64:
    """A closed section: around the left, along the front label, around the right, along the back label.

    Columns are spaced half by length and half by turning between the labels' edges; ``astray`` (0..1) lets
    them move towards even spacing, away from the labels.
    """
    a, b, z, n, cx, cy = row.tolist()
    total = 2 * (across + side)
    if a <= 0:
        return np.tile([cx, cy, z], (total + 1, 1)).astype(np.float64)
    s, p = np.linspace(0, 1, 257), n / 2
    t = np.pi / 2 * s**p / (s**p + (1 - s) ** p)
    x, y = np.sin(t) ** (2 / n), np.cos(t) ** (2 / n)
    y[-1] = 0.0
    # The whole turn from the middle of the back over the left, the front and the right.
    fx = np.concatenate([-x, -x[-2::-1], x[1:], x[-2::-1]])
    fy = np.concatenate([y, -y[-2::-1], -y[1:], y[-2::-1]])
    dx, dy = np.diff(a * fx), np.diff(b * fy)
    length = np.concatenate([[0], np.cumsum(np.hypot(dx, dy))])
    angle = np.maximum.accumulate(np.unwrap(np.arctan2(dy, dx)))
    turned = np.concatenate([[angle[0]], (angle[1:] + angle[:-1]) / 2, [angle[-1]]]) - angle[0]
    measure = length / length[-1] + turned / turned[-1]
    lo, hi = (float(np.clip((v - cx) / a, -0.86, 0.86)) for v in label_x)
    quarter = 256
    back_lo = np.interp(-lo, -fx[: quarter + 1], measure[: quarter + 1]) if lo < 0 else measure[0]
    front = slice(quarter, 3 * quarter + 1)
    front_lo, front_hi = np.interp([lo, hi], fx[front], measure[front])
    back_hi = np.interp(-hi, -fx[3 * quarter :], measure[3 * quarter :])
    corners = np.array([back_lo, front_lo, front_hi, back_hi, back_lo + 2])
    even = np.cumsum([across / 2, side, across, side, across]) * 2 / total
    corners += (even - corners) * astray
    counts = np.cumsum([0, side, across, side, across])
    at = np.interp(np.arange(total + 1), counts, corners) % 2
    at[-1] = at[0]
    px, py = np.interp(at, measure, fx), np.interp(at, measure, fy)
    return np.column_stack([cx + a * px, cy + b * py, np.full(total + 1, z)])


def _flat_uv(
    sheet: F64,
    rect: tuple[float, float, float, float],
    label_x: tuple[float, float],
    label_z: tuple[float, float],
    flip: bool,
) -> F64:
    u = (sheet[..., 0] - label_x[0]) / (label_x[1] - label_x[0])
    v = (sheet[..., 2] - label_z[0]) / (label_z[1] - label_z[0])
    u0, v0, u1, v1 = rect
    return np.stack([u0 + np.clip(1 - u if flip else u, 0, 1) * (u1 - u0), v0 + v * (v1 - v0)], axis=-1)


def _until(table: F64, level: float) -> F64:
    return table[: _first(table, level)]


def _between(table: F64, lo: float, hi: float) -> F64:
    i, j = _first(table, lo), _first(table, hi)
    return np.vstack([_at(table, i, lo), table[i:j], _at(table, j, hi)])


def _after(table: F64, level: float) -> F64:
    return table[_first(table, level) :]


def _first(table: F64, level: float) -> int:
    """The first row above a level, the sunk base left out."""
    return next(i for i in range(3, len(table)) if table[i, 2] > level + 1e-6)


def _at(table: F64, i: int, level: float) -> F64:
    t = (level - table[i - 1, 2]) / (table[i, 2] - table[i - 1, 2])
    return np.asarray(table[i - 1] + t * (table[i] - table[i - 1]))


def _handle(a: float, b: float, rim: float, inset: float, shoulder: float, detail: Detail) -> Patch:
    """A bar from the ledge up the outside and over to the shoulder; both ends reach into the body."""
    thick = min(0.27 * inset, 0.017)
    ledge, top = 0.36 * rim, (1 - 0.3 * shoulder) * rim
    out = a - thick
    path = smooth(
        [
            (out - 0.1 * inset, ledge - 0.06 * rim),
            (out, ledge + 0.04 * rim),
            (out, ledge + 0.2 * rim),
            (out - 0.02 * inset, top - 0.1 * rim),
            (out - 0.12 * inset, top - 0.01 * rim),
            (a - 0.75 * inset, top),
            (a - 1.45 * inset, top - 0.1 * rim),
        ],
        5,
    )
    sizes = np.full((len(path), 2), [min(0.34 * b, 0.016), thick])
    return sweep("body", path, sizes, detail, exponent=2.6)
