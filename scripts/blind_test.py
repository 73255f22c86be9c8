"""A blind test: can a small classifier tell crops of our frames from crops of photographs?

    python scripts/blind_test.py FRAMES... --photos DIR [--crops 12] [--cnn] [--out FILE]

Every picture is reduced to 640 px on its longer side, cropped at random to 256 x 256 px and encoded as JPEG
of quality 90, so that size and file format tell nothing. As many pictures of frames as of photos are used,
and accuracy is measured on pictures whose crops were never trained on (folds by picture). 0.5 is a coin's
toss: no difference was found; 1.0 is always told apart.

Two judges: logistic regression on simple features (realism_features.py), and with --cnn a small convolutional
network (torch), which sees pixels. Prints JSON; with --out also writes it, with a sheet of crops to look at:
frames surest to be frames, frames taken for photos, photos surest to be photos (two rows each).
"""

import argparse
import json
import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).resolve().parents[1]))  # the rooms

from realism_features import measures, pictures_in, read_reduced, simple_features, spread_over

CROP_PX = 256
FOLDS = 6
F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Crops = NDArray[np.uint8]


def crops_of(path: Path, count: int, seed: int) -> list[NDArray[np.uint8]]:
    """Crops at random places, encoded and decoded once."""
    picture, rng = read_reduced(path), np.random.default_rng(seed)
    if min(picture.shape[:2]) < CROP_PX:
        scale = CROP_PX / min(picture.shape[:2])
        picture = cv2.resize(picture, None, fx=scale, fy=scale)
    found = []
    for _ in range(count):
        y, x = (int(rng.integers(0, n - CROP_PX + 1)) for n in picture.shape[:2])
        crop = picture[y : y + CROP_PX, x : x + CROP_PX]
        found.append(cv2.imdecode(cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, 90])[1], 1))
    return found


def gather(paths: list[Path], count: int, seed: int) -> tuple[Crops, I64]:
    """All crops and the index of the picture that each is from."""
    crops = [(i, crop) for i, path in enumerate(paths) for crop in crops_of(path, count, seed + i)]
    return np.stack([crop for _, crop in crops]), np.array([i for i, _ in crops])


def folds_of(pictures: I64, seed: int) -> I64:
    """A fold for each crop; crops of one picture share theirs."""
    order = np.random.default_rng(seed).permutation(int(pictures.max()) + 1)
    return np.asarray(order[pictures] % FOLDS)


def logistic(train: F64, truth: F64, test: F64, ridge: float) -> F64:
    """Probabilities for ``test`` by ridge logistic regression, fitted by Newton's method."""
    mean, std = train.mean(0), train.std(0) + 1e-6
    x = np.column_stack([np.clip((train - mean) / std, -5, 5), np.ones(len(train))])
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 1e-6
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - truth) + penalty * weights
        bend = (x.T * (p * (1 - p))) @ x + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    at = np.column_stack([np.clip((test - mean) / std, -5, 5), np.ones(len(test))])
    return np.asarray(1 / (1 + np.exp(-at @ weights)))


def auc(score: F64, truth: F64) -> float:
    """Area under the ROC curve: the chance that a frame's crop scores above a photo's."""
    order = np.argsort(np.argsort(score)) + 1.0
    ours = truth > 0.5
    n, m = ours.sum(), (~ours).sum()
    return float((order[ours].sum() - n * (n + 1) / 2) / (n * m))


def verdict(score: F64, truth: F64, pictures: I64) -> dict[str, float]:
    """Accuracy by crop and by picture (mean of its crops' log odds), and the area under the ROC curve."""
    right = (score > 0.5) == (truth > 0.5)
    odds = np.log(np.clip(score, 1e-6, 1 - 1e-6) / np.clip(1 - score, 1e-6, 1 - 1e-6))
    keys = pictures + (truth > 0.5) * 1_000_000
    whole = [np.mean(odds[keys == key]) * (1 if key >= 1_000_000 else -1) > 0 for key in np.unique(keys)]
    return {
        "crops right": round(float(right.mean()), 3),
        "pictures right": round(float(np.mean(whole)), 3),
        "auc": round(auc(score, truth), 3),
    }


def tell_apart(crops: Crops, truth: F64, pictures: I64, folds: I64) -> tuple[F64, dict[str, float]]:
    features = np.array([simple_features(crop) for crop in crops], np.float64)
    score = np.zeros(len(crops))
    for fold in range(FOLDS):
        out = folds == fold
        score[out] = logistic(features[~out], truth[~out], features[out], ridge=30.0)
    return score, verdict(score, truth, pictures)


def by_the_network(
    crops: Crops, truth: F64, pictures: I64, folds: I64, epochs: int
) -> tuple[F64, dict[str, float]]:
    from generator.train.blind_network import fit_and_score

    score = np.zeros(len(crops))
    for fold in range(FOLDS):
        out = folds == fold
        score[out] = fit_and_score(crops[~out], truth[~out], crops[out], epochs, seed=fold)
        print(f"fold {fold}: {verdict(score[out], truth[out], pictures[out])}", file=sys.stderr, flush=True)
    return score, verdict(score, truth, pictures)


def telltales(crops: Crops, truth: F64) -> list[tuple[str, float, float, float]]:
    """Each measure by itself: how far its AUC is from chance, with the medians of photos and frames."""
    rows = [measures(crop) for crop in crops]
    found = []
    for name in rows[0]:
        value = np.array([row[name] for row in rows])
        photo, ours = np.median(value[truth < 0.5]), np.median(value[truth > 0.5])
        found.append((name, round(auc(value, truth), 3), round(float(photo), 3), round(float(ours), 3)))
    return sorted(found, key=lambda row: -abs(row[1] - 0.5))


def sheet(crops: Crops, score: F64, truth: F64) -> NDArray[np.uint8]:
    """Six rows of ten crops, two of each kind: surest frames, frames taken for photos, surest photos."""
    ours, photos = np.flatnonzero(truth > 0.5), np.flatnonzero(truth < 0.5)
    groups = [
        ours[np.argsort(-score[ours])],
        ours[np.argsort(score[ours])],
        photos[np.argsort(score[photos])],
    ]
    tiles = []
    for group in groups:
        small = [cv2.resize(crops[i], (128, 128), interpolation=cv2.INTER_AREA) for i in group[:20]]
        tiles += [np.hstack(small[:10]), np.hstack(small[10:20])]
    return np.vstack(tiles)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("frames", nargs="+", type=Path)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--crops", type=int, default=12, help="crops of each picture")
    parser.add_argument("--cnn", action="store_true")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--repeats", type=int, default=3, help="draws of crops and folds, averaged")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    photos = pictures_in(args.photos)
    each = -(-len(photos) // len(args.frames))
    frames = [path for folder in args.frames for path in spread_over(pictures_in(folder), each)]
    result: dict[str, object] = {"photos": len(photos), "frames": len(frames), "crops each": args.crops}
    simple, network = [], []
    for repeat in range(args.repeats):
        (a, at_a), (b, at_b) = (gather(p, args.crops, 1000 * repeat) for p in (photos, frames))
        crops, pictures = np.concatenate([a, b]), np.concatenate([at_a, at_b])
        truth = np.repeat([0.0, 1.0], (len(a), len(b)))
        folds = np.concatenate([folds_of(at_a, repeat), folds_of(at_b, repeat)])
        score, found = tell_apart(crops, truth, pictures, folds)
        simple.append(found)
        if args.cnn:
            score, found = by_the_network(crops, truth, pictures, folds, args.epochs)
            network.append(found)
    for name, runs in (("logistic regression", simple), ("network", network)):
        if runs:
            result[name] = {k: round(float(np.mean([r[k] for r in runs])), 3) for k in runs[0]}
    result["telltales (auc, photos, frames)"] = {n: (u, p, o) for n, u, p, o in telltales(crops, truth)[:14]}
    print(json.dumps(result, indent=1))
    if args.out:
        args.out.write_text(json.dumps(result, indent=1))
        cv2.imwrite(str(args.out.with_suffix(".jpg")), sheet(crops, score, truth))


if __name__ == "__main__":
    main()
