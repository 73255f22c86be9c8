"""Everything that is not merchandise: the fixture, its price tags and the store around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from assets.fixtures.base import FixtureModel, FixtureSpec, Part
from assets.fixtures.checkout import checkout
from assets.fixtures.registry import build_model
from assets.fixtures.sizes import fitted
from assets.material import Material, Rgb
from assets.mesh import Mesh
from assets.store import StoreSpec, check, store
from recipes.model import Fixture, Store
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.plan import TagFacts
from scenes.poses import F64
from scenes.scene import Instance

_WHOLE = {f.name for f in fields(FixtureSpec) if f.type is int}


@dataclass(frozen=True)
class Placed:
    """An unlabelled thing with its place in the world; ``tag`` is what an article's price tag says, ``name``
    which part of the fixture or the store it is."""

    kind: str
    mesh: Mesh
    material: Material
    pose: F64
    tag: TagFacts | None = None
    name: str = ""


def draw_fixture(recipe: Fixture, draws: FrameDraws) -> FixtureSpec:
    """The frame's fixture, its decks still evenly spaced."""
    drawn = {
        name: draws.value(f"fixture/{name}", getattr(recipe, name))
        for name in FixtureSpec.__dataclass_fields__
        if name in Fixture.model_fields
    }
    numbers: dict[str, Any] = {name: int(v) if name in _WHOLE else v for name, v in drawn.items()}
    spec = fitted(FixtureSpec(**numbers))
    if (spec.room_top_m - spec.base_height_m) / spec.shelves <= spec.board_m:
        raise SceneError(
            "fixture.shelves",
            f"{spec.shelves} boards of {spec.board_m:.3f} m on a base of {spec.base_height_m:.2f} m fill "
            f"all of the fixture's {spec.height_m:.2f} m",
            "use fewer shelves or a higher fixture",
        )
    return spec


def build_fixture(spec: FixtureSpec) -> FixtureModel:
    """The fixture's parts, decks and rails. Raises SceneError where assets refuse the numbers."""
    try:
        return build_model(spec)
    except ValueError as problem:
        raise SceneError("fixture", str(problem), "change the fixture's sizes or colour") from problem


def about_fixture(spec: FixtureSpec) -> Iterator[Placed]:
    """What always stands about a kind of fixture: the cashier's place beside a belt."""
    if spec.kind == "belt":
        yield from placed_parts("fixture", checkout(spec))


def draw_store(
    recipe: Store, draws: FrameDraws, fixture: FixtureSpec, glow: Rgb = (0.0, 0.0, 0.0)
) -> StoreSpec:
    """The store around ``fixture``; ``glow`` is the light in the rest of it. Raises SceneError where assets
    refuse it."""
    spec = StoreSpec(
        floor=str(draws.value("store/floor", recipe.floor)),
        floor_polish=float(draws.value("store/floor_polish", recipe.floor_polish)),
        floor_wear=float(draws.value("store/floor_wear", recipe.floor_wear)),
        wall=str(draws.value("store/wall", recipe.wall)),
        wall_wear=float(draws.value("store/wall_wear", recipe.wall_wear)),
        wall_finish=str(draws.value("store/wall_finish", recipe.wall_finish)),
        fascia="" if (fascia := str(draws.value("store/fascia", recipe.fascia))) == "none" else fascia,
        behind_m=float(draws.value("store/behind_m", recipe.behind_m)),
        ceiling=str(draws.value("store/ceiling", recipe.ceiling)),
        ceiling_m=float(draws.value("store/ceiling_m", recipe.ceiling_m)),
        aisle_m=float(draws.value("store/aisle_m", recipe.aisle_m)),
        fixture_width_m=fixture.bays * fixture.bay_width_m,
        fixture_height_m=fixture.height_m,
        fixture_depth_m=fixture.depth_m,
        fixture_color=fixture.color,
        glow=glow,
    )
    try:
        check(spec)
    except ValueError as problem:
        raise SceneError("store", str(problem), "choose another floor or wall") from problem
    return spec


@lru_cache(maxsize=8)
def store_parts(spec: StoreSpec) -> tuple[Part, ...]:
    """The store's parts, kept between frames."""
    return store(spec)


def placed_parts(kind: str, parts: Iterable[Part]) -> Iterator[Placed]:
    """Parts of a fixture or a store, where they stand."""
    return (Placed(kind, part.mesh, part.material, part.world_from_part, name=part.name) for part in parts)


def unlabelled(placed: Placed) -> Instance:
    """The instance of a thing that gets no label."""
    kind = placed.kind
    assert kind in ("fixture", "store", "price_tag")
    key: Any = kind
    return Instance(
        0, key, placed.mesh.key, (placed.material.key,), placed.pose, thing=placed.name, tag=placed.tag
    )
