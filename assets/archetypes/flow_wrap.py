"""Flow-wrapped goods: bars, biscuits, sliced bread in a tube of film with a crimped fin at either end."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.blocks import lengths, waves
from assets.archetypes.registry import KINDS
from assets.mesh_tools import F64, Patch, Rect, assemble, grid, sheet_uv

FIN_M = 0.0004


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A block lying along x in a tube of film: the tube flattens to fins that are taller than the block, and
    pleats run from them over its ends.
    """
    s = KINDS["flow_wrap"].resolve(shape)
    near = wrapped(size_m, s, steps(size_m[1], "near"))
    panels, atlas_m = pack(((("front", *measured(near[0])),), (("back", *measured(near[0])),)))
    front, back = near if detail == "near" else wrapped(size_m, s, steps(size_m[1], detail))
    patches = film(
        front, back, rect_of(panels, "front"), rect_of(panels, "back"), measured(near[0])[1], "print"
    )
    mesh = assemble(patches, ("print",), size_m, crease_deg=50)
    panels = tuple(replace(panel, crimp_m=(s["fin_m"], 0.0)) for panel in panels)
    return Package(mesh, panels, atlas_m, ("art:foil" if s["foil"] > 0.5 else "art:film_soft",))


def film(front: F64, back: F64, front_rect: Rect, back_rect: Rect, tall: float, slot: str) -> list[Patch]:
    """The two halves of a wrapped thing as printed patches."""
    pairs = ((front, front_rect), (back, back_rect))
    return [grid(p, slot, film_uv(p, rect, tall)) for p, rect in pairs]


def film_uv(half: F64, rect: Rect, tall_m: float) -> F64:
    """uv at true lengths around the tube, from its middle: what the fins gather is lost in their pleats."""
    uv = sheet_uv(half, rect)
    up = np.linalg.norm(np.diff(half, axis=0), axis=2)
    along = np.vstack([np.zeros((1, up.shape[1])), np.cumsum(up, axis=0)])
    middle = (rect[1] + rect[3]) / 2
    uv[..., 1] = middle + (along - along[-1:] / 2) / tall_m * (rect[3] - rect[1])
    uv[..., 1] = np.clip(uv[..., 1], rect[1], rect[3])
    return uv


def measured(half: F64) -> tuple[float, float]:
    """Printed width and height of a half: along its middle line, around its thickest place."""
    tall = float(np.linalg.norm(np.diff(half, axis=0), axis=2).sum(0).max())
    return lengths(half)[0], round(tall, 6)


def wrapped(
    size_m: tuple[float, float, float], s: Mapping[str, float], cells: tuple[int, int, int]
) -> tuple[F64, F64]:
    """(rows, columns, 3) of the front half and of the back half; they share their upper and lower line and
    their ends.
    """
    w, d, h = size_m
    turn, along, ends = cells
    body_h = h - min(s["fin_rise"] * d, 0.4 * h)
    x = _stations(w, s, along, ends)
    t = np.linspace(-np.pi / 2, np.pi / 2, turn)
    e = np.clip((w / 2 - s["fin_m"] - np.abs(x)) / s["taper_m"], 0, 1)
    full = e * e * (3 - 2 * e)
    depth = (d / 2 - FIN_M) * np.sqrt(np.clip(1 - (1 - e) ** 2, 0, 1)) + FIN_M
    tall = (h + (body_h - h) * full) / 2
    power = (2.0 + (s["squareness"] - 2.0) * full)[None, :]
    sz = np.sign(np.sin(t))[:, None] * np.abs(np.sin(t))[:, None] ** (2 / power)
    sy = np.abs(np.cos(t))[:, None] ** (2 / power)
    sy[[0, -1]] = 0.0
    z = sz * tall[None, :]
    y = sy * depth[None, :]
    pleat = np.exp(-np.abs(w / 2 - s["fin_m"] - np.abs(x)) / (0.8 * s["taper_m"]))[None, :]
    halves = []
    for side, sign in ((0, -1.0), (1, 1.0)):
        p = np.stack([np.broadcast_to(x, z.shape), sign * y, z], axis=-1)
        push = s["crinkle"] * d * sy * (0.05 * waves(p, 0.3 * h + 0.02, s["phase"] + 0.31 * side))
        push += (
            s["crinkle"]
            * d
            * sy
            * 0.07
            * pleat
            * np.sin(9 * t + 20 * s["phase"])[:, None]
            * (full > 0)[None, :]
        )
        p = np.stack(
            [p[..., 0], p[..., 1] + sign * np.maximum(push, FIN_M - np.abs(p[..., 1])) * (sy > 0), z], axis=-1
        )
        p[:, [0, -1], 1] = 0.0
        p[..., 2] += h / 2
        halves.append(p if sign < 0 else p[:, ::-1])
    return halves[0], halves[1]


def steps(d: float, detail: Detail) -> tuple[int, int, int]:
    """Points around a half, along the body, along a taper: more of them where it is thick."""
    if d > 0.04:
        return (21, 15, 9) if detail == "near" else (19, 11, 9)
    return {"near": (15, 13, 6), "far": (13, 7, 6)}[detail]


def _stations(w: float, s: Mapping[str, float], middle: int, taper: int) -> F64:
    """Places along x: the fins' ends and roots, the tapers, the body."""
    root = w / 2 - s["fin_m"]
    t = 1 - np.cos(np.linspace(0, np.pi / 2, taper))
    side = np.concatenate([[w / 2], root - s["taper_m"] * t])
    inner = np.linspace(-side[-1], side[-1], middle)[1:-1]
    return np.concatenate([-side, inner, side[::-1]])
