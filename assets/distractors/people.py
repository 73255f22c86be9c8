"""Shoppers from behind, and a hand that reaches for the shelf."""

import numpy as np

from assets.distractors.base import Thing, chances, limb, loft, matt, pick, thing
from assets.material import Material, Rgb
from assets.mesh_tools import Patch

SKINS: tuple[Rgb, ...] = ((0.52, 0.3, 0.21), (0.42, 0.23, 0.15), (0.24, 0.12, 0.07), (0.11, 0.055, 0.035))
CLOTHES: tuple[Rgb, ...] = (
    (0.02, 0.02, 0.025),
    (0.03, 0.05, 0.12),
    (0.12, 0.12, 0.13),
    (0.3, 0.04, 0.04),
    (0.5, 0.48, 0.44),
    (0.1, 0.14, 0.08),
)
TROUSERS: tuple[Rgb, ...] = ((0.03, 0.045, 0.09), (0.02, 0.02, 0.022), (0.2, 0.16, 0.11), (0.08, 0.1, 0.15))
HAIR: tuple[Rgb, ...] = ((0.015, 0.012, 0.01), (0.06, 0.03, 0.015), (0.2, 0.12, 0.05), (0.25, 0.25, 0.25))


def person(variant: int) -> Thing:
    """A shopper who stands with the face to the shelf (+y), about 1.7 m tall."""
    rng = chances("person", variant)
    tall = rng.uniform(0.93, 1.06)
    broad = rng.uniform(0.92, 1.12)
    patches = [_torso(broad), *_head(variant % 2 == 0)]
    for side in (-1, 1):
        patches += _leg(side * 0.1 * broad, side * rng.uniform(0.0, 0.06))
        patches += _arm(side, broad, rng.uniform(0.0, 1.0) if side > 0 else 0.1)
    patches = [Patch(p.points * tall, p.faces, p.uv, p.slot) for p in patches]
    materials = [
        Material("top", pick(rng, CLOTHES), roughness=0.9),
        Material("trousers", pick(rng, TROUSERS), roughness=0.9),
        matt("skin", pick(rng, SKINS), 0.5),
        matt("hair", pick(rng, HAIR), 0.5),
        matt("shoe", (0.05, 0.05, 0.05), 0.5),
    ]
    return thing("person", patches, materials, crease_deg=75)


def _torso(broad: float) -> Patch:
    rows = [
        (0.01, 0.01, 0.78, 2.4, 0, 0),
        (0.17, 0.12, 0.79, 2.6, 0, 0),
        (0.18, 0.13, 0.9, 2.5, 0, 0),
        (0.165, 0.115, 1.05, 2.4, 0, 0),
        (0.19, 0.125, 1.22, 2.4, 0, -0.01),
        (0.215, 0.12, 1.34, 2.5, 0, -0.015),
        (0.19, 0.1, 1.41, 2.3, 0, -0.01),
        (0.1, 0.075, 1.46, 2.1, 0, 0),
        (0.062, 0.062, 1.5, 2, 0, 0.005),
        (0.01, 0.01, 1.51, 2, 0, 0.005),
    ]
    table = np.array(rows)
    table[:, 0] *= broad
    return loft(table, "top", 16)


def _head(long_hair: bool) -> list[Patch]:
    neck = limb([(0, 0.005, 1.44), (0, 0.02, 1.56)], (0.058, 0.055), "skin", 10)
    face = [
        (0.01, 0.01, 1.5, 2, 0, 0.04),
        (0.055, 0.06, 1.515, 2, 0, 0.04),
        (0.072, 0.088, 1.58, 2, 0, 0.025),
        (0.077, 0.096, 1.64, 2, 0, 0.015),
        (0.06, 0.075, 1.7, 2, 0, 0.015),
        (0.01, 0.01, 1.72, 2, 0, 0.01),
    ]
    low = 1.4 if long_hair else 1.53
    hair = [
        (0.01, 0.01, low, 2, 0, -0.03),
        (0.075, 0.05, low + 0.02, 2, 0, -0.03),
        (0.085, 0.075, 1.6, 2, 0, -0.015),
        (0.087, 0.095, 1.66, 2, 0, 0.0),
        (0.07, 0.085, 1.715, 2, 0, 0.005),
        (0.01, 0.01, 1.745, 2, 0, 0.0),
    ]
    return [neck, loft(face, "skin", 12), loft(hair, "hair", 12)]


def _leg(x: float, step: float) -> list[Patch]:
    leg = limb(
        [(x * 0.9, 0, 0.82), (x, 0.01 + step / 2, 0.48), (x, step, 0.1)],
        (0.095, 0.068, 0.052),
        "trousers",
        10,
    )
    shoe = [
        (0.01, 0.01, 0.0, 2.5, x, step + 0.05),
        (0.045, 0.13, 0.005, 2.5, x, step + 0.05),
        (0.047, 0.13, 0.04, 2.5, x, step + 0.05),
        (0.042, 0.08, 0.08, 2.2, x, step + 0.01),
        (0.01, 0.01, 0.11, 2, x, step),
    ]
    return [leg, loft(shoe, "shoe", 12)]


def _arm(side: int, broad: float, raised: float) -> list[Patch]:
    """From hanging (0) to reaching forward (1)."""
    shoulder = np.array([side * 0.2 * broad, -0.01, 1.38])
    down = np.array([side * 0.05, 0.04, -0.27])
    forth = np.array([side * 0.06, 0.2, -0.12])
    elbow = shoulder + down * (1 - raised) + forth * raised
    wrist = elbow + np.array([0, 0.08, -0.22]) * (1 - raised) + np.array([-side * 0.02, 0.24, 0.06]) * raised
    along = (wrist - elbow) / np.linalg.norm(wrist - elbow)
    sleeve = limb([shoulder, elbow, wrist], (0.062, 0.05, 0.04), "top", 10)
    return [sleeve, limb([wrist, wrist + along * 0.11], (0.034, 0.026), "skin", 8)]


def hand(variant: int) -> Thing:
    """A hand and forearm, 0.85 m long, that come from -y and from below and reach with their finger tips to
    the origin, as if about to take a package.
    """
    rng = chances("hand", variant)
    wrist, elbow, shoulder = (
        np.array(p) for p in ((0, -0.19, -0.02), (0.03, -0.44, -0.1), (0.06, -0.8, -0.3))
    )
    spread = rng.uniform(0.8, 1.2)
    patches = [_palm()]
    for k, (x, length) in enumerate(((-0.033, 0.9), (-0.011, 1.0), (0.012, 0.95), (0.033, 0.78))):
        root = np.array([x, -0.095, 0.0])
        middle = np.array([x * 1.15 * spread, -0.095 + 0.05 * length, 0.012])
        tip = np.array([x * 1.2 * spread, -0.095 + 0.086 * length, -0.008 - 0.002 * k])
        patches.append(limb([root, middle, tip], (0.0105, 0.0095, 0.008), "skin", 8))
    patches.append(
        limb(
            [(-0.03, -0.155, -0.012), (-0.062, -0.115, -0.028), (-0.058, -0.075, -0.036)],
            (0.015, 0.012, 0.0095),
            "skin",
            8,
        )
    )
    bare = limb([np.add(wrist, (0, 0.03, 0.004)), wrist, elbow], (0.027, 0.027, 0.042), "skin", 10)
    cuff = elbow if variant % 2 else wrist + (elbow - wrist) * 0.25
    inner = elbow + (shoulder - elbow) * 0.5 if variant % 2 else elbow
    sleeve = limb([cuff, inner, shoulder], (0.05, 0.056, 0.068), "top", 12)
    materials = [matt("skin", pick(rng, SKINS), 0.5), Material("top", pick(rng, CLOTHES), roughness=0.9)]
    return thing("hand", [*patches, bare, sleeve], materials, crease_deg=75)


def _palm() -> Patch:
    """A flat loft along y, set up along z and laid down."""
    rows = [
        (0.01, 0.005, 0.0, 2.5, 0, 0),
        (0.028, 0.014, 0.004, 2.6, 0, 0),
        (0.036, 0.016, 0.04, 2.6, 0, 0),
        (0.044, 0.013, 0.085, 2.8, 0, 0),
        (0.04, 0.01, 0.098, 2.6, 0, 0),
        (0.01, 0.004, 0.102, 2.5, 0, 0),
    ]
    patch = loft(rows, "skin", 12)
    x, y, z = patch.points.T
    return Patch(np.column_stack([x, z - 0.185, -y]), patch.faces, patch.uv, "skin")
