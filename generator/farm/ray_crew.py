"""A crew of Ray actors, one warm renderer process each."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import ray
from ray.exceptions import ActorUnavailableError, GetTimeoutError, RayActorError, RayError, RayTaskError

from generator.farm.crew import Arrived, Gone, News, Refused, Returned
from generator.farm.worker import Failed, Hello, Made, Maker, OpenMaker, made_or_failed

DEATHS_OF_NODES = ("its node has died", "node was terminated", "node has died", "preempted")
MORE_AT_ONCE_S = 0.002  # after the first news, whatever else is there by then comes along ...
MOST_AT_ONCE = 32  # ... but no more frames than these are in our memory; the others wait in Ray's store


@dataclass(frozen=True)
class Share:
    """What one worker takes of its node. ``gpus`` may be a fraction: several workers on one GPU."""

    cpus: float = 1.0
    gpus: float = 0.0


class _Actor:
    """The process of one worker. Nothing is opened before :meth:`open`, so that refusals can be told."""

    def __init__(self) -> None:
        self._maker: Maker | None = None

    def open(self, opened: OpenMaker, files: Sequence[Any]) -> Hello | str:
        """Warm up. A text says why this worker cannot do the job."""
        try:
            self._maker = opened(lambda: ray.get(files[0]))
            return self._maker.hello()
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    def make(self, frame: int) -> Made | Failed:
        """One frame."""
        if self._maker is None:
            return Failed(frame, "the worker was asked for a frame before it was open", 0)
        return made_or_failed(self._maker, frame)


@dataclass
class _Call:
    """Something asked of a worker; ``frame`` None is the opening."""

    worker: str
    frame: int | None


@dataclass
class RayCrew:
    """``opened`` opens a maker in the worker's own process, given a way to fetch ``files``.

    Those are put into the object store once; each node fetches them once (see ``pack``).
    """

    opened: OpenMaker
    files: Mapping[str, bytes]
    share: Share
    _actors: dict[str, Any] = field(default_factory=dict, init=False)
    _calls: dict[Any, _Call] = field(default_factory=dict, init=False)
    _numbers: "count[int]" = field(default_factory=count, init=False)

    def __post_init__(self) -> None:
        self._files = [ray.put(dict(self.files))]
        self._kind: Any = ray.remote(_Actor).options(
            num_cpus=self.share.cpus, num_gpus=self.share.gpus, max_restarts=0, max_task_retries=0
        )

    def hire(self) -> str:
        name = f"w{next(self._numbers)}"
        actor: Any = self._kind.remote()
        self._actors[name] = actor
        self._calls[actor.open.remote(self.opened, self._files)] = _Call(name, None)
        return name

    def ask(self, worker: str, frame: int) -> None:
        actor = self._actors.get(worker)
        if actor is not None:
            self._calls[actor.make.remote(frame)] = _Call(worker, frame)

    def dismiss(self, worker: str) -> None:
        actor = self._actors.pop(worker, None)
        self._calls = {ref: call for ref, call in self._calls.items() if call.worker != worker}
        if actor is not None:
            ray.kill(actor)

    def news(self, timeout_s: float) -> list[News]:
        waiting = list(self._calls)
        if not waiting:
            time.sleep(timeout_s)
            return []
        ready, _ = ray.wait(waiting, num_returns=1, timeout=timeout_s, fetch_local=True)
        if ready and len(waiting) > 1:
            most = min(len(waiting), MOST_AT_ONCE)
            ready, _ = ray.wait(waiting, num_returns=most, timeout=MORE_AT_ONCE_S, fetch_local=True)
        told = [self._told(ref) for ref in ready]
        return [news for news in told if news is not None]

    def _told(self, ref: Any) -> News | None:
        call = self._calls.pop(ref, None)
        if call is None or call.worker not in self._actors:  # what is gone was told already
            return None
        try:
            result = ray.get(ref, timeout=60)
        except (RayActorError, RayTaskError, RayError, GetTimeoutError) as error:
            return self._gone(call, error)
        if call.frame is not None:
            return Returned(call.worker, result)
        if isinstance(result, str):
            self.dismiss(call.worker)
            return Refused(call.worker, result)
        return Arrived(call.worker, result)

    def _gone(self, call: _Call, error: Exception) -> Gone:
        """The worker's process or node is gone, or its result was lost on the way."""
        reason = " ".join(str(error).split())
        by_node = any(words in reason for words in DEATHS_OF_NODES)
        died = isinstance(error, RayActorError) and not isinstance(error, ActorUnavailableError)
        self.dismiss(call.worker)
        return Gone(call.worker, reason[:2000], blame=died and not by_node and call.frame is not None)
