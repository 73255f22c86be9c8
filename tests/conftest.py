"""What all tests share: the same examples in every run, unless GONDOLA_EXAMPLES=explore asks for new ones."""

import os
from importlib.util import find_spec
from typing import Any

from hypothesis import settings

os.environ["GONDOLA_CACHE"] = "off"  # every picture of a test is painted by the code under test

settings.register_profile("same", derandomize=True, deadline=None, print_blob=False)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("GONDOLA_EXAMPLES", "same"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was left out, which is not an error: PyTorch is several GB."""
    if find_spec("torch") is None:
        terminalreporter.write_line("tests/torch_extra needs PyTorch and was not collected: make test-train")
