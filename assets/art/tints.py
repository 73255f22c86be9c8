"""The colours of a package's unprinted parts: contents, caps, lids, bottles."""

from assets.art.colors import WHITE, Color, lighter, rgb, to_linear
from assets.art.design import Design, design_of
from assets.contents import contents_color
from assets.material import Rgb
from assets.product import Sku

_SQUEEZED = ("ketchup", "mustard", "mayonnaise")
_GOLD, _BLACK = rgb(0xC9A24A), rgb(0x1C1C1E)


def tint_of(sku: Sku, finish: str) -> Rgb:
    """The article's own colour for a part with this finish, linear Rec.709.

    Caps and bottles belong to the line: its variants all have them in the brand's colour, in white, or each
    in its own.
    """
    design = design_of(sku)
    if finish.endswith(("_filled", "_drink")):
        color = contents_color(sku, design.color)
    elif finish == "body_plastic" and design.sub in _SQUEEZED:
        color = contents_color(sku, design.color)  # the bottle is as red as the ketchup in it
    elif finish == "body_plastic":
        color = _body(design)
    elif finish == "lid_metal":
        color = _pick(design, "lid", (WHITE, _GOLD, _GOLD, _BLACK, design.palette.main, design.color))
    else:
        main = design.palette.main
        color = _pick(design, "cap", (main, main, design.color, design.color, WHITE, _GOLD, _BLACK))
    r, g, b = (to_linear(v) for v in color)
    return (r, g, b)


def _body(design: Design) -> Color:
    """A bottle of its label's plain ground, or white, or in the brand's or the variant's colour."""
    from assets.art.families import families

    if design.family in ("field", "halves", "white", "night"):
        return families()[design.family].plain(design)
    main, own = design.palette.main, design.color
    return _pick(design, "body", (WHITE, WHITE, main, main, own, lighter(own, 0.1)))


def _pick(design: Design, part: str, colors: tuple[Color, ...]) -> Color:
    return colors[int(design.rng("tint", part).integers(len(colors)))]
