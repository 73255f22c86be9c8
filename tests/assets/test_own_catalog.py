"""Folders of one's own products as catalogues: by content, bounded, and mixed with others by share."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.catalog import CatalogError, open_catalog
from assets.gtin import is_valid_gtin13
from assets.own import limits
from assets.own.errors import ModelError
from assets.own.importing import import_model
from scenes.assortment import allot
from tests.assets.own_kit import bottle, box, write_obj
from tests.assets.test_packshots import CAN, CARTON, RED, art, put


@pytest.fixture(scope="module")
def goods(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with a model, two packshots in a folder of their own, and defaults for all."""
    root = tmp_path_factory.mktemp("goods")
    (root / "catalog.yaml").write_text("brand: Bramble\ncategory: snacks/crisps\ncurrency: GBP\n")
    put(root / "drinks" / "plum", CAN, front=(330, 560, RED))
    put(root / "rings", CARTON + "price: 3.49\nsku: rings-375\nnet: 375 g\n", front=(380, 580, RED))
    source = root.parent / "b.obj"
    import_model(write_obj(source, bottle()), root, facts={"name": "Syrup", "gtin": "4006381333931"})
    return root


def test_products_come_from_folders_at_any_depth(goods: Path) -> None:
    catalog = open_catalog(str(goods), 1, 1)
    assert [s.sku for s in catalog.skus] == ["drinks.plum", "rings-375", "syrup"]
    by_name = {s.sku: s for s in catalog.skus}
    assert {s.brand for s in catalog.skus} == {"Bramble"}
    assert {s.category for s in catalog.skus} == {("snacks", "crisps")}
    assert (by_name["rings-375"].price_minor, by_name["rings-375"].currency) == (349, "GBP")
    assert by_name["syrup"].gtin == "4006381333931"
    assert all(is_valid_gtin13(s.gtin) for s in catalog.skus)
    assert by_name["syrup"].size_m == pytest.approx((0.07, 0.07, 0.25), abs=0.001)


def test_a_model_has_two_details_with_one_set_of_slots(goods: Path) -> None:
    catalog = open_catalog(str(goods), 1, 1)
    near, far = catalog.product("syrup", 1000), catalog.product("syrup", 50)
    assert len(far.mesh.faces) < len(near.mesh.faces)
    assert far.mesh.size_m == pytest.approx(near.mesh.size_m, abs=0.0005)
    assert len(near.materials) == len(near.mesh.slots)
    assert catalog.product("syrup", 1000).mesh.key == near.mesh.key


def test_the_key_follows_every_byte(goods: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(goods, copy)
    first = open_catalog(str(goods), 1, 1).key
    assert open_catalog(str(copy), 5, 9).key == first
    (copy / "notes.txt").write_text("not a product")
    assert open_catalog(str(copy), 1, 1).key == first
    with (copy / "rings" / "product.yaml").open("a") as file:
        file.write("variant: Salted\n")
    assert open_catalog(str(copy), 1, 1).key != first


def test_files_that_change_under_a_catalogue_are_told(goods: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(goods, copy)
    catalog = open_catalog(str(copy), 1, 1)
    art(copy / "rings" / "front.png", 380, 580, (1, 2, 3))
    with pytest.raises(ModelError, match="has changed since"):
        catalog.product("rings-375", 77)


def test_links_that_lead_out_and_twins_are_problems(tmp_path: Path) -> None:
    root = tmp_path / "goods"
    put(root / "a", CAN + "sku: x\ngtin: 4006381333931\n", front=(330, 560, RED))
    put(root / "b", CAN + "sku: x\ngtin: 4006381333931\n", front=(330, 560, RED))
    outside = put(tmp_path / "outside", CAN, front=(330, 560, RED))
    os.symlink(outside, root / "c")
    put(root / "d", CAN)
    os.symlink(outside / "front.png", root / "d" / "front.png")
    with pytest.raises(CatalogError) as caught:
        open_catalog(str(root), 1, 1)
    said = str(caught.value)
    assert "sku: expected a name of its own" in said
    assert "gtin: expected a number of its own" in said
    assert said.count("a link that leads out") == 2


@pytest.mark.parametrize("what", ["nothing", "empty", "file"])
def test_folders_without_products_are_told(tmp_path: Path, what: str) -> None:
    path = tmp_path / "goods"
    if what == "empty":
        path.mkdir()
    elif what == "file":
        path.write_text("x")
    with pytest.raises(CatalogError, match=r"no products|no such folder"):
        open_catalog(str(path), 1, 1)


def test_counts_and_bytes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        put(tmp_path / name, CAN, front=(330, 560, RED))
    monkeypatch.setattr(limits, "MAX_PRODUCTS", 2)
    with pytest.raises(CatalogError, match=r"more than 2 products"):
        open_catalog(str(tmp_path), 1, 1)
    monkeypatch.setattr(limits, "MAX_PRODUCTS", 20)
    monkeypatch.setattr(limits, "MAX_ARTWORK_BYTES", 100)
    with pytest.raises(CatalogError, match=r"more than 100 bytes"):
        open_catalog(str(tmp_path), 1, 1)


def test_a_model_by_hand_must_be_of_a_products_size_and_as_said(tmp_path: Path) -> None:
    from assets.own.glb import write_glb
    from tests.assets.own_kit import solid

    put(tmp_path / "a", "name: A\n")
    (tmp_path / "a" / "model.glb").write_bytes(write_glb({"near": solid(box((19.0, 6.0, 29.0)))}))
    with pytest.raises(CatalogError, match=r"no product's size"):
        open_catalog(str(tmp_path), 1, 1)
    (tmp_path / "a" / "model.glb").write_bytes(write_glb({"near": solid(box((0.19, 0.06, 0.29)))}))
    sku = open_catalog(str(tmp_path), 1, 1).skus[0]
    assert sku.size_m == pytest.approx((0.19, 0.06, 0.29), abs=1e-5)
    put(tmp_path / "a", "name: A\nwidth: 100\ndepth: 60\nheight: 290\n")
    with pytest.raises(CatalogError, match=r"model\.glb is 190 x 60 x 290 mm"):
        open_catalog(str(tmp_path), 1, 1)


def test_mixed_catalogues_hold_both_and_key_both(goods: Path) -> None:
    mixed = open_catalog(["builtin", str(goods)], 1, 30, shares=(3, 1))
    own, builtin = open_catalog(str(goods), 1, 1), open_catalog("builtin", 1, 30)
    assert len(mixed.skus) == len(own.skus) + len(builtin.skus)
    assert mixed.product("syrup", 300).mesh.key == own.product("syrup", 300).mesh.key
    keys = {mixed.key, own.key, builtin.key, open_catalog(["builtin", str(goods)], 1, 30).key}
    assert len(keys) == 4


def test_mixtures_tell_all_that_is_wrong(goods: Path) -> None:
    with pytest.raises(CatalogError, match=r"(?s)nowhere.*elsewhere"):
        open_catalog(["nowhere", "builtin", "elsewhere"], 1, 10)
    with pytest.raises(CatalogError, match="2 catalogues and 1 shares"):
        open_catalog(["builtin", str(goods)], 1, 10, shares=(1,))
    with pytest.raises(CatalogError, match="two of them have a SKU"):
        open_catalog([str(goods), str(goods)], 1, 10)


@given(
    st.integers(0, 60),
    st.lists(st.tuples(st.floats(0.1, 9), st.integers(0, 40)), min_size=1, max_size=5),
)
def test_shares_are_kept_as_well_as_whole_numbers_can(count: int, parts: list[tuple[float, int]]) -> None:
    shares, most = [s for s, _ in parts], [m for _, m in parts]
    given_ = allot(count, shares, most)
    assert sum(given_) == min(count, sum(most))
    assert all(0 <= g <= m for g, m in zip(given_, most, strict=True))
    if count >= len(parts):
        assert all(g >= 1 for g, m in zip(given_, most, strict=True) if m)
    unbound = [i for i, m in enumerate(most) if m >= count]
    for i in unbound:
        for j in unbound:
            if shares[i] > shares[j]:
                assert given_[i] >= given_[j] - 1
