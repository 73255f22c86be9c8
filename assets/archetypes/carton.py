"""Folding cartons: cereal, tea, washing powder."""

from collections.abc import Mapping

from assets.archetypes.base import Detail, Package
from assets.archetypes.board import beveled_box, box_panels
from assets.archetypes.carton_parts import closed_to, closure, glue_seam, opening_line
from assets.archetypes.carton_window import window
from assets.archetypes.registry import KINDS
from assets.mesh_tools import assemble

SLOTS = ("board", "edge", "goods")


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A board box with rounded folds and swollen sides: its closure (glued flaps or a lid tucked in), its
    glue seam, a window or a perforated opening, if it has one.
    """
    s = KINDS["carton"].resolve(shape)
    w, d, h = size_m
    panels, atlas_m = box_panels(w, d, h)
    near = detail == "near"
    body_m = closed_to(size_m, int(s["flap"])) if near else size_m
    bevel = min(s["bevel_m"], 0.08 * min(size_m))
    windowed = s["window"] > 0.5
    bulge = 0.0 if windowed else s["bulge"] * 0.02 * d
    cut_out = windowed and near
    patches = beveled_box(body_m, bevel, "board", panels, bulge, near, "front" if cut_out else None)
    if cut_out:
        patches += window(body_m, bevel, panels)
    if near:
        patches += closure(body_m, int(s["flap"]), panels)
        patches += glue_seam(body_m, bevel, panels)
        if s["tab"] > 0.5:
            patches += opening_line(body_m, bulge)
    mesh = assemble(patches, SLOTS, size_m, crease_deg=62)
    return Package(mesh, panels, atlas_m, ("art:board", "board_raw", "art:board_gloss"))
