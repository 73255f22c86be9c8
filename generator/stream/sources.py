"""Where a stream's frames come from: this process, or a farm. Either gives them in order."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from generator.bundle import Bundle
from generator.farm.board import Board, Failure, Rules
from generator.farm.cluster import existing_cluster, local_cluster
from generator.farm.crew import Crew
from generator.farm.driver import Driver, Plan
from generator.farm.pack import pack
from generator.farm.run import differences
from generator.farm.watchers import Quiet
from generator.farm.worker import Hello, Job, Made
from generator.stream.batches import FrameArrays
from generator.stream.making import ArrayMaker, MadeArrays, StreamWorker
from generator.stream.process_crew import ProcessCrew
from generator.stream.reorder import Reorder
from scenes.scene import LabelSettings

TICK_S = 0.02
LOCAL = "local"


class Source(Protocol):
    """Frames in order. ``take`` gives None at the end, or where ``timeout_s`` passes first."""

    def take(self, timeout_s: float | None = None) -> FrameArrays | None: ...

    def ready(self) -> int:
        """How many frames could be taken without waiting."""
        ...

    def close(self) -> None: ...


class LocalSource:
    """Makes each frame when it is asked for."""

    def __init__(self, maker: ArrayMaker, frames: range) -> None:
        self._maker, self._frames = maker, iter(frames)

    def take(self, timeout_s: float | None = None) -> FrameArrays | None:  # noqa: ARG002 - nothing to wait for
        frame = next(self._frames, None)
        return None if frame is None else self._maker.make(frame)

    def ready(self) -> int:
        return 0

    def close(self) -> None:
        self._maker.close()


@dataclass(frozen=True)
class Makers:
    """Which workers a stream asks for; ``address`` "" is this machine without a cluster, "local" a cluster on
    it for the stream alone."""

    workers: int
    address: str
    cpus: float
    gpus: float
    cores: int


type CrewOpener = Callable[[], AbstractContextManager[Crew]]


class FarmSource:
    """Workers make frames ahead, at most ``ahead`` beyond the one wanted next, so memory is bounded.

    ``left_out`` is told of frames that cannot be made; the stream goes on without them.
    """

    def __init__(
        self,
        opened: CrewOpener,
        frames: range,
        workers: int,
        ahead: int,
        left_out: Callable[[Failure], None] = lambda _: None,
        rules: Rules | None = None,
    ) -> None:
        self._shelf: Reorder[FrameArrays] = Reorder(frames.start, frames.step)
        self.asked = False  # the driver looks here whether it is to stop
        board = Board(iter(frames), rules=rules, below=lambda: self._shelf.next + ahead * frames.step)
        run = partial(self._run, opened, board, workers, left_out)
        self._thread = threading.Thread(target=run, name="gondola-stream", daemon=True)
        self._thread.start()

    def _run(
        self, opened: CrewOpener, board: Board, workers: int, left_out: Callable[[Failure], None]
    ) -> None:
        watcher = _Shelve(self._shelf, left_out)
        first = _FirstIdentity()
        try:
            with opened() as crew:
                plan = Plan(workers)
                Driver(board, crew, self._store, plan, watcher, first.admit, tick_s=TICK_S).run(self)
            self._shelf.close()
        except BaseException as error:
            self._shelf.fail(error)

    def _store(self, made: Made) -> None:
        if isinstance(made, MadeArrays):
            self._shelf.put(made.frame, made.arrays)

    def take(self, timeout_s: float | None = None) -> FrameArrays | None:
        return self._shelf.take(timeout_s)

    def ready(self) -> int:
        return self._shelf.waiting()

    def close(self) -> None:
        """End the workers; frames that were made ahead are dropped."""
        self.asked = True
        self._thread.join()


class _Shelve(Quiet):
    """Quarantined frames make room for the next."""

    def __init__(self, shelf: Reorder[FrameArrays], left_out: Callable[[Failure], None]) -> None:
        self._shelf, self._left_out = shelf, left_out

    def quarantined(self, failure: Failure) -> None:
        self._left_out(failure)
        self._shelf.put(failure.frame, None)


class _FirstIdentity:
    """All workers must make what the first one makes."""

    def __init__(self) -> None:
        self._wanted: Mapping[str, object] | None = None

    def admit(self, hello: Hello) -> str:
        self._wanted = self._wanted or hello.identity
        return "; ".join(differences(self._wanted, hello.identity))


@contextmanager
def farm_crew(
    bundle: Bundle, engine: str, device: str, policy: LabelSettings | None, masks: bool, makers: Makers
) -> Iterator[Crew]:
    """A crew of stream workers that lasts as long as the stream: processes of this machine, or actors of a
    Ray cluster where one is named or GPUs are to be shared out."""
    packed, files = pack(bundle)
    device = device if makers.gpus else "cpu"
    job = Job(packed, engine, device, max(int(makers.cpus), 1), policy)
    opened = partial(StreamWorker, job, masks)
    if not makers.address and not makers.gpus:
        crew = ProcessCrew(opened, files, job.threads)
        try:
            yield crew
        finally:
            crew.close()
        return
    cluster = (
        local_cluster(makers.workers, makers.cores, makers.gpus)
        if makers.address in ("", LOCAL)
        else existing_cluster(makers.address, makers.gpus)
    )
    with cluster:
        from generator.farm.ray_crew import RayCrew, Share

        yield RayCrew(opened, files, Share(makers.cpus, makers.gpus))
