"""Shelf-ready trays: corrugated board, open to the front, with the goods it was shipped in."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package, Panel, PanelName
from assets.archetypes.flow_wrap import film_uv, measured, wrapped
from assets.archetypes.registry import KINDS
from assets.archetypes.solids import on_side
from assets.mesh_tools import F64, Patch, Rect, assemble, box, face_vectors, grid, prism

BOARD_M = 0.0016
CELLS: Mapping[Detail, tuple[int, int, int]] = {"near": (11, 6, 5), "far": (7, 4, 5)}
BULKY_M = 0.03
WRAP = {"fin_m": 0.009, "taper_m": 0.012, "fin_rise": 0.3, "squareness": 3.0, "crinkle": 0.35}


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A tray with a low front lip and sides that rise to the back, and packs that stand in it in rows.

    The lip bears the brand and the name, as lids do (the panel "top").
    """
    s = KINDS["shelf_tray"].resolve(shape)
    w, d, h = size_m
    t, lip = BOARD_M, s["lip"] * h
    room = (w - 2 * t - 0.002, d - 2 * t - 0.002, h - t)
    n, rows = int(s["columns"]), int(s["rows"])
    item = (room[0] / n * 0.985, room[1] / rows * 0.97, room[2])
    near = _upright(item, s, "near")
    tall, wide = measured(np.swapaxes(near[0], 0, 1))
    front, back = near if detail == "near" else _upright(item, s, detail)
    faces: list[tuple[PanelName, float, float]] = [("front", wide, tall), ("back", wide, tall)]
    panels, atlas_m = pack((faces, (("left", d, h), ("right", d, h)), (("top", w, lip),)))
    one = [
        grid(half, "print", _uv(half, panel.uv, wide))
        for half, panel in zip((front, back), panels, strict=False)
    ]
    patches: list[Patch] = []
    for i in range(n):
        for j in range(rows):
            at = np.array([(i - (n - 1) / 2) * room[0] / n, (j - (rows - 1) / 2) * room[1] / rows, t + 1e-5])
            patches += [Patch(p.points + at, p.faces, p.uv, p.slot) for p in one]
    patches += _tray(size_m, lip, s["back"] * h, panels)
    mesh = assemble(patches, ("print", "side", "board"), size_m, crease_deg=45)
    return Package(mesh, panels, atlas_m, ("art:film_soft", "art:corrugated", "corrugated"))


def _uv(half: F64, rect: Rect, wide_m: float) -> F64:
    """uv of a pack that stands on its fin: at true lengths around it, which is across."""
    u0, v0, u1, v1 = rect
    return np.swapaxes(film_uv(np.swapaxes(half, 0, 1), (v0, u0, v1, u1), wide_m), 0, 1)[..., ::-1]


def _upright(item: tuple[float, float, float], s: Mapping[str, float], detail: Detail) -> tuple[F64, F64]:
    """A flow-wrapped pack standing on one of its fins: as lying along x, then turned up."""
    w, d, h = item
    shape = {**WRAP, "foil": 0.0, "phase": s["phase"]}
    cells = CELLS[detail] if d < BULKY_M else {"near": (13, 6, 6), "far": (11, 6, 6)}[detail]
    made = []
    for half, sign in zip(wrapped((h, d, w), shape, cells), (1, -1), strict=True):
        x, y, z = np.moveaxis(half, -1, 0)
        stood = np.stack([-(z - w / 2), y, x + h / 2], axis=-1)
        turned = np.swapaxes(stood, 0, 1)
        made.append(turned[:, ::-1] if sign > 0 else turned[::-1])
    return made[0], made[1]


def _tray(
    size_m: tuple[float, float, float], lip: float, back: float, panels: tuple[Panel, ...]
) -> list[Patch]:
    """Floor, lip, back and two sides that slope from the one to the other, a hair apart."""
    w, d, _ = size_m
    t, e = BOARD_M, 5e-5
    patches = [
        box((-w / 2 + t + e, -d / 2 + t + e, 0), (w / 2 - t - e, d / 2 - t - e, t - 2e-5), "board"),
        *_lip(w, d, lip, rect_of(panels, "top")),
        box((-w / 2 + t + e, d / 2 - t, 0), (w / 2 - t - e, d / 2, back), "board"),
    ]
    side = np.array([[-d / 2, 0], [d / 2, 0], [d / 2, back], [0.15 * d, back], [-d / 2, lip]])
    for x0, x1, name in ((-w / 2, t - w / 2, "left"), (w / 2 - t, w / 2, "right")):
        wall = prism(side, x0, x1, "board")
        normal = face_vectors(wall.points, wall.faces)
        out = (np.abs(normal[:, 0]) > 1e-12) & (normal[:, 0] * (x0 + x1) > 0)
        shown = Patch(wall.points, wall.faces[out], wall.uv[out], "side")
        patches.append(on_side(shown, name, panels, size_m, "side"))  # type: ignore[arg-type]
        patches.append(Patch(wall.points, wall.faces[~out], wall.uv[~out], "board"))
    return patches


def _lip(w: float, d: float, lip: float, rect: Rect) -> tuple[Patch, Patch]:
    """The board in front of the packs, printed on its outer face."""
    t, e = BOARD_M, 5e-5
    board = box((-w / 2 + t + e, -d / 2, 0), (w / 2 - t - e, -d / 2 + t, lip), "board")
    shown = np.all(board.points[board.faces][..., 1] == -d / 2, axis=1)
    u0, v0, u1, v1 = rect
    at = board.points[board.faces[shown]] / (w, 1, lip) + (0.5, 0, 0)
    uv = np.stack([u0 + at[..., 0] * (u1 - u0), v0 + at[..., 2] * (v1 - v0)], axis=-1)
    return (
        Patch(board.points, board.faces[shown], uv, "side"),
        Patch(board.points, board.faces[~shown], board.uv[~shown], "board"),
    )
