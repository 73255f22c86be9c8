"""A dataset filled by many workers: the same bytes as one process makes."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from generator.bundle import Bundle
from generator.dataset.errors import DatasetError
from generator.dataset.layout import DATASET_JSON
from generator.dataset.layouts import open_writer
from generator.dataset.manifest import Identity, identity_of, policy_of, read_manifest
from generator.dataset.packed_writer import PackedWriter
from generator.dataset.place import Place, place_of
from generator.dataset.running_seconds import read_seconds
from generator.dataset.signals import Interrupted, StopSignals
from generator.dataset.writer import DatasetWriter
from generator.farm.board import Board, Rules
from generator.farm.cluster import existing_cluster, local_cluster
from generator.farm.crew import Crew
from generator.farm.driver import Driver, Plan, Watcher
from generator.farm.forecast import forecast_of
from generator.farm.journal import EVENTS, Events, StatusFile, note_quarantined
from generator.farm.pack import pack
from generator.farm.state import Prices, RunState
from generator.farm.watchers import Watchers
from generator.farm.worker import FrameWorker, Hello, Job, Made
from scenes.scene import LabelSettings


@dataclass(frozen=True)
class Farm:
    """How a run is spread. ``address`` "" starts a cluster on this machine for the run alone.

    ``cpus`` and ``gpus`` are what one worker takes of its node; ``gpus`` None shares what there is.
    """

    workers: int
    cpus: float = 1.0
    gpus: float | None = None
    address: str = ""
    cores: int = 1
    rules: Rules = field(default_factory=Rules)
    recycle_bytes: int = 0
    prices: Prices = field(default_factory=Prices)


@dataclass(frozen=True)
class Order:
    """What is wanted: these frames of this bundle in this folder."""

    bundle: Bundle
    frames: range
    out: Path | Place
    engine: str
    device: str
    layout: str = "files"


class Gate:
    """Lets workers in whose frames would have the same bytes, and opens the dataset for the first.

    On a GPU only a worker can say what frames are rendered on, and that is part of the dataset's identity.
    """

    def __init__(self, order: Order, opened: Callable[["Gate"], None]) -> None:
        self._order, self._opened = order, opened
        self.writer: DatasetWriter | PackedWriter | None = None

    def open(self, identity: Identity) -> None:
        """Open the folder. Raises as :class:`DatasetWriter` does."""
        self.writer = open_writer(self._order.layout, self._order.out, self._order.bundle, identity)
        self._opened(self)

    @property
    def policy(self) -> LabelSettings | None:
        """How the dataset is labelled, if it is there and somebody chose that."""
        if self.writer is not None:
            return self.writer.encoding.policy
        there = place_of(self._order.out).exists(DATASET_JSON)
        return policy_of(read_manifest(self._order.out)) if there else None

    def admit(self, hello: Hello) -> str:
        """Why this worker may not take part; "" when it may."""
        if self.writer is None:
            self.open(Identity(**{**hello.identity}))  # type: ignore[arg-type]
        wanted = asdict(self.writer.identity) if self.writer else {}
        return "; ".join(differences(wanted, hello.identity))

    @property
    def timings(self) -> Path:
        """What frames took that are there already."""
        return self.writer.timings if self.writer else Path()

    def store(self, made: Made) -> None:
        """Keep a frame, unless it is there."""
        if self.writer is not None and made.frame not in self.writer.done:
            self.writer.add(made.frame, made.files, made.seconds)

    def settle(self) -> None:
        """Wait until every frame is where it belongs."""
        if self.writer is not None:
            self.writer.settle()

    def __contains__(self, frame: object) -> bool:
        return self.writer is not None and frame in self.writer.done

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()


def differences(wanted: Mapping[str, Any], found: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Every value that is not the same in both, in words."""
    for name in sorted(wanted.keys() | found.keys()):
        here, there = wanted.get(name), found.get(name)
        if isinstance(here, Mapping) and isinstance(there, Mapping):
            yield from differences(here, there, f"{name} of ")
        elif here != there:
            yield f"{prefix}{name} is {there} there and {here} in this run"


def render_on_farm(
    order: Order,
    farm: Farm,
    show: Callable[[RunState], AbstractContextManager[Watcher]],
    events: Sequence[Any] = (),
) -> RunState:
    """Make and store every frame that is not there yet; how it went is in what is returned.

    ``show`` makes what people look at; ``events`` are open text files that get every event as JSON too.

    Raises:
        Interrupted: after SIGINT or SIGTERM, with all finished frames stored.
        ClusterError, FarmError, DatasetError, FolderRefusedError: with the frames before it stored.
    """
    state = RunState(len(order.frames), 0, farm.prices)
    forecast = forecast_of(order.bundle.recipe)

    def opened(gate: Gate) -> None:
        state.finished = sum(frame in gate for frame in order.frames)
        forecast.learn(read_seconds(gate.timings))

    gate = Gate(order, opened)
    with ExitStack() as stack:
        stack.callback(gate.close)
        if order.engine != "cycles":
            gate.open(identity_of(order.bundle, order.engine, "CPU"))
            if state.finished == state.total:
                return state
        ray = stack.enter_context(_cluster(farm))
        gpus = _gpus(ray, farm, order)
        if gate.writer is None and not gpus:
            gate.open(identity_of(order.bundle, order.engine, "CPU"))
            if state.finished == state.total:
                return state
        with _crew(order, farm, gpus, gate) as crew, show(state) as shown:
            _drive(order, farm, state, gate, crew, Watchers([forecast, shown]), forecast, events)
    return state


def _cluster(farm: Farm) -> AbstractContextManager[Any]:
    gpus = farm.gpus or 0
    return (
        existing_cluster(farm.address, gpus)
        if farm.address
        else local_cluster(farm.workers, farm.cores, gpus)
    )


def _gpus(ray: Any, farm: Farm, order: Order) -> float:
    """What each worker gets of a GPU."""
    if farm.gpus is not None:
        return farm.gpus
    if order.engine != "cycles" or order.device == "cpu":
        return 0.0
    there = float(ray.cluster_resources().get("GPU", 0))
    return min(there / farm.workers, 1.0)


@contextmanager
def _crew(order: Order, farm: Farm, gpus: float, gate: Gate) -> Iterator[Crew]:
    from generator.farm.ray_crew import RayCrew, Share

    packed, files = pack(order.bundle)
    device = order.device if gpus else "cpu"
    job = Job(packed, order.engine, device, max(int(farm.cpus), 1), gate.policy)
    yield RayCrew(partial(FrameWorker, job), files, Share(farm.cpus, gpus))


def _drive(
    order: Order,
    farm: Farm,
    state: RunState,
    gate: Gate,
    crew: Crew,
    shown: Watcher,
    cost: Callable[[int], float],
    events: Sequence[Any],
) -> None:
    place = gate.writer.place if gate.writer else place_of(order.out)
    with (
        place.journal(EVENTS).open("a", encoding="utf-8") as kept,
        StopSignals(lambda _: _stop(state)) as signals,
    ):
        journals = [Events(out) for out in (kept, *events)]
        status = StatusFile(place, state, {"recipe": order.bundle.recipe.name, "engine": order.engine})
        board = Board(iter(order.frames), gate, farm.rules, cost)
        plan = Plan(farm.workers, farm.recycle_bytes)
        watchers = Watchers([state, *journals, status, shown, *_metrics(order, farm, state)])
        driver = Driver(board, crew, gate.store, plan, watchers, gate.admit)
        for journal in journals:
            journal.say("started", frames=[order.frames.start, order.frames.stop], workers=farm.workers)
        try:
            driver.run(signals)
            gate.settle()
            state.phase = "stopped" if signals.asked else "finished"
            signals.check()
        except BaseException as error:
            state.phase = "stopped" if isinstance(error, Interrupted) else "failed"
            raise
        finally:
            for journal in journals:
                journal.say(state.phase, finished=state.finished, quarantined=len(state.left_out))
            with _unless_failed(state):
                status.write()
                note_quarantined(place, state.left_out, partial(_alone, order))
                place.publish(EVENTS)


@contextmanager
def _unless_failed(state: RunState) -> Iterator[None]:
    """Where the run has failed already, a journal that cannot be stored either is not the news."""
    try:
        yield
    except OSError as error:
        if state.phase != "failed":
            raise DatasetError(f"The journal of the run could not be stored: {error}.") from error


def _metrics(order: Order, farm: Farm, state: RunState) -> list[Watcher]:
    """Numbers for Prometheus, where a cluster that outlives the run serves them."""
    if not farm.address:
        return []
    from generator.farm.metrics import Metrics

    return [Metrics(state, order.bundle.recipe.name)]


def _stop(state: RunState) -> None:
    state.phase = "stopping"


def _alone(order: Order, frame: int) -> str:
    """The command that makes one frame in a single process."""
    recipe = order.bundle.source if order.bundle.source.is_file() else order.bundle.recipe.name
    out = f"{order.out}-frame-{frame}"
    words = ["gondola", "render", str(recipe), "--start", str(frame), "--frames", "1"]
    return shlex.join([*words, "--engine", order.engine, "--out", out, "--debug"])
