"""What a material does with light, boiled down to six numbers that shading looks up per pixel."""

import numpy as np
from numpy.typing import NDArray

from assets.material import Material

F32 = NDArray[np.float32]

LEVEL, STRAIGHT, GRAZING, BODY, METAL, EMISSION = range(6)

ROUGHNESS_LEVELS = (0.08, 0.2, 0.4, 0.7)  # of the reflection maps
COAT_F0 = 0.04
CLEAR_RIM = 0.75  # part of its light that a clear solid loses at its outline
CLEAR_ALBEDO = 0.35  # what is seen through clear glass or PET, as a share of its tint


def look_of(material: Material) -> tuple[float, ...]:
    """In the order of the names above.

    Which reflection map (the coat's or the surface's), what a non-metal mirrors straight on, what in addition
    at a grazing angle (Schlick, "An inexpensive BRDF model for physically-based rendering", 1994; less for
    rough surfaces), what is left for the body's diffuse light, how metallic it is, and emitted radiance.
    """
    m = material
    bare = 1.0 - m.metallic if m.surface is None else 1.0  # else its map decides, pixel by pixel
    straight = max(f0(m.ior), m.coat * COAT_F0)
    grazing = max(max(1.0 - m.roughness, m.coat) - straight, 0.0)
    level = nearest_level(m.coat_roughness if m.coat > 0.5 else m.roughness)
    body = bare * (1.0 - m.transmission * (1.0 - CLEAR_ALBEDO))
    return float(level), bare * straight, bare * grazing, body, m.metallic, m.emission_w_m2 / np.pi


def with_maps(look: F32, level: F32, metallic: F32) -> F32:
    """Looks (6, n) of materials with a surface map, where it gives this share of their metallic (n,).

    ``level`` is the reflection map's index (see :func:`levels`).
    """
    mapped = look.copy()
    mapped[LEVEL] = level
    mapped[METAL] *= metallic
    mapped[[STRAIGHT, GRAZING, BODY]] *= 1 - mapped[METAL]
    return mapped


def levels(roughness: F32) -> F32:
    """Index of the reflection map whose roughness is nearest (by ratio), for many."""
    between = np.sqrt(np.array(ROUGHNESS_LEVELS[:-1]) * np.array(ROUGHNESS_LEVELS[1:]))
    return np.searchsorted(between, roughness).astype(np.float32)


def f0(ior: float) -> float:
    """Reflectance at normal incidence of a smooth dielectric in air (Fresnel)."""
    return ((ior - 1) / (ior + 1)) ** 2


def nearest_level(roughness: float) -> int:
    """Index of the reflection map whose roughness is nearest (by ratio)."""
    ratios = np.abs(np.log(np.array(ROUGHNESS_LEVELS) / max(roughness, 1e-3)))
    return int(ratios.argmin())
