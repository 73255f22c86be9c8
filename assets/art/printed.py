"""Flat pieces of print as textures: price tags, offers, headers."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import ClassVar

import numpy as np
import skia
from numpy.typing import NDArray

from assets.arrays import digest
from assets.art.atlas import opaque
from assets.art.boxes import Box
from assets.art.paint import ART_VERSION, Painted
from assets.art.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Printed(Painted):
    """A flat piece of print, laid out in millimetres as if ``HEIGHT_MM`` high. Its kinds add what they say;
    the name of the kind and all fields are its key."""

    HEIGHT_MM: ClassVar[float]
    size_px: tuple[int, int]
    language: str = "en"

    def draw(self, sheet: Sheet, box: Box) -> None:
        """Lay the piece out on ``box`` (millimetres)."""
        raise NotImplementedError

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return self.size_px

    @cached_property
    def key(self) -> str:
        said = (repr(getattr(self, field.name)) for field in fields(self))
        return digest(type(self).__name__, ART_VERSION, *said)

    def _paint(self) -> NDArray[np.uint8]:
        w, h = self.size_px
        rgba = np.zeros((h, w, 4), np.uint8)
        canvas = skia.Surface(rgba).getCanvas()
        scale = h / self.HEIGHT_MM
        canvas.scale(scale, scale)
        self.draw(Sheet(canvas, scale, self.language), Box(0, 0, w / scale, self.HEIGHT_MM))
        return opaque(rgba)
