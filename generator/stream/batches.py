"""What a trainer gets: frames as arrays, and batches of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from generator.frame import Frame
from labelers.labels import Annotation

type U8 = NDArray[np.uint8]
type I32 = NDArray[np.int32]
type I64 = NDArray[np.int64]
type F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class FrameArrays:
    """One frame for training.

    ``image`` (h, w, 3) uint8 sRGB; ``boxes_xyxy`` (n, 4) float32 in continuous pixels; ``labels`` (n,) int64,
    counted from 0 in the stream's ``class_names``; ``ids`` (n,) int32, the values of ``instance_map`` (h, w)
    int32 (there when masks were asked for); ``visible`` (n,) float32 fractions. ``image_digest`` is BLAKE2b
    of the picture's pixels, ``seconds`` what making it took.
    """

    frame: int
    image: U8
    boxes_xyxy: F32
    labels: I64
    ids: I32
    visible: F32
    image_digest: str
    seconds: float
    instance_map: I32 | None = None


@dataclass(frozen=True, eq=False)
class Batch:
    """Frames side by side. ``images`` (b, h, w, 3) uint8; all else is a list with one array a frame.

    ``replayed`` says of each whether it has been in an earlier batch.
    """

    frames: I64
    images: U8
    boxes_xyxy: list[F32]
    labels: list[I64]
    ids: list[I32]
    visible: list[F32]
    instance_maps: list[I32] | None
    replayed: NDArray[np.bool_]

    def masks(self, k: int) -> NDArray[np.bool_]:
        """(n, h, w) masks of frame ``k`` of the batch, in the order of its boxes.

        Raises:
            ValueError: when the stream was opened without ``masks=True``.
        """
        if self.instance_maps is None:
            raise ValueError("this stream carries no masks: open it with masks=True")
        return np.asarray(self.instance_maps[k][None] == self.ids[k][:, None, None])

    def __len__(self) -> int:
        return len(self.frames)


def arrays_of(
    frame: Frame, listed: Sequence[Annotation], numbers: dict[str, int], seconds: float, masks: bool
) -> FrameArrays:
    """The frame with what a policy lists of it; ``numbers`` are classes by name."""
    xywh = np.array([a.box_xywh for a in listed], np.float32).reshape(-1, 4)
    boxes = np.concatenate([xywh[:, :2], xywh[:, :2] + xywh[:, 2:]], axis=1)
    image = np.ascontiguousarray(frame.image)
    return FrameArrays(
        frame=frame.index,
        image=image,
        boxes_xyxy=boxes,
        labels=np.array([numbers[a.category] for a in listed], np.int64),
        ids=np.array([a.instance_id for a in listed], np.int32),
        visible=np.array([a.visible_fraction for a in listed], np.float32),
        image_digest=digest(image.tobytes()),
        seconds=seconds,
        instance_map=frame.labels.instance_map.astype(np.int32) if masks else None,
    )


def batch_of(frames: Sequence[FrameArrays], replayed: Sequence[bool]) -> Batch:
    """Frames of one size as a batch.

    Raises:
        ValueError: when their pictures differ in size (a recipe that turns its camera upright does that).
    """
    sizes = sorted({frame.image.shape[1::-1] for frame in frames})
    if len(sizes) > 1:
        shown = ", ".join(f"{w}x{h}" for w, h in sizes)
        raise ValueError(
            f"pictures of one batch have different sizes ({shown}): use batch_size=1, or fit=..."
        )
    maps = [frame.instance_map for frame in frames if frame.instance_map is not None]
    return Batch(
        frames=np.array([frame.frame for frame in frames], np.int64),
        images=np.stack([frame.image for frame in frames]),
        boxes_xyxy=[frame.boxes_xyxy for frame in frames],
        labels=[frame.labels for frame in frames],
        ids=[frame.ids for frame in frames],
        visible=[frame.visible for frame in frames],
        instance_maps=maps if len(maps) == len(frames) else None,
        replayed=np.array(replayed, np.bool_),
    )
