"""The truth as written: plain JSON against a camera in plain arithmetic and every triangle, by each lens.

Nothing here goes through the truth's own model: what a user who has only the file works out is what the scene
has.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as coco_mask

from labelers.truth.store import truth_bytes
from scenes.camera import Camera, pixel_centres
from tests.labelers import label_scenes as kit
from tests.labelers.brute_force import first_hits
from tests.labelers.truth import truth_scenes
from tests.labelers.truth.scalar_camera import project
from tests.labelers.truth.truth_scenes import LENSES, Made, made, view

Json = dict[str, Any]
Point = Sequence[float]
ROUNDED_PX = 0.06


@pytest.fixture(scope="module", params=list(LENSES))
def case(request: pytest.FixtureRequest) -> tuple[Made, Json]:
    one = made(truth_scenes.shelf(view(LENSES[request.param])))
    return one, json.loads(truth_bytes(one.truth))


@pytest.fixture(scope="module", params=list(LENSES))
def near(request: pytest.FixtureRequest) -> tuple[Made, Json]:
    """Near enough for lines of text to be read."""
    eye = kit.camera(320, 240, (0.0, -0.75, 0.05), lens=LENSES[request.param], focal=0.8)
    one = made(truth_scenes.shelf(eye))
    return one, json.loads(truth_bytes(one.truth))


def rows(table: Json) -> Iterator[Json]:
    for values in zip(*table.values(), strict=True):
        yield dict(zip(table, values, strict=True))


def turned(pose: Sequence[Point], own: Point) -> list[float]:
    """A point of an object in the world, by the quaternion as Hamilton has it: q p q*."""
    (w, x, y, z), t = pose
    u = np.array([x, y, z])
    p = np.array(own)
    return (p + 2 * w * np.cross(u, p) + 2 * np.cross(u, np.cross(u, p)) + t).tolist()


def seen(camera: Camera, table: Json, point_m: Point) -> tuple[float, float] | None:
    """Where the file's own camera sees a point."""
    assert [table["fx_px"], table["cx_px"]] == [camera.fx_px, camera.cx_px]
    np.testing.assert_array_equal(table["world_from_camera"], camera.world_from_camera)
    return project(camera, point_m)


def same(found: Point | None, expected: Point | None, within_px: float = ROUNDED_PX) -> None:
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert math.dist(found, expected) < within_px + 1e-4 * math.hypot(*expected)


def painted(mask: Sequence[Any], shape: tuple[int, int]) -> np.ndarray:
    x, y, w, h, counts = mask
    image = np.zeros(shape, bool)
    coco_counts = re.sub("[p-~]", lambda found: "0" * (ord(found[0]) - 110), counts)  # as docs/truth.md says
    image[y : y + h, x : x + w] = coco_mask.decode({"size": [h, w], "counts": coco_counts.encode()}) > 0
    return image


def test_masks_boxes_and_areas_are_what_every_triangle_says(case: tuple[Made, Json]) -> None:
    one, truth = case
    camera = one.scene.camera
    centres = pixel_centres(camera.width_px, camera.height_px).reshape(-1, 2)
    index = first_hits(one.scene, centres).instance.reshape(camera.height_px, camera.width_px)
    ids = np.array([i.instance_id for i in one.scene.instances] + [0])[index]
    for row in [*rows(truth["products"]), *rows(truth["occluders"])]:
        mask = painted(row["mask"], ids.shape)
        assert (mask == (ids == row["id"])).all()
        assert mask.sum() == row["area_px"]
        across, down = np.flatnonzero(mask.any(0)), np.flatnonzero(mask.any(1))
        box = [across[0], down[0], across[-1] - across[0] + 1, down[-1] - down[0] + 1]
        assert row["mask"][:4] == box
        whole = painted(row["amodal_mask"] or row["mask"], ids.shape)
        assert (whole | ~mask).all()
        assert row["visible_fraction"] == pytest.approx(mask.sum() / whole.sum(), abs=1e-4)
        assert sum(n for _, n in row["covered_by"]) <= whole.sum() - mask.sum()
    assert set(np.unique(ids)) - {0} == {*truth["products"]["id"], *truth["occluders"]["id"]}


def test_keypoints_and_boxes_are_where_the_files_poses_put_them(case: tuple[Made, Json]) -> None:
    one, truth = case
    camera, points = one.scene.camera, 0
    meshes = {i.instance_id: one.scene.meshes[i.mesh] for i in one.scene.instances}
    poses = {i.instance_id: i.world_from_object for i in one.scene.instances}
    for row in rows(truth["products"]):
        shape = {name: values[row["shape"]] for name, values in truth["shapes"].items()}
        for (_, own), (u, v, visibility) in zip(shape["keypoints"], row["keypoints"], strict=True):
            if visibility:
                same((u, v), seen(camera, truth["camera"], turned(row["pose_world"], own)), 0.08)
                points += 1
        low, high = meshes[row["id"]].bounds_m
        np.testing.assert_allclose([shape["low_m"], shape["high_m"]], [low, high], atol=1e-5)
        for corner in (low, high):
            placed = (poses[row["id"]] @ [*corner, 1])[:3]
            np.testing.assert_allclose(turned(row["pose_world"], corner), placed, atol=3e-5)
    assert points > 20


def test_cards_codes_and_lines_are_where_plain_arithmetic_puts_them(near: tuple[Made, Json]) -> None:
    one, truth = near
    cards = [i for i in one.scene.instances if i.tag is not None]
    lines = 0
    for row in rows(truth["tags"]):
        card = min(cards, key=lambda c: math.dist(c.world_from_object[:3, 3], row["pose_world"][1]))
        assert card.tag is not None
        pairs = [(row["quad_px"], card.tag.quad_m), (row["barcode_px"], card.tag.barcode_m)]
        for text, says, quad, _ in row["lines"]:
            line = next(line for line in card.tag.lines if line.text == text)
            assert line.says == says
            pairs.append((quad, line.quad_m))
            lines += 1
        for found, own in pairs:
            for corner, at in zip(found or (), own or (), strict=True):
                world = (card.world_from_object @ [*at, 1])[:3]
                same(corner, seen(one.scene.camera, truth["camera"], world), 0.08)
    assert lines >= 2


def test_shelves_sections_and_gaps_are_where_their_metres_say(case: tuple[Made, Json]) -> None:
    one, truth = case
    camera, drawn = one.scene.camera, 0
    for row in rows(truth["shelves"]):
        x0, x1, y, z0 = (row[name] for name in ("x0_m", "x1_m", "y_front_m", "z_m"))
        z1 = z0 + row["clearance_m"]
        corners = [(x0, y, z1), (x1, y, z1), (x1, y, z0), (x0, y, z0)]
        for found, at in zip(row["opening_quad_px"], corners, strict=True):
            same(found, seen(camera, truth["camera"], at))
        for line in row["front_edge_px"]:
            drawn += 1
            many = [project(camera, (x0 + (x1 - x0) * k / 1500, y, z0)) for k in range(1501)]
            dense = np.array([p for p in many if p is not None])
            for a, b in pairwise(line):
                for k in (0.0, 0.3, 0.5, 0.8, 1.0):
                    at = np.array(a) + k * (np.array(b) - a)
                    assert np.hypot(*(dense - at).T).min() < 0.3
    assert drawn >= 2
    for row in rows(truth["bays"]):
        x0, x1, y, z0, z1 = (row[name] for name in ("x0_m", "x1_m", "y_m", "z0_m", "z1_m"))
        corners = [(x0, y, z1), (x1, y, z1), (x1, y, z0), (x0, y, z0)]
        for found, at in zip(row["quad_px"], corners, strict=True):
            same(found, seen(camera, truth["camera"], at))
    for row in rows(truth["gaps"]):
        (x0, y0, z0), (x1, _, z1) = row["low_m"], row["high_m"]
        corners = [(x0, y0, z1), (x1, y0, z1), (x1, y0, z0), (x0, y0, z0)]
        for found, at in zip(row["quad_px"], corners, strict=True):
            same(found, seen(camera, truth["camera"], turned(row["pose_world"], at)))


def test_the_homography_leads_from_the_flat_front_to_a_pinholes_picture(case: tuple[Made, Json]) -> None:
    _, truth = case
    plane, camera = truth["front_plane"], truth["camera"]
    to_camera = np.linalg.inv(camera["world_from_camera"])
    for x in np.linspace(plane["x0_m"], plane["x1_m"], 5):
        for z in np.linspace(plane["z0_m"], plane["z1_m"], 5):
            a, b, c, _ = to_camera @ [x, plane["y_m"], z, 1.0]
            pinhole = camera["fx_px"] * a / c + camera["cx_px"], camera["fy_px"] * b / c + camera["cy_px"]
            column, row = (x - plane["x0_m"]) / plane["m_per_px"], (plane["z1_m"] - z) / plane["m_per_px"]
            for start, goal in ((x, z), "plane"), ((column, row), "rectified"):
                u, v, w = np.array(plane[f"undistorted_from_{goal}"]) @ [*start, 1.0]
                assert math.dist((u / w, v / w), pinhole) < 1e-4
