"""Where packages hang from: the hole in a card or a pouch, the top seal of a small bag."""

from assets.product import Sku

BAG_M = 0.27  # bags higher than this stand or lie
EDGE_M = 0.012  # from the top, of what is hung by its top edge


def hole_of(sku: Sku) -> tuple[float, float] | None:
    """(y, z) of the middle of the hole in the product's frame, metres; None for what does not hang.

    A hook goes through the top seal of a pillow bag, which has no hole of its own.
    """
    _, depth, height = sku.size_m
    seal = float(sku.shape.get("seal_m", 0.012))
    if sku.archetype == "blister_card":
        return depth / 2 - 0.0004, height - 0.011
    if sku.archetype == "pouch" and sku.shape.get("hang_hole", 0) > 0.5:
        return 0.0, height - 0.52 * max(seal, 0.02)
    if sku.archetype == "pillow_bag" and height <= BAG_M:
        return 0.0, height - 0.55 * min(seal, 0.08 * height)
    return None


def hangs_from(sku: Sku) -> tuple[float, float]:
    """Its hole, or its top edge where it has none."""
    return hole_of(sku) or (0.0, sku.size_m[2] - EDGE_M)
