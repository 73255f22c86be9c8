"""Finishes by name: how board, film, metal, plastic, glass and drinks look.

Colours are linear Rec.709 reflectances. Filled bottles and jars are opaque with a clear coat, which is how
drink seen through its wall looks from an aisle; only clear drinks and empty necks transmit, because every
transmission costs a path tracer samples. Thin walls get an index of refraction near 1, so that they bend
light as little as thin walls do, and their reflections come from the coat.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from assets.material import Material, Rgb, Texture

WHITE: Rgb = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Finish:
    """A base material; ``tinted`` is how much of the article's own colour replaces the base colour (0..1),
    ``depth`` what that colour is multiplied with (dark drinks, deep plastics)."""

    base: Material
    tinted: float = 0.0
    depth: float = 1.0


def material(finish: str, art: Texture | None = None, tint: Rgb | None = None) -> Material:
    """The material of a finish, with ``art`` printed on it and ``tint`` (linear Rec.709) as the article's own
    colour.

    Raises ValueError for an unknown finish, and where artwork is missing for one that begins with "art:".
    """
    if finish not in FINISHES:
        raise ValueError(f"unknown finish {finish!r}; there are {', '.join(FINISHES)}")
    chosen = FINISHES[finish]
    if finish.startswith("art:"):
        if art is None:
            raise ValueError(f"the finish {finish!r} needs artwork")
        return replace(chosen.base, name=finish, texture=art)
    if tint is None or chosen.tinted == 0:
        return replace(chosen.base, name=finish)
    mixed = tuple(
        round(own * (1 - chosen.tinted) + new * chosen.depth * chosen.tinted, 6)
        for own, new in zip(chosen.base.color, tint, strict=True)
    )
    return replace(chosen.base, name=finish, color=mixed)  # type: ignore[arg-type]


def paint(color: str) -> Material:
    """Powder-coated shelf steel in one of ``PAINTS``. Raises ValueError for other words."""
    if color not in PAINTS:
        raise ValueError(f"unknown fixture colour {color!r}; there are {', '.join(PAINTS)}")
    return Material(
        f"powder coat {color}",
        PAINTS[color],
        roughness=0.42,
        bump="grain",
        bump_height_m=2e-5,
        bump_size_m=0.0012,
    )


PAINTS: Mapping[str, Rgb] = MappingProxyType(
    {
        "white": (0.78, 0.78, 0.76),
        "light_grey": (0.55, 0.55, 0.54),
        "grey": (0.3, 0.3, 0.3),
        "dark_grey": (0.09, 0.09, 0.095),
        "black": (0.022, 0.022, 0.023),
        "beige": (0.62, 0.54, 0.42),
        "brown": (0.16, 0.09, 0.05),
        "red": (0.45, 0.03, 0.03),
        "blue": (0.03, 0.1, 0.36),
        "green": (0.04, 0.22, 0.08),
    }
)


def _m(**values: object) -> Material:
    return Material("", **values)  # type: ignore[arg-type]


def _printed(**values: object) -> Finish:
    return Finish(_m(color=WHITE, **values))


def _crinkle(height_m: float, size_m: float) -> dict[str, object]:
    return {"bump": "crinkle", "bump_height_m": height_m, "bump_size_m": size_m}


def _clear(color: Rgb, ior: float, coat: float, share: float) -> Material:
    """Lets ``share`` of the light through; the rest scatters, as real walls and what is behind them do."""
    return _m(color=color, roughness=0.05, transmission=share, ior=ior, coat=coat, coat_roughness=0.02)


def _filled(color: Rgb, coat_roughness: float = 0.03) -> Material:
    return _m(color=color, roughness=0.3, coat=1.0, coat_roughness=coat_roughness)


FINISHES: Mapping[str, Finish] = MappingProxyType(
    {
        "art:board": _printed(
            roughness=0.5, coat=0.2, coat_roughness=0.22, bump="grain", bump_height_m=1e-5, bump_size_m=0.002
        ),
        "art:carton_coated": _printed(roughness=0.4, coat=0.35, coat_roughness=0.15),
        "art:film": _printed(roughness=0.32, coat=0.3, coat_roughness=0.1),
        "art:film_soft": _printed(roughness=0.38, coat=0.2, coat_roughness=0.2, **_crinkle(5e-4, 0.035)),
        "art:film_crinkled": _printed(roughness=0.28, coat=0.45, coat_roughness=0.12, **_crinkle(9e-4, 0.03)),
        "art:metal": _printed(roughness=0.3, metallic=0.45, coat=0.25, coat_roughness=0.08),
        "art:foil": _printed(roughness=0.34, metallic=0.6, coat=0.15, **_crinkle(2e-4, 0.006)),
        "art:paper": _printed(roughness=0.62),
        "art:plastic": _printed(roughness=0.36),
        "art:tag": _printed(roughness=0.45, coat=0.35, coat_roughness=0.08),
        "art:floor": _printed(roughness=0.28, coat=0.15, coat_roughness=0.2),
        "board_raw": Finish(_m(color=(0.42, 0.35, 0.27), roughness=0.85)),
        "film_plain": Finish(_m(color=(0.72, 0.72, 0.7), roughness=0.35)),
        "aluminium": Finish(
            _m(
                color=(0.9, 0.9, 0.91),
                metallic=1.0,
                roughness=0.28,
                bump="brushed",
                bump_height_m=4e-6,
                bump_size_m=0.0015,
            )
        ),
        "foil": Finish(_m(color=(0.88, 0.88, 0.88), metallic=1.0, roughness=0.3, **_crinkle(2e-4, 0.006))),
        "foil_capsule": Finish(
            _m(color=(0.5, 0.42, 0.3), metallic=0.55, roughness=0.38, **_crinkle(6e-5, 0.004)), tinted=0.75
        ),
        "hdpe_natural": Finish(_m(color=(0.8, 0.82, 0.8), roughness=0.4)),
        "steel": Finish(_m(color=(0.68, 0.66, 0.62), metallic=1.0, roughness=0.3)),
        "cap_plastic": Finish(_m(color=(0.75, 0.75, 0.75), roughness=0.35), tinted=0.9),
        "cap_metal": Finish(_m(color=(0.55, 0.5, 0.4), metallic=0.5, roughness=0.32), tinted=0.6),
        "lid_metal": Finish(_m(color=(0.8, 0.75, 0.6), metallic=0.35, roughness=0.28, coat=0.4), tinted=0.65),
        "body_plastic": Finish(_m(color=(0.82, 0.82, 0.8), roughness=0.33), tinted=0.55),
        "pet_clear": Finish(_clear((0.9, 0.93, 0.94), 1.08, 0.8, 0.8)),
        "pet_filled": Finish(_filled((0.3, 0.2, 0.1)), tinted=0.8, depth=0.7),
        "pet_water": Finish(_clear((0.8, 0.9, 0.96), 1.2, 0.8, 0.6)),
        "glass_clear": Finish(_clear((0.9, 0.93, 0.92), 1.12, 1.0, 0.8)),
        "glass_filled": Finish(_filled((0.25, 0.1, 0.03), 0.02), tinted=0.85, depth=0.6),
        "glass_green": Finish(_filled((0.016, 0.045, 0.012), 0.02)),
        "glass_brown": Finish(_filled((0.06, 0.018, 0.005), 0.02)),
        "rail_plastic": Finish(_m(color=(0.62, 0.63, 0.64), roughness=0.3)),
        "slot_dark": Finish(_m(color=(0.02, 0.02, 0.02), roughness=0.9)),
    }
)
