"""A catalogue's folder, looked through: which products it has, and everything that is wrong with them."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assets.own import limits
from assets.own.artwork import Artwork, look, side_of
from assets.own.errors import ModelError
from assets.own.hashing import bytes_digest
from assets.own.product_settings import ProductSettings, check_product
from assets.own.settings import Problem, Settings, UnreadableError, read_settings, shown

PRODUCT, CATALOG, MODEL = "product.yaml", "catalog.yaml", "model.glb"
MAX_DEPTH = 4
_DEFAULTS = ("brand", "category", "currency", "language", "fit", "photo")


@dataclass(frozen=True)
class Found:
    """A product's folder: its settings, its files by digest, and either a model or pictures."""

    folder: Path
    id: str
    settings: Settings
    said: ProductSettings
    digests: tuple[str, ...]
    model: tuple[Path, str] | None = None
    art: tuple[Artwork, ...] = field(default=())


def look_through(root: Path, shown_root: str) -> tuple[list[Found], list[Problem]]:
    """All products below ``root``, and all problems. Links that lead out of it are problems."""
    problems: list[Problem] = []
    real = root.resolve()
    defaults = _defaults(root, shown_root, problems)
    found: list[Found] = []
    for folder in _product_folders(root, real, shown_root, problems):
        found += _product(folder, root, real, shown_root, defaults, problems)
        if len(found) > limits.MAX_PRODUCTS:
            problems.append(Problem(shown_root, 0, 0, "", f"more than {limits.MAX_PRODUCTS:,} products"))
            break
    if not found and not problems:
        message = f"no products: expected folders with a {PRODUCT} each, beside pictures or a {MODEL}"
        problems.append(Problem(shown_root, 0, 0, "", message))
    problems += _twins(found)
    return found, problems


def _defaults(root: Path, shown_root: str, problems: list[Problem]) -> Mapping[str, Any]:
    path = root / CATALOG
    if not path.is_file():
        return {}
    try:
        settings = read_settings(_read(path, limits.MAX_YAML_BYTES + 1), f"{shown_root}/{CATALOG}")
    except UnreadableError as error:
        problems.append(error.problem)
        return {}
    except ModelError as error:
        problems.append(Problem(f"{shown_root}/{CATALOG}", 0, 0, "", str(error)))
        return {}
    for name in settings.values:
        if name not in _DEFAULTS and not name.startswith("x-"):
            known = ", ".join(_DEFAULTS)
            problems.append(settings.problem(name, f"expected what holds for all products: {known}"))
    return {k: v for k, v in settings.values.items() if k in _DEFAULTS}


def _product_folders(root: Path, real: Path, shown_root: str, problems: list[Problem]) -> Iterator[Path]:
    """Folders with a product.yaml, in order of their names; pictures and models without one are problems."""
    stack: list[tuple[Path, int]] = [(root, 0)]
    seen = 0
    while stack:
        folder, depth = stack.pop()
        seen += 1
        if seen > 2 * limits.MAX_PRODUCTS:
            problems.append(Problem(shown_root, 0, 0, "", f"more than {2 * limits.MAX_PRODUCTS:,} folders"))
            return
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            problems.append(
                Problem(_shown(folder, root, shown_root), 0, 0, "", f"cannot be read: {error.strerror}")
            )
            continue
        names = {entry.name for entry in entries}
        if PRODUCT in names:
            yield folder
            continue
        if folder != root and any(side_of(n, {}) or n == MODEL for n in names):
            message = f"expected a {PRODUCT} beside its pictures or model, found none"
            problems.append(Problem(_shown(folder, root, shown_root), 0, 0, "", message))
            continue
        for entry in reversed(entries):
            if entry.name.startswith((".", "_")) or not entry.is_dir():
                continue
            if not Path(entry.path).resolve().is_relative_to(real):
                message = "a link that leads out of the catalogue, and is not followed"
                problems.append(Problem(_shown(Path(entry.path), root, shown_root), 0, 0, "", message))
            elif depth < MAX_DEPTH:
                stack.append((Path(entry.path), depth + 1))


def _product(
    folder: Path,
    root: Path,
    real: Path,
    shown_root: str,
    defaults: Mapping[str, Any],
    problems: list[Problem],
) -> list[Found]:
    """The product in a folder, or nothing and its problems."""
    place = _shown(folder, root, shown_root)
    try:
        text = _read(_inside(folder / PRODUCT, real), limits.MAX_YAML_BYTES + 1)
        settings = read_settings(text, f"{place}/{PRODUCT}")
    except UnreadableError as error:
        problems.append(error.problem)
        return []
    except ModelError as error:
        problems.append(Problem(f"{place}/{PRODUCT}", 0, 0, "", str(error)))
        return []
    has_model = (folder / MODEL).is_file()
    said, wrong = check_product(settings, defaults, has_model)
    problems += wrong
    try:
        model, art = _files(folder, real, said, has_model)
    except ModelError as error:
        problems.append(
            Problem(f"{place}/{str(error).partition(': ')[0]}", 0, 0, "", str(error).partition(": ")[2])
        )
        return []
    if said is None:
        return []
    digests = (bytes_digest(text), *([model[1]] if model else []), *(f"{a.side}={a.digest}" for a in art))
    relative = folder.relative_to(root).as_posix()
    name = said.sku or (folder.resolve().name if relative == "." else relative.replace("/", "."))
    return [Found(folder, name, settings, said, digests, model, art)]


def _files(
    folder: Path, real: Path, said: ProductSettings | None, has_model: bool
) -> tuple[tuple[Path, str] | None, tuple[Artwork, ...]]:
    """A product's model, or its pictures in order of their sides."""
    if has_model:
        path = _inside(folder / MODEL, real)
        return (path, bytes_digest(_read(path, limits.MAX_MODEL_BYTES))), ()
    named = dict(said.artwork) if said else {}
    names = sorted(entry.name for entry in os.scandir(folder))
    if len(names) > limits.MAX_PRODUCT_FILES:
        raise ModelError(f".: {len(names)} files in a product's folder; at most {limits.MAX_PRODUCT_FILES}")
    for of, name in named.items():
        if name not in names:
            raise ModelError(f"{name}: artwork.{of} names it, and there is no such file")
    found: dict[str, Artwork] = {}
    for name in names:
        side = side_of(name, named)
        if side is None:
            continue
        if side in found:
            raise ModelError(f"{name}: a second picture of the {side}, beside {shown(found[side].path.name)}")
        path = _inside(folder / name, real)
        data = _read(path, limits.MAX_ARTWORK_BYTES)
        found[side] = look(side, path, data, bytes_digest(data))
    return None, tuple(found[side] for side in sorted(found))


def _inside(path: Path, real: Path) -> Path:
    if not path.resolve().is_relative_to(real):
        raise ModelError(f"{path.name}: a link that leads out of the catalogue, and is not followed")
    return path


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise ModelError(f"{path.name}: no regular file")
            data = stream.read(most + 1)
    except OSError as error:
        raise ModelError(f"{path.name}: cannot be read: {error.strerror}") from None
    if len(data) > most:
        raise ModelError(f"{path.name}: more than {most:,} bytes")
    return data


def _twins(found: list[Found]) -> Iterator[Problem]:
    """Products that share what must be their own."""
    ids: dict[str, Found] = {}
    gtins: dict[str, Found] = {}
    for product in found:
        if product.id in ids:
            other = ids[product.id].folder.name
            yield product.settings.problem(
                "sku", f"expected a name of its own, found {product.id}, as in {other}"
            )
        ids.setdefault(product.id, product)
        gtin = product.said.gtin
        if gtin and gtin in gtins:
            other = gtins[gtin].folder.name
            yield product.settings.problem(
                "gtin", f"expected a number of its own, found {gtin}, as in {other}"
            )
        if gtin:
            gtins.setdefault(gtin, product)


def _shown(folder: Path, root: Path, shown_root: str) -> str:
    relative = folder.relative_to(root).as_posix()
    return shown_root if relative == "." else f"{shown_root}/{relative}"
