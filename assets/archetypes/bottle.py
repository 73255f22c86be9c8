"""PET and glass bottles for drinks, oil, vinegar and sauces.

The wall and what is in it are one surface: below the level of the drink it has the look of a filled bottle,
above it that of an empty one. Drink seen through its wall is what a shelf shows, and a second surface inside
would only be lit through refraction, which costs a path tracer many samples.
"""

from collections.abc import Mapping

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import Profile, arc, cut, screw_cap, turned, wrap_panel
from assets.mesh_tools import Patch, assemble, lid, rings, wall

SEGMENTS = 20
NECK_SEGMENTS = 12
GREEN, BROWN = ("glass_green", "glass_green_empty"), ("glass_brown", "glass_brown_empty")
PCO_CAP_R_M = 0.0145  # radius of the usual 28 mm PET closure


def build_pet(
    size_m: tuple[float, float, float],
    shape: Mapping[str, float],
    detail: Detail = "near",  # noqa: ARG001
) -> Package:
    """A PET bottle: dimpled foot, grip rings, sleeve label, shoulder, support ring and screw cap."""
    s = KINDS["pet_bottle"].resolve(shape)
    w, d, h = size_m
    cap_r = min(PCO_CAP_R_M, 0.36 * w)
    cap_z, ring_z = h - 0.015, h - 0.021
    neck = (cap_r - 0.0015) / (w / 2)
    bulb = ring_z - s["shoulder"] * h * 0.92
    label1 = bulb - 0.012
    label0 = max(label1 - s["label"] * h, 0.2 * h)
    waist = 1 - s["waist"]
    fill = min(max(s["fill"] * h, bulb + 0.01), ring_z - 0.01)
    foot = _pet_foot(label0, int(s["ribs"]))
    shoulder = [(waist + 0.006, label1), (1.0, bulb), *arc(1.0, bulb, neck, ring_z - 0.003, 4, 0)]
    low, high = cut(shoulder, fill)
    sleeve = turned(w, d, ((waist + 0.006, label0), (waist + 0.006, label1)), SEGMENTS)
    parts = [
        (turned(w, d, [*foot, (waist + 0.006, label0)], SEGMENTS), "filled"),
        (turned(w, d, low, SEGMENTS), "filled"),
        (turned(w, d, high, SEGMENTS), "clear"),
    ]
    panels, atlas_m = wrap_panel(sleeve)
    patches = [wall(p, slot) for p, slot in parts] + [wall(sleeve, "label", rect_of(panels, "wrap"))]
    patches += [lid(parts[0][0][0], "filled", up=False, rise_m=0.006), lid(parts[2][0][-1], "clear", up=True)]
    patches += _pet_neck(cap_r, ring_z, cap_z, h)
    mesh = assemble(patches, ("label", "filled", "clear", "cap"), size_m, crease_deg=50)
    drink = "pet_water" if s["clear"] > 0.5 else "pet_filled"
    return Package(mesh, panels, atlas_m, ("art:film", drink, "pet_clear", "cap_plastic"))


def _pet_foot(label0: float, ribs: int) -> Profile:
    """From the dimple of the base over the grip rings up to just under the label."""
    rows: Profile = [(0.8, 0.0), (0.97, 0.011), (1.0, 0.024)]
    low, high = 0.024, label0 - 0.006
    ribs = min(ribs, int((high - low) / 0.012))
    pitch = (high - low) / max(ribs, 1)
    for k in range(ribs):
        middle = low + (k + 0.5) * pitch
        rows += [(0.955, middle), (1.0, middle + 0.5 * pitch)]
    return rows if ribs else [*rows, (1.0, high)]


def _pet_neck(cap_r: float, ring_z: float, cap_z: float, h: float) -> list[Patch]:
    """Support ring and cap: closed pieces of their own, with fewer segments."""
    r = cap_r
    rows = ((-0.0015, ring_z - 0.006), (0.0015, ring_z), (-0.001, ring_z + 0.002), (-0.001, cap_z + 0.001))
    neck = rings([(r + e, r + e, z) for e, z in rows], NECK_SEGMENTS)
    patches = [lid(neck[0], "clear", up=False), wall(neck, "clear"), lid(neck[-1], "clear", up=True)]
    return patches + screw_cap(r, cap_z - 0.0015, h, "cap", NECK_SEGMENTS)


def build_glass(
    size_m: tuple[float, float, float],
    shape: Mapping[str, float],
    detail: Detail = "near",  # noqa: ARG001
) -> Package:
    """A glass bottle: round foot, straight body with a paper label, shoulder, slim neck and cap."""
    s = KINDS["glass_bottle"].resolve(shape)
    w, d, h = size_m
    cap_r = min(0.0155, 0.34 * w)
    neck = (cap_r - 0.0012) / (w / 2)
    cap_z = h - 0.02 if s["glass"] < 1.5 else h - 0.007  # crown corks are short
    neck_z = h * (1 - s["neck"])
    shoulder_z = neck_z - s["shoulder"] * h
    room = shoulder_z - 0.012 - 0.006
    label0 = 0.012 + 0.3 * max(room - s["label"] * h, 0.0)
    label1 = min(label0 + s["label"] * h, shoulder_z - 0.004)
    foot = turned(w, d, ((0.7, 0.0), (0.93, 0.0), (1.0, 0.006), (1.0, label0), (1.0, label0)), SEGMENTS)
    label = turned(w, d, ((1.0, label0), (1.0, label1)), SEGMENTS)
    rows = [(1.0, label1), (1.0, shoulder_z), *arc(1.0, shoulder_z, neck * 1.12, neck_z, 4, 0), (neck, cap_z)]
    low, high = cut(rows, neck_z + 0.7 * (cap_z - neck_z))
    panels, atlas_m = wrap_panel(label)
    lower, upper = turned(w, d, low, SEGMENTS), turned(w, d, high, SEGMENTS)
    patches = [
        lid(foot[0], "filled", up=False, rise_m=0.008),
        wall(foot, "filled"),
        wall(label, "label", rect_of(panels, "wrap")),
        wall(lower, "filled"),
        wall(upper, "clear"),
        lid(upper[-1], "clear", up=True),
        *screw_cap(cap_r, cap_z - 0.001, h, "cap", NECK_SEGMENTS),
    ]
    mesh = assemble(patches, ("label", "filled", "clear", "cap"), size_m, crease_deg=50)
    filled, empty = (("glass_filled", "glass_clear"), GREEN, BROWN)[int(s["glass"])]
    return Package(mesh, panels, atlas_m, ("art:paper", filled, empty, "cap_metal"))
