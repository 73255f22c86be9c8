"""What a dataset already holds, and whether this run may go on with it."""

from collections.abc import Iterator

from generator.bundle import Bundle
from generator.dataset.atomic import is_leftover
from generator.dataset.errors import FolderRefusedError
from generator.dataset.frame_set import FrameSet
from generator.dataset.layout import (
    DATASET_JSON,
    IMAGE_SUFFIX,
    PER_FRAME_FOLDERS,
    frame_of,
    record_path,
    recorded_frame,
)
from generator.dataset.lock import LOCK_NAME
from generator.dataset.manifest import VIEW_OF, Identity, read_manifest, refuse_other
from generator.dataset.place import Place
from generator.dataset.record import parse_header


def check_folder(place: Place, bundle: Bundle, identity: Identity) -> int:
    """How many frames the collected files speak of; -1 where a new dataset may begin. Touches nothing.

    Raises:
        FolderRefusedError: for a file, a folder with anything else in it, or a dataset of another identity.
    """
    names = place.top()
    if names is None:
        return -1
    if DATASET_JSON in names:
        found = read_manifest(place)
        if VIEW_OF in found:
            raise FolderRefusedError(
                f"{place} is a relabelled view of {found[VIEW_OF]}.\nRender into that, and relabel it again."
            )
        refuse_other(place, found, identity, bundle.recipe.model_dump(mode="json"))
        return int(found.get("frames", 0))
    strangers = sorted(name for name in names if name != LOCK_NAME and not is_leftover(name))
    if strangers:
        shown = ", ".join(strangers[:3]) + (", ..." if len(strangers) > 3 else "")
        raise FolderRefusedError(
            f"{place} is not empty and not a dataset (it holds {shown}).\nChoose another folder with --out."
        )
    return -1


def refuse_layout(place: Place, collected: int, wanted: str) -> None:
    """Raise FolderRefusedError where the dataset is laid out in another way."""
    if collected < 0:
        return
    there = str(read_manifest(place).get("layout", "files"))
    if there != wanted:
        raise FolderRefusedError(
            f"{place} is a dataset of {there}; this run wants {wanted}.\n"
            f"Go on with --layout {there}, or choose another folder with --out."
        )


def finished_frames(place: Place) -> FrameSet:
    """Frames whose record and files are all there; the records of any others are removed."""
    recorded = FrameSet(_recorded(place))
    pictured, mapped = (_pictured(place), _mapped(place)) if place.remote else (recorded, recorded)
    finished = FrameSet()
    for index in recorded:
        # Objects at a URL are never torn, so there it is enough that they are listed.
        if index in pictured and index in mapped if place.remote else _is_whole(place, index):
            finished.add(index)
        else:
            place.remove([record_path(index)])
    return finished


def _recorded(place: Place) -> Iterator[int]:
    return (index for name in place.names("labels") if (index := recorded_frame(name)) is not None)


def _pictured(place: Place) -> FrameSet:
    names = (name for name in place.names("images") if name.rpartition(".")[2] in IMAGE_SUFFIX.values())
    return FrameSet(index for name in names if (index := frame_of(name)) is not None)


def _mapped(place: Place) -> FrameSet:
    names = (name for name in place.names("labels") if name.endswith(".instances.png"))
    return FrameSet(index for name in names if (index := frame_of(name)) is not None)


def remove_orphans(place: Place, finished: FrameSet) -> None:
    """Delete files of frames that never got their record."""
    for folder in PER_FRAME_FOLDERS:
        orphans = [
            f"{folder}/{name}"
            for name in place.names(folder)
            if (index := frame_of(name)) is not None and index not in finished
        ]
        place.remove(orphans)


def _is_whole(place: Place, frame_index: int) -> bool:
    try:
        with place.open(record_path(frame_index)) as file:
            files = parse_header(file.readline()).files
        return all(place.size(path) == about["bytes"] for path, about in files.items())
    except (OSError, ValueError):
        return False
