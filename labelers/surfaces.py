"""What the traced ray through each pixel's centre met first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Surfaces:
    """Per-pixel buffers, all (height, width, ...); where nothing was hit, ``instance_index`` is -1.

    Attributes:
        instance_index: int32, index into ``scene.instances`` (fixtures and store included).
        instance_map: int32, the labelled ``instance_id``; 0 where there is none.
        face: int32, triangle of that instance's mesh.
        barycentric: float32 (h, w, 2), weights of the triangle's second and third corner.
        depth_m: float32, along the optical axis; inf where nothing was hit.
    """

    instance_index: NDArray[np.int32]
    instance_map: NDArray[np.int32]
    face: NDArray[np.int32]
    barycentric: NDArray[np.float32]
    depth_m: NDArray[np.float32]
