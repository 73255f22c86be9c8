"""Optical flow and second cameras: every pixel's point, projected in plain arithmetic and met by a ray."""

import math
from dataclasses import replace

import numpy as np
import pytest

from labelers.trace import Tracer
from labelers.truth.flow import from_second, optical_flow, second_from_first
from recipes.model import Labels
from scenes.camera import Camera, camera_directions, pixel_centres
from scenes.draws import FrameDraws
from scenes.scene import Scene, SecondView
from scenes.second_view import MOST_TURN_RAD, NEAREST_M, draw_second_view
from tests.labelers import label_scenes as kit
from tests.labelers.brute_force import first_hits
from tests.labelers.truth import truth_scenes
from tests.labelers.truth.scalar_camera import project
from tests.labelers.truth.truth_scenes import LENSES, made

WIDE, HIGH = 64, 48


def view(lens: str) -> Camera:
    return kit.camera(WIDE, HIGH, (-0.05, -1.1, 0.1), LENSES[lens], focal=0.9)


def pair(lens: str, kind: str) -> Scene:
    plain = truth_scenes.shelf(view(lens))
    labels = Labels(second_view=kind, baseline_m=0.12)  # type: ignore[arg-type]
    return replace(plain, second=draw_second_view(labels, plain.camera, FrameDraws(5, 2)))


@pytest.mark.parametrize("kind", ["stereo", "motion"])
@pytest.mark.parametrize("lens", list(LENSES))
def test_flow_leads_to_where_the_second_camera_sees_the_same_point(lens: str, kind: str) -> None:
    scene, tracer = pair(lens, kind), Tracer()
    surfaces, second = tracer.trace(scene), from_second(scene)
    flow = optical_flow(scene, surfaces, second, tracer)
    centres = pixel_centres(WIDE, HIGH).reshape(-1, 2)
    hits = first_hits(scene, centres)
    rays = camera_directions(scene.camera, centres) @ scene.camera.world_from_camera[:3, :3].T
    points = scene.camera.position_m + rays * np.where(np.isfinite(hits.depth), hits.depth, np.nan)[:, None]
    places = [project(second.camera, point.tolist()) if point[0] == point[0] else None for point in points]
    inside = [p is not None and 0 <= p[0] < WIDE and 0 <= p[1] < HIGH for p in places]
    seen = first_hits(second, np.array([p if ok else (0, 0) for p, ok in zip(places, inside, strict=True)]))
    away = second.camera.world_from_camera[:3, 2]
    wrong, covered = 0, 0
    for k, (place, found) in enumerate(zip(places, flow.reshape(-1, 2), strict=True)):
        depth = float((points[k] - second.camera.position_m) @ away)
        shown = inside[k] and seen.depth[k] > depth - 0.0015
        covered += bool(inside[k] and not shown)
        if shown == bool(np.isnan(found[0])):
            wrong += 1
        elif shown and place is not None:
            assert math.dist(found, np.subtract(place, centres[k])) < 0.01
    assert wrong <= 3  # points on edges, where a ray of float32 may pass by
    assert covered > 10


@pytest.mark.parametrize("lens", list(LENSES))
def test_a_view_from_the_same_place_has_no_flow(lens: str) -> None:
    plain, tracer = truth_scenes.shelf(view(lens)), Tracer()
    scene = replace(plain, second=SecondView("stereo", plain.camera))
    surfaces = tracer.trace(scene)
    flow = optical_flow(scene, surfaces, from_second(scene), tracer)
    met = np.isfinite(surfaces.depth_m)
    assert np.isnan(flow[~met]).all()
    assert np.abs(flow[met]).max() < 1e-4


def test_a_scene_without_a_second_view_has_none() -> None:
    with pytest.raises(ValueError, match="no second view"):
        from_second(truth_scenes.shelf(view("pinhole")))


@pytest.mark.parametrize("frame", range(12))
def test_second_cameras_stand_as_the_recipe_says(frame: int) -> None:
    camera = kit.camera(position_m=(0, -0.2, 1.2))
    for kind in ("stereo", "motion"):
        labels = Labels(second_view=kind, baseline_m=0.16)  # type: ignore[arg-type]
        found = draw_second_view(labels, camera, FrameDraws(1, frame))
        again = draw_second_view(labels, camera, FrameDraws(1, frame))
        assert found is not None
        assert again is not None
        np.testing.assert_array_equal(found.camera.world_from_camera, again.camera.world_from_camera)
        assert math.dist(found.camera.position_m, camera.position_m) == pytest.approx(0.16, abs=1e-6)
        assert found.camera.position_m[1] <= -NEAREST_M
        turn = second_from_first(camera, found.camera)[:3, :3]
        angle = math.acos(min(1, (np.trace(turn) - 1) / 2))
        assert angle <= (MOST_TURN_RAD + 1e-6 if kind == "motion" else 1e-4)
        if kind == "stereo":
            apart = second_from_first(camera, found.camera)[:3, 3]
            np.testing.assert_allclose(apart, [-0.16, 0, 0], atol=1e-6)
    assert draw_second_view(Labels(), camera, FrameDraws(1, frame)) is None


def test_the_truth_tells_the_second_camera() -> None:
    one = made(pair("distorted", "motion"))
    told = one.truth.second_view
    assert told is not None
    assert one.scene.second is not None
    first = np.array(one.truth.camera.world_from_camera)
    second = np.array(told.camera.world_from_camera)
    np.testing.assert_allclose(np.array(told.camera_from_first), np.linalg.inv(second) @ first, atol=1e-9)
    np.testing.assert_array_equal(second, one.scene.second.camera.world_from_camera)
