"""``gondola relabel``, ``export``, ``split`` and ``stats``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.failures import UsageError
from generator.cli.opening import one_of
from generator.cli.progress import open_progress
from generator.dataset.signals import Interrupted

if TYPE_CHECKING:
    from scenes.scene import LabelSettings

UNSEEN_BY = ("annotations", "frames")


def relabel_dataset(folder: Path, policy: str, out: Path | None) -> None:
    chosen = open_policy(policy)
    from generator.dataset.relabel import relabel
    from generator.dataset.signals import StopSignals
    from generator.dataset.troubles import disk_errors

    progress = open_progress()
    with _all_or_nothing(), StopSignals(progress.stopping) as signals, progress, disk_errors(out or folder):
        counts = relabel(folder, chosen, out, progress, signals.check)
    print(
        f"{out or folder}: {counts['annotations']} annotations of {counts['frames']} frames ({chosen.name})"
    )


def export_dataset(folder: Path, name: str, out: Path | None, policy: str | None, ignore_rest: bool) -> None:
    from generator.dataset.export import check_format, export

    check_format(name)
    if ignore_rest and name not in ("coco", "fiftyone"):
        raise UsageError("--ignore-rest: only coco and fiftyone know areas to ignore. Leave it out.")
    chosen = open_policy(policy) if policy else None
    from generator.dataset.signals import StopSignals
    from generator.dataset.troubles import disk_errors

    place = out or folder.absolute().with_name(f"{folder.absolute().name}-{name}")
    progress = open_progress()
    with _all_or_nothing(), StopSignals(progress.stopping) as signals, progress, disk_errors(place):
        made = export(folder, name, place, chosen, progress, signals.check, ignore_rest)
    for note in made.notes:
        print(f"Note: {note}", file=sys.stderr)
    parts = ", ".join(f"{part} {frames}" for part, frames in made.parts.items())
    print(f"{place}: {made.annotations} annotations of {made.frames} frames ({parts})")


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Who is stopped in here leaves nothing behind to go on with, and says so."""
    try:
        yield
    except (Interrupted, KeyboardInterrupt) as error:
        error.what_now = "Stopped; nothing was changed."  # type: ignore[union-attr]
        raise


def split_dataset(
    folder: Path, shares: tuple[float, float, float], unseen: float, by: str, seed: int
) -> None:
    from generator.dataset.reader import Dataset
    from generator.dataset.splits import PARTS, split, write_splits

    mode: str = one_of("--by", by, UNSEEN_BY)
    if abs(sum(shares) - 1) > 1e-6:
        named = " + ".join(f"{share:g}" for share in shares)
        raise UsageError(f"--train, --val and --test must add up to 1; {named} is {sum(shares):g}.")
    if by == "frames" and not unseen:
        raise UsageError("--by frames: say which share of the SKUs to hold out with --unseen-skus.")
    dataset = Dataset(folder)
    shown = {k: {a.sku for a in dataset.record(k)[1] if a.sku} for k in dataset.frames}
    splits = split(shown, dataset.articles.values(), shares, unseen, mode, seed)  # type: ignore[arg-type]
    if by == "frames" and shown and not splits.frames("train"):
        raise UsageError(
            f"--by frames: every frame shows one of the {len(splits.unseen)} held-out SKUs, so none is left "
            "for train. Hold out fewer with --unseen-skus, or part them --by annotations."
        )
    write_splits(folder, splits)
    counts = ", ".join(f"{part} {len(splits.frames(part))}" for part in PARTS)
    held = f"; {len(splits.unseen)} SKUs held out by {by}" if splits.unseen else ""
    print(f"{folder}/splits: {counts}{held}")


def print_statistics(folder: Path, as_json: bool) -> None:
    from generator.cli.texts import print_json
    from generator.dataset.balance import statistics_of, told
    from generator.dataset.reader import Dataset

    about = statistics_of(Dataset(folder))
    if as_json:
        print_json(about)
    else:
        print(told(about), end="")


def open_policy(name_or_file: str) -> "LabelSettings":
    from recipes.policy_files import load_policy
    from scenes.scene import LabelSettings

    return LabelSettings(**load_policy(name_or_file))
