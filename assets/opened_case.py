"""Shelf-ready cases: the shipping carton whose front and top were torn off, around the goods on a shelf."""

from dataclasses import dataclass
from functools import lru_cache

from assets.mesh import Mesh
from assets.mesh_tools import Patch, assemble, box, prism

BOARD_M = 0.0016


@dataclass(frozen=True)
class CaseForm:
    """Heights of the front lip and of the back wall, as shares of the goods' height; the sides slope from
    the one to the other. A back as low as the lip is a tray. ``flaps_m`` is how far the flaps of the open top
    stand up over the sides and the back, the sides then as high as it.
    """

    lip: float
    back: float
    flaps_m: float = 0.0


@lru_cache(maxsize=64)
def opened_case(size_m: tuple[float, float, float], form: CaseForm) -> Mesh:
    """A case of outer width and depth ``size_m`` around goods of height ``size_m[2]``.

    Its origin is the centre of its base, its front looks to -y. The floor is as thick as the walls.
    """
    w, d, h = size_m
    t, e, lip = BOARD_M, 5e-5, form.lip * h
    back = max(form.back * h, lip)
    side = [[-d / 2, 0.0], [d / 2, 0.0], [d / 2, back], [0.1 * d, back], [-d / 2, lip]]
    if back - lip < 1e-6:
        side = [[-d / 2, 0.0], [d / 2, 0.0], [d / 2, back], [-d / 2, lip]]
    patches: list[Patch] = [
        box((-w / 2 + t + e, -d / 2 + t + e, 0.0), (w / 2 - t - e, d / 2 - t - e, t - 1e-4), "board"),
        box((-w / 2 + t + e, -d / 2, 0.0), (w / 2 - t - e, -d / 2 + t, lip), "board"),
        box((-w / 2 + t + e, d / 2 - t, 0.0), (w / 2 - t - e, d / 2, back), "board"),
        prism(side, -w / 2, -w / 2 + t, "board"),
        prism(side, w / 2 - t, w / 2, "board"),
    ]
    if form.flaps_m > 0:
        patches += _flaps(w, d, back, form.flaps_m)
    return assemble(patches, ("board",))


def _flaps(w: float, d: float, low: float, high_m: float) -> list[Patch]:
    """Two flaps at the sides, torn unevenly, and one at the back, all upright."""
    t, e = BOARD_M, 5e-5
    z0, z1, y0, y1 = low + e, low + high_m, 0.12 * d, d / 2 - t - e
    left = [[y0, z0], [y1, z0], [y1 - 0.01, z1], [y0 + 0.03 * d, z1]]
    right = [[y0, z0], [y1, z0], [y1 - 0.01, low + 0.8 * high_m], [y0 + 0.08 * d, low + 0.86 * high_m]]
    return [
        prism(left, -w / 2, -w / 2 + t, "board"),
        prism(right, w / 2 - t, w / 2, "board"),
        box((-w / 2 + 0.012, d / 2 - t, z0), (w / 2 - 0.012, d / 2, low + 0.9 * high_m), "board"),
    ]
