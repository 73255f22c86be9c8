"""Makes frames as arrays, in this process or in a farm's worker."""

import os
import socket
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from generator.bundle import Bundle
from generator.farm.pack import unpack
from generator.farm.worker import Fetch, Hello, Job, Made, keep_to, rss_bytes
from generator.stream.batches import FrameArrays, arrays_of
from scenes.scene import LabelSettings


@dataclass(frozen=True)
class MadeArrays(Made):
    """A frame on its way to a trainer."""

    arrays: FrameArrays | None = None


def without_asides(bundle: Bundle) -> Bundle:
    """The same pictures and labels without what lies beside them in a dataset (truth, normals, a second
    view), which no trainer is handed: an eighth of the time of a draft frame."""
    labels = bundle.recipe.labels
    light = labels.model_copy(update={"truth": False, "normals": False, "second_view": "none"})
    return replace(bundle, recipe=bundle.recipe.model_copy(update={"labels": light}))


class ArrayMaker:
    """Keeps a renderer warm and knows what the policy lists."""

    def __init__(
        self,
        bundle: Bundle,
        engine: str,
        device: str,
        threads: int,
        policy: LabelSettings | None,
        masks: bool,
    ) -> None:
        from generator.dataset.encode import encoding_of
        from generator.frame import FrameMaker
        from generator.render import open_renderer

        keep_to(threads)
        self._renderer = open_renderer(engine, device, threads)
        self._maker = FrameMaker(without_asides(bundle), self._renderer)
        self._encoding = encoding_of(bundle, policy)
        self._numbers = {name: number for number, name in enumerate(self._encoding.class_names)}
        self._masks = masks
        self.device = str(getattr(self._renderer, "device", "CPU"))

    def make(self, index: int) -> FrameArrays:
        """One frame, whatever was made before it."""
        from labelers.policies import relabelled

        start = time.perf_counter()
        frame = self._maker.make(index)
        listed = relabelled(self._encoding.policy, frame.labels.everything, self._encoding.articles)
        return arrays_of(frame, listed, self._numbers, time.perf_counter() - start, self._masks)

    def close(self) -> None:
        self._renderer.close()


@dataclass
class StreamWorker:
    """An :class:`ArrayMaker` as a farm's maker."""

    job: Job
    masks: bool
    fetch: Fetch
    _identity: Mapping[str, object] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        from generator.dataset.manifest import identity_of
        from generator.memory import share_arenas

        share_arenas()
        job = self.job
        bundle = unpack(job.pack, self.fetch)
        self._maker = ArrayMaker(bundle, job.engine, job.device, job.threads, job.policy, self.masks)
        self._identity = asdict(identity_of(bundle, job.engine, self._maker.device))

    def hello(self) -> Hello:
        return Hello(socket.gethostname(), os.getpid(), self._identity)

    def make(self, frame: int) -> MadeArrays:
        arrays = self._maker.make(frame)
        seconds = {"make": arrays.seconds}
        return MadeArrays(frame, {}, seconds, len(arrays.labels), rss_bytes(), arrays)
