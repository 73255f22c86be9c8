"""The numbers that frames are held against photographs with are what they are said to be."""

import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "scripts"))

from measure_realism import add_boxes, floor_of, spread, wasserstein
from realism_features import band_energies, measures

values = st.lists(st.floats(-50, 50), min_size=2, max_size=30)


def brute_distance(a: list[float], b: list[float]) -> float:
    """Area between the distribution functions, summed over a fine grid."""
    grid = np.linspace(-51, 51, 20401)
    below = [(np.array(v)[:, None] <= grid).mean(0) for v in (a, b)]
    return float(np.abs(below[0] - below[1]).sum() * (grid[1] - grid[0]))


@given(values, values)
@settings(max_examples=60, deadline=None)
def test_the_distance_is_the_area_between_the_distribution_functions(a: list[float], b: list[float]) -> None:
    assert abs(wasserstein(a, b) - brute_distance(a, b)) < 0.02 + 0.01 * abs(brute_distance(a, b))


@given(values, st.floats(-5, 5))
@settings(max_examples=60, deadline=None)
def test_a_shift_is_as_far_as_it_shifts_and_distances_go_both_ways(a: list[float], shift: float) -> None:
    moved = [v + shift for v in a]
    assert abs(wasserstein(a, moved) - abs(shift)) < 1e-9
    assert abs(wasserstein(a, moved) - wasserstein(moved, a)) < 1e-9


def test_the_floor_of_many_alike_is_small_and_of_few_large() -> None:
    rng = np.random.default_rng(3)
    few, many = (list(rng.normal(size=n)) for n in (12, 1200))
    assert floor_of(many) < 0.1 < floor_of(few)
    assert abs(spread(many) - 1.35) < 0.1  # of a normal distribution


def grey(noise: float = 0.0, level: float = 110.0) -> np.ndarray:
    rng = np.random.default_rng(5)
    return np.clip(level + noise * rng.standard_normal((128, 128, 3)), 0, 255).astype(np.uint8)


def test_noise_burnt_out_light_and_flatness_are_seen_for_what_they_are() -> None:
    clean, noisy, burnt = measures(grey()), measures(grey(6.0)), measures(grey(level=255.0))
    assert clean["noise, lightness"] == 0 < noisy["noise, lightness"]
    assert clean["flat area (share)"] == 1 > noisy["flat area (share)"]
    assert burnt["burnt out (share)"] == 1 > clean["burnt out (share)"]
    assert clean["greys (share)"] == 1


def test_stripes_have_their_energy_in_the_octave_of_their_width() -> None:
    x = np.arange(256)
    fine, coarse = (
        np.tile(50 + 20 * np.sign(np.sin(np.pi * x / half)), (256, 1)).astype(np.float32) for half in (1, 16)
    )
    assert np.argmax(band_energies(fine, 6)) == 0
    assert np.argmax(band_energies(coarse, 6)) >= 3


def test_boxes_of_neighbours_are_compared_along_their_row_only(tmp_path: Path) -> None:
    boxes = [[0, 0, 10, 20], [10, 0, 10, 20], [20, 10, 10, 10], [0, 60, 10, 40]]
    marks = ",".join(f'{{"image_id": 1, "bbox": {box}}}' for box in boxes)
    file = tmp_path / "boxes.json"
    file.write_text(f'{{"annotations": [{marks}]}}')
    found: dict[str, list[float]] = {"products' width over height (log)": []}
    name = "height of a product over its right neighbour's (log, unsigned)"
    found[name] = []
    add_boxes(found, file)
    np.testing.assert_allclose(sorted(found[name]), [0, np.log(2)], atol=1e-9)
    assert len(found["products' width over height (log)"]) == 4
