"""Pascal VOC, CVAT and Label Studio."""

import json

from generator.export.job import Job
from labelers.formats.cvat import CVAT_FOOTER, Shape, cvat_header, cvat_image
from labelers.formats.label_studio import label_studio_interface, label_studio_task
from labelers.formats.voc import labelmap, voc_xml


def write_voc(job: Job) -> None:
    """``JPEGImages/``, ``Annotations/``, ``ImageSets/Main/train.txt``, ... and ``labelmap.txt``, without
    which CVAT and Datumaro know VOC's own 20 classes alone."""
    names = job.names
    listed: dict[str, list[str]] = {}
    for part in job.parts:
        listed[part] = []
        for sample in job.samples(part):
            job.picture(sample, f"JPEGImages/{sample.image}")
            job.write(f"Annotations/{sample.stem}.xml", voc_xml(sample, names))
            listed[part].append(sample.stem)
    for part, stems in listed.items():
        job.write(f"ImageSets/Main/{part}.txt", "".join(f"{stem}\n" for stem in stems))
    job.write("classes.txt", "".join(f"{name}\n" for name in names))
    job.write("labelmap.txt", labelmap(names))


def write_cvat(job: Job) -> None:
    """``train/annotations.xml`` and ``train/images/``, ...: boxes."""
    _write_cvat(job, "box")


def write_cvat_masks(job: Job) -> None:
    """The same with masks."""
    _write_cvat(job, "mask")


def _write_cvat(job: Job, shape: Shape) -> None:
    names = job.names
    for part in job.parts:
        with job.text(f"{part}/annotations.xml") as file:
            file.write(cvat_header(names))
            for sample in job.samples(part):
                job.picture(sample, f"{part}/images/{sample.image}")
                file.write(cvat_image(sample, names, shape))
            file.write(CVAT_FOOTER)


def write_label_studio(job: Job) -> None:
    """``train.json``, ... to import, ``images/`` to serve as local files, and ``interface.xml``."""
    names = job.names
    for part in job.parts:
        with job.text(f"{part}.json") as file:
            separator = "[\n"
            for sample in job.samples(part):
                job.picture(sample, f"images/{sample.image}")
                url = f"/data/local-files/?d=images/{sample.image}"
                file.write(separator + json.dumps(label_studio_task(sample, names, url)))
                separator = ",\n"
            file.write("\n]\n" if separator == ",\n" else "[]\n")
    job.write("interface.xml", label_studio_interface(names))
