"""Stand-up pouches: coffee, nuts, refills."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import screw_cap
from assets.mesh_tools import F64, Patch, assemble, grid, sheet_uv

COLUMNS, ROWS = 11, 12


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """Two films that stand apart at the base, where a gusset folds inwards, and meet in side seals and on
    top.
    """
    s = KINDS["pouch"].resolve(shape)
    w, d, h = size_m
    film_h = h - 0.02 if s["spout"] > 0.5 else h
    front = _film(w, d, film_h, s["bulge"], s["seal_m"])
    back = front[:, ::-1] * [1, -1, 1]
    panels, atlas_m = pack(((("front", w, film_h), ("back", w, film_h)),))
    patches = [
        grid(front, "print", sheet_uv(front, rect_of(panels, "front"))),
        grid(back, "print", sheet_uv(back, rect_of(panels, "back"))),
        grid(_gusset(front[0], 0.25 * d), "film"),
    ]
    if s["spout"] > 0.5:
        patches += _spout(film_h, h)
    mesh = assemble(patches, ("print", "film", "cap"), size_m, crease_deg=50)
    return Package(mesh, panels, atlas_m, ("art:film_soft", "film_plain", "cap_plastic"))


def _film(w: float, d: float, h: float, bulge: float, seal: float) -> F64:
    """(rows, columns, 3): the front film. Side seals are flat, the belly hangs low, the top is pressed
    together.
    """
    v = np.concatenate([np.linspace(0, 1, ROWS), [1.0]])[:, None]
    u = np.concatenate([[-1], np.linspace(-0.95, 0.95, COLUMNS), [1]])[None, :]
    belly = (0.88 + 0.12 * np.sin(np.pi * np.minimum(v / 0.5, 1))) * (1 - v ** (1.1 + 1.3 * bulge))
    across = np.clip(1 - (np.abs(u) / 0.95) ** 2.4, 0, None)
    z = v * (h - seal) * np.ones_like(u)
    z[-1] = h
    y = -(d / 2) * belly * across - np.where(np.abs(u) < 1, 0.0004, 0.0)
    y[-1] = 0.0
    x = u * (w / 2) * (1 - 0.035 * bulge * np.sin(np.pi * np.sqrt(v)) ** 2)
    return np.stack([x, y, z], axis=-1)


def _gusset(edge: F64, rise: float) -> F64:
    """The folded base between the front film's lower edge and the back film's, its fold ``rise`` metres
    up.
    """
    fold = edge * [1, 0, 1]
    fold[:, 2] += rise * np.abs(edge[:, 1]) / np.abs(edge[:, 1]).max()
    return np.stack([edge * [1, -1, 1], fold, edge])


def _spout(z0: float, z1: float) -> list[Patch]:
    return screw_cap(0.0075, z0 - 0.012, z0 + 0.004, "film", 16) + screw_cap(
        0.0115, z0 + 0.002, z1, "cap", 20
    )
