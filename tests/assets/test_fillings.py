"""Contents of jars: pieces that can be seen, once around the glass, the same every time."""

import numpy as np
import pytest

from assets.art.fillings import FillingTexture, filling_of
from assets.builtin import BuiltinCatalog
from assets.product import Sku


@pytest.fixture(scope="module")
def jars() -> dict[tuple[str, str], Sku]:
    """A jar of every kind of contents."""
    skus = BuiltinCatalog(1, 4000).skus
    return {(s.category[-1], s.flavor): s for s in skus if s.archetype == "jar"}


def of(jars: dict[tuple[str, str], Sku], sub: str) -> list[FillingTexture]:
    found = [filling_of(sku, 300) for (kind, _), sku in jars.items() if kind == sub]
    return [texture for texture in found if texture is not None]


def test_pickles_jam_and_spices_show_pieces_and_honey_none(jars: dict[tuple[str, str], Sku]) -> None:
    assert of(jars, "honey") == []
    for sub in ("pickles", "jam", "spices", "sauce"):
        textures = of(jars, sub)
        assert textures, sub
        assert all(float(t.pixels().astype(float).std((0, 1)).max()) > 2 for t in textures)


def test_contents_have_their_own_colour_in_the_mean(jars: dict[tuple[str, str], Sku]) -> None:
    for texture in of(jars, "pickles") + of(jars, "jam"):
        mean = texture.pixels().mean((0, 1)) / 255
        assert np.abs(mean - texture.color).max() < 0.16, (texture.filling, mean)


def test_contents_are_painted_alike_every_time(jars: dict[tuple[str, str], Sku]) -> None:
    for variant in ("Olives", "Gherkins"):
        texture = filling_of(jars["pickles", variant], 200)
        assert texture
        assert (texture._paint() == texture._paint()).all()


def test_the_glass_of_a_jar_shows_them_and_other_packages_do_not() -> None:
    catalog = BuiltinCatalog(1, 600)
    shown = 0
    for sku in catalog.skus:
        wanted = filling_of(sku, 200) if sku.archetype in ("jar", "glass_bottle") else None
        if wanted is None:
            continue
        assert sku.archetype == "jar"
        materials = catalog.product(sku.sku, 200).materials
        shown += any(m.texture is not None and m.texture.key == wanted.key for m in materials)
    assert shown > 5


def test_textures_follow_the_size_of_the_picture(jars: dict[tuple[str, str], Sku]) -> None:
    sku = jars["pickles", "Gherkins"]
    small, large = filling_of(sku, 100), filling_of(sku, 400)
    assert small
    assert large
    assert large.size_wh_px[0] == pytest.approx(4 * small.size_wh_px[0], rel=0.05)
