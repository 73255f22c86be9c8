"""The draft engine against the path tracer: same composition, same colours, same spread of brightness."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hand_made import small_shelf

from generator.develop import develop
from generator.render.cycles import CyclesRenderer
from generator.render.draft import DraftRenderer
from labelers.trace import Tracer


@pytest.fixture(scope="module")
def pair() -> tuple[np.ndarray, np.ndarray]:
    """Radiance of the small shelf from the draft engine and from Cycles, 96 x 72."""
    scene = small_shelf(96, 72)
    scene = replace(scene, render=replace(scene.render, samples=16, adaptive_threshold=0.0, denoise=False))
    surfaces = Tracer().trace(scene)
    cycles = CyclesRenderer()
    reference = cycles.render(scene, surfaces).radiance
    cycles.close()
    return DraftRenderer().render(scene, surfaces).radiance, reference


def blurred(picture: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 2.0))


def test_developed_pictures_differ_by_less_than_six_levels_and_correlate(
    pair: tuple[np.ndarray, np.ndarray],
) -> None:
    post = small_shelf(96, 72).post
    draft, cycles = (blurred(develop(radiance, post)) for radiance in pair)
    difference = np.abs(draft - cycles).mean()
    correlation = np.corrcoef(draft.ravel(), cycles.ravel())[0, 1]
    assert difference < 6.0
    assert correlation > 0.97


def test_light_before_exposure_is_as_strong_as_with_cycles(pair: tuple[np.ndarray, np.ndarray]) -> None:
    draft, cycles = (radiance.mean((0, 1)) for radiance in pair)
    assert draft == pytest.approx(cycles, rel=0.12)


def test_shadows_middle_and_lights_lie_where_they_lie_with_cycles(
    pair: tuple[np.ndarray, np.ndarray],
) -> None:
    post = small_shelf(96, 72).post
    draft, cycles = (np.percentile(blurred(develop(r, post)), [5, 25, 50, 75, 95]) for r in pair)
    assert np.abs(draft - cycles).max() < 8
