"""One frame: a pure function of (bundle, frame index)."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assets.art.paint import frame_done as artwork_of_frame_done
from generator.bundle import Bundle
from generator.develop import develop
from generator.memory import Trimmer
from generator.render.protocol import Rendered, Renderer, RendersAside
from labelers.extract import extract_labels
from labelers.labels import Labels
from labelers.normals import world_normals
from labelers.surfaces import Surfaces
from labelers.truth.build import frame_truth
from labelers.truth.flow import from_second, optical_flow
from labelers.truth.model import FrameTruth
from labelers.truth.segments import segment
from recipes.errors import Finding, RecipeError
from recipes.load import placed
from scenes.errors import SceneError
from scenes.mixing import part_of
from scenes.sample import sample_scene
from scenes.scene import Scene

if TYPE_CHECKING:
    from labelers.trace import Tracer


@dataclass(frozen=True, eq=False)
class Frame:
    """A finished frame. ``image`` is (height, width, 3) uint8 sRGB; ``seconds`` are by stage.

    ``truth`` and ``maps`` hold what the recipe asks for beside the labels: "segments" (h, w) int32, "normals"
    (h, w, 3) float32, "flow" (h, w, 2) float32 to the ``second`` view, whose picture is like ``image``.
    """

    index: int
    scene: Scene
    image: NDArray[np.uint8]
    labels: Labels
    seconds: Mapping[str, float] = field(default_factory=dict)
    truth: FrameTruth | None = None
    maps: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    second: NDArray[np.uint8] | None = None


class Stopwatch:
    """Wall seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def sample(bundle: Bundle, frame_index: int) -> Scene:
    """The frame's scene.

    Raises:
        RecipeError: when this frame of the recipe cannot be, at the line of the setting to change.
    """
    try:
        return sample_scene(bundle.recipe, bundle.catalog, frame_index)
    except SceneError as error:
        message = f"frame {frame_index}: {error.message}; {error.remedy}"
        part = part_of(bundle.recipe, frame_index)
        wrong = [Finding((_steps(error.path),), message)]
        raise RecipeError(placed(bundle.source, wrong, part.name if part else "")) from error


def _steps(path: str) -> tuple[str | int, ...]:
    """``"merchandise.assortment.categories[0]"`` as its steps."""
    return tuple(int(step) if step.isdigit() else step for step in re.findall(r"\w+", path))


@dataclass(frozen=True, eq=False)
class _Known:
    """All of a frame but its pictures. ``second``: the other view and what its rays met."""

    scene: Scene
    surfaces: Surfaces
    labels: Labels
    truth: FrameTruth | None
    maps: Mapping[str, NDArray[Any]]
    second: tuple[Scene, Surfaces] | None
    seconds: Mapping[str, float]


class FrameMaker:
    """Makes frames of one bundle with one renderer; what frames share (traced meshes) stays warm."""

    def __init__(self, bundle: Bundle, renderer: Renderer, tracer: "Tracer | None" = None) -> None:
        from labelers.trace import Tracer

        self.bundle, self.renderer, self.tracer = bundle, renderer, tracer or Tracer()
        self._trimmer = Trimmer()
        self._aside = ThreadPoolExecutor(1, "next frame")
        self._ahead: tuple[int, Future[_Known]] | None = None

    def make(self, frame_index: int, scene: Scene | None = None, then: int | None = None) -> Frame:
        """The frame, whatever was made before it. ``scene``: the frame's own, where it is at hand already.

        ``then`` is the frame that will most likely be asked for next. Where the renderer leaves Python free
        while it works, all of that frame but its picture is made meanwhile; what goes wrong with it is
        raised only when it is asked for.
        """
        known = self._taken(frame_index) or self._known(frame_index, scene)
        watch, scene = Stopwatch(), known.scene
        with watch.stage("render"):
            rendered = self._rendered(known, then)
        with watch.stage("develop"):
            image = develop(rendered.radiance, scene.post)
        second = self._second_picture(*known.second, watch) if known.second else None
        artwork_of_frame_done()
        self._trimmer.between_frames()
        seconds = _by_stage(known.seconds, watch.seconds, rendered.seconds)
        return Frame(frame_index, scene, image, known.labels, seconds, known.truth, known.maps, second)

    def _taken(self, frame_index: int) -> _Known | None:
        """What was made ahead of the frame, if it was this one."""
        ahead, self._ahead = self._ahead, None
        if ahead is None:
            return None
        wait([ahead[1]])  # whatever frame it is: the tracer serves one at a time
        return ahead[1].result() if ahead[0] == frame_index else None

    def _rendered(self, known: _Known, then: int | None) -> Rendered:
        renderer = self.renderer
        if then is None or not isinstance(renderer, RendersAside):
            return renderer.render(known.scene, known.surfaces)

        def begun() -> None:
            self._ahead = then, self._aside.submit(self._known, then, foresee=renderer.foresee)

        return renderer.render_aside(known.scene, known.surfaces, begun)

    def _known(
        self, frame_index: int, scene: Scene | None = None, foresee: Callable[[Scene], None] | None = None
    ) -> _Known:
        watch = Stopwatch()
        with watch.stage("sample"):
            scene = scene or sample(self.bundle, frame_index)
        with watch.stage("trace"):
            surfaces = self.tracer.trace(scene)
        with watch.stage("label"):
            labels = extract_labels(scene, surfaces, self.tracer)
        with watch.stage("truth"):
            truth, maps = self._beside(scene, surfaces, labels)
            second = self._second(scene, surfaces, maps) if scene.second else None
        with watch.stage("build"):
            if foresee is not None:
                foresee(scene)
        return _Known(scene, surfaces, labels, truth, maps, second, watch.seconds)

    def _second(
        self, scene: Scene, surfaces: Surfaces, maps: dict[str, NDArray[Any]]
    ) -> tuple[Scene, Surfaces]:
        """The second view and what its rays meet; the flow to it goes into ``maps``."""
        second = from_second(scene)
        met = self.tracer.trace(second)
        maps["flow"] = optical_flow(scene, surfaces, second, self.tracer)
        self.tracer.forget()
        return second, met

    def _second_picture(self, second: Scene, met: Surfaces, watch: Stopwatch) -> NDArray[np.uint8]:
        """The second view's picture, noise of its own on it."""
        with watch.stage("render"):
            rendered = self.renderer.render(second, met)
        with watch.stage("develop"):
            noise = (second.post.noise_seed + 1) % 2**31
            return develop(rendered.radiance, replace(second.post, noise_seed=noise))

    def _beside(
        self, scene: Scene, surfaces: Surfaces, labels: Labels
    ) -> tuple[FrameTruth | None, dict[str, NDArray[Any]]]:
        """The full truth and the maps, as far as the recipe asks for them."""
        wanted, truth = self.bundle.recipe.labels, None
        maps: dict[str, NDArray[Any]] = {}
        if wanted.truth:
            segments = segment(scene, surfaces)
            truth = frame_truth(scene, surfaces, labels, self.tracer, segments)
            maps["segments"] = segments.map
        if wanted.normals:
            maps["normals"] = world_normals(scene, surfaces)
        self.tracer.forget()
        return truth, maps


def make_frame(bundle: Bundle, renderer: Renderer, frame_index: int) -> Frame:
    """One frame on its own. For many frames keep a :class:`FrameMaker`."""
    return FrameMaker(bundle, renderer).make(frame_index)


def _by_stage(
    known: Mapping[str, float], pictured: Mapping[str, float], inner: Mapping[str, float]
) -> dict[str, float]:
    """The stages in their order; building the renderer's scene is told apart from rendering it."""
    built = inner.get("build", 0.0)
    head = {name: known[name] for name in ("sample", "trace", "label", "truth")}
    build, render = known["build"] + built, pictured["render"] - built
    return {**head, "build": build, "render": render, "develop": pictured["develop"]}
