"""Pillow bags: crisps, popcorn, pasta."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.mesh_tools import F64, assemble, grid, sheet_uv

COLUMNS, ROWS = 15, 13


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """An inflated tube of film with a crimped seal at either end; its creases follow from ``phase`` alone."""
    s = KINDS["pillow_bag"].resolve(shape)
    w, d, h = size_m
    front = _film(w, d, h, s, s["phase"])
    back = _film(w, d, h, s, s["phase"] + 0.37)
    back = _joined(front, back)[:, ::-1] * [1, -1, 1]
    panels, atlas_m = pack(((("front", w, h), ("back", w, h)),))
    patches = [
        grid(front, "print", sheet_uv(front, rect_of(panels, "front"))),
        grid(back, "print", sheet_uv(back, rect_of(panels, "back"))),
    ]
    mesh = assemble(patches, ("print",), size_m, crease_deg=48)
    return Package(mesh, panels, atlas_m, ("art:film_crinkled",))


def _film(w: float, d: float, h: float, s: Mapping[str, float], phase: float) -> F64:
    """(rows, columns, 3): the front half. The flat seals keep the full width; the inflated middle draws
    in.
    """
    t = np.linspace(-1, 1, COLUMNS)
    u = np.sin(t * 1.25)[None, :] / np.sin(1.25)
    inner = (1 - np.cos(np.linspace(0, np.pi, ROWS))) / 2 * 0.7 + np.linspace(0, 1, ROWS) * 0.3
    v = np.concatenate([[0], inner, [1]])[:, None]
    z = np.concatenate([[0], s["seal_m"] + inner * (h - 2 * s["seal_m"]), [h]])[:, None]
    air = (1 - np.abs(2 * v - 1) ** 2.6) ** (1.2 - 0.6 * s["inflation"])
    round_off = np.clip(1 - np.abs(u) ** 2.4, 0, None) ** 0.6
    y = (d / 2) * air * round_off
    y = np.maximum(y * (1 + s["crinkle"] * _creases(u, v, phase)), 0.0) + 0.0003 * (round_off > 0)
    crimp = 0.0006 * np.where(np.arange(COLUMNS) % 2, 1, -1)[None, :] * (air < 1e-9)
    y = np.where(np.abs(t)[None, :] < 1, y + crimp * 0.4, 0.0)
    y[[0, -1]] = 0.0
    wobble = 0.012 * s["crinkle"] * np.sin(2 * np.pi * (2.3 * v + phase)) * air
    x = u * (w / 2) * (1 - 0.12 * s["inflation"] * air + wobble)
    return np.stack([x, -y, z * np.ones_like(u)], axis=-1)


def _creases(u: F64, v: F64, phase: float) -> F64:
    """Relative relief: pleats that run out of the seals and shallow dents across the belly."""
    turn = 2 * np.pi
    ends = np.exp(-v / 0.16) * np.sin(turn * (1.9 * u + 3.1 * phase)) + np.exp(-(1 - v) / 0.16) * np.sin(
        turn * (2.2 * u + 5.3 * phase + 0.3)
    )
    dents = np.sin(turn * (0.8 * u + 1.1 * v + 2.7 * phase)) * np.sin(
        turn * (0.5 * u - 1.4 * v + 1.3 * phase)
    )
    return np.asarray(0.3 * ends + 0.09 * dents)


def _joined(front: F64, back: F64) -> F64:
    """The back half with the front's outline, so that both share their borders."""
    joined = back.copy()
    joined[..., 0] = front[..., 0]
    joined[[0, -1]] = front[[0, -1]]
    joined[:, [0, -1]] = front[:, [0, -1]]
    return joined
