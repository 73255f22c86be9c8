"""Every format says what the labels say, to its stated rounding, and can be read back."""

import math
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from label_scenes import DISTORTED, FISHEYE, PINHOLE, camera, shelf
from pycocotools import mask as coco_mask

from labelers.extract import extract_labels
from labelers.formats import bop, cvat, kitti, label_studio, obb, panoptic, records, voc
from labelers.formats.keypoints import front_points, keypoint_annotations, pose_text, read_pose
from labelers.formats.sample import FRONT, Sample, Segment, Solid
from labelers.labels import Annotation
from labelers.trace import Tracer

NAMES = ("sku0", "sku1", "sku2")
LENSES = {"pinhole": PINHOLE, "distorted": DISTORTED, "fisheye": FISHEYE}
W, H = 96, 72


@cache
def sample(lens: str = "pinhole") -> Sample:
    scene = shelf(camera(W, H, lens=LENSES[lens]))
    tracer = Tracer()
    labels = extract_labels(scene, tracer.trace(scene), tracer)
    camera_from_world = np.linalg.inv(scene.camera.world_from_camera)
    solids = {}
    for one in scene.instances:
        if one.instance_id > 0:
            low, high = scene.meshes[one.mesh].bounds_m
            pose = camera_from_world @ one.world_from_object
            points = {name: (3.25 + k, 4.5 + one.instance_id, k % 3) for k, name in enumerate(FRONT)}
            solids[one.instance_id] = Solid(pose, tuple(low.tolist()), tuple(high.tolist()), points)
    about = {
        "fx_px": scene.camera.fx_px,
        "fy_px": scene.camera.fy_px,
        "cx_px": scene.camera.cx_px,
        "cy_px": scene.camera.cy_px,
        "world_from_camera": scene.camera.world_from_camera.tolist(),
    }
    return Sample(7, "000007.jpg", W, H, labels.annotations, labels.instance_map, about, solids=solids)


def mask_of(one: Annotation, of: Sample) -> np.ndarray:
    return np.asarray(of.instance_map == one.instance_id)


def boxes(of: Sample) -> list[tuple[str, tuple[float, float, float, float]]]:
    return [(one.category, one.box_xywh) for one in of.annotations]


@pytest.mark.parametrize("lens", LENSES)
def test_the_samples_are_worth_testing(lens: str) -> None:
    assert len(sample(lens).annotations) > 8
    assert len({one.category for one in sample(lens).annotations}) == 3


@pytest.mark.parametrize("lens", LENSES)
def test_voc_boxes_come_back_exactly(lens: str) -> None:
    name, size, found = voc.read_voc(voc.voc_xml(sample(lens), NAMES))
    assert (name, size) == ("000007.jpg", (W, H))
    assert found == boxes(sample(lens))


@pytest.mark.parametrize("lens", LENSES)
def test_cvat_boxes_and_masks_come_back_exactly(lens: str) -> None:
    one = sample(lens)
    for shape in ("box", "mask"):
        text = cvat.cvat_header(NAMES) + cvat.cvat_image(one, NAMES, shape) + cvat.CVAT_FOOTER
        (found,) = cvat.read_cvat(text.encode()).values()
        assert [(name, box) for name, _, box, _ in found] == boxes(one)
        assert [number for _, number, _, _ in found] == [a.instance_id for a in one.annotations]
        for annotation, (_, _, (x, y, w, h), mask) in zip(one.annotations, found, strict=True):
            if shape == "mask":
                whole = np.zeros((H, W), bool)
                whole[int(y) : int(y + h), int(x) : int(x + w)] = mask
                np.testing.assert_array_equal(whole, mask_of(annotation, one))


@given(st.integers(1, 9), st.integers(1, 9), st.data())
@settings(max_examples=60, deadline=None)
def test_any_mask_survives_cvats_run_lengths(width: int, height: int, data: st.DataObject) -> None:
    bits = data.draw(st.lists(st.booleans(), min_size=width * height, max_size=width * height))
    mask = np.array(bits, bool).reshape(height, width)
    if not mask.any():
        mask[0, 0] = True
    ys, xs = np.nonzero(mask)
    box = (float(xs.min()), float(ys.min()), float(np.ptp(xs) + 1), float(np.ptp(ys) + 1))
    annotation = replace(sample().annotations[0], instance_id=5, box_xywh=box, category="sku0")
    of = replace(
        sample(), width_px=width, height_px=height, annotations=(annotation,), instance_map=mask * np.int32(5)
    )
    text = cvat.cvat_header(NAMES) + cvat.cvat_image(of, NAMES, "mask") + cvat.CVAT_FOOTER
    (((_, _, (x, y, w, h), found),),) = cvat.read_cvat(text).values()
    np.testing.assert_array_equal(found, mask[int(y) : int(y + h), int(x) : int(x + w)])


def test_label_studio_boxes_come_back() -> None:
    task = label_studio.label_studio_task(sample(), NAMES, "images/000007.jpg")
    found = label_studio.read_label_studio(task)
    assert [name for name, _ in found] == [name for name, _ in boxes(sample())]
    np.testing.assert_allclose([box for _, box in found], [box for _, box in boxes(sample())], atol=1e-9)
    assert all(f'"{name}"' in label_studio.label_studio_interface(NAMES) for name in NAMES)


@pytest.mark.parametrize("lens", LENSES)
def test_panoptic_segments_are_the_masks_and_cover_every_pixel_that_is_not_void(lens: str) -> None:
    one = sample(lens)
    rgb, entry = panoptic.panoptic_frame(one, NAMES)
    ids = panoptic.rgb_to_ids(rgb)
    listed = {info["id"]: info for info in entry["segments_info"]}
    assert set(np.unique(ids).tolist()) - {0} == set(listed) == {a.instance_id for a in one.annotations}
    names = {c["id"]: c["name"] for c in panoptic.panoptic_categories(NAMES)}
    for annotation in one.annotations:
        info = listed[annotation.instance_id]
        np.testing.assert_array_equal(ids == info["id"], mask_of(annotation, one))
        assert info["area"] == annotation.area_px
        assert tuple(info["bbox"]) == annotation.box_xywh
        assert names[info["category_id"]] == annotation.category


def test_panoptic_leaves_void_what_nobody_annotates_and_knows_stuff() -> None:
    whole = sample()
    stuff = np.where(whole.instance_map == 0, 70_000, whole.instance_map).astype(np.int32)
    stuff[:3] = 70_001
    some = replace(
        whole,
        annotations=whole.annotations[::2],
        segment_map=stuff,
        segments=(Segment(70_000, "floor", False), Segment(70_001, "price_tag", True)),
    )
    rgb, entry = panoptic.panoptic_frame(some, NAMES)
    ids = panoptic.rgb_to_ids(rgb)
    hidden = whole.annotations[1]
    below = mask_of(hidden, whole) & (stuff < 70_000)
    assert not ids[below].any()
    names = {c["id"]: c for c in panoptic.panoptic_categories(NAMES)}
    found = {names[info["category_id"]]["name"]: info for info in entry["segments_info"]}
    assert found["floor"]["area"] == (ids == 70_000).sum() == (stuff == 70_000).sum()
    assert names[found["floor"]["category_id"]]["isthing"] == 0
    assert names[found["price_tag"]["category_id"]]["isthing"] == 1
    assert sum(info["area"] for info in entry["segments_info"]) == np.count_nonzero(ids)


@pytest.mark.parametrize("lens", LENSES)
def test_oriented_boxes_hold_every_pixel_and_are_no_larger_than_upright_ones(lens: str) -> None:
    one = sample(lens)
    found = obb.read_oriented(obb.oriented_text(one, NAMES), W, H)
    assert [NAMES[number] for number, _ in found] == [a.category for a in one.annotations]
    for annotation, (_, corners) in zip(one.annotations, found, strict=True):
        assert (corners >= 0).all()
        assert (corners <= (W, H)).all()
        sides = np.roll(corners, -1, axis=0) - corners
        np.testing.assert_allclose(sides[0], -sides[2], atol=2e-3)
        assert abs(sides[0] @ sides[1]) < 0.02 * max(1.0, np.abs(sides).max())
        area = abs(np.cross(np.r_[sides[0], 0], np.r_[sides[1], 0])[2])
        _, _, w, h = annotation.box_xywh
        assert area <= w * h * 1.001 + 0.01
        ys, xs = np.nonzero(mask_of(annotation, one))
        contour = corners.astype(np.float32).reshape(-1, 1, 2)
        distances = [
            cv2.pointPolygonTest(contour, (x + 0.5, y + 0.5), True)
            for x, y in zip(xs.tolist(), ys.tolist(), strict=True)
        ]
        assert min(distances) > 0.4  # half a pixel, to the rounding


def test_an_oriented_box_turns_with_its_object_and_stays_inside_the_picture() -> None:
    canvas = np.zeros((H, W), np.uint8)
    cv2.fillPoly(canvas, [cv2.boxPoints(((48.0, 36.0), (40.0, 10.0), 30.0)).astype(np.int32)], 1)
    ys, xs = np.nonzero(canvas)
    box = (float(xs.min()), float(ys.min()), float(np.ptp(xs) + 1), float(np.ptp(ys) + 1))
    one = replace(sample().annotations[0], instance_id=1, box_xywh=box)
    corners = obb.oriented_box(one, canvas.astype(np.int32))
    sides = sorted(np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1).tolist())
    assert sides[0] == pytest.approx(11.3, abs=1.2)
    assert sides[-1] == pytest.approx(41.3, abs=1.2)
    shifted = np.roll(canvas, (-int(ys.min()), -int(xs.min())), axis=(0, 1)).astype(np.int32)
    at_the_border = obb.oriented_box(replace(one, box_xywh=(0.0, 0.0, box[2], box[3])), shifted)
    assert (at_the_border >= 0).all()


def test_keypoints_come_back_and_are_counted() -> None:
    one = sample()
    entries = keypoint_annotations(one, NAMES)
    for annotation, entry in zip(one.annotations, entries, strict=True):
        points = front_points(one, annotation)
        assert entry["keypoints"] == [value for point in points for value in point]
        assert entry["num_keypoints"] == sum(v > 0 for *_, v in points)
        assert entry["bbox"] == list(annotation.box_xywh)
    for annotation, (number, box, points) in zip(
        one.annotations, read_pose(pose_text(one, NAMES), W, H), strict=True
    ):
        assert NAMES[number] == annotation.category
        np.testing.assert_allclose(box, annotation.box_xywh, atol=1e-3)
        np.testing.assert_allclose(points, front_points(one, annotation), atol=1e-3)


def test_what_has_no_front_has_four_points_that_are_not_there() -> None:
    bare = replace(sample(), solids={})
    assert {entry["num_keypoints"] for entry in keypoint_annotations(bare, NAMES)} == {0}


@pytest.mark.parametrize("lens", LENSES)
def test_kitti_boxes_sizes_places_and_headings_come_back(lens: str) -> None:
    one = sample(lens)
    found = kitti.read_kitti(kitti.kitti_label(one, NAMES))
    assert [(name, box) for name, box, _ in found] == boxes(one)
    for annotation, (_, _, (h, w, length, x, y, z, turn)) in zip(one.annotations, found, strict=True):
        solid = one.solids[annotation.instance_id]
        low, high = np.array(solid.low_m), np.array(solid.high_m)
        np.testing.assert_allclose([w, length, h], high - low, atol=1e-4)
        base = solid.camera_from_object[:3, :3] @ [*((low + high) / 2)[:2], low[2]]
        np.testing.assert_allclose([x, y, z], base + solid.camera_from_object[:3, 3], atol=1e-4)
        # A package that is turned by `turn` about the camera's y axis looks where its front looks.
        about_y = np.array(
            [[math.cos(turn), 0, math.sin(turn)], [0, 1, 0], [-math.sin(turn), 0, math.cos(turn)]]
        )
        front = -solid.camera_from_object[:3, 1]
        level = front[[0, 2]] / np.linalg.norm(front[[0, 2]])
        np.testing.assert_allclose((about_y @ [1, 0, 0])[[0, 2]], level, atol=1e-3)


def test_kitti_says_when_it_does_not_know_where_things_are() -> None:
    bare = replace(sample(), solids={})
    assert {rest for _, _, rest in kitti.read_kitti(kitti.kitti_label(bare, NAMES))} == {kitti.NOWHERE}


@pytest.mark.parametrize("lens", LENSES)
def test_bop_poses_boxes_and_masks_come_back(lens: str) -> None:
    one = sample(lens)
    ids = {name: k for k, name in enumerate(NAMES, start=1)}
    poses, info = bop.bop_poses(one, ids), bop.bop_info(one, None)
    found = bop.read_bop(poses, info)
    assert len(found) == len(one.annotations)
    for annotation, (number, pose, box), about, (whole, seen) in zip(
        one.annotations, found, info, bop.bop_masks(one), strict=True
    ):
        assert NAMES[number - 1] == annotation.sku
        np.testing.assert_allclose(pose, one.solids[annotation.instance_id].camera_from_object, atol=1e-12)
        assert box == annotation.box_xywh
        np.testing.assert_array_equal(seen > 0, mask_of(annotation, one))
        np.testing.assert_array_equal(whole > 0, coco_mask.decode(annotation.amodal_mask_rle) > 0)
        assert about["px_count_visib"] == np.count_nonzero(seen)
        assert about["px_count_all"] == np.count_nonzero(whole)


def test_bops_camera_projects_a_pose_into_its_box() -> None:
    """Without distortion cam_K and the pose alone must give the whole object's box, to a pixel."""
    one = sample()
    k = np.array(bop.bop_camera(one.camera, 0.00025)["cam_K"]).reshape(3, 3)
    checked = 0
    for annotation, pose in zip(one.annotations, bop.bop_poses(one, dict.fromkeys(NAMES, 1)), strict=True):
        solid = one.solids[annotation.instance_id]
        if annotation.truncated_fraction or annotation.instance_id % 2 == 0:
            continue
        corners = np.array(np.meshgrid(*zip(solid.low_m, solid.high_m, strict=True))).reshape(3, -1) * 1000
        seen = k @ (
            np.array(pose["cam_R_m2c"]).reshape(3, 3) @ corners + np.array(pose["cam_t_m2c"])[:, None]
        )
        low, high = (seen[:2] / seen[2]).min(1), (seen[:2] / seen[2]).max(1)
        x, y, w, h = annotation.amodal_box_unclipped_xywh
        assert (low <= np.array([x, y]) + 1.5).all()  # a box around a can may be wider than the can
        assert (high >= np.array([x + w, y + h]) - 2.5).all()
        checked += 1
    assert checked > 2


def test_rows_hold_every_object_and_masks_that_decode() -> None:
    one = sample()
    row = records.record(one, NAMES)["objects"]
    assert set(row) == set(records.COLUMNS)
    assert {len(column) for column in row.values()} == {len(one.annotations)}
    for k, annotation in enumerate(one.annotations):
        assert NAMES[row["category"][k]] == annotation.category
        assert tuple(row["bbox"][k]) == annotation.box_xywh
        decoded = coco_mask.decode({"size": [H, W], "counts": row["segmentation"][k].encode()})
        np.testing.assert_array_equal(decoded > 0, mask_of(annotation, one))


def test_archives_of_equal_members_are_equal() -> None:
    members = [("a.txt", b"1"), ("b/c.bin", bytes(2000))]
    assert records.tar_bytes(members) == records.tar_bytes(list(members))


@pytest.mark.parametrize(
    "write",
    [
        lambda one: voc.voc_xml(one, NAMES[:1]),
        lambda one: cvat.cvat_image(one, NAMES[:1]),
        lambda one: label_studio.label_studio_task(one, NAMES[:1], ""),
        lambda one: panoptic.panoptic_frame(one, NAMES[:1]),
        lambda one: obb.oriented_text(one, NAMES[:1]),
        lambda one: pose_text(one, NAMES[:1]),
        lambda one: kitti.kitti_label(one, NAMES[:1]),
        lambda one: records.record(one, NAMES[:1]),
    ],
)
def test_an_unknown_class_is_refused_everywhere(write) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="frame 7 has classes that the dataset lacks: sku1, sku2"):
        write(sample())
