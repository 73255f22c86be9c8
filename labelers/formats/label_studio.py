"""Label Studio: tasks to import, with boxes as finished annotations, and the interface that shows them."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from labelers.formats.sample import Sample, class_numbers
from labelers.labels import Annotation, Xywh


def label_studio_interface(class_names: Sequence[str]) -> str:
    """The labelling interface, to be pasted into the project's settings."""
    labels = "".join(f"    <Label value={quoteattr(name)}/>\n" for name in class_names)
    return (
        '<View>\n  <Image name="image" value="$image"/>\n'
        f'  <RectangleLabels name="label" toName="image">\n{labels}  </RectangleLabels>\n</View>\n'
    )


def label_studio_task(sample: Sample, class_names: Sequence[str], image_url: str) -> dict[str, Any]:
    """One task; places and sizes are percent of the picture's, as Label Studio counts.

    Raises ValueError for a class that is not among ``class_names``.
    """
    class_numbers(sample, {name: k for k, name in enumerate(class_names)})
    result = [_region(one, sample) for one in sample.annotations]
    return {
        "id": sample.frame_index + 1,
        "data": {"image": image_url, "frame_index": sample.frame_index},
        "annotations": [{"result": result, "ground_truth": True}],
    }


def _region(one: Annotation, sample: Sample) -> dict[str, Any]:
    x, y, w, h = one.box_xywh
    across, down = 100 / sample.width_px, 100 / sample.height_px
    place = {"x": x * across, "y": y * down, "width": w * across, "height": h * down, "rotation": 0}
    return {
        "id": f"f{sample.frame_index}i{one.instance_id}",
        "type": "rectanglelabels",
        "from_name": "label",
        "to_name": "image",
        "original_width": sample.width_px,
        "original_height": sample.height_px,
        "image_rotation": 0,
        "value": {**place, "rectanglelabels": [one.category]},
        "meta": {"text": [one.sku]},
    }


def read_label_studio(task: Mapping[str, Any]) -> list[tuple[str, Xywh]]:
    """Classes and boxes in pixels."""
    found = []
    for region in task["annotations"][0]["result"]:
        value, w, h = region["value"], region["original_width"] / 100, region["original_height"] / 100
        box = value["x"] * w, value["y"] * h, value["width"] * w, value["height"] * h
        found.append((value["rectanglelabels"][0], box))
    return found
