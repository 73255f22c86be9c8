"""The store around the fixture: floor, back wall, ceiling and what stands left and right. Cheap on
purpose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from assets.finishes import PAINTS, paint
from assets.fixture import Part
from assets.floors import FLOORS, FloorTexture
from assets.material import Material, Rgb
from assets.mesh import Mesh
from assets.mesh_tools import assemble, box, grid, transform

NEAR_WH_M = (8.0, 4.0)  # the textured part of the floor before the fixture
FAR_M = 24.0  # beyond the farthest camera
GAP_M = 0.03
UPRIGHT_HALF_M = 0.015


@dataclass(frozen=True)
class StoreSpec:
    """The store in plain numbers; ``floor`` is one of ``floors.FLOORS``, ``wall`` one of ``WALLS``."""

    floor: str = "vinyl"
    wall: str = "light_grey"
    ceiling_m: float = 3.2
    aisle_m: float = 2.6
    fixture_width_m: float = 1.0
    fixture_height_m: float = 1.9
    fixture_depth_m: float = 0.45
    fixture_color: str = "white"


WALLS: Mapping[str, Rgb] = MappingProxyType(
    {**PAINTS, "cream": (0.72, 0.66, 0.53), "pale_blue": (0.45, 0.55, 0.65), "pale_green": (0.5, 0.6, 0.46)}
)


def store(spec: StoreSpec) -> tuple[Part, ...]:
    """Floor, back wall, ceiling and neighbours. Raises ValueError for unknown floors, walls and colours."""
    if spec.floor not in FLOORS:
        raise ValueError(f"unknown floor {spec.floor!r}; there are {', '.join(FLOORS)}")
    if spec.wall not in WALLS:
        raise ValueError(f"unknown wall {spec.wall!r}; there are {', '.join(WALLS)}")
    return (*_floor(spec), *_walls(spec), *_neighbours(spec))


def _floor(spec: StoreSpec) -> Iterator[Part]:
    """A textured rectangle where the camera looks, and plain floor of the same colour a hair below it."""
    texture = FloorTexture(spec.floor, NEAR_WH_M)
    w, h = NEAR_WH_M
    near = _plane((-w / 2, -h + 0.2, 0), (w / 2, 0.2, 0), "floor")
    far = _plane((-FAR_M, -FAR_M, -0.001), (FAR_M, 2.0, -0.001), "floor")
    look = FLOORS[spec.floor]
    yield Part("floor", near, Material("floor", (1, 1, 1), texture, look.roughness), np.eye(4))
    yield Part(
        "floor far", far, Material("floor far", texture.mean_color(), roughness=look.roughness), np.eye(4)
    )


def _plane(lo: tuple[float, float, float], hi: tuple[float, float, float], slot: str) -> Mesh:
    """A horizontal rectangle that looks up, with uv 0..1."""
    (x0, y0, z), (x1, y1, _) = lo, hi
    points = [[[x0, y0, z], [x1, y0, z]], [[x0, y1, z], [x1, y1, z]]]
    uv = [[[0, 0], [1, 0]], [[0, 1], [1, 1]]]
    return assemble([grid(points, slot, uv)], (slot,), closed=False)


def _walls(spec: StoreSpec) -> Iterator[Part]:
    """A wall right behind the fixture and a ceiling with a margin above whatever reaches higher than it
    should.
    """
    ceiling = max(spec.ceiling_m, spec.fixture_height_m + 0.2)
    y = spec.fixture_depth_m + GAP_M
    wall = assemble([box((-FAR_M, y, -0.01), (FAR_M, y + 0.1, ceiling + 0.01), "wall")], ("wall",))
    slab = assemble(
        [box((-FAR_M, -FAR_M, ceiling), (FAR_M, y + 0.1, ceiling + 0.1), "ceiling")], ("ceiling",)
    )
    matt = Material(f"wall {spec.wall}", WALLS[spec.wall], roughness=0.9)
    yield Part("wall", wall, matt, np.eye(4))
    yield Part("ceiling", slab, Material("ceiling", (0.74, 0.74, 0.72), roughness=0.95), np.eye(4))


def _neighbours(spec: StoreSpec) -> Iterator[Part]:
    """The closed sides of the units that stand left and right: a narrow end panel and a plain body behind
    it.
    """
    h, d = spec.fixture_height_m, spec.fixture_depth_m
    body = assemble([box((0, 0.05, 0), (2.4, d, h), "side")], ("side",))
    end = assemble([box((0, 0.0, 0.0), (0.025, d, h), "side")], ("side",))
    coat = paint(spec.fixture_color)
    for side in (-1, 1):
        x = side * (spec.fixture_width_m / 2 + UPRIGHT_HALF_M + GAP_M / 3)
        yield Part("end panel", end, coat, transform(x if side > 0 else x - 0.025))
        yield Part("neighbour", body, coat, transform(x + 0.025 if side > 0 else x - 2.425))
