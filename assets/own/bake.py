"""Colours at vertices, as scanners give them, turned into a texture: each triangle gets a patch of its
own."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assets.own.pictures import encode
from assets.own.raw import F64, Picture
from assets.own.solid import Solid

_SIDE_PX = 2048
_CELL_PX = (6, 24)


def baked(solid: Solid, name: str) -> Solid:
    """The solid with its vertex colours as a picture; as it is where it has none, or has textures beside."""
    if solid.colors is None:
        return solid
    bare = np.array([material.base is None for material in solid.materials])
    chosen = bare[solid.slot] & (solid.colors[solid.faces] < 0.999).any(axis=(1, 2))
    if not chosen.any():
        return replace(solid, colors=None)
    faces = np.flatnonzero(chosen)
    uv, pixels = _atlas(solid.colors[solid.faces[faces]])
    height, width = pixels.shape[:2]
    picture = Picture(f"{name} colours", encode(pixels, lossless=True), (width, height))
    return _with_own_corners(solid, faces, uv, picture)


def _atlas(colors: F64) -> tuple[F64, NDArray[np.uint8]]:
    """(n, 3, 2) texture coordinates and the picture, for (n, 3, 3) linear colours at corners: two
    triangles share
    a square cell, half each."""
    n = len(colors)
    side = int(np.ceil(np.sqrt((n + 1) // 2)))
    cell = int(np.clip(_SIDE_PX // side, *_CELL_PX))
    lower = np.array([[0.5, 0.5], [cell - 2.0, 0.5], [0.5, cell - 2.0]])
    halves = np.stack([lower, cell - lower])
    pair = np.arange(n) // 2
    origin = np.stack([pair % side, pair // side], axis=1) * cell
    corners = origin[:, None] + halves[np.arange(n) % 2]
    x, y = np.meshgrid(np.arange(cell) + 0.5, np.arange(cell) + 0.5)
    under = x + y < cell
    pixels = np.zeros((side * cell, side * cell, 3))
    for half in (0, 1):
        own = colors[half::2]
        weights = _weights(halves[half], x, y)
        patch = np.einsum("yxk,nkc->nyxc", weights, own)
        at = pair[half::2]
        grid = pixels.reshape(side, cell, side, cell, 3)
        mask = under if half == 0 else ~under
        rows, columns = np.nonzero(mask)
        grid[(at // side)[:, None], rows, (at % side)[:, None], columns] = patch[:, rows, columns]
    size = side * cell
    uv = np.stack([corners[..., 0] / size, 1 - corners[..., 1] / size], axis=-1)
    return uv, _encoded(pixels)


def _weights(corners: F64, x: F64, y: F64) -> F64:
    """(cell, cell, 3) barycentric weights of texel centres, kept inside the triangle."""
    a, b, c = corners
    matrix = np.stack([b - a, c - a], axis=1)
    st = np.stack([x - a[0], y - a[1]], axis=-1) @ np.linalg.inv(matrix).T
    weights = np.concatenate([1 - st.sum(-1, keepdims=True), st], axis=-1)
    weights = np.clip(weights, 0, None)
    return np.asarray(weights / weights.sum(-1, keepdims=True))


def _encoded(linear: F64) -> NDArray[np.uint8]:
    """Linear light as sRGB bytes (IEC 61966-2-1)."""
    low = np.clip(linear, 0, 1)
    srgb = np.where(low <= 0.0031308, 12.92 * low, 1.055 * low ** (1 / 2.4) - 0.055)
    return np.asarray(np.round(255 * srgb), np.uint8)


def _with_own_corners(solid: Solid, faces: NDArray[np.int64], uv: F64, picture: Picture) -> Solid:
    old = solid.faces[faces].ravel()
    changed = solid.faces.copy()
    changed[faces] = len(solid.points) + np.arange(len(old)).reshape(-1, 3)
    first = len(solid.materials)
    slot, materials = solid.slot.copy(), list(solid.materials)
    for i, material in enumerate(solid.materials):
        mine = faces[solid.slot[faces] == i]
        if len(mine):
            slot[mine] = len(materials)
            materials.append(replace(material, base=picture))
    used = sorted(set(slot.tolist()))
    assert first <= len(materials)
    return replace(
        solid,
        points=np.concatenate([solid.points, solid.points[old]]),
        normals=np.concatenate([solid.normals, solid.normals[old]]),
        uv=np.concatenate([solid.uv, uv.reshape(-1, 2)]),
        colors=None,
        faces=changed,
        slot=np.searchsorted(used, slot),
        materials=tuple(materials[i] for i in used),
    )
