"""From a recipe to a frozen scene: the one place where a frame's chances are all drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

import numpy as np

from assets.fixtures.base import FixtureModel
from assets.material import Material
from assets.mesh import Mesh
from assets.product import Catalog, Product, Sku
from assets.wear import worn
from recipes.keys import recipe_key
from recipes.model import Recipe
from recipes.policies import resolved
from recipes.presets import filled
from scenes.baking import bake
from scenes.camera import Camera
from scenes.decor import daylight, decor, shop_window_of
from scenes.distractors import PlacedThing, Room, edges_of, place_distractors
from scenes.draws import FrameDraws
from scenes.goods import Goods, joined
from scenes.hall import hall_goods, hall_light, has_tags, screen_of, stock_hall
from scenes.lighting import Hall, lamps_in_view, lay_lights, store_glow
from scenes.mixing import part_of, recipe_of_frame
from scenes.neighbours import Block, closed_sides, in_sight, parts_of, stock_neighbours
from scenes.planning import plan_of
from scenes.rail_tags import headers, price_tags, tag_places
from scenes.scene import F64, Instance, LabelSettings, PostSettings, RenderSettings, Scene
from scenes.second_view import draw_second_view
from scenes.shelf_ware import shelf_ware
from scenes.stock import Stock, stock
from scenes.strips import beside_strips, light_strips
from scenes.surroundings import (
    Placed,
    about_fixture,
    draw_fixture,
    draw_store,
    placed_parts,
    store_parts,
    unlabelled,
)
from scenes.viewpoint import draw_camera, draw_preset
from scenes.visibility import tag_px_per_m, texture_sizes_px
from scenes.wear import draw_wear

Look = tuple[str, int, int]  # SKU, grade and variant of wear


def sample_scene(recipe: Recipe, catalog: Catalog, frame_index: int) -> Scene:
    """Frame ``frame_index`` of ``recipe``: a pure function of its arguments, independent of all other frames.

    Every draw is keyed by (recipe seed, frame index, path), so editing one part of the recipe leaves the
    draws of the others as they were. Raises SceneError where the values drawn contradict each other.
    """
    whole, part = recipe, part_of(recipe, frame_index)
    recipe = recipe_of_frame(recipe, frame_index)
    draws = FrameDraws(recipe.seed, frame_index)
    drawn = draw_fixture(recipe.fixture, draws)
    store_spec = draw_store(recipe.store, draws, drawn, store_glow(recipe.lights, draws))
    stocked = stock(recipe, catalog, drawn, draws)
    spec, model, slots = stocked.spec, stocked.model, stocked.slots
    goods = replace(stocked.goods, wear=draw_wear(recipe.merchandise, stocked.goods.slots, draws))
    size_whd = (model.width_m, model.height_m, spec.depth_m)
    camera, seen = draw_camera(recipe.camera, recipe.image, draws, size_whd, store_spec.ceiling_m, model.view)
    blocks = stock_neighbours(recipe, catalog, drawn, stocked, draws, camera)
    screen = screen_of(spec, model.width_m / 2, blocks)
    out_there = stock_hall(recipe, catalog, spec, store_spec, screen, draws, camera)
    beside = [in_sight(recipe, block, camera) for block in blocks]
    goods = joined([goods, *beside, *(hall_goods(recipe, block, camera, screen) for block in out_there)])
    store_spec = replace(store_spec, closed=closed_sides(spec.kind, blocks))
    hall = Hall(model.width_m, model.height_m, store_spec.aisle_m, store_spec.ceiling_m)
    day = daylight(recipe.lights, store_spec, draws)
    lights, world, lit = lay_lights(recipe.lights, draws, hall, camera, day)
    hung = lamps_in_view(recipe.lights, draws, hall, store_spec.behind_m)
    lights = (*lights, *hall_light(store_spec, lights, spec.kind))
    strips, faces = light_strips(model.strips, recipe.lights, draws, lit)
    strips_beside, faces_beside = beside_strips(blocks, recipe.lights, draws, lit)
    strips, faces = (*strips, *strips_beside), (*faces, *faces_beside)
    products = _products(catalog, goods, camera)
    places = tag_places(recipe.fixture, recipe.planogram, model, slots, draws)
    tags = price_tags(recipe.fixture, places, model, slots, draws, tag_px_per_m(camera, _rail_ends(model)))
    signs = headers(spec, slots, draws, tag_px_per_m(camera, _rail_ends(model)), max(store_spec.glow))
    ware = shelf_ware(recipe.fixture, stocked, draws)
    shell = (*store_parts(store_spec), *decor(recipe.store, store_spec, draws), *shop_window_of(day))
    around = [
        *placed_parts("fixture", model.parts),
        *about_fixture(spec),
        *faces,
        *tags,
        *signs,
        *ware,
        *placed_parts("store", (*bake(shell, store_spec, (*lights, *strips)), *hung)),
    ]
    around += [piece for block in (*blocks, *out_there) for piece in _beside(recipe, block, camera)]
    packages = {key: worn(products[key[0]], *key[1:]) for key in sorted(set(_looks(goods)))}
    room = Room(model.width_m, model.height_m, store_spec.aisle_m, store_spec.ceiling_m, edges_of(model))
    things = place_distractors(recipe.distractors, draws, camera, room)
    meshes, materials = _tables(packages.values(), around, things)
    return Scene(
        recipe=recipe.name,
        recipe_key=recipe_key(whole),
        frame_index=frame_index,
        camera=camera,
        instances=(*_instances(goods, packages), *_occluders(things, len(goods)), *map(unlabelled, around)),
        meshes=meshes,
        materials=materials,
        skus=_articles(products, _places(stocked, (*blocks, *out_there))),
        lights=(*lights, *strips),
        world=world,
        render=_render_settings(recipe, draws),
        labels=_label_settings(recipe),
        post=_post_settings(recipe, draws, float(lit["temperature_k"])),
        facts={**({"situation": part.name} if part else {}), **seen, **lit, **_counts(stocked)},
        plan=plan_of(stocked, places),
        keypoints={p.mesh.key: p.keypoints for p in packages.values() if p.keypoints},
        second=draw_second_view(whole.labels, camera, draws),
    )


def _beside(recipe: Recipe, block: Block, camera: Camera) -> Iterable[Placed]:
    """A neighbouring block's fixture and price tags."""
    yield from placed_parts("fixture", parts_of(block))
    if not has_tags(block, camera):
        return
    model = block.stock.model
    fineness = tag_px_per_m(camera, block.points(_rail_ends(model)))
    slots = block.stock.slots
    places = tag_places(recipe.fixture, recipe.planogram, model, slots, block.draws)
    for tag in price_tags(recipe.fixture, places, model, slots, block.draws, fineness):
        yield replace(tag, pose=block.placed(tag.pose))
    for piece in shelf_ware(recipe.fixture, block.stock, block.draws):
        yield replace(piece, pose=block.placed(piece.pose))


def _products(catalog: Catalog, goods: Goods, camera: Camera) -> dict[str, Product]:
    """One product per article, its artwork as fine as its nearest package needs."""
    sizes_wh = np.array([(sku.size_m[0], sku.size_m[2]) for sku in goods.skus]).reshape(-1, 2)
    centres = goods.poses[:, :3, 3] + np.array([0.0, 0.0, 0.5]) * sizes_wh[:, 1:]
    finest: dict[str, int] = {}
    for sku, size in zip(goods.skus, texture_sizes_px(camera, centres, sizes_wh), strict=True):
        finest[sku.sku] = max(finest.get(sku.sku, 0), int(size))
    return {name: catalog.product(name, size) for name, size in finest.items()}


def _articles(products: Mapping[str, Product], places: Iterable[Sku]) -> dict[str, Sku]:
    """All articles with a package or a place: sold out ones still have their price tag."""
    planned = {sku.sku: sku for sku in places}
    return planned | {name: product.sku for name, product in products.items()}


def _places(stocked: Stock, blocks: Iterable[Block]) -> Iterable[Sku]:
    """The article of every place on the fixture and on all that stands about it."""
    for one in (stocked, *(block.stock for block in blocks)):
        yield from (slot.sku for slot in one.slots)
        yield from (slot.sku for slot in one.hung)


def _rail_ends(model: FixtureModel) -> F64:
    return np.array([(x, r.y_m, r.z_m) for r in model.rails for x in (r.x0_m, r.x1_m)]).reshape(-1, 3)


def _looks(goods: Goods) -> Iterable[Look]:
    """What decides how each package looks."""
    return ((sku.sku, *wear) for sku, wear in zip(goods.skus, goods.wear, strict=True))


def _instances(goods: Goods, packages: dict[Look, Product]) -> Iterable[Instance]:
    """Labelled packages with ids 1..n."""
    keys = {look: (p.mesh.key, tuple(m.key for m in p.materials)) for look, p in packages.items()}
    for index, (look, slot, pose) in enumerate(zip(_looks(goods), goods.slots, goods.poses, strict=True)):
        yield Instance(index + 1, "product", *keys[look], pose, look[0], slot)


def _occluders(things: Iterable[PlacedThing], products: int) -> Iterable[Instance]:
    """What stands in the way, with ids after those of the products."""
    for index, (one, pose) in enumerate((placed.thing, placed.pose) for placed in things):
        keys = tuple(material.key for material in one.materials)
        yield Instance(products + index + 1, "occluder", one.mesh.key, keys, pose, thing=one.kind)


def _tables(
    products: Iterable[Product], around: Iterable[Placed], things: Iterable[PlacedThing]
) -> tuple[dict[str, Mesh], dict[str, Material]]:
    """Meshes and materials by key, each once."""
    pairs = [(p.mesh, p.materials) for p in products] + [(p.mesh, (p.material,)) for p in around]
    pairs += [(placed.thing.mesh, placed.thing.materials) for placed in things]
    materials = chain.from_iterable(used for _, used in pairs)
    return {mesh.key: mesh for mesh, _ in pairs}, {material.key: material for material in materials}


def _render_settings(recipe: Recipe, draws: FrameDraws) -> RenderSettings:
    render = recipe.render
    noise = draws.noise_seed("render/noise_seed")
    return RenderSettings(render.samples, render.adaptive_threshold, render.denoise, noise)


def _label_settings(recipe: Recipe) -> LabelSettings:
    return LabelSettings(**resolved(recipe.labels))


def _post_settings(recipe: Recipe, draws: FrameDraws, lamps_k: float) -> PostSettings:
    settings = filled(recipe.post, draw_preset(recipe.camera, draws).post)
    drawn = {name: float(draws.value(f"post/{name}", value)) for name, value in settings}
    mired = min(max(1e6 / lamps_k + drawn.pop("white_balance_mired"), 40.0), 600.0)  # what cameras can set
    return PostSettings(**drawn, white_balance_k=1e6 / mired, noise_seed=draws.noise_seed("post/noise_seed"))


def _counts(stocked: Stock) -> dict[str, float | int | str]:
    slots, hooks = stocked.slots, [facing for slot in stocked.hung for facing in slot.facings]
    bare = sum(not any(facing.items for facing in slot.facings) for slot in stocked.hung)
    return {
        "bays": stocked.spec.bays,
        "shelves": stocked.spec.shelves,
        "products": len(stocked.goods.skus),
        "skus": len({sku.sku for sku in stocked.goods.skus}),
        "facings": sum(len(slot.columns) for slot in slots if not slot.empty)
        + sum(bool(facing.items) for facing in hooks),
        "empty_slots": sum(slot.empty for slot in slots) + bare,
    }
