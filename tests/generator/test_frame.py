"""A frame is a pure function of (bundle, frame index): alone or in a run, in any process, the same bytes."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import dataset_kit as kit
import numpy as np
import pytest

from generator.bundle import Bundle, open_bundle
from generator.frame import FrameMaker, make_frame
from generator.render import open_renderer
from generator.render.protocol import Rendered
from generator.render.stub import StubRenderer
from labelers.surfaces import Surfaces
from recipes import RecipeError
from scenes.scene import Scene
from scenes.serial import scene_digest


def png_recipe(folder: Path) -> Path:
    recipe = folder / "pictures.yaml"
    recipe.write_text(
        "extends: quick\nimage: {format: png, width_px: 128, height_px: 96}\nrender: {samples: 2}\n"
    )
    return recipe


def files_of(folder: Path, index: int) -> dict[str, bytes]:
    stem = f"{index:06d}"
    return {name: data for name, data in kit.tree(folder).items() if stem in name}


def render(recipe: Path, out: Path, engine: str, start: int, frames: int) -> None:
    window = ["--start", str(start), "--frames", str(frames), "--engine", engine, "--device", "cpu"]
    done = kit.gondola("render", str(recipe), "--out", str(out), *window)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1, "the renderer's chatter is among the results"


def test_draft_frame_7_alone_in_a_new_process_is_frame_7_in_a_run_of_10(tmp_path: Path) -> None:
    recipe = png_recipe(tmp_path)
    render(recipe, tmp_path / "run", "draft", 0, 10)
    render(recipe, tmp_path / "alone", "draft", 7, 1)
    alone = files_of(tmp_path / "alone", 7)
    assert any(name.endswith("000007.png") for name in alone)
    assert alone == files_of(tmp_path / "run", 7)


def test_cycles_frame_2_alone_in_a_new_process_is_frame_2_in_a_run_of_3(tmp_path: Path) -> None:
    recipe = png_recipe(tmp_path)
    render(recipe, tmp_path / "run", "cycles", 0, 3)
    render(recipe, tmp_path / "alone", "cycles", 2, 1)
    assert files_of(tmp_path / "alone", 2) == files_of(tmp_path / "run", 2)


def test_engines_share_scene_and_labels_and_differ_in_light() -> None:
    frames = [make_frame(kit.bundle(), open_renderer(engine), 4) for engine in ("stub", "draft")]
    stub, draft = frames
    assert stub.labels.annotations == draft.labels.annotations
    np.testing.assert_array_equal(stub.labels.instance_map, draft.labels.instance_map)
    assert not np.array_equal(stub.image, draft.image)


def test_what_was_made_before_does_not_show() -> None:
    fresh, used = (FrameMaker(kit.bundle(), open_renderer("draft")) for _ in range(2))
    for index in (9, 2):
        used.make(index)
    assert np.array_equal(fresh.make(5).image, used.make(5).image)


class Aside(StubRenderer):
    """Renders only when the frame after it has been prepared by another thread."""

    def __init__(self) -> None:
        self.foreseen: list[str] = []
        self.prepared = threading.Event()

    def foresee(self, scene: Scene) -> None:
        assert threading.current_thread() is not threading.main_thread()
        self.foreseen.append(scene_digest(scene))
        self.prepared.set()

    def render_aside(self, scene: Scene, surfaces: Surfaces, begun: Callable[[], None]) -> Rendered:
        begun()
        assert self.prepared.wait(60), "the next frame is not prepared while this one is rendered"
        self.prepared.clear()
        return self.render(scene, surfaces)


def test_a_frame_prepared_while_another_is_rendered_is_the_same_frame() -> None:
    renderer = Aside()
    maker = FrameMaker(kit.bundle(), renderer)
    run = [maker.make(index, then=then) for index, then in ((0, 1), (1, 4), (2, 3), (3, None))]
    assert renderer.foreseen == [scene_digest(kit.frame(index).scene) for index in (1, 4, 3)]
    for frame in run:
        alone = kit.frame(frame.index)
        assert frame.labels.annotations == alone.labels.annotations
        assert frame.truth == alone.truth
        np.testing.assert_array_equal(frame.image, alone.image)


def test_what_is_wrong_with_the_next_frame_is_raised_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import generator.frame

    tried = threading.Event()

    def fails_at_1(bundle: Bundle, frame_index: int) -> Scene:
        if frame_index == 1:
            renderer.prepared.set()
            tried.set()
            raise ValueError("frame 1 cannot be")
        return original(bundle, frame_index)

    original, renderer = generator.frame.sample, Aside()
    monkeypatch.setattr(generator.frame, "sample", fails_at_1)
    maker = FrameMaker(kit.bundle(), renderer)
    assert maker.make(0, then=1).index == 0
    assert tried.is_set()
    with pytest.raises(ValueError, match="frame 1"):
        maker.make(1, then=2)
    assert maker.make(0, then=1).index == 0
    assert maker.make(2).index == 2, "a frame that nobody asks for may be wrong"


def test_a_frame_has_the_recipes_size_and_seconds_for_every_stage() -> None:
    frame = kit.frame(0)
    assert frame.image.shape == (64, 96, 3)
    assert frame.image.dtype == np.uint8
    assert list(frame.seconds) == ["sample", "trace", "label", "truth", "build", "render", "develop"]
    assert all(seconds >= 0 for seconds in frame.seconds.values())


def test_bundles_are_known_by_what_they_make() -> None:
    same, other = (
        open_bundle("quick", {"image.width_px": width, "image.height_px": 64}) for width in (96, 128)
    )
    assert same.key == kit.bundle().key
    assert other.key != same.key


def test_overrides_are_checked_like_the_recipe() -> None:
    with pytest.raises(ValueError, match="width_px"):
        open_bundle("quick", {"image.width_px": 1})


def test_a_frame_that_cannot_be_names_the_recipe_the_frame_and_the_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import generator.frame
    from scenes.errors import SceneError

    def impossible(*_: object) -> None:
        raise SceneError("fixture.shelves", "12 shelves leave 0.02 m each", "use fewer")

    monkeypatch.setattr(generator.frame, "sample_scene", impossible)
    with pytest.raises(
        RecipeError, match=r"quick\.yaml:\d+:\d+: fixture\.shelves: frame 3: 12 shelves .*; use fewer"
    ):
        generator.frame.sample(kit.bundle(), 3)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="cycles, draft"):
        open_renderer("unreal")


def test_importing_the_generator_loads_neither_numpy_nor_anything_heavier() -> None:
    rooms = "generator, generator.render, generator.dataset, generator.cli"
    code = f"import sys, {rooms}; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_a_draft_renderer_drew_before_changes_no_pixel_of_a_frame() -> None:
    """Textures lie elsewhere in the atlas of a renderer that has seen other frames."""
    bundle = open_bundle("mixed_grocery", {"image.width_px": 320, "image.height_px": 240})
    run = FrameMaker(bundle, open_renderer("draft"))
    for index in (4, 0, 1):
        run.make(index)
    alone = FrameMaker(bundle, open_renderer("draft")).make(2)
    assert (run.make(2).image == alone.image).all()
