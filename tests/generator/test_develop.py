"""The camera pipeline: exposure, white balance, noise, vignetting, tone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.color import white_of
from generator.develop import auto_exposure, develop, expose, through_sensor, tone_curve, vignette
from generator.optics import through_lens
from scenes.scene import PostSettings

SHAPE = (48, 64, 3)


def some_light(seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).gamma(1.5, 0.4, SHAPE).astype(np.float32)


@given(st.floats(1e-3, 1e3))
@settings(max_examples=25, deadline=None)
def test_the_picture_does_not_depend_on_the_unit_of_light(scale: float) -> None:
    light = some_light()
    scaled = light * np.float32(scale)
    rescaled, plain = (develop(x, PostSettings()).astype(int) for x in (scaled, light))
    assert np.abs(rescaled - plain).max() <= 1


def test_one_stop_more_is_twice_the_light_before_the_tone_curve() -> None:
    light = some_light()
    np.testing.assert_allclose(
        expose(light, PostSettings(exposure_ev=1.0)), 2 * expose(light, PostSettings()), rtol=1e-6
    )


@pytest.mark.parametrize("temperature_k", [2700.0, 4000.0, 6500.0, 9000.0])
def test_white_under_the_light_that_the_camera_believes_in_is_neutral(temperature_k: float) -> None:
    white = np.broadcast_to(np.array(white_of(temperature_k), np.float32), SHAPE).copy()
    picture = develop(white, PostSettings(white_balance_k=temperature_k)).astype(float)
    assert np.ptp(picture.mean((0, 1))) <= 0.02 * picture.mean()


def test_white_under_warmer_light_than_believed_looks_warm_and_under_cooler_light_cool() -> None:
    white = np.broadcast_to(np.array(white_of(4000), np.float32), SHAPE).copy()
    warm = develop(white, PostSettings(white_balance_k=6500)).mean((0, 1))
    cool = develop(white, PostSettings(white_balance_k=2800)).mean((0, 1))
    assert warm[0] > warm[1] > warm[2]
    assert cool[0] < cool[1] < cool[2]


def test_white_of_daylight_is_nearly_neutral_and_has_luminance_one() -> None:
    red, green, blue = white_of(6500)
    assert 0.2126 * red + 0.7152 * green + 0.0722 * blue == pytest.approx(1.0, abs=1e-6)
    assert max(red, green, blue) - min(red, green, blue) < 0.12


def test_vignetting_darkens_the_corners_only() -> None:
    fall_off = vignette(64, 48, 0.4)
    assert fall_off[24, 32] == pytest.approx(1.0, abs=1e-3)
    assert fall_off[[0, 0, -1, -1], [0, -1, 0, -1]] == pytest.approx(0.6, abs=0.03)
    assert fall_off[12:36, 16:48].min() > 0.97
    flat = np.full(SHAPE, 0.3, np.float32)
    plain, dark = develop(flat, PostSettings()), develop(flat, PostSettings(vignetting=0.4))
    assert dark[0, 0, 0] < plain[0, 0, 0] - 15
    assert abs(int(dark[24, 32, 0]) - int(plain[24, 32, 0])) < 12


def test_noise_grows_with_iso_and_is_reproducible() -> None:
    flat = np.full((200, 200, 3), 0.18, np.float32)
    settings_of = {iso: PostSettings(noise_iso=iso, noise_seed=5) for iso in (100.0, 800.0, 6400.0)}
    shots = [through_sensor(flat, post) for post in settings_of.values()]
    spread = [float(shot.std()) for shot in shots]
    assert spread[0] * 2 < spread[1] < spread[2] / 2
    expected = np.sqrt(0.18 * 800 / (100 * 20000.0) + (6.0 * 800 / (100 * 20000.0)) ** 2)
    assert spread[1] == pytest.approx(expected, rel=0.02)
    again = through_sensor(flat, settings_of[800.0])
    other = through_sensor(flat, PostSettings(noise_iso=800.0, noise_seed=6))
    assert np.array_equal(again, shots[1])
    assert not np.array_equal(other, shots[1])
    assert np.array_equal(through_sensor(flat, PostSettings()), flat)


def test_shadows_keep_less_of_their_noise_than_mid_grey() -> None:
    dark = np.full((200, 200, 3), 0.02, np.float32)
    spread = float(through_sensor(dark, PostSettings(noise_iso=800.0, noise_seed=5)).std())
    raw = np.sqrt(0.02 * 800 / (100 * 20000.0) + (6.0 * 800 / (100 * 20000.0)) ** 2)
    assert spread == pytest.approx(raw * (0.02 / 0.12) / (0.18 / 0.28), rel=0.02)


def test_a_camera_may_take_the_colour_out_of_its_noise() -> None:
    flat = np.full((200, 200, 3), 0.18, np.float32)

    def colour(chroma_noise: float) -> tuple[float, float]:
        """Spread of red beside green, and of the grey of all three."""
        noise = (
            through_sensor(flat, PostSettings(noise_iso=800.0, chroma_noise=chroma_noise, noise_seed=5))
            - flat
        )
        return float((noise[..., 0] - noise[..., 1]).std()), float(noise.mean(2).std())

    (raw, grey), (half, same), (none, _) = (colour(share) for share in (0.0, -0.5, -1.0))
    assert half == pytest.approx(0.5 * raw, rel=0.02)
    assert none < 0.01 * raw
    assert same == pytest.approx(grey, rel=0.01)


def test_shot_noise_is_larger_in_bright_areas() -> None:
    light = np.full((100, 200, 3), 0.02, np.float32)
    light[:, 100:] = 1.0
    noise = through_sensor(light, PostSettings(noise_iso=400.0)) - light
    assert noise[:, 100:].std() > 3 * noise[:, :100].std()


@given(st.floats(0, 3), st.floats(0, 3))
def test_the_tone_curve_rises_and_keeps_middle_grey(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert tone_curve(np.array(low)) <= tone_curve(np.array(high))
    assert tone_curve(np.array(0.18)) == pytest.approx(0.18, abs=1e-9)
    assert tone_curve(np.array([0.0, 3.0, 50.0])) == pytest.approx([0, 1, 1])


def test_a_lamp_in_view_hardly_changes_the_exposure() -> None:
    light = some_light()
    with_lamp = light.copy()
    with_lamp[:4, :6] = 500.0  # 0.8 % of the picture
    assert auto_exposure(with_lamp) == pytest.approx(auto_exposure(light), rel=0.15)


def test_dark_and_empty_pictures_develop_without_errors() -> None:
    assert develop(np.zeros(SHAPE, np.float32), PostSettings()).max() == 0
    assert np.isfinite(auto_exposure(np.full(SHAPE, 1e-12, np.float32)))


def test_contrast_spreads_and_saturation_zero_leaves_grey() -> None:
    light = some_light()
    flat, strong = (develop(light, PostSettings(contrast=c)).std() for c in (0.6, 1.4))
    assert strong > 1.4 * flat
    grey = develop(light, PostSettings(saturation=0.0)).astype(int)
    assert np.ptp(grey, axis=2).max() <= 1


def test_blur_softens_and_sharpening_steepens_an_edge() -> None:
    edge = np.full(SHAPE, 0.1, np.float32)
    edge[:, 32:] = 0.5
    step = {
        name: np.abs(np.diff(develop(edge, post)[24, :, 1].astype(int))).max()
        for name, post in (
            ("plain", PostSettings()),
            ("soft", PostSettings(blur_px=2.0)),
            ("sharp", PostSettings(sharpen=1.0)),
        )
    }
    assert step["soft"] < step["plain"] < step["sharp"]


def centroid(picture: np.ndarray) -> np.ndarray:
    weight = picture[..., 1].astype(float) - np.median(picture[..., 1])
    weight = np.clip(weight, 0, None)
    y, x = np.mgrid[: weight.shape[0], : weight.shape[1]]
    return np.array([(weight * x).sum(), (weight * y).sum()]) / weight.sum()


@pytest.mark.parametrize(
    "post",
    [
        PostSettings(motion_px=7.0, motion_deg=35.0),
        PostSettings(chromatic_px=2.0),
        PostSettings(glare=0.05),
        PostSettings(ghosts=0.05, glare=0.05),
        PostSettings(smear=1.0),
        PostSettings(sharpen=1.0, sharpen_radius_px=2.0),
        PostSettings(detail=0.5),
        PostSettings(jpeg_quality=60.0),
    ],
)
def test_no_effect_moves_what_is_seen(post: PostSettings) -> None:
    light = np.full(SHAPE, 0.05, np.float32)
    light[10:26, 41:53] = 0.6
    plain = develop(light, PostSettings())
    changed = develop(light, post)
    assert not np.array_equal(changed, plain)
    assert np.abs(centroid(changed) - centroid(plain)).max() < 0.15


def test_a_lamp_leaves_ghosts_on_the_other_side_of_the_centre_and_goods_leave_none() -> None:
    light = np.full((240, 320, 3), 0.2, np.float32)
    light[40:60, 40:80] = 1.0  # as bright as a sheet of paper
    assert np.array_equal(through_lens(light, PostSettings(ghosts=0.05)), light)
    light[40:60, 40:80] = 60.0
    added = through_lens(light, PostSettings(ghosts=0.05)) - light
    assert added.min() >= 0
    far = added[120:, 160:].mean(2)  # the lamp is in the upper left quarter
    y, x = np.unravel_index(int(far.argmax()), far.shape)
    assert far.max() > 0.05
    assert abs(y / x - 70 / 100) < 0.15  # on the line from the lamp through the centre
    assert np.ptp(added[120 + y, 160 + x]) > 0.1 * added[120 + y, 160 + x].max()  # tinted


def test_a_reduced_picture_keeps_fine_colour_through_its_jpeg_and_an_enlarged_one_loses_it() -> None:
    light = np.full(SHAPE, 0.2, np.float32)
    light[:, ::2] = (0.3, 0.2, 0.12)  # columns of one pixel, alike in lightness

    def colour_left(post: PostSettings) -> float:
        shot, plain = (develop(light, p).astype(float) for p in (post, PostSettings()))
        red_less_blue = [picture[..., 0] - picture[..., 2] for picture in (shot, plain)]
        return float(np.std(red_less_blue[0]) / np.std(red_less_blue[1]))

    assert colour_left(PostSettings(jpeg_quality=92.0)) > 0.7
    assert colour_left(PostSettings(jpeg_quality=92.0, detail=0.6)) < 0.4


def test_what_lies_outside_a_fisheyes_circle_does_not_change_the_exposure() -> None:
    light = some_light()
    circled = np.concatenate([light, np.zeros_like(light)])
    assert auto_exposure(circled) == pytest.approx(auto_exposure(light), rel=1e-5)


def test_tint_turns_grey_to_magenta_and_green() -> None:
    grey = np.full(SHAPE, 0.2, np.float32)
    magenta, plain, green = (
        np.subtract(*develop(grey, PostSettings(tint=t)).astype(float).mean((0, 1))[:2])
        for t in (0.1, 0.0, -0.1)
    )
    assert magenta > plain + 4
    assert green < plain - 4


def test_the_same_light_gives_the_same_bytes() -> None:
    post = PostSettings(0.3, 4000.0, 1.1, 1.1, 0.2, 400.0, 0.7, 0.3, 11)
    assert develop(some_light(), post).tobytes() == develop(some_light(), post).tobytes()
