"""Real processes, really killed; and what the farm says when it is asked for what cannot be."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.cli.failures import UsageError, exit_code
from generator.cli.farming import FarmOptions, farm_of
from generator.farm.board import Board, Rules
from generator.farm.chaos import Play, Stage, rehearse
from generator.farm.cluster import existing_cluster, local_cluster
from generator.farm.driver import Driver, Plan
from generator.farm.errors import ClusterError
from generator.farm.ray_crew import RayCrew, Share
from generator.farm.rehearsal import Rehearsal
from generator.farm.watchers import Quiet
from generator.farm.worker import Made


class Never:
    asked = False


def test_killed_workers_nodes_and_drivers_change_no_byte_of_the_dataset(tmp_path: Path) -> None:
    play = Play("quick", frames=30, engine="stub", size="96x64", nodes=2, kills=5, pause_s=2.0, seed=3)
    told = rehearse(play, tmp_path)
    assert sum(told["kills"].values()) == 5
    assert told["files_that_differ"] == 0


class Scenes(Quiet):
    """Plays what is to happen when so many frames are there; remembers who made which."""

    def __init__(self, acts: dict[int, Callable[[], None]]) -> None:
        self._acts = acts
        self.makers: list[str] = []
        self.gone_workers: list[str] = []

    def made(self, worker: str, made: Made, stored: bool) -> None:  # noqa: ARG002
        self.makers.append(worker)
        self._acts.pop(len(self.makers), lambda: None)()

    def gone(self, worker: str, reason: str) -> None:  # noqa: ARG002
        self.gone_workers.append(worker)


def test_nodes_that_join_are_used_nodes_that_leave_lose_nothing_and_bad_frames_are_left_out() -> None:
    board, stored = Board(iter(range(120)), rules=Rules(tries=2, deaths=2)), []
    stage = Stage(1)
    scenes = Scenes({10: stage.join, 60: lambda: stage.leave(0)})
    frames = partial(
        Rehearsal, seconds=0.1, size_bytes=300_000, raises=frozenset({100}), crashes=frozenset({110})
    )
    try:
        with existing_cluster(stage.address, 0):
            crew = RayCrew(frames, {}, Share(1.0))
            driver = Driver(board, crew, lambda made: stored.append(made.frame), Plan(2), scenes)
            driver.run(Never())
    finally:
        stage.close()
    assert sorted(stored) == [frame for frame in range(120) if frame not in (100, 110)]
    assert "frame 100 is not for us" in board.quarantined[100].reasons[0]
    assert len(board.quarantined[110].reasons) == 2
    alone, both = set(scenes.makers[:10]), set(scenes.makers[10:60])
    assert len(alone) == 1
    assert len(both) >= 2, "the node that joined made nothing"
    assert len(scenes.gone_workers) >= 3  # the node's, and one for each try of frame 110


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1"])
def test_a_cluster_that_nobody_answers_for_is_named_at_once(address: str) -> None:
    with pytest.raises(ClusterError, match=rf"Nobody answers at {address}"), existing_cluster(address, 0):
        pass


@pytest.mark.parametrize("address", ["somewhere", "host:port", "host:0", "host:70000", ":"])
def test_an_address_that_is_none_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(ClusterError, match=r"10\.0\.0\.5:6379"), existing_cluster(address, 0):
        pass


def test_more_cores_than_the_machine_has_are_refused_and_more_workers_share() -> None:
    with pytest.raises(UsageError, match="this machine has 2"):
        farm_of(FarmOptions(workers=4, cpus_per_worker=1.0), cores=2)
    assert farm_of(FarmOptions(workers=4), cores=2).cpus == 0.5
    assert farm_of(FarmOptions(workers=3), cores=8).cpus == 2.0


def test_options_of_the_farm_without_workers_are_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"--tries, --json: .* add --workers"):
        FarmOptions(workers=1, tries=9, json=True).refuse()
    FarmOptions(workers=1).refuse()


def test_gpus_where_there_are_none_are_refused_before_anything_is_rendered() -> None:
    with pytest.raises(ClusterError, match="has 0"), local_cluster(1, 1, gpus=64.0):
        pass


def test_clusters_that_cannot_be_joined_are_the_users_to_mend() -> None:
    assert exit_code(ClusterError("no GPU, no token, nobody there")) == 2
