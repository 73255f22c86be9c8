"""The store around the fixture: floor, back wall, ceiling and what stands left and right. Cheap on
purpose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from assets.ceilings import CEILINGS, ceiling, split
from assets.finishes import PAINTS, paint
from assets.fixtures.base import Part
from assets.floors import FLOORS, WEAR_GRADES, FloorTexture
from assets.material import Material, Rgb
from assets.mesh_tools import F64, Patch, assemble, box, grid, transform
from assets.walls import FINISHES, WallTexture, upright
from assets.walls import SIDE_M as WALL_M
from assets.walls import WEAR_GRADES as WALL_GRADES

FAR_M = 24.0  # beyond the farthest camera
GAP_M = 0.03
LIT_BESIDE_M, LIT_BEYOND_M = (
    1.5,
    0.3,
)  # how far the lamps light the floor beside the fixture and beyond the aisle
UPRIGHT_HALF_M = 0.015
SKIRTING_M = 0.1
SIDE_M = 15.5  # from the fixture to the walls at the ends of the aisle: beyond all that is stocked
FASCIA_M = 0.55  # height of a coloured band along the top of walls


@dataclass(frozen=True)
class StoreSpec:
    """The store in plain numbers.

    ``floor`` is one of ``floors.FLOORS``, ``wall`` and ``fascia`` of ``WALLS``, ``ceiling`` of ``CEILINGS``.
    ``behind_m`` is how far behind the fixture the wall stands: 0 right behind it. ``glow`` (W/m2, linear
    Rec.709) is the light of the rest of the store on what is far from the lamps that are really there.
    """

    floor: str = "vinyl"
    floor_polish: float = 0.5
    floor_wear: float = 0.3
    wall: str = "light_grey"
    wall_wear: float = 0.3
    wall_finish: str = "plaster"
    fascia: str = ""
    behind_m: float = 0.0
    ceiling: str = "plaster"
    ceiling_m: float = 3.2
    aisle_m: float = 2.6
    fixture_width_m: float = 1.0
    fixture_height_m: float = 1.9
    fixture_depth_m: float = 0.45
    fixture_color: str = "white"
    glow: Rgb = (0.0, 0.0, 0.0)
    closed: tuple[bool, bool] = (True, True)  # whether a panel closes the run left and right


WALLS: Mapping[str, Rgb] = MappingProxyType(
    {**PAINTS, "cream": (0.72, 0.66, 0.53), "pale_blue": (0.45, 0.55, 0.65), "pale_green": (0.5, 0.6, 0.46)}
)


def check(spec: StoreSpec) -> None:
    """Raises ValueError for unknown floors, walls, ceilings and colours."""
    if spec.floor not in FLOORS:
        raise ValueError(f"unknown floor {spec.floor!r}; there are {', '.join(FLOORS)}")
    for wall in (spec.wall, spec.fascia or spec.wall):
        if wall not in WALLS:
            raise ValueError(f"unknown wall {wall!r}; there are {', '.join(WALLS)}")
    if spec.wall_finish not in FINISHES:
        raise ValueError(f"unknown finish {spec.wall_finish!r} of walls; there are {', '.join(FINISHES)}")
    if spec.ceiling not in CEILINGS:
        raise ValueError(f"unknown ceiling {spec.ceiling!r}; there are {', '.join(CEILINGS)}")


def store(spec: StoreSpec) -> tuple[Part, ...]:
    """Floor, back wall, ceiling and neighbours. Raises ValueError as :func:`check` does."""
    check(spec)
    top = max(spec.ceiling_m, spec.fixture_height_m + 0.2)
    end = spec.fixture_depth_m + GAP_M + spec.behind_m
    faint: Rgb = tuple(round(0.15 * part, 6) for part in spec.glow)  # type: ignore[assignment]
    over = ceiling(spec.ceiling, top, FAR_M, -FAR_M, end + 0.1, faint)
    return (*_floor(spec, end), *_walls(spec, top, end), *over, *_end_panels(spec))


def _floor(spec: StoreSpec, end_m: float) -> Iterator[Part]:
    """What lies under the lamps that are really there, and the rest, which is darker where only far lamps
    would light it."""
    texture = FloorTexture(spec.floor, min(int(spec.floor_wear * WEAR_GRADES), WEAR_GRADES - 1))
    look, x, back = _floor_look(spec, texture), spec.fixture_width_m / 2 + LIT_BESIDE_M, end_m + 0.05
    y = -spec.aisle_m - LIT_BEYOND_M
    near = [((-x, y, 0.0), (x, back, 0.0))]
    far = [((-FAR_M, y, 0.0), (-x, back, 0.0)), ((x, y, 0.0), (FAR_M, back, 0.0))]
    far.append(((-FAR_M, -FAR_M, 0.0), (FAR_M, y, 0.0)))
    for name, rectangles in (("floor", near), ("far floor", far)):
        patches = [_plane(low, high, "floor", texture.side_m) for low, high in rectangles]
        yield Part(name, assemble(patches, ("floor",), closed=False), look, np.eye(4))


def _floor_look(spec: StoreSpec, texture: FloorTexture) -> Material:
    """Polish makes a floor smooth and lays a coat on it."""
    polish, dull = spec.floor_polish, FLOORS[spec.floor].roughness
    if spec.floor == "carpet":
        return Material("floor", (1, 1, 1), texture, dull)
    roughness = min(max(dull + 0.35 * (0.5 - polish), 0.08), 0.9)
    return Material(
        "floor",
        (1, 1, 1),
        texture,
        round(roughness, 3),
        coat=round(0.9 * polish, 3),
        coat_roughness=round(0.32 - 0.27 * polish, 3),
    )


def _plane(lo: tuple[float, float, float], hi: tuple[float, float, float], slot: str, side_m: float) -> Patch:
    """A horizontal rectangle that looks up; a texture of ``side_m`` repeats on it from the world's origin."""
    (x0, y0, z), (x1, y1, _) = lo, hi
    points = np.array([[[x0, y0, z], [x1, y0, z]], [[x0, y1, z], [x1, y1, z]]])
    return grid(points, slot, points[..., :2] / side_m)


def _turned(x_m: float, quarter: int) -> F64:
    """A quarter turn about the vertical, exact, then to ``x_m``."""
    return np.array([[0.0, -quarter, 0, x_m], [quarter, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], np.float64)


@dataclass(frozen=True, eq=False)
class Wall:
    """A wall's place, its ends in its own frame, and how much of the store's light it glows with."""

    pose: F64
    x0_m: float
    x1_m: float
    glow: float

    def before(self, out_m: float) -> "Wall":
        """The same a little before it."""
        return replace(self, pose=self.pose @ transform(0.0, -out_m))


def _walls(spec: StoreSpec, top_m: float, y_m: float) -> Iterator[Part]:
    """The walls behind the fixture and at the ends of the aisle with their skirting, and perhaps a band of
    another colour along their top.

    A wall far behind stands outside the light of the lamps that are really there and glows instead.
    """
    share, tint = split(spec.glow)
    roof = top_m + (1.0 if spec.ceiling.startswith("open") else 0.01)
    grade = min(int(spec.wall_wear * WALL_GRADES), WALL_GRADES - 1)
    ends = spec.fixture_width_m / 2 + SIDE_M
    rough = 0.3 if spec.wall_finish == "tiles" else 0.85

    def board(name: str, z: tuple[float, float], color: Rgb, at: Wall, worn: bool = False) -> Part:
        lit: Rgb = tuple(round(c * t, 6) for c, t in zip(color, tint, strict=True)) if at.glow else color  # type: ignore[assignment]
        mesh = assemble([upright((at.x0_m, z[0]), (at.x1_m, z[1]), "wall", WALL_M)], ("wall",), closed=False)
        paint = Material(name, lit, None, 0.85)
        if worn:
            paint = Material(name, (1.0, 1.0, 1.0), WallTexture(lit, grade, spec.wall_finish), rough)
        return Part(name, mesh, replace(paint, emission_w_m2=round(at.glow * share, 6)), at.pose)

    back = Wall(transform(0.0, y_m), -max(FAR_M, ends), max(FAR_M, ends), min(spec.behind_m / 3.0, 1.0) * 0.5)
    left = Wall(_turned(-ends, 1), -FAR_M, y_m, 0.5)
    right = Wall(_turned(ends, -1), -y_m, FAR_M, 0.5)
    for prefix, wall in (("", back), ("side ", left), ("side ", right)):
        yield board(f"{prefix}wall", (-0.01, roof), WALLS[spec.wall], wall, worn=True)
        if prefix or spec.behind_m > 0:
            yield board(f"{prefix}skirting", (-0.01, SKIRTING_M), (0.08, 0.08, 0.085), wall.before(0.02))
        if spec.fascia:
            band = (top_m - FASCIA_M - 0.1, top_m - 0.1)
            yield board(f"{prefix}fascia", band, WALLS[spec.fascia], wall.before(0.01))


def _end_panels(spec: StoreSpec) -> Iterator[Part]:
    """The panels that close a run at its ends."""
    h, d = spec.fixture_height_m, spec.fixture_depth_m
    end = assemble([box((0, 0.0, 0.0), (0.025, d, h), "side")], ("side",))
    coat = paint(spec.fixture_color)
    for side, closed in zip((-1, 1), spec.closed, strict=True):
        if not closed:
            continue
        x = side * (spec.fixture_width_m / 2 + UPRIGHT_HALF_M + GAP_M / 3)
        yield Part("end panel", end, coat, transform(x if side > 0 else x - 0.025))
