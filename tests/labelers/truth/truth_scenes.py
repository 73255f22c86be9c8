"""A shelf made by hand with all that a truth speaks of: packages, a price tag, decks, walls, an occluder."""

from dataclasses import dataclass, replace

import numpy as np

from assets.keypoints import Keypoint
from labelers.extract import extract_labels
from labelers.labels import Labels
from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from labelers.truth.build import frame_truth
from labelers.truth.model import FrameTruth
from labelers.truth.segments import Segments, segment
from scenes.camera import Camera
from scenes.plan import Change, PlannedFacing, PlannedSlot, ShelfPlan, ShelfRow, TagFacts, TagLine
from scenes.scene import Instance, Scene
from tests.labelers import label_scenes as kit

BOX_FRONT = (4, 5, 1, 0)  # vertices of the box's front face: top left, top right, bottom right, bottom left
CARD_WH_M = 0.09, 0.05
FLOOR_Z, WALL_Y = -0.45, 0.9


@dataclass(frozen=True, eq=False)
class Made:
    """A scene and all that was made of it."""

    scene: Scene
    surfaces: Surfaces
    labels: Labels
    segments: Segments
    truth: FrameTruth


def made(scene: Scene, tracer: Tracer | None = None) -> Made:
    tracer = tracer or Tracer()
    surfaces = tracer.trace(scene)
    labels = extract_labels(scene, surfaces, tracer)
    parted = segment(scene, surfaces)
    return Made(scene, surfaces, labels, parted, frame_truth(scene, surfaces, labels, tracer, parted))


def shelf(view: Camera) -> Scene:
    """``label_scenes.shelf`` with a floor, a wall, tags, a trolley and a plan."""
    plain = kit.shelf(view, rows=2, columns=5, depth=2)
    meshes = dict(plain.meshes) | {"slab": kit.box(3.0, 0.02, 2.4), "plate": kit.box(3.0, 3.0, 0.01)}
    meshes |= {"card": kit.box(CARD_WH_M[0], 0.002, CARD_WH_M[1]), "post": kit.box(0.05, 0.05, 0.9)}
    goods = [one for one in plain.instances if one.kind == "product"]
    goods = [replace(one, instance_id=k + 1) for k, one in enumerate(goods)]
    boards = [replace(one, thing="board") for one in plain.instances if one.kind == "fixture"]
    occluder = Instance(
        len(goods) + 1, "occluder", "post", ("solid",), kit.pose((-0.13, -0.4, -0.3)), thing="trolley"
    )
    around = [
        Instance(0, "store", "plate", ("solid",), kit.pose((0, 0.2, FLOOR_Z)), thing="floor"),
        Instance(0, "store", "slab", ("solid",), kit.pose((0, WALL_Y, FLOOR_Z)), thing="wall"),
        Instance(0, "fixture", "slab", ("solid",), kit.pose((0, 0.5, -0.4)), thing="back panel"),
        *(tag(x, z, "sku0" if x < 0 else "sku1") for x in (-0.2, 0.15) for z in (-0.12, 0.15)),
    ]
    keypoints = tuple(Keypoint(f"corner{k}", vertex) for k, vertex in enumerate(BOX_FRONT))
    return replace(
        plain,
        instances=(*goods, occluder, *boards, *around),
        meshes=meshes,
        plan=plan(),
        keypoints={"box": keypoints},
    )


def tag(x_m: float, z_m: float, shows: str) -> Instance:
    """A card that faces the shopper, a little turned, its facts on its front face."""
    w, h = CARD_WH_M
    front = -0.001

    def on_card(u0: float, v0: float, u1: float, v1: float) -> tuple[tuple[float, float, float], ...]:
        (x0, x1), (z0, z1) = ((s * w - w / 2 for s in (u0, u1)), (s * h for s in (v0, v1)))
        return ((x0, front, z1), (x1, front, z1), (x1, front, z0), (x0, front, z0))

    lines = (
        TagLine("Name of it", on_card(0.1, 0.6, 0.9, 0.9), "name"),  # type: ignore[arg-type]
        TagLine("0.99", on_card(0.1, 0.1, 0.5, 0.5), "price"),  # type: ignore[arg-type]
        TagLine("small print", on_card(0.1, 0.02, 0.9, 0.04), "article"),  # type: ignore[arg-type]
    )
    whole, code = on_card(0, 0, 1, 1), on_card(0.6, 0.1, 0.9, 0.5)
    facts = TagFacts("sku0", shows, 99, "EUR", "0000000000000", lines, whole, code)  # type: ignore[arg-type]
    pose = kit.pose((x_m, -0.16, z_m), kit.turn(-0.2, 0.1, 0.05))
    return Instance(0, "price_tag", "card", ("solid",), pose, tag=facts)


def plan() -> ShelfPlan:
    rows = tuple(
        ShelfRow(bay, shelf, -0.7 + 0.7 * bay, 0.7 * bay, -0.15, 0.35, shelf * 0.27 - 0.0613, 0.2)
        for bay in (0, 1)
        for shelf in (0, 1)
    )
    facings = (PlannedFacing(-0.3, -0.2, 1, 2, 0.0),)
    slots = (PlannedSlot(0, 0, 0, "sku0", -0.3, -0.2, 1, 1, 2, facings),)
    return ShelfPlan(slots, rows, (Change("out_of_stock", 0, 0, 0, "sku0", None, 1, 1),))


def view(lens: object, focal: float = 0.8, **more: object) -> Camera:
    return kit.camera(160, 120, lens=lens, focal=focal, **more)  # type: ignore[arg-type]


LENSES = {"pinhole": kit.PINHOLE, "distorted": kit.DISTORTED, "fisheye": kit.FISHEYE}
AWAY = np.array([1e9, 1e9, 1e9])
