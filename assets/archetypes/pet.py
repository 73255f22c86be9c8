"""PET bottles for drinks, oil and mouthwash.

The wall and what is in it are one surface: below the level of the drink it has the look of a filled bottle,
above it that of an empty one, and a thin disc is the level seen from above.
"""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.closures import screw_cap, surface_of_content
from assets.archetypes.loft import Band, Warp, sections, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import Profile, cut_at, smooth, wrap_panels
from assets.mesh_tools import F64, assemble

CAP_R_M = 0.0152  # the usual 28 mm finish: 30.4 mm over the knurls
CAP_H_M = 0.0168
RING_R_M = 0.0165
FEET = 5
SEGMENTS = {"near": 40, "far": 20}  # multiples of the feet


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A PET bottle: five feet or a ring to stand on, grip rings, wrap label, shoulder, neck ring, cap."""
    s = KINDS["pet_bottle"].resolve(shape)
    w, d, h = size_m
    r, aspect = w / 2, d / w
    scale = min(1.0, 0.36 * w / CAP_R_M)  # small bottles have small necks
    neck_r, neck_z = 0.0131 * scale, h - CAP_H_M - 0.0075
    bulb = neck_z - s["shoulder"] * (h - 0.03)
    base_z = 0.52 * r if s["petaloid"] > 0.5 else 0.16 * r
    label1 = bulb - 0.006
    label0 = max(label1 - s["label"] * h, base_z + 0.014)
    inner = r - 0.0007 - s["waist"] * r
    grip = _grip(r, inner, base_z, label0, int(s["ribs"]))
    upper = _shoulder(r, inner, neck_r, label1, bulb, neck_z, h, scale)
    fill = min(max(s["fill"] * h, bulb + 0.01), neck_z - 0.004)
    low, high = cut_at(upper, fill)

    def square(z: F64) -> F64:
        rounding = np.clip((z - bulb + 0.01) / max(0.7 * (neck_z - bulb), 0.01), 0, 1)
        return np.asarray(s["square"] + (2 - s["square"]) * rounding)

    label = sections([(inner, label0), (inner, label1)], aspect, square)
    panels, atlas_m = wrap_panels({"wrap": label})
    base, warp = _base(r, base_z, s["petaloid"] > 0.5)
    bands = [
        Band("filled", sections(base, aspect, square), None, warp, whole=warp is not None),
        Band("filled", sections(grip, aspect, square)),
        Band("label", label, rect_of(panels, "wrap")),
        Band("filled", sections(low, aspect, square)),
        Band("clear", sections(high, aspect, square)),
    ]
    patches = shell(bands, SEGMENTS[detail], detail)
    patches += surface_of_content(upper, fill, "filled", detail, aspect)
    patches += screw_cap(CAP_R_M * scale, h - CAP_H_M, h, "cap", detail, knurls=36, ring=True)
    mesh = assemble(patches, ("label", "filled", "clear", "cap"), size_m, crease_deg=50)
    drink = "pet_water" if s["clear"] > 0.5 else "pet_filled"
    return Package(mesh, panels, atlas_m, ("art:film", drink, "pet_clear", "cap_plastic"))


def _base(r: float, top: float, petaloid: bool) -> tuple[Profile, Warp | None]:
    """The outline through a foot, and what lifts the valleys between the feet to a hemisphere."""
    if not petaloid:
        ring = smooth([(0.72 * r, 0.0), (0.86 * r, 0.0), (r, 0.35 * top), (r, top)], 4)
        return [(0.0, 0.009), (0.3 * r, 0.0075), (0.62 * r, 0.0016), *ring], None
    rows = [(0.0, 0.0055), (0.3 * r, 0.0045), (0.5 * r, 0.0), (0.68 * r, 0.0), (0.82 * r, 0.16 * top)]
    return [*rows, (0.94 * r, 0.48 * top), (r, top)], _valleys(r, top)


def _valleys(r: float, top: float) -> Warp:
    def warp(points: F64) -> F64:
        out = points.copy()
        part = np.minimum(np.hypot(points[..., 0], points[..., 1]) / r, 1.0)
        round_z = 0.0055 + (top - 0.0055) * (1 - np.sqrt(1 - part**2)) ** 0.8
        phase = np.linspace(0, FEET, points.shape[1]) % 1  # a valley at the back, so a foot in front
        valley = np.clip(1 - 4 * np.minimum(phase, 1 - phase), 0, 1)
        out[..., 2] += valley[None, :] * np.maximum(round_z - points[..., 2], 0)
        return out

    return warp


def _grip(r: float, inner: float, z0: float, label0: float, ribs: int) -> Profile:
    """From the base over the grip rings up to the label's lower edge."""
    z1 = label0 - 0.005
    count = min(ribs, int((z1 - z0) / 0.0105))
    rows: Profile = [(r, z0)]
    if count > 0:
        pitch = (z1 - z0) / count
        for k in range(count):
            t = np.linspace(-1, 1, 5)
            depth = 0.0015 * np.cos(t * np.pi / 2) ** 2
            rows += [
                (r - float(e), z0 + (k + 0.5) * pitch + float(x) * 0.0034)
                for x, e in zip(t, depth, strict=True)
            ]
    return [*rows, *smooth([(r, z1), (r, label0 - 0.0015), (inner, label0)], 3)]


def _shoulder(
    r: float, inner: float, neck_r: float, label1: float, bulb: float, neck_z: float, h: float, scale: float
) -> Profile:
    """From the label over the bulb and up the shoulder; neck, support ring, and closed under the cap."""
    tall = neck_z - bulb
    lip = smooth([(inner, label1), (r, label1 + 0.0015), (r, bulb)], 3)
    bell = [
        (r, bulb),
        (r, bulb + 0.3 * tall),
        (neck_r + 0.5 * (r - neck_r), bulb + 0.7 * tall),
        (neck_r + 0.04 * (r - neck_r), neck_z - 0.12 * tall),
        (neck_r, neck_z),
    ]
    ring_z, ring_r = h - CAP_H_M - 0.0028, RING_R_M * scale
    ring = [(neck_r, ring_z), (ring_r, ring_z + 0.0008), (ring_r, ring_z + 0.002), (neck_r, ring_z + 0.0022)]
    return [*lip, *smooth(bell, 7)[1:], *ring, (neck_r, h - 0.003), (0.0, h - 0.003)]
