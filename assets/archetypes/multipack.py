"""Several in one: cans in a wrap of board, bottles in a carrier, bottles and cans under shrink film."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package, Panel
from assets.archetypes.blocks import fan, soft_block
from assets.archetypes.board import beveled_box, box_panels
from assets.archetypes.contents import (
    beer_profile,
    body,
    bottle_profile,
    can_profile,
    cap,
    label_size,
    placed,
    spots,
    tin_profile,
)
from assets.archetypes.registry import KINDS
from assets.archetypes.solids import printed_solid
from assets.mesh_tools import F64, Patch, assemble, grid, prism

BOARD_M = 0.0006
NEAR, FAR = 24, 20


def build_wrap(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """Cans in a wrap of board that is open at both ends, or in a closed box."""
    s = KINDS["multipack_carton"].resolve(shape)
    w, d, h = size_m
    if s["closed"] > 0.5:
        panels, atlas_m = box_panels(w, d, h)
        mesh = assemble(beveled_box(size_m, 0.004, "board", panels, 0.003), ("board",), size_m, crease_deg=62)
        return Package(mesh, panels, atlas_m, ("art:carton_coated",))
    n = (int(s["columns"]), int(s["rows"]))
    r = min(w / n[0], (d - 2 * BOARD_M) / n[1]) / 2 - 0.0002
    profile = can_profile(r, h - 2 * BOARD_M)
    panels, atlas_m = pack(
        ((("front", w, h), ("back", w, h)), (("top", w, d),), (("wrap", *label_size(profile)),))
    )
    cans = body(
        profile,
        {"metal": "metal", "label": "label", "rim": "metal"},
        NEAR if detail == "near" else FAR,
        rect_of(panels, "wrap"),
    )
    places = [
        p
        for p in spots(n, (w / n[0], (d - 2 * BOARD_M) / n[1]), s["phase"])
        if abs(p[0]) > w / 2 - 1.2 * w / n[0]
    ]
    patches = [
        Patch(p.points + np.array([0, 0, BOARD_M]), p.faces, p.uv, p.slot) for p in placed(cans, places)
    ]
    patches += _tube(size_m, r, panels)
    mesh = assemble(patches, ("board", "label", "metal", "inside"), size_m, crease_deg=40)
    return Package(mesh, panels, atlas_m, ("art:carton_coated", "art:metal", "aluminium", "board_raw"))


def _tube(size_m: tuple[float, float, float], r: float, panels: tuple[Panel, ...]) -> list[Patch]:
    """The wrap: front, bottom, back and a top that slopes over the cans' shoulders, with its cut edges."""
    w, d, h = size_m
    slope, bevel = 0.12 * r, 0.06 * h

    def section(e: float) -> F64:
        """(y, z) counter-clockwise from +x."""
        y0, y1, z0, z1 = -d / 2 + e, d / 2 - e, e, h - e
        half = [(y1, z0), (y1, z1 - bevel), (y1 - slope, z1)]
        return np.array([(y0, z0), *half, (y0 + slope, z1), (y0, z1 - bevel)])

    outer, inner = section(0.0), section(BOARD_M)
    shell = prism(outer, -w / 2, w / 2, "board")
    sides = len(outer)
    shell = Patch(shell.points, shell.faces[: 2 * sides], shell.uv[: 2 * sides], "board")
    hollow = prism(inner, -w / 2, w / 2, "inside")
    patches = printed_solid(shell, panels, size_m, "board", "board_plain")
    patches = [Patch(p.points, p.faces, p.uv, "board" if p.slot == "board" else "inside") for p in patches]
    patches.append(Patch(hollow.points, hollow.faces[: 2 * sides, ::-1], hollow.uv[: 2 * sides], "inside"))
    for x, order in ((w / 2, 1), (-w / 2, -1)):
        rows = np.stack([np.column_stack([np.full(sides, x), ring]) for ring in (outer, inner)])
        rows = np.concatenate([rows, rows[:, :1]], axis=1)[:, ::order]
        patches.append(grid(rows, "inside"))
    return patches


def build_carrier(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """Two rows of glass bottles in a basket of board: low walls, ends that rise to a handle."""
    s = KINDS["bottle_carrier"].resolve(shape)
    w, d, h = size_m
    n = (int(s["columns"]), 2)
    r = min((w - 4 * BOARD_M) / n[0], (d - 6 * BOARD_M) / 2) / 2
    profile = beer_profile(r, h)
    wall_h, t = s["wall"] * h, 2 * BOARD_M
    panels, atlas_m = pack(
        (
            (("front", w, wall_h), ("back", w, wall_h)),
            (("left", d, 0.8 * h), ("right", d, 0.8 * h), ("wrap", *label_size(profile))),
        )
    )
    around = NEAR if detail == "near" else FAR
    glass = {"filled": "glass", "label": "label", "shoulder": "glass"}
    bottle = body(profile, glass, around, rect_of(panels, "wrap")) + cap(0.0145, h - 0.0065, h, "cap", 12)
    patches = placed(bottle, spots(n, ((w - 2 * t) / n[0], (d - t) / 2), s["phase"]))
    walls = [(-d / 2, -d / 2 + t, wall_h), (d / 2 - t, d / 2, wall_h), (-t / 2, t / 2, s["handle"] * h)]
    for y0, y1, z1 in walls:
        sheet = prism(
            np.array([[y0, 0], [y1, 0], [y1, z1], [y0, z1]]), 1.2 * t - w / 2, w / 2 - 1.2 * t, "inside"
        )
        patches += printed_solid(sheet, panels, (w, d, wall_h), "board", "inside") if abs(y0) > t else [sheet]
    top = s["handle"] * h
    end = np.array(
        [[-d / 2, 0], [d / 2, 0], [d / 2, wall_h], [0.16 * d, top], [-0.16 * d, top], [-d / 2, wall_h]]
    )
    for x0, x1 in ((-w / 2, t - w / 2), (w / 2 - t, w / 2)):
        patches += printed_solid(
            prism(end, x0, x1, "inside"), panels[2:4], (w, d, 0.8 * h), "board", "inside"
        )
    mesh = assemble(patches, ("board", "label", "glass", "cap", "inside"), size_m, crease_deg=42)
    bottle_look = ("glass_brown", "glass_green")[int(s["green"])]
    return Package(mesh, panels, atlas_m, ("art:board", "art:paper", bottle_look, "cap_metal", "board_raw"))


def build_shrink(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """Bottles, cans or tins side by side under a clear film that sags between them."""
    s = KINDS["shrink_multipack"].resolve(shape)
    w, d, h = size_m
    n, film = (int(s["columns"]), int(s["rows"])), 0.0012
    pitch = ((w - 2 * film) / n[0], (d - 2 * film) / n[1])
    r = min(pitch) / 2
    kind, tall = int(s["inside"]), h - film
    profile = (bottle_profile, can_profile, tin_profile)[kind](r, tall)
    around = NEAR if detail == "near" else FAR
    panels, atlas_m = pack(((("wrap", *label_size(profile)),),))
    slots = {k: {"filled": "filled", "label": "label", "shoulder": "filled"}.get(k, "metal") for k in profile}
    one = body(profile, slots, around, rect_of(panels, "wrap"))
    if kind == 0:
        one += cap(0.0148, tall - 0.0165, tall, "cap", 12)
    patches = placed(one, spots(n, pitch, s["phase"]))
    patches += _film(size_m, n, r, kind, detail)
    mesh = assemble(patches, ("label", "filled", "metal", "cap", "film"), size_m, crease_deg=42)
    drink = "pet_water" if s["clear"] > 0.5 else "pet_filled"
    label = ("art:film", "art:metal", "art:paper")[kind]
    return Package(
        mesh,
        panels,
        atlas_m,
        (label, drink, ("pet_clear", "aluminium", "steel")[kind], "cap_plastic", "shrink_film"),
    )


def _film(
    size_m: tuple[float, float, float], n: tuple[int, int], r: float, kind: int, detail: Detail
) -> list[Patch]:
    """The film's outside: tight around the goods, drawn in between them, leaning in over bottles."""
    w, d, h = size_m

    def sag(p: F64, normal: F64) -> F64:
        valley = 0.5 + 0.5 * np.cos(2 * np.pi * (p[..., :2] / np.array([w, d]) + 0.5) * np.array(n))
        on = normal**2
        drawn = (on[..., 1] * valley[..., 0] + on[..., 0] * valley[..., 1]) * 0.1 * r
        up = np.clip(p[..., 2] / h - 0.1, 0, 0.4) / 0.4
        lean = (on[..., 0] + on[..., 1]) * (up**2 * 0.3 * r if kind == 0 else 0.0)
        return np.asarray(-drawn - lean)

    fine = 6 if detail == "near" else 5
    radius = (0.5 * r, 0.5 * r, 0.25 * r)
    sides = soft_block(size_m, radius, (fine * n[0], fine * n[1], 4), 2, sag)
    return [fan(p, "film") if k in ("top", "bottom") else grid(p, "film") for k, p in sides.items()]
