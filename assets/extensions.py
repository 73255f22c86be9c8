"""Archetypes and design families from other packages, found by entry points and used only where named.

An extension is an installed package with entry points in the groups ``gondola.archetypes`` or
``gondola.design_families``. What it offers is called "package:name", such as "acme-packs:hex_box". Nothing of
it is imported, and no picture changes, unless a recipe or a product names it: which packages happen to be
installed must not decide how frames look.
"""

import difflib
import importlib.metadata
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.arrays import digest

if TYPE_CHECKING:
    from assets.archetypes.base import Build, Detail, Package
    from assets.archetypes.kind import Kind
    from assets.art.families.base import Family

ARCHETYPES, FAMILIES = "gondola.archetypes", "gondola.design_families"
SIZE_TOLERANCE_M = 0.0005


class ExtensionError(ValueError):
    """An extension is missing, is not what it should be, or raised something: which one, and what to do."""


class Known[T](Mapping[str, T]):
    """Our own things by name, and those of extensions by theirs: they are found, but not listed."""

    def __init__(self, own: Mapping[str, T], load: Callable[[str], T]) -> None:
        self._own, self._load = dict(own), load

    def __getitem__(self, name: str) -> T:
        """Raises KeyError for names that are nobody's, ExtensionError for an extension's that fails."""
        if name in self._own or ":" not in name:
            return self._own[name]
        return self._load(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


@dataclass(frozen=True)
class Extension:
    """An installed package that extends us; ``archetypes`` and ``families`` are full names."""

    name: str
    version: str
    archetypes: tuple[str, ...]
    families: tuple[str, ...]

    @property
    def key(self) -> str:
        """What of it decides pictures; a changed look needs a new version."""
        return digest("extension", self.name, self.version, *self.archetypes, *self.families)


@cache
def extension(name: str) -> Extension:
    """The extension by its package's name. Raises ExtensionError where none of that name is installed."""
    package, points = canonical(name), _entry_points()
    if package not in points:
        close = difflib.get_close_matches(package, points, n=1)
        listed = f"did you mean {close[0]!r}?" if close else f"installed are: {', '.join(points) or 'none'}"
        raise ExtensionError(
            f"expected an installed extension, found {name!r}: {listed}; pip install it first"
        )
    version, found = points[package]
    names = {
        group: tuple(sorted(f"{package}:{point.name}" for point in found if point.group == group))
        for group in (ARCHETYPES, FAMILIES)
    }
    return Extension(package, version, names[ARCHETYPES], names[FAMILIES])


def extension_of(full_name: str) -> Extension:
    """The extension that "package:name" belongs to."""
    return extension(full_name.partition(":")[0])


def canonical(package: str) -> str:
    """A package's name as indexes compare it: "Acme_Packs" is "acme-packs"."""
    return re.sub(r"[-_.]+", "-", package).lower()


@cache
def archetype(full_name: str) -> "Kind":
    """An extension's archetype, its build held to what ours promise. Raises ExtensionError."""
    from assets.archetypes.kind import Kind

    found = _loaded(full_name, ARCHETYPES)
    if not isinstance(found, Kind):
        raise _not_a(full_name, "assets.archetypes.kind.Kind", found)
    with _blaming(full_name):
        build = found.load()
    return replace(found, name=full_name, build=_held(full_name, build))


@cache
def family(full_name: str) -> "Family":
    """An extension's design family. Raises ExtensionError."""
    from assets.art.families.base import Family

    found = _loaded(full_name, FAMILIES)
    if not isinstance(found, Family):
        raise _not_a(full_name, "assets.art.families.base.Family", found)
    return replace(
        found,
        ground=_blamed(full_name, found.ground),
        front=_blamed(full_name, found.front),
        plain=_blamed(full_name, found.plain),
    )


def suited(families: Sequence[str], category: str, sub: str) -> list[str]:
    """Those of the families (full names) that offer themselves to a product type."""
    wanted = (category, f"{category}/{sub}")
    return [name for name in families if not set(family(name).suits).isdisjoint(wanted)]


@cache
def _entry_points() -> dict[str, tuple[str, list[importlib.metadata.EntryPoint]]]:
    """Version and entry points of all extensions by name; the first on the path wins, as for imports."""
    points: dict[str, tuple[str, list[importlib.metadata.EntryPoint]]] = {}
    for found in importlib.metadata.distributions():
        ours = [point for point in found.entry_points if point.group in (ARCHETYPES, FAMILIES)]
        if ours and found.name:
            points.setdefault(canonical(found.name), (found.version, ours))
    return dict(sorted(points.items()))


def _loaded(full_name: str, group: str) -> Any:
    package, _, name = full_name.partition(":")
    offered = extension(package)
    names = offered.archetypes if group == ARCHETYPES else offered.families
    wanted = f"{offered.name}:{name}"
    if wanted not in names:
        listed = ", ".join(names) or "none"
        raise ExtensionError(
            f"expected one of the {group.partition('.')[2].replace('_', ' ')} of {offered.name} "
            f"{offered.version}, found {full_name!r} (there are: {listed})"
        )
    points = _entry_points()[offered.name][1]
    with _blaming(wanted):
        return next(point for point in points if (point.group, point.name) == (group, name)).load()


def _not_a(full_name: str, wanted: str, found: object) -> ExtensionError:
    return ExtensionError(f"{_who(full_name)}: its entry point must lead to a {wanted}, not {type(found)}")


def _who(full_name: str) -> str:
    return f"extension {full_name} (version {extension_of(full_name).version})"


@contextmanager
def _blaming(full_name: str) -> Iterator[None]:
    """Turns whatever is raised inside into an ExtensionError that says whose fault it is."""
    try:
        yield
    except ExtensionError:
        raise
    except Exception as error:
        raise ExtensionError(f"{_who(full_name)}: {type(error).__name__}: {error}") from error


def _blamed[**P, R](full_name: str, function: Callable[P, R]) -> Callable[P, R]:
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        with _blaming(full_name):
            return function(*args, **kwargs)

    return guarded


def _held(full_name: str, build: "Build") -> "Build":
    """``build``, whose packages are looked at before anybody uses them."""
    guarded = _blamed(full_name, build)

    def built(
        size_m: tuple[float, float, float], shape: Mapping[str, float], detail: "Detail" = "near"
    ) -> "Package":
        package = guarded(size_m, shape, detail)
        wrong = _wrong(package, size_m)
        if wrong:
            raise ExtensionError(f"{_who(full_name)}: {wrong}")
        return package

    return built


def _wrong(package: "Package", size_m: tuple[float, float, float]) -> str:
    """What is wrong with a package, or nothing."""
    from assets.archetypes.base import Package
    from assets.finishes import FINISHES

    if not isinstance(package, Package):
        return f"its build must give a Package, not {type(package)}"
    if len(package.finishes) != len(package.mesh.slots):
        return f"{len(package.finishes)} finishes for {len(package.mesh.slots)} material slots"
    unknown = [finish for finish in package.finishes if finish not in FINISHES]
    if unknown:
        close = difflib.get_close_matches(unknown[0], FINISHES, n=3) or sorted(FINISHES)
        return f"there is no finish {unknown[0]!r}; there are {', '.join(close)}, ..."
    w, d, h = size_m
    asked = np.array([[-w / 2, -d / 2, 0], [w / 2, d / 2, h]])
    if np.abs(package.mesh.bounds_m - asked).max() > SIZE_TOLERANCE_M:
        shown = " x ".join(f"{1000 * v:g}" for v in size_m)
        return f"its mesh does not fill the {shown} mm that were asked for, centred and standing on z = 0"
    return ""
