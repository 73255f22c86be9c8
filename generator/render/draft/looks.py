"""What a material does with light, boiled down to six numbers that shading looks up per pixel."""

import numpy as np

from assets.material import Material

LEVEL, STRAIGHT, GRAZING, BODY, METAL, EMISSION = range(6)

ROUGHNESS_LEVELS = (0.08, 0.2, 0.4, 0.7)  # of the reflection maps
COAT_F0 = 0.04
CLEAR_ALBEDO = 0.35  # what is seen through clear glass or PET, as a share of its tint


def look_of(material: Material) -> tuple[float, ...]:
    """In the order of the names above.

    Which reflection map (the coat's or the surface's), what a non-metal mirrors straight on, what in addition
    at a grazing angle (Schlick, "An inexpensive BRDF model for physically-based rendering", 1994; less for
    rough surfaces), what is left for the body's diffuse light, how metallic it is, and emitted radiance.
    """
    m = material
    bare = 1.0 - m.metallic
    straight = max(f0(m.ior), m.coat * COAT_F0)
    grazing = max(max(1.0 - m.roughness, m.coat) - straight, 0.0)
    level = nearest_level(m.coat_roughness if m.coat > 0.5 else m.roughness)
    body = bare * (1.0 - m.transmission * (1.0 - CLEAR_ALBEDO))
    return float(level), bare * straight, bare * grazing, body, m.metallic, m.emission_w_m2 / np.pi


def f0(ior: float) -> float:
    """Reflectance at normal incidence of a smooth dielectric in air (Fresnel)."""
    return ((ior - 1) / (ior + 1)) ** 2


def nearest_level(roughness: float) -> int:
    """Index of the reflection map whose roughness is nearest (by ratio)."""
    ratios = np.abs(np.log(np.array(ROUGHNESS_LEVELS) / max(roughness, 1e-3)))
    return int(ratios.argmin())
