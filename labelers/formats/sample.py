"""One frame as the formats see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.keypoints import FRONT_CORNERS
from labelers.labels import Annotation

F64 = NDArray[np.float64]
FRONT = FRONT_CORNERS
"""Keypoints of formats that need the same of every class: the front's corners, as the shopper reads it."""


@dataclass(frozen=True, eq=False)
class Solid:
    """What is known of an object in space.

    ``camera_from_object`` is a rigid (4, 4) transform in metres (OpenCV's camera axes; the object's origin is
    the centre of its base, its front towards -y, upright along z); ``low_m`` and ``high_m`` are its box in
    its own frame. ``keypoints`` are (x, y, visibility) by name, visibility as COCO has it (0 outside the
    picture, 1 covered, 2 seen).
    """

    camera_from_object: F64
    low_m: tuple[float, float, float]
    high_m: tuple[float, float, float]
    keypoints: Mapping[str, tuple[float, float, int]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Segment:
    """A region of the segment map that is no listed product: a price tag, a sign, or all of the floor."""

    segment_id: int
    semantic: str
    is_thing: bool


@dataclass(frozen=True, eq=False)
class Sample:
    """A frame with what a policy lists of it.

    ``image`` is the picture's file name without a folder. ``ignored`` is seen and neither to be learnt nor to
    be counted as wrong; only COCO can say so, other formats leave it out. ``camera`` is the record's:
    intrinsics, lens and ``world_from_camera``. ``solids`` are by instance id. ``segment_map`` (h, w) has the
    instance ids of products and occluders and the ids of ``segments`` elsewhere; 0 where nothing is known.
    """

    frame_index: int
    image: str
    width_px: int
    height_px: int
    annotations: tuple[Annotation, ...]
    instance_map: NDArray[np.int32]
    camera: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[Annotation, ...] = ()
    solids: Mapping[int, Solid] = field(default_factory=dict)
    segment_map: NDArray[np.int32] | None = None
    segments: tuple[Segment, ...] = ()

    @property
    def stem(self) -> str:
        return self.image.rpartition(".")[0]


def class_numbers(sample: Sample, names: Mapping[str, int]) -> list[int]:
    """The number of each annotation's class. Raises ValueError for a class that is not among ``names``."""
    unknown = sorted({a.category for a in sample.annotations} - names.keys())
    if unknown:
        raise ValueError(
            f"frame {sample.frame_index} has classes that the dataset lacks: {', '.join(unknown)}"
        )
    return [names[a.category] for a in sample.annotations]
