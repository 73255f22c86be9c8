"""Who makes an article: the trade's brands, and the shop's own."""

from dataclasses import dataclass

import numpy as np

from assets.brands import brand_name
from assets.draws import keyed_rng
from assets.product import Tier
from assets.product_types import ProductType

_OWN: tuple[tuple[Tier, float], ...] = (("value", 0.4), ("standard", 0.8), ("premium", 1.0))
_PRICE = {"value": 0.62, "standard": 1.0, "premium": 1.55}
_OWN_PRICE = 0.8  # a shop's own brand beside others of its tier


@dataclass(frozen=True)
class Maker:
    """A brand, the tier it sells in, and what it asks compared with a middling brand."""

    brand: str
    tier: Tier
    price: float
    own_label: bool = False


def own_label(seed: int, language: str, rng: np.random.Generator) -> Maker:
    """One of the shop's own brands: a plain and cheap one, a middling and a fine one, over all its aisles."""
    u = float(rng.random())
    tier = next(t for t, up_to in _OWN if u < up_to)
    brand = brand_name(keyed_rng(seed, "own label", language, tier), language)
    price = _PRICE[tier] * (1.0 if tier == "value" else _OWN_PRICE)
    return Maker(brand, tier, price, own_label=True)


def trade_brand(seed: int, kind: ProductType, language: str, at: int) -> Maker:
    """Brand ``at`` of the trade that makes this product: the first is middling, others fine or cheap."""
    brand = brand_name(keyed_rng(seed, "brand", language, kind.house, at), language)
    u = float(keyed_rng(seed, "brand tier", language, kind.house, at).random())
    fine = "premium" in kind.families or "crest" in kind.families or "indulgent" in kind.families
    if at and u > (0.7 if fine else 0.8):
        return Maker(brand, "premium", _PRICE["premium"])
    return Maker(brand, "standard", 0.78 if at and u < 0.16 else 1.0)
