"""Values that may be constants or distributions.

Interface (first cut, the language room owns and deepens it):
``Number``, ``Whole``, ``Flag``, ``Word`` are constants or distributions; ``Within(lo, hi, unit)`` bounds them when a
recipe loads; ``draw(value, rng)`` gives one plain value; ``support(value)`` the least and greatest it can give.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Number = Any
Whole = Any
Flag = Any
Word = Any


@dataclass(frozen=True)
class Within:
    lo: float
    hi: float
    unit: str = ""


def draw(value: Any, rng: np.random.Generator) -> Any:
    """One plain value from a constant or a distribution."""
    raise NotImplementedError


def support(value: Any) -> tuple[float, float]:
    """Least and greatest value that ``draw`` can give."""
    raise NotImplementedError
