"""A sample of the catalogue held to what scripts/measure_merchandise.py measures over all of it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assets.builtin import BuiltinCatalog
from assets.gtin import is_valid_gtin13

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "measure_merchandise.py"
SKUS, EVERY = 2000, 40


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_merchandise", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_merchandise"] = module  # dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def looks(measure: ModuleType) -> list:
    skus = BuiltinCatalog(1, SKUS, languages=("en", "de", "el", "ru", "ja", "ar")).skus
    chosen = {s.sku: s for s in (*skus[::EVERY], *skus[:12])}  # some lines whole
    return [measure.look(sku, 1024) for sku in chosen.values()]


def test_no_two_fronts_are_alike(measure: ModuleType, looks: list) -> None:
    bits, colors = measure.pairs(looks)
    alike = np.argwhere((bits <= 2) & (colors <= 5))
    assert alike.size == 0, [(looks[i].sku.sku, looks[j].sku.sku) for i, j in alike]


def test_barcodes_are_valid_and_nearly_all_are_read(looks: list) -> None:
    assert all(is_valid_gtin13(x.sku.gtin) for x in looks)
    missed = [(x.sku.sku, x.sku.archetype) for x in looks if not x.read]
    assert len(missed) <= 0.1 * len(looks), missed


def test_the_hash_knows_a_front_again_and_tells_others_apart(measure: ModuleType, looks: list) -> None:
    bits, _ = measure.pairs(looks)
    skus = [x.sku for x in looks[:8]]
    same, _ = measure.harm(skus, 512)
    assert same <= 6 < np.median(bits)
