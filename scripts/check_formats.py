"""Reads exports with other people's loaders and compares them with the dataset that they were made from.

    python scripts/check_formats.py DATASET EXPORTS [--also FOLDER]...

``EXPORTS`` has one folder per format, called as ``gondola export --format`` calls it, all exported under one
policy with a class per SKU that lists everything (``min_visible_px: 1``, ``min_visible_fraction: 0``).
``--also`` names folders of loaders that are not installed but unpacked (panopticapi, bop_toolkit). Nothing of
Gondola is imported, so this runs in any environment that has loaders: what the dataset says is read from its
own JSON and PNG files. Every loader that is missing is named; the exit code is 1 where one disagrees.
"""

import argparse
import importlib
import json
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

Boxes = dict[str, list[tuple[str, tuple[float, ...]]]]


@dataclass(frozen=True)
class Frame:
    """A frame as the dataset has it: annotations by instance id, the instance map, the full truth."""

    stem: str
    size_wh: tuple[int, int]
    annotations: dict[int, dict[str, Any]]
    map: np.ndarray
    truth: dict[str, Any]

    def mask(self, number: int) -> np.ndarray:
        return np.asarray(self.map == number)


class DisagreesError(Exception):
    """What a loader read is not what the dataset has."""


def expect(good: bool, message: str) -> None:
    if not good:
        raise DisagreesError(message)


def frames_of(dataset: Path) -> list[Frame]:
    frames = []
    for path in sorted(dataset.glob("labels/[0-9]*.json")):
        record = json.loads(path.read_text("utf-8"))
        ones = {a["instance_id"]: a for a in record["annotations"] if not a.get("thing")}
        size = record["frame"]["width_px"], record["frame"]["height_px"]
        image = np.array(Image.open(path.with_suffix(".instances.png"))).astype(np.int64)
        truth = json.loads((dataset / "truth" / path.name).read_text("utf-8"))
        frames.append(Frame(path.stem, size, ones, image, truth))
    return frames


def boxes_of(frames: list[Frame]) -> Boxes:
    return {f.stem: [(a["sku"], tuple(a["box_xywh"])) for a in f.annotations.values()] for f in frames}


def own_boxes(frame: Frame) -> list[tuple[float, ...]]:
    return sorted(tuple(a["box_xywh"]) for a in frame.annotations.values())


def same_boxes(found: Boxes, frames: list[Frame], within_px: float) -> str:
    """How many boxes were compared; raises where counts, classes or places differ."""
    count, worst = 0, 0.0
    wanted = boxes_of(frames)
    expect(set(found) == set(wanted), f"frames {sorted(found)} in place of {sorted(wanted)}")
    for stem, boxes in wanted.items():
        expect(len(found[stem]) == len(boxes), f"{stem}: {len(found[stem])} boxes, not {len(boxes)}")
        pairs = zip(sorted(found[stem], key=_order), sorted(boxes, key=_order), strict=True)
        for (name, box), (own, other) in pairs:
            expect(_plain(name) == _plain(own), f"{stem}: class {name}, not {own}")
            worst = max(worst, float(np.abs(np.subtract(box, other)).max()))
        count += len(boxes)
    expect(worst <= within_px, f"boxes are off by up to {worst:.3f} px")
    return f"{count} boxes of {len(wanted)} frames, off by at most {worst:.4f} px"


def _order(entry: tuple[str, tuple[float, ...]]) -> tuple[str, tuple[float, ...]]:
    return _plain(entry[0]), tuple(round(value) for value in entry[1])


def _plain(name: str) -> str:
    return name.replace(" ", "_")


def coco(folder: Path, frames: list[Frame]) -> str:
    from pycocotools.coco import COCO

    api = COCO(str(folder / "annotations/instances_train.json"))
    found: Boxes = {}
    for image in api.loadImgs(api.getImgIds()):
        frame = next(f for f in frames if f.stem == Path(image["file_name"]).stem)
        rows = api.loadAnns(api.getAnnIds(image["id"]))
        found[frame.stem] = [(api.cats[a["category_id"]]["name"], tuple(a["bbox"])) for a in rows]
        expect(all(api.annToMask(a).sum() == a["area"] for a in rows), "a mask has not its area")
        union = np.zeros(frame.map.shape, bool)
        for a in rows:
            union |= api.annToMask(a).astype(bool)
        listed = np.isin(frame.map, list(frame.annotations))
        expect(bool((union == listed).all()), f"{frame.stem}: masks differ from the instance map")
    return same_boxes(found, frames, 0.0)


def coco_keypoints(folder: Path, frames: list[Frame]) -> str:
    from pycocotools.coco import COCO

    api = COCO(str(folder / "annotations/keypoints_train.json"))
    points = 0
    for image in api.loadImgs(api.getImgIds()):
        truth = next(f for f in frames if f.stem == Path(image["file_name"]).stem).truth
        names = truth["shapes"]["keypoints"]
        wanted: list[list[float]] = []
        for k, shape in enumerate(truth["products"]["shape"]):
            marks = [name for name, _ in names[shape]]
            wanted += [truth["products"]["keypoints"][k][marks.index(m)] for m in sorted(marks)]
        rows = api.loadAnns(api.getAnnIds(image["id"]))
        seen = [p for a in rows for p in np.reshape(a["keypoints"], (-1, 3)).tolist() if p[2]]
        there = sorted(tuple(p) for p in wanted if p[2])
        expect(
            sorted(map(tuple, seen)) == there, f"{image['file_name']}: {len(seen)} points, not {len(there)}"
        )
        points += len(seen)
    return f"{points} points"


def coco_panoptic(folder: Path, frames: list[Frame]) -> str:
    """panopticapi's own evaluation of the ground truth against itself: it checks PNG and JSON on the way."""
    from panopticapi.evaluation import pq_compute_single_core
    from panopticapi.utils import rgb2id

    where = folder / "annotations/panoptic_train"
    data = json.loads((folder / "annotations/panoptic_train.json").read_text("utf-8"))
    categories = {c["id"]: c for c in data["categories"]}
    pairs = [(a, json.loads(json.dumps(a))) for a in data["annotations"]]
    scored = pq_compute_single_core(0, pairs, str(where), str(where), categories)
    result, _ = scored.pq_average(categories, isthing=None)
    expect(result["pq"] == 1.0, f"its own quality is {result['pq']}, not 1")
    things = 0
    for entry in data["annotations"]:
        frame = next(f for f in frames if f.stem == Path(entry["file_name"]).stem)
        ids = rgb2id(np.array(Image.open(where / entry["file_name"]), np.uint32))
        for number in frame.annotations:
            expect(bool(((ids == number) == frame.mask(number)).all()), f"{frame.stem}: segment {number}")
            things += 1
        names = {s["id"]: categories[s["category_id"]]["name"] for s in entry["segments_info"]}
        expect(all(names[n] == a["sku"] for n, a in frame.annotations.items()), f"{frame.stem}: classes")
    return f"PQ of itself 1.0 over {result['n']} classes; {things} products pixel by pixel"


def fiftyone(folder: Path, frames: list[Frame]) -> str:
    import fiftyone.utils.coco as fouc

    importer = fouc.COCODetectionDatasetImporter(
        dataset_dir=str(folder / "train"), label_types=["detections", "segmentations"], include_id=True
    )
    importer.setup()
    found: Boxes = {}
    pixels = 0
    for path, _, label in importer:
        frame = next(f for f in frames if f.stem == Path(path).stem)
        (w, h), rows = frame.size_wh, []
        for detection in label["detections"].detections:
            x, y, bw, bh = detection.bounding_box
            rows.append((detection.label, (x * w, y * h, bw * w, bh * h)))
        for detection in label["segmentations"].detections:
            pixels += 0 if detection.mask is None else int(detection.mask.sum())
        found[frame.stem] = rows
    wanted = sum(a["area_px"] for f in frames for a in f.annotations.values())
    expect(pixels == wanted, f"masks have {pixels} pixels, not {wanted}")
    return same_boxes(found, frames, 1e-6) + f"; masks of {pixels} pixels"


def _ultralytics(folder: Path, frames: list[Frame], task: str) -> tuple[Boxes, dict[str, list[Any]]]:
    from ultralytics.data.utils import check_det_dataset, verify_image_label

    data = check_det_dataset(str(folder / "data.yaml"), autodownload=False)
    points, dims = data.get("kpt_shape", (0, 0)) if task == "pose" else (0, 0)
    found: Boxes = {}
    parts: dict[str, list[Any]] = {}
    for frame in frames:
        picture = next((folder / "images/train").glob(frame.stem + ".*"))
        label = folder / "labels/train" / f"{frame.stem}.txt"
        made = verify_image_label(
            (str(picture), str(label), "", task == "pose", data["nc"], points, dims, False)
        )
        _, rows, shape, segments, keypoints, _, _, _, corrupt, message = made
        expect(not corrupt, f"{frame.stem}: {message}")
        w, h = shape[1], shape[0]
        expect((w, h) == frame.size_wh, f"{frame.stem}: {w}x{h}")
        names = data["names"]
        found[frame.stem] = [
            (names[int(c)], ((x - a / 2) * w, (y - b / 2) * h, a * w, b * h)) for c, x, y, a, b in rows
        ]
        parts[frame.stem] = segments if keypoints is None else list(keypoints)
    return found, parts


def yolo_detect(folder: Path, frames: list[Frame]) -> str:
    return same_boxes(_ultralytics(folder, frames, "detect")[0], frames, 1e-3)


def yolo_pose(folder: Path, frames: list[Frame]) -> str:
    found, points = _ultralytics(folder, frames, "pose")
    seen = sum(int((p[:, 2] > 0).sum()) for rows in points.values() for p in rows)
    there = sum(p[2] > 0 for f in frames for row in f.truth["products"]["keypoints"] for p in row)
    expect(seen == there, f"{seen} points, not {there}")
    return same_boxes(found, frames, 1e-3) + f"; {seen} points"


def yolo_segment(folder: Path, frames: list[Frame]) -> str:
    """Polygons run through pixels' centres: their boxes are half a pixel less on each side."""
    found, _ = _ultralytics(folder, frames, "segment")
    grown = {
        s: [(n, (x - 0.5, y - 0.5, w + 1, h + 1)) for n, (x, y, w, h) in rows] for s, rows in found.items()
    }
    return same_boxes(grown, frames, 1.001)


def yolo_obb(folder: Path, frames: list[Frame]) -> str:
    found, corners = _ultralytics(folder, frames, "obb")
    expect(all(len(s) == 4 for rows in corners.values() for s in rows), "a box has not 4 corners")
    wanted = boxes_of(frames)
    counts = {stem: sorted(name for name, _ in rows) for stem, rows in found.items()}
    expect(counts == {s: sorted(n for n, _ in rows) for s, rows in wanted.items()}, "classes differ")
    return f"{sum(map(len, counts.values()))} turned boxes"


def _grown(found: Boxes, by: tuple[float, float, float, float]) -> Boxes:
    return {
        stem: [(name, tuple(np.add(box, by).tolist())) for name, box in rows] for stem, rows in found.items()
    }


def _datumaro(folder: Path, kind: str) -> Boxes:
    from datumaro.components.dataset import Dataset

    dataset = Dataset.import_from(str(folder), kind)
    names = dataset.categories()[next(k for k in dataset.categories() if k.name == "label")]
    found: Boxes = {}
    for item in dataset:
        stem = Path(str(item.id)).name
        rows = [a for a in item.annotations if a.type.name == "bbox"]
        found[stem] = [(names[a.label].name, tuple(a.get_bbox())) for a in rows]
    return found


def voc(folder: Path, frames: list[Frame]) -> str:
    """VOC's boxes include their last pixel and count from 1, which Datumaro leaves as it is."""
    found = _datumaro(folder, "voc")
    return same_boxes(_grown(found, (-1, -1, 1, 1)), frames, 0.0)


def cvat(folder: Path, frames: list[Frame]) -> str:
    return same_boxes(_datumaro(folder / "train", "cvat"), frames, 0.01)


def label_studio(folder: Path, frames: list[Frame]) -> str:
    """Through Label Studio's own converter to COCO."""
    import tempfile

    from label_studio_converter import Converter

    config = (folder / "interface.xml").read_text("utf-8")
    with tempfile.TemporaryDirectory() as made:
        converter = Converter(config, str(folder), download_resources=False)
        converter.convert_to_coco(str(folder / "train.json"), made, is_dir=False)
        data = json.loads((Path(made) / "result.json").read_text("utf-8"))
    names = {c["id"]: c["name"] for c in data["categories"]}
    stems = {i["id"]: Path(i["file_name"]).stem for i in data["images"]}
    found: Boxes = {stem: [] for stem in stems.values()}
    for a in data["annotations"]:
        found[stems[a["image_id"]]].append((names[a["category_id"]], tuple(a["bbox"])))
    return same_boxes(found, frames, 1e-6)


def kitti(folder: Path, frames: list[Frame]) -> str:
    """Boxes include their last pixel, which Datumaro leaves as it is; places and sizes go by the truth."""
    found = _datumaro(folder / "training", "kitti3d")
    return same_boxes(_grown(found, (0, 0, 1, 1)), frames, 1e-3)


def bop(folder: Path, frames: list[Frame]) -> str:
    from bop_toolkit_lib import inout

    scene = folder / "train/000000"
    cameras = inout.load_scene_camera(scene / "scene_camera.json")
    poses = inout.load_scene_gt(scene / "scene_gt.json")
    info = inout.load_json(scene / "scene_gt_info.json", keys_to_int=True)
    skus = inout.load_json(folder / "skus.json")
    worst, masks = 0.0, 0
    for frame in frames:
        index, products = int(frame.stem), frame.truth["products"]
        row = {number: k for k, number in enumerate(products["id"])}
        numbers = list(frame.annotations)
        expect(len(poses[index]) == len(numbers) == len(info[index]), f"{frame.stem}: counts")
        world_from_camera = np.array(frame.truth["camera"]["world_from_camera"])
        to_camera = np.linalg.inv(world_from_camera)
        expect(bool(np.allclose(cameras[index]["cam_R_w2c"], to_camera[:3, :3])), "camera")
        for k, number in enumerate(numbers):
            one = frame.annotations[number]
            expect(skus[str(poses[index][k]["obj_id"])] == one["sku"], f"{frame.stem}: object {k}")
            place = np.array([*products["pose_world"][row[number]][1], 1.0])
            off = poses[index][k]["cam_t_m2c"][:, 0] / 1000 - (to_camera @ place)[:3]
            worst = max(worst, float(np.abs(off).max()))
            expect(tuple(info[index][k]["bbox_visib"]) == tuple(one["box_xywh"]), f"{frame.stem}: box {k}")
            seen = inout.load_im(scene / "mask_visib" / f"{frame.stem}_{k:06d}.png") > 0
            expect(bool((seen == frame.mask(number)).all()), f"{frame.stem}: mask {k}")
            masks += 1
        depth = inout.load_depth(scene / "depth" / f"{frame.stem}.png") * cameras[index]["depth_scale"]
        expect(bool(depth.max() > 100), "depth is not in millimetres")
    expect(worst < 1e-5, f"poses are off by {worst} m")
    return f"{masks} poses, off by at most {worst * 1000:.4f} mm, boxes and masks of what is seen"


def webdataset(folder: Path, frames: list[Frame]) -> str:
    import webdataset as wds

    shards = sorted(str(path) for path in folder.glob("train-*.tar"))
    count = 0
    for sample in wds.WebDataset(shards, shardshuffle=False, empty_check=False).decode("pil"):
        frame = next(f for f in frames if f.stem == Path(sample["__key__"]).stem)
        expect(any(key in sample for key in ("jpg", "png")), f"no picture among {sorted(sample)}")
        row = sample["json"]
        boxes = sorted(map(tuple, row["objects"]["bbox"]))
        expect(
            boxes == sorted(tuple(a["box_xywh"]) for a in frame.annotations.values()), f"{frame.stem}: boxes"
        )
        count += len(boxes)
    with tarfile.open(shards[0]) as tar:
        expect(bool(tar.getnames()), "an empty shard")
    return f"{count} boxes of {len(frames)} frames"


def _datasets(kind: str, **where: str) -> Callable[[Path, list[Frame]], str]:
    def check(folder: Path, frames: list[Frame]) -> str:
        import datasets

        datasets.disable_progress_bars()
        places = {name: str(folder / value) for name, value in where.items()}
        loaded = datasets.load_dataset(kind, **places, split="train", cache_dir=str(folder / ".cache"))
        count = 0
        for row, frame in zip(loaded, frames, strict=True):
            boxes = sorted(map(tuple, _objects(row)))
            expect(
                boxes == sorted(tuple(a["box_xywh"]) for a in frame.annotations.values()),
                f"{frame.stem}: boxes",
            )
            expect(row["image"].size == frame.size_wh, f"{frame.stem}: {row['image'].size}")
            count += len(boxes)
        return f"{count} boxes of {len(frames)} frames"

    return check


def _objects(row: dict[str, Any]) -> list[list[float]]:
    objects = row["objects"]
    return objects["bbox"] if isinstance(objects, dict) else [o["bbox"] for o in objects]


CHECKS: dict[str, tuple[str, Callable[[Path, list[Frame]], str]]] = {
    "coco": ("pycocotools", coco),
    "coco-keypoints": ("pycocotools", coco_keypoints),
    "coco-panoptic": ("panopticapi", coco_panoptic),
    "fiftyone": ("fiftyone", fiftyone),
    "yolo-detect": ("ultralytics", yolo_detect),
    "yolo-segment": ("ultralytics", yolo_segment),
    "yolo-pose": ("ultralytics", yolo_pose),
    "yolo-obb": ("ultralytics", yolo_obb),
    "voc": ("datumaro", voc),
    "cvat": ("datumaro", cvat),
    "label-studio": ("label_studio_converter", label_studio),
    "kitti": ("datumaro", kitti),
    "bop": ("bop_toolkit_lib", bop),
    "webdataset": ("webdataset", webdataset),
    "huggingface": ("datasets", _datasets("imagefolder", data_dir=".")),
    "parquet": ("datasets", _datasets("parquet", data_files="data/*.parquet")),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dataset", type=Path)
    parser.add_argument("exports", type=Path)
    parser.add_argument("--also", type=Path, action="append", default=[], help="folder of an unpacked loader")
    parser.add_argument("--only", nargs="*", choices=sorted(CHECKS), help="only these formats")
    arguments = parser.parse_args()
    sys.path[:0] = [str(path) for path in arguments.also]
    frames = frames_of(arguments.dataset)
    wrong = 0
    for name, (loader, check) in CHECKS.items():
        if arguments.only and name not in arguments.only:
            continue
        folder = arguments.exports / name
        try:
            module = importlib.import_module(loader)
        except ImportError as error:
            print(f"{name:15} NOT CHECKED: {loader} is not there ({error})")
            continue
        said = f"{loader} {getattr(module, '__version__', '')}".strip()
        if not folder.is_dir():
            print(f"{name:15} NOT CHECKED: no folder {folder}")
            continue
        try:
            print(f"{name:15} {said}: {check(folder, frames)}", flush=True)
        except Exception as error:
            wrong += 1
            print(f"{name:15} {said}: WRONG: {type(error).__name__}: {error}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
