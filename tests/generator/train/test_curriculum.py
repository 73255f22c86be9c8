"""The closed loop without a network: losses in, chances out."""

import json
from typing import Any

import pytest

from generator.bundle import open_bundle
from generator.train.curriculum import CHOICES, Curriculum, mean_by_frame
from recipes.keys import recipe_key
from recipes.model import Recipe
from scenes.draws import FrameDraws
from scenes.sample import sample_scene

TOY = {
    "seed": 5,
    "camera": {"azimuth_deg": {"uniform": [-30, 30]}, "height_m": {"uniform": [1, 2]}},
    "lights": {"ambient": {"choice": [0.1, 0.9]}},
}


def taught(bound: float = 3.0, frames: int = 90) -> Curriculum:
    """Views from the right are hard, the light does not matter."""
    lesson = Curriculum.of(Recipe.model_validate(TOY), bound, 30)
    for frame in range(frames):
        epoch = lesson.epoch_of(frame)
        while len(lesson.epochs) <= epoch:
            lesson.close()
        camera = lesson.recipe_of(epoch).camera
        azimuth = FrameDraws(5, frame).value("camera/azimuth_deg", camera.azimuth_deg)
        lesson.learnt(frame, epoch, 9.0 if azimuth > 10 else 1.0)
    return lesson


def test_what_is_hard_comes_more_often_within_the_bound() -> None:
    lesson = taught()
    last = lesson.epochs[-1]
    assert last["camera.azimuth_deg"][2] > 0.5
    assert last["camera.azimuth_deg"][0] < 0.25
    assert max(last["lights.ambient"]) < 2 * min(last["lights.ambient"])  # chance alone
    narrow = taught(bound=1.1).epochs[-1]["camera.azimuth_deg"]
    assert max(narrow) / min(narrow) <= 1.1**2 + 1e-9


def test_the_weights_are_part_of_the_epochs_recipe_and_follow_from_the_losses_alone() -> None:
    one, other = taught(), taught()
    assert one.epochs == other.epochs
    keys = {recipe_key(one.recipe_of(epoch)) for epoch in range(3)}
    assert len(keys) == 3
    assert "weights" in one.recipe_of(2).model_dump(mode="json")["camera"]["azimuth_deg"]


def test_one_that_is_stored_and_goes_on_is_one_that_never_stopped() -> None:
    whole, first = taught(frames=80), taught(frames=40)
    again = Curriculum.of(Recipe.model_validate(TOY), 3.0, 30)
    again.restore(json.loads(json.dumps(first.state())))
    for frame in range(40, 80):
        epoch = again.epoch_of(frame)
        while len(again.epochs) <= epoch:
            again.close()
        azimuth = FrameDraws(5, frame).value("camera/azimuth_deg", again.recipe_of(epoch).camera.azimuth_deg)
        again.learnt(frame, epoch, 9.0 if azimuth > 10 else 1.0)
    assert again.state() == whole.state()


def test_the_ledger_names_every_cell_with_its_chance_and_loss() -> None:
    lesson = taught(frames=29)
    said = lesson.close()
    assert said["epoch"] == 1
    assert set(said["losses"]["lights.ambient"]) == {"0.1", "0.9"}
    assert said["losses"]["camera.azimuth_deg"]["10..30"] == 9.0
    assert sum(said["chances"]["camera.azimuth_deg"].values()) == pytest.approx(1, abs=1e-4)


def test_a_recipe_that_draws_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"camera\.distance_m"):
        Curriculum.of(Recipe(), 3.0, 30)


def test_every_choice_is_drawn_at_its_own_path_once_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else losses would be told of cells that the frames never drew."""
    bundle = open_bundle("quick")
    fields: dict[str, Any] = bundle.recipe.model_dump(mode="json")
    ends: dict[str, list[Any]] = {"camera.preset": ["compact", "webcam"], "camera.portrait": [True, False]}
    for path in (path for paths in CHOICES.values() for path in paths):
        *sections, name = path.split(".")
        inner = fields
        for section in sections:
            inner = inner[section]
        inner[name] = {"choice": ends.get(path, [inner[name], inner[name]])}
    fields["camera"]["framing"] = "distance"
    fields["lights"]["daylight_lux"] = {"choice": [500, 600]}
    recipe = Recipe.model_validate(fields)
    drawn: list[str] = []
    value, happens = FrameDraws.value, FrameDraws.happens

    def noted(self: FrameDraws, path: str, what: Any) -> Any:
        drawn.append(self.within + path)
        return value(self, path, what)

    monkeypatch.setattr(FrameDraws, "value", noted)
    monkeypatch.setattr(FrameDraws, "happens", happens)
    sample_scene(recipe, bundle.catalog, 0)
    expected = [path.replace(".", "/") for paths in CHOICES.values() for path in paths]
    assert [path for path in expected if path not in drawn] == []


def test_losses_of_boxes_are_means_of_frames() -> None:
    assert mean_by_frame([4, 7, 4, 9], [2, 1, 1, 0], [1.0, 2.0, 5.0, 3.0]) == {4: 2.0, 7: 5.0}
