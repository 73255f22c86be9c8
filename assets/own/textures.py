"""Pictures of imported models as textures."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.art.paint import Painted
from assets.own.pictures import decode
from assets.own.raw import Picture


@dataclass(frozen=True)
class PictureTexture(Painted):
    """A model's picture at ``size_wh_px``, no larger than its own. ``kind`` keeps colours and data apart."""

    picture: Picture
    size_wh_px: tuple[int, int]
    kind: str = "color"

    @cached_property
    def key(self) -> str:
        """Content hash over the encoded picture, the size and the kind."""
        return digest("picture", self.picture.data, repr(self.size_wh_px), self.kind)

    def _paint(self) -> NDArray[np.uint8]:
        import cv2

        pixels = decode(self.picture.data, self.picture.name)
        if self.size_wh_px == (pixels.shape[1], pixels.shape[0]):
            return pixels
        return np.asarray(cv2.resize(pixels, self.size_wh_px, interpolation=cv2.INTER_AREA), np.uint8)


def fine_enough(picture: Picture, texels_per_m: float, wanted_per_m: float) -> tuple[int, int]:
    """(width, height) of a picture halved as often as it stays at least as fine as wanted."""
    w, h = picture.size_wh_px
    while texels_per_m >= 2 * wanted_per_m and min(w, h) >= 8:
        w, h, texels_per_m = (w + 1) // 2, (h + 1) // 2, texels_per_m / 2
    return w, h
