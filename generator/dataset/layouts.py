"""Ways to lay a dataset out: a file for everything, or shards."""

from pathlib import Path

from generator.bundle import Bundle
from generator.dataset.manifest import Identity
from generator.dataset.packed_writer import PackedWriter
from generator.dataset.place import Place
from generator.dataset.writer import DatasetWriter

LAYOUTS: dict[str, type[DatasetWriter] | type[PackedWriter]] = {
    "files": DatasetWriter,
    "shards": PackedWriter,
}


def open_writer(
    layout: str, folder: Path | Place, bundle: Bundle, identity: Identity
) -> DatasetWriter | PackedWriter:
    """Open the folder for writing. Raises as the writers do."""
    return LAYOUTS[layout](folder, bundle, identity)
