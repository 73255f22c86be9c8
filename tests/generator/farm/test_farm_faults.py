"""Real processes, really killed; and what the farm says when it is asked for what cannot be."""

from functools import partial
from pathlib import Path

import pytest

from generator.cli.failures import UsageError, exit_code
from generator.cli.farming import FarmOptions, farm_of
from generator.farm.board import Board, Rules
from generator.farm.chaos import Play, rehearse
from generator.farm.cluster import existing_cluster, local_cluster
from generator.farm.driver import Driver, Plan
from generator.farm.errors import ClusterError
from generator.farm.ray_crew import RayCrew, Share
from generator.farm.rehearsal import Rehearsal
from generator.farm.watchers import Quiet


class Never:
    asked = False


def test_killed_workers_nodes_and_drivers_change_no_byte_of_the_dataset(tmp_path: Path) -> None:
    play = Play("quick", frames=30, engine="stub", size="96x64", nodes=2, kills=5, pause_s=2.0, seed=3)
    told = rehearse(play, tmp_path)
    assert sum(told["kills"].values()) == 5
    assert told["files_that_differ"] == 0


def test_frames_that_raise_or_crash_are_left_out_with_their_reasons_and_all_others_arrive() -> None:
    board, stored = Board(iter(range(12)), rules=Rules(tries=2, deaths=2)), []
    with local_cluster(2, 2, 0):
        crew = RayCrew(
            partial(
                Rehearsal, seconds=0.01, size_bytes=300_000, raises=frozenset({3}), crashes=frozenset({5})
            ),
            {},
            Share(1.0),
        )
        driver = Driver(board, crew, lambda made: stored.append(made.frame), Plan(2), Quiet())
        driver.run(Never())
    assert sorted(stored) == [frame for frame in range(12) if frame not in (3, 5)]
    assert "frame 3 is not for us" in board.quarantined[3].reasons[0]
    assert len(board.quarantined[5].reasons) == 2


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
