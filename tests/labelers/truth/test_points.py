"""Boxes, poses and keypoints against a camera in plain arithmetic and rays against every triangle."""

import json
import math
import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from labelers.truth.model import FrameTruth
from labelers.truth.points import camera_pose, corners_px, corners_world_m, matrix, quaternions, rotation
from labelers.truth.sight import NEARER_M
from labelers.truth.store import truth_bytes
from tests.labelers import label_scenes as kit
from tests.labelers.brute_force import first_hits
from tests.labelers.truth import truth_scenes
from tests.labelers.truth.scalar_camera import project
from tests.labelers.truth.truth_scenes import LENSES, Made, made, view

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", params=list(LENSES))
def shelf(request: pytest.FixtureRequest) -> Made:
    return made(truth_scenes.shelf(view(LENSES[request.param])))


@pytest.fixture(scope="module", params=list(LENSES))
def clutter(request: pytest.FixtureRequest) -> Made:
    """Things turned every way around the camera, some of them behind it."""
    return made(kit.clutter(3, view(LENSES[request.param], focal=0.5, position_m=(0, -0.3, 0)), count=30))


def test_box_corners_are_where_plain_arithmetic_puts_them(clutter: Made, shelf: Made) -> None:
    assert check_corners(shelf) == 0
    assert check_corners(clutter) > 0


def check_corners(one: Made) -> int:
    """Returns how many corners are behind the camera."""
    by_id = {i.instance_id: i for i in one.scene.instances}
    behind = 0
    for row in one.truth.products:
        instance = by_id[row.id]
        low, high = one.scene.meshes[instance.mesh].bounds_m
        for k, found in enumerate(corners_px(one.truth, row)):
            own = [(high if k >> axis & 1 else low)[axis] for axis in range(3)]
            pose = instance.world_from_object
            point = [sum(pose[r, c] * own[c] for c in range(3)) + pose[r, 3] for r in range(3)]
            expected = project(one.scene.camera, point)
            behind += expected is None
            assert (found is None) == (expected is None)
            if found is None or expected is None:
                continue
            assert math.dist(found, expected) < 0.05 + 1e-4 * math.hypot(*expected)  # poses are rounded
            np.testing.assert_allclose(corners_world_m(one.truth, row)[k], point, atol=2e-5)
    return behind


def test_poses_are_those_of_the_scene_in_both_frames(clutter: Made) -> None:
    assert len(clutter.truth.products) > 5
    camera = np.linalg.inv(clutter.scene.camera.world_from_camera)
    by_id = {i.instance_id: i.world_from_object for i in clutter.scene.instances}
    for row in clutter.truth.products:
        np.testing.assert_allclose(matrix(row.pose_world), by_id[row.id], atol=3e-5)
        np.testing.assert_allclose(
            camera_pose(clutter.truth, row.pose_world), camera @ by_id[row.id], atol=5e-5
        )


def test_quaternions_turn_as_their_matrices_do() -> None:
    rng = np.random.default_rng(2)
    halves = [np.diag(signs) for signs in ((1, -1, -1), (-1, 1, -1), (-1, -1, 1), (1, 1, 1))]
    turns = np.array([*(kit.any_rotation(rng) for _ in range(200)), *map(np.array, halves)], np.float64)
    found = quaternions(turns)
    assert (found[:, 0] >= 0).all()
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1)
    for q, turn in zip(found, turns, strict=True):
        np.testing.assert_allclose(rotation(tuple(q)), turn, atol=1e-12)
        w, xyz = q[0], q[1:]
        vector = rng.normal(size=3)
        turned = vector + 2 * np.cross(xyz, np.cross(xyz, vector) + w * vector)
        np.testing.assert_allclose(turn @ vector, turned, atol=1e-12)


def test_keypoints_are_seen_where_a_ray_meets_nothing_before_them(shelf: Made) -> None:
    camera, states = shelf.scene.camera, []
    by_id = {i.instance_id: i for i in shelf.scene.instances}
    for row in shelf.truth.products:
        mesh = shelf.scene.meshes[by_id[row.id].mesh]
        named = shelf.truth.shapes[row.shape].keypoints
        assert len(row.keypoints) == len(named) == (4 if by_id[row.id].mesh == "box" else 0)
        for k, found in enumerate(row.keypoints):
            own = mesh.vertices_m[truth_scenes.BOX_FRONT[k]].astype(float)
            np.testing.assert_allclose(named[k].at_m, own, atol=1e-5)
            point = by_id[row.id].world_from_object @ [*own, 1]
            expected = project(camera, point[:3].tolist())
            inside = expected is not None and 0 <= expected[0] < 160 and 0 <= expected[1] < 120
            if not inside or expected is None:
                assert found == (0, 0, 0)
                continue
            assert math.dist((found.x_px, found.y_px), expected) < 0.08
            depth = (np.linalg.inv(camera.world_from_camera) @ point)[2]
            covered = first_hits(shelf.scene, np.array([expected])).depth[0] < depth - NEARER_M
            assert found.visibility == (1 if covered else 2)
            states.append(found.visibility)
    assert {1, 2} <= set(states)


def test_a_keypoint_outside_the_picture_has_no_place() -> None:
    near = made(truth_scenes.shelf(view(kit.PINHOLE, focal=2.5)))
    points = [point for row in near.truth.products for point in row.keypoints]
    assert any(point == (0, 0, 0) for point in points)
    assert all(0 <= p.x_px <= 160 and 0 <= p.y_px <= 120 for p in points)


def test_fronts_are_turned_as_far_as_their_poses_say(clutter: Made) -> None:
    by_id = {i.instance_id: i.world_from_object for i in clutter.scene.instances}
    for row in clutter.truth.products:
        front = by_id[row.id][:3, :3] @ [0, -1, 0]
        assert row.front_turn_deg == pytest.approx(math.degrees(math.acos(front @ [0, -1, 0])), abs=0.01)


def test_distances_are_to_the_boxes_middle(shelf: Made) -> None:
    truth: FrameTruth = shelf.truth
    for row in truth.products:
        middle = corners_world_m(truth, row).mean(0)
        assert row.distance_m == pytest.approx(math.dist(middle, shelf.scene.camera.position_m), abs=3e-5)


@pytest.mark.parametrize("lens", list(LENSES))
def test_the_documented_way_with_opencv_alone_comes_to_the_same_corners(lens: str) -> None:
    """The snippet of docs/truth.md, run as it stands there."""
    one = made(truth_scenes.shelf(view(LENSES[lens])))
    page = (ROOT / "docs/truth.md").read_text("utf-8")
    (snippet,) = [code for code in re.findall(r"```python\n(.*?)```", page, re.S) if "projectPoints" in code]
    program = compile(snippet, "docs/truth.md", "exec")
    for k, row in enumerate(one.truth.products):
        names = {"truth": json.loads(truth_bytes(one.truth)), "k": k, "np": np, "cv2": cv2}
        exec(program, names)
        expected = corners_px(one.truth, row)
        assert None not in expected
        np.testing.assert_allclose(names["pixels"], np.array(expected, np.float64), atol=0.02)
