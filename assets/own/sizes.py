"""How large a model is meant to be: by what was asked, what its format says, and what a product can be."""

import re
from dataclasses import dataclass

import numpy as np

from assets.own.errors import ModelError
from assets.own.raw import F64

UNITS = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254}
LEAST_M, MOST_M = 0.01, 0.8
"""The longest side of what stands on a supermarket's shelf."""
THIN_M = 0.0005
_WANTED = re.compile(r"\s*([0-9.]+)\s*[xX*]\s*([0-9.]+)\s*[xX*]\s*([0-9.]+)\s*([a-z]+)?\s*")
_ONE = re.compile(r"\s*([0-9.]+)\s*([a-z]+)?\s*")


def read_size(text: str) -> F64:
    """(width, depth, height) in metres from ``72x164x213mm``. Raises ModelError for anything else."""
    match = _WANTED.fullmatch(text)
    if not match:
        raise ModelError(f"--size {text}: expected WIDTHxDEPTHxHEIGHT and a unit, such as 72x164x213mm")
    return np.array([_metres(match[i], match[4], f"--size {text}") for i in (1, 2, 3)])


def read_height(text: str) -> float:
    """Metres from ``213mm``."""
    match = _ONE.fullmatch(text)
    if not match:
        raise ModelError(f"--height {text}: expected a number and a unit, such as 213mm")
    return _metres(match[1], match[2], f"--height {text}")


def _metres(number: str, unit: str | None, option: str) -> float:
    if unit not in UNITS:
        raise ModelError(f"{option}: expected a unit out of {', '.join(UNITS)}, such as 213mm")
    try:
        value = float(number) * UNITS[unit]
    except ValueError:
        raise ModelError(f"{option}: expected a number, found {number}") from None
    if not 0.002 <= value <= 3:
        raise ModelError(f"{option}: {value:g} m; a product is between 2 mm and 3 m")
    return value


@dataclass(frozen=True)
class Scale:
    """Metres for one unit of the file, and why."""

    metres: float
    why: str


def guess_scale(size: F64, unit_m: float | None, name: str) -> Scale:
    """The unit in which a file's size is that of a product.

    Raises ModelError, with what the size would be in each unit, where the file's own unit gives no product or
    where several units would.
    """
    longest = float(size.max())
    fits = {unit: m for unit, m in UNITS.items() if LEAST_M <= longest * m <= MOST_M}
    if unit_m is not None:
        if LEAST_M <= longest * unit_m <= MOST_M:
            return Scale(unit_m, f"in its own unit, {_unit_word(unit_m)}")
        raise ModelError(_question(size, fits, name, f"as the file says it is {_shown(size * unit_m)}"))
    if "m" in fits:
        return Scale(1.0, "read in metres")
    if "mm" in fits and longest >= 80:
        return Scale(0.001, "read in millimetres")
    raise ModelError(_question(size, fits, name, f"its longest side is {longest:g}, in no unit"))


def check_thickness(size_m: F64, name: str) -> None:
    """Raises ModelError for what has no thickness: a picture on a plane is no product."""
    if float(size_m.min()) < THIN_M:
        raise ModelError(f"{name}: {_shown(size_m)}: flat; a product needs width, depth and height")


def _question(size: F64, fits: dict[str, float], name: str, found: str) -> str:
    options = "; ".join(f"--units {unit} makes it {_shown(size * m)}" for unit, m in fits.items())
    remedy = (
        f"{options}; or say --size WxDxH"
        if options
        else "say how large it is with --size, such as 72x164x213mm"
    )
    return f"{name}: {found}; which size is meant? {remedy}"


def _unit_word(unit_m: float) -> str:
    return next((unit for unit, m in UNITS.items() if np.isclose(m, unit_m)), f"{unit_m:g} m")


def _shown(size_m: F64) -> str:
    if float(size_m.max()) >= 2 or float(size_m.max()) < 0.002:
        return " x ".join(f"{v:.3g}" for v in size_m) + " m"
    return " x ".join(f"{1000 * v:.4g}" for v in size_m) + " mm"


shown_size = _shown
