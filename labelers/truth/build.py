"""Everything that is known of one frame, put together."""

from collections.abc import Sequence

import numpy as np

from labelers.labels import Labels
from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from labelers.truth.camera import camera_truth, matrix4
from labelers.truth.fixture import bay_truths, front_plane, shelf_truths
from labelers.truth.flow import second_from_first
from labelers.truth.gaps import gap_truths
from labelers.truth.model import FrameTruth, LightTruth, SecondViewTruth, WorldTruth
from labelers.truth.planned import change_truths, difference_truths, found_slots, planned_truths
from labelers.truth.points import poses_of
from labelers.truth.products import hidden_truths, occluder_truths, product_truths, seen
from labelers.truth.rounding import METRES, as_tuples, rounded
from labelers.truth.segments import PALETTE, Segments, segment
from labelers.truth.tables import Tables
from labelers.truth.tags import tag_truths
from scenes.scene import AreaLight, Scene, World


def frame_truth(
    scene: Scene, surfaces: Surfaces, labels: Labels, tracer: Tracer, segments: Segments | None = None
) -> FrameTruth:
    """The truth of a frame from its scene, what its rays met and the labels that were made of it.

    ``segments`` are those of :func:`labelers.truth.segments.segment`, where they are at hand already.
    """
    parted = segments or segment(scene, surfaces)
    found, tables = seen(scene, labels.everything, parted.map), Tables(scene)
    products = product_truths(scene, tracer, found, tables)
    occluders = occluder_truths(found, tables)
    rows, slots = scene.plan.rows if scene.plan else (), found_slots(scene)
    return FrameTruth(
        frame_index=scene.frame_index,
        recipe=scene.recipe,
        recipe_key=scene.recipe_key,
        camera=camera_truth(scene.camera),
        skus=tables.sku_rows,
        shapes=tables.shape_rows,
        products=products,
        hidden=hidden_truths(scene, found, tables),
        occluders=occluders,
        tags=tag_truths(scene, surfaces, parted, tracer, tables),
        shelves=shelf_truths(scene.camera, rows),
        bays=bay_truths(scene.camera, rows),
        front_plane=front_plane(scene.camera, rows),
        planned=planned_truths(scene, tables),
        changes=change_truths(scene, tables),
        differences=difference_truths(scene, slots, tables),
        gaps=gap_truths(scene, surfaces, tracer, slots, tables),
        segments=parted.others,
        palette=PALETTE,
        lights=_lights(scene.lights),
        world=_world(scene.world),
        materials=tables.material_rows,
        second_view=_second_view(scene),
        facts=dict(scene.facts),
    )


def _second_view(scene: Scene) -> SecondViewTruth | None:
    if scene.second is None:
        return None
    camera = scene.second.camera
    moved = matrix4(second_from_first(scene.camera, camera))
    return SecondViewTruth(scene.second.kind, camera_truth(camera), moved)


def _lights(lights: Sequence[AreaLight]) -> tuple[LightTruth, ...]:
    poses = poses_of(np.array([light.world_from_light for light in lights]).reshape(-1, 4, 4))
    return tuple(
        LightTruth(
            pose,
            as_tuples(rounded(light.size_wh_m, METRES)),
            rounded(light.power_w, METRES),
            as_tuples(rounded(light.color, METRES)),
        )
        for light, pose in zip(lights, poses, strict=True)
    )


def _world(world: World) -> WorldTruth:
    return WorldTruth(
        as_tuples(rounded(world.color, METRES)),
        rounded(world.strength, METRES),
        world.environment,
        rounded(world.turn_rad, METRES),
    )
