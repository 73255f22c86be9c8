"""What stands beside the labels in a dataset: truth, maps and second view, with the frame or not at all."""

from pathlib import Path

import numpy as np
import pytest

from generator.bundle import Bundle, open_bundle
from generator.dataset.errors import FolderRefusedError
from generator.dataset.manifest import identity_of
from generator.dataset.reader import Dataset
from generator.dataset.record import read_record
from generator.dataset.writer import DatasetWriter
from generator.frame import Frame, FrameMaker
from generator.render import open_renderer

SMALL = {"image.width_px": 96, "image.height_px": 64, "image.format": "png"}
BESIDE = {"truth/000002.json", "truth/000002.flow.exr", "truth/000002.second.png"}
MAPS = {"labels/000002.segments.png", "labels/000002.normals.png"}


def written(folder: Path, **settings: object) -> tuple[Bundle, Frame]:
    """A dataset with frame 2 of a recipe with these settings of ``labels``."""
    bundle = open_bundle("quick", SMALL | {f"labels.{name}": value for name, value in settings.items()})
    frame = FrameMaker(bundle, open_renderer("stub")).make(2)
    with DatasetWriter(folder, bundle, identity_of(bundle, "stub", "CPU")) as writer:
        writer.write(frame)
    return bundle, frame


def test_all_that_a_recipe_asks_for_is_stored_and_vouched_for(tmp_path: Path) -> None:
    bundle, frame = written(tmp_path / "set", normals=True, second_view="motion", baseline_m=0.1)
    header = read_record(tmp_path / "set" / "labels" / "000002.json")[0]
    assert set(header.files) >= BESIDE | MAPS
    dataset = Dataset(tmp_path / "set")
    truth = dataset.truth(2)
    assert truth == frame.truth
    assert truth.second_view is not None
    assert truth.second_view.kind == "motion"
    np.testing.assert_array_equal(dataset.segment_map(2), frame.maps["segments"])
    np.testing.assert_array_equal(dataset.flow(2), frame.maps["flow"])
    assert np.isfinite(dataset.flow(2)).any()
    assert frame.second is not None
    np.testing.assert_array_equal(dataset.second_image(2), frame.second)
    assert (frame.second != frame.image).any()

    (tmp_path / "set" / "truth" / "000002.flow.exr").unlink()  # a frame that is not whole is made again
    with pytest.raises(FolderRefusedError, match="missing or damaged"):
        Dataset(tmp_path / "set").flow(2)
    with DatasetWriter(tmp_path / "set", bundle, identity_of(bundle, "stub", "CPU")) as writer:
        assert writer.done == set()


def test_what_is_not_asked_for_is_not_there_and_says_how_to_get_it(tmp_path: Path) -> None:
    _, frame = written(tmp_path / "set", truth=False)
    assert frame.truth is None
    header = read_record(tmp_path / "set" / "labels" / "000002.json")[0]
    assert not (BESIDE | MAPS) & set(header.files)
    with pytest.raises(FolderRefusedError, match="truth: true"):
        Dataset(tmp_path / "set").truth(2)


def test_a_damaged_truth_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "set")
    path = tmp_path / "set" / "truth" / "000002.json"
    for damaged in (b"{", b"{}", path.read_bytes().replace(b'"products"', b'"goods"')):
        path.write_bytes(damaged)
        with pytest.raises(FolderRefusedError, match=r"000002\.json cannot be read"):
            Dataset(tmp_path / "set").truth(2)
