"""From a raw model to a product: metres, upright, front toward -y, on its base, in two details."""

from dataclasses import dataclass, field, replace

import numpy as np

from assets.own import limits
from assets.own.bake import baked
from assets.own.errors import ModelError
from assets.own.glb import FAR, write_glb
from assets.own.raw import F64, Axis, RawModel
from assets.own.reduce import reduced
from assets.own.sizes import check_thickness, guess_scale, shown_size
from assets.own.solid import Solid, joined, moved
from assets.own.stance import AS_PROMISED, best_match, guess_front, guess_up, measured, rotation

NEAR_ERROR_M = 0.0001
FAR_ERROR_M = 0.0004
SAME_PROPORTIONS = 0.05
"""By how much the sides of --size may differ from the model's own and still be meant as they are."""


@dataclass(frozen=True)
class Wishes:
    """What the person said: size in metres (width, depth, height), height alone, metres per unit, axes,
    turn."""

    size_m: tuple[float, float, float] | None = None
    height_m: float | None = None
    unit_m: float | None = None
    up: Axis | None = None
    front: Axis | None = None
    turn_deg: float = 0.0


@dataclass(frozen=True)
class Normalised:
    """A model as a product. ``notes`` say what was guessed, for people."""

    data: bytes
    size_m: tuple[float, float, float]
    triangles: tuple[int, int, int]
    """Of the file, near and far."""
    materials: int
    textures: int
    notes: tuple[str, ...] = field(default=())


def normalised(model: RawModel, name: str, wishes: Wishes) -> Normalised:
    """The model as a product. Raises ModelError, with the options that settle it, where it would be a
    guess."""
    solid = joined(model, name)
    notes = list(model.notes)
    up, front = _axes(solid, model, name, wishes, notes)
    turned = moved(solid, _about_z(wishes.turn_deg) @ rotation(up, front), np.ones(3), np.zeros(3))
    scale = _scale(turned, model, name, wishes)
    metric = _standing(moved(turned, np.eye(3), scale, np.zeros(3)))
    check_thickness(metric.size, name)
    near = reduced(metric, limits.NEAR_TRIANGLES, NEAR_ERROR_M)
    near = _standing(_exactly(near, metric.size))
    far = _standing(_exactly(reduced(near, limits.FAR_TRIANGLES, FAR_ERROR_M), metric.size))
    if len(near.faces) > limits.MAX_MODEL_TRIANGLES:
        raise ModelError(
            f"{name}: {len(solid.faces):,} triangles, and only {len(near.faces):,} after reducing; "
            f"its surface is in "
            "too many pieces. Reduce it in a modelling program first"
        )
    near, far = baked(near, name), baked(far, name)
    size = near.size
    pictures = {p.data for m in near.materials for p in (m.base, m.surface, m.normal) if p}
    return Normalised(
        write_glb({"near": near, FAR: far}),
        (float(size[0]), float(size[1]), float(size[2])),
        (len(solid.faces), len(near.faces), len(far.faces)),
        len(near.materials),
        len(pictures),
        tuple(notes),
    )


def _axes(solid: Solid, model: RawModel, name: str, wishes: Wishes, notes: list[str]) -> tuple[Axis, Axis]:
    shape = measured(solid)
    guess = guess_up(shape, model.up, model.trusted)
    up = wishes.up or guess.axis
    if wishes.up is None and wishes.size_m is None and not guess.sure:
        raise ModelError(f"{name}: which way is up? {guess.why}; say --up {guess.axis}, or another axis")
    looked = guess_front(shape, up, model.front, model.trusted)
    front = wishes.front or looked.axis
    if wishes.size_m is not None and not (wishes.up and wishes.front):
        up, front = _by_size(solid, wishes, up, front)
    else:
        if wishes.up is None and guess.why != AS_PROMISED:
            notes.append(f"up is {up} of the file: {guess.why}; --up settles it")
        if wishes.front is None and looked.why != AS_PROMISED:
            notes.append(f"front is {front} of the file: {looked.why}; --front settles it")
    return up, front


def _by_size(solid: Solid, wishes: Wishes, up: Axis, front: Axis) -> tuple[Axis, Axis]:
    """Axes under which the model has the proportions that were asked for."""
    assert wishes.size_m is not None
    best_up, best_front, misfit = best_match(solid.size, np.array(wishes.size_m), up, front)
    fixed = (wishes.up and best_up != wishes.up) or (wishes.front and best_front != wishes.front)
    return (up, front) if fixed or misfit > SAME_PROPORTIONS else (best_up, best_front)


def _about_z(degrees: float) -> F64:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def _scale(turned: Solid, model: RawModel, name: str, wishes: Wishes) -> F64:
    """(3,) metres per unit, along width, depth and height."""
    size = turned.size
    if wishes.size_m is not None:
        each = np.array(wishes.size_m) / np.maximum(size, 1e-300)
        if each.max() / each.min() - 1 > SAME_PROPORTIONS:
            uniform = size * float(np.median(each))
            raise ModelError(
                f"{name}: --size {shown_size(np.array(wishes.size_m))} has other proportions than "
                f"the model, which "
                f"would be {shown_size(uniform)}; correct --size, or say --up and --front, or --height alone"
            )
        return each
    if wishes.height_m is not None:
        return np.full(3, wishes.height_m / max(float(size[2]), 1e-300))
    if wishes.unit_m is not None:
        return np.full(3, wishes.unit_m)
    return np.full(3, guess_scale(size, model.unit_m, name).metres)


def _exactly(solid: Solid, size: F64) -> Solid:
    """Reducing takes a hair off the sides; this gives it back."""
    return moved(solid, np.eye(3), size / np.maximum(solid.size, 1e-12), np.zeros(3))


def _standing(solid: Solid) -> Solid:
    """Shifted so that its box is centred above the origin and its lowest point at z = 0."""
    used = solid.points[np.unique(solid.faces)]
    lo, hi = used.min(0), used.max(0)
    shift = -np.array([(lo[0] + hi[0]) / 2, (lo[1] + hi[1]) / 2, lo[2]])
    return replace(solid, points=solid.points + shift)
