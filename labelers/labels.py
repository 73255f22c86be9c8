"""The labels of one frame, as plain data."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Xywh = tuple[float, float, float, float]


@dataclass(frozen=True)
class Annotation:
    """One labelled object. Boxes are ``xywh`` in continuous pixels; masks are COCO RLE (``counts`` as str).

    ``amodal_box_xywh`` ends at the image border; ``amodal_box_unclipped_xywh`` runs past it.
    ``visible_fraction`` is visible pixels over amodal pixels inside the image; ``truncated_fraction`` the
    part of the amodal pixels that lies outside the image. ``thing`` says what an occluder is, e.g. "trolley";
    of products it is "". ``front``: nothing of its facing (in a stack: of its layer) stands before it.
    """

    instance_id: int
    sku: str
    category: str
    area_px: int
    box_xywh: Xywh
    mask_rle: dict[str, Any]
    amodal_area_px: int
    amodal_box_xywh: Xywh
    amodal_box_unclipped_xywh: Xywh
    amodal_mask_rle: dict[str, Any]
    visible_fraction: float
    truncated_fraction: float
    distance_m: float
    slot: tuple[int, int, int, int, int, int] | None
    thing: str = ""
    front: bool = True


@dataclass(frozen=True, eq=False)
class Labels:
    """Everything exact that is known of a frame. Maps are (height, width).

    ``annotations`` are what the scene's policy lists, ``others`` whatever else shows at least one pixel, both
    in the order of their ids.
    Normals are in :func:`labelers.normals.world_normals` for whoever wants them.
    """

    annotations: tuple[Annotation, ...]
    instance_map: NDArray[np.int32]
    depth_m: NDArray[np.float32]
    others: tuple[Annotation, ...] = ()

    @property
    def everything(self) -> tuple[Annotation, ...]:
        """All that is seen, in the order of the ids: what another policy can choose from."""
        return tuple(sorted((*self.annotations, *self.others), key=lambda one: one.instance_id))
