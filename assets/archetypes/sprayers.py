"""Bottles with a pump head (soap, lotion) and with a trigger (cleaner, window cleaner)."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.base import Detail, Package
from assets.archetypes.blown import Blown
from assets.archetypes.closures import screw_cap
from assets.archetypes.labels import stuck_on
from assets.archetypes.loft import Band, piece, segments_for, shell, sweep
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import smooth
from assets.mesh_tools import Patch, assemble, moved, transform

NECK_R_M = 0.0125
COLLAR_R_M = 0.0162
PUMP_H_M, HEAD_H_M = 0.05, 0.074


def build_pump(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """A bottle under a lotion pump: ribbed collar, stem, head with its nozzle to one side."""
    s = KINDS["pump_bottle"].resolve(shape)
    w, d, h = size_m
    rim = h - min(PUMP_H_M, 0.34 * h)
    body = _body(s, w, d, rim)
    patches, panels, atlas_m = body.build(detail)
    reach = min(0.038, 0.97 * w / 2)
    swing = np.radians(s["swing_deg"]) + (np.pi if s["right"] > 0.5 else 0.0)
    head = [moved(p, transform(yaw_rad=float(swing))) for p in _pump(rim, h, reach, detail)]
    mesh = assemble([*patches, *head], ("label", "body", "cap"), size_m, crease_deg=48)
    wall = "pet_filled" if s["clear"] > 0.5 else "body_plastic"
    return Package(mesh, stuck_on(panels, wall), atlas_m, ("art:film", wall, "pump_plastic"))


def _body(s: Mapping[str, float], w: float, d: float, rim: float) -> Blown:
    return Blown(
        w / 2,
        d / 2,
        rim,
        NECK_R_M,
        square=s["squareness"],
        shoulder=s["shoulder"],
        slope=s["slope"],
        waist=s["waist"],
        taper=s["taper"],
        label=s["label"],
    )


def _pump(z0: float, z1: float, reach: float, detail: Detail) -> list[Patch]:
    """Collar, stem and head; the nozzle points to -x."""
    tall = z1 - z0
    collar_z = z0 + 0.34 * tall
    patches = screw_cap(COLLAR_R_M, z0 - 0.002, collar_z, "cap", detail, knurls=36)
    shoulder = [(0.0105, collar_z - 0.001), (0.0105, collar_z + 0.003), (0.0085, collar_z + 0.0042)]
    patches += piece("cap", [*shoulder, (0.0046, collar_z + 0.0044), (0.0044, z1 - 0.014)], detail)
    head = [
        (0.0085, z1 - 0.016),
        (0.0105, z1 - 0.012),
        *smooth([(0.0112, z1 - 0.008), (0.0112, z1), (0.007, z1)], 4),
    ]
    patches += piece("cap", head, detail)
    z = z1 - 0.0062
    path = smooth(
        [
            (0.006, z),
            (-0.008, z),
            (-0.55 * reach, z - 0.0006),
            (-0.9 * reach, z - 0.001),
            (-reach + 0.002, z - 0.0095),
        ],
        4,
    )
    t = np.linspace(0, 1, len(path))
    sizes = np.column_stack([0.0082 - 0.0046 * t**0.7, 0.0056 - 0.0022 * t])
    patches.append(sweep("cap", path, sizes, detail, exponent=2.6))
    return patches


def build_trigger(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """A bottle with a long grip of a neck under a trigger sprayer: collar, shroud, nozzle and lever."""
    s = KINDS["trigger_bottle"].resolve(shape)
    w, d, h = size_m
    rim = h - min(HEAD_H_M, 0.34 * h)
    body = _body(s, w, d, rim)
    patches, panels, atlas_m = body.build(detail)
    yaw = np.pi if s["right"] > 0.5 else 0.0
    head = [moved(p, transform(yaw_rad=yaw)) for p in _trigger(rim, h, w / 2, detail)]
    mesh = assemble([*patches, *head], ("label", "body", "cap", "lever"), size_m, crease_deg=48)
    wall = "pet_filled" if s["clear"] > 0.5 else "body_plastic"
    return Package(
        mesh, stuck_on(panels, wall), atlas_m, ("art:film", wall, "trigger_plastic", "tub_plastic")
    )


def _trigger(z0: float, z1: float, half_w: float, detail: Detail) -> list[Patch]:
    """The sprayer, its nozzle toward -x, no further than ``half_w``."""
    k = (z1 - z0) / HEAD_H_M
    tip, back = min(half_w, 0.062), min(half_w, 0.036)
    patches = screw_cap(COLLAR_R_M, z0 - 0.002, z0 + 0.018 * k, "lever", detail, knurls=32)
    throat = np.array(
        [
            [0, 0, z0 + 0.017 * k, 2, 0, 0],
            [0.0125, 0.0115, z0 + 0.017 * k, 2.4, 0, 0],
            [0.0135, 0.011, z0 + 0.034 * k, 2.6, 0.001, 0],
            [0.02, 0.011, z0 + 0.052 * k, 2.8, 0.004, 0],
            [0.022, 0.0105, z1 - 0.012, 2.8, 0.004, 0],
            [0, 0, z1 - 0.012, 2, 0.004, 0],
        ]
    )
    patches += shell([Band("cap", throat)], segments_for(0.022, detail), detail)
    # From the rounded back over the hump to the slim barrel: x, z of its axis, half width, half height.
    rows = np.array(
        [
            [back, z1 - 0.024, 0.004, 0.003],
            [back - 0.0015, z1 - 0.0225, 0.0085, 0.0085],
            [back - 0.007, z1 - 0.0185, 0.0112, 0.0138],
            [0.012, z1 - 0.0155, 0.0122, 0.0152],
            [-0.006, z1 - 0.0135, 0.0122, 0.0134],
            [-0.024, z1 - 0.0118, 0.0112, 0.011],
            [-tip + 0.017, z1 - 0.0108, 0.0104, 0.0098],
            [-tip + 0.013, z1 - 0.0108, 0.0102, 0.0096],
        ]
    )
    patches.append(sweep("cap", rows[:, :2], rows[:, 2:], detail, exponent=3.0))
    nozzle = np.array(
        [[-tip + 0.0135, 0.0084], [-tip + 0.0125, 0.009], [-tip + 0.001, 0.0086], [-tip, 0.0078]]
    )
    level = np.full(4, z1 - 0.0108)
    sizes = np.column_stack([nozzle[:, 1], nozzle[:, 1]])
    patches.append(sweep("lever", np.column_stack([nozzle[:, 0], level]), sizes, detail, exponent=5.0))
    path = smooth(
        [
            (-0.017, z1 - 0.018),
            (-0.024, z1 - 0.026),
            (-0.03, z1 - 0.044 * k),
            (-0.037, z1 - 0.06 * k),
            (-0.033, z1 - 0.07 * k),
        ],
        5,
    )
    t = np.linspace(0, 1, len(path))
    lever = np.column_stack([0.0078 + 0.002 * t, 0.0042 - 0.002 * t])
    patches.append(sweep("lever", path, lever, detail, exponent=3.0))
    return patches
