"""What a tag is said to show is what is printed on it, where it is printed."""

from dataclasses import replace

import numpy as np
import pytest

from assets.art.tags import TagTexture
from assets.catalog import open_catalog
from assets.mesh import Mesh
from assets.money import CURRENCIES
from assets.price_tags import _texture, price_tag, tag_texts
from assets.product import Sku
from assets.promo_pieces import curled_tag
from scenes.plan import Quad, TagFacts
from scenes.tag_facts import tag_facts

SIZE = (0.062, 0.034)
SKUS = tuple(open_catalog("builtin", 3, 60, ("en", "de", "ja", "ar", "el")).skus)
FEW = SKUS[:: len(SKUS) // 12]


def said(facts: TagFacts, *what: str) -> str:
    return "".join(line.text for line in facts.lines if line.says in what)


@pytest.mark.parametrize("sku", FEW, ids=lambda s: s.sku)
def test_the_lines_say_what_the_article_says(sku: Sku) -> None:
    facts = tag_facts(FEW[0], sku, SIZE)
    assert (facts.sku, facts.shows_sku) == (FEW[0].sku, sku.sku)
    assert (facts.price_minor, facts.currency, facts.gtin) == (sku.price_minor, sku.currency, sku.gtin)
    name = " ".join(line.text for line in facts.lines if line.says == "name")
    assert name.replace(" ", "") == f"{sku.brand}{sku.name}{sku.variant}".replace(" ", "")
    money = CURRENCIES[sku.currency]
    price = said(facts, "price", "cents", "currency")
    assert sorted(price.replace(" ", "")) == sorted(money.text(sku.price_minor).replace(" ", ""))
    assert said(facts, "digits") == sku.gtin
    assert sku.gtin[6:12] in said(facts, "article")


def test_a_tag_without_a_valid_gtin_has_no_barcode() -> None:
    facts = tag_facts(FEW[0], replace(FEW[0], gtin="123"), SIZE)
    assert (facts.gtin, facts.barcode_m, said(facts, "digits")) == ("", None, "")


def distance_to_mesh(points: np.ndarray, mesh: Mesh) -> np.ndarray:
    """Distance of each point to the nearest triangle, by trying all of a fine grid of each."""
    weights = np.array([(i, j, 40 - i - j) for i in range(41) for j in range(41 - i)]) / 40
    triangles = mesh.vertices_m[mesh.faces].astype(float)
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    best = np.full(len(points), np.inf)
    for corners, normal in zip(triangles, normals, strict=True):
        off = np.abs((points - corners[0]) @ normal)
        cloud = weights @ corners
        near = np.linalg.norm(points[:, None] - cloud[None], axis=2).min(axis=1)
        reach = np.linalg.norm(corners - corners.mean(axis=0), axis=1).max() / 12  # of the grid's cells
        best = np.where(near <= np.hypot(off, reach), np.minimum(best, off), best)
    return best


@pytest.mark.parametrize("lift_m", [0.0, 0.004, 0.012])
def test_every_corner_lies_on_the_card_that_is_drawn(lift_m: float) -> None:
    mesh = curled_tag(SIZE, lift_m) if lift_m else price_tag(FEW[1], SIZE, 512)[0]
    facts = tag_facts(FEW[1], FEW[1], SIZE, lift_m)
    assert facts.barcode_m
    quads: list[Quad] = [facts.quad_m, facts.barcode_m, *(line.quad_m for line in facts.lines)]
    points = np.array(quads).reshape(-1, 3)
    assert distance_to_mesh(points, mesh).max() < 1e-6
    low, high = mesh.bounds_m
    assert (points >= low - 1e-6).all()
    assert (points <= high + 1e-6).all()
    a, b, c, d = np.array(facts.quad_m)
    assert a[0] < b[0]  # upper left, upper right, lower right, lower left
    assert a[2] > d[2]
    assert c[0] > d[0]
    assert b[1] > c[1]  # leaning back


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("change", "says"), [("price_minor", ("price", "cents", "currency")), ("name", ("name",))]
)
def test_pixels_that_change_with_the_words_are_where_the_words_are(
    change: str, says: tuple[str, ...], seed: int
) -> None:
    """The price (or name) is drawn in two ways; all that differs lies within the lines that are told."""
    sku = FEW[seed]
    other = (
        replace(sku, price_minor=sku.price_minor + 678)
        if change == "price_minor"
        else replace(sku, name="Qgxyz")
    )
    width, height = size_px = (620, 340)
    first, second = (_texture(s, size_px).pixels().astype(int) for s in (sku, other))
    v, u = np.nonzero(np.abs(first - second).max(axis=2) > 40)
    lines = [t.corners_uv for s in (sku, other) for t in tag_texts(s, SIZE)[0] if t.says in says]
    boxes = [
        (x0 * width, (1 - y1) * height, x1 * width, (1 - y0) * height) for (x0, y1), _, (x1, y0), _ in lines
    ]
    inside = [
        (u >= x0 - 1.5) & (u <= x1 + 0.5) & (v >= y0 - 1.5) & (v <= y1 + 0.5) for x0, y0, x1, y1 in boxes
    ]
    assert len(u) > 300
    assert np.any(inside, axis=0).all()
    changed = [hit.sum() > 0 for hit in inside]
    assert sum(changed) >= len(changed) / 2


def test_the_quads_are_tight_around_the_ink() -> None:
    """The digits of the largest text touch all four sides of their box."""
    sku = FEW[0]
    width, height = size_px = (1240, 680)
    tag = _texture(sku, size_px)
    assert isinstance(tag, TagTexture)
    pixels = tag.pixels().astype(int)
    price = next(t.corners_uv for t in tag_texts(sku, SIZE)[0] if t.says == "price")
    (x0, y1), _, (x1, y0), _ = price
    left, right, top, bottom = x0 * width, x1 * width, (1 - y1) * height, (1 - y0) * height
    ground = pixels[round(top) - 4, round(left) - 4]
    crop = pixels[round(top) - 3 : round(bottom) + 3, round(left) - 3 : round(right) + 3]
    v, u = np.nonzero(np.abs(crop - ground).max(axis=2) > 60)
    assert u.min() - 3 == pytest.approx(left - round(left), abs=1.5)
    assert v.min() - 3 == pytest.approx(top - round(top), abs=1.5)
    assert u.max() + 1 + round(left) - 3 == pytest.approx(right, abs=1.5)
    assert v.max() + 1 + round(top) - 3 == pytest.approx(bottom, abs=1.5)
