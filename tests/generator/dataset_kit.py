"""What the tests of datasets and of the command line share."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.bundle import Bundle, open_bundle
from generator.dataset.manifest import Identity, identity_of
from generator.dataset.writer import DatasetWriter
from generator.frame import Frame, FrameMaker
from generator.render import open_renderer

RECIPE = "quick"
DIFFER_BY_RIGHT = {"dataset.json", "timings.jsonl", ".gondola.lock"}


@cache
def bundle() -> Bundle:
    return open_bundle(RECIPE, {"image.width_px": 96, "image.height_px": 64})


@cache
def _maker() -> FrameMaker:
    return FrameMaker(bundle(), open_renderer("stub"))


@cache
def frame(index: int) -> Frame:
    """A finished frame, made once: these tests are about what happens to it then."""
    return _maker().make(index)


def identity(**changes: str) -> Identity:
    whole = identity_of(bundle(), "stub", "CPU")
    return Identity(**{name: changes.get(name, getattr(whole, name)) for name in vars(whole)})


def write(folder: Path, *indices: int) -> None:
    """Open the folder, store those of the frames that it lacks, and leave it."""
    with DatasetWriter(folder, bundle(), identity()) as writer:
        for index in indices:
            if index not in writer.done:
                writer.write(frame(index))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a dataset that must be the same in every run, with its bytes."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and "/images/" not in _inside_yolo(folder, path)
    )
    named = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    return {name: data for name, data in named.items() if name not in DIFFER_BY_RIGHT}


def _inside_yolo(folder: Path, path: Path) -> str:
    name = str(path.relative_to(folder))
    return name if name.startswith("yolo/") else ""


def coco(folder: Path) -> dict[str, list[dict[str, object]]]:
    return dict(json.loads((folder / "annotations" / "instances.json").read_bytes()))


def loads(folder: Path) -> int:
    """Assert that the dataset can be used as it lies there; returns how many images its COCO file names."""
    content = coco(folder)
    for image in content["images"]:
        assert (folder / "images" / Path(str(image["file_name"])).name).stat().st_size > 0
    named = {image["id"] for image in content["images"]}
    assert {a["image_id"] for a in content["annotations"]} <= named
    return len(content["images"])


def command(*arguments: str) -> list[str]:
    """A command line for a fresh process, without relying on an installed script."""
    return [sys.executable, "-c", "from generator.cli import main; main()", *arguments]


def gondola(*arguments: str, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=timeout_s, check=False)


def render_arguments(
    out: Path, frames: int, *more: str, engine: str = "stub", size: str = "96x64"
) -> list[str]:
    window = ["--frames", str(frames), "--engine", engine, "--size", size]
    return ["render", RECIPE, "--out", str(out), *window, *more]


class FailAt:
    """Stands in for a function: works until its n-th call, which raises."""

    def __init__(self, real: Callable[..., None], nth: int, error: BaseException) -> None:
        self.real, self.left, self.error = real, nth, error

    def __call__(self, *arguments: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error
        self.real(*arguments)
