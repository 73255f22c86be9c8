"""Which way is up, and which side is the front: by what was asked, what the format promises, and the
shape."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from assets.own.errors import ModelError
from assets.own.raw import AXES, F64, Axis
from assets.own.solid import Solid

ROUND = 0.9
"""Share of the side's area that looks away from the axis, in a body turned around it. A box has 0.2."""
FLAT_ENOUGH = 0.12
"""Share of the footprint that the base must take, for a product to stand on it."""
LONGER = 1.15
NARROW = 1.25
STANDS = "it stands"
AS_PROMISED = "as its format says"


def vector(axis: Axis) -> F64:
    found = np.zeros(3)
    found["xyz".index(axis[-1])] = -1.0 if axis.startswith("-") else 1.0
    return found


def opposite(axis: Axis) -> Axis:
    return next(a for a in AXES if a[-1] == axis[-1] and a != axis)


def rotation(up: Axis, front: Axis) -> F64:
    """(3, 3): ``up`` to +z and ``front`` to -y. Raises ModelError where both are on one axis."""
    if up[-1] == front[-1]:
        raise ModelError(f"--up {up} and --front {front}: the front cannot be on the axis that is up")
    z, y = vector(up), -vector(front)
    return np.stack([np.cross(y, z), y, z])


@dataclass(frozen=True, eq=False)
class Shape:
    """What of a surface speaks for one stance or another; measured once."""

    solid: Solid
    centres: F64
    normals: F64
    areas: NDArray[np.float64]

    def contact(self, up: Axis) -> float:
        """Share of the footprint's box that is covered by the hull of what touches the ground, standing
        so."""
        import cv2

        k = "xyz".index(up[-1])
        sign = -1.0 if up.startswith("-") else 1.0
        points = self.solid.points[np.unique(self.solid.faces)]
        height = points[:, k] * sign
        low, extent = height.min(), float(np.ptp(height))
        others = [i for i in range(3) if i != k]
        foot = points[height <= low + 0.015 * extent][:, others].astype(np.float32)
        box = float(np.prod([np.ptp(points[:, i]) for i in others]))
        if len(foot) < 3 or box <= 0:
            return 0.0
        return float(cv2.contourArea(cv2.convexHull(foot))) / box

    def roundness(self, k: int) -> float:
        """Share of the area facing sideways that looks straight away from an axis through the middle."""
        others = [i for i in range(3) if i != k]
        low, high = self.solid.points[:, others].min(0), self.solid.points[:, others].max(0)
        if abs((high - low)[0] / max((high - low)[1], 1e-12) - 1) > 0.06:
            return 0.0
        aside = self.normals[:, others]
        length = np.linalg.norm(aside, axis=1)
        side = length > 0.5
        away = self.centres[:, others] - (low + high) / 2
        away /= np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-12)
        cosine = np.abs((aside * away).sum(1)) / np.maximum(length, 1e-12)
        total = float(self.areas[side].sum())
        return float(self.areas[side & (cosine > 0.97)].sum()) / total if total > 0 else 0.0


def measured(solid: Solid) -> Shape:
    tri = solid.corners
    cross = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    length = np.linalg.norm(cross, axis=1)
    return Shape(solid, tri.mean(1), cross / np.maximum(length, 1e-300)[:, None], length / 2)


@dataclass(frozen=True)
class Guess:
    """An axis and what made it the choice; ``sure`` False where somebody should look."""

    axis: Axis
    why: str
    sure: bool = True


def guess_up(shape: Shape, promised: Axis | None, trusted: bool) -> Guess:
    """The axis that points up."""
    axle = _axle(shape)
    if promised is not None:
        if axle is not None and axle != promised[-1]:
            lying = f"the file says {promised} is up, but then this round body would lie on its side"
            return Guess(_standing(shape, axle), lying, sure=not trusted or _ends_differ(shape, axle))
        if shape.contact(promised) < 0.25 * shape.contact(opposite(promised)):
            turned = (
                f"standing with {promised} up it would rest on its tip; {opposite(promised)} up it stands"
            )
            return Guess(promised, turned, sure=False)
        other = _unpromised(shape)
        if not trusted and other.axis != promised and other.why.startswith(STANDS):
            return Guess(other.axis, f"the file says {promised} is up, but {other.why}", sure=False)
        return Guess(promised, AS_PROMISED)
    if axle is not None and axle != "x":
        return Guess(_standing(shape, axle), f"it is round about {axle}")
    if axle == "x":
        return Guess(_standing(shape, axle), "it is round about x", sure=_ends_differ(shape, axle))
    return _unpromised(shape)


def _axle(shape: Shape) -> str | None:
    """The axis that the body is turned around, if it is round and about one axis only."""
    values = {name: shape.roundness(k) for k, name in enumerate("xyz")}
    best = max(values, key=lambda name: values[name])
    return best if values[best] >= ROUND and sorted(values.values())[-2] < 0.75 else None


def _ends(shape: Shape, axis: str) -> dict[Axis, float]:
    ups: tuple[Axis, ...] = tuple(a for a in AXES if a[-1] == axis)
    return {up: shape.contact(up) for up in ups}


def _ends_differ(shape: Shape, axis: str) -> bool:
    values = sorted(_ends(shape, axis).values())
    return values[0] < 0.6 * values[1]


def _standing(shape: Shape, axis: str) -> Axis:
    """That axis, in the direction in which it stands better; as the file has it where both ends do."""
    ends = _ends(shape, axis)
    upward, downward = ends
    return downward if ends[upward] < 0.6 * ends[downward] else upward


def _unpromised(shape: Shape) -> Guess:
    """Files without a promise have y or z up: the one in which it stands, else the one along which it is
    long."""
    stands: dict[Axis, float] = {"y": shape.contact("y"), "z": shape.contact("z")}
    better: Axis = "y" if stands["y"] > stands["z"] else "z"
    worse: Axis = "z" if better == "y" else "y"
    if stands[better] >= FLAT_ENOUGH and stands[worse] < 0.45 * stands[better]:
        return Guess(better, f"{STANDS} with {better} up, and not with {worse} up")
    size = dict(zip("xyz", shape.solid.size, strict=True))
    longer: Axis = "y" if size["y"] > size["z"] else "z"
    shorter: Axis = "z" if longer == "y" else "y"
    if size[longer] >= LONGER * size[shorter]:
        return Guess(longer, f"it is taller along {longer} than along {shorter}")
    voice = _writing(shape)
    if abs(voice) > 0.5:
        return Guess("y" if voice > 0 else "z", "its picture reads upright so")
    return Guess(longer, "y and z would both do", sure=False)


def _writing(shape: Shape) -> float:
    """Whether the texture's up follows y (to +1) or z (to -1) on the sides, by area."""
    solid = shape.solid
    tri, uv = solid.corners, solid.uv[solid.faces]
    a, b = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    det = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    good = np.abs(det) > 1e-12
    if not good.any():
        return 0.0
    e1, e2 = tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0]
    rise = np.zeros_like(e1)
    rise[good] = (a[good, :1] * e2[good] - b[good, :1] * e1[good]) / det[good, None]
    rise /= np.maximum(np.linalg.norm(rise, axis=1, keepdims=True), 1e-300)
    votes = [float((shape.areas * (np.maximum(rise[:, k], 0) ** 4))[good].sum()) for k in (1, 2)]
    total = sum(votes)
    return (votes[0] - votes[1]) / total if total > 0 else 0.0


def guess_front(shape: Shape, up: Axis, promised: Axis | None, trusted: bool) -> Guess:
    """The axis that faces the shopper: as promised, else the wide side with the livelier picture."""
    usual: Axis = promised if promised and promised[-1] != up[-1] else {"y": "z", "z": "-y", "x": "z"}[up[-1]]  # type: ignore[assignment]
    if promised and promised[-1] != up[-1] and trusted:
        return Guess(usual, AS_PROMISED)
    width, depth = _across(shape.solid.size, up, usual)
    side: Axis = usual
    if width * NARROW < depth:
        side = next(a for a in AXES if a[-1] not in (up[-1], usual[-1]))
    elif depth * NARROW > width:
        return Guess(usual, "as is usual; its sides are about as wide as deep", sure=True)
    front = max((side, opposite(side)), key=lambda axis: (round(_lively(shape, axis), 3), axis == usual))
    return Guess(front, "its wide side with the livelier picture")


def _across(size: F64, up: Axis, front: Axis) -> tuple[float, float]:
    """(width, depth) with these axes."""
    depth = "xyz".index(front[-1])
    width = next(i for i in range(3) if i not in (depth, "xyz".index(up[-1])))
    return float(size[width]), float(size[depth])


def _lively(shape: Shape, axis: Axis) -> float:
    """Mean colourfulness (chroma) of what looks that way; 0 without a texture."""
    import cv2

    from assets.own.pictures import decode

    solid = shape.solid
    facing = shape.normals @ vector(axis) > 0.8
    total = weight = 0.0
    for i, material in enumerate(solid.materials):
        chosen = facing & (solid.slot == i)
        if material.base is None or not chosen.any():
            continue
        pixels = decode(material.base.data, material.base.name)
        small = cv2.resize(pixels, (256, 256), interpolation=cv2.INTER_AREA).astype(np.float64)
        uv = solid.uv[solid.faces[chosen]].mean(1) % 1.0
        found = small[((1 - uv[:, 1]) * 255).astype(int), (uv[:, 0] * 255).astype(int)]
        area = shape.areas[chosen]
        total += float(((found.max(1) - found.min(1)) * area).sum())
        weight += float(area.sum())
    return total / weight if weight > 0 else 0.0


def best_match(size: F64, wanted_m: F64, up: Axis, front: Axis) -> tuple[Axis, Axis, float]:
    """(up, front, misfit) under which the proportions of ``size`` come closest to width, depth, height.

    The given axes win where another fits no better. The misfit is the largest ratio of two scales, less 1.
    """
    options: list[tuple[float, int, Axis, Axis]] = []
    for z, y in permutations(AXES, 2):
        if z[-1] == y[-1]:
            continue
        width, depth = _across(size, z, y)
        scales = wanted_m / np.maximum([width, depth, size["xyz".index(z[-1])]], 1e-300)
        kept = (z == up) + (y == front)
        options.append((round(float(scales.max() / scales.min()) - 1, 2), -kept, z, y))
    misfit, _, up, front = min(
        options, key=lambda o: (max(o[0], 0.03), o[1], AXES.index(o[2]), AXES.index(o[3]))
    )
    return up, front, misfit
