"""How an article is packed: which forms there are, and size and shape within what is usual."""

from functools import cache

import numpy as np

from assets.archetypes.registry import KINDS, Kind, Typical
from assets.product_types import Form, ProductType

_UNITS = {"kg": 1000.0, "l": 1000.0}


@cache
def packed(kind: ProductType) -> tuple[Form, ...]:
    """The type's forms for which there is an archetype."""
    return tuple(form for form in kind.forms if serves(form))


def serves(form: Form) -> bool:
    """Whether its archetype is typically used so."""
    return bool(_uses(form))


def use_of(form: Form, rng: np.random.Generator) -> Typical:
    """One of the ways in which this archetype is used for this: size and shape go together."""
    _, uses = _typical(form)
    return uses[int(rng.integers(len(uses)))]


def size_of(form: Form, use: Typical, rng: np.random.Generator) -> tuple[float, float, float]:
    """A size inside the usual range, to the half millimetre."""
    kind = KINDS[form.archetype]
    along = np.repeat(rng.random(), 3) * 0.6 + rng.random(3) * 0.4  # bigger packs are bigger every way
    if kind.round:
        along[1] = along[0]
    w, d, h = (
        round((lo + t * (hi - lo)) * 2000) / 2000 for lo, hi, t in zip(use.lo_m, use.hi_m, along, strict=True)
    )
    return (w, d, h)


def shape_of(form: Form, use: Typical, rng: np.random.Generator) -> dict[str, float]:
    """Shape parameters near their defaults; those that the use fixes keep its values."""
    kind = KINDS[form.archetype]
    values: dict[str, float] = {}
    for p in kind.shapes:
        t = float(rng.triangular(0.0, min(max((p.default - p.lo) / (p.hi - p.lo), 0.0), 1.0), 1.0))
        u = float(rng.random())
        if p.whole:
            values[p.name] = p.default if u < 0.6 else float(round(p.lo + t * (p.hi - p.lo)))
        else:
            spread = p.default + (p.lo + t * (p.hi - p.lo) - p.default) * 0.7
            values[p.name] = round(spread, 4)
    return values | dict(use.shape)


def size_rank(form: Form, size: tuple[float, float, float]) -> int:
    """Which of the nets (small to large) goes with this size, by volume within the usual range."""
    _, uses = _typical(form)
    lo = min(float(np.prod(u.lo_m)) for u in uses)
    hi = max(float(np.prod(u.hi_m)) for u in uses)
    t = (float(np.prod(size)) - lo) / max(hi - lo, 1e-12)
    order = sorted(range(len(form.nets)), key=lambda i: amount(form.nets[i]))
    return order[min(int(t * len(order)), len(order) - 1)]


def amount(net: str) -> float:
    """Net contents as a number to compare: "500 g", "0.5 l", "6 x 330 ml"."""
    *times, number, unit = net.replace(" x ", " ").split()
    return float(number) * _UNITS.get(unit, 1.0) * (float(times[0]) if times else 1.0)


def _uses(form: Form) -> list[Typical]:
    kind = KINDS.get(form.archetype)
    return [t for t in kind.typical if t.category[-1] == form.use] if kind else []


def _typical(form: Form) -> tuple[Kind, list[Typical]]:
    uses = _uses(form)
    if not uses:
        raise LookupError(f"archetype {form.archetype} has no typical use {form.use!r}")
    return KINDS[form.archetype], uses
