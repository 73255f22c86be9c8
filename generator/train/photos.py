"""Real photographs with COCO boxes: to mix into training, and to test on."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.train.pool import Picture

MAX_JSON_BYTES = 2 * 1024**3


class PhotoError(Exception):
    """A set of photographs cannot be used: what, where, and what to do."""


@dataclass(frozen=True, eq=False)
class Photo:
    """One picture of a COCO set. ``boxes_xyxy`` (n, 4) of what counts, ``categories`` (n,) COCO ids;
    ``size_wh`` as the file says, (0, 0) where it does not."""

    image_id: int
    path: Path
    boxes_xyxy: NDArray[np.float32]
    categories: NDArray[np.int64]
    size_wh: tuple[int, int] = (0, 0)

    def read(self) -> NDArray[np.uint8]:
        """The picture as its boxes were drawn on it; raises as :func:`read_picture` does."""
        return read_picture(self.path, self.size_wh)


@dataclass(frozen=True, eq=False)
class PhotoSet:
    """The pictures of a COCO file; ``class_names`` by COCO id."""

    photos: tuple[Photo, ...]
    class_names: dict[int, str]

    def one_class(self) -> Callable[[int], Picture]:
        """Pictures by their place, every box as class 0, numbered from -1 downwards: photos to mix in."""
        return lambda k: _picture(self.photos[k], -1 - k, np.zeros(len(self.photos[k].categories), np.int64))

    def classes(self) -> Callable[[int], Picture]:
        """Pictures by their place, classes counted in the order of their COCO ids."""
        ids = np.array(sorted(self.class_names), np.int64)
        return lambda k: _picture(
            self.photos[k], self.photos[k].image_id, np.searchsorted(ids, self.photos[k].categories)
        )


def _picture(photo: Photo, number: int, labels: NDArray[np.int64]) -> Picture:
    return Picture(number, photo.read(), photo.boxes_xyxy, labels)


def read_coco(path: Path, images: Path, min_visible: float = 0.0) -> PhotoSet:
    """The pictures of a COCO file that are in ``images`` (or in an ``images`` folder there).

    Boxes of groups (``iscrowd``) are left out, and those whose ``visible_fraction``, where there is one, is
    below ``min_visible``.

    Raises:
        PhotoError: for a file that is missing, malformed or empty, or pictures that are missing.
    """
    content = _json(path)
    if not content.get("images", [0]):
        raise PhotoError(f"{path} names no image.")
    where = "its categories"
    try:
        names = {int(one["id"]): str(one["name"]) for one in content.get("categories", [])}
        where = "its images (each: id, file_name)"
        pictures = {int(image["id"]): image for image in content["images"]}
        found = {number: _place(images, str(image["file_name"])) for number, image in pictures.items()}
        boxes: dict[int, list[tuple[float, ...]]] = {number: [] for number in found}
        kinds: dict[int, list[int]] = {number: [] for number in found}
        where = "its annotations"
        for k, one in enumerate(content["annotations"]):
            where = f"annotations[{k}] (image_id of an image there, category_id, bbox [x, y, width, height])"
            x, y, w, h = (float(value) for value in one["bbox"])
            seen = float(one.get("visible_fraction", 1)) >= min_visible
            if not one.get("iscrowd") and w > 0 and h > 0 and seen:
                boxes[int(one["image_id"])].append((x, y, x + w, y + h))
                kinds[int(one["image_id"])].append(int(one["category_id"]))
                names.setdefault(int(one["category_id"]), str(one["category_id"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PhotoError(
            f"{path} is no COCO file of instances: {type(error).__name__} {error} in {where}"
        ) from error
    if not any(boxes.values()):
        raise PhotoError(f"{path} has no boxes: nothing could be learnt or measured with it.")
    missing = sorted(str(place) for place in found.values() if not place.is_file())
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise PhotoError(
            f"{path} names pictures that are not there: {', '.join(missing[:3])}{more}. Name their folder."
        )
    photos = [
        Photo(
            number,
            place,
            np.array(boxes[number], np.float32).reshape(-1, 4),
            np.array(kinds[number], np.int64),
            _size_of(pictures[number]),
        )
        for number, place in found.items()
    ]
    return PhotoSet(tuple(photos), names)


def _json(path: Path) -> dict[str, Any]:
    try:
        if not path.stat().st_size:
            raise PhotoError(f"{path} is empty: expected COCO's JSON, with images and annotations.")
        if path.stat().st_size > MAX_JSON_BYTES:
            raise PhotoError(f"{path} is larger than {MAX_JSON_BYTES >> 30} GiB.")
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise PhotoError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise PhotoError(f"{path} is no JSON: {error}.") from error
    if not isinstance(content, dict):
        raise PhotoError(f"{path} is no COCO file: expected an object with images and annotations.")
    return content


def _place(images: Path, name: str) -> Path:
    inside = images / "images" / name
    return inside if inside.is_file() else images / name


def _size_of(image: dict[str, Any]) -> tuple[int, int]:
    try:
        return int(image.get("width") or 0), int(image.get("height") or 0)
    except (TypeError, ValueError):
        return 0, 0


def unreadable(photos: Sequence[Photo]) -> list[Path]:
    """Those that are damaged, found by reading all: before a run that would need them in hours."""
    bad = []
    for photo in photos:
        try:
            photo.read()
        except PhotoError:
            bad.append(photo.path)
    return bad


def read_picture(path: Path, size_wh: tuple[int, int] = (0, 0)) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 sRGB, upright as its EXIF data say: the way viewers show it. Where it is ``size_wh``
    only as it lies in the file, not turned, that is what boxes were drawn on, and so it comes.

    Raises:
        PhotoError: when it is no picture.
    """
    import cv2

    pixels = _decoded(path, cv2.IMREAD_COLOR)
    if size_wh != (0, 0) and pixels.shape[1::-1] != size_wh:
        lying = _decoded(path, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
        pixels = lying if lying.shape[1::-1] == size_wh else pixels
    return np.ascontiguousarray(pixels[..., ::-1], np.uint8)


def _decoded(path: Path, how: int) -> NDArray[np.uint8]:
    import cv2

    try:
        pixels = cv2.imread(str(path), how)
    except cv2.error as error:  # more pixels than OpenCV takes
        raise PhotoError(f"{path} cannot be read as a picture: {error.err}") from error
    if pixels is None:
        raise PhotoError(f"{path} cannot be read as a picture: damaged, or of an unknown kind.")
    return np.asarray(pixels, np.uint8)
