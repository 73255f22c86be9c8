"""Wear: dents stay inside the package, marks are the same everywhere, and labels follow."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mesh_checks import open_edges, signed_volume_m3

from assets.catalog import open_catalog
from assets.finishes import material
from assets.mesh import Mesh
from assets.product import Product
from assets.wear import GRADES, VARIANTS, is_soft, worn
from assets.wear_dents import FOOT, STEEPEST, _halved, dented, draw_dents, refined
from assets.wear_marks import WornTexture, _facing_up, _folds, fold_edges, print_on


@cache
def products() -> tuple[Product, ...]:
    """One product of every archetype in the range, its pictures just fine enough for all marks."""
    catalog = open_catalog("builtin", 5, 240)
    first = {}
    for sku in catalog.skus:
        first.setdefault(sku.archetype, sku)
    return tuple(catalog.product(sku.sku, round(1500 * sku.size_m[2])) for sku in first.values())


def soft() -> tuple[Product, ...]:
    return tuple(p for p in products() if is_soft(p))


some_product = st.integers(0, 10_000).map(lambda n: soft()[n % len(soft())])
grades, variants = st.integers(1, GRADES - 1), st.integers(0, VARIANTS - 1)


def is_closed(mesh: Mesh) -> bool:
    return open_edges(mesh) == 0


@settings(max_examples=15, deadline=None)
@given(some_product, st.integers(2, GRADES - 1), st.integers(0, 50))
def test_dents_stay_inside_and_leave_base_slots_and_closedness(
    product: Product, grade: int, seed: int
) -> None:
    mesh = product.mesh
    made = dented(mesh, grade, seed)
    low, high = mesh.bounds_m
    assert (made.bounds_m[0] >= low - 1e-6).all()
    assert (made.bounds_m[1] <= high + 1e-6).all()
    assert made.bounds_m[0, 2] == pytest.approx(0.0, abs=1e-6)
    assert made.slots == mesh.slots
    assert is_closed(made) == is_closed(mesh)
    assert np.linalg.norm(made.corner_normals, axis=2) == pytest.approx(1.0, abs=1e-4)
    base = mesh.vertices_m[:, 2] < 1e-6
    assert made.vertices_m[: len(base)][base] == pytest.approx(mesh.vertices_m[base], abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(some_product, st.integers(2, GRADES - 1), st.integers(0, 50))
def test_a_dent_is_seen_and_nothing_folds_over(product: Product, grade: int, seed: int) -> None:
    """Any two points, however close, keep their order: the push changes less than they are apart."""
    dents = draw_dents(product.mesh, grade, seed)
    rng = np.random.default_rng(seed)
    low, high = product.mesh.bounds_m
    points = rng.uniform(low, high, (400, 3))
    near = points + rng.normal(0, 0.002, points.shape)
    change = np.linalg.norm(dents.push(points) - dents.push(near), axis=1)
    assert (change < 0.98 * np.linalg.norm(points - near, axis=1)).all()
    assert dents.depth_m.max() > 0.0008
    assert dents.depth_m.max() * 0.607 <= STEEPEST * dents.reach_m.max() + 1e-9
    assert FOOT >= 4


@settings(max_examples=10, deadline=None)
@given(some_product, st.integers(0, 50))
def test_refining_changes_no_surface(product: Product, seed: int) -> None:
    mesh = product.mesh
    fine = refined(mesh, draw_dents(mesh, 3, seed))
    assert len(fine.faces) >= len(mesh.faces)
    assert signed_volume_m3(fine) == pytest.approx(signed_volume_m3(mesh), rel=1e-4)
    assert fine.bounds_m == pytest.approx(mesh.bounds_m)
    assert is_closed(fine) == is_closed(mesh)


@settings(max_examples=10, deadline=None)
@given(some_product, st.integers(0, 2**31))
def test_any_set_of_edges_can_be_halved_without_a_gap(product: Product, seed: int) -> None:
    mesh = product.mesh
    ends = np.sort(np.stack([mesh.faces, np.roll(mesh.faces, -1, axis=1)], -1), axis=2)
    marks = ((ends[..., 0] * 7919 + ends[..., 1] * 104729 + seed) % 3) == 0
    fine = _halved(mesh, marks)
    assert is_closed(fine) == is_closed(mesh)
    assert signed_volume_m3(fine) == pytest.approx(signed_volume_m3(mesh), rel=1e-4)


@settings(max_examples=30, deadline=None)
@given(some_product, grades, variants)
def test_wear_is_the_same_for_the_same_product_and_another_by_grade_and_variant(
    product: Product, grade: int, variant: int
) -> None:
    twin = replace(product, materials=tuple(replace(m) for m in product.materials))
    one, two = worn(product, grade, variant), worn(twin, grade, variant)
    keys = [m.key for m in one.materials]
    assert keys == [m.key for m in two.materials]
    assert one.mesh.key == two.mesh.key
    assert keys != [m.key for m in product.materials]
    other = worn(product, grade, (variant + 1) % VARIANTS)
    printed = [k for k, m in enumerate(product.materials) if m.texture is not None]
    assert all(one.materials[k].key != other.materials[k].key for k in printed)


def test_grade_0_is_the_product_itself_and_others_are_refused() -> None:
    product = products()[0]
    assert worn(product, 0, 1) is product
    for grade in (-1, GRADES):
        with pytest.raises(ValueError, match="grades 0 to 3"):
            worn(product, grade, 0)


def test_from_afar_what_was_handled_looks_as_new_and_what_is_dented_does_not() -> None:
    catalog = open_catalog("builtin", 5, 40)
    for sku in catalog.skus[:8]:
        far = catalog.product(sku.sku, 32)
        assert worn(far, 1, 0) is far
        assert worn(far, 3, 0) is not far


def test_artwork_too_coarse_for_marks_keeps_its_colours() -> None:
    catalog = open_catalog("builtin", 5, 40)
    for sku in catalog.skus[:8]:
        coarse, fine = (catalog.product(sku.sku, round(n * sku.size_m[2])) for n in (100, 1000))
        assert [m.key for m in worn(coarse, 3, 0).materials] == [m.key for m in coarse.materials]
        assert [m.key for m in worn(fine, 3, 0).materials] != [m.key for m in fine.materials]


def test_glass_keeps_its_shape_and_board_does_not() -> None:
    stiff = [p for p in products() if any(m.name.startswith("glass_") for m in p.materials)]
    assert stiff
    assert all(worn(p, 3, 0).mesh is p.mesh for p in stiff)
    cartons = [p for p in products() if p.sku.archetype == "carton"]
    assert all(worn(p, 3, 0).mesh.key != p.mesh.key for p in cartons)
    assert all(worn(p, 1, 0).mesh is p.mesh for p in products())


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_marks_grow_with_the_grade_and_keep_the_print_readable(grade: int) -> None:
    for product in products()[:6]:
        slot = next(k for k, m in enumerate(product.materials) if m.texture is not None)
        fresh = product.materials[slot].texture
        assert fresh is not None
        change = []
        for g in (grade - 1, grade):
            picture = worn(product, g, 0).materials[slot].texture
            assert picture is not None
            assert picture.size_wh_px == fresh.size_wh_px
            pixels = picture.pixels()
            assert pixels.shape == fresh.pixels().shape
            change.append(float(np.abs(pixels.astype(int) - fresh.pixels()).mean()))
        assert change[0] < change[1] < 40


def test_dust_lies_on_top_only_and_rubbing_on_folds() -> None:
    product = next(p for p in products() if p.sku.archetype == "carton")
    texture = product.materials[0].texture
    assert texture is not None
    sheet = print_on(product.mesh, 0)
    size = texture.size_wh_px
    assert 0.0 < (_facing_up(sheet, size) > 0.5).mean() < 0.5
    assert 0.0 < _folds(sheet, size, WornTexture(texture, product.mesh, 0, 3, 0).px_per_m).mean() < 0.2
    folds = fold_edges(product.mesh)
    assert 0.02 < folds.mean() < 1.0


def test_a_cube_has_twelve_folds_and_its_diagonals_are_none() -> None:
    from assets.mesh_tools import assemble, box

    cube = assemble([box((0, 0, 0), (1, 1, 1), "all")], ("all",))
    assert fold_edges(cube).sum() == 24  # each seen from both sides


def test_dust_makes_unprinted_parts_rougher_and_leaves_clear_ones_clear() -> None:
    product = next(p for p in products() if any(m.transmission > 0 for m in p.materials))
    for fresh, used in zip(product.materials, worn(product, 3, 0).materials, strict=True):
        assert used.transmission == fresh.transmission
        assert used.roughness >= fresh.roughness
        assert used.traced == fresh.traced
    steel = material("steel")
    cap = replace(product, materials=tuple(steel for _ in product.materials))
    assert worn(cap, 2, 0).materials[0].roughness > steel.roughness


def test_a_textured_slot_that_shows_one_point_of_its_texture_takes_no_marks() -> None:
    product = products()[0]
    flat = replace(product, mesh=replace(product.mesh, corner_uv=np.zeros_like(product.mesh.corner_uv)))
    for grade in range(1, GRADES):
        for fresh, used in zip(flat.materials, worn(flat, grade, 0.5).materials, strict=True):
            assert used.texture is fresh.texture
