"""Packages that lie: which way up, and the pose that follows from where their hull came to rest."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from assets.archetypes.registry import KINDS
from assets.product import Catalog, Sku
from scenes.hulls import F64, Hull, hull_of
from scenes.settling import Rest, rotation

MESHES_PX = (512, 64)  # textures so fine and so coarse that the product comes in its near and its far detail
FRICTION = 0.4
ROLLING = 0.08  # of what is round
FACES_UP = ("-y", "+y", "-x", "+x", "+z", "-z")  # the product's axis that points up; its printed front is -y

_TURN_UP = {
    "+z": rotation((1.0, 0.0, 0.0), 0.0),
    "-z": rotation((1.0, 0.0, 0.0), math.pi),
    "-y": rotation((1.0, 0.0, 0.0), -math.pi / 2),
    "+y": rotation((1.0, 0.0, 0.0), math.pi / 2) @ rotation((0.0, 1.0, 0.0), math.pi),
    "+x": rotation((0.0, 1.0, 0.0), -math.pi / 2),
    "-x": rotation((0.0, 1.0, 0.0), math.pi / 2),
}
_AXIS = {"x": 0, "y": 1, "z": 2}


@dataclass(frozen=True)
class Article:
    """A SKU with the hull of its product."""

    sku: Sku
    hull: Hull

    @cached_property
    def volume_m3(self) -> float:
        return math.prod(self.sku.size_m)

    @cached_property
    def is_round(self) -> bool:
        kind = KINDS.get(self.sku.archetype)
        return kind is not None and kind.round

    @property
    def friction(self) -> float:
        return ROLLING if self.is_round else FRICTION

    def size_up_m(self, face: str) -> tuple[float, float, float]:
        """(width, depth, height) as it lies with ``face`` up, not turned about the vertical."""
        reach = np.abs(_TURN_UP[face]) @ np.array(self.sku.size_m)
        return float(reach[0]), float(reach[1]), float(reach[2])


@dataclass(frozen=True, eq=False)
class Lying:
    """One package that was laid: the number of its article, rotation and translation of its product."""

    article: int
    rotation: F64
    origin_m: F64


def article(sku: Sku, catalog: Catalog) -> Article:
    """``sku`` with a hull that holds its product in either detail."""
    return Article(sku, hull_of(*(catalog.product(sku.sku, px).mesh for px in MESHES_PX)))


def turned(face: str, yaw_rad: float, tilt_x_rad: float = 0.0, tilt_y_rad: float = 0.0) -> F64:
    """(3, 3): ``face`` up, turned about the vertical, then tilted about the world's x and y."""
    spun = rotation((0.0, 0.0, 1.0), yaw_rad) @ _TURN_UP[face]
    if tilt_x_rad or tilt_y_rad:
        spun = rotation((1.0, 0.0, 0.0), tilt_x_rad) @ rotation((0.0, 1.0, 0.0), tilt_y_rad) @ spun
    return np.asarray(np.round(spun, 12) + 0.0)


def at_rest(which: int, one: Article, rest: Rest) -> Lying:
    """The product's own pose of a hull at rest."""
    return placed(which, one, rest.rotation, rest.centre_m)


def placed(which: int, one: Article, turn: F64, centre_m: F64) -> Lying:
    """The product's own pose where its centre of mass is given."""
    c = one.hull.centre_m
    return Lying(which, turn, centre_m - (turn[:, 0] * c[0] + turn[:, 1] * c[1] + turn[:, 2] * c[2]))


@lru_cache(maxsize=1024)
def face_chances(size_m: tuple[float, float, float]) -> F64:
    """How likely a thrown package comes down with each of ``FACES_UP`` up.

    Large and low sides by far, and the front more often than the back, since staff straighten what shows.
    """
    areas = [math.prod(size_m) / size_m[_AXIS[face[1]]] for face in FACES_UP]
    lows = [size_m[_AXIS[face[1]]] for face in FACES_UP]
    front = [1.7 if face == "-y" else 0.3 if face == "-z" else 1.0 for face in FACES_UP]
    weights = np.array([a * a / low * f for a, low, f in zip(areas, lows, front, strict=True)])
    return np.asarray(weights / weights.sum())
