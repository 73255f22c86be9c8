"""Labels against brute force and plain counting."""

from dataclasses import replace

import numpy as np
import pytest
from brute_force import hit_alone
from label_scenes import DISTORTED, FISHEYE, PINHOLE, box, camera, clutter, pose, product, scene, shelf
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from labelers.extract import extract_labels
from labelers.labels import Labels, Xywh
from labelers.trace import Tracer
from scenes.camera import Distortion, distort, fold_radius, pixel_centres, undistort
from scenes.scene import Instance, Scene

TRACER = Tracer()
SCENES = [
    clutter(1, camera(72, 54), count=20),
    clutter(2, camera(72, 54, lens=DISTORTED), count=20),
    clutter(3, camera(72, 54, lens=DISTORTED, focal=0.7), count=20, spread_m=0.4),
    shelf(camera(72, 54, position_m=(0.013, -0.8, 0.13)), depth=3),
    shelf(camera(72, 54, position_m=(0.013, -0.3, 0.13), lens=DISTORTED), depth=3),
    clutter(4, camera(72, 54, lens=FISHEYE, focal=0.45), count=25, spread_m=0.6),
    shelf(camera(72, 54, position_m=(0.013, -0.25, 0.13), lens=FISHEYE, focal=0.5), depth=3),
]


def labels_of(one: Scene) -> Labels:
    return extract_labels(one, TRACER.trace(one), TRACER)


def tight(mask: NDArray[np.bool_], x0: int = 0, y0: int = 0) -> Xywh:
    rows, columns = np.nonzero(mask)
    return (
        float(columns.min() + x0),
        float(rows.min() + y0),
        float(columns.max() - columns.min() + 1),
        float(rows.max() - rows.min() + 1),
    )


def alone(one: Scene, instance: Instance) -> NDArray[np.bool_]:
    """Brute force: the instance by itself over three image widths and heights, the image in the middle."""
    view = one.camera
    w, h = view.width_px, view.height_px
    pixels = (pixel_centres(3 * w, 3 * h) - [w, h]).reshape(-1, 2)
    target = (pixels - [view.cx_px, view.cy_px]) / [view.fx_px, view.fy_px]
    with np.errstate(all="ignore"):
        ideal = undistort(view.distortion, target)
        real = np.abs(distort(view.distortion, ideal) - target).max(1) < 1e-9
        real &= np.linalg.norm(ideal, axis=1) < fold_radius(view.distortion)
    hit = np.zeros(len(pixels), bool)
    hit[real] = hit_alone(one, instance, pixels[real]).face >= 0
    return hit.reshape(3 * h, 3 * w)


@pytest.mark.parametrize("one", SCENES)
def test_every_mask_decodes_to_exactly_the_instance_map(one: Scene) -> None:
    labels = labels_of(one)
    assert len(labels.annotations) >= 5
    for annotation in labels.annotations:
        mask = coco_mask.decode(annotation.mask_rle).astype(bool)
        np.testing.assert_array_equal(mask, labels.instance_map == annotation.instance_id)
        assert annotation.area_px == mask.sum() == coco_mask.area(annotation.mask_rle)
        assert annotation.box_xywh == tight(mask)
    drawn = {a.instance_id for a in labels.annotations}
    assert drawn == set(np.unique(labels.instance_map).tolist()) - {0}


@pytest.mark.parametrize("one", SCENES)
def test_whole_objects_match_brute_force_inside_and_beyond_the_image(one: Scene) -> None:
    w, h = one.camera.width_px, one.camera.height_px
    by_id = {i.instance_id: i for i in one.instances}
    cut = 0
    for annotation in labels_of(one).annotations:
        whole = alone(one, by_id[annotation.instance_id])
        inside = whole[h : 2 * h, w : 2 * w]
        np.testing.assert_array_equal(coco_mask.decode(annotation.amodal_mask_rle).astype(bool), inside)
        assert annotation.amodal_area_px == inside.sum()
        assert annotation.amodal_box_xywh == tight(inside)
        assert annotation.amodal_box_unclipped_xywh == tight(whole, -w, -h)
        assert annotation.visible_fraction == annotation.area_px / inside.sum()
        assert annotation.truncated_fraction == pytest.approx(1 - inside.sum() / whole.sum(), abs=1e-12)
        cut += annotation.truncated_fraction > 0
    assert cut >= 1


def test_lone_object_is_wholly_visible() -> None:
    labels = labels_of(scene(camera(), [product(4, "box", pose((0, 0, 0.1)))], {"box": box()}))
    (annotation,) = labels.annotations
    assert annotation.visible_fraction == 1
    assert annotation.truncated_fraction == 0
    assert annotation.amodal_box_unclipped_xywh == annotation.amodal_box_xywh == annotation.box_xywh
    assert annotation.amodal_mask_rle == annotation.mask_rle


def test_huge_object_around_the_camera_is_sampled_beyond_the_image_not_refused() -> None:
    wall = product(1, "wall", pose((0, 0.2, -20)))
    one = scene(camera(400, 300), [wall], {"wall": box(40, 0.1, 40)})
    (annotation,) = labels_of(one).annotations
    assert annotation.amodal_area_px == 400 * 300
    assert annotation.truncated_fraction == pytest.approx(8 / 9, abs=0.01)
    x, y, w, h = annotation.amodal_box_unclipped_xywh
    assert x <= -400 + 8
    assert y <= -300 + 8
    assert w >= 1200 - 16
    assert h >= 900 - 16


@pytest.mark.parametrize("lens", [PINHOLE, DISTORTED])
def test_minima_decide_annotations_but_never_the_map(lens: Distortion) -> None:
    one = shelf(camera(96, 72, position_m=(0.013, -0.9, 0.13), lens=lens), depth=3)
    everything = labels_of(one)
    strict = replace(one, labels=replace(one.labels, min_visible_px=60, min_visible_fraction=0.3))
    labels = labels_of(strict)
    expected = [a for a in everything.annotations if a.area_px >= 60 and a.visible_fraction >= 0.3]
    assert 0 < len(expected) < len(everything.annotations)
    assert labels.annotations == tuple(expected)
    np.testing.assert_array_equal(labels.instance_map, everything.instance_map)


def test_annotations_come_by_id_with_what_the_scene_says_of_them() -> None:
    one = shelf(camera(96, 72))
    annotations = labels_of(one).annotations
    assert [a.instance_id for a in annotations] == sorted(a.instance_id for a in annotations)
    by_id = {i.instance_id: i for i in one.instances}
    for annotation in annotations:
        instance = by_id[annotation.instance_id]
        assert annotation.sku == instance.sku == annotation.category
        assert annotation.slot == (0, 1, annotation.instance_id, 0, 0, 0)
        centre = instance.world_from_object[:3, 3] + [0, 0, 0.1]
        assert annotation.distance_m == pytest.approx(
            np.linalg.norm(centre - one.camera.position_m), rel=1e-6
        )


@pytest.mark.parametrize(
    ("level", "expected"),
    [("product", "product"), ("category", "snacks/crisps"), ("brand", "brand1"), ("sku", "sku1")],
)
def test_class_follows_the_level_asked_for(level: str, expected: str) -> None:
    one = scene(camera(), [product(4, "box", pose((0, 0, 0.1)))], {"box": box()})
    one = replace(one, labels=replace(one.labels, class_level=level))
    assert labels_of(one).annotations[0].category == expected


def test_an_empty_frame_has_maps_and_no_annotations() -> None:
    labels = labels_of(scene(camera(), [], {}))
    assert labels.annotations == ()
    assert (labels.instance_map == 0).all()
