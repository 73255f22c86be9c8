"""Pascal VOC: one XML per picture (Everingham et al., "The PASCAL visual object classes challenge", 2010).

Pixels count from 1 and boxes include their last ones: ``xmin = x + 1``, ``xmax = x + width``. ``truncated``
means that part of the object lies outside the picture, ``occluded`` that part of what lies inside is hidden,
``difficult`` that less than half of it is seen.
"""

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as Xml

from labelers.formats.sample import Sample, class_numbers
from labelers.labels import Annotation, Xywh

EASY_FRACTION = 0.5


def voc_xml(sample: Sample, class_names: Sequence[str], folder: str = "JPEGImages") -> bytes:
    """Raises ValueError for a class that is not among ``class_names``."""
    class_numbers(sample, {name: k for k, name in enumerate(class_names)})
    top = Xml.Element("annotation")
    _fill(top, {"folder": folder, "filename": sample.image})
    _fill(Xml.SubElement(top, "source"), {"database": "Gondola", "annotation": "exact", "image": "synthetic"})
    _fill(Xml.SubElement(top, "size"), {"width": sample.width_px, "height": sample.height_px, "depth": 3})
    _fill(top, {"segmented": 0})
    for annotation in sample.annotations:
        _object(top, annotation)
    Xml.indent(top)
    return bytes(Xml.tostring(top, encoding="utf-8")) + b"\n"


def _object(top: Xml.Element, one: Annotation) -> None:
    x, y, w, h = one.box_xywh
    entry = Xml.SubElement(top, "object")
    _fill(
        entry,
        {
            "name": one.category,
            "pose": "Unspecified",
            "truncated": int(one.truncated_fraction > 0),
            "occluded": int(one.visible_fraction < 1),
            "difficult": int(one.visible_fraction < EASY_FRACTION),
        },
    )
    box = {"xmin": int(x) + 1, "ymin": int(y) + 1, "xmax": int(x + w), "ymax": int(y + h)}
    _fill(Xml.SubElement(entry, "bndbox"), box)


def _fill(parent: Xml.Element, values: dict[str, Any]) -> None:
    for name, value in values.items():
        Xml.SubElement(parent, name).text = str(value)


def labelmap(class_names: Sequence[str]) -> str:
    """The classes as CVAT and Datumaro take them: name, colour, parts, actions."""
    return "# label:color_rgb:parts:actions\n" + "".join(f"{name}:::\n" for name in class_names)


def read_voc(data: bytes) -> tuple[str, tuple[int, int], list[tuple[str, Xywh]]]:
    """The picture's file name, its size (width, height), and classes with boxes as ours."""
    top = Xml.fromstring(data)
    size = top.find("size")
    assert size is not None
    width, height = (int(size.findtext(name, "0")) for name in ("width", "height"))
    found = []
    for entry in top.iter("object"):
        box = entry.find("bndbox")
        assert box is not None
        x0, y0, x1, y1 = (float(box.findtext(name, "0")) for name in ("xmin", "ymin", "xmax", "ymax"))
        found.append((entry.findtext("name", ""), (x0 - 1, y0 - 1, x1 - x0 + 1, y1 - y0 + 1)))
    return top.findtext("filename", ""), (width, height), found
