"""Price tags: small cards in the price rail."""

from functools import lru_cache

import numpy as np

from assets.finishes import material
from assets.fixtures.gondola import RAIL_TILT_RAD
from assets.material import Material
from assets.mesh import Mesh
from assets.mesh_tools import Patch, assemble, box, moved, planar_uv, transform
from assets.product import Sku

CARD_M = 0.0006
PX_PER_M = 4096


def price_tag(sku: Sku, size_wh_m: tuple[float, float], px_per_m: int = PX_PER_M) -> tuple[Mesh, Material]:
    """A card with the article's price. Its origin is the centre of the card's back.

    Placed at (x, ``rail.y_m``, ``rail.z_m``) it lies on the rail's face: the rail's tilt is built in.
    """
    from assets.art.tags import TagTexture

    w, h = size_wh_m
    pixels = (max(round(w * px_per_m), 8), max(round(h * px_per_m), 8))
    name = f"{sku.brand} {sku.name} {sku.variant}".strip()
    art = TagTexture(
        name,
        sku.price_minor,
        sku.currency,
        sku.gtin,
        sku.net,
        _style(sku),
        size_px=pixels,
        language=sku.language,
    )
    return tag_mesh(size_wh_m), material("art:tag", art)


@lru_cache(maxsize=64)
def tag_mesh(size_wh_m: tuple[float, float]) -> Mesh:
    """The card alone: a closed slab, its front face showing the whole artwork."""
    w, h = size_wh_m
    lo, hi = np.array([-w / 2, -0.0003 - CARD_M, -h / 2]), np.array([w / 2, -0.0003, h / 2])
    slab = box(lo, hi, "card")
    uv = np.clip(planar_uv(slab.points[slab.faces], (0, 2), lo, hi, (0, 0, 1, 1)), 0, 1)
    card = Patch(slab.points, slab.faces, uv, "card")
    return assemble([moved(card, transform(tilt_rad=-RAIL_TILT_RAD))], ("card",))


def _style(sku: Sku) -> int:
    """One look per currency, so that the tags of a store match."""
    return sum(sku.currency.encode())
