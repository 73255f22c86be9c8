import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.mesh_tools import (
    assemble,
    box,
    grid,
    lid,
    moved,
    polygon,
    prism,
    rings,
    sheet_uv,
    smooth_normals,
    transform,
    wall,
    welded,
)
from tests.assets.mesh_checks import face_normals, open_edges, signed_volume_m3

lengths = st.floats(0.01, 0.5)


@given(lengths, lengths, lengths)
def test_a_box_is_closed_and_holds_its_volume(w: float, d: float, h: float) -> None:
    mesh = assemble([box((0, 0, 0), (w, d, h), "x")], ("x",))
    assert open_edges(mesh) == 0
    assert signed_volume_m3(mesh) == pytest.approx(w * d * h, rel=1e-4)
    assert np.allclose(mesh.corner_normals, face_normals(mesh)[:, None], atol=1e-5)


def test_a_prism_is_closed_and_holds_its_volume() -> None:
    mesh = assemble([prism([[0, 0], [2, 0], [2, 1], [0, 3]], -0.5, 1.0, "x")], ("x",))
    assert open_edges(mesh) == 0
    assert signed_volume_m3(mesh) == pytest.approx(1.5 * 4.0)


@given(lengths, lengths, st.floats(2.0, 6.0), st.sampled_from([8, 24, 32]))
@settings(max_examples=30)
def test_rings_touch_their_half_axes_and_run_from_the_back_over_the_left(
    a: float, b: float, exponent: float, segments: int
) -> None:
    (ring,) = rings([(a, b, 0.3, exponent)], segments)
    quarter = segments // 4
    assert np.allclose(
        ring[[0, quarter, 2 * quarter, 3 * quarter, -1], :2], [[0, b], [-a, 0], [0, -b], [a, 0], [0, b]]
    )
    on_curve = np.abs(ring[:, 0] / a) ** exponent + np.abs(ring[:, 1] / b) ** exponent
    assert np.allclose(on_curve, 1, atol=1e-9)
    steps = np.linalg.norm(np.diff(ring, axis=0), axis=1)
    assert steps.max() < 1.35 * steps.min() + 1e-12


def test_rings_need_whole_quarters() -> None:
    with pytest.raises(ValueError, match="multiple of 4"):
        rings([(1, 1, 0)], 30)


def test_a_turned_cylinder_is_smooth_around_and_hard_at_its_edges() -> None:
    stack = rings([(1, 1, 0), (1, 1, 2)], 24)
    mesh = assemble([lid(stack[0], "x", up=False), wall(stack, "x"), lid(stack[1], "x", up=True)], ("x",))
    assert open_edges(mesh) == 0
    side = np.abs(face_normals(mesh)[:, 2]) < 0.5
    corner = mesh.vertices_m[mesh.faces][side]
    radial = corner * [1, 1, 0] / np.linalg.norm(corner[..., :2], axis=-1, keepdims=True)
    assert np.degrees(np.arccos(np.clip((radial * mesh.corner_normals[side]).sum(-1), -1, 1))).max() < 4
    assert np.allclose(np.abs(mesh.corner_normals[~side][..., 2]), 1, atol=1e-6)


def test_welding_joins_equal_points_and_drops_unused_ones() -> None:
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 0, 2e-8], [5, 5, 5]], float)
    kept, faces = welded(points, np.array([[0, 1, 2], [0, 2, 3]]))
    assert len(kept) == 3
    assert sorted(faces[1]) == sorted(faces[0])


def test_assembling_fits_the_size_exactly_and_stands_on_the_floor() -> None:
    stack = rings([(1, 2, 5), (3, 1, 9)], 16)
    mesh = assemble([wall(stack, "x")], ("x",), size_m=(0.1, 0.2, 0.3), closed=False)
    assert np.allclose(mesh.bounds_m, [[-0.05, -0.1, 0], [0.05, 0.1, 0.3]], atol=1e-7)


def slow_normals(points: np.ndarray, faces: np.ndarray, crease_deg: float) -> np.ndarray:
    """The same promise as ``smooth_normals``, corner by corner."""
    vectors = [np.cross(points[b] - points[a], points[c] - points[a]) for a, b, c in faces]
    out = np.zeros((len(faces), 3, 3))
    for f, face in enumerate(faces):
        for k, point in enumerate(face):
            total = np.zeros(3)
            for g, other in enumerate(faces):
                cosine = vectors[f] @ vectors[g] / np.linalg.norm(vectors[f]) / np.linalg.norm(vectors[g])
                if point in other and cosine >= np.cos(np.radians(crease_deg)):
                    total += vectors[g]
            out[f, k] = total / np.linalg.norm(total)
    return out


@given(st.integers(0, 2**32 - 1), st.sampled_from([20.0, 45.0, 80.0]))
@settings(max_examples=15)
def test_normals_agree_with_the_slow_reference(seed: int, crease_deg: float) -> None:
    rng = np.random.default_rng(seed)
    sheet = np.stack([*np.meshgrid(np.arange(4.0), np.arange(4.0)), rng.normal(0, 0.5, (4, 4))], axis=-1)
    patch = grid(sheet, "x")
    fast = smooth_normals(patch.points, patch.faces, crease_deg)
    assert np.allclose(fast, slow_normals(patch.points, patch.faces, crease_deg), atol=1e-9)


def test_sheet_uv_follows_length() -> None:
    points = np.array([[[0, 0, z], [1, 0, z], [4, 0, z]] for z in (0, 2, 3)], float)
    uv = sheet_uv(points, (0.2, 0.4, 0.6, 1.0))
    assert np.allclose(uv[0, :, 0], [0.2, 0.3, 0.6])
    assert np.allclose(uv[:, 0, 1], [0.4, 0.8, 1.0])


def test_transforms_keep_shapes_and_handedness() -> None:
    patch = box((0, 0, 0), (1, 2, 3), "x")
    turned = moved(patch, transform(1, 2, 3, tilt_rad=0.3, yaw_rad=0.9))
    mesh = assemble([turned], ("x",))
    assert signed_volume_m3(mesh) == pytest.approx(6, rel=1e-5)


def test_tilting_forward_lowers_the_top_of_a_front_face_towards_the_shopper() -> None:
    top = moved(polygon([[0, 0, 1], [1, 0, 1], [0, 1, 1]], "x"), transform(tilt_rad=0.2)).points[0]
    assert top[1] < 0
    assert top[2] < 1


def test_equal_meshes_have_equal_keys_and_the_arrays_are_frozen() -> None:
    one, two = (assemble([box((0, 0, 0), (1, 1, 1), "x")], ("x",)) for _ in range(2))
    other = assemble([box((0, 0, 0), (1, 1, 1.001), "x")], ("x",))
    assert one.key == two.key != other.key
    with pytest.raises(ValueError, match="read-only"):
        one.vertices_m[0, 0] = 3
