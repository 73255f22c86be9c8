"""A run's numbers for Prometheus, through Ray's own exporter (every node serves them at its metrics port)."""

from generator.farm.board import Failure
from generator.farm.state import RunState
from generator.farm.watchers import Quiet
from generator.farm.worker import Made

SECONDS = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000]  # borders of the histogram of a frame's seconds


class Metrics(Quiet):
    """Counts what a run does; all names begin with ``gondola_`` (Ray adds its own ``ray_`` before them)."""

    def __init__(self, state: RunState, recipe: str) -> None:
        from ray.util.metrics import Counter, Gauge, Histogram

        self._state, self._tags = state, {"recipe": recipe}
        keys = ("recipe",)
        self._frames = Counter("gondola_frames", "Frames stored.", tag_keys=keys)
        self._annotations = Counter("gondola_annotations", "Labelled objects in them.", tag_keys=keys)
        self._lost = Counter("gondola_workers_lost", "Workers that died or left.", tag_keys=keys)
        self._left_out = Counter("gondola_frames_left_out", "Frames given up.", tag_keys=keys)
        self._seconds = Histogram(
            "gondola_frame_seconds", "A worker's seconds for one frame.", boundaries=SECONDS, tag_keys=keys
        )
        self._pace = Gauge("gondola_frames_per_second", "Since the first worker arrived.", tag_keys=keys)
        self._waiting = Gauge("gondola_frames_waiting", "Not stored yet.", tag_keys=keys)
        self._workers = Gauge("gondola_workers", "Workers by what they do.", tag_keys=("recipe", "doing"))

    def made(self, worker: str, made: Made, stored: bool) -> None:  # noqa: ARG002 - the watcher's
        self._seconds.observe(sum(made.seconds.values()), self._tags)
        if stored:
            self._frames.inc(1, self._tags)
            if made.annotations:
                self._annotations.inc(made.annotations, self._tags)

    def gone(self, worker: str, reason: str) -> None:  # noqa: ARG002
        self._lost.inc(1, self._tags)

    def quarantined(self, failure: Failure) -> None:  # noqa: ARG002
        self._left_out.inc(1, self._tags)

    def tick(self, typical_s: float) -> None:  # noqa: ARG002
        state = self._state
        self._pace.set(state.frames_per_s, self._tags)
        self._waiting.set(state.total - state.finished - len(state.left_out), self._tags)
        doing = [worker.doing for worker in state.workers.values()]
        for what in ("working", "idle", "waiting"):
            self._workers.set(doing.count(what), {**self._tags, "doing": what})
