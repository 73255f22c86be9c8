"""Electronic shelf labels: a flat plastic housing clipped to the rail, with a display that shows the tag."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from assets.archetypes.turned import shifted
from assets.fixtures.rails import RAIL_TILT_RAD
from assets.material import Material, Rgb
from assets.mesh import Mesh
from assets.mesh_tools import F64, assemble, box, transform

THICK_M = 0.0105  # of the housing, from the rail's face to the display
BEZEL_M = 0.0042  # of the housing around the display
RIM_M = 0.0008  # how far the bezel stands out over the display
PAPER: Rgb = (0.66, 0.67, 0.64)  # what electronic paper reflects, beside paper


def display(card: Material) -> Material:
    """A printed card as electronic paper behind a clear front shows it: greyer, and glossy."""
    return replace(card, name="e-paper", color=PAPER, roughness=0.35, coat=0.5, coat_roughness=0.12)


def on_housing(at_rail: F64) -> F64:
    """The pose of the card where the housing's is ``at_rail``, a place on a rail's face."""
    out = transform(tilt_rad=-RAIL_TILT_RAD)[:3, :3] @ np.array([0.0, -THICK_M, 0.0])
    return np.asarray(np.round(at_rail @ transform(*(float(v) for v in out)), 9))


def housing_material(dark: bool) -> Material:
    """Moulded plastic, white or nearly black."""
    color: Rgb = (0.05, 0.05, 0.055) if dark else (0.74, 0.75, 0.75)
    return Material(f"label housing {'dark' if dark else 'white'}", color, roughness=0.38)


@lru_cache(maxsize=64)
def housing(size_wh_m: tuple[float, float]) -> Mesh:
    """The housing around a display of ``size_wh_m``; at the same place as a price tag's card would be."""
    w, h = size_wh_m[0] / 2, size_wh_m[1] / 2
    ow, oh, front = w + BEZEL_M, h + BEZEL_M, -THICK_M - RIM_M
    pieces = [
        box((-ow, -THICK_M, -oh), (ow, -0.0002, oh), "housing"),
        box((-ow, front, h), (ow, -THICK_M, oh), "housing"),
        box((-ow, front, -oh), (ow, -THICK_M, -h), "housing"),
        box((-ow, front, -h), (-w, -THICK_M, h), "housing"),
        box((w, front, -h), (ow, -THICK_M, h), "housing"),
    ]
    return assemble(shifted(pieces, tilt_rad=-RAIL_TILT_RAD), ("housing",), crease_deg=50)
