"""Commands that look: ``preview``, ``sheet`` and ``inspect``."""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.failures import UsageError

if TYPE_CHECKING:
    pass

PREVIEW_LONGEST_PX = 384


def inspect_dataset(folder: Path, out: Path, pictures: int) -> None:
    """Write the HTML page, whole or not at all."""
    from generator.dataset.atomic import write_atomic
    from generator.dataset.reader import Dataset
    from generator.inspect_page import inspect_page

    dataset = Dataset(folder)
    page = inspect_page(dataset, pictures).encode()
    check_can_write(out)
    write_atomic(out, page)
    print(f"{out} ({len(page) / 1e6:.1f} MB, {len(dataset.frames)} frames)")


def check_can_write(out: Path) -> None:
    """Refuse an output file whose folder is not there, in words."""
    if out.is_dir():
        raise UsageError(f"--out {out}: this is a folder; name a file in it.")
    if not out.absolute().parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {out.parent}.")
