"""Ceiling lamps to look at: housings and bright faces, as bright as the light that they give."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from assets.fixtures.base import Part
from assets.material import Material, Rgb
from assets.mesh_tools import Patch, assemble, box, grid


@dataclass(frozen=True)
class Fitting:
    """A kind of lamp: its bright face along and across the row, the gap to the next, the housing's height,
    and how many bright stripes the face has."""

    length_m: float
    width_m: float
    gap_m: float
    high_m: float
    stripes: int = 1


FITTINGS: Mapping[str, Fitting] = MappingProxyType(
    {
        "strips": Fitting(1.5, 0.24, 0.06, 0.09),
        "tubes": Fitting(1.2, 0.2, 0.45, 0.1, 2),
        "lines": Fitting(2.4, 0.08, 0.0, 0.07),
        "panels": Fitting(0.6, 0.6, 1.2, 0.02),
        "troffers": Fitting(1.2, 0.6, 1.2, 0.03, 3),
    }
)
HOUSING = Material("lamp housing", (0.7, 0.7, 0.69), roughness=0.45)
DEAD = Material("lamp dead", (0.5, 0.49, 0.46), roughness=0.35)


@dataclass(frozen=True)
class Lamp:
    """One lamp of a row along x: the middle of its face, and its light (None: dead).

    ``exitance_w_m2`` is what each square metre of the face sends out.
    """

    x_m: float
    y_m: float
    z_m: float
    color: Rgb | None
    exitance_w_m2: float = 0.0


def lamp_parts(fitting: str, lamps: Sequence[Lamp]) -> Iterator[Part]:
    """One part with all housings, and one with the faces of each light. Raises ValueError for unknown
    fittings."""
    if fitting not in FITTINGS:
        raise ValueError(f"unknown fitting {fitting!r}; there are {', '.join(FITTINGS)}")
    if not lamps:
        return
    kind = FITTINGS[fitting]
    housings = assemble([_housing(kind, lamp) for lamp in lamps], ("housing",))
    yield Part("lamp housings", housings, HOUSING, np.eye(4))
    for color, exitance in dict.fromkeys((lamp.color, lamp.exitance_w_m2) for lamp in lamps):
        alike = [lamp for lamp in lamps if (lamp.color, lamp.exitance_w_m2) == (color, exitance)]
        mesh = assemble([p for lamp in alike for p in _faces(kind, lamp)], ("face",), closed=False)
        bright = Material(
            "lamp", color or (0, 0, 0), roughness=0.4, emission_w_m2=round(exitance, 4), lamp=True
        )
        yield Part("lamp faces", mesh, DEAD if color is None else bright, np.eye(4))


def _housing(kind: Fitting, lamp: Lamp) -> Patch:
    half, deep = kind.length_m / 2 + 0.01, kind.width_m / 2 + 0.02
    low = (lamp.x_m - half, lamp.y_m - deep, lamp.z_m + 0.002)
    return box(low, (lamp.x_m + half, lamp.y_m + deep, lamp.z_m + 0.002 + kind.high_m), "housing")


def _faces(kind: Fitting, lamp: Lamp) -> Iterator[Patch]:
    """Rectangles that look down; stripes share the face's width with the dark between them."""
    half = kind.length_m / 2
    share = kind.width_m / (2 * kind.stripes - 1)
    for k in range(kind.stripes):
        y0 = lamp.y_m - kind.width_m / 2 + 2 * k * share
        x0, x1, y1, z = lamp.x_m - half, lamp.x_m + half, y0 + share, lamp.z_m
        yield grid([[[x1, y0, z], [x0, y0, z]], [[x1, y1, z], [x0, y1, z]]], "face")


def bright_share(fitting: str) -> float:
    """How much of a lamp's rectangle is bright."""
    stripes = FITTINGS[fitting].stripes
    return stripes / (2 * stripes - 1)
