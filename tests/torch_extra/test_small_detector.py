"""The small detector: what it is taught is what it says, and it learns."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from generator.train.checkpoints import CheckpointError, load
from generator.train.curriculum import Curriculum
from generator.train.finding import Finding, find
from generator.train.judging import as_categories, category_ids, coco_results
from generator.train.loading import Trained, open_model
from generator.train.models import DetectorError, build
from generator.train.network import STRIDE, Found, decode, suppressed
from generator.train.photos import PhotoError
from generator.train.pool import Picture, Shuffled
from generator.train.targets import aims_of, loss_of
from generator.train.trainer import LOG, MODEL, CropRules, Plan, Trainer
from recipes.model import Recipe

BOXES = np.array([[8, 10, 40, 50], [50, 12, 90, 60], [20, 60, 30, 90]], np.float32)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def perfect() -> torch.Tensor:
    """What the network would say of BOXES if it said what it is taught: (1, 6, 24, 32)."""
    aims = aims_of([BOXES], [np.zeros(3, np.int64)], 1, (128, 96))
    out = torch.full((1, 6, 24, 32), 6.0)
    out[:, :1] = torch.where(aims.heat == 1, 9.0, -9.0)
    _, row, column = aims.where.unbind(1)
    x, y = (column + 0.5) * STRIDE, (row + 0.5) * STRIDE
    x0, y0, x1, y1 = aims.boxes_xyxy.unbind(1)
    out[0, 2:, row, column] = (torch.stack([x - x0, y - y0, x1 - x, y1 - y]) / STRIDE).clamp_min(0.02).log()
    return out


def test_what_it_is_taught_is_read_back_as_the_same_boxes() -> None:
    found = suppressed(decode(perfect()[0], 1))
    sure = found.boxes_xyxy[found.scores > 0.5].numpy()
    assert np.array(sorted(sure.tolist())) == pytest.approx(np.array(sorted(BOXES.tolist())), abs=0.05)


def test_the_loss_is_next_to_nothing_when_it_is_right_and_grows_with_every_error() -> None:
    aims = aims_of([BOXES], [np.zeros(3, np.int64)], 1, (128, 96))
    right, each = loss_of(perfect(), aims, 1)
    assert right < 0.01
    assert each.shape == (3,)
    wider = perfect()
    wider[:, 2:] += 0.3
    missed = perfect()
    row, column = aims.peaks[1, 2:].tolist()
    missed[0, 0, row, column] = -9
    assert loss_of(wider, aims, 1)[0] > right + 0.1
    lost, of_boxes = loss_of(missed, aims, 1)
    assert lost > right + 1
    assert of_boxes.argmax() == 1


def test_weights_of_the_cells_of_a_box_sum_up_to_one() -> None:
    aims = aims_of([BOXES, BOXES[:0]], [np.zeros(3, np.int64), np.zeros(0, np.int64)], 2, (128, 96))
    sums = torch.zeros(3).index_add_(0, aims.owner, aims.weights)
    assert sums.tolist() == pytest.approx([1, 1, 1])
    assert aims.heat[1].max() == 0


def test_tiny_boxes_side_by_side_each_keep_a_cell() -> None:
    row = np.array([[8 * k, 20, 8 * k + 7, 40] for k in range(12)], np.float32)
    aims = aims_of([row], [np.zeros(12, np.int64)], 1, (128, 96))
    assert sorted(set(aims.owner.tolist())) == list(range(12))


def toy(step: int) -> Shuffled:  # noqa: ARG001 - datasets are there from the first step on
    def read(k: int) -> Picture:
        rng = np.random.default_rng(k)
        image = np.full((96, 128, 3), 60, np.uint8)
        boxes = []
        for column in range(3):
            x, y = 6 + 40 * column + int(rng.integers(6)), int(rng.integers(8, 40))
            w, h = int(rng.integers(18, 32)), int(rng.integers(18, 48))
            image[y : y + h, x : x + w] = rng.integers(120, 255, 3)
            boxes.append((x, y, x + w, y + h))
        return Picture(k, image, np.array(boxes, np.float32), np.zeros(3, np.int64))

    return Shuffled(12, read, 0)


def plan(steps: int, **more: object) -> Plan:
    rules = CropRules((128, 96), sizes_px=(24, 32), zoom=1.2)
    return Plan(model="centre-small", steps=steps, batch_size=4, rules=rules, warm_up=5, **more)  # type: ignore[arg-type]


def lines(folder: Path) -> list[str]:
    """Every step's loss as it was logged, to the last digit."""
    import json

    logged = [json.loads(line) for line in (folder / LOG).read_text().splitlines()]
    return [repr((one["step"], one["loss"], one["rate"])) for one in logged if "loss" in one]


def test_it_learns_rectangles_in_a_minute(tmp_path: Path) -> None:
    trainer = Trainer(tmp_path / "run", plan(60), toy)
    trainer.run([], lambda: False)
    found = find(open_model(tmp_path / "run" / MODEL).detector, toy(0)._read(3).image, Finding(128))
    truth = toy(0)._read(3).boxes_xyxy
    best = found.boxes_xyxy[:3].numpy()
    apart = np.abs(best[:, None] - truth[None]).max(2).min(1)
    assert apart.max() < 8
    assert found.scores[:3].min() > 2 * found.scores[3:].max() if len(found.scores) > 3 else True


@pytest.mark.parametrize("with_lesson", [False, True])
def test_a_run_that_is_killed_goes_on_as_if_it_had_not_been(tmp_path: Path, with_lesson: bool) -> None:
    """Killed: steps after the checkpoint are lost, with their lines in the log half written."""

    def trainer(folder: Path) -> Trainer:
        lesson = None
        if with_lesson:
            recipe = Recipe.model_validate({"camera": {"azimuth_deg": {"uniform": [-30, 30]}}})
            lesson = Curriculum.of(recipe, 3.0, 100)
        return Trainer(folder, plan(9), toy, lesson=lesson)

    whole = trainer(tmp_path / "whole")
    whole.run([], lambda: False)
    first = trainer(tmp_path / "killed")
    first.run([], lambda: first.step == 4)
    kept = (tmp_path / "killed" / "checkpoint.pt").read_bytes()
    first.run([], lambda: first.step == 7)
    (tmp_path / "killed" / "checkpoint.pt").write_bytes(kept)
    with (tmp_path / "killed" / LOG).open("a") as log:
        log.write('{"step": 7, "lo')
    again = trainer(tmp_path / "killed")
    assert again.step == 4
    again.run([], lambda: False)
    assert lines(tmp_path / "killed") == lines(tmp_path / "whole")
    a, b = load(tmp_path / "whole" / MODEL)["weights"], load(tmp_path / "killed" / MODEL)["weights"]
    assert all(torch.equal(a[name], b[name]) for name in a)
    if with_lesson:
        assert whole.lesson is not None
        assert again.lesson is not None
        assert whole.lesson.state() == again.lesson.state()
        assert whole.lesson.counts


def test_another_run_in_the_same_folder_and_damaged_checkpoints_are_refused(tmp_path: Path) -> None:
    Trainer(tmp_path, plan(1), toy).run([], lambda: False)
    with pytest.raises(CheckpointError, match="seed was 0, now 1"):
        Trainer(tmp_path, plan(1, seed=1), toy)
    path = tmp_path / "checkpoint.pt"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(CheckpointError, match=r"checkpoint\.pt is damaged .*delete it"):
        Trainer(tmp_path, plan(1), toy)
    with pytest.raises(CheckpointError, match="no file"):
        open_model(tmp_path / "none.pt")
    (tmp_path / "text.pt").write_text("hello")
    with pytest.raises(CheckpointError, match="damaged or no checkpoint"):
        open_model(tmp_path / "text.pt")
    with pytest.raises(CheckpointError, match=r"is a folder.*model\.pt"):
        open_model(tmp_path)
    (tmp_path / "text.pt").write_text("")
    with pytest.raises(CheckpointError, match="is empty"):
        open_model(tmp_path / "text.pt")
    with pytest.raises(DetectorError, match="--model center: no such model"):
        build("center", 1)


def test_weights_of_another_model_are_refused_and_its_own_are_taken(tmp_path: Path) -> None:
    Trainer(tmp_path / "one", plan(1), toy).run([], lambda: False)
    more = Trainer(tmp_path / "two", plan(1), toy, start_from=tmp_path / "one" / MODEL)
    kept = load(tmp_path / "one" / MODEL)["weights"]
    own = more.detector.module.state_dict()
    assert all(torch.equal(own[name].half(), kept[name]) for name in kept if kept[name].dtype == torch.half)
    other = Plan(model="centre", steps=1, rules=CropRules((128, 96)))
    with pytest.raises(CheckpointError, match="centre-small with 1 classes; this run is centre with 1"):
        Trainer(tmp_path / "three", other, toy, start_from=tmp_path / "one" / MODEL)


def test_weights_that_others_wrote_are_taken_where_they_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As torchvision's are: names and tensors alone, with a head for other classes."""
    theirs = build("centre-small", 7).module.state_dict()
    torch.save(theirs, tmp_path / "theirs.pth")
    started = Trainer(tmp_path / "run", plan(1), toy, start_from=tmp_path / "theirs.pth")
    own = started.detector.module.state_dict()
    assert all(torch.equal(own[name], theirs[name]) for name in own if own[name].shape == theirs[name].shape)
    assert f"{len(own) - 2} of {len(own)} weights are taken" in capsys.readouterr().err
    torch.save({"model": {"conv.weight": torch.zeros(3)}}, tmp_path / "other.pth")
    with pytest.raises(CheckpointError, match=r"0 of the \d+ weights of --model centre-small"):
        Trainer(tmp_path / "two", plan(1), toy, start_from=tmp_path / "other.pth")


def test_a_test_on_photos_that_fails_costs_no_training(tmp_path: Path) -> None:
    class Failing:
        def step(self, step: int, facts: dict[str, float], last: bool) -> None:  # noqa: ARG002
            if step == 2:
                raise PhotoError("x.jpg cannot be read")

    with pytest.raises(PhotoError):
        Trainer(tmp_path, plan(2), toy).run([Failing()], lambda: False)
    assert Trainer(tmp_path, plan(2), toy).over
    assert open_model(tmp_path / MODEL).class_names == ("product",)


def test_classes_are_the_categories_of_their_names_and_one_thing_is_found_once() -> None:
    assert category_ids(("jar", "tin"), {4: "box", 9: "jar"}) == [9, 4]
    assert category_ids(("jar", "tin"), {3: "object"}) == [3, 3]
    box = torch.tensor([[10.0, 10, 40, 50], [11, 10, 40, 50], [60, 10, 90, 50]])
    found = Found(box, torch.tensor([0.9, 0.8, 0.7]), torch.tensor([0, 1, 1]))
    assert coco_results(5, as_categories(found, [3, 3])) == [
        {"image_id": 5, "category_id": 3, "bbox": [10, 10, 30, 40], "score": 0.9},
        {"image_id": 5, "category_id": 3, "bbox": [60, 10, 30, 40], "score": 0.7},
    ]
    assert len(as_categories(found, [9, 4]).scores) == 3


def test_bfloat16_trains_too(tmp_path: Path) -> None:
    trainer = Trainer(tmp_path, plan(3, precision="bf16"), toy)
    trainer.run([], lambda: False)
    assert len(lines(tmp_path)) == 3
    assert all(value.isfinite().all() for value in load(tmp_path / MODEL)["weights"].values())


def test_onnx_runtime_finds_what_torch_finds(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="part of the extra train")
    from generator.train.onnx_file import export

    torch.manual_seed(1)
    detector = build("centre-small", 2)
    detector.module.eval()
    compared = export(Trained(detector, ("a", "b")), tmp_path / "m.onnx", (128, 96))
    assert compared.score < 1e-4
    assert compared.box_px < 1e-2
    assert (tmp_path / "m.onnx").stat().st_size > 1e6


class Blobs:
    """A detector that sees white rectangles of 30 to 70 pixels and nothing else."""

    module = torch.nn.Identity()

    def detect(self, images: torch.Tensor) -> list[Found]:
        white = (images[0].mean(0) > 0.7).numpy().astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(white)
        boxes = [(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:] if 20 < (w * h) ** 0.5 < 110]
        found = torch.tensor(boxes, dtype=torch.float32).reshape(-1, 4)
        return [Found(found, torch.full((len(found),), 0.9), torch.zeros(len(found), dtype=torch.int64))]


@pytest.mark.parametrize("size", [28, 48, 130, 300])
def test_pictures_are_brought_to_the_size_at_which_things_are_as_large_as_was_learnt(size: int) -> None:
    image = np.zeros((size * 6, size * 8, 3), np.uint8)
    for column in range(4):
        x = size // 2 + column * size * 2
        image[size : 2 * size, x : x + size] = 255
    found = find(Blobs(), image, Finding())  # type: ignore[arg-type]
    assert len(found.scores) == 4
    sides = (found.boxes_xyxy[:, 2:] - found.boxes_xyxy[:, :2]).numpy()
    assert np.abs(sides - size).max() < 0.12 * size
