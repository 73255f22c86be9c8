"""Everything that is not merchandise: the fixture, its price tags and the store around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assets.fixture import GondolaModel, GondolaSpec, Part, gondola
from assets.material import Material
from assets.mesh import Mesh
from assets.price_tags import price_tag
from assets.product import Sku
from assets.store import StoreSpec, store
from recipes.model import Fixture, Store
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.planogram import ShelfSlot
from scenes.poses import F64, rigid
from scenes.scene import Instance

TAG_WH_M = (0.062, 0.034)
TAG_AIR_M = 0.002  # between neighbouring tags
TAG_CACHE = 4096


@dataclass(frozen=True)
class Placed:
    """An unlabelled thing with its place in the world."""

    kind: str
    mesh: Mesh
    material: Material
    pose: F64


def draw_fixture(recipe: Fixture, draws: FrameDraws) -> GondolaSpec:
    """The frame's fixture, its decks still evenly spaced."""
    drawn = {
        name: draws.value(f"fixture/{name}", getattr(recipe, name))
        for name in GondolaSpec.__dataclass_fields__
        if name in Fixture.model_fields
    }
    spec = GondolaSpec(**{**drawn, "bays": int(drawn["bays"]), "shelves": int(drawn["shelves"])})
    if (spec.height_m - spec.base_height_m) / spec.shelves <= spec.board_m:
        raise SceneError(
            "fixture.shelves",
            f"{spec.shelves} boards of {spec.board_m:.3f} m on a base of {spec.base_height_m:.2f} m fill "
            f"all of the fixture's {spec.height_m:.2f} m",
            "use fewer shelves or a higher fixture",
        )
    return spec


def build_fixture(spec: GondolaSpec) -> GondolaModel:
    """The fixture's parts, decks and rails. Raises SceneError where assets refuse the numbers."""
    try:
        return gondola(spec)
    except ValueError as problem:
        raise SceneError("fixture", str(problem), "change the fixture's sizes or colour") from problem


def build_store(recipe: Store, draws: FrameDraws, fixture: GondolaSpec) -> tuple[StoreSpec, tuple[Part, ...]]:
    """The store around ``fixture``."""
    spec = StoreSpec(
        floor=str(draws.value("store/floor", recipe.floor)),
        wall=str(draws.value("store/wall", recipe.wall)),
        ceiling_m=float(draws.value("store/ceiling_m", recipe.ceiling_m)),
        aisle_m=float(draws.value("store/aisle_m", recipe.aisle_m)),
        fixture_width_m=fixture.bays * fixture.bay_width_m,
        fixture_height_m=fixture.height_m,
        fixture_depth_m=fixture.depth_m,
        fixture_color=fixture.color,
    )
    try:
        return spec, _store_parts(spec)
    except ValueError as problem:
        raise SceneError("store", str(problem), "choose another floor or wall") from problem


@lru_cache(maxsize=64)
def _store_parts(spec: StoreSpec) -> tuple[Part, ...]:
    return store(spec)


def placed_parts(kind: str, parts: Iterable[Part]) -> Iterator[Placed]:
    """Parts of a fixture or a store, where they stand."""
    return (Placed(kind, part.mesh, part.material, part.world_from_part) for part in parts)


def price_tags(
    recipe: Fixture, model: GondolaModel, slots: Sequence[ShelfSlot], draws: FrameDraws, px_per_m: int
) -> Iterator[Placed]:
    """A tag under the left end of every slot that has one, sold out or not; tags never cover each other.

    ``px_per_m`` is how fine they are printed.
    """
    rails = {(rail.bay, rail.shelf): rail for rail in model.rails}
    ends: dict[tuple[int, int], float] = {}
    for slot in slots:
        rail = rails.get((slot.bay, slot.shelf))
        path = f"fixture/bay[{slot.bay}]/shelf[{slot.shelf}]/slot[{slot.slot}]/price_tag"
        if rail is None or not draws.happens(path, recipe.price_tags):
            continue
        left = max(slot.x0_m, ends.get((slot.bay, slot.shelf), rail.x0_m))
        if left + TAG_WH_M[0] > rail.x1_m:
            continue
        ends[slot.bay, slot.shelf] = left + TAG_WH_M[0] + TAG_AIR_M
        mesh, card = _tag(slot.sku, px_per_m)
        yield Placed("price_tag", mesh, card, rigid(left + TAG_WH_M[0] / 2, rail.y_m, rail.z_m))


_tags: dict[tuple[object, ...], tuple[Mesh, Material]] = {}


def _tag(sku: Sku, px_per_m: int) -> tuple[Mesh, Material]:
    """The SKU's tag, kept between frames; the oldest go first."""
    key = (sku.name, sku.price_minor, sku.currency, sku.gtin, sku.net, px_per_m)  # all that a tag says
    if key not in _tags:
        if len(_tags) >= TAG_CACHE:
            del _tags[next(iter(_tags))]
        _tags[key] = price_tag(sku, TAG_WH_M, px_per_m)
    return _tags[key]


def unlabelled(placed: Placed) -> Instance:
    """The instance of a thing that gets no label."""
    kind = placed.kind
    assert kind in ("fixture", "store", "price_tag")
    return Instance(0, kind, placed.mesh.key, (placed.material.key,), placed.pose)  # type: ignore[arg-type]
