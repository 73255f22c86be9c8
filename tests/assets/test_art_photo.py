"""Photographed things: lit from one side, the same at every size and in any order, kept in bounds."""

import time

import cv2
import numpy as np
import pytest

from assets.art import pictured
from assets.art.imagery import MOTIFS
from assets.art.photo import scenery, sprites, studio
from assets.art.photo.library import photos
from assets.art.photo.parts import ball
from assets.art.photo.relief import Pen, Relief
from assets.draws import keyed_rng

NAMES = sorted(photos())


def over(rgba: np.ndarray, paper: float = 235.0) -> np.ndarray:
    """A premultiplied picture laid on paper."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    laid: np.ndarray = rgba[..., :3].astype(np.float32) + (1 - alpha) * paper
    return laid


def photo(name: str, r_px: float, variant: int = 0) -> np.ndarray:
    return sprites._sprite(name, variant, r_px, loose=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_thing_fills_its_circle_and_keeps_to_its_picture(name: str) -> None:
    picture = photo(name, 20.0)
    alpha = picture[..., 3] > 40
    ys, xs = np.nonzero(alpha)
    n = picture.shape[0]
    assert picture.shape == (n, n, 4)
    assert alpha.mean() > 0.08
    assert max(np.ptp(xs), np.ptp(ys)) > 0.5 * n
    seen = picture[..., :3][picture[..., 3] > 200]
    assert seen.std() > 6, "shaded, not flat"


def test_the_lamp_stands_at_the_upper_left() -> None:
    relief = Relief(80, 80)
    ball(Pen(relief, 40, 40, 34, keyed_rng(0, "ball")), 0xC04040, 0xC04040, 0.3, 0.0)
    lit = studio.light(relief, 34.0).mean(-1)
    assert lit[22:34, 22:34].mean() > 1.25 * lit[48:60, 48:60].mean()


def test_what_stands_higher_shades_what_lies_below() -> None:
    relief = Relief(120, 120)
    relief.height[:] = 0.0
    relief.color[:] = 0.5
    ball(Pen(relief, 60, 60, 20, keyed_rng(0, "ball")), 0xC04040, 0xC04040)
    lit = studio.light(relief, 40.0).mean(-1)
    assert lit[74:80, 74:80].mean() < 0.8 * lit[5:15, 5:15].mean()


@pytest.mark.parametrize("name", ["orange", "almond", "cereal_bowl", "dog", "splash", "choc"])
def test_small_pictures_are_large_ones_reduced(name: str) -> None:
    large, small = over(photo(name, 96.0)), over(photo(name, 24.0))
    reduced = cv2.resize(large, small.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(reduced - small).mean() < 9


def test_pictures_do_not_depend_on_what_was_made_before() -> None:
    first = photo("strawberry", 24.0)
    photo("pizza", 24.0)
    assert (photo("strawberry", 24.0) == first).all()
    assert (photo("strawberry", 24.0, 1) != first).any(), "variants differ"


@pytest.mark.parametrize("names", [("almond",), ("rice",), ("blueberry", "raspberry")])
def test_piles_repeat_without_a_seam(names: tuple[str, ...]) -> None:
    tile = sprites._tile(names, 0, 14.0)[..., :3].astype(np.float32)
    for picture in (tile, tile.transpose(1, 0, 2)):
        steps = np.abs(np.diff(picture, axis=1)).mean((0, 2))
        seam = np.abs(picture[:, 0] - picture[:, -1]).mean()
        assert seam < steps.mean() + 4 * steps.std()


def test_the_cache_stays_in_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    sprites._kept.clear()
    monkeypatch.setattr(sprites, "_KEPT_BYTES", 60_000)
    for name in NAMES[:25]:
        sprites.sprite(name, 0, 12.0)
        assert sum(n for _, n in sprites._kept.values()) <= 60_000


def test_every_type_of_product_gets_subjects_and_places_that_exist() -> None:
    rng = keyed_rng(3, "subjects")
    for table in (*pictured._INSTEAD.values(), pictured._MEAT):
        assert {n for names in table.values() for n in names} <= MOTIFS
        assert set(table) <= MOTIFS
    assert {n for names in pictured._FIRST.values() for n in names} - {""} <= MOTIFS
    assert {n for names in pictured._SCENES.values() for n in names} <= set(scenery.PICTURES)
    assert pictured.subjects("dairy", "eggs", ("wheat",), rng) == ("egg", "wheat")
    assert pictured.scene("no such", "thing", rng) in scenery.PICTURES


@pytest.mark.parametrize("name", sorted(scenery.PICTURES))
def test_backgrounds_have_texture(name: str) -> None:
    picture = scenery.picture(name, 0, 96)
    assert picture.shape == (96, 96, 4)
    assert picture[..., :3].std() > 4
    assert (scenery.picture(name, 0, 96) == picture).all()


def test_a_picture_is_affordable() -> None:
    start = time.process_time()
    for name in NAMES[::8]:
        photo(name, 26.0)
    assert (time.process_time() - start) / len(NAMES[::8]) < 0.12  # about 0.01 on an idle core
