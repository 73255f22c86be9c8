"""Files that are there whole or not at all.

Every file is written beside its place under a temporary name, flushed to the disk (fsync) and then renamed
into place. A kill at any moment leaves the old file or the new one, and at worst a leftover that
:func:`remove_leftovers` knows by its name. Folders are not synced: after a power cut a rename may be lost.
A resumed run notices, because the record of a frame names every file of it with its size.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

TEMPORARY_SUFFIX = ".gondola-tmp"


def temporary_name(path: Path) -> Path:
    """Where the bytes of ``path`` grow: hidden, beside it, so that the rename stays on one file system."""
    return path.with_name(f".{path.name}{TEMPORARY_SUFFIX}")


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file that becomes ``path`` when the block ends well, and vanishes when it does not."""
    temporary = temporary_name(path)
    try:
        with open(temporary, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, whole or not at all."""
    with atomic_file(path) as file:
        file.write(data)


def is_leftover(name: str) -> bool:
    return name.startswith(".") and name.endswith(TEMPORARY_SUFFIX)


def remove_leftovers(folder: Path) -> None:
    """Delete what killed writers left in ``folder`` itself. The caller holds the folder's lock."""
    for entry in list(os.scandir(folder)):
        if is_leftover(entry.name) and entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif is_leftover(entry.name):
            os.unlink(entry.path)
