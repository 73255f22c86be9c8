"""Every shipped recipe, the whole path: real scenes and renders, labels against independent witnesses."""

from collections.abc import Iterator

import numpy as np
import pytest
from pycocotools import mask as coco_mask

from generator.bundle import Bundle, open_bundle
from generator.frame import Frame, FrameMaker, sample
from generator.render.cycles import CyclesRenderer
from labelers.trace import Tracer
from recipes import shipped_recipes
from scenes.scene import Scene

NAMES = sorted(shipped_recipes())
SMALL = {"image.width_px": 160, "image.height_px": 120, "render.samples": 2, "labels.min_visible_px": 1}


@pytest.fixture(scope="module")
def cycles() -> Iterator[CyclesRenderer]:
    renderer = CyclesRenderer("cpu")
    yield renderer
    renderer.close()


def labelled(scene: Scene, index: np.ndarray) -> np.ndarray:
    """Instance ids from indices into the scene's instances (-1: nothing)."""
    ids = np.array([instance.instance_id for instance in scene.instances] + [0])
    return ids[index]


@pytest.mark.parametrize("name", NAMES)
def test_labels_agree_with_cycles_own_index_pass_on_9999_of_10000_pixels(
    name: str, cycles: CyclesRenderer
) -> None:
    scene = sample(open_bundle(name), 1)
    traced = Tracer().trace(scene).instance_map
    witness = labelled(scene, cycles.object_index(scene))
    assert (traced != witness).mean() <= 1e-4
    assert len(np.unique(traced)) > 10


@pytest.mark.parametrize("name", NAMES)
def test_a_cycles_frame_shows_goods_and_labels_what_it_shows(name: str, cycles: CyclesRenderer) -> None:
    frame = FrameMaker(open_bundle(name, SMALL), cycles).make(0)
    camera = frame.scene.camera  # held upright in some frames
    assert sorted((camera.width_px, camera.height_px)) == [120, 160]
    assert frame.image.shape == (camera.height_px, camera.width_px, 3)
    assert 40 < frame.image.mean() < 215
    assert frame.image.std() > 20
    assert (frame.labels.instance_map > 0).mean() > 0.04
    assert len(frame.labels.annotations) > 4


def maker(bundle: Bundle) -> FrameMaker:
    from generator.render import open_renderer

    return FrameMaker(bundle, open_renderer("stub"))


@pytest.mark.parametrize("name", NAMES)
def test_every_mask_is_its_part_of_the_instance_map_and_every_box_is_tight(name: str) -> None:
    frame: Frame = maker(open_bundle(name)).make(2)
    seen = frame.labels.instance_map
    for annotation in frame.labels.annotations:
        mask = coco_mask.decode(annotation.mask_rle).astype(bool)
        assert (mask == (seen == annotation.instance_id)).all()
        rows, columns = np.nonzero(mask)
        x, y, w, h = annotation.box_xywh
        assert (x, y) == (columns.min(), rows.min())
        assert (w, h) == (columns.max() - columns.min() + 1, rows.max() - rows.min() + 1)
        whole = coco_mask.decode(annotation.amodal_mask_rle).astype(bool)
        assert not (mask & ~whole).any()
        assert annotation.visible_fraction == pytest.approx(mask.sum() / whole.sum())
