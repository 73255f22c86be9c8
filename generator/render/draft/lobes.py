"""The light at a point as what falls on six faces (+x, -x, +y, -y, +z, -z), and so on any orientation.

Light of lamps comes from one side: the faces' shares add up weighted by the normal's components. That is
exact for axis-aligned surfaces and wherever the lamps lie on the normal's side. Light from everywhere is
weighted by their squares, exact for even light (the ambient cube of McTaggart, "Half-Life 2 / Valve source
shading", 2004).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

LOBES = 6
LAMPS, EVEN, COLOR = slice(0, 6), slice(6, 12), slice(12, 15)  # planes of the light grid; the last is unused


def lobe_cosines(directions: F32) -> F32:
    """(6, ...) clamped cosines of unit directions (3, ...) with the six faces."""
    cosines = np.empty((LOBES, *directions.shape[1:]), np.float32)
    np.maximum(directions, 0, out=cosines[0::2])
    np.maximum(-directions, 0, out=cosines[1::2])
    return cosines


def lamp_light(planes: Sequence[F32], normal: Sequence[F32]) -> F32:
    """Light on surfaces of unit ``normal`` (x, y, z) from six planes of lamp light."""
    total = np.zeros_like(normal[0])
    for axis, n in enumerate(normal):
        total += np.abs(n) * np.where(n > 0, planes[2 * axis], planes[2 * axis + 1])
    return total


def even_light(planes: Sequence[F32], normal: Sequence[F32]) -> F32:
    """Light on surfaces of unit ``normal`` (x, y, z) from six planes of light from everywhere."""
    total = np.zeros_like(normal[0])
    for axis, n in enumerate(normal):
        total += n * n * np.where(n > 0, planes[2 * axis], planes[2 * axis + 1])
    return total
