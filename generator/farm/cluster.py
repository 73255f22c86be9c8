"""An existing Ray cluster, or a local one that is started for the run and ends with it."""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from generator.farm.errors import ClusterError

ANSWERS = (
    "Its port answers. If it wants a token, set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN to its own; "
    "else see that Ray and Python are of the same version there."
)
CONNECT_S = 5.0
STARTS = 3
STORE_BYTES = 256 * 1024**2  # of the local cluster's object store, and as much again ...
STORE_BYTES_PER_WORKER = 48 * 1024**2  # ... for the frames of every worker


@contextmanager
def local_cluster(workers: int, cores: int, gpus: float) -> Iterator[Any]:
    """Ray on this machine, with so many processor cores to give to its workers. Gives the ``ray`` module.

    Raises:
        ClusterError: when it does not start, or has not the GPUs that are asked for.
    """
    # Usage statistics would be sent to Ray's makers: the network is only for what was asked for.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Ray would hold its workers back behind everything else on the machine.
    os.environ.setdefault("RAY_worker_niceness", "0")
    import ray

    def start() -> None:
        ray.init(
            address="local",
            num_cpus=cores,
            object_store_memory=STORE_BYTES + workers * STORE_BYTES_PER_WORKER,
            num_gpus=None if gpus else 0,  # None: as many as there are
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )

    try:
        patiently(start, ray.shutdown)
    except Exception as error:
        raise ClusterError(f"Ray did not start on this machine: {_short(error)}") from error
    try:
        _need_gpus(ray, gpus, "this machine")
        yield ray
    finally:
        ray.shutdown()


def patiently[T](start: Callable[[], T], clean_up: Callable[[], object]) -> T:
    """Try again: Ray gives its own processes half a minute, too little on a machine with much else to do."""
    for left in range(STARTS - 1, -1, -1):
        try:
            return start()
        except Exception:
            clean_up()
            if not left:
                raise
    raise AssertionError("unreachable")


@contextmanager
def existing_cluster(address: str, gpus: float) -> Iterator[Any]:
    """Connect to a cluster: "auto" for the one this machine belongs to, "host:port", or "ray://host:port".

    Raises:
        ClusterError: when nobody answers, the token is wrong, or GPUs are asked for that it has not.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    _answers(address)
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except ray.exceptions.AuthenticationError as error:
        raise ClusterError(
            f"The cluster at {address} refuses this token: {_short(error)}\n"
            "Set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN to the cluster's own."
        ) from error
    except Exception as error:
        remedy = "Start one with `ray start --head`, or leave out --ray." if address == "auto" else ANSWERS
        raise ClusterError(f"Cannot join the Ray cluster at {address}: {_short(error)}\n{remedy}") from error
    try:
        _need_gpus(ray, gpus, f"the cluster at {address}")
        yield ray
    finally:
        ray.shutdown()


def _answers(address: str) -> None:
    """Ask the port first: Ray itself would try for minutes."""
    if address == "auto":
        return
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit() or not 0 < int(port) < 65536:
        raise ClusterError(
            f'--ray {address}: expected "auto", HOST:PORT such as 10.0.0.5:6379, or ray://HOST:PORT.'
        )
    try:
        socket.create_connection((host, int(port)), timeout=CONNECT_S).close()
    except OSError as error:
        raise ClusterError(
            f"Nobody answers at {address} ({error.strerror or error}).\n"
            "Is the cluster up (`ray status` on its head), and may this machine reach that port?"
        ) from error


def _need_gpus(ray: Any, gpus: float, where: str) -> None:
    there = ray.cluster_resources().get("GPU", 0)
    if gpus > there:
        raise ClusterError(
            f"Each worker is to have {gpus:g} of a GPU, and {where} has {there:g}.\n"
            "Leave out --gpus-per-worker to render on processors, or add a node with a GPU."
        )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:500]
