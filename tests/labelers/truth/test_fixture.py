"""Decks, sections, front plane and gaps: against single points through a camera in plain arithmetic."""

import math
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from labelers.truth.fixture import bay_truths, front_plane, shelf_truths
from labelers.truth.flatten import flattened
from labelers.truth.mask import full
from labelers.truth.model import Line
from labelers.truth.outlines import line_in_picture, polygon_in_picture, thinned
from labelers.truth.points import matrix
from scenes.camera import Camera, Distortion, Fisheye, camera_directions, pixel_centres
from scenes.plan import ShelfRow
from tests.labelers import label_scenes as kit
from tests.labelers.truth import truth_scenes
from tests.labelers.truth.scalar_camera import project
from tests.labelers.truth.truth_scenes import LENSES, made

F64 = NDArray[np.float64]
WIDE, HIGH = 640, 480
STRONG = Fisheye(-0.05, 0.01, 0.0, 0.0)
EYES = {
    "pinhole": kit.camera(WIDE, HIGH, lens=kit.PINHOLE, focal=0.7),
    "distorted": kit.camera(WIDE, HIGH, lens=kit.DISTORTED, focal=0.7),
    "pincushion": kit.camera(WIDE, HIGH, lens=Distortion(0.1, 0.02, 0.001, 0.001), focal=0.7),
    "fisheye": kit.camera(WIDE, HIGH, (0.1, -0.4, 0.0), STRONG, focal=0.33),
    "along the shelf": kit.camera(
        WIDE, HIGH, (-0.8, -0.35, 0.1), kit.DISTORTED, focal=0.7,
        rotation=np.array([[0.2, 0.0, 0.98], [-0.98, 0.0, 0.2], [0.0, -1.0, 0.0]]),
    ),
}  # fmt: skip
ROWS = truth_scenes.plan().rows


@pytest.fixture(params=list(EYES))
def eye(request: pytest.FixtureRequest) -> Camera:
    return EYES[request.param]


def away_px(points: F64, line: F64) -> F64:
    """Distance of points (n, 2) from a polyline (k, 2), piece by piece."""
    best = np.full(len(points), np.inf)
    for a, b in pairwise(line):
        way = b - a
        along = np.clip((points - a) @ way / max(way @ way, 1e-12), 0, 1)
        best = np.minimum(best, np.linalg.norm(points - a - along[:, None] * way, axis=1))
    return best


def inside(point: tuple[float, float] | None, margin: float = 0) -> bool:
    return point is not None and all(
        -margin <= v <= n + margin for v, n in zip(point, (WIDE, HIGH), strict=True)
    )


def test_front_edges_follow_the_curve_within_a_quarter_of_a_pixel(eye: Camera) -> None:
    pieces = 0
    for row, found in zip(ROWS, shelf_truths(eye, ROWS), strict=True):
        xs = np.linspace(row.x0_m, row.x1_m, 500)
        seen = [p for x in xs if inside(p := project(eye, (x, row.y_front_m, row.z_m)))]
        assert bool(seen) == bool(found.front_edge_px)
        if not seen:
            continue
        away = [away_px(np.array(seen, np.float64), np.array(line)) for line in found.front_edge_px]
        assert np.min(away, axis=0).max() < 0.25
        for line in found.front_edge_px:
            assert all(inside(point) for point in line)
            assert max(away_px(np.array(line), np.array(seen, np.float64))) < 4  # samples are apart
            pieces += 1
    assert pieces > 0


def test_openings_are_the_pixels_whose_rays_pass_through_them(eye: Camera) -> None:
    rays = camera_directions(eye, pixel_centres(WIDE, HIGH)[::4, ::4]) @ eye.world_from_camera[:3, :3].T
    for row, found in zip(ROWS, shelf_truths(eye, ROWS), strict=True):
        with np.errstate(all="ignore"):
            t = (row.y_front_m - eye.position_m[1]) / rays[..., 1]
        x, z = eye.position_m[0] + t * rays[..., 0], eye.position_m[2] + t * rays[..., 2]
        expected = (t > 0) & (x >= row.x0_m) & (x <= row.x1_m)
        expected &= (z >= row.z_m) & (z <= row.z_m + row.clearance_m)
        assert_encloses(found.outline_px, expected)
        if found.outline_px:
            assert found.box_xywh is not None
            low, high = np.min(found.outline_px, axis=0), np.max(found.outline_px, axis=0)
            assert found.box_xywh == pytest.approx((*low, *(high - low)), abs=0.011)


def assert_encloses(outline: Line, expected: NDArray[np.bool_]) -> None:
    """Every 4th pixel's centre is inside the outline exactly where expected, but within 0.3 px of it."""
    if not outline:
        assert not expected.any()
        return
    polygon = np.array(outline, np.float32)
    assert (polygon >= 0).all()
    assert (polygon <= [WIDE, HIGH]).all()
    for row, column in np.argwhere(expected | ~expected)[::7]:
        centre = (4 * float(column) + 0.5, 4 * float(row) + 0.5)
        depth = cv2.pointPolygonTest(polygon, centre, True)
        if abs(depth) > 0.3:
            assert (depth > 0) == expected[row, column], centre


def test_sections_span_their_decks_openings(eye: Camera) -> None:
    found = bay_truths(eye, ROWS)
    assert [bay.bay for bay in found] == [0, 1]
    for bay in found:
        own = [row for row in ROWS if row.bay == bay.bay]
        assert (bay.x0_m, bay.x1_m) == (own[0].x0_m, own[0].x1_m)
        assert bay.z0_m == pytest.approx(min(row.z_m for row in own))
        assert bay.z1_m == pytest.approx(max(row.z_m + row.clearance_m for row in own))
        world = [(bay.x0_m, bay.z1_m), (bay.x1_m, bay.z1_m), (bay.x1_m, bay.z0_m), (bay.x0_m, bay.z0_m)]
        for corner, (x, z) in zip(bay.quad_px, world, strict=True):
            expected = project(eye, (x, bay.y_m, z))
            assert (corner is None) == (expected is None)
            if corner and expected:
                assert math.dist(corner, expected) < 0.01


def test_the_homography_flattens_pictures_that_opencv_has_undistorted(eye: Camera) -> None:
    plane = front_plane(eye, ROWS)
    assert plane is not None
    matrix_k = np.array([[eye.fx_px, 0, eye.cx_px], [0, eye.fy_px, eye.cy_px], [0, 0, 1]])
    lens, checked = eye.distortion, 0
    for x in np.linspace(plane.x0_m, plane.x1_m, 9):
        for z in np.linspace(plane.z0_m, plane.z1_m, 5):
            seen = project(eye, (float(x), plane.y_m, float(z)))
            if not inside(seen) or seen is None:
                continue
            points = np.array([[seen]], np.float64)
            if isinstance(lens, Fisheye):
                k = np.array([lens.k1, lens.k2, lens.k3, lens.k4])
                flat = cv2.fisheye.undistortPoints(points, matrix_k, k, P=matrix_k)
            else:
                k = np.array([lens.k1, lens.k2, lens.p1, lens.p2, lens.k3])
                stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 200, 1e-12)
                flat = cv2.undistortPoints(points, matrix_k, k, R=np.eye(3), P=matrix_k, criteria=stop)
            u, v, w = np.array(plane.undistorted_from_plane) @ [x, z, 1]
            assert np.allclose(flat[0, 0], (u / w, v / w), atol=0.02 * max(1, abs(w) ** -0.5), rtol=1e-4)
            rectified = ((x - plane.x0_m) / plane.m_per_px, (plane.z1_m - z) / plane.m_per_px, 1)
            a, b, c = np.array(plane.undistorted_from_rectified) @ rectified
            assert np.allclose((a / c, b / c), (u / w, v / w), atol=1e-6, rtol=1e-9)
            checked += 1
    assert checked > 8
    assert plane.width_px * plane.m_per_px == pytest.approx(plane.x1_m - plane.x0_m, abs=plane.m_per_px)


def test_a_fixture_seen_from_behind_or_without_decks_has_no_front_plane() -> None:
    assert front_plane(kit.camera(position_m=(0, 2, 0)), ROWS) is None
    assert front_plane(EYES["pinhole"], ()) is None
    assert bay_truths(EYES["pinhole"], ()) == ()


def test_what_is_behind_the_camera_is_not_in_the_picture() -> None:
    behind = (ShelfRow(0, 0, -1, 1, -3, -2.5, 0, 0.3),)
    (found,) = shelf_truths(EYES["pinhole"], behind)
    assert found.front_edge_px == ()
    assert found.outline_px == ()
    assert found.box_xywh is None
    assert found.opening_quad_px == (None, None, None, None)


def test_lines_that_leave_and_come_back_are_told_in_pieces() -> None:
    bowed = kit.camera(WIDE, HIGH, (0, -0.5, 0.0), Distortion(k1=-0.25), focal=0.5)
    low = -0.5 * (HIGH / 2 + 0.21) / (0.5 * 1.01 * WIDE)
    pieces = line_in_picture(bowed, np.array([-2.0, 0, low * 1.19]), np.array([2.0, 0, low * 1.19]))
    for piece in pieces:
        for u, v in piece:
            assert 0 <= u <= WIDE
            assert 0 <= v <= HIGH
    assert polygon_in_picture(bowed, np.array([[-9.0, 0, -9], [9, 0, -9], [9, 0, 9], [-9, 0, 9]]))


def test_thinning_keeps_within_its_tolerance() -> None:
    t = np.linspace(0, 6, 900)
    curve = np.stack([t * 100, 40 * np.sin(t)], axis=1)
    kept = thinned(curve, 0.2)
    assert len(kept) < 40
    assert away_px(curve, kept).max() <= 0.2 + 1e-9


@pytest.mark.parametrize("lens", list(LENSES))
def test_gaps_are_seen_where_rays_pass_their_front_before_anything_else(lens: str) -> None:
    one = made(truth_scenes.shelf(truth_scenes.view(LENSES[lens])))
    assert one.truth.gaps
    for gap in one.truth.gaps:
        frame, front = matrix(gap.pose_world), gap.low_m[1]
        rays = camera_directions(one.scene.camera, pixel_centres(160, 120))
        camera = np.linalg.inv(frame) @ one.scene.camera.world_from_camera
        along, eye = rays @ camera[:3, :3].T, camera[:3, 3]
        t = (front - eye[1]) / along[..., 1]
        x, z = eye[0] + t * along[..., 0], eye[2] + t * along[..., 2]
        through = (t > 0) & (x >= gap.low_m[0]) & (x <= gap.high_m[0])
        through &= (z >= gap.low_m[2]) & (z <= gap.high_m[2])
        expected = through & (t < one.surfaces.depth_m)
        found = full(gap.mask, 120, 160) if gap.mask else np.zeros((120, 160), bool)
        assert (found != expected).sum() <= 2  # box and pose are rounded
        assert gap.visible_fraction == pytest.approx(expected.sum() / through.sum(), abs=0.01)
        assert gap.visible_fraction > 0


@pytest.mark.parametrize("lens", list(LENSES))
def test_a_flattened_picture_shows_the_plane_square_on(lens: str) -> None:
    """The picture has the plane's own coordinates as its colours, so they must come out as a plain ramp."""
    truth = made(truth_scenes.shelf(kit.camera(WIDE, HIGH, lens=LENSES[lens], focal=0.7))).truth
    plane, camera = truth.front_plane, kit.camera(WIDE, HIGH, lens=LENSES[lens], focal=0.7)
    assert plane is not None
    rays = camera_directions(camera, pixel_centres(WIDE, HIGH)) @ camera.world_from_camera[:3, :3].T
    t = (plane.y_m - camera.position_m[1]) / rays[..., 1]
    x, z = camera.position_m[0] + t * rays[..., 0], camera.position_m[2] + t * rays[..., 2]
    ramps = [(x - plane.x0_m) / (plane.x1_m - plane.x0_m), (z - plane.z0_m) / (plane.z1_m - plane.z0_m)]
    picture = np.stack([*(np.clip(ramp, 0, 1) * 250 for ramp in ramps), np.full_like(x, 250)], axis=-1)
    flat = flattened(np.nan_to_num(picture).astype(np.uint8), truth)
    assert flat.shape == (plane.height_px, plane.width_px, 3)
    u, v = np.moveaxis(pixel_centres(plane.width_px, plane.height_px), -1, 0)
    seen = flat[..., 2] == 250
    assert seen.mean() > 0.5
    across = (flat[..., 0] - u / plane.width_px * 250)[seen]
    down = (flat[..., 1] - (1 - v / plane.height_px) * 250)[seen]
    assert np.abs(across + 0.5).max() < 1.5  # a byte rounds down
    assert np.abs(down + 0.5).max() < 1.5


def test_what_has_no_front_plane_cannot_be_flattened() -> None:
    truth = made(kit.scene(EYES["pinhole"], [], {})).truth
    with pytest.raises(ValueError, match="no front plane"):
        flattened(np.zeros((HIGH, WIDE, 3), np.uint8), truth)
