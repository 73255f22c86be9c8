"""A bundle on its way to other machines: the resolved recipe, and the files that it names.

The files go once to each node, into a folder named by their content; whoever opens the pack there checks
that the bundle's key is what it was at home, so other code or other goods cannot slip in.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assets.arrays import digest
from generator.bundle import Bundle, bundle_of

MAX_PACK_BYTES = 2 * 1024**3
KEPT_PACKS = 8  # on a node; the oldest go first


class PackError(Exception):
    """A bundle cannot be sent, or is another one where it arrived."""


@dataclass(frozen=True)
class Pack:
    """What a worker must know. ``files`` is the digest of the files that belong to it, "" where none do."""

    key: str
    recipe: str
    source_name: str
    text: str
    files: str


def pack(bundle: Bundle) -> tuple[Pack, dict[str, bytes]]:
    """The bundle and its files by path relative to the recipe's folder.

    Raises:
        PackError: when the files are more than ``MAX_PACK_BYTES``.
    """
    files = _files(bundle)
    name = digest(*(part for path in sorted(files) for part in (path, files[path]))) if files else ""
    return Pack(bundle.key, bundle.recipe.model_dump_json(), bundle.source.name, bundle.text, name), files


def _files(bundle: Bundle) -> dict[str, bytes]:
    top = bundle.source.parent
    files: dict[str, bytes] = {}
    total = 0
    for name in bundle.recipe.merchandise.catalogs:
        folder = top / name
        for path in sorted(folder.rglob("*")) if name != "builtin" else ():
            if path.is_file():
                total += path.stat().st_size
                if total > MAX_PACK_BYTES:
                    raise PackError(
                        f"The catalogue {folder} is larger than {MAX_PACK_BYTES >> 30} GiB, more than is "
                        "sent to workers. Take what the recipe does not need out of it."
                    )
                files[PurePosixPath(os.path.relpath(path, top)).as_posix()] = path.read_bytes()
    return files


def unpack(packed: Pack, fetch: Callable[[], Mapping[str, bytes]], cache: Path | None = None) -> Bundle:
    """The bundle on this machine; ``fetch`` is called only when its files are not here yet.

    Raises:
        PackError: when what is here makes another bundle of it.
        RecipeError, CatalogError: when it cannot be opened here.
    """
    from recipes.model import Recipe

    folder = _arrived(packed, fetch, cache or node_cache())
    bundle = bundle_of(Recipe.model_validate_json(packed.recipe), folder / packed.source_name, packed.text)
    if bundle.key != packed.key:
        raise PackError("the recipe or its goods are not the same here as where the run was started")
    return bundle


def node_cache() -> Path:
    """Where a node keeps what was sent to it: under XDG_CACHE_HOME, or ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "gondola" / "bundles"


def _arrived(packed: Pack, fetch: Callable[[], Mapping[str, bytes]], cache: Path) -> Path:
    """The folder with the pack's files. It appears whole or not at all, whoever else unpacks it just now."""
    folder = cache / (packed.files or "none")
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        growing = Path(tempfile.mkdtemp(prefix=".new-", dir=cache))
        try:
            for name, data in (fetch() if packed.files else {}).items():
                _write_inside(growing, name, data)
            os.rename(growing, folder)
        except OSError:
            if not folder.is_dir():  # else another worker was quicker
                raise
        finally:
            shutil.rmtree(growing, ignore_errors=True)
        _forget_old(cache)
    os.utime(folder)
    return folder


def _write_inside(folder: Path, name: str, data: bytes) -> None:
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute():
        raise PackError(f"a file named {name!r} leads out of its folder")
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _forget_old(cache: Path) -> None:
    """Keep the packs used last."""
    packs = sorted(
        (p for p in cache.iterdir() if not p.name.startswith(".")), key=lambda p: p.stat().st_mtime
    )
    for old in packs[:-KEPT_PACKS]:
        shutil.rmtree(old, ignore_errors=True)
