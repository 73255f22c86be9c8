"""Who is seen where an object would be, if nothing stood before it."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from labelers.runs import Runs
from labelers.truth.model import Cover

I64 = NDArray[np.int64]


def covers(amodal: Runs, own: I64, segments: NDArray[np.int32]) -> list[tuple[Cover, ...]]:
    """For every mask of ``amodal`` the segments that its pixels show instead of its ``own`` id (masks,).

    Most pixels first, then by id.
    """
    image = segments.T.ravel()
    pixel = np.repeat(amodal.start - np.cumsum(amodal.length) + amodal.length, amodal.length)
    pixel += np.arange(len(pixel))
    found = image[pixel]
    owner = np.repeat(amodal.owner, amodal.length)
    other = found != own[owner]
    width = int(image.max(initial=0)) + 1
    count = np.bincount(owner[other] * width + found[other])
    pair = np.flatnonzero(count)
    order = np.lexsort((pair % width, -count[pair], pair // width))
    pair = pair[order]
    first = np.searchsorted(pair // width, np.arange(amodal.masks + 1)).tolist()
    rows = [Cover(s, n) for s, n in zip((pair % width).tolist(), count[pair].tolist(), strict=True)]
    return [tuple(rows[a:b]) for a, b in pairwise(first)]
