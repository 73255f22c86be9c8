"""CVAT's XML for images, version 1.1: boxes or masks that annotators can go on with.

A box's corners are continuous pixels. A mask is run-length coded row by row inside its box, beginning with
what is not the object. The attributes ``instance_id`` and ``sku`` travel with every shape.
"""

from collections.abc import Iterable, Sequence
from typing import Literal
from xml.etree import ElementTree as Xml

import numpy as np
from numpy.typing import NDArray

from labelers.formats.sample import Sample, class_numbers
from labelers.labels import Annotation, Xywh

Shape = Literal["box", "mask"]
ATTRIBUTES = ("instance_id", "sku")


def cvat_header(class_names: Sequence[str]) -> str:
    """The start of the file: labels and their attributes. :data:`CVAT_FOOTER` ends it."""
    labels = Xml.Element("labels")
    for name in class_names:
        label = Xml.SubElement(labels, "label")
        Xml.SubElement(label, "name").text = name
        attributes = Xml.SubElement(label, "attributes")
        for attribute in ATTRIBUTES:
            entry = Xml.SubElement(attributes, "attribute")
            for key, value in (("name", attribute), ("mutable", "False"), ("input_type", "text")):
                Xml.SubElement(entry, key).text = value
    text = Xml.tostring(labels, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n'
    return f"{head}<meta><task><name>Gondola</name>{text}</task></meta>\n"


CVAT_FOOTER = "</annotations>\n"


def cvat_image(sample: Sample, class_names: Sequence[str], shape: Shape = "box") -> str:
    """The frame's ``image``. Raises ValueError for a class that is not among ``class_names``."""
    class_numbers(sample, {name: k for k, name in enumerate(class_names)})
    size = {"width": str(sample.width_px), "height": str(sample.height_px)}
    image = Xml.Element("image", {"id": str(sample.frame_index), "name": sample.image, **size})
    for one in sample.annotations:
        hidden = {"occluded": str(int(one.visible_fraction < 1)), "source": "file", "z_order": "0"}
        place = _mask(one, sample.instance_map) if shape == "mask" else _box(one)
        entry = Xml.SubElement(image, shape, {"label": one.category, **hidden, **place})
        for name, value in zip(ATTRIBUTES, (str(one.instance_id), one.sku), strict=True):
            Xml.SubElement(entry, "attribute", {"name": name}).text = value
    return Xml.tostring(image, encoding="unicode") + "\n"


def _box(one: Annotation) -> dict[str, str]:
    x, y, w, h = one.box_xywh
    return {"xtl": f"{x:.2f}", "ytl": f"{y:.2f}", "xbr": f"{x + w:.2f}", "ybr": f"{y + h:.2f}"}


def _mask(one: Annotation, instance_map: NDArray[np.int32]) -> dict[str, str]:
    x, y, w, h = (int(value) for value in one.box_xywh)
    flat = (instance_map[y : y + h, x : x + w] == one.instance_id).ravel()
    turns = np.flatnonzero(np.diff(flat, prepend=False))
    counts = np.diff(turns, prepend=0, append=len(flat))
    rle = ", ".join(map(str, counts.tolist()))
    return {"rle": rle, "left": str(x), "top": str(y), "width": str(w), "height": str(h)}


def read_cvat(data: bytes | str) -> dict[str, list[tuple[str, int, Xywh, NDArray[np.bool_] | None]]]:
    """By picture: class, instance id, box, and where the shape is a mask (h, w) of its box."""
    found = {}
    for image in Xml.fromstring(data).iter("image"):
        found[image.get("name", "")] = [_shape(entry) for entry in image if entry.tag in ("box", "mask")]
    return found


def _shape(entry: Xml.Element) -> tuple[str, int, Xywh, NDArray[np.bool_] | None]:
    number = int(next(a.text or "0" for a in entry.iter("attribute") if a.get("name") == "instance_id"))
    if entry.tag == "box":
        x0, y0, x1, y1 = _floats(entry, ("xtl", "ytl", "xbr", "ybr"))
        return entry.get("label", ""), number, (x0, y0, x1 - x0, y1 - y0), None
    x, y, w, h = _floats(entry, ("left", "top", "width", "height"))
    counts = [int(count) for count in entry.get("rle", "").split(",")]
    flat = np.repeat(np.arange(len(counts)) % 2 == 1, counts)
    return entry.get("label", ""), number, (x, y, w, h), flat.reshape(int(h), int(w))


def _floats(entry: Xml.Element, names: Iterable[str]) -> list[float]:
    return [float(entry.get(name, "nan")) for name in names]
