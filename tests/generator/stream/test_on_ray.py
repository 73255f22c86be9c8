"""Streams whose frames are made by a Ray cluster, and Ray Data's own reading of them: on one real cluster."""

import os
import signal
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest
from process_tree import descendants

from generator.bundle import Bundle, open_bundle
from generator.farm.cluster import local_cluster
from generator.stream import stream
from generator.stream.batches import Batch
from generator.stream.ray_data import Wanted, ray_dataset

FRAMES = 10


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return open_bundle("quick", {"image.width_px": 64, "image.height_px": 48})


@pytest.fixture(scope="module")
def alone(bundle: Bundle) -> dict[int, Batch]:
    with stream(bundle, engine="stub", frames=FRAMES, batch_size=1, masks=True) as batches:
        return {int(batch.frames[0]): batch for batch in batches}


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    """A cluster with processors for two workers, and none to spare."""
    with local_cluster(2, 2, 0) as started:
        yield started


def test_a_stream_of_a_cluster_is_that_of_one_process(
    bundle: Bundle, alone: dict[int, Batch], ray: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.stream.sources.local_cluster", lambda *_: nullcontext(ray))
    with stream(bundle, engine="stub", frames=4, batch_size=1, workers=1, ray="local") as batches:
        got = list(batches)
    assert [int(batch.frames[0]) for batch in got] == [0, 1, 2, 3]
    assert all((batch.images == alone[k].images).all() for k, batch in enumerate(got))


@pytest.mark.usefixtures("ray")
def test_ray_data_reads_every_frame_once_though_workers_take_all_processors_and_one_is_killed(
    bundle: Bundle, alone: dict[int, Batch]
) -> None:
    found = ray_dataset(Wanted(bundle, "stub", masks=True), FRAMES - 1, start=1, workers=2)
    rows: dict[int, dict[str, Any]] = {}
    for row in found.iter_rows():
        assert row["frame"] not in rows
        if not rows:
            os.kill(descendants(os.getpid(), b"MapWorker")[0], signal.SIGKILL)
        rows[int(row["frame"])] = row
    assert sorted(rows) == list(range(1, FRAMES))
    for frame, row in rows.items():
        batch = alone[frame]
        assert (row["image"] == batch.images[0]).all()
        assert np.asarray(row["boxes_xyxy"]).reshape(-1, 4) == pytest.approx(batch.boxes_xyxy[0])
        assert (row["labels"] == batch.labels[0]).all()
        assert batch.instance_maps is not None
        assert (row["instance_map"] == batch.instance_maps[0]).all()
        assert (row["ids"] == batch.ids[0]).all()


def test_what_ray_data_needs_is_said_with_the_pip_command(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.stream.ray_data.NEEDED", ("numpy", "pyarrow_that_is_not"))
    with pytest.raises(ImportError, match=r"needs pyarrow_that_is_not.*pip install 'ray\[data\]'"):
        ray_dataset(Wanted(bundle), 1)
    with pytest.raises(ValueError, match="at least 1"):
        ray_dataset(Wanted(bundle), 0)
