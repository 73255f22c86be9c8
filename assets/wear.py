"""Goods as a few weeks on a shelf leave them: rubbed, scratched, dusty and dented, by degree.

Wear comes in grades (0 as made, 1 handled, 2 shop-soiled, 3 damaged) and in a few variants of each, so that
meshes and pictures can be shared and kept. It is part of the product, not of the picture: dents are in the
mesh, and so in every label.
"""

import math
from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from assets.material import Material, Rgb
from assets.product import Product

GRADES, VARIANTS = 4, 2
KEPT = 128  # products, without their pixels

DUST: Rgb = (0.42, 0.4, 0.36)
FINE_PX_PER_M = 1200.0  # of artwork in which the marks of handling show
MARKED_PX_PER_M = 300.0  # of artwork in which any marks show
SEEN_PX = 2.0  # texels that a dent must be deep to be worth its triangles
SOFT = (
    "art:",
    "aluminium",
    "steel",
    "tin_",
    "aerosol",
    "film",
    "foil",
    "board",
    "kraft",
    "corrugated",
    "pet_",
)
PAPERY = ("art:board", "art:carton", "art:paper", "art:kraft", "art:corrugated")
HARD = ("glass_", "art:shrink", "shrink_film", "art:paper_label", "pulp", "blister")

_kept: OrderedDict[tuple[object, ...], Product] = OrderedDict()
_lock = Lock()


def worn(product: Product, grade: int, variant: int) -> Product:
    """``product`` in this grade of wear (0..3) and variant; grade 0 is the product itself.

    So is grade 1 where the artwork is too coarse for the marks of hands, as in pictures of whole aisles: what
    was handled then shares mesh and pictures with the new. In coarser artwork still, only dents are left.
    Pure: equal arguments give equal bytes. The mesh stays closed, inside its own bounds and standing on its
    base; what is not soft (glass) keeps its shape. Raises ValueError for other grades.
    """
    if not 0 <= grade < GRADES:
        raise ValueError(f"wear comes in grades 0 to {GRADES - 1}, not {grade}")
    if grade == 0 or (grade == 1 and _px_per_m(product) < FINE_PX_PER_M):
        return product
    wanted = (product.sku.sku, product.mesh.key, *(m.key for m in product.materials), grade, variant)
    with _lock:
        if wanted in _kept:
            _kept.move_to_end(wanted)
            return _kept[wanted]
    made = _worn(product, grade, variant)
    with _lock:
        _kept[wanted] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _px_per_m(product: Product) -> float:
    """Texels per metre of the finest artwork on the product; 0 where there is none."""
    from assets.wear_marks import uv_per_m

    printed = ((slot, m.texture) for slot, m in enumerate(product.materials) if m.texture is not None)
    roots = (uv_per_m(product.mesh, slot) * math.prod(t.size_wh_px) ** 0.5 for slot, t in printed)
    return max(roots, default=0.0)


def _worn(product: Product, grade: int, variant: int) -> Product:
    from assets.wear_dents import DEEPEST_M, dented

    mesh, deepest_m, density = product.mesh, DEEPEST_M[grade], _px_per_m(product)
    if deepest_m * density > SEEN_PX and is_soft(product):
        mesh = dented(mesh, grade, variant)
    if 0 < density < MARKED_PX_PER_M:
        return replace(product, mesh=mesh)
    materials = tuple(_soiled(m, product, slot, grade, variant) for slot, m in enumerate(product.materials))
    return replace(product, mesh=mesh, materials=materials)


def is_soft(product: Product) -> bool:
    """Whether the package takes dents: all of its known finishes do, and none is stiff."""
    names = [m.name for m in product.materials]
    return any(n.startswith(SOFT) for n in names) and not any(n.startswith(HARD) for n in names)


def _soiled(material: Material, product: Product, slot: int, grade: int, variant: int) -> Material:
    """Marks on what is printed, a film of dust on the rest; both take some of the shine."""
    from assets.wear_marks import WornTexture, uv_per_m

    rougher = min(material.roughness + 0.03 * grade, 1.0)
    duller = round(material.coat * (1 - 0.08 * grade), 6)
    soiled = replace(material, roughness=rougher, coat=duller)
    if material.texture is not None and uv_per_m(product.mesh, slot) == 0:
        return soiled  # a slot without faces, or one that shows a single point of its texture
    if material.texture is not None:
        rubs = 1.0 if material.name.startswith(PAPERY) else 0.25
        marked = WornTexture(material.texture, product.mesh, slot, grade, variant, rubs)
        return replace(soiled, texture=marked)
    if material.transmission > 0 or not material.traced:
        return replace(material, coat_roughness=min(material.coat_roughness + 0.02 * grade, 1.0))
    share = 0.03 * grade
    r, g, b = (round(c * (1 - share) + d * share, 6) for c, d in zip(material.color, DUST, strict=True))
    return replace(soiled, color=(r, g, b))
