"""``gondola fetch``: a dataset from a URL onto this machine's disk."""

from pathlib import Path

from generator.cli.failures import UsageError


def fetch_dataset(url: str, out: Path) -> None:
    from generator.cli.progress import open_progress
    from generator.dataset.fetch import fetch
    from generator.dataset.place import is_url
    from generator.dataset.signals import StopSignals

    if not is_url(url):
        raise UsageError(f"{url} is on this machine already; fetch takes a URL such as s3://bucket/run.")
    progress = open_progress()
    with StopSignals(progress.stopping) as signals, progress:
        fetched = fetch(url, out, progress, signals.check)
    print(f"{out}: {fetched.files} files brought ({fetched.bytes / 1e6:.1f} MB), {fetched.there} were there")
