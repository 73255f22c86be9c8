"""Tests that need PyTorch: several GB, so they are a target of their own, `make test-train`.

Where it is missing they are not collected, and the last line of a run says so; with GONDOLA_NEEDS_TORCH=1, as
the target has it, that is an error.
"""

import os
from importlib.util import find_spec

import pytest

THERE = find_spec("torch") is not None and find_spec("torchvision") is not None
collect_ignore_glob = [] if THERE else ["test_*.py"]


def pytest_configure(config: pytest.Config) -> None:  # noqa: ARG001
    if not THERE and os.environ.get("GONDOLA_NEEDS_TORCH"):
        pytest.exit("PyTorch is missing: pip install 'gondola[train]'", returncode=1)
