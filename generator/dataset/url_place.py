"""A dataset at a URL, through fsspec: objects that appear whole or not at all, put there by a few threads.

Nothing can be appended to or linked there. Journals grow on this machine's disk and are sent from time to
time; links are left out, and ``gondola fetch`` makes them where the dataset lands.
"""

import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import batched
from pathlib import Path
from typing import Any, BinaryIO

from generator.dataset.errors import FolderRefusedError
from generator.dataset.lease import Lease
from generator.dataset.lock import LOCK_NAME

THREADS = 16
MOST_WAITING = 64  # frames on their way ...
MOST_WAITING_BYTES = 128 * 1024**2  # ... and their bytes; beyond that the run waits for the network
AT_ONCE = 128  # files read ahead of those who want them one by one
HOLDERS = {"s3": "cloud", "s3a": "cloud"}  # extras that bring what opens such URLs
PACKAGES = {"gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs"}
CREDENTIALS = (
    "Are the credentials right (for s3: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile), and may "
    "they write there?"
)
REACH = "Is the address right (for s3: AWS_ENDPOINT_URL where it is not Amazon's), and the service up?"
_UNREACHED = ("Connect", "Connection", "Endpoint", "Timeout", "ClientOSError", "ServerDisconnected", "Proxy")
_UNKNOWN = ("Credential", "Token", "Authoriz", "Auth")


class PlaceError(OSError):
    """``said``: what a service said of a URL; ``remedy``: what may help."""

    def __init__(self, url: str, said: str, remedy: str) -> None:
        super().__init__(f"{url}: {said}.\n{remedy}".rstrip())
        self.said, self.remedy = said, remedy


@contextmanager
def told(url: str) -> Iterator[None]:
    """Whatever the service's library raises, as an OSError that a person can read."""
    try:
        yield
    except PlaceError:
        raise
    except PermissionError as error:
        raise PlaceError(url, _short(error), CREDENTIALS) from error
    except FileNotFoundError:
        raise
    except Exception as error:
        names = " ".join(kind.__name__ for kind in type(error).__mro__)
        remedy = next((REACH for part in _UNREACHED if part in names), "")
        remedy = remedy or next((CREDENTIALS for part in _UNKNOWN if part in names), "")
        raise PlaceError(url, _short(error), remedy) from error


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:300].rstrip(".") or type(error).__name__


def open_filesystem(url: str) -> tuple[Any, str]:
    """fsspec's file system and the path in it.

    Raises:
        FolderRefusedError: when a package is missing, naming it, or the URL is none.
    """
    kind = url.partition("://")[0]
    extra = HOLDERS.get(kind)
    wanted = f"'gondola[{extra}]'" if extra else f"'gondola[cloud]' {PACKAGES.get(kind, '')}".rstrip()
    try:
        from fsspec.core import url_to_fs

        with told(url):
            fs, root = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise FolderRefusedError(f"{url} needs a package that is missing: pip install {wanted}") from error
    except PlaceError as error:
        if isinstance(error.__cause__, ImportError):
            raise FolderRefusedError(
                f"{url} needs a package that is missing: pip install {wanted}"
            ) from error
        raise FolderRefusedError(f"{url} cannot be opened: {error.said}.") from error
    root = str(root).rstrip("/")
    if not root:
        raise FolderRefusedError(f"{url}: say where, such as {kind}://bucket/run.")
    return fs, root


class UrlPlace:
    """A root under a URL. Threads may put and read at the same time; one thread calls the methods."""

    remote = True

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._fs, self._root = open_filesystem(url)
        self._threads: ThreadPoolExecutor | None = None
        self._waiting: deque[tuple[Future[None], int, Callable[[], None]]] = deque()
        self._scratch: Path | None = None
        self._lease: Lease | None = None
        self._one = threading.Lock()

    def __str__(self) -> str:
        return self._url

    def at(self, path: str) -> str:
        """The path as fsspec wants it."""
        return f"{self._root}/{path}"

    def top(self) -> set[str] | None:
        with told(self._url):
            try:
                found = self._fs.ls(self._root, detail=False)
            except FileNotFoundError:
                return None
        names = {str(name).rstrip("/").removeprefix(self._root).strip("/") for name in found}
        if "" in names and len(names) == 1 and self._fs.isfile(self._root):
            raise FolderRefusedError(f"{self} is a file. Choose another place with --out.")
        return (names - {""}) or None

    def names(self, folder: str) -> Iterator[str]:
        with told(self._url):
            try:
                found = self._fs.ls(self.at(folder), detail=False)
            except FileNotFoundError:
                return
        yield from (str(name).rsplit("/", 1)[-1] for name in found)

    def everything(self) -> Iterator[tuple[str, int]]:
        """Every file of the dataset with its size, but for the lock."""
        with told(self._url):
            found = self._fs.find(self._root, detail=True)
        for name, about in found.items():
            path = str(name).removeprefix(self._root).strip("/")
            if path != LOCK_NAME:
                yield path, int(about["size"])

    def exists(self, path: str) -> bool:
        with told(self._url):
            return bool(self._fs.exists(self.at(path)))

    def size(self, path: str) -> int:
        with told(self._url):
            return int(self._fs.size(self.at(path)))

    def read(self, path: str) -> bytes:
        with told(self._url):
            return bytes(self._fs.cat_file(self.at(path)))

    def read_each(self, paths: Iterable[str]) -> Iterator[bytes]:
        for some in batched(paths, AT_ONCE, strict=False):
            yield from self._pool().map(self.read, some)

    def open(self, path: str) -> BinaryIO:
        with told(self._url):
            return self._fs.open(self.at(path), "rb")  # type: ignore[no-any-return]

    def write(self, path: str, data: bytes) -> None:
        with told(self._url):
            self._fs.pipe_file(self.at(path), data)

    @contextmanager
    def growing(self, path: str) -> Iterator[BinaryIO]:
        with tempfile.NamedTemporaryFile(dir=self._local()) as file:
            yield file  # type: ignore[misc]
            file.flush()
            with told(self._url):
                self._fs.put_file(file.name, self.at(path))

    def put(self, files: Mapping[str, bytes], kept: Callable[[], None]) -> None:
        size = sum(map(len, files.values()))
        self._waiting.append((self._pool().submit(self._put_now, files), size, kept))
        self._harvest()
        while len(self._waiting) > MOST_WAITING or self._on_their_way() > MOST_WAITING_BYTES:
            self._next()

    def _put_now(self, files: Mapping[str, bytes]) -> None:
        """The last one vouches for the others, so it comes when they are there, or not at all."""
        for path, data in files.items():
            self.write(path, data)

    def _on_their_way(self) -> int:
        return sum(size for _, size, _ in self._waiting) if len(self._waiting) > 1 else 0

    def _harvest(self) -> None:
        while self._waiting and self._waiting[0][0].done():
            self._next()
        if self._lease:
            self._lease.check()

    def _next(self) -> None:
        future, _, kept = self._waiting.popleft()
        future.result()
        kept()

    def settle(self) -> None:
        failed: BaseException | None = None
        while self._waiting:
            try:
                self._next()
            except OSError as error:
                failed = failed or error
        if failed:
            raise failed

    def remove(self, paths: Iterable[str]) -> None:
        for some in batched(paths, AT_ONCE, strict=False):
            list(self._pool().map(self._remove_one, some))

    def _remove_one(self, path: str) -> None:
        with told(self._url), suppress(FileNotFoundError):
            self._fs.rm_file(self.at(path))

    def journal(self, path: str) -> Path:
        local = self._local() / path
        local.parent.mkdir(parents=True, exist_ok=True)
        try:
            with told(self._url):
                self._fs.get_file(self.at(path), str(local))
        except FileNotFoundError:
            local.unlink(missing_ok=True)
        return local

    def publish(self, path: str) -> None:
        local = self._local() / path
        if local.exists():
            with told(self._url):
                self._fs.put_file(str(local), self.at(path))

    def make(self) -> None:
        """Places at URLs are there as soon as something is in them."""

    def make_folders(self, folders: Iterable[str], links: Mapping[str, str]) -> None:
        """The same goes for folders."""

    def lock(self) -> Lease:
        self._lease = Lease(self._fs, self._root, self._url)
        return self._lease

    def close(self) -> None:
        for future, *_ in self._waiting:
            future.cancel()
        self._waiting.clear()
        if self._threads:
            self._threads.shutdown(wait=True)
            self._threads = None
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def _pool(self) -> ThreadPoolExecutor:
        self._threads = self._threads or ThreadPoolExecutor(THREADS, "place")
        return self._threads

    def _local(self) -> Path:
        self._scratch = self._scratch or Path(tempfile.mkdtemp(prefix="gondola-"))
        return self._scratch
