"""What one field of a recipe takes, and the check of a constant against it."""

import math
from dataclasses import dataclass
from typing import Any, Literal

from recipes import wording

type Kind = Literal["number", "whole", "flag", "word"]
type At = tuple[str | int, ...]

ALLOWED: dict[Kind, tuple[str, ...]] = {
    "number": ("uniform", "normal", "log_uniform", "choice", "integers"),
    "whole": ("integers", "choice"),
    "flag": ("bernoulli", "choice"),
    "word": ("choice",),
}
"""Which distributions give values of which kind."""
NOUN: dict[Kind, str] = {
    "number": "a number",
    "whole": "a whole number",
    "flag": "true or false",
    "word": "a word",
}


class BadValueError(ValueError):
    """A value that cannot be used.

    ``at`` leads from the field to the part that is wrong; ``on_key`` says that it is the key there, not its
    value.
    """

    def __init__(self, message: str, at: At = (), on_key: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.on_key = on_key


@dataclass(frozen=True)
class Spec:
    """What one field takes: its kind, whether it may be drawn, its range and unit, or its vocabulary.

    ``optional`` fields also take nothing (null), where another setting then decides.
    """

    kind: Kind
    random: bool = True
    lo: float | None = None
    hi: float | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    optional: bool = False

    @property
    def distributions(self) -> tuple[str, ...]:
        """The distributions that fit."""
        return ALLOWED[self.kind] if self.random else ()

    @property
    def expected(self) -> str:
        """The constants that fit, in words."""
        if self.words:
            return wording.listed(self.words)
        noun = NOUN[self.kind]
        if self.lo is None or self.hi is None:
            return noun
        return f"{noun} from {wording.number(self.lo)} to {wording.number(self.hi, self.unit)}"

    def constant(self, data: Any, at: At) -> Any:
        match self.kind, data:
            case ("flag", bool()):
                return data
            case ("word", str()) if data in self.words:
                return data
            case ("whole", int()) if not isinstance(data, bool):
                return self._in_range(data, at)
            case ("number", int() | float()) if not isinstance(data, bool):
                return self._in_range(_finite(data, at), at)
        raise BadValueError(f"expected {self.expected}, found {wording.found(data)}{self._hint(data)}", at)

    def _in_range[N: (int, float)](self, value: N, at: At) -> N:
        if self.lo is not None and self.hi is not None and not self.lo <= value <= self.hi:
            shown = wording.shortened(wording.number(value))
            raise BadValueError(f"expected {self.expected}, found {shown}", at)
        return value

    def _hint(self, data: Any) -> str:
        if isinstance(data, list | tuple) and len(data) == 2 and self.random:
            name = {"number": "uniform", "whole": "integers"}.get(self.kind, "choice")
            return f"; a range is written {{{name}: {wording.shortened(wording.flow(data))}}}"
        if not isinstance(data, str):
            return ""
        if self.kind == "word":
            return wording.did_you_mean(data, self.words)
        return wording.flag_hint(data) if self.kind == "flag" else wording.number_hint(data, self.unit)


def _finite(data: float, at: At) -> float:
    try:
        value = float(data)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise BadValueError(f"expected a finite number, found {wording.shortened(str(data))}", at)
    return value
