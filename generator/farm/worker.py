"""What a worker does with frames, wherever it runs: make one, encode it, say how it went."""

import os
import platform
import socket
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from generator.farm.pack import Pack, unpack
from scenes.scene import LabelSettings

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
TOLD_LINES = 6  # of a traceback


@dataclass(frozen=True)
class Job:
    """All that a worker is told at its start. ``threads`` 0 means all cores.

    ``policy`` is the dataset's where it is not the recipe's: somebody has relabelled what is there.
    """

    pack: Pack
    engine: str
    device: str
    threads: int
    policy: LabelSettings | None = None


@dataclass(frozen=True)
class Hello:
    """Who the worker is, and what would decide the bytes of its frames (as in ``Identity``)."""

    host: str
    pid: int
    identity: Mapping[str, object]


@dataclass(frozen=True)
class Made:
    """A finished frame as the files of a dataset."""

    frame: int
    files: Mapping[str, bytes]
    seconds: Mapping[str, float]
    annotations: int
    rss_bytes: int


@dataclass(frozen=True)
class Failed:
    """A frame that raised an error."""

    frame: int
    reason: str
    rss_bytes: int


class Maker(Protocol):
    """Makes frames as files. Opened once, kept warm."""

    def hello(self) -> Hello: ...

    def make(self, frame: int) -> Made: ...


type Fetch = Callable[[], Mapping[str, bytes]]
type OpenMaker = Callable[[Fetch], Maker]


@dataclass
class FrameWorker:
    """The maker of real frames: a bundle, a warm renderer, and how frames become files."""

    job: Job
    fetch: Fetch
    _identity: Mapping[str, object] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        from dataclasses import asdict

        from assets.art.paint import keep_artwork_in
        from generator.artwork_store import store_of_user
        from generator.dataset.encode import encoding_of
        from generator.dataset.manifest import identity_of
        from generator.frame import FrameMaker
        from generator.memory import share_arenas
        from generator.render import open_renderer

        share_arenas()
        keep_to(self.job.threads)
        keep_artwork_in(store_of_user())  # workers on one machine paint for each other
        bundle = unpack(self.job.pack, self.fetch)
        renderer = open_renderer(self.job.engine, self.job.device, self.job.threads)
        device = str(getattr(renderer, "device", "CPU"))
        self._identity = asdict(identity_of(bundle, self.job.engine, device))
        self._maker = FrameMaker(bundle, renderer)
        self._encoding = encoding_of(bundle, self.job.policy)

    def hello(self) -> Hello:
        return Hello(socket.gethostname(), os.getpid(), self._identity)

    def make(self, frame: int) -> Made:
        from generator.dataset.encode import encode_frame

        made = self._maker.make(frame)
        files = encode_frame(made, self._encoding)
        return Made(frame, files, dict(made.seconds), len(made.labels.annotations), rss_bytes())


def made_or_failed(maker: Maker, frame: int) -> Made | Failed:
    """The frame, or why there is none: an error must not end a warm worker."""
    try:
        return maker.make(frame)
    except Exception as error:
        told = "".join(traceback.format_tb(error.__traceback__)[-TOLD_LINES:])
        return Failed(frame, f"{type(error).__name__}: {error}\n{told}".rstrip(), rss_bytes())


def keep_to(threads: int) -> None:
    """Hold the libraries that would take all cores to so many threads; 0 leaves them alone."""
    if threads:
        import cv2

        cv2.setNumThreads(threads)


def rss_bytes() -> int:
    """Resident memory of this process; 0 where the system does not say."""
    if platform.system() != "Linux":
        return 0
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * PAGE_BYTES
