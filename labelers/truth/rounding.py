"""How exactly numbers are kept: what is rounded away is far below what anybody can use."""

from typing import Any

import numpy as np

# Decimals. A pose's error of 5 micrometres and 5 microradians is 0.01 px at a metre from a phone.
PX, ROUGH_PX, METRES, ROUGH_METRES, UNIT, FRACTION, DEGREES = 2, 1, 5, 3, 5, 4, 2


def product(a: Any, b: Any) -> Any:
    """Of two matrices that are not rounded afterwards: a BLAS would add in another order elsewhere."""
    return np.einsum("ij,jk->ik", a, b)


def rounded(values: Any, decimals: int) -> Any:
    """Nested lists of rounded numbers, without negative zeros."""
    return (np.round(np.asarray(values, np.float64), decimals) + 0.0).tolist()


def as_tuples(value: Any) -> Any:
    """Nested lists as nested tuples."""
    return tuple(as_tuples(one) for one in value) if isinstance(value, list) else value
