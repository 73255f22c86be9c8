"""Small and flat boxes: hinge-lid packs, chocolate tablets in their sleeve, egg boxes of pulp."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package, PanelName
from assets.archetypes.blocks import STANDING, fan, printed_block, soft_block, waves
from assets.archetypes.board import beveled_box, box_panels
from assets.archetypes.registry import KINDS
from assets.archetypes.sheets import lens
from assets.archetypes.solids import printed_solid
from assets.mesh_tools import F64, Patch, assemble, box, grid, prism, sheet_uv

STEP_M = 0.00035
SLOTS = ("board", "edge")


def build_small(
    size_m: tuple[float, float, float],
    shape: Mapping[str, float],
    detail: Detail = "near",  # noqa: ARG001  (a millimetre is more than all it could leave out)
) -> Package:
    """A small stiff pack. With a hinge its lid is a shell around the body, cut slanting on the sides."""
    s = KINDS["small_pack"].resolve(shape)
    w, d, h = size_m
    panels, atlas_m = box_panels(w, d, h)
    if s["hinge"] < 0.5:
        patches = beveled_box(size_m, 0.0006, "board", panels)
    else:
        front, back = h * (1 - s["lid"]), h * (1 - 0.35 * s["lid"])
        e = STEP_M
        y0, y1 = -d / 2, d / 2
        body = np.array([[y0 + e, 0], [y1 - e, 0], [y1 - e, back - e], [y0 + e, front - e]])
        top = np.array(
            [[y0, front], [y1, back], [y1, h - 0.001], [y1 - 0.001, h], [y0 + 0.001, h], [y0, h - 0.001]]
        )
        patches = printed_solid(prism(body, -w / 2 + e, w / 2 - e, "edge"), panels, size_m, "board", "edge")
        patches += printed_solid(prism(top, -w / 2, w / 2, "edge"), panels, size_m, "board", "edge")
    mesh = assemble(patches, SLOTS, size_m, crease_deg=62)
    return Package(mesh, panels, atlas_m, ("art:board_gloss", "board_white"))


def build_tablet(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """A tablet of chocolate in a thin printed sleeve that shows the edge of the block within."""
    s = KINDS["tablet"].resolve(shape)
    w, d, h = size_m
    rim, half = s["rim_m"], np.array([w, d, h]) / 2

    def swell(p: F64, n: F64) -> F64:
        edge = np.minimum(half[0] - np.abs(p[..., 0]), half[2] - np.abs(p[..., 2])) / rim
        block = np.clip(edge - 0.3, 0, 1) * 0.12 * d
        return np.asarray(n[..., 1] ** 2 * (block + 0.0002 * waves(p, 0.06, 0.3)))

    near = soft_block((w, 0.76 * d, h), 0.0012, (14, 1, 14), 1, swell)
    sides = near if detail == "near" else soft_block((w, 0.76 * d, h), 0.0012, (9, 1, 9), 1, swell)
    patches, panels, atlas_m = printed_block(sides, (*STANDING, "top", "bottom"), "board", "board", near)
    mesh = assemble(patches, ("board",), size_m, crease_deg=62)
    return Package(mesh, panels, atlas_m, ("art:foil" if s["foil"] > 0.5 else "art:board_gloss",))


def build_eggs(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """A box of pulp: cups below, a rim, a lid with knobs over the eggs, and a paper label around the lid."""
    s = KINDS["egg_box"].resolve(shape)
    w, d, h = size_m
    n = max(round(w / 0.049), 2)
    rim_z = s["seam"] * h
    fine = detail == "near"

    def cups(p: F64, normal: F64) -> F64:
        valley = 0.5 + 0.5 * np.cos(2 * np.pi * (p[..., 0] / w + 0.5) * n)
        low = np.clip(0.5 - p[..., 2] / rim_z, 0, 1)
        return np.asarray(
            -(normal[..., 1] ** 2 * valley * 0.005 + 0.012 * (1 - normal[..., 2] ** 2)) * low**1.2
        )

    def knobs(p: F64, normal: F64) -> F64:
        bump = 0.5 - 0.5 * np.cos(2 * np.pi * (p[..., 0] / w + 0.5) * n)
        taper = np.clip(0.5 + p[..., 2] / (h - rim_z), 0, 1)
        return np.asarray(normal[..., 2] ** 4 * bump * 0.0015 - (1 - normal[..., 2] ** 2) * 0.007 * taper)

    step = 6 if fine else 5
    low = soft_block((w - 0.008, d - 0.008, rim_z), (0.012, 0.012, 0.009), (5 * n, 3, 2), 2, cups)
    top = soft_block(
        (w - 0.006, d - 0.006, h - rim_z), (0.014, 0.014, 0.012), (step * n, 4, 3 if fine else 1), 2, knobs
    )
    top = {k: p + np.array([0, 0, rim_z]) for k, p in top.items()}
    patches = [fan(p, "pulp") if k in ("top", "bottom") else grid(p, "pulp") for k, p in low.items()]
    patches += [fan(p, "pulp") if k == "bottom" else grid(p, "pulp") for k, p in top.items()]
    patches.append(box((-w / 2, -d / 2, rim_z - 0.0015), (w / 2, d / 2, rim_z + 0.0015), "pulp"))
    return _labelled(patches, top, (w, d, h - rim_z), size_m, s["label"])


def _labelled(
    patches: list[Patch],
    top: Mapping[PanelName, F64],
    lid_m: tuple[float, float, float],
    size_m: tuple[float, float, float],
    share: float,
) -> Package:
    """The lid's label: over the front and the top, as wide as ``share`` of it."""
    columns = top["front"].shape[1]
    cut = max(round((1 - share) / 2 * columns), 2)
    front, upper = top["front"][1:, cut:-cut], top["top"][:, cut:-cut]
    parts = {"front": front, "top": upper}
    w, d, h = lid_m
    wide = round(share * (w - 0.02), 6)
    panels, atlas_m = pack(((("front", wide, round(0.76 * h, 6)),), (("top", wide, round(0.86 * d, 6)),)))
    for name, out in (("front", (0.0, -1.0, 0.25)), ("top", (0.0, 0.0, 1.0))):
        p = parts[name] + 0.0004 * np.asarray(out)
        uv = sheet_uv(p, rect_of(panels, name))  # type: ignore[arg-type]
        patches += lens(p, out, 0.0004, "print", uv)
    mesh = assemble(patches, ("print", "pulp"), size_m, crease_deg=55)
    return Package(mesh, panels, atlas_m, ("art:paper", "pulp"))
