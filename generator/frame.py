"""One frame: a pure function of (bundle, frame index)."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from generator.bundle import Bundle
from generator.develop import develop
from generator.memory import Trimmer
from generator.render.protocol import Renderer
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


class FrameMaker:
    """Makes frames of one bundle with one renderer; what frames share (traced meshes) stays warm."""

    def __init__(self, bundle: Bundle, renderer: Renderer, tracer: "Tracer | None" = None) -> None:
        from labelers.trace import Tracer

        self.bundle, self.renderer, self.tracer = bundle, renderer, tracer or Tracer()
        self._trimmer = Trimmer()

    def make(self, frame_index: int, scene: Scene | None = None) -> Frame:
        """The frame, whatever was made before it. ``scene``: the frame's own, where it is at hand already."""
        watch = Stopwatch()
        with watch.stage("sample"):
            scene = scene or sample(self.bundle, frame_index)
        with watch.stage("trace"):
            surfaces = self.tracer.trace(scene)
        with watch.stage("label"):
            labels = extract_labels(scene, surfaces, self.tracer)
        with watch.stage("truth"):
            truth, maps = self._beside(scene, surfaces, labels)
        with watch.stage("render"):
            rendered = self.renderer.render(scene, surfaces)
        with watch.stage("develop"):
            image = develop(rendered.radiance, scene.post)
        second = self._second(scene, surfaces, maps, watch) if scene.second else None
        self._trimmer.between_frames()
        seconds = _by_stage(watch.seconds, rendered.seconds)
        return Frame(frame_index, scene, image, labels, seconds, truth, maps, second)

    def _second(
        self, scene: Scene, surfaces: Surfaces, maps: dict[str, NDArray[Any]], watch: Stopwatch
    ) -> NDArray[np.uint8]:
        """The second view's picture, noise of its own on it; the flow to it goes into ``maps``."""
        second = from_second(scene)
        with watch.stage("truth"):
            met = self.tracer.trace(second)
            maps["flow"] = optical_flow(scene, surfaces, second, self.tracer)
            self.tracer.forget()
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


def _by_stage(outer: Mapping[str, float], inner: Mapping[str, float]) -> dict[str, float]:
    """The stages in their order; building the renderer's scene is told apart from rendering it."""
    build = inner.get("build", 0.0)
    head = {name: outer[name] for name in ("sample", "trace", "label", "truth")}
    return {**head, "build": build, "render": outer["render"] - build, "develop": outer["develop"]}
