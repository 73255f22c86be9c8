"""What a format's writer works with: each part's frames as samples, and a folder that grows out of sight."""

import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol, TextIO

from generator.dataset.reader import Dataset
from generator.dataset.splits import PARTS, Splits
from generator.export.samples import sample_of
from generator.version import VERSION
from labelers.classes import class_names
from labelers.formats.sample import Sample
from scenes.scene import LabelSettings


class Listener(Protocol):
    """Is told how it goes on."""

    def started(self, total: int, finished: int) -> None: ...
    def frame_done(self, frame_index: int, annotations: int) -> None: ...


@dataclass
class Job:
    """One export, into the folder ``work``. ``check`` is called before each frame and may raise."""

    dataset: Dataset
    policy: LabelSettings
    splits: Splits
    work: Path
    listener: Listener
    check: Callable[[], None]
    ignore_rest: bool = False
    counts: dict[str, int] = field(default_factory=lambda: {"frames": 0, "annotations": 0})
    notes: list[str] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """All classes of the catalogue under the policy, in the order of their numbers."""
        return class_names(self.dataset.articles.values(), self.policy)

    @property
    def parts(self) -> list[str]:
        """Those that have frames."""
        return [part for part in PARTS if self.splits.frames(part)]

    @property
    def info(self) -> dict[str, Any]:
        bundle = self.dataset.manifest["bundle"]
        about = {"made_by": f"gondola {VERSION}", "bundle": bundle, "policy": self.policy.name}
        return {"description": "Synthetic retail shelves", **about}

    def samples(self, part: str, truth: bool = False, again: bool = False) -> Iterator[Sample]:
        """The part's frames, one at a time. ``truth``: with poses, keypoints and segments. ``again``: they
        were counted before.
        """
        for index in self.splits.frames(part):
            self.check()
            sample = sample_of(self.dataset, index, self.policy, self.splits, self.ignore_rest, truth)
            yield sample
            if again:
                continue
            self.counts["frames"] += 1
            self.counts["annotations"] += len(sample.annotations)
            self.listener.frame_done(index, len(sample.annotations))

    def write(self, path: str, data: bytes | str) -> None:
        place = self.work / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data.encode() if isinstance(data, str) else data)

    def picture(self, sample: Sample, path: str) -> None:
        """The frame's picture as ``path``: the same file under a second name where the disk can do that, else
        a copy; converted where the suffix asks for another format."""
        place, home = self.work / path, self.dataset.folder / "images" / sample.image
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.suffix != home.suffix:
            self.write(path, _converted(home, place.suffix))
            return
        try:
            os.link(home.resolve(), place)
        except OSError:
            shutil.copyfile(home, place)

    def picture_bytes(self, sample: Sample) -> bytes:
        return (self.dataset.folder / "images" / sample.image).read_bytes()

    @contextmanager
    def text(self, path: str) -> Iterator[TextIO]:
        place = self.work / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(place, "w", encoding="utf-8", newline="\n") as file:
            yield file


class JsonLists:
    """A JSON object with long lists, written without holding them: the lists grow in files of their own."""

    def __init__(self, head: Mapping[str, Any], lists: tuple[str, ...]) -> None:
        self._head = head
        self._lists = {name: _spool() for name in lists}

    def add(self, name: str, entry: Any) -> None:
        file = self._lists[name]
        file.write(",\n" if file.tell() else "\n")
        file.write(json.dumps(entry, separators=(",", ":"), allow_nan=False))

    def write(self, out: TextIO) -> None:
        head = json.dumps(self._head, separators=(",", ":"), ensure_ascii=False)
        out.write(head[:-1])
        for name, file in self._lists.items():
            out.write(f",\n{json.dumps(name)}:[")
            file.seek(0)
            shutil.copyfileobj(file, out)
            out.write("\n]")
            file.close()
        out.write("}\n")


def _spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8")


def _converted(home: Path, suffix: str) -> bytes:
    import cv2

    done, data = cv2.imencode(suffix, cv2.imread(str(home), cv2.IMREAD_COLOR))
    if not done:
        raise OSError(f"{home} cannot be written as {suffix}")
    return io.BytesIO(data.tobytes()).getvalue()
