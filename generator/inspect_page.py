"""One self-contained HTML page about a dataset: no server, no network, nothing beside the file."""

import base64
import json
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.dataset.balance import statistics_of, told
from generator.dataset.reader import Dataset
from generator.dataset.statistics import histograms
from generator.inspect_truth import truth_overlays
from labelers.labels import Annotation
from recipes.policies import POLICIES
from recipes.policy_files import load_policy
from scenes.scene import LabelSettings

LONGEST_SIDE_PX = 960
JPEG_QUALITY = 80
_PLACEHOLDER = "/*DATA*/null"


def inspect_page(dataset: Dataset, pictures: int) -> str:
    """The page as text, with at most ``pictures`` pictures spread evenly over the dataset."""
    policies = policies_of(dataset)
    data = {
        "title": str(dataset.manifest["recipe"]["name"]),
        "facts": _facts(dataset),
        "seconds": dataset.manifest.get("seconds_per_frame", {}),
        "histograms": [asdict(h) for h in histograms(annotations for _, annotations in dataset.records())],
        "policies": [policy.name for policy in policies],
        "balance": told(statistics_of(dataset)) if dataset.has_articles else "",
        "pictures": [_picture(dataset, index, policies) for index in dataset.spread(pictures)],
    }
    template = files("generator").joinpath("templates", "inspect.html").read_text("utf-8")
    return template.replace(_PLACEHOLDER, _script_json(data))


def policies_of(dataset: Dataset) -> list[LabelSettings]:
    """The dataset's own first, then the named ones that differ, and everything that is seen."""
    if not dataset.has_articles:
        return [dataset.policy]
    named = [LabelSettings(**load_policy(name)) for name in POLICIES]
    own = dataset.policy
    everything = LabelSettings(1, 0.0, "product", occluders=True, name="everything seen")
    return [own, *(policy for policy in named if policy.name != own.name), everything]


def _facts(dataset: Dataset) -> list[tuple[str, str]]:
    manifest, identity = dataset.manifest, dataset.manifest["identity"]
    return [
        ("frames", str(len(dataset.frames))),
        ("annotations", str(manifest.get("annotations", 0))),
        ("policy", dataset.policy.name),
        ("engine", f"{identity['engine']} on {identity['device']}"),
        ("made by", str(manifest["made_by"])),
        ("bundle", str(manifest["bundle"])),
        ("about", str(manifest["recipe"]["description"])),
    ]


def _picture(dataset: Dataset, frame_index: int, policies: list[LabelSettings]) -> dict[str, Any]:
    header, annotations = dataset.record(frame_index)
    image, ids = dataset.image(frame_index), dataset.instance_map(frame_index)
    scale = min(1.0, LONGEST_SIDE_PX / max(image.shape[:2]))
    size_wh = (max(1, round(header.width_px * scale)), max(1, round(header.height_px * scale)))
    small = cv2.resize(image, size_wh, interpolation=cv2.INTER_AREA)
    return {
        "frame": frame_index,
        "width": header.width_px,
        "height": header.height_px,
        "image": _uri(small[..., ::-1], ".jpg", [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]),
        "ids": _uri(_id_colors(ids, size_wh), ".png", []),
        "objects": [_object(annotation) for annotation in annotations],
        "listed": [_listed(dataset, frame_index, policy) for policy in policies],
        "truth": truth_overlays(dataset.truth(frame_index)) if dataset.has_truth(frame_index) else None,
    }


def _listed(dataset: Dataset, frame_index: int, policy: LabelSettings) -> dict[str, list[Any]]:
    """Ids of what the policy lists, and the class of each as a number into ``classes``."""
    own = policy if dataset.has_articles else None
    ones = dataset.annotations(frame_index, own)[1]
    classes = sorted({one.category for one in ones})
    numbers = {name: number for number, name in enumerate(classes)}
    ids = [one.instance_id for one in ones]
    return {"ids": ids, "class": [numbers[one.category] for one in ones], "classes": classes}


def _object(annotation: Annotation) -> dict[str, Any]:
    return {
        "id": annotation.instance_id,
        "sku": annotation.sku,
        "thing": annotation.thing,
        "slot": annotation.slot,
        "front": annotation.front,
        "box": annotation.box_xywh,
        "amodal": [round(value, 1) for value in annotation.amodal_box_unclipped_xywh],
        "visible": round(annotation.visible_fraction, 3),
        "distance": round(annotation.distance_m, 2),
    }


def _id_colors(ids: NDArray[np.int32], size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    """Instance ids as BGR bytes: red holds the low byte, green the high one. Shrunk without mixing ids."""
    small = cv2.resize(ids, size_wh, interpolation=cv2.INTER_NEAREST)
    return np.stack([np.zeros_like(small), small >> 8, small & 0xFF], axis=-1).astype(np.uint8)


def _uri(pixels_bgr: NDArray[np.uint8], suffix: str, settings: list[int]) -> str:
    ok, encoded = cv2.imencode(suffix, np.ascontiguousarray(pixels_bgr), settings)
    if not ok:
        raise RuntimeError(f"OpenCV could not encode {suffix}")
    kind = "jpeg" if suffix == ".jpg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(encoded.tobytes()).decode()}"


def _script_json(value: Any) -> str:
    """JSON that may stand inside a script element: no text in it can end the element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
