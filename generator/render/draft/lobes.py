"""The light at a point as what falls on six faces (+x, -x, +y, -y, +z, -z), and from it on any orientation.

Light of lamps comes from one side: the faces' shares add up weighted by the normal's components, which is exact for
axis-aligned surfaces and wherever the lamps lie on the normal's side. Light from everywhere is weighted by the
squares (an ambient cube: McTaggart, "Half-Life 2 / Valve source shading", 2004), exact for even light.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

LOBES = 6


def lobe_cosines(directions: F32) -> F32:
    """(..., 6) clamped cosines of unit directions (..., 3) with the six faces."""
    cosines = np.empty((*directions.shape[:-1], LOBES), np.float32)
    np.maximum(directions, 0, out=cosines[..., 0::2])
    np.maximum(-directions, 0, out=cosines[..., 1::2])
    return cosines


def irradiance(direct: Sequence[F32], even: Sequence[F32], normal: Sequence[F32]) -> F32:
    """Light on surfaces of unit ``normal`` (x, y, z) from six planes of lamp light and six of even light."""
    total = np.zeros_like(normal[0])
    for axis, n in enumerate(normal):
        positive = n > 0
        total += np.abs(n) * np.where(positive, direct[2 * axis], direct[2 * axis + 1])
        total += n * n * np.where(positive, even[2 * axis], even[2 * axis + 1])
    return total
