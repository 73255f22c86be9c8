"""Blow-moulded household and care bottles: oval body, coloured plastic, front and back labels, screw or flip
cap.
"""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.mesh_tools import F64, Patch, assemble, grid, lid, rings, sheet_uv, wall

SEGMENTS = 28
Row = tuple[float, float, float, float]


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """A flat bottle with a superelliptic section that turns into a round neck under its cap."""
    s = KINDS["bottle_hdpe"].resolve(shape)
    w, d, h = size_m
    a, b, n = w / 2, d / 2, s["squareness"]
    cap_a = s["cap_width"] * a
    cap_b = min(cap_a, 0.8 * b)
    body_h = h * (1 - s["cap"])
    shoulder_z = body_h * (1 - s["shoulder"])
    foot_z = min(0.05 * h, 0.01)
    room = shoulder_z - foot_z
    label_h = min(s["label"] * body_h, 0.92 * room)
    z0 = foot_z + (room - label_h) * 0.55
    rows: list[Row] = [(0.86 * a, 0.86 * b, 0, n), (0.95 * a, 0.95 * b, 0.15 * foot_z, n), (a, b, foot_z, n)]
    lower = rings([*rows, (a, b, z0, n)], SEGMENTS)
    band = rings([(a, b, z0, n), (a, b, z0 + label_h, n)], SEGMENTS)
    upper = rings(
        [(a, b, z0 + label_h, n), *_shoulder(a, b, n, shoulder_z, cap_a * 0.9, cap_b * 0.9, body_h)], SEGMENTS
    )
    cap = rings(_cap(cap_a, cap_b, body_h, h), SEGMENTS)
    labels, panels, atlas_m = _labels(band)
    patches = [
        lid(lower[0], "body", up=False),
        wall(lower, "body"),
        *labels,
        wall(upper, "body"),
        wall(cap, "cap"),
        lid(cap[-1], "cap", up=True),
    ]
    mesh = assemble(patches, ("label", "body", "cap"), size_m, crease_deg=48)
    return Package(mesh, panels, atlas_m, ("art:film", "body_plastic", "cap_plastic"))


def _shoulder(a: float, b: float, n: float, z0: float, neck_a: float, neck_b: float, z1: float) -> list[Row]:
    """From the upright body over a quarter ellipse to the neck; the section rounds off on the way."""
    t = np.linspace(0, 1, 5)
    x, z = 1 - np.cos(t * np.pi / 2), np.sin(t * np.pi / 2)
    columns = (a + (neck_a - a) * x, b + (neck_b - b) * x, z0 + (z1 - z0) * z, n + (2 - n) * t)
    return [(float(p), float(q), float(r), float(e)) for p, q, r, e in zip(*columns, strict=True)]


def _cap(a: float, b: float, z0: float, z1: float) -> list[Row]:
    edge = min(0.1 * a, 0.2 * (z1 - z0))
    rows = ((0.9, z0), (1.0, z0), (0.97, z1 - edge))
    top = (0.97 * a - edge, 0.97 * b - edge, z1, 2.0)
    return [*((r * a, r * b, z, 2.0) for r, z in rows), top]


def _labels(band: F64):  # type: ignore[no-untyped-def]
    """The band split into front label, back label and the plain sides between them."""
    front, quarter = SEGMENTS // 2, SEGMENTS // 4
    reach = np.abs(band[0, front : front + quarter + 1, 0])
    k = max(2, int(np.searchsorted(reach, 0.84 * reach[-1])) - 1)
    rolled = np.concatenate([band[:, front:], band[:, 1 : front + 1]], axis=1)  # starts and ends at the front
    front_sheet, back_sheet = band[:, front - k : front + k + 1], rolled[:, front - k : front + k + 1]
    size = (
        float(np.linalg.norm(np.diff(front_sheet[0], axis=0), axis=1).sum()),
        float(np.ptp(band[:, 0, 2])),
    )
    panels, atlas_m = pack(((("front", *size), ("back", *size)),))
    patches: list[Patch] = [
        grid(front_sheet, "label", sheet_uv(front_sheet, rect_of(panels, "front"))),
        grid(back_sheet, "label", sheet_uv(back_sheet, rect_of(panels, "back"))),
        grid(band[:, k : front - k + 1], "body"),
        grid(band[:, front + k : 2 * front - k + 1], "body"),
    ]
    return patches, panels, atlas_m
