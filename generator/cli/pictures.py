"""Commands that look: ``preview``, ``sheet`` and ``inspect``."""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.failures import UsageError
from generator.cli.opening import SIDE_PX, size_overrides
from generator.cli.progress import open_progress

if TYPE_CHECKING:
    from generator.bundle import Bundle
    from recipes.model import Image

PREVIEW_LONGEST_PX = 320
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def preview_recipe(recipe: str, frames: range, out: Path, size: str | None) -> None:
    """Draft frames on one sheet, each at most :data:`PREVIEW_LONGEST_PX` long unless a size was asked for."""
    suffix = picture_suffix(out)
    bundle = preview_bundle(recipe, size)
    from assets.art.paint import keep_artwork_in
    from generator.artwork_store import store_of_user
    from generator.cli.cells import draft_tiles
    from generator.contact_sheet import encode_sheet, sheet_of_tiles
    from generator.dataset.atomic import write_atomic

    keep_artwork_in(store_of_user())
    with open_progress() as progress:
        progress.started(len(frames), 0)
        tiles = []
        for tile in draft_tiles(bundle, frames, PREVIEW_LONGEST_PX):
            tiles.append(tile)
            progress.frame_done(tile.frame_index, tile.objects)
    write_atomic(out, encode_sheet(sheet_of_tiles(tiles), suffix))
    print(f"{out} ({len(tiles)} frames)")


def preview_bundle(recipe: str, size: str | None) -> "Bundle":
    """The recipe with pictures of this size, else its own scaled down, and only labels that a sheet shows."""
    from generator.bundle import bundle_of, recipe_file, with_overrides
    from recipes import load_recipe

    source, loaded = recipe_file(recipe), load_recipe(recipe)
    overrides = {**size_overrides(size or _preview_size(loaded.image)), "labels.truth": False}
    return bundle_of(with_overrides(loaded, overrides), source, source.read_text("utf-8"))


def _preview_size(image: "Image") -> str:
    scale = min(1.0, PREVIEW_LONGEST_PX / max(image.width_px, image.height_px))
    return "x".join(str(max(SIDE_PX[0], round(side * scale))) for side in (image.width_px, image.height_px))


def sheet_of_dataset(folder: Path, frames: int, out: Path) -> None:
    """Frames of a dataset, spread evenly over it, on one sheet."""
    from generator.dataset.reader import Dataset

    dataset = Dataset(folder)
    suffix = picture_suffix(out)
    from generator.contact_sheet import Cell, contact_sheet, encode_sheet
    from generator.dataset.atomic import write_atomic

    def cell(index: int) -> Cell:
        _, annotations = dataset.annotations(index)
        boxes = tuple((a.instance_id, a.box_xywh) for a in annotations)
        return Cell(index, dataset.image(index), dataset.instance_map(index), boxes)

    cells = [cell(index) for index in dataset.spread(frames)]
    if not cells:
        raise UsageError(f"{folder} has no finished frame yet.")
    write_atomic(out, encode_sheet(contact_sheet(cells), suffix))
    print(f"{out} ({len(cells)} of {len(dataset.frames)} frames)")


def inspect_dataset(folder: Path, out: Path, pictures: int) -> None:
    """Write the HTML page, whole or not at all."""
    from generator.dataset.reader import Dataset

    dataset = Dataset(folder)
    check_can_write(out)
    from generator.dataset.atomic import write_atomic
    from generator.inspect_page import inspect_page

    page = inspect_page(dataset, pictures).encode()
    write_atomic(out, page)
    print(f"{out} ({len(page) / 1e6:.1f} MB, {len(dataset.frames)} frames)")


def picture_suffix(out: Path) -> str:
    """The suffix of a picture that can be written there."""
    check_can_write(out)
    if out.suffix.lower() not in PICTURE_SUFFIXES:
        raise UsageError(f"--out {out}: expected a name that ends in one of {', '.join(PICTURE_SUFFIXES)}.")
    return out.suffix.lower()


def check_can_write(out: Path) -> None:
    """Refuse an output file whose folder is not there, in words."""
    if out.is_dir():
        raise UsageError(f"--out {out}: this is a folder; name a file in it.")
    if not out.absolute().parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {out.parent}.")
