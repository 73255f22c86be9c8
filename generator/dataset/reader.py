"""A dataset folder, read back."""

import json
import struct
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.dataset.articles import Article, read_articles
from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import (
    CATALOG,
    flow_path,
    instances_path,
    record_path,
    recorded_frames,
    segments_path,
    stem,
    truth_path,
)
from generator.dataset.manifest import policy_of, read_manifest
from generator.dataset.record import Header, read_record
from labelers.formats.exr import decode_exr
from labelers.labels import Annotation
from labelers.policies import relabelled
from labelers.truth.model import FrameTruth
from labelers.truth.store import truth_from_json
from scenes.scene import LabelSettings


class Dataset:
    """Finished frames of a folder, by absolute index. Needs no lock: finished files never change.

    Raises:
        FolderRefusedError: when the folder is not a dataset, or a file of it is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = read_manifest(folder)
        self.frames: list[int] = recorded_frames(folder)

    def record(self, frame_index: int) -> tuple[Header, tuple[Annotation, ...]]:
        """The frame's header and everything that is seen in it, whatever the policy."""
        path = self.folder / record_path(frame_index)
        try:
            return read_record(path)
        except (OSError, ValueError) as error:
            raise FolderRefusedError(
                f"{path} cannot be read: {error}. Rendering again repairs it."
            ) from error

    @cached_property
    def policy(self) -> LabelSettings:
        """The policy that the dataset is labelled under; before there were policies, everything noted."""
        return policy_of(self.manifest) or LabelSettings(1, 0.0, "product")

    @property
    def has_articles(self) -> bool:
        """Whether the catalogue's articles are there, which other policies need; older datasets lack them."""
        return (self.folder / CATALOG).exists()

    def has_truth(self, frame_index: int) -> bool:
        return (self.folder / truth_path(frame_index)).exists()

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The catalogue's articles by SKU."""
        return read_articles(self.folder)

    def annotations(
        self, frame_index: int, policy: LabelSettings | None = None
    ) -> tuple[Header, tuple[Annotation, ...]]:
        """What ``policy`` (else the dataset's own) lists of the frame, under its classes."""
        header, everything = self.record(frame_index)
        if policy is None and "policy" not in self.manifest:  # from before there were policies
            return header, everything
        return header, relabelled(policy or self.policy, everything, self.articles)

    def records(self) -> Iterator[tuple[Header, tuple[Annotation, ...]]]:
        """Frame by frame what the dataset's policy lists."""
        return (self.annotations(index) for index in self.frames)

    def image(self, frame_index: int) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB."""
        header, _ = self.record(frame_index)
        return np.ascontiguousarray(self._pixels(header.image, color=True)[..., ::-1], np.uint8)

    def instance_map(self, frame_index: int) -> NDArray[np.int32]:
        """(height, width) int32, pixel = instance id."""
        return self._pixels(instances_path(frame_index), color=False).astype(np.int32)

    def truth(self, frame_index: int) -> FrameTruth:
        """Everything that is known of the frame. Datasets rendered with ``labels.truth: false`` have none."""
        path = self.folder / truth_path(frame_index)
        try:
            return truth_from_json(json.loads(path.read_bytes()))
        except FileNotFoundError as error:
            raise FolderRefusedError(
                f"{path} is missing: the frames were rendered without it. Render again with `labels: "
                "{truth: true}`, into another folder."
            ) from error
        except (OSError, ValueError) as error:
            raise FolderRefusedError(
                f"{path} cannot be read: {error}. Rendering again repairs it."
            ) from error

    def segment_map(self, frame_index: int) -> NDArray[np.int32]:
        """(height, width) int32: values as of :func:`labelers.truth.segments.all_segments`."""
        return self._pixels(segments_path(frame_index), color=False).astype(np.int32)

    def second_image(self, frame_index: int) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB of the second view, where the recipe asked for one."""
        suffix = Path(self.record(frame_index)[0].image).suffix
        name = f"truth/{stem(frame_index)}.second{suffix}"
        return np.ascontiguousarray(self._pixels(name, color=True)[..., ::-1], np.uint8)

    def flow(self, frame_index: int) -> NDArray[np.float32]:
        """(height, width, 2) pixels to the second view; NaN for what it does not show."""
        path = self.folder / flow_path(frame_index)
        try:
            channels = decode_exr(path.read_bytes())
        except (OSError, ValueError, struct.error, zlib.error) as error:
            raise FolderRefusedError(f"{path} is missing or damaged. Rendering again repairs it.") from error
        return np.stack([channels["U"], channels["V"]], axis=-1)

    def _pixels(self, name: str, color: bool) -> NDArray[Any]:
        import cv2

        pixels = cv2.imread(str(self.folder / name), cv2.IMREAD_COLOR if color else cv2.IMREAD_UNCHANGED)
        if pixels is None:
            raise FolderRefusedError(
                f"{self.folder / name} is missing or damaged. Rendering again repairs it."
            )
        return np.asarray(pixels)

    def spread(self, count: int) -> list[int]:
        """At most ``count`` frames, evenly over the dataset."""
        if count >= len(self.frames):
            return self.frames
        places = np.linspace(0, len(self.frames) - 1, count).round().astype(int)
        return [self.frames[place] for place in places.tolist()]
