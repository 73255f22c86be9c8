"""A frame as files: a pure function from a frame to paths and bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from generator.bundle import Bundle
from generator.dataset.articles import Article, articles_of
from generator.dataset.layout import (
    depth_path,
    flow_path,
    image_path,
    instances_path,
    normals_path,
    record_path,
    second_path,
    segments_path,
    truth_path,
    yolo_path,
)
from generator.dataset.record import Header, describe_camera, describe_files, record_bytes
from generator.frame import Frame
from labelers.classes import class_names
from labelers.formats.exr import encode_depth_exr, encode_exr
from labelers.formats.maps import encode_depth_png, encode_instances_png, encode_normals_png
from labelers.formats.yolo import detection_text, segmentation_text
from labelers.labels import Annotation
from labelers.policies import relabelled
from labelers.truth.store import truth_bytes
from recipes.policies import resolved
from scenes.scene import LabelSettings
from scenes.serial import scene_digest


@dataclass(frozen=True)
class Encoding:
    """How frames of one bundle become files.

    ``policy`` says what of the ``articles`` is annotated and how; ``class_names`` are all of the catalogue's
    classes under it, in the order of ids.
    """

    bundle: str
    image_format: Literal["jpeg", "png", "webp"]
    quality: int
    depth_format: Literal["png", "exr", "none"]
    policy: LabelSettings
    articles: Mapping[str, Article]
    class_names: tuple[str, ...]


def encoding_of(bundle: Bundle, policy: LabelSettings | None = None) -> Encoding:
    """``policy``: another one than the recipe's, as of a dataset that was relabelled."""
    image, labels = bundle.recipe.image, bundle.recipe.labels
    policy = policy or LabelSettings(**resolved(labels))
    articles = articles_of(bundle.catalog.skus)
    names = class_names(articles.values(), policy)
    return Encoding(bundle.key, image.format, image.quality, labels.depth_format, policy, articles, names)


def encode_frame(frame: Frame, encoding: Encoding) -> dict[str, bytes]:
    """All files of a frame by their path in a dataset, the record last. Equal frames give equal bytes."""
    files = _payload(frame, encoding)
    height, width = frame.image.shape[:2]
    yolo = yolo_files(frame.index, frame.labels.everything, frame.labels.instance_map, encoding)
    header = Header(
        frame_index=frame.index,
        bundle=encoding.bundle,
        scene=scene_digest(frame.scene),
        image=image_path(frame.index, encoding.image_format),
        width_px=width,
        height_px=height,
        files=describe_files(files),
        camera=describe_camera(frame.scene.camera),
        facts=dict(frame.scene.facts),
    )
    return files | yolo | {record_path(frame.index): record_bytes(header, frame.labels.everything)}


def _payload(frame: Frame, encoding: Encoding) -> dict[str, bytes]:
    index, labels = frame.index, frame.labels
    files = {
        image_path(index, encoding.image_format): encode_image(
            frame.image, encoding.image_format, encoding.quality
        ),
        instances_path(index): encode_instances_png(labels.instance_map),
    }
    if encoding.depth_format != "none":
        encode = encode_depth_exr if encoding.depth_format == "exr" else encode_depth_png
        files[depth_path(index, encoding.depth_format)] = encode(labels.depth_m)
    if frame.truth is not None:
        files[truth_path(index)] = truth_bytes(frame.truth)
    if "segments" in frame.maps:
        files[segments_path(index)] = encode_instances_png(frame.maps["segments"])
    if "normals" in frame.maps:
        files[normals_path(index)] = encode_normals_png(frame.maps["normals"])
    if "flow" in frame.maps:
        files[flow_path(index)] = encode_exr(
            {"U": frame.maps["flow"][..., 0], "V": frame.maps["flow"][..., 1]}
        )
    if frame.second is not None:
        picture = encode_image(frame.second, encoding.image_format, encoding.quality)
        files[second_path(index, encoding.image_format)] = picture
    return files


def yolo_files(
    index: int, everything: Sequence[Annotation], instance_map: NDArray[np.int32], encoding: Encoding
) -> dict[str, bytes]:
    """What YOLO's trainers read of a frame, under the encoding's policy. The frame's record does not vouch
    for these: another policy may rewrite them at any time.
    """
    listed, names = relabelled(encoding.policy, everything, encoding.articles), encoding.class_names
    height, width = instance_map.shape
    return {
        yolo_path(index, "detection"): detection_text(listed, names, width, height).encode(),
        yolo_path(index, "segmentation"): segmentation_text(listed, names, instance_map).encode(),
    }


def encode_image(image: NDArray[np.uint8], image_format: str, quality: int) -> bytes:
    """(height, width, 3) uint8 sRGB as a JPEG, PNG or WebP file; ``quality`` 1..100 means nothing to PNG."""
    import cv2

    # Full colour: halved, it would look like a picture that was never a larger one.
    fine = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
    settings = {
        "jpeg": (".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality, *fine]),
        "png": (".png", [cv2.IMWRITE_PNG_COMPRESSION, 4]),
        "webp": (".webp", [cv2.IMWRITE_WEBP_QUALITY, quality]),
    }
    suffix, parameters = settings[image_format]
    done, data = cv2.imencode(suffix, np.ascontiguousarray(image[..., ::-1]), parameters)
    if not done:
        raise ValueError(f"a {image.shape[1]}x{image.shape[0]} picture cannot be stored as {image_format}")
    return bytes(data.tobytes())
