"""From a recipe to a frozen scene: the one place where a frame's chances are all drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from assets.fixture import Deck, GondolaModel, GondolaSpec, decks_of
from assets.material import Material
from assets.mesh import Mesh
from assets.product import Catalog, Product, Sku
from assets.wear import worn
from recipes.keys import recipe_key
from recipes.model import Recipe
from recipes.values import support
from scenes.assortment import choose, eligible, groups_of, in_blocks
from scenes.camera import Camera
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.lighting import Hall, lay_lights
from scenes.placement import HEADROOM_M
from scenes.planogram import ShelfSlot, fill_decks
from scenes.poses import rigid_many
from scenes.scene import F64, Instance, LabelSettings, PostSettings, RenderSettings, Scene, Slot
from scenes.shelving import Shelving, low_enough, set_boards, with_boards_added
from scenes.surroundings import (
    Placed,
    build_fixture,
    build_store,
    draw_fixture,
    placed_parts,
    price_tags,
    unlabelled,
)
from scenes.viewpoint import draw_camera
from scenes.visibility import tag_px_per_m, texture_sizes_px
from scenes.wear import Wear, draw_wear

Look = tuple[str, int, int]  # SKU, grade and variant of wear


@dataclass(frozen=True, eq=False)
class Goods:
    """All packages of a frame in the order of their ids: article, place on the fixture, pose, wear."""

    skus: tuple[Sku, ...]
    slots: tuple[Slot, ...]
    poses: F64
    wear: tuple[Wear, ...] = ()


def sample_scene(recipe: Recipe, catalog: Catalog, frame_index: int) -> Scene:
    """Frame ``frame_index`` of ``recipe``: a pure function of its arguments, independent of all other frames.

    Every draw is keyed by (recipe seed, frame index, path), so editing one part of the recipe leaves the
    draws of the others as they were. Raises SceneError where the values drawn contradict each other.
    """
    draws = FrameDraws(recipe.seed, frame_index)
    spec = draw_fixture(recipe.fixture, draws)
    store_spec, store_parts = build_store(recipe.store, draws, spec)
    model, slots, spec = _stock(recipe, catalog, spec, draws)
    goods = _goods(model, slots)
    goods = replace(goods, wear=draw_wear(recipe.merchandise, goods.slots, draws))
    size_whd = (model.width_m, model.height_m, spec.depth_m)
    camera, seen = draw_camera(recipe.camera, recipe.image, draws, size_whd, store_spec.ceiling_m)
    hall = Hall(model.width_m, model.height_m, store_spec.aisle_m, store_spec.ceiling_m)
    lights, world, lit = lay_lights(recipe.lights, draws, hall)
    products = _products(catalog, goods, camera)
    tags = price_tags(recipe.fixture, model, slots, draws, tag_px_per_m(camera, _rail_ends(model)))
    around = [*placed_parts("fixture", model.parts), *tags, *placed_parts("store", store_parts)]
    packages = {key: worn(products[key[0]], *key[1:]) for key in sorted(set(_looks(goods)))}
    meshes, materials = _tables(packages.values(), around)
    return Scene(
        recipe=recipe.name,
        recipe_key=recipe_key(recipe),
        frame_index=frame_index,
        camera=camera,
        instances=(*_instances(goods, packages), *map(unlabelled, around)),
        meshes=meshes,
        materials=materials,
        skus={name: product.sku for name, product in products.items()},
        lights=lights,
        world=world,
        render=_render_settings(recipe, draws),
        labels=_label_settings(recipe),
        post=_post_settings(recipe, draws, float(lit["temperature_k"])),
        facts={**seen, **lit, **_counts(spec, goods, slots)},
    )


def _stock(
    recipe: Recipe, catalog: Catalog, spec: GondolaSpec, draws: FrameDraws
) -> tuple[GondolaModel, tuple[ShelfSlot, ...], GondolaSpec]:
    """The fixture with its boards set for the goods, what stands in every slot, and the boards it came to."""
    found = _that_fit(eligible(recipe.merchandise, catalog), decks_of(spec)[-1], spec)
    groups = groups_of(catalog)
    chosen = choose(found, recipe.merchandise, draws, groups)
    if not low_enough(chosen, spec):  # many shelves in little height are for low goods
        chosen = choose(low_enough(found, spec) or found, recipe.merchandise, draws, groups)
    skus = in_blocks(chosen, recipe.planogram.block_by, draws)
    piled = float(support(recipe.planogram.stack)[1]) > 0
    if draws.value("fixture/add_boards", recipe.fixture.add_boards):
        spec = with_boards_added(skus, piled, spec)
    shelving = set_boards(skus, piled, spec, draws)
    model = build_fixture(replace(spec, deck_heights_m=shelving.deck_heights_m))
    return model, _filled(recipe, model, shelving, draws), spec


def _that_fit(found: Sequence[Sku], deck: Deck, spec: GondolaSpec) -> list[Sku]:
    """The articles that fit this frame's decks in width and depth, and its fixture in height."""
    width, depth = deck.x1_m - deck.x0_m, deck.y_back_m - deck.y_front_m
    height = spec.height_m - spec.base_height_m - HEADROOM_M
    fitting = [s for s in found if s.size_m[0] < width and s.size_m[1] <= depth and s.size_m[2] < height]
    if not fitting:
        raise SceneError(
            "fixture",
            f"none of the {len(found)} articles of the assortment fits a deck {width:.2f} m wide and "
            f"{depth:.2f} m deep under {height:.2f} m",
            "use a wider, deeper or higher fixture, or other categories",
        )
    return fitting


def _filled(
    recipe: Recipe, model: GondolaModel, shelving: Shelving, draws: FrameDraws
) -> tuple[ShelfSlot, ...]:
    """Every deck's slots. Nothing is piled higher than the fixture, so the fixture bounds its goods."""
    decks = [replace(d, clearance_m=min(d.clearance_m, model.height_m - d.z_m)) for d in model.decks]
    return fill_decks(recipe.planogram, decks, shelving.ceilings_m, shelving.bands, draws)


def _goods(model: GondolaModel, slots: Sequence[ShelfSlot]) -> Goods:
    """Poses of all packages, in the order (bay, shelf, slot, facing, depth, stack)."""
    deck_z = {(deck.bay, deck.shelf): deck.z_m for deck in model.decks}
    places = [
        (slot, facing, left, item)
        for slot in slots
        if not slot.empty
        for facing, (column, left) in enumerate(zip(slot.columns, slot.lefts_m, strict=True))
        for item in column.items
    ]
    return Goods(
        tuple(slot.sku for slot, _, _, _ in places),
        tuple(Slot(s.bay, s.shelf, s.slot, f, item.depth, item.stack) for s, f, _, item in places),
        rigid_many(
            [(left + i.x_m, i.y_m, deck_z[s.bay, s.shelf] + i.z_m) for s, _, left, i in places],
            [item.yaw_rad for _, _, _, item in places],
        ),
    )


def _products(catalog: Catalog, goods: Goods, camera: Camera) -> dict[str, Product]:
    """One product per article, its artwork as fine as its nearest package needs."""
    sizes_wh = np.array([(sku.size_m[0], sku.size_m[2]) for sku in goods.skus]).reshape(-1, 2)
    centres = goods.poses[:, :3, 3] + np.array([0.0, 0.0, 0.5]) * sizes_wh[:, 1:]
    finest: dict[str, int] = {}
    for sku, size in zip(goods.skus, texture_sizes_px(camera, centres, sizes_wh), strict=True):
        finest[sku.sku] = max(finest.get(sku.sku, 0), int(size))
    return {name: catalog.product(name, size) for name, size in finest.items()}


def _rail_ends(model: GondolaModel) -> F64:
    return np.array([(x, r.y_m, r.z_m) for r in model.rails for x in (r.x0_m, r.x1_m)]).reshape(-1, 3)


def _looks(goods: Goods) -> Iterable[Look]:
    """What decides how each package looks."""
    return ((sku.sku, *wear) for sku, wear in zip(goods.skus, goods.wear, strict=True))


def _instances(goods: Goods, packages: dict[Look, Product]) -> Iterable[Instance]:
    """Labelled packages with ids 1..n."""
    keys = {look: (p.mesh.key, tuple(m.key for m in p.materials)) for look, p in packages.items()}
    for index, (look, slot, pose) in enumerate(zip(_looks(goods), goods.slots, goods.poses, strict=True)):
        yield Instance(index + 1, "product", *keys[look], pose, look[0], slot)


def _tables(
    products: Iterable[Product], around: Iterable[Placed]
) -> tuple[dict[str, Mesh], dict[str, Material]]:
    """Meshes and materials by key, each once."""
    pairs = [(p.mesh, p.materials) for p in products] + [(p.mesh, (p.material,)) for p in around]
    materials = chain.from_iterable(used for _, used in pairs)
    return {mesh.key: mesh for mesh, _ in pairs}, {material.key: material for material in materials}


def _render_settings(recipe: Recipe, draws: FrameDraws) -> RenderSettings:
    render = recipe.render
    noise = draws.noise_seed("render/noise_seed")
    return RenderSettings(render.samples, render.adaptive_threshold, render.denoise, noise)


def _label_settings(recipe: Recipe) -> LabelSettings:
    labels = recipe.labels
    return LabelSettings(labels.min_visible_px, labels.min_visible_fraction, labels.class_level)


def _post_settings(recipe: Recipe, draws: FrameDraws, lamps_k: float) -> PostSettings:
    post = recipe.post
    drawn = {
        name: float(draws.value(f"post/{name}", getattr(post, name))) for name in type(post).model_fields
    }
    mired = min(max(1e6 / lamps_k + drawn.pop("white_balance_mired"), 40.0), 600.0)  # what cameras can set
    return PostSettings(**drawn, white_balance_k=1e6 / mired, noise_seed=draws.noise_seed("post/noise_seed"))


def _counts(spec: GondolaSpec, goods: Goods, slots: Sequence[ShelfSlot]) -> dict[str, float | int | str]:
    return {
        "bays": spec.bays,
        "shelves": spec.shelves,
        "products": len(goods.skus),
        "skus": len({sku.sku for sku in goods.skus}),
        "facings": sum(len(slot.columns) for slot in slots if not slot.empty),
        "empty_slots": sum(slot.empty for slot in slots),
    }
