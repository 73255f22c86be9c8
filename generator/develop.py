"""From light to a picture: one camera pipeline for every engine.

Scene-linear radiance passes the lens (blur, motion, colour fringes, ghosts, glare, vignetting), exposure, the
sensor (noise), white balance, colour saturation, an S-shaped tone curve, sRGB encoding, and what the camera's
software does (smearing, sharpening, enlarging, JPEG), in this order. Nothing here moves a label.

The tone curve is a Naka-Rushton response, t(x) = k x^n / (x^n + s) (Naka and Rushton, "S-potentials from
colour units in the retina of fish", 1966): a straight line of slope n in log-log shadows and a soft shoulder,
as phones and film have. n = 1.12; s and k follow from two conditions: a mid grey of 0.18 stays where it is,
and light 1.4 times a white sheet's reaches display white.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.draws import keyed_rng
from generator.color import LUMINANCE, white_of
from generator.optics import through_lens
from generator.software import finished
from scenes.scene import PostSettings

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]

MID_GREY = 0.18
TONE_WHITE = 1.4  # exposed light that just reaches display white
TONE_SLOPE = 1.12
METER_KEY = 0.17  # where automatic exposure puts the log-average of the picture
HIGHLIGHT = 1.6  # the 99th percentile is held below this,
LEAST_HELD = 0.6  # but no picture gets less than this part of its metered light
LAMP = 12.0  # times the middle of the picture: what is brighter is a lamp, and may burn out
FULL_WELL_E = (
    20000.0  # electrons per picture pixel at exposed light 1 and ISO 100 (many sensor pixels are binned)
)
READ_NOISE_E = 6.0
CALMED = 0.1  # light at which cameras leave half as much of the noise as of that in full light
CHROMA_SIGMA_PX = 1.3  # size of blotches of colour
LUT_SIZE = 4096


def develop(radiance: F32, post: PostSettings) -> U8:
    """Scene-linear Rec.709 radiance (h, w, 3) float32 to an sRGB picture (h, w, 3) uint8.

    Deterministic: noise comes from ``post.noise_seed`` alone.
    """
    exposed = through_sensor(expose(radiance, post), post)
    balanced = _balance_and_saturate(exposed, post)
    return finished(_tone_map(balanced, post), post)


def expose(radiance: F32, post: PostSettings) -> F32:
    """Light on the sensor, 1.0 = a white sheet in a well exposed picture: lens blur, vignetting, exposure."""
    gain = auto_exposure(radiance, post.white_balance_k) * 2.0**post.exposure_ev
    light = np.multiply(radiance, np.float32(gain), dtype=np.float32)
    if post.blur_px > 0:
        light = cv2.GaussianBlur(light, (0, 0), post.blur_px, borderType=cv2.BORDER_REPLICATE)
    light = through_lens(light, post)
    if post.vignetting > 0:
        light *= vignette(light.shape[1], light.shape[0], post.vignetting)[..., None]
    return light


def auto_exposure(radiance: F32, white_balance_k: float = 6500.0) -> float:
    """Gain that puts the log-average luminance at ``METER_KEY`` while bright areas keep their detail.

    Metering (after Reinhard et al., "Photographic tone reproduction", 2002) on a picture of at most 160
    columns whose darkest and brightest 2 % count only as their percentile, and nothing as more than
    ``LAMP`` times the middle: lamps in view or a black gap hardly matter, and lamps burn out.
    """
    h, w = radiance.shape[:2]
    shrink = max(1, w // 160)
    size_wh = (max(w // shrink, 1), max(h // shrink, 1))
    small = cv2.resize(radiance, size_wh, interpolation=cv2.INTER_AREA)
    luminance = np.nan_to_num(small @ (LUMINANCE / np.array(white_of(white_balance_k), np.float32)))
    luminance = luminance[luminance > 0]  # nothing at all reaches what lies outside a fisheye's circle
    if not len(luminance):
        return 1.0
    luminance = np.minimum(luminance, LAMP * np.median(luminance))
    low, high, bright = np.percentile(luminance, [2, 98, 99])
    average = np.exp(np.mean(np.log(np.clip(luminance, max(low, high * 1e-3), high), dtype=np.float64)))
    metered, held = METER_KEY / average, HIGHLIGHT / max(bright, 1e-12)
    return float(max(min(metered, held), metered * LEAST_HELD))


@lru_cache(maxsize=8)
def vignette(width_px: int, height_px: int, strength: float) -> F32:
    """Fall-off of light (h, w): 1 in the centre, ``1 - strength`` in the corners, as r^4 (flat middle)."""
    x = (np.arange(width_px, dtype=np.float32) + 0.5) / width_px * 2 - 1
    y = (np.arange(height_px, dtype=np.float32) + 0.5) / height_px * 2 - 1
    corner2 = width_px**2 + height_px**2
    r2 = ((x * width_px) ** 2)[None, :] / corner2 + ((y * height_px) ** 2)[:, None] / corner2
    fall_off = (1 - strength * r2 * r2).astype(np.float32)
    fall_off.setflags(write=False)
    return fall_off


def through_sensor(light: F32, post: PostSettings) -> F32:
    """Shot noise (variance proportional to light) and read noise of a sensor at ``post.noise_iso``; 0: none.

    Shadows, which show noise most, are calmed as cameras do it: dark photographs are as quiet as light ones.
    The Poisson of the photon count is taken as normal, which it is within a few per cent above ten electrons.
    """
    if post.noise_iso <= 0:
        return light
    electrons = np.float32(FULL_WELL_E * 100.0 / post.noise_iso)
    rng = keyed_rng(post.noise_seed, "sensor")
    noise = rng.standard_normal(light.shape, dtype=np.float32)
    if post.chroma_noise > 0:
        noise += _blotches(noise, post.chroma_noise)
    elif post.chroma_noise < 0:
        noise += np.float32(post.chroma_noise) * cv2.transform(noise, _WITHOUT_GREY)
    variance = light * (1 / electrons)
    variance += (np.float32(READ_NOISE_E) / electrons) ** 2
    cv2.sqrt(variance, variance)
    noise *= variance
    noise *= _left_by_cameras(light)
    noise += light
    return noise


def _left_by_cameras(light: F32) -> F32:
    """What part of the noise is left at each pixel (h, w, 1): 1 at mid grey."""
    grey = np.maximum(cv2.transform(light, LUMINANCE[None].astype(np.float32)), 0)[..., None]
    left = grey / (grey + np.float32(CALMED))
    return np.asarray(left * np.float32((MID_GREY + CALMED) / MID_GREY))


_WITHOUT_GREY = (np.eye(3) - 1 / 3).astype(np.float32)  # each channel less the mean of the three


def _blotches(noise: F32, strength: float) -> F32:
    """The colour part of ``noise`` once more, coarser: demosaicing and noise filters spread it."""
    colour = cv2.transform(noise, _WITHOUT_GREY)
    coarse = cv2.GaussianBlur(colour, (0, 0), CHROMA_SIGMA_PX, borderType=cv2.BORDER_REFLECT)
    return np.asarray(coarse * np.float32(strength * 2 * np.sqrt(np.pi) * CHROMA_SIGMA_PX))


def _balance_and_saturate(light: F32, post: PostSettings) -> F32:
    """Von Kries gains for the believed light, then mixing with luminance: one 3x3 matrix."""
    gains = np.diag([1.0, 1.0 / (1.0 + post.tint), 1.0] / np.array(white_of(post.white_balance_k)))
    grey = np.ones((3, 1)) * LUMINANCE[None, :]
    matrix = (post.saturation * np.eye(3) + (1 - post.saturation) * grey) @ gains
    if np.allclose(matrix, np.diag(np.diag(matrix))):
        return light * np.diag(matrix).astype(np.float32)
    return np.asarray(cv2.transform(light, matrix.astype(np.float32)))


def tone_curve(light: NDArray[np.floating]) -> NDArray[np.float64]:
    """Exposed light to display-linear 0..1; see the module's text."""
    white, grey = TONE_WHITE**TONE_SLOPE, MID_GREY**TONE_SLOPE
    s = white * grey * (1 - MID_GREY) / (MID_GREY * white - grey)
    x = np.power(np.clip(light, 0.0, TONE_WHITE), TONE_SLOPE, dtype=np.float64)
    return np.asarray(x * (white + s) / (white * (x + s)))


@lru_cache(maxsize=32)
def _curve_table(contrast: float) -> U8:
    """Display bytes for light ``TONE_WHITE * (i / (LUT_SIZE - 1))^2``, so that shadows get most entries."""
    light = TONE_WHITE * np.linspace(0, 1, LUT_SIZE) ** 2
    encoded = _srgb_encode(tone_curve(light))
    pivot = _srgb_encode(np.array(MID_GREY))
    # Whites bend towards the end of the scale and do not clip there.
    above = 1 - (1 - pivot) * ((1 - encoded.clip(pivot, 1)) / (1 - pivot)) ** contrast
    encoded = np.where(encoded > pivot, above, pivot + (encoded - pivot) * contrast)
    return np.asarray(np.clip(encoded * 255 + 0.5, 0, 255).astype(np.uint8))


def _srgb_encode(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """IEC 61966-2-1."""
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.power(linear, 1 / 2.4) - 0.055)


def _tone_map(light: F32, post: PostSettings) -> U8:
    table = _curve_table(post.contrast)
    index = np.clip(light, 0, TONE_WHITE)
    cv2.sqrt(index, index)
    index *= np.float32((LUT_SIZE - 1) / np.sqrt(TONE_WHITE))
    index += np.float32(0.5)
    return np.asarray(table.take(index.astype(np.uint16)))
