from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.bundle import open_bundle
from generator.farm.pack import KEPT_PACKS, Pack, PackError, pack, unpack
from tests.assets.test_packshots import CARTON, RED, put

RECIPE = """
extends: quick
image: {width_px: 64, height_px: 48}
merchandise: {catalog: goods}
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    put(tmp_path / "home" / "goods" / "oats", CARTON, front=(190, 290, RED))
    path = tmp_path / "home" / "my.yaml"
    path.write_text(RECIPE, "utf-8")
    return path


def test_a_bundle_with_own_goods_is_the_same_bundle_where_it_arrives(recipe: Path, tmp_path: Path) -> None:
    bundle = open_bundle(recipe)
    packed, files = pack(bundle)
    asked = []

    def fetch() -> dict[str, bytes]:
        asked.append(1)
        return files

    there = unpack(packed, fetch, tmp_path / "node")
    again = unpack(packed, fetch, tmp_path / "node")
    assert there.key == again.key == bundle.key
    assert there.recipe == bundle.recipe
    assert [sku.gtin for sku in there.catalog.skus] == [sku.gtin for sku in bundle.catalog.skus]
    assert asked == [1]


def test_goods_that_changed_on_the_way_are_refused(recipe: Path, tmp_path: Path) -> None:
    packed, files = pack(open_bundle(recipe))
    name = next(name for name in files if name.endswith("product.yaml"))
    spoiled = files | {name: files[name].replace(b"Corn rings", b"Corn squares")}
    with pytest.raises(PackError, match="not the same here"):
        unpack(packed, lambda: spoiled, tmp_path / "node")


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/../../outside", ""])
def test_a_file_that_would_land_elsewhere_is_refused_and_nothing_is_left(name: str, tmp_path: Path) -> None:
    packed = Pack("key", "{}", "my.yaml", "", "digest")
    with pytest.raises(PackError, match="leads out"):
        unpack(packed, lambda: {name: b"x"}, tmp_path / "node")
    assert not (tmp_path / "outside").exists()
    assert list((tmp_path / "node").iterdir()) == []


def test_a_node_keeps_only_the_packs_used_last(tmp_path: Path) -> None:
    for number in range(KEPT_PACKS + 4):
        with pytest.raises(ValidationError):
            unpack(Pack("k", "[]", "my.yaml", "", f"pack{number}"), lambda: {"a": b"x"}, tmp_path)
    assert len(list(tmp_path.iterdir())) <= KEPT_PACKS
    assert (tmp_path / f"pack{KEPT_PACKS + 3}").is_dir()
