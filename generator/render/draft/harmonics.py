"""Irradiance as spherical harmonics of order 2 (Ramamoorthi and Hanrahan, "An efficient representation for
irradiance environment maps", 2001): nine numbers give the light on a surface of any orientation."""

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

_C = np.array([0.282095] + [0.488603] * 3 + [1.092548, 1.092548, 0.315392, 1.092548, 0.546274], np.float32)
_COSINE = np.array([np.pi] + [2 * np.pi / 3] * 3 + [np.pi / 4] * 5, np.float32)


def basis(d: F32) -> F32:
    """The nine real harmonics of unit directions (..., 3), as (..., 9)."""
    x, y, z = d[..., 0], d[..., 1], d[..., 2]
    values = [np.ones_like(x), y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y]
    return np.stack(values, axis=-1) * _C


def irradiance_weights(coefficients: F32) -> F32:
    """Radiance coefficients (..., 9) to factors of (1, y, z, x, xy, yz, 3z^2-1, xz, x^2-y^2) in :func:`irradiance`."""
    return coefficients * (_C * _COSINE)


def irradiance(weights: tuple[F32, ...], x: F32, y: F32, z: F32) -> F32:
    """Light on surfaces of unit normal (x, y, z); each of the nine weights is an array of the same shape."""
    total = weights[0] + weights[1] * y
    total += weights[2] * z
    total += weights[3] * x
    total += weights[4] * (x * y)
    total += weights[5] * (y * z)
    total += weights[6] * (np.float32(3) * z * z - np.float32(1))
    total += weights[7] * (x * z)
    total += weights[8] * (x * x - y * y)
    return total
