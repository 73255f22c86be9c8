"""EAN-13 bars after ISO/IEC 15420: 95 modules and quiet zones, wider than its 11 and 7."""

from functools import lru_cache

from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE
from assets.art.fonts import SANS
from assets.art.sheet import Sheet, solid
from assets.art.typography import text
from assets.gtin import is_valid_gtin13

_L = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
MODULES = 95
QUIET = (13, 11)
NOMINAL_MM = (37.29, 25.93)  # at magnification 1: module 0.33 mm


@lru_cache(maxsize=512)
def modules(gtin: str) -> str:
    """The 95 modules as "0" (light) and "1" (dark). Raises ValueError for a GTIN that is not valid."""
    if not is_valid_gtin13(gtin):
        raise ValueError(f"{gtin!r} is not a valid GTIN-13")
    right = [code.translate(str.maketrans("01", "10")) for code in _L]
    even = [code[::-1] for code in right]
    left = "".join(
        (_L if parity == "L" else even)[int(d)]
        for d, parity in zip(gtin[1:7], _PARITY[int(gtin[0])], strict=True)
    )
    return "101" + left + "01010" + "".join(right[int(d)] for d in gtin[7:]) + "101"


def barcode(sheet: Sheet, gtin: str, box: Box) -> Box:
    """Draw the symbol as large as fits into ``box``, centred on white; flat boxes get shorter bars.

    Where a module is two pixels or more it becomes a whole number of them. Returns the white field (quiet
    zones included).
    """
    total = MODULES + sum(QUIET)
    w = min(box.w, box.h / 0.3)
    h = min(box.h, w * NOMINAL_MM[1] / NOMINAL_MM[0])
    module = w / total
    if (fine := module * sheet.px_per_mm) >= 2:
        module *= int(fine) / fine
    w = module * total
    field = Box(box.cx - w / 2, box.cy - h / 2, w, h)
    sheet.box(field, WHITE)
    x0, top = sheet.on_pixels(field.x + QUIET[0] * module), field.y + 0.04 * h
    digits_h = min(0.1 * h, 9 * module)
    _bars(sheet, modules(gtin), (x0, top, module), 0.95 * h - 1.25 * digits_h, 0.95 * h - 0.7 * digits_h)
    y = top + 0.95 * h - 1.12 * digits_h
    for at, span, part in ((1, 8, gtin[0]), (QUIET[0] + 4, 40, gtin[1:7]), (QUIET[0] + 51, 40, gtin[7:])):
        place = Box(field.x + at * module, y, span * module, digits_h)
        text(sheet, part, SANS, place, BLACK, size_max_mm=1.4 * digits_h)
    return field


def _bars(
    sheet: Sheet, bits: str, at: tuple[float, float, float], height: float, guard_height: float
) -> None:
    x0, top, module = at
    guards = {*range(3), *range(45, 50), *range(92, 95)}
    if module * sheet.px_per_mm < 0.35:  # bars finer than a pixel: their average
        sheet.box(Box(x0, top, MODULES * module, height), BLACK, bits.count("1") / MODULES)
        return
    paint = solid(BLACK)
    i = 0
    while i < MODULES:
        j = i
        while j < MODULES and bits[j] == bits[i]:
            j += 1
        if bits[i] == "1":
            long = guard_height if i in guards else height
            sheet.shade(Box(x0 + i * module, top, (j - i) * module, long), paint)
        i = j
