"""What a folder already holds, and whether this run may go on with it."""

import os
from pathlib import Path

from generator.bundle import Bundle
from generator.dataset.atomic import is_leftover
from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import DATASET_JSON, PER_FRAME_FOLDERS, frame_of, record_path, recorded_frames
from generator.dataset.lock import LOCK_NAME
from generator.dataset.manifest import VIEW_OF, Identity, read_manifest, refuse_other
from generator.dataset.record import read_header


def check_folder(folder: Path, bundle: Bundle, identity: Identity) -> int:
    """How many frames the collected files speak of; -1 where a new dataset may begin. Touches nothing.

    Raises:
        FolderRefusedError: for a file, a folder with anything else in it, or a dataset of another identity.
    """
    if not folder.exists():
        return -1
    if not folder.is_dir():
        raise FolderRefusedError(f"{folder} is a file. Choose another folder with --out.")
    names = {entry.name for entry in os.scandir(folder)}
    if DATASET_JSON in names:
        found = read_manifest(folder)
        if VIEW_OF in found:
            raise FolderRefusedError(
                f"{folder} is a relabelled view of {found[VIEW_OF]}.\nRender into that, and relabel it again."
            )
        refuse_other(folder, found, identity, bundle.recipe.model_dump(mode="json"))
        return int(found.get("frames", 0))
    strangers = sorted(name for name in names if name != LOCK_NAME and not is_leftover(name))
    if strangers:
        shown = ", ".join(strangers[:3]) + (", ..." if len(strangers) > 3 else "")
        raise FolderRefusedError(
            f"{folder} is not empty and not a dataset (it holds {shown}).\nChoose another folder with --out."
        )
    return -1


def refuse_layout(folder: Path, collected: int, wanted: str) -> None:
    """Raise FolderRefusedError where the folder's dataset is laid out in another way."""
    if collected < 0:
        return
    there = str(read_manifest(folder).get("layout", "files"))
    if there != wanted:
        raise FolderRefusedError(
            f"{folder} is a dataset of {there}; this run wants {wanted}.\n"
            f"Go on with --layout {there}, or choose another folder with --out."
        )


def finished_frames(folder: Path) -> set[int]:
    """Frames whose record and files are all there; the records of any others are removed."""
    finished = set()
    for index in recorded_frames(folder):
        if _is_whole(folder, index):
            finished.add(index)
        else:
            (folder / record_path(index)).unlink()
    return finished


def remove_orphans(folder: Path, finished: set[int]) -> None:
    """Delete files of frames that never got their record."""
    for name in PER_FRAME_FOLDERS:
        for entry in list(os.scandir(folder / name)):
            index = frame_of(entry.name)
            if index is not None and index not in finished:
                os.unlink(entry.path)


def _is_whole(folder: Path, frame_index: int) -> bool:
    try:
        files = read_header(folder / record_path(frame_index)).files
        return all((folder / path).stat().st_size == about["bytes"] for path, about in files.items())
    except (OSError, ValueError):
        return False
