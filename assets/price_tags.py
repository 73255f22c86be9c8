"""Price tags: small cards in the price rail."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from assets.finishes import material
from assets.fixtures.gondola import RAIL_TILT_RAD
from assets.material import Material
from assets.mesh import Mesh
from assets.mesh_tools import F64, Patch, assemble, box, moved, planar_uv, transform
from assets.product import Sku

if TYPE_CHECKING:
    from assets.art.boxes import Box
    from assets.art.tags import TagTexture

CARD_M = 0.0006
BEHIND_M = 0.0003  # air between a card and the rail
PX_PER_M = 4096


def price_tag(sku: Sku, size_wh_m: tuple[float, float], px_per_m: int = PX_PER_M) -> tuple[Mesh, Material]:
    """A card with the article's price. Its origin is the centre of the card's back.

    Placed at (x, ``rail.y_m``, ``rail.z_m``) it lies on the rail's face: the rail's tilt is built in.
    """
    w, h = size_wh_m
    pixels = (max(round(w * px_per_m), 8), max(round(h * px_per_m), 8))
    return tag_mesh(size_wh_m), material("art:tag", _texture(sku, pixels))


@dataclass(frozen=True)
class TagText:
    """A line of text on a tag: what it says ("name", "price", "cents", "currency", "net", "article",
    "digits"), its words, and the corners of its ink (4, 2) as texture coordinates, upper left first,
    clockwise."""

    says: str
    text: str
    corners_uv: F64


def tag_texts(sku: Sku, size_wh_m: tuple[float, float]) -> tuple[tuple[TagText, ...], F64 | None]:
    """All lines of text on the article's tag, and the corners of its barcode's white field, if it has one."""
    from assets.art.barcode import field_in
    from assets.art.boxes import Box
    from assets.art.tags import TagTexture, lay_out, tag_lines

    w, h = size_wh_m
    sheet = Box(0.0, 0.0, TagTexture.HEIGHT_MM * w / h, TagTexture.HEIGHT_MM)
    tag = _texture(sku, (8, 8))
    texts = [TagText(line.says, line.text, _corners_uv(line.ink, sheet)) for line in tag_lines(sheet, tag)]
    code = lay_out(sheet, tag).barcode
    return tuple(texts), _corners_uv(field_in(code), sheet) if code else None


def _corners_uv(ink: "Box", sheet: "Box") -> F64:
    left, right = ink.x / sheet.w, ink.right / sheet.w
    top, bottom = 1 - ink.y / sheet.h, 1 - ink.bottom / sheet.h
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def _texture(sku: Sku, size_px: tuple[int, int]) -> "TagTexture":
    from assets.art.tags import TagTexture

    name = f"{sku.brand} {sku.name} {sku.variant}".strip()
    style, said = _style(sku), (sku.price_minor, sku.currency, sku.gtin, sku.net)
    return TagTexture(name, *said, style, size_px=size_px, language=sku.language)


def on_tag(size_wh_m: tuple[float, float], uv: F64, lift_m: float = 0.0) -> F64:
    """Where texture coordinates (n, 2) lie on a tag's mesh, (n, 3) metres.

    ``lift_m`` above 0 is that of :func:`assets.promo_pieces.curled_tag`.
    """
    w, h = size_wh_m
    u, v = uv[:, 0], uv[:, 1]
    y = np.interp(u, *curl(lift_m)) if lift_m else np.full(len(uv), -BEHIND_M - CARD_M)
    flat = np.stack([(u - 0.5) * w, y, (v - 0.5) * h], axis=-1)
    return np.asarray(flat @ transform(tilt_rad=-RAIL_TILT_RAD)[:3, :3].T)


def curl(lift_m: float) -> tuple[F64, F64]:
    """The bend of a tag whose right end has come out of its rail: where across it (0..1), and y there."""
    u = np.linspace(0, 1, 7)
    return u, -BEHIND_M - CARD_M - lift_m * np.clip((u - 0.3) / 0.7, 0, 1) ** 2


@lru_cache(maxsize=64)
def tag_mesh(size_wh_m: tuple[float, float]) -> Mesh:
    """The card alone: a closed slab, its front face showing the whole artwork."""
    w, h = size_wh_m
    lo, hi = np.array([-w / 2, -BEHIND_M - CARD_M, -h / 2]), np.array([w / 2, -BEHIND_M, h / 2])
    slab = box(lo, hi, "card")
    uv = np.clip(planar_uv(slab.points[slab.faces], (0, 2), lo, hi, (0, 0, 1, 1)), 0, 1)
    card = Patch(slab.points, slab.faces, uv, "card")
    return assemble([moved(card, transform(tilt_rad=-RAIL_TILT_RAD))], ("card",))


def _style(sku: Sku) -> int:
    """One look per currency, so that the tags of a store match."""
    return sum(sku.currency.encode())
