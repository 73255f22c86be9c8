"""Glass bottles: beer, wine, spirits, juice, oil, vinegar, sauces, milk."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package, Panel, PanelName
from assets.archetypes.closures import capsule, crown_cap, screw_cap, surface_of_content
from assets.archetypes.labels import SHARES, label_reach, label_size, labelled
from assets.archetypes.loft import Band, band, girth, heights, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import Profile, cut_at, smooth
from assets.mesh_tools import F64, Patch, Rect, assemble

BASE_GLASS_M = 0.005
CROWN_R_M, CROWN_H_M = 0.01605, 0.006
COLORS = (
    ("glass_filled", "glass_clear"),
    ("glass_green", "glass_green_empty"),
    ("glass_brown", "glass_brown_empty"),
)


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A glass bottle: pushed-up base, straight body, shoulder, slim neck, and its closure.

    ``closure`` 0 is a screw cap, 1 a crown cork, 2 a cork under a foil capsule. Labels go around
    (``wrap`` 1) or stick on front and back; ``neck_label`` 1 adds one around the neck.
    """
    s = KINDS["glass_bottle"].resolve(shape)
    w, d, h = size_m
    r, aspect, closure = w / 2, d / w, int(s["closure"])
    mouth = _mouth(r, closure, s["mouth"])
    outline, marks = _outline(r, h, mouth, s)
    segments = segments_for(r, detail, SHARES)

    def square(z: F64) -> F64:
        rounding = np.clip((z - marks["shoulder"] + 0.01) / (0.6 * (marks["neck"] - marks["shoulder"])), 0, 1)
        return np.asarray(s["square"] + (2 - s["square"]) * rounding)

    def table(rows: Profile) -> F64:
        return sections(rows, aspect, square)

    cuts = _cut(outline, marks)
    reach = label_reach(aspect, s["square"], 0.88)
    panels, atlas_m = _panels(table(cuts["label"]), table(cuts["neck"]) if "neck" in cuts else None, s, reach)
    rects: dict[str, Rect] = {p.name: p.uv for p in panels if p.name in ("front", "back")}
    patches = shell([Band(slot, table(cuts[part])) for part, slot in PARTS if part in cuts], segments, detail)
    if s["wrap"] > 0.5:
        patches.append(band(Band("label", table(cuts["label"]), rect_of(panels, "wrap")), segments, detail))
    else:
        patches += labelled(Band("filled", table(cuts["label"])), reach, rects, "label", segments, detail)
    if "neck" in cuts:
        patches.append(band(Band("label", table(cuts["neck"]), rect_of(panels, "neck")), segments, detail))
    patches += surface_of_content(outline, marks["fill"], "filled", detail)
    patches += _closed(closure, mouth, outline, h, segments, detail)
    mesh = assemble(patches, ("label", "filled", "clear", "cap"), size_m, crease_deg=50)
    filled, empty = COLORS[int(s["glass"])]
    caps = ("cap_metal", "crown_cap", "foil_capsule")
    return Package(mesh, panels, atlas_m, ("art:paper", filled, empty, caps[closure]))


PARTS = (("base", "clear"), ("below", "filled"), ("above", "filled"), ("full", "filled"), ("empty", "clear"))


def _mouth(r: float, closure: int, wide: float) -> float:
    """Outer radius of the glass under the closure."""
    if closure == 1:
        return 0.0131
    if closure == 2:
        return 0.0142
    return min(0.0125 + 0.009 * wide, 0.62 * r)


def _outline(r: float, h: float, mouth: float, s: Mapping[str, float]) -> tuple[Profile, dict[str, float]]:
    """The glass from the middle of its base to its closed mouth, and the heights that matter."""
    top = h - (0.0015 if s["closure"] < 1.5 else 0.002)
    neck_z = h * (1 - s["neck"])
    shoulder_z = neck_z - s["shoulder"] * h
    tall, foot = neck_z - shoulder_z, 0.0055
    low = (mouth + 0.0012) + s["taper"] * 0.3 * (r - mouth)  # necks widen downwards
    inner = [(0.0, 0.011 if s["closure"] > 1.5 else 0.005), (0.5 * r, 0.004), (0.8 * r, 0.0006)]
    heel = smooth([(0.86 * r, 0.0), (0.94 * r, 0.0), (r, 0.3 * foot), (r, foot)], 4)
    bell = [
        (r, shoulder_z),
        (r, shoulder_z + (0.62 - 0.4 * s["slope"]) * tall),
        (low + (0.25 + 0.2 * s["slope"]) * (r - low), neck_z - (0.16 + 0.16 * s["slope"]) * tall),
        (low, neck_z),
        (mouth + 0.0006, neck_z + 0.35 * (top - neck_z)),
        (mouth - 0.0006, top - 0.016),
    ]
    lip = [(mouth + 0.0013, top - 0.0135), (mouth + 0.0013, top - 0.0095), (mouth - 0.0004, top - 0.0085)]
    rows = [*inner, *heel, *smooth(bell, 7), *lip, (mouth - 0.0004, top), (0.0, top)]
    room = shoulder_z - foot - 0.006
    span = min(s["label"] * h, 0.96 * room)
    label0 = foot + 0.003 + 0.4 * (room - span)
    marks = {"shoulder": shoulder_z, "neck": neck_z, "label0": label0, "label1": label0 + span}
    marks["fill"] = min(neck_z + (0.45 - 0.9 * (1 - s["fill"])) * (top - neck_z), top - 0.02)
    if s["neck_label"] > 0.5:
        marks["neck0"] = neck_z + 0.06 * (top - neck_z)
        marks["neck1"] = marks["neck0"] + min(0.46 * (top - neck_z), 0.03)
        marks["fill"] = max(marks["fill"], marks["neck1"] + 0.001)
    return rows, marks


def _cut(outline: Profile, marks: Mapping[str, float]) -> dict[str, Profile]:
    """The outline in the bands that its slots need."""
    parts: dict[str, Profile] = {}
    parts["base"], rest = cut_at(outline, BASE_GLASS_M)
    parts["below"], rest = cut_at(rest, marks["label0"])
    parts["label"], rest = cut_at(rest, marks["label1"])
    if "neck0" in marks:
        parts["above"], rest = cut_at(rest, marks["neck0"])
        parts["neck"], rest = cut_at(rest, marks["neck1"])
    parts["full"], parts["empty"] = cut_at(rest, marks["fill"])
    return parts


def _panels(
    label: F64, neck: F64 | None, s: Mapping[str, float], reach: int
) -> tuple[tuple[Panel, ...], tuple[float, float]]:
    row: list[tuple[PanelName, float, float]] = []
    if s["wrap"] > 0.5:
        row.append(("wrap", girth(label), float(heights(label)[-1])))
    else:
        row += [("front", *label_size(label, reach)), ("back", *label_size(label, reach))]
    if neck is None:
        return pack([row])
    around = (girth(neck[:1]) + girth(neck[-1:])) / 2
    return pack([row, [("neck", around, float(heights(neck)[-1]))]])


def _closed(
    closure: int, mouth: float, outline: Profile, h: float, segments: int, detail: Detail
) -> list[Patch]:
    if closure == 1:
        return crown_cap(CROWN_R_M, h - CROWN_H_M, h, "cap", detail)
    if closure == 2:
        return capsule(outline, h - 0.058, h, "cap", segments, detail)
    tall = 0.02 if mouth < 0.018 else 0.0165
    return screw_cap(mouth + 0.0017, h - tall, h, "cap", detail, knurls=36, ring=True)
