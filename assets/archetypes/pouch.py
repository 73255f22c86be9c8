"""Stand-up pouches: coffee, nuts, refills."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.blocks import waves
from assets.archetypes.loft import Band, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import spline
from assets.mesh_tools import F64, Patch, assemble, grid, sheet_uv

FILM_M = 0.0004
SIDE_M = 0.006  # width of the side seals
CORNER_M = 0.006
HOLE_M = 0.0036  # radius of the hole to hang by
SPOUT_M = 0.02
ZIPPER_M = ((-0.0026, 0.0), (-0.0013, 0.0007), (0.0, 0.0001), (0.0013, 0.0007), (0.0026, 0.0))
NOTCH_M = ((-0.0011, 0.0), (0.0, 0.0022), (0.0011, 0.0))
ROWS = {
    "near": (0, 0.03, 0.07, 0.12, 0.18, 0.25, 0.33, 0.42, 0.52, 0.63, 0.75, 0.88, 1),
    "far": (0, 0.05, 0.12, 0.2, 0.28, 0.37, 0.47, 0.6, 0.76, 0.9, 1),
}
COLUMNS = {"near": 13, "far": 11}  # between the side seals; odd


@dataclass(frozen=True)
class Pouch:
    """Measures of the film in metres: width, depth, height without a spout, of the flat head, of the zipper's
    line over the base (0: none)."""

    w: float
    d: float
    h: float
    head: float
    zipper: float
    fill: float
    hole: bool
    phase: float


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """Two films that stand apart over a gusset and meet in side seals and a flat head: full below, flat and
    empty toward the zipper; tear notches in its sides.
    """
    s = KINDS["pouch"].resolve(shape)
    w, d, h = size_m
    spout = s["spout"] > 0.5
    film_h = h - SPOUT_M if spout else h
    hole = s["hang_hole"] > 0.5 and not spout
    head = max(s["seal_m"], 0.02) if hole else s["seal_m"]
    zipper = film_h - head - 0.018 if s["zipper"] > 0.5 and not spout else 0.0
    pouch = Pouch(w, d, film_h, head, zipper, s["bulge"], hole, s["phase"])
    panels, atlas_m = pack(((("front", w, film_h), ("back", w, film_h)),))
    front = _film(pouch, detail, pouch.phase)
    back = _film(pouch, detail, pouch.phase + 0.37)[:, ::-1] * [1, -1, 1]
    patches: list[Patch] = []
    for name, sheet in (("front", front), ("back", back)):
        uv = sheet_uv(sheet, rect_of(panels, name))  # type: ignore[arg-type]
        patches += _with_hole(sheet, uv, pouch) if hole else [grid(sheet, "print", uv)]
    if hole:
        loop = _hole(pouch, front.shape[1] - 1)
        patches.append(grid(np.stack([loop + np.array([0, y, 0]) for y in (-FILM_M, FILM_M)]), "film"))
    patches.append(grid(_gusset(front[0], back[0, ::-1], 0.3 * d), "film"))
    if spout:
        patches += _spout(film_h, h, detail)
    mesh = assemble(patches, ("print", "film", "cap"), size_m, crease_deg=50)
    finish = "art:film_matt" if s["matt"] > 0.5 else "art:film_soft"
    return Package(mesh, panels, atlas_m, (finish, "film_plain", "cap_plastic"))


def _film(p: Pouch, detail: Detail, phase: float) -> F64:
    """(rows, columns, 3): the front film, flat where it is sealed."""
    z, zip_m, notch_m = _rows(p, detail)
    inner, side = COLUMNS[detail], 1 - 2 * SIDE_M / p.w
    t = np.linspace(-1, 1, inner)
    u = np.concatenate([[-1], side * (0.7 * np.sin(np.pi / 2 * t) + 0.3 * t), [1]])[None, :]
    v = np.minimum(z / (p.h - p.head), 1.0)[:, None]
    section = 2.0 + 0.5 * np.sin(np.pi * np.minimum(v / 0.7, 1))  # pointed at the base, fuller above
    across = np.clip(1 - (np.abs(u) / side) ** section, 0, None)
    deep = p.d / 2 * _depth(v, p.fill) * across
    x = _drawn_in(u, deep, p.w / 2)
    soft = np.sin(np.pi * np.clip(v, 0, 1)) ** 0.5 * np.sqrt(across)
    flat = np.stack(np.broadcast_arrays(x, 0 * deep, z[:, None]), axis=-1)
    crease = 0.0016 * soft * waves(flat, 0.55 * p.w, phase)
    y = -deep - crease - np.where(np.abs(u) < 1, FILM_M, 0.0) - zip_m[:, None] * (across > 0)
    y[-1] = 0.0
    # The corners' curve and the notches move the edges, a little of the film beside them goes along.
    edge = _edge(z, p) - notch_m
    share = np.clip((np.abs(u) - 0.7) / 0.3, 0, 1)
    x = x * (1 - share) + share * np.sign(u) * np.minimum(np.abs(x), edge[:, None] * np.abs(u))
    return np.stack([x, y, np.broadcast_to(z[:, None], y.shape)], axis=-1)


def _rows(p: Pouch, detail: Detail) -> tuple[F64, F64, F64]:
    """Heights of the film's rows; how far each stands off as the zipper's ribs do, and is cut as a notch."""
    head = [p.h - CORNER_M, p.h - 0.3 * CORNER_M, p.h] if detail == "near" else [p.h - 0.5 * CORNER_M, p.h]
    if p.hole:
        head = [*_band(p), *(head[-2:] if detail == "near" else head[-1:])]
    rows = [(v * (p.h - p.head), 0.0, 0.0) for v in ROWS[detail]] + [(z, 0.0, 0.0) for z in head]
    if detail == "near" and p.zipper:
        ribs = [(p.zipper + dz, rise, 0.0) for dz, rise in ZIPPER_M]
        notch = [(p.zipper + 0.011 + dz, 0.0, cut) for dz, cut in NOTCH_M]
        lo, hi = ribs[0][0] - 0.002, notch[-1][0] + 0.002
        rows = [r for r in rows if not lo < r[0] < hi] + ribs + notch
    z, rib, cut = np.array(sorted(rows)).T
    return z, rib, cut


def _depth(v: F64, fill: float) -> F64:
    """Depth of the belly over half the pouch's depth, at heights 0..1: deepest low down, then a wedge."""
    control = np.array(
        [
            (0, 0.9),
            (0.09, 1.0),
            (0.24, 1.03),
            (0.5, 0.42 + 0.42 * fill),
            (0.78, 0.1 + 0.26 * fill),
            (0.94, 0.02),
            (1, 0),
        ]
    )
    curve = spline(control, 12)
    return np.asarray(np.interp(v, curve[:, 0], curve[:, 1] / curve[:, 1].max()))


def _drawn_in(u: F64, deep: F64, half: float) -> F64:
    """x of the columns: film does not stretch, so where it bellies out its edges draw in. Some of that goes
    into creases: two fifths of it shows.
    """
    du, dy = np.diff(u * half, axis=1), np.diff(deep, axis=1)
    dx = np.sqrt(np.clip(du**2 - dy**2, (0.25 * du) ** 2, None))
    dx = 0.4 * dx + 0.6 * du
    x = np.concatenate([np.zeros((len(dx), 1)), np.cumsum(dx, axis=1)], axis=1)
    return np.asarray(x - x[:, -1:] / 2)


def _edge(z: F64, p: Pouch) -> F64:
    """Half the width that rounded corners leave at these heights."""
    r = CORNER_M
    over = np.clip((z - (p.h - r)) / r, 0, 1)
    return np.asarray(p.w / 2 - r * (1 - np.sqrt(1 - over**2)))


def _band(p: Pouch) -> tuple[float, float]:
    """The rows of film between which the hole is."""
    middle = p.h - 0.52 * p.head
    return middle - 1.6 * HOLE_M, middle + 1.6 * HOLE_M


def _hole(p: Pouch, cells: int) -> F64:
    """The hole's outline (n, 3) on y = 0, counter-clockwise from its lower left, as many points as
    the cells around it have."""
    count = 2 * (2 * _reach(cells) + 1)
    angle = 1.5 * np.pi + 2 * np.pi * (np.arange(count + 1) - _reach(cells)) / count
    z = sum(_band(p)) / 2
    return np.column_stack([HOLE_M * np.cos(angle), np.zeros(count + 1), z + HOLE_M * np.sin(angle)])


def _reach(cells: int) -> int:
    """How many columns either side of the middle one the hole's cells reach."""
    return 2 if cells > 12 else 1


def _with_hole(sheet: F64, uv: F64, p: Pouch) -> list[Patch]:
    """A film's sheet with the hole to hang by cut out of the cells around it."""
    low, high = (int(np.abs(sheet[:, 0, 2] - z).argmin()) for z in _band(p))
    middle, reach = sheet.shape[1] // 2, _reach(sheet.shape[1] - 1)
    a, b = middle - reach, middle + reach
    parts = [
        (slice(0, low + 1), slice(None)),
        (slice(low, high + 1), slice(0, a + 1)),
        (slice(low, high + 1), slice(b, None)),
        (slice(high, None), slice(None)),
    ]
    patches = [grid(sheet[part], "print", uv[part]) for part in parts]
    loop = _hole(p, sheet.shape[1] - 1)
    side = np.sign(sheet[low, middle, 1])
    loop = loop * [-side, 1, 1] + [0, side * FILM_M, 0]
    outline = np.concatenate([sheet[low, a : b + 1], sheet[high, a : b + 1][::-1], sheet[low, a : a + 1]])
    outline_uv = np.concatenate([uv[low, a : b + 1], uv[high, a : b + 1][::-1], uv[low, a : a + 1]])
    scale = (outline_uv[b - a] - outline_uv[0])[0] / (outline[b - a] - outline[0])[0]
    rise = (uv[high, a] - uv[low, a])[1] / (sheet[high, a] - sheet[low, a])[2]
    hole_uv = outline_uv[0] + (loop - outline[0])[:, [0, 2]] * [scale, rise]
    return [
        *patches,
        grid(np.stack([outline, loop]), "print", np.stack([outline_uv, hole_uv])),
    ]


def _gusset(front: F64, back: F64, rise: float) -> F64:
    """The folded base between the lower edges of the films, its fold ``rise`` metres up."""
    fold = front * [1, 0, 1]
    fold[:, 2] += rise * np.abs(front[:, 1]) / np.abs(front[:, 1]).max()
    return np.stack([back, fold, front])


def _spout(z0: float, z1: float, detail: Detail) -> list[Patch]:
    """A tube that ends in the top seal, its collar, a screw cap over a tamper ring: one closed surface."""
    r, collar, low = 0.0115, 0.0108, z0 - 0.0015
    tube = [(0.0, low), (0.0075, low), (0.0075, z0 + 0.002)]
    if detail == "near":
        tube += [(collar, z0 + 0.002), (collar, z0 + 0.004)]
        slit = [(r, z0 + 0.0066), (r - 0.0007, z0 + 0.007), (r - 0.0007, z0 + 0.0074), (r, z0 + 0.0078)]
        cap = [tube[-1], (r, z0 + 0.0041), *slit, (r, z1 - 0.0012), (r - 0.0004, z1 - 0.0004)]
    else:
        r *= 1.03  # an octagon that leaves the circle as far outwards as inwards
        tube += [(r, z0 + 0.002)]
        cap = [tube[-1], (r - 0.0003, z1)]
    cap += [(r - 0.0012, z1), (0.0, z1)] if detail == "near" else [(0.0, z1)]
    bands = [Band("film", sections(tube), whole=True), Band("cap", sections(cap), whole=True)]
    return shell(bands, segments_for(r, detail) if detail == "near" else 8, detail)
