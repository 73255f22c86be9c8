"""What the catalogue may know about an archetype without building it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module

from assets.archetypes.base import Build

SizeM = tuple[float, float, float]


def mm(lo: SizeM, hi: SizeM) -> tuple[SizeM, SizeM]:
    """A size range written in millimetres, in metres."""
    a, b, c = (round(v / 1000, 6) for v in lo)
    d, e, f = (round(v / 1000, 6) for v in hi)
    return (a, b, c), (d, e, f)


@dataclass(frozen=True)
class Shape:
    """One shape parameter: its range, its value when left out, and whether only whole numbers make sense."""

    name: str
    lo: float
    hi: float
    default: float
    what: str
    whole: bool = False


@dataclass(frozen=True)
class Typical:
    """A usual use of an archetype: category words (coarse to fine), size range (w, d, h) and fixed
    parameters.

    Round packages take one draw for width and depth (``Kind.round``).
    """

    category: tuple[str, ...]
    lo_m: SizeM
    hi_m: SizeM
    shape: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """An archetype as the catalogue sees it.

    ``build`` is "module:function" in this room, or the function itself. ``max_triangles`` and
    ``max_triangles_far`` are the budgets of its two details, to which its tests hold it. ``stackable``
    says that shops put one on top of another; ``round`` that width and depth are one measure.
    """

    name: str
    build: str | Build
    shapes: tuple[Shape, ...]
    typical: tuple[Typical, ...]
    max_triangles: int
    max_triangles_far: int
    stackable: bool = False
    round: bool = False

    def load(self) -> Build:
        """The archetype's build function (imports its module)."""
        if not isinstance(self.build, str):
            return self.build
        module, function = self.build.split(":")
        build: Build = getattr(import_module(f"assets.archetypes.{module}"), function)
        return build

    def resolve(self, given: Mapping[str, float]) -> dict[str, float]:
        """``given`` completed with defaults. Raises ValueError for unknown names and values out of range."""
        known = {s.name: s for s in self.shapes}
        for name, value in given.items():
            if name not in known:
                raise ValueError(
                    f"{self.name} has no shape parameter {name!r}; it has {', '.join(known) or 'none'}"
                )
            if not known[name].lo <= value <= known[name].hi:
                raise ValueError(
                    f"{self.name}.{name} = {value} is outside {known[name].lo}..{known[name].hi}"
                )
        return {s.name: float(given.get(s.name, s.default)) for s in self.shapes}
