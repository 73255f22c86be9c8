"""Handing arrays to Embree whole must change nothing but the time it takes."""

import numpy as np
import pytest
from label_scenes import DISTORTED, camera, clutter, soup

from labelers import embree
from labelers.extract import extract_labels
from labelers.trace import Tracer

UNKNOWN_PROPERTY = 67  # RTC_DEVICE_PROPERTY_FILTER_FUNCTION_SUPPORTED: this Embree has none


def test_arrays_are_handed_over_whole_with_this_embreex() -> None:
    from embreex.rtcore_scene import EmbreeScene

    device = embree.new_device()
    assert embree.embree_library() is not None
    assert embree._handle(EmbreeScene(device), device) is not None


def test_a_layout_we_do_not_know_is_left_alone() -> None:
    class Other:
        is_committed = 0

    assert embree._handle(Other(), object()) is None


def test_both_ways_give_the_same_hits(monkeypatch: pytest.MonkeyPatch) -> None:
    one = clutter(3, camera(96, 72, lens=DISTORTED), count=25)
    whole = Tracer().trace(one)
    monkeypatch.setattr(embree, "embree_library", lambda: None)
    copied = Tracer().trace(one)
    for name in ("instance_index", "face", "barycentric", "depth_m"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(copied, name))


def test_scenes_outlive_the_arrays_they_came_from() -> None:
    mesh = soup(np.random.default_rng(1), triangles=400)
    rays = np.random.default_rng(2).normal(size=(500, 3)).astype(np.float32)
    origins = np.zeros_like(rays)
    vertices, faces = mesh.vertices_m.astype(np.float64), mesh.faces.copy()
    scene = embree.embree_shape(embree.new_device(), vertices, faces, once=False).scene
    first = scene.run(origins, rays)
    vertices[:], faces[:] = 0, 0
    np.testing.assert_array_equal(scene.run(origins, rays), first)
    assert (first >= 0).any()


@pytest.mark.parametrize("widest", ["RAY16", "RAY8", "RAY4", None])
def test_labels_do_not_depend_on_how_many_rays_go_at_once(
    widest: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = clutter(3, camera(94, 71, lens=DISTORTED, focal=0.7), count=25, spread_m=0.4)
    tracer = Tracer()
    expected = extract_labels(one, tracer.trace(one), tracer)
    if widest is None:
        monkeypatch.setattr(embree, "embree_library", lambda: None)
    for other in {"RAY16", "RAY8", "RAY4"} - {widest}:
        monkeypatch.setattr(embree, other, UNKNOWN_PROPERTY)
    tracer = Tracer()
    found = extract_labels(one, tracer.trace(one), tracer)
    np.testing.assert_array_equal(found.instance_map, expected.instance_map)
    assert found.annotations == expected.annotations
    assert len(found.annotations) > 5
