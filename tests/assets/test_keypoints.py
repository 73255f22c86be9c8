"""Keypoints of packages: corners of the front, wherever wear takes them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from assets.archetypes import archetypes
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.keypoints import FRONT_CORNERS, Keypoint, keypoints_of, positions_m
from assets.wear_dents import dented

BOXES = ("carton", "brick", "small_pack", "tablet", "multipack_carton", "blister_card", "pillow_bag", "pouch")
AROUND = ("can", "tin", "jar", "pet_bottle", "shrink_multipack")


def built(name: str, detail: Detail = "near") -> Package:
    typical = KINDS[name].typical[0]
    width, depth, height = (np.array(typical.lo_m) + typical.hi_m) / 2
    shape: Mapping[str, float] = dict(typical.shape)
    return archetypes()[name]((float(width), float(depth), float(height)), shape, detail)


@pytest.mark.parametrize("name", BOXES)
def test_packages_with_a_printed_front_have_its_corners(name: str) -> None:
    for detail in ("near", "far"):
        package = built(name, detail)  # type: ignore[arg-type]
        points = keypoints_of(package)
        assert tuple(point.name for point in points) == FRONT_CORNERS
        top_left, top_right, bottom_right, bottom_left = positions_m(package.mesh, points)
        low, high = package.mesh.bounds_m
        width, height = high[0] - low[0], high[2] - low[2]
        for left, right in ((top_left, top_right), (bottom_left, bottom_right)):
            assert left[0] == pytest.approx(low[0], abs=0.08 * width)
            assert right[0] == pytest.approx(high[0], abs=0.08 * width)
        for top, bottom in ((top_left, bottom_left), (top_right, bottom_right)):
            assert top[2] > low[2] + 0.75 * height
            assert bottom[2] == pytest.approx(low[2], abs=0.05 * height)
            assert max(top[1], bottom[1]) < 0.6 * high[1] + 0.4 * low[1] + 0.01  # nothing of its back


@pytest.mark.parametrize("name", AROUND)
def test_packages_without_a_front_panel_have_none(name: str) -> None:
    assert keypoints_of(built(name)) == ()


def test_an_archetype_may_state_its_own() -> None:
    package = built("can")
    own = (Keypoint("tab", 3),)
    assert keypoints_of(replace(package, keypoints=own)) == own
    assert keypoints_of(replace(built("carton"), keypoints=())) == ()


def test_dents_move_the_corners_and_keep_them() -> None:
    package = built("carton")
    points = keypoints_of(package)
    before = positions_m(package.mesh, points)
    moved = 0.0
    for variant in range(6):
        bent = dented(package.mesh, 3, variant)
        after = positions_m(bent, points)
        uv_of = {int(v): uv for v, uv in zip(bent.faces.ravel(), bent.corner_uv.reshape(-1, 2), strict=True)}
        assert all(point.vertex in uv_of for point in points)
        assert np.linalg.norm(after - before, axis=1).max() < 0.02
        moved = max(moved, float(np.abs(after - before).max()))
    assert moved > 0.0005
