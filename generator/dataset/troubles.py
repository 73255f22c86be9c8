"""Errors of disks and services while a dataset is written, in our words and with what to do."""

import errno
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from pathlib import Path

from generator.dataset.errors import DatasetError, FolderRefusedError
from generator.dataset.place import Place

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def disk_errors(place: Path | Place, finished: Sized = ()) -> Iterator[None]:
    """Turn the operating system's errors into ours. ``finished``: the frames that are safe by then."""
    try:
        yield
    except OSError as error:
        kept = f"{len(finished)} finished frames are safe. " if len(finished) else ""
        again = f"{kept}The same command goes on where it stopped."
        if error.errno in _FULL:
            raise DatasetError(
                f"No room left to write into {place} ({error.strerror}).\n"
                f"{kept}Make room and run the same command again: it goes on where it stopped."
            ) from error
        remedy = getattr(error, "remedy", None)
        if remedy is not None:
            raise DatasetError(
                f"Cannot write the dataset {place}: {_what(error)}.\n{remedy} {again}"
            ) from error
        raise DatasetError(
            f"Cannot write the dataset {place}: {_what(error)}.\n{kept}Choose another folder with --out."
        ) from error


@contextmanager
def opening_errors(place: Place) -> Iterator[None]:
    """The same before anything is stored: but for a full disk, the place was badly chosen.

    Raises:
        FolderRefusedError: when nothing can be written there.
    """
    try:
        with disk_errors(place):
            yield
    except FolderRefusedError:
        raise
    except DatasetError as error:
        cause = error.__cause__
        if not isinstance(cause, OSError) or cause.errno in _FULL:
            raise
        remedy = getattr(cause, "remedy", "") or "Make it first, or choose another place with --out."
        raise FolderRefusedError(f"Cannot write the dataset {place}: {_what(cause)}.\n{remedy}") from cause


def _what(error: OSError) -> str:
    if hasattr(error, "said"):
        return str(error.said)
    return (
        f"{error.strerror}: {error.filename}" if error.strerror and error.filename else str(error).rstrip(".")
    )
