"""How exactly numbers are kept: what is rounded away is far below what anybody can use."""

from typing import Any

import numpy as np

PX, METRES, UNIT, FRACTION, DEGREES = 2, 6, 7, 5, 2  # decimals


def rounded(values: Any, decimals: int) -> Any:
    """Nested lists of rounded numbers, without negative zeros."""
    return (np.round(np.asarray(values, np.float64), decimals) + 0.0).tolist()


def as_tuples(value: Any) -> Any:
    """Nested lists as nested tuples."""
    return tuple(as_tuples(one) for one in value) if isinstance(value, list) else value
