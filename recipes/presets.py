"""Cameras by name: what a preset gives to settings of lens and post that a recipe leaves at their defaults.

Fields of view, pixel pitches and apertures are from the makers' published data (see docs/cameras.md). What a
camera's software does is not published; those values are ours, judged by eye beside photographs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from recipes.model import Lens, Post, Section


@dataclass(frozen=True)
class Preset:
    """``lens.hfov_deg`` is along the longer side of the picture, whichever way the camera is held."""

    lens: Lens
    post: Post
    sensor_width_mm: float


_PHONE = {
    "sharpen": {"uniform": [0.25, 0.65]},
    "sharpen_radius_px": {"uniform": [0.6, 1.1]},
    "blur_px": {"uniform": [0.2, 0.42]},
    "noise_iso": {"log_uniform": [350, 560]},
    "chroma_noise": {"uniform": [-0.7, -0.2]},
    "smear": {"uniform": [0.03, 0.07]},
    "contrast": {"uniform": [1.08, 1.32]},
    "saturation": {"uniform": [0.77, 0.99]},
    "exposure_ev": {"normal": [-0.1, 0.35]},
    "tint": {"normal": [0.015, 0.02]},
    "white_balance_mired": {"normal": [-6, 15]},
    "vignetting": {"uniform": [0.02, 0.2]},
    "chromatic_px": {"normal": [0, 0.25]},
    "glare": {"log_uniform": [0.003, 0.04]},
    "ghosts": {"log_uniform": [0.0003, 0.006]},
    "jpeg_quality": {"integers": [91, 97]},
    "motion_px": {"choice": [0, {"log_uniform": [0.3, 1.6]}], "weights": [3, 1]},
    "motion_deg": {"uniform": [0, 180]},
}
_VIDEO = _PHONE | {
    "jpeg_quality": {"integers": [40, 80]},
    "noise_iso": {"log_uniform": [700, 2800]},
    "chroma_noise": {"uniform": [0, 0.3]},
    "smear": {"uniform": [0.4, 1.0]},
    "sharpen": {"uniform": [0.6, 1.6]},
    "detail": {"uniform": [0.6, 1.0]},
    "motion_px": 0,
}
_SHEETS: Mapping[str, tuple[dict[str, Any], dict[str, Any], float]] = {
    "phone_main": ({"hfov_deg": 67.3, "k1": {"normal": [0, 0.008]}, "fstop": 1.6}, _PHONE, 6.85),
    "phone_wide": (
        {"hfov_deg": 106.2, "k1": {"uniform": [-0.02, 0]}, "fstop": 2.4},
        _PHONE | {"vignetting": {"uniform": [0.15, 0.5]}, "chromatic_px": {"normal": [0, 0.5]}},
        4.03,
    ),
    "compact": (
        {"hfov_deg": 65.5, "k1": {"uniform": [-0.02, 0]}, "k2": {"uniform": [0, 0.01]}, "fstop": 1.8},
        _PHONE | {"smear": {"uniform": [0.02, 0.06]}, "sharpen": {"uniform": [0.1, 0.6]}},
        13.2,
    ),
    "cctv": (
        {"model": "fisheye", "hfov_deg": {"uniform": [120, 165]}, "k1": {"normal": [-0.01, 0.006]}},
        _VIDEO | {"vignetting": {"uniform": [0.2, 0.6]}, "chromatic_px": {"normal": [0, 0.7]}},
        7.4,
    ),
    "shelf_edge": (
        {"hfov_deg": 102.0, "k1": {"uniform": [-0.06, -0.02]}, "k2": {"uniform": [0, 0.006]}},
        _VIDEO | {"vignetting": {"uniform": [0.1, 0.5]}},
        6.45,
    ),
    "robot_mast": (
        {"hfov_deg": 69.0, "k1": {"normal": [0, 0.01]}},
        _VIDEO | {"motion_px": {"uniform": [0, 1.5]}, "motion_deg": 0},
        2.7,
    ),
    "webcam": ({"hfov_deg": 70.4, "k1": {"normal": [0.01, 0.01]}}, _VIDEO, 4.8),
}  # fmt: skip


@cache
def presets() -> Mapping[str, Preset]:
    """All presets by name; "plain" is none."""
    made = {
        name: Preset(Lens.model_validate(lens), Post.model_validate(post), width)
        for name, (lens, post, width) in _SHEETS.items()
    }
    return MappingProxyType({"plain": Preset(Lens(), Post(), 6.4), **made})


def filled(section: Section, preset: Section) -> Iterator[tuple[str, Any]]:
    """Every setting of a section, the preset's where the recipe has the default."""
    for name, field in type(section).model_fields.items():
        own = getattr(section, name)
        yield name, getattr(preset, name) if own == field.default else own
