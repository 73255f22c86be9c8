"""Texture arrays to Blender images."""

import bpy
import cv2
import numpy as np
from numpy.typing import NDArray

from assets.material import Texture

_UNIT = np.arange(256, dtype=np.float32) / np.float32(255)


def make_image(name: str, texture: Texture, data: bool = False) -> bpy.types.Image:
    """A Blender image with the texture's bytes, read as sRGB or as plain ``data``."""
    width, height = texture.size_wh_px
    image = bpy.data.images.new(name, width, height, alpha=False)
    image.colorspace_settings.name = "Non-Color" if data else "sRGB"
    rgba = cv2.cvtColor(texture.pixels()[::-1], cv2.COLOR_RGB2RGBA)
    image.pixels.foreach_set(cv2.LUT(rgba, _UNIT).ravel())
    return image


def image_bytes(texture: Texture) -> int:
    """Memory that the image takes in Blender (RGBA, a byte each)."""
    width, height = texture.size_wh_px
    return width * height * 4


def make_heights(name: str, heights: NDArray[np.float32]) -> bpy.types.Image:
    """A float image of three channels of heights (h, w, 3)."""
    h, w = heights.shape[:2]
    image = bpy.data.images.new(name, w, h, alpha=False, float_buffer=True)
    image.colorspace_settings.name = "Non-Color"
    rgba = np.ones((h, w, 4), np.float32)
    rgba[..., :3] = heights
    image.pixels.foreach_set(rgba.ravel())
    return image
