"""Colours of the unprinted parts of one's own packages: as said in product.yaml, else out of the front's
picture."""

from assets.art.colors import Color, to_linear
from assets.contents import contents_color
from assets.material import Rgb
from assets.own.folders import Found
from assets.own.packshot import accent, trimmed
from assets.product import Sku

_BODY: Color = (0.92, 0.92, 0.9)


def own_tint(sku: Sku, finish: str, found: Found) -> Rgb:
    """The colour of a part with this finish, linear Rec.709."""
    said = found.said.colors
    if finish.endswith(("_filled", "_drink", "_water")):
        color = _hex(said["content"]) if "content" in said else contents_color(sku, _accent(found))
    elif finish.startswith("body"):
        color = _hex(said["body"]) if "body" in said else _BODY
    else:
        color = _hex(said["cap"]) if "cap" in said else _accent(found)
    r, g, b = (to_linear(v) for v in color)
    return (r, g, b)


def _accent(found: Found) -> Color:
    front = next((a for a in found.art if a.side in ("front", "wrap")), found.art[0])
    r, g, b = accent(trimmed(front, front.aspect))
    return (r / 255, g / 255, b / 255)


def _hex(text: str) -> Color:
    value = int(text, 16)
    return ((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)
