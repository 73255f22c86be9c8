"""Lighting a relief: a soft lamp from the upper left, sky, contact shadows, highlights; then a print."""

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.art.photo.relief import Plane, Relief

_LAMP = np.array((-0.50, -0.58, 0.64), np.float32)
_HALF = np.array((-0.276, -0.320, 0.906), np.float32)  # between the lamp and the eye
_REACHES = (0.025, 0.06, 0.12, 0.2)
# How far red, green and blue reach round the edge of the light.
_SCATTER = np.array((0.34, 0.24, 0.20), np.float32)


def _shifted(plane: Plane, dx: int, dy: int, tiled: bool) -> Plane:
    """The plane as seen (dx, dy) pixels further on."""
    if tiled:
        out: Plane = np.roll(plane, (-dy, -dx), (0, 1))
        return out
    moved = np.array([[1, 0, -dx], [0, 1, -dy]], np.float32)
    return np.asarray(cv2.warpAffine(plane, moved, plane.shape[::-1], flags=cv2.INTER_NEAREST, borderMode=1))


def _blur(plane: Plane, sigma: float, tiled: bool) -> Plane:
    """Gaussian blur; wide ones on a coarser raster, where nobody can tell."""
    if tiled:
        pad = int(3 * sigma) + 1
        plane = np.pad(plane, pad, mode="wrap")
    rows, cols = plane.shape[:2]
    k = max(int(sigma / 2), 1)
    if k > 1:
        small = cv2.resize(plane, (max(cols // k, 1), max(rows // k, 1)), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), sigma / k)
        out = cv2.resize(small, (cols, rows), interpolation=cv2.INTER_LINEAR)
    else:
        out = cv2.GaussianBlur(plane, (0, 0), max(sigma, 0.3))
    return np.asarray(out[pad:-pad, pad:-pad] if tiled else out)


def _slopes(height: Plane, tiled: bool) -> tuple[Plane, Plane]:
    """Rise per pixel to the right and downwards, central differences."""
    if tiled:
        height = np.pad(height, 1, mode="wrap")
    dx, dy = (cv2.Sobel(height, cv2.CV_32F, i, 1 - i, ksize=1, scale=0.5) for i in (1, 0))
    return (dx[1:-1, 1:-1], dy[1:-1, 1:-1]) if tiled else (dx, dy)


def _occlusion(height: Plane, unit: float, tiled: bool) -> Plane:
    """How open each point is to the sky, 0..1: lower than what is around it is darker."""
    wide = np.clip((_blur(height, 0.10 * unit, tiled) - height) / (0.16 * unit), 0, 1.5)
    near = np.clip((_blur(height, 0.03 * unit, tiled) - height) / (0.05 * unit), 0, 1.5)
    out: Plane = np.exp(-0.9 * wide - 0.55 * near)
    return out


def _shadow(height: Plane, unit: float, tiled: bool) -> Plane:
    """Part of the lamp that is hidden by what stands higher toward it, 0..1."""
    dark = np.zeros_like(height)
    flat = float(np.hypot(_LAMP[0], _LAMP[1]))
    for reach in _REACHES:
        t = max(reach * unit, 1.0)
        dx, dy = round(float(_LAMP[0]) / flat * t), round(float(_LAMP[1]) / flat * t)
        over = _shifted(height, dx, dy, tiled) - height - np.float32(t * _LAMP[2] / flat)
        np.maximum(dark, np.clip(over / np.float32(0.35 * t + 1), 0, 1), out=dark)
    return _blur(dark, 0.012 * unit, tiled)


def light(relief: Relief, unit: float, tiled: bool = False) -> Plane:
    """The relief as a photograph: (rows, cols, 3) sRGB 0..1. ``unit`` is the radius of a thing in pixels."""
    mask = relief.mask
    height = np.where(mask, relief.height, np.float32(0))
    at = np.flatnonzero(mask)  # only what is there is lit
    dx, dy = (plane.ravel()[at] for plane in _slopes(height, tiled))
    open_sky = _occlusion(height, unit, tiled).ravel()[at]
    lit = 1 - 0.82 * _shadow(height, unit, tiled).ravel()[at]
    color = np.ascontiguousarray(relief.color.reshape(-1, 3)[at].T)
    gloss, clear = relief.gloss.ravel()[at], relief.clear.ravel()[at]
    out = np.zeros((mask.size, 3), np.float32)
    out[at] = _lit(color, gloss, clear, (dx, dy), open_sky, lit).T
    return out.reshape(*mask.shape, 3)


def _lit(
    color: Plane, gloss: Plane, clear: Plane, slope: tuple[Plane, Plane], open_sky: Plane, lit: Plane
) -> Plane:
    """(3, points) sRGB of points with these slopes, colour (3, points) and openness to sky and lamp."""
    up = 1 / np.sqrt(1 + slope[0] * slope[0] + slope[1] * slope[1])
    down = -slope[1] * up  # y of the normal
    facing = _LAMP[2] * up - _LAMP[0] * slope[0] * up + _LAMP[1] * down
    wrap = _SCATTER[:, None] * (1 + clear)
    lamp = np.clip((facing + wrap) / (1 + wrap), 0, 1) * (lit * (0.35 + 0.65 * open_sky))
    sky = (0.34 - 0.14 * down) * open_sky + np.clip(down, 0, 1) * 0.12
    sky += 0.55 * clear * np.clip(0.75 - 0.75 * facing, 0, 1) * (0.4 + 0.6 * open_sky)
    at = np.clip(_HALF[2] * up - _HALF[0] * slope[0] * up + _HALF[1] * down, 0, 1)
    return _print(color * (1.28 * lamp + sky) + _highlights(gloss, at, up, down, lit * open_sky))


def _highlights(gloss: Plane, at: Plane, up: Plane, down: Plane, lit: Plane) -> Plane:
    """A broad sheen, a window's clear reflection on glossy things, and the rim that every gloss has.

    ``at`` is the cosine between the normal and the half vector, ``up`` and ``down`` the normal's z and y.
    """
    square = at * at
    sheen = square * square * square * square * square * square * (0.2 * gloss)
    window = np.clip((at - 0.95) / 0.035, 0, 1)
    window = window * window * (3 - 2 * window) * np.clip(gloss * 1.5 - 0.35, 0, 1.1) * 0.75
    rim = (1 - up) * (1 - up) * (1 - up) * gloss * 0.22 * np.clip(0.6 - down, 0, 1)
    out: Plane = (sheen + window + rim) * lit
    return out


def _print(linear: Plane) -> Plane:
    """A photographer's tone curve, then about sRGB's: highlights roll off, the middle gains contrast."""
    y = np.sqrt(np.clip(linear * 1.15 / (1 + 0.22 * linear), 0, 1))
    y = y * (0.93 + 0.07 * y)  # the square root, bent toward sRGB's curve
    out: Plane = y + 0.56 * (y - 0.5) * y * (1 - y)
    return out


def ground_shadow(mask: Plane, unit: float, standing: bool) -> Plane:
    """Darkness 0..1 that a thing throws on the paper under it: tight at its edge, soft beyond."""
    rows, cols = mask.shape
    near = _blur(mask, 0.035 * unit, False)
    if standing:
        filled = np.flatnonzero(mask.max(1) > 0.5)
        foot = int(filled[-1]) if filled.size else rows - 1
        flat = np.array([[1, 0, 0.02 * unit], [0, 0.16, foot - 0.16 * foot + 0.01 * unit]], np.float32)
        cast = cv2.warpAffine(mask, flat, (cols, rows))
    else:
        cast = _shifted(mask, -round(0.07 * unit), -round(0.1 * unit), False)
    soft = _blur(cast, 0.07 * unit, False)
    out: Plane = np.clip(0.55 * soft + 0.22 * _shifted(near, -1, -1, False), 0, 0.72)
    return out


def to_rgba(color: Plane, mask: Plane, under: Plane, shrink: int) -> NDArray[np.uint8]:
    """Premultiplied RGBA of a lit thing over its own shadow, reduced ``shrink`` times."""
    alpha = mask + (1 - mask) * under
    image = np.dstack([color * mask[..., None], alpha]).astype(np.float32)
    if shrink > 1:
        rows, cols = mask.shape
        image = cv2.resize(image, (cols // shrink, rows // shrink), interpolation=cv2.INTER_AREA)
    out: NDArray[np.uint8] = (image * 255 + 0.5).astype(np.uint8)
    return out
