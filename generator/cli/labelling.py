"""``gondola relabel``."""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.progress import open_progress

if TYPE_CHECKING:
    from scenes.scene import LabelSettings


def relabel_dataset(folder: Path, policy: str, out: Path | None) -> None:
    chosen = open_policy(policy)
    from generator.dataset.relabel import relabel
    from generator.dataset.signals import StopSignals
    from generator.dataset.writer import disk_errors

    progress = open_progress()
    with StopSignals(progress.stopping) as signals, progress, disk_errors(out or folder):
        counts = relabel(folder, chosen, out, progress, signals.check)
    print(
        f"{out or folder}: {counts['annotations']} annotations of {counts['frames']} frames ({chosen.name})"
    )


def open_policy(name_or_file: str) -> "LabelSettings":
    from recipes.policy_files import load_policy
    from scenes.scene import LabelSettings

    return LabelSettings(**load_policy(name_or_file))
