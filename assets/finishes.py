"""Finishes by name: how board, film, metal, plastic, glass and drinks look.

Colours are linear Rec.709 reflectances. A clear drink and the wall around it are one solid that bends light,
so that what stands behind shows upside down in it as it does in a real bottle; cloudy contents are opaque
behind a mirroring coat. The wall of what is empty mirrors and bends nothing. Either way a ray enters and
leaves, and that is all the path tracer has to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from assets.material import Material, Rgb, Texture

WHITE: Rgb = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Finish:
    """A base material; ``tinted`` is how much of the article's own colour replaces the base colour (0..1),
    ``depth`` what that colour is multiplied with (dark drinks, deep plastics), and ``edge`` what the outcome
    is multiplied with at grazing angles."""

    base: Material
    tinted: float = 0.0
    depth: float = 1.0
    edge: float = 1.0


def material(
    finish: str, art: Texture | None = None, tint: Rgb | None = None, surface: Texture | None = None
) -> Material:
    """The material of a finish, with ``art`` printed on it and ``tint`` (linear Rec.709) as the article's own
    colour.

    ``surface`` is a map of spot varnish, matt and foil areas over the artwork: roughness in green and
    metallic in blue, as they are; areas with neither carry the finish's own.
    Raises ValueError for an unknown finish, and where artwork is missing for one that begins with "art:".
    """
    if finish not in FINISHES:
        raise ValueError(f"unknown finish {finish!r}; there are {', '.join(FINISHES)}")
    chosen = FINISHES[finish]
    if finish.startswith("art:"):
        if art is None:
            raise ValueError(f"the finish {finish!r} needs artwork")
        printed = replace(chosen.base, name=finish, texture=art)
        return replace(printed, surface=surface, roughness=1.0, metallic=1.0) if surface else printed
    color = chosen.base.color
    if tint is not None and chosen.tinted > 0:
        color = _mixed(color, tuple(new * chosen.depth for new in tint), chosen.tinted)
    edge = None if chosen.edge == 1.0 else _lighter(color, chosen.edge)
    return replace(chosen.base, name=finish, color=color, edge_color=edge)


def _mixed(own: Rgb, new: tuple[float, ...], share: float) -> Rgb:
    r, g, b = (round(a * (1 - share) + c * share, 6) for a, c in zip(own, new, strict=True))
    return r, g, b


def _lighter(color: Rgb, factor: float) -> Rgb:
    r, g, b = (round(min(c * factor + 0.02 * (factor - 1), 0.95), 6) for c in color)
    return r, g, b


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


def _relief(kind: str, height_m: float, size_m: float) -> dict[str, object]:
    return {"bump": kind, "bump_height_m": height_m, "bump_size_m": size_m}


def _film(roughness: float, coat: float, crease_m: float, height_m: float, metallic: float = 0.0) -> Finish:
    """Printed film: a glossy lacquer over the ink that shows every crease."""
    return _printed(
        roughness=roughness,
        metallic=metallic,
        coat=coat,
        coat_roughness=0.09,
        **_relief("crinkle", height_m, crease_m),
    )


def _clear_film(color: Rgb, roughness: float) -> Material:
    """Film that is looked through: labels do not see it."""
    return _m(color=color, roughness=roughness, transmission=1.0, ior=1.45, thin_wall=True, traced=False)


def _wall(color: Rgb, coat: float = 0.0) -> Finish:
    """An empty bottle's wall: it mirrors like glass and lets light straight through."""
    return Finish(_m(color=color, roughness=0.02, transmission=1.0, ior=1.5, thin_wall=True, coat=coat))


def _drink(color: Rgb, tinted: float = 0.0, depth: float = 1.0) -> Finish:
    """Clear contents and the wall around them as one solid, which bends light as both together do."""
    return Finish(_m(color=color, roughness=0.02, transmission=1.0, ior=1.36), tinted, depth)


def _filled(color: Rgb, tinted: float, depth: float, coat_roughness: float = 0.03) -> Finish:
    """Cloudy contents, seen through a wall that mirrors."""
    return Finish(_m(color=color, roughness=0.4, coat=1.0, coat_roughness=coat_roughness), tinted, depth, 1.5)


def _plastic(color: Rgb, roughness: float, tinted: float = 0.0, coat: float = 0.0) -> Finish:
    """Moulded plastic lets a little light in: it looks lighter toward its outline."""
    return Finish(_m(color=color, roughness=roughness, coat=coat, coat_roughness=0.16), tinted, 1.0, 1.25)


FINISHES: Mapping[str, Finish] = MappingProxyType(
    {
        # Printed with the artwork.
        "art:board": _printed(
            roughness=0.55, coat=0.45, coat_roughness=0.3, **_relief("grain", 1.5e-5, 0.0018)
        ),
        "art:carton_coated": _printed(roughness=0.5, coat=0.8, coat_roughness=0.16),
        "art:board_gloss": _printed(roughness=0.5, coat=1.0, coat_roughness=0.06),
        "art:kraft": _printed(roughness=0.85, **_relief("fibre", 4e-5, 0.004)),
        "art:corrugated": _printed(roughness=0.75, **_relief("fibre", 4e-5, 0.006)),
        "art:film": _printed(roughness=0.3, coat=0.7, coat_roughness=0.07),
        "art:film_soft": _film(0.4, 0.5, 0.035, 0.008),
        "art:film_crinkled": _film(0.3, 0.9, 0.03, 0.014),
        "art:film_metallised": _film(0.3, 0.6, 0.028, 0.012, metallic=0.55),
        "art:film_matt": _printed(
            roughness=0.55, coat=0.15, coat_roughness=0.35, **_relief("crinkle", 0.008, 0.04)
        ),
        "art:foil": _printed(
            roughness=0.3, metallic=0.75, coat=0.3, coat_roughness=0.1, **_relief("crinkle", 0.003, 0.012)
        ),
        "art:metal": _printed(roughness=0.35, metallic=0.5, coat=1.0, coat_roughness=0.07),
        "art:paper": _printed(
            roughness=0.68, coat=0.12, coat_roughness=0.35, **_relief("fibre", 1.2e-5, 0.003)
        ),
        "art:paper_plain": _printed(roughness=0.85, **_relief("fibre", 4e-5, 0.004)),
        "art:plastic": _printed(roughness=0.36, coat=0.3, coat_roughness=0.14),
        "art:shrink": _printed(roughness=0.3, coat=1.0, coat_roughness=0.05),
        "art:tag": _printed(roughness=0.45, coat=0.35, coat_roughness=0.08),
        "art:floor": _printed(roughness=0.28, coat=0.15, coat_roughness=0.2),
        # Paper, board and pulp without print.
        "board_raw": Finish(_m(color=(0.42, 0.35, 0.27), roughness=0.85)),
        "board_white": Finish(_m(color=(0.74, 0.73, 0.7), roughness=0.7)),
        "kraft": Finish(_m(color=(0.36, 0.23, 0.12), roughness=0.85, **_relief("fibre", 4e-5, 0.004))),
        "corrugated": Finish(_m(color=(0.4, 0.27, 0.15), roughness=0.85, **_relief("fibre", 6e-5, 0.006))),
        "pulp": Finish(
            _m(color=(0.33, 0.32, 0.3), roughness=0.95, **_relief("fibre", 1.5e-3, 0.006)), tinted=0.0
        ),
        "cork": Finish(_m(color=(0.42, 0.24, 0.12), roughness=0.9, **_relief("grain", 3e-4, 0.002))),
        # Film and foil without print.
        "film_plain": Finish(_m(color=(0.72, 0.72, 0.7), roughness=0.35, coat=0.5, coat_roughness=0.1)),
        "film_silver": Finish(
            _m(color=(0.8, 0.8, 0.81), metallic=1.0, roughness=0.3, **_relief("crinkle", 0.007, 0.02))
        ),
        "foil": Finish(
            _m(color=(0.85, 0.85, 0.86), metallic=1.0, roughness=0.25, **_relief("crinkle", 0.0025, 0.01))
        ),
        "foil_capsule": Finish(
            _m(color=(0.5, 0.42, 0.3), metallic=0.6, roughness=0.34, **_relief("crinkle", 0.001, 0.01)),
            tinted=0.75,
        ),
        "foil_lid": Finish(
            _m(color=(0.83, 0.83, 0.84), metallic=0.85, roughness=0.3, **_relief("crinkle", 0.0015, 0.012)),
            tinted=0.25,
        ),
        "shrink_film": Finish(_clear_film((0.97, 0.97, 0.98), 0.06)),
        "blister": Finish(_clear_film((0.98, 0.985, 0.99), 0.03)),
        "door_glass": Finish(
            _m(
                color=(0.93, 0.965, 0.95),
                roughness=0.0,
                transmission=1.0,
                ior=1.52,
                thin_wall=True,
                traced=False,
            )
        ),
        # Rubber and wood of fixtures.
        "rubber": Finish(_m(color=(0.024, 0.024, 0.026), roughness=0.55, **_relief("grain", 1e-4, 0.002))),
        "gasket": Finish(_m(color=(0.03, 0.03, 0.03), roughness=0.7)),
        "frost": Finish(_m(color=(0.82, 0.86, 0.9), roughness=0.9, **_relief("grain", 8e-4, 0.006))),
        # Metal.
        "aluminium": Finish(
            _m(color=(0.88, 0.88, 0.89), metallic=1.0, roughness=0.26, **_relief("brushed", 4e-6, 0.0015))
        ),
        "steel": Finish(
            _m(color=(0.66, 0.65, 0.62), metallic=1.0, roughness=0.28, **_relief("brushed", 3e-6, 0.002))
        ),
        "steel_ribbed": Finish(_m(color=(0.66, 0.65, 0.62), metallic=1.0, roughness=0.24)),
        "tin_gold": Finish(_m(color=(0.72, 0.56, 0.3), metallic=1.0, roughness=0.28)),
        "aerosol_metal": Finish(_m(color=(0.8, 0.8, 0.8), metallic=1.0, roughness=0.22, coat=0.3)),
        "crown_cap": Finish(
            _m(color=(0.7, 0.68, 0.6), metallic=0.7, roughness=0.3, coat=0.8, coat_roughness=0.06), tinted=0.8
        ),
        "cap_metal": Finish(
            _m(color=(0.55, 0.5, 0.4), metallic=0.6, roughness=0.3, coat=0.5, coat_roughness=0.08), tinted=0.6
        ),
        "lid_metal": Finish(
            _m(color=(0.8, 0.75, 0.6), metallic=0.5, roughness=0.3, coat=0.8, coat_roughness=0.06),
            tinted=0.65,
        ),
        # Plastics.
        "cap_plastic": _plastic((0.75, 0.75, 0.75), 0.35, tinted=0.9),
        "pump_plastic": _plastic((0.78, 0.78, 0.78), 0.3, tinted=0.6, coat=0.2),
        "trigger_plastic": _plastic((0.7, 0.7, 0.7), 0.38, tinted=0.9),
        "body_plastic": _plastic((0.82, 0.82, 0.8), 0.36, tinted=0.55, coat=0.4),
        "body_gloss": _plastic((0.8, 0.8, 0.78), 0.3, tinted=0.7, coat=0.7),
        "tub_plastic": _plastic((0.8, 0.8, 0.79), 0.3),
        "hdpe_natural": _plastic((0.8, 0.82, 0.8), 0.4, coat=0.25),
        "milk_plastic": _plastic((0.84, 0.84, 0.8), 0.4, coat=0.25),
        "hdpe_filled": Finish(_m(color=(0.8, 0.75, 0.65), roughness=0.38, coat=0.3), 0.8, 0.95),
        "rail_plastic": Finish(_m(color=(0.62, 0.63, 0.64), roughness=0.3)),
        # Bottles and jars: empty walls, clear drinks, cloudy contents.
        "pet_clear": _wall((0.96, 0.97, 0.975)),
        "pet_drink": _drink((0.9, 0.6, 0.3), tinted=1.0),
        "pet_water": _drink((0.93, 0.965, 0.985)),
        "pet_filled": _filled((0.3, 0.2, 0.1), tinted=0.9, depth=0.8),
        "glass_clear": _wall((0.94, 0.965, 0.955), coat=0.3),
        "glass_drink": _drink((0.8, 0.5, 0.2), tinted=1.0),
        "glass_filled": _filled((0.25, 0.1, 0.03), tinted=0.9, depth=0.75, coat_roughness=0.02),
        "glass_green": _drink((0.12, 0.3, 0.07)),
        "glass_brown": _drink((0.32, 0.11, 0.02)),
        "glass_green_empty": _wall((0.22, 0.42, 0.14), coat=0.3),
        "glass_brown_empty": _wall((0.42, 0.18, 0.04), coat=0.3),
        "slot_dark": Finish(_m(color=(0.02, 0.02, 0.02), roughness=0.9)),
    }
)
