"""``gondola status`` and ``gondola timeline``: a run seen from another terminal, or afterwards."""

import json
import os
import time
from pathlib import Path
from typing import Any

from generator.cli.failures import UsageError
from generator.cli.progress import duration
from generator.dataset.place import LocalPlace, Place, place_of

STALE_S = 15.0


def read_status(place: Place) -> dict[str, Any]:
    """What the run last said of itself.

    Raises:
        UsageError: when no farm has worked in this folder.
    """
    from generator.farm.journal import STATUS

    path = f"{place}/{STATUS}"
    try:
        content = json.loads(place.read(STATUS))
    except FileNotFoundError:
        raise UsageError(
            f"{place} holds nothing about a run with workers. "
            "`gondola render ... --workers N --out DIR` keeps a journal there."
        ) from None
    except ValueError:
        raise UsageError(f"{path} is damaged.") from None
    if not isinstance(content, dict) or "phase" not in content:
        raise UsageError(f"{path} is damaged.")
    return content


def status_lines(status: dict[str, Any], now_s: float) -> list[str]:
    """The status for people."""
    phase = status["phase"]
    quiet_s = now_s - float(status["updated"])
    if phase in ("running", "stopping") and quiet_s > STALE_S and not _alive(status):
        phase = "ended without a word (killed?); the same command goes on where it stopped"
    left = status.get("left_s")
    lines = [
        f"{status.get('recipe', '?')} ({status.get('engine', '?')}): {phase}",
        f"{status['finished']}/{status['frames']} frames, {status['frames_per_s']:.2f} frames/s"
        + (f", {duration(left)} left" if left and phase == "running" else ""),
        f"{status['worker_hours']:.2f} worker hours, cost {status['cost']:.2f}, "
        f"{status['workers_lost']} workers lost, {len(status['quarantined'])} frames left out; "
        f"said {duration(max(quiet_s, 0))} ago",
    ]
    if phase in ("running", "stopping"):
        lines += [_worker(worker, now_s) for worker in status["workers"]]
    if status["quarantined"]:
        lines.append(f"left out: {', '.join(map(str, status['quarantined'][:20]))} (run/quarantine.jsonl)")
    return lines


def _worker(worker: dict[str, Any], now_s: float) -> str:
    at = f"frame {worker['frames'][0]}" if worker["frames"] else worker["doing"]
    since = duration(max(now_s - worker["since_s"], 0))
    return f"  {worker['name']:<6} {worker['host']:<16} {at} for {since}; {worker['made']} made"


def _alive(status: dict[str, Any]) -> bool:
    """Whether the driver still runs, as far as this machine can tell."""
    if status.get("host") != os.uname().nodename:
        return True
    try:
        os.kill(int(status["pid"]), 0)
    except PermissionError:
        return True
    except (OSError, KeyError, ValueError):
        return False
    return True


def print_status(dataset: str, as_json: bool) -> None:
    """Say how the run in that folder or at that URL stands."""
    status = read_status(place_of(dataset))
    print(json.dumps(status, indent=1) if as_json else "\n".join(status_lines(status, time.time())))


def draw_timeline(dataset: str, out: Path | None) -> None:
    """Write the picture of the dataset's last run: to ``out``, or into the folder."""
    from generator.dataset.atomic import write_atomic
    from generator.farm.journal import read_events
    from generator.farm.timeline import last_run, svg

    place = place_of(dataset)
    if out is None and not isinstance(place, LocalPlace):
        raise UsageError(f"{dataset} is not on this machine: say where to write the picture with --out FILE.")
    timeline = last_run(read_events(place))
    if not timeline.lanes:
        raise UsageError(f"{place} has no journal of a run with workers (run/events.jsonl).")
    out = out or Path(str(place)) / "run" / "timeline.svg"
    write_atomic(out, svg(timeline).encode())
    print(f"{out} ({len(timeline.lanes)} workers, {timeline.idle_share:.1%} idle)")


def unpack_dataset(folder: Path, out: Path) -> None:
    """Write a packed dataset as files."""
    from generator.cli.progress import open_progress
    from generator.dataset.signals import StopSignals
    from generator.dataset.unpack import unpack

    progress = open_progress()
    with StopSignals(progress.stopping) as signals, progress:
        counts = unpack(folder, out, progress, signals.check)
    print(f"{out}: {counts['frames']} frames, {counts['annotations']} annotations")
