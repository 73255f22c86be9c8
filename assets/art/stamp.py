"""What the filling line prints last: date and lot in dots, by an ink jet over the finished pack."""

import numpy as np

from assets.art.boxes import Box
from assets.art.colors import Color
from assets.art.sheet import Sheet, solid

_ROWS = {
    "0": "0E11131519110E", "1": "040C040404040E", "2": "0E11010204081F", "3": "1F02040201110E",
    "4": "02060A121F0202", "5": "1F101E0101110E", "6": "0608101E11110E", "7": "1F010204080808",
    "8": "0E11110E11110E", "9": "0E11110F01020C", ".": "00000000000C0C", ":": "000C0C000C0C00",
    "/": "00010204081000", " ": "00000000000000", "L": "1010101010101F", "A": "0E11111F111111",
    "B": "1E11111E11111E", "C": "0E11101010110E", "D": "1C12111111121C", "E": "1F10101E10101F",
    "F": "1F10101E101010", "K": "11121418141211", "P": "1E11111E101010", "X": "11110A040A1111",
}  # fmt: skip
_PITCH = 6  # columns per sign: five of dots, one free
_DOTS = {
    sign: np.array(
        [[int(rows[2 * y : 2 * y + 2], 16) >> (4 - x) & 1 for x in range(5)] for y in range(7)], bool
    )
    for sign, rows in _ROWS.items()
}


def stamp(s: Sheet, b: Box, lines: tuple[str, ...], ink: Color, rng: np.random.Generator) -> None:
    """Set ``lines`` (digits, capitals, ". : /") in 5 x 7 dots as large as ``b`` allows, a little askew."""
    columns = max(len(line) for line in lines) * _PITCH - 1
    rows = len(lines) * 9 - 2
    step = min(b.w / (columns + 1.2), b.h / (rows + 1.2))
    x0 = b.x + (b.w - columns * step) * 0.5
    y0 = b.y + (b.h - rows * step) * 0.5
    slant = float(rng.uniform(-0.012, 0.012))
    for i, line in enumerate(lines):
        top = y0 + i * 9 * step
        place = Box(x0, top - 0.3 * step, (len(line) * _PITCH - 1) * step, 7.6 * step)
        s.note(line, b, place)
        if step * s.px_per_mm < 0.45:
            s.box(place.inset(0, 0.2 * place.h), ink, 0.4)
            continue
        _dots(s, line, x0, top, step, slant, ink, rng)


def _dots(
    s: Sheet,
    line: str,
    x0: float,
    top: float,
    step: float,
    slant: float,
    ink: Color,
    rng: np.random.Generator,
) -> None:
    paint = solid(ink, 0.9)
    for k, sign in enumerate(line):
        ys, xs = np.nonzero(_DOTS[sign])
        lost = rng.random(len(xs)) < 0.015
        for x, y, gone in zip(xs.tolist(), ys.tolist(), lost.tolist(), strict=True):
            if not gone:
                along = (k * _PITCH + x + 0.5) * step
                s.canvas.drawCircle(
                    x0 + along, top + (y + 0.5) * step + slant * along * 0.5, 0.46 * step, paint
                )
