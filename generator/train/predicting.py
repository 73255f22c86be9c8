"""``gondola predict`` and ``gondola export-model``: what the commands do."""

import json
import sys
from pathlib import Path
from typing import Any

from generator.cli.failures import WRONG_INPUT, UsageError
from generator.train.needs import need, need_torch, torch_device

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")


def predict_pictures(
    model: Path,
    images: list[Path],
    out: Path,
    coco: Path | None,
    long_side: int | None,
    least: float,
    device: str,
) -> int:
    """Write COCO detections, and pictures with their boxes; with ``coco`` also the scores. 2 where a picture
    could not be read: the others are done all the same."""
    need_torch("Predicting")
    from generator.dataset.atomic import write_atomic
    from generator.train.finding import Finding, find
    from generator.train.judging import as_categories, category_ids, coco_results
    from generator.train.loading import open_model
    from generator.train.photos import PhotoError, read_picture

    where = torch_device(device)
    trained = open_model(model, where)
    how = Finding(long_side_px=long_side, least_score=least)
    wanted, theirs = _wanted(images, coco)
    names = trained.class_names
    categories = category_ids(names, theirs) if theirs else list(range(1, len(names) + 1))
    out.mkdir(parents=True, exist_ok=True)
    results: list[dict[str, Any]] = []
    unread, pictures = [], []
    for number, (image_id, path, size_wh) in enumerate(wanted, 1):
        try:
            picture = read_picture(path, size_wh)
        except PhotoError as error:
            unread.append(path)
            print(f"{number}/{len(wanted)} {error} It is left out.", file=sys.stderr, flush=True)
            continue
        found = as_categories(find(trained.detector, picture, how, where), categories)
        results += coco_results(image_id, found)
        h, w = picture.shape[:2]
        pictures.append({"id": image_id, "file_name": str(path), "width": w, "height": h})
        _draw(out / _drawn_name(path, wanted), picture, found)
        print(f"{number}/{len(wanted)} {path.name}: {len(found.scores)} boxes", file=sys.stderr, flush=True)
    write_atomic(out / "detections.json", json.dumps(results).encode())
    write_atomic(out / "images.json", json.dumps(pictures).encode())
    print(f"{out / 'detections.json'} ({len(results)} boxes in {len(wanted) - len(unread)} pictures)")
    if coco:
        _print_scores(coco, results)
    return WRONG_INPUT if unread else 0


def _print_scores(coco: Path, results: list[dict[str, Any]]) -> None:
    from generator.train.scoring import score, told

    print(told(score(coco, results)))


type Wanted = tuple[int, Path, tuple[int, int]]
"""A picture's id, its place, and its size where a COCO file says it."""


def _wanted(images: list[Path], coco: Path | None) -> tuple[list[Wanted], dict[int, str]]:
    """Pictures, and names of categories by id: a COCO file's, or all that are named or lie in the folders
    named."""
    if coco:
        from generator.train.photos import read_coco

        found = read_coco(coco, images[0] if images else coco.parent)
        return [(photo.image_id, photo.path, photo.size_wh) for photo in found.photos], found.class_names
    missing = [str(place) for place in images if not place.exists()]
    if missing:
        raise UsageError(f"There is no {', '.join(missing)}.")
    paths = [
        path
        for place in images
        for path in (sorted(place.iterdir()) if place.is_dir() else [place])
        if path.suffix.lower() in PICTURES or not place.is_dir()
    ]
    if not paths:
        raise UsageError(f"No pictures in {', '.join(map(str, images))} ({', '.join(PICTURES)}).")
    return [(number, path, (0, 0)) for number, path in enumerate(paths, 1)], {}


def _drawn_name(path: Path, wanted: list[Wanted]) -> str:
    """A name of its own, even for pictures of one name in several folders."""
    alike = sum(other.stem == path.stem for _, other, _ in wanted) > 1
    return f"{path.parent.name}-{path.name}.boxes.jpg" if alike else f"{path.stem}.boxes.jpg"


def _draw(path: Path, picture: Any, found: Any, least: float = 0.25) -> None:
    """The picture with the boxes that a person would want to see."""
    import cv2

    from generator.dataset.atomic import write_atomic

    shown = picture[..., ::-1].copy()
    thick = max(round(max(shown.shape) / 600), 1)
    for (x0, y0, x1, y1), score in zip(found.boxes_xyxy.tolist(), found.scores.tolist(), strict=True):
        if score >= least:
            cv2.rectangle(shown, (round(x0), round(y0)), (round(x1), round(y1)), (40, 220, 40), thick)
    write_atomic(path, cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())


def export_model(model: Path, out: Path, size_wh: tuple[int, int]) -> None:
    """Write the model as ONNX, compared with PyTorch."""
    need_torch("Exporting")
    need("Exporting", "onnx", "onnxruntime")
    from generator.train.loading import open_model
    from generator.train.onnx_file import export

    compared = export(open_model(model), out, size_wh)
    print(
        f"{out}: pictures of {size_wh[0]} x {size_wh[1]}; ONNX Runtime finds what PyTorch finds "
        f"(scores within {compared.score:.1g}, boxes within {compared.box_px:.1g} px)"
    )
