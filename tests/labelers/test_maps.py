"""Maps as files and back."""

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from labelers.formats.exr import decode_depth_exr, decode_exr, encode_depth_exr, encode_exr
from labelers.formats.maps import (
    DEEPEST_PNG_M,
    decode_depth_png,
    decode_instances_png,
    decode_normals_png,
    encode_depth_png,
    encode_instances_png,
    encode_normals_png,
)

SHAPES = st.tuples(st.integers(1, 40), st.integers(1, 9))


@settings(max_examples=50, deadline=None)
@given(hnp.arrays(np.int32, SHAPES, elements=st.integers(0, 65535)))
def test_instance_ids_come_back_exactly(instance_map: NDArray[np.int32]) -> None:
    np.testing.assert_array_equal(decode_instances_png(encode_instances_png(instance_map)), instance_map)


@pytest.mark.parametrize("wrong", [-1, 65536])
def test_ids_that_do_not_fit_are_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="65535"):
        encode_instances_png(np.array([[wrong]], np.int32))


DEPTHS = st.one_of(st.floats(0.0009765625, 16.0, width=32), st.just(np.inf))


@settings(max_examples=50, deadline=None)
@given(hnp.arrays(np.float32, SHAPES, elements=DEPTHS))
def test_depth_png_is_right_to_an_eighth_of_a_millimetre(depth_m: NDArray[np.float32]) -> None:
    again = decode_depth_png(encode_depth_png(depth_m))
    np.testing.assert_array_equal(np.isinf(again), np.isinf(depth_m))
    there = np.isfinite(depth_m)
    assert np.abs(again[there] - depth_m[there]).max(initial=0) <= 0.000125 + 1e-6


def test_depth_png_holds_on_to_the_nearest_and_the_farthest() -> None:
    again = decode_depth_png(encode_depth_png(np.array([[1e-6, 40.0, np.inf]], np.float32)))
    np.testing.assert_allclose(again, [[0.00025, DEEPEST_PNG_M, np.inf]])


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.float32, SHAPES, elements=st.floats(width=32, allow_nan=False)))
def test_exr_loses_no_bit(depth_m: NDArray[np.float32]) -> None:
    np.testing.assert_array_equal(decode_depth_exr(encode_depth_exr(depth_m)), depth_m)


def test_exr_keeps_channels_apart_and_large_images_whole() -> None:
    rng = np.random.default_rng(3)
    channels = {name: rng.random((131, 77), np.float32) for name in ("R", "G", "B")}
    channels["G"][:60] = 2.5
    again = decode_exr(encode_exr(channels))
    assert again.keys() == channels.keys()
    for name, values in channels.items():
        np.testing.assert_array_equal(again[name], values)


def test_exr_is_laid_out_as_the_format_demands() -> None:
    data = encode_depth_exr(np.ones((20, 3), np.float32))
    assert data[:4] == bytes([0x76, 0x2F, 0x31, 0x01])
    assert struct.unpack_from("<I", data, 4) == (2,)
    table = data.index(b"screenWindowWidth\0float\0") + len(b"screenWindowWidth\0float\0") + 4 + 4 + 1
    first, second = struct.unpack_from("<QQ", data, table)
    assert first == table + 16
    assert struct.unpack_from("<i", data, first) == (0,)
    assert struct.unpack_from("<i", data, second) == (16,)


def test_what_is_no_map_is_refused() -> None:
    with pytest.raises(ValueError, match="PNG"):
        decode_instances_png(b"nothing of the kind")
    with pytest.raises(ValueError, match="OpenEXR"):
        decode_depth_exr(b"nothing of the kind")


def test_normals_come_back_to_the_step() -> None:
    normals = np.random.default_rng(0).normal(size=(9, 7, 3)).astype(np.float32)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    normals[2, 3] = 0
    normals[0, 0] = [0, 0, 1]
    again = decode_normals_png(encode_normals_png(normals))
    np.testing.assert_allclose(again, normals, atol=0.6 / 32767)
    assert (again[2, 3] == 0).all()
