"""``gondola stream``: frames to a pipe; ``gondola audit``: a ledger's frames made again."""

import sys
from pathlib import Path
from typing import BinaryIO

from generator.cli.failures import UsageError
from generator.cli.opening import one_of, open_recipe
from generator.cli.streams import keep_stdout_clean
from generator.render import DEVICES, ENGINES

FORMATS = ("webdataset",)


def stream_to_pipe(
    recipe: str,
    out: str,
    frames: range,
    engine: str,
    device: str,
    workers: int,
    size: str | None,
    policy: str | None,
    masks: bool,
    ledger: Path | None,
    stream_format: str,
) -> None:
    """Write frames as they are made; a reader that goes away ends it well."""
    one_of("--format", stream_format, FORMATS)
    one_of("--engine", engine, ENGINES, hidden=("stub",))
    one_of("--device", device, DEVICES)
    if out == "-" and sys.stdout.isatty():
        raise UsageError("A tar is no text for a terminal: send it into a pipe, or name a file.")
    bundle = open_recipe(recipe, size)
    pipe = _open(out)

    from generator.stream import stream
    from generator.stream.pipe import write_tar

    options = {"engine": engine, "device": device, "workers": workers, "policy": policy, "masks": masks}
    with (
        pipe,
        stream(
            bundle,
            batch_size=1,
            start=frames.start,
            frames=len(frames),
            ledger=ledger,
            **options,  # type: ignore[arg-type]
        ) as batches,
    ):
        try:
            written = write_tar(batches, batches.class_names, pipe)
        except BrokenPipeError:
            print("The reader has gone; that is all.", file=sys.stderr)
            return
    print(f"{written} frames streamed", file=sys.stderr)


def _open(out: str) -> BinaryIO:
    """The file, or standard output kept free of everything else."""
    if out != "-":
        return Path(out).open("wb")
    import os

    kept = os.fdopen(os.dup(1), "wb")
    keep_stdout_clean()
    return kept


def audit_ledger(ledger: Path, recipe: str, count: int, size: str | None) -> int:
    """Make some frames of a ledger again and compare; the exit code: 0 when all are the same, 1 otherwise."""
    from generator.stream import stream
    from generator.stream.ledger import LedgerError, read_ledger

    about, entries = read_ledger(ledger)
    bundle = open_recipe(recipe, size)
    if about.get("bundle") != bundle.key:
        raise LedgerError(f"{ledger} was written of another recipe, or by another version of gondola")
    wrong = 0
    chosen = entries[:: max(len(entries) // max(count, 1), 1)][:count]
    for entry in chosen:
        with stream(
            bundle, batch_size=1, start=entry.frame, frames=1, engine=str(about["engine"])
        ) as batches:
            made = next(batches)
        from assets.arrays import digest

        same = digest(made.images[0].tobytes()) == entry.image
        wrong += not same
        print(f"frame {entry.frame}: {'the same' if same else 'NOT the same'}")
    print(f"{len(chosen) - wrong} of {len(chosen)} frames are what the ledger says")
    return 1 if wrong else 0
