"""Where a dataset lies: a folder on a disk, or a URL that fsspec knows (s3://, gs://, memory://, ...).

Writers and readers of records go through a :class:`Place`, so that both obey the same rules: everything is
there whole or not at all, and a frame's record comes after all its other files.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from generator.dataset.atomic import atomic_file, remove_leftovers, write_atomic
from generator.dataset.errors import FolderRefusedError
from generator.dataset.lock import FolderLock

FILE_URL = "file://"


class Lock(Protocol):
    """Held while a dataset is written."""

    def release(self) -> None: ...


class Place(Protocol):
    """A dataset's own root. Paths in it are POSIX and relative; what is missing raises FileNotFoundError, and
    what else goes wrong OSError. Its text is what people typed.
    """

    remote: bool

    def top(self) -> set[str] | None:
        """Names right under the root; None where nothing is there yet.

        Raises:
            FolderRefusedError: when it is a file.
        """
        ...

    def names(self, folder: str) -> Iterator[str]:
        """Names of the files in a folder of the dataset; none where there is no such folder."""
        ...

    def exists(self, path: str) -> bool: ...

    def size(self, path: str) -> int: ...

    def read(self, path: str) -> bytes: ...

    def read_each(self, paths: Iterable[str]) -> Iterator[bytes]:
        """The files' bytes in this order, some of them ahead where that saves time."""
        ...

    def open(self, path: str) -> BinaryIO:
        """For reading and seeking."""
        ...

    def write(self, path: str, data: bytes) -> None: ...

    def growing(self, path: str) -> AbstractContextManager[BinaryIO]:
        """A file to write into, which becomes ``path`` when the block ends well."""
        ...

    def put(self, files: Mapping[str, bytes], kept: Callable[[], None]) -> None:
        """Store all of these or none, the last of them last; ``kept`` is called when they are there.

        May return before that; then an error is raised by a later call, or by :meth:`settle`.
        """
        ...

    def settle(self) -> None:
        """Wait until everything that was put is there."""
        ...

    def remove(self, paths: Iterable[str]) -> None:
        """Delete what is there of these."""
        ...

    def journal(self, path: str) -> Path:
        """A file on this machine's disk to append to, with what ``path`` holds already."""
        ...

    def publish(self, path: str) -> None:
        """Bring ``path`` up to its journal's state."""
        ...

    def make(self) -> None:
        """Create the root itself."""
        ...

    def make_folders(self, folders: Iterable[str], links: Mapping[str, str]) -> None:
        """Create folders and symbolic links where such exist, and clear what killed writers left there."""
        ...

    def lock(self) -> Lock:
        """Raises FolderRefusedError while another process writes here."""
        ...

    def close(self) -> None:
        """Give back what is held beside the lock."""
        ...


def is_url(text: str) -> bool:
    """Whether that is not a path on this machine's disks."""
    return "://" in text and not text.startswith(FILE_URL)


def place_of(where: "str | Path | Place") -> Place:
    """The place of a path or a URL.

    Raises:
        FolderRefusedError: for a URL that nothing here can open.
    """
    if isinstance(where, str) and is_url(where):
        from generator.dataset.url_place import UrlPlace

        return UrlPlace(where)
    if isinstance(where, str | Path):
        return LocalPlace(Path(str(where).removeprefix(FILE_URL)))
    return where


class LocalPlace:
    """A folder. Everything is stored at once."""

    remote = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __str__(self) -> str:
        return str(self.folder)

    def top(self) -> set[str] | None:
        if not self.folder.exists():
            return None
        if not self.folder.is_dir():
            raise FolderRefusedError(f"{self.folder} is a file. Choose another folder with --out.")
        return {entry.name for entry in os.scandir(self.folder)}

    def names(self, folder: str) -> Iterator[str]:
        if (self.folder / folder).is_dir():
            with os.scandir(self.folder / folder) as entries:
                yield from (entry.name for entry in entries)

    def exists(self, path: str) -> bool:
        return (self.folder / path).exists()

    def size(self, path: str) -> int:
        return (self.folder / path).stat().st_size

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def read_each(self, paths: Iterable[str]) -> Iterator[bytes]:
        return map(self.read, paths)

    def open(self, path: str) -> BinaryIO:
        return (self.folder / path).open("rb")

    def write(self, path: str, data: bytes) -> None:
        write_atomic(self.folder / path, data)

    def growing(self, path: str) -> AbstractContextManager[BinaryIO]:
        return atomic_file(self.folder / path)

    def put(self, files: Mapping[str, bytes], kept: Callable[[], None]) -> None:
        try:
            for path, data in files.items():
                write_atomic(self.folder / path, data)
        except BaseException:
            self.remove([*files][::-1])  # the record first: it vouches for the others
            raise
        kept()

    def settle(self) -> None:
        """Everything is there."""

    def remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            (self.folder / path).unlink(missing_ok=True)

    def journal(self, path: str) -> Path:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        return self.folder / path

    def publish(self, path: str) -> None:
        """It is the journal itself."""

    def make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def make_folders(self, folders: Iterable[str], links: Mapping[str, str]) -> None:
        for name in folders:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name, target in links.items():
            if not (self.folder / name).is_symlink():
                (self.folder / name).symlink_to(target)
        for name in (".", *folders):
            remove_leftovers(self.folder / name)

    def lock(self) -> Lock:
        return FolderLock(self.folder)

    def close(self) -> None:
        """Nothing is held."""
