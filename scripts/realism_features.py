"""What can be measured of a picture without knowing what it shows: light, colour, edges, sharpness, noise.

Shared by measure_realism.py (numbers beside photos) and blind_test.py (a classifier on crops). Plain NumPy
and OpenCV, so that it also runs in an environment that has nothing of this project's.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
LONG_SIDE_PX = 640
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a dataset (its ``images``), or of a plain folder, by name."""
    home = folder / "images" if (folder / "images").is_dir() else folder
    return sorted(path for path in home.iterdir() if path.suffix.lower() in SUFFIXES)


def read_reduced(path: Path, long_side_px: int = LONG_SIDE_PX) -> U8:
    """The picture as (h, w, 3) BGR, its longer side at most ``long_side_px``; never enlarged."""
    picture = cv2.imread(str(path))
    if picture is None:
        raise SystemExit(f"{path}: no picture")
    scale = long_side_px / max(picture.shape[:2])
    if scale < 1:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(picture, np.uint8)


def lab_of(bgr: U8) -> F32:
    """CIELAB, (h, w, 3)."""
    return np.asarray(cv2.cvtColor(bgr.astype(np.float32) / 255, cv2.COLOR_BGR2LAB), np.float32)


def measures(bgr: U8) -> dict[str, float]:
    """Numbers of one picture or crop, each with a plain meaning. L* from 0 to 100, sigmas in L* or a*b*."""
    lab = lab_of(bgr)
    return {**_light(lab, bgr), **_colour(lab), **_edges(lab), **_grain(lab)}


def _light(lab: F32, bgr: U8) -> dict[str, float]:
    lightness = lab[..., 0]
    low, middle, high = np.percentile(lightness, (5, 50, 95))
    third = lightness.shape[0] // 3
    return {
        "lightness, mean": float(lightness.mean()),
        "lightness, spread": float(lightness.std()),
        "lightness, 5 %": float(low),
        "lightness, median": float(middle),
        "lightness, 95 %": float(high),
        "burnt out (share)": float((bgr.min(-1) >= 250).mean()),
        "black (share)": float((bgr.max(-1) <= 20).mean()),
        "top brighter than middle": float(lightness[:third].mean() - lightness[third : 2 * third].mean()),
        "bottom brighter than middle": float(
            lightness[2 * third :].mean() - lightness[third : 2 * third].mean()
        ),
    }


def _colour(lab: F32) -> dict[str, float]:
    a, b = lab[..., 1], lab[..., 2]
    chroma = np.hypot(a, b)
    hue = (np.arctan2(b, a) / (2 * np.pi) * 24).astype(int) % 24
    by_hue = np.bincount(hue.ravel(), weights=chroma.ravel(), minlength=24)
    cells = np.floor(lab / (10, 12, 12)).astype(np.int64) + 32
    counts = np.unique(cells @ (1, 128, 128 * 128), return_counts=True)[1]
    return {
        "chroma, mean": float(chroma.mean()),
        "chroma, 95 %": float(np.percentile(chroma, 95)),
        "greys (share)": float((chroma < 8).mean()),
        "cast, green to red": float(np.median(a)),
        "cast, blue to yellow": float(np.median(b)),
        "colours, entropy (bits)": _entropy(counts),
        "hues, entropy (bits)": _entropy(by_hue),
    }


def _entropy(counts: NDArray[np.generic]) -> float:
    share = np.asarray(counts, float)
    share = share[share > 0] / share.sum()
    return float(-(share * np.log2(share)).sum())


def _edges(lab: F32) -> dict[str, float]:
    lightness = np.ascontiguousarray(lab[..., 0])
    gx, gy = (cv2.Sobel(lightness, cv2.CV_32F, *d, scale=0.125) for d in ((1, 0), (0, 1)))
    strength = np.hypot(gx, gy)
    bands = band_energies(lightness)
    flat = _block_std(lightness, 8)
    return {
        "edge strength, mean": float(strength.mean()),
        "edges, weak and strong (share)": float((strength > 3).mean()),
        "edges, strong (share)": float((strength > 10).mean()),
        "edges, upright to level": float(np.log((np.abs(gx).mean() + 1e-6) / (np.abs(gy).mean() + 1e-6))),
        "local contrast, 16 px": float(_block_std(lightness, 16).mean()),
        "flat area (share)": float((flat < 1.5).mean()),
        "fine detail over coarse (log)": float(bands[0] - bands[2]),
        "finest detail over fine (log)": float(bands[0] - bands[1]),
        "coarse detail over shapes (log)": float(bands[2] - bands[4]),
    }


def band_energies(lightness: F32, count: int = 5) -> list[float]:
    """Log of the mean square of each octave, the finest (1 to 2 px) first."""
    found, level = [], lightness
    for _ in range(count):
        smooth = cv2.GaussianBlur(level, (0, 0), 1.0)
        found.append(float(np.log(np.square(level - smooth).mean() + 1e-4)))
        level = cv2.resize(smooth, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return found


def _block_std(plane: F32, size: int) -> F32:
    h, w = (n // size * size for n in plane.shape)
    blocks = plane[:h, :w].reshape(h // size, size, w // size, size)
    return np.asarray(blocks.std((1, 3)), np.float32)


def _grain(lab: F32) -> dict[str, float]:
    """Noise where nothing else is: the tenth quietest of 8 px blocks of the residual after a 3 x 3 median.

    Blocks that are burnt out or black carry no noise and are left out.
    """
    lit = _block_mean(lab[..., 0], 8)
    usable = (lit > 8) & (lit < 96)
    found = {}
    for name, plane in (("noise, lightness", lab[..., 0]), ("noise, colour", lab[..., 1])):
        plane = np.ascontiguousarray(plane)
        quiet = _block_std(plane - cv2.medianBlur(plane, 3), 8)[usable]
        found[name] = float(np.percentile(quiet, 10)) if quiet.size else 0.0
    return found


def _block_mean(plane: F32, size: int) -> F32:
    h, w = (n // size * size for n in plane.shape)
    return np.asarray(plane[:h, :w].reshape(h // size, size, w // size, size).mean((1, 3)), np.float32)


def histograms(bgr: U8) -> tuple[F32, F32]:
    """Shares of L* (50 bins from 0 to 100) and of chroma (50 bins from 0 to 100 and above)."""
    lab = lab_of(bgr)
    chroma = np.minimum(np.hypot(lab[..., 1], lab[..., 2]), 99.9)
    found = [np.histogram(plane, 50, (0, 100))[0] / plane.size for plane in (lab[..., 0], chroma)]
    return np.asarray(found[0], np.float32), np.asarray(found[1], np.float32)


def simple_features(bgr: U8) -> F32:
    """What a logistic regression is given of a crop: measures, histograms, octaves, directions of edges."""
    lab = lab_of(bgr)
    light, chroma = histograms(bgr)
    lightness = np.ascontiguousarray(lab[..., 0])
    gx, gy = (cv2.Sobel(lightness, cv2.CV_32F, *d) for d in ((1, 0), (0, 1)))
    turn = (np.arctan2(gy, gx) % np.pi / np.pi * 12).astype(int) % 12
    turns = np.bincount(turn.ravel(), weights=np.hypot(gx, gy).ravel(), minlength=12)
    parts = [
        list(measures(bgr).values()),
        light.reshape(25, 2).sum(1),
        chroma.reshape(25, 2).sum(1),
        [band for i in range(3) for band in band_energies(np.ascontiguousarray(lab[..., i]))],
        turns / max(turns.sum(), 1e-6),
        _neighbours(lightness),
    ]
    return np.concatenate([np.asarray(part, np.float32) for part in parts])


def _neighbours(lightness: F32) -> list[float]:
    """How alike pixels are at small distances, after the mean of 5 x 5 is taken away: what lens, demosaicing,
    sharpening, denoising and compression leave behind."""
    rest = lightness - cv2.blur(lightness, (5, 5))
    power = float(np.square(rest).mean()) + 1e-6
    steps = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0))
    h, w = rest.shape
    return [float((rest[dy:, dx:] * rest[: h - dy, : w - dx]).mean()) / power for dy, dx in steps]


def label_files(folder: Path) -> Iterator[dict[str, object]]:
    """The labels of a rendered dataset, frame by frame."""
    for path in sorted((folder / "labels").glob("*.json")):
        yield json.loads(path.read_text())


def spread_over(items: Sequence[Path], count: int) -> list[Path]:
    """At most ``count`` of ``items``, evenly spread."""
    if len(items) <= count:
        return list(items)
    return [items[int(i)] for i in np.linspace(0, len(items) - 1, count)]
