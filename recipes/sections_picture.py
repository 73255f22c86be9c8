"""How the picture is taken: size, camera, lens, render, labels, post."""

from typing import Annotated, Literal

from recipes.policies import POLICIES
from recipes.section import Section
from recipes.values import (
    FixedFlag,
    FixedNumber,
    FixedWhole,
    FixedWord,
    Flag,
    Number,
    OneOf,
    OwnFlag,
    OwnNumber,
    OwnWhole,
    OwnWord,
    Within,
    Word,
)


class Image(Section):
    """The picture: size and file format."""

    width_px: Annotated[FixedWhole, Within(32, 8192, "px")] = 640
    """Width of the picture."""
    height_px: Annotated[FixedWhole, Within(32, 8192, "px")] = 480
    """Height of the picture; greater than the width for portrait."""
    format: Literal["jpeg", "png", "webp"] = "jpeg"
    """File format of the pictures. Only png keeps every pixel as rendered."""
    quality: Annotated[FixedWhole, Within(1, 100)] = 92
    """Quality of jpeg and webp: higher is better and bigger."""


class Lens(Section):
    """Field of view and distortion: Brown-Conrady's (all zero: none), or Kannala and Brandt's fisheye."""

    model: Annotated[Word, OneOf("perspective", "fisheye")] = "perspective"
    """What bends the rays: "perspective" keeps lines straight but for k1 to p2; "fisheye" is equidistant but
    for k1 to k4, and black where its image circle ends, 85 deg off the axis."""
    hfov_deg: Annotated[Number, Within(5, 170, "deg")] = 62.0
    """Horizontal field of view, at most 130 unless the lens is a fisheye; a phone's main camera has about
    65 deg along its longer side."""
    k1: Annotated[Number, Within(-0.5, 0.5)] = 0.0
    """First radial coefficient: below 0 barrel, above 0 pincushion."""
    k2: Annotated[Number, Within(-0.5, 0.5)] = 0.0
    """Second radial coefficient."""
    k3: Annotated[Number, Within(-0.5, 0.5)] = 0.0
    """Third radial coefficient."""
    k4: Annotated[Number, Within(-0.5, 0.5)] = 0.0
    """Fourth radial coefficient, of a fisheye alone."""
    p1: Annotated[Number, Within(-0.05, 0.05)] = 0.0
    """First tangential coefficient (lens tilted up or down)."""
    p2: Annotated[Number, Within(-0.05, 0.05)] = 0.0
    """Second tangential coefficient (lens tilted sideways)."""
    fstop: Annotated[Number, Within(0, 64)] = 0.0
    """Aperture of the lens, which blurs what is out of focus; 0 means everything is sharp."""
    focus_error: Annotated[Number, Within(-0.9, 5)] = 0.0
    """How far the focus misses what the camera aims at, as a share of its distance: -0.3 focuses 30 % nearer,
    0.5 half as far again. Only with an ``fstop``."""


class Camera(Section):
    """Where the photographer stands and looks.

    The camera aims at a point of the fixture's front plane: ``aim_x`` and ``aim_z`` are fractions of its
    width and height (0 left/bottom, 1 right/top). It stands ``distance_m`` from there, turned by
    ``azimuth_deg`` around the vertical (0 = square on, positive = from the right), at ``height_m`` above the
    floor. ``framing`` "fit" ignores ``distance_m`` and steps back until the aimed bays fill the picture.
    ``yaw_deg``/``pitch_deg``/``roll_deg`` are small errors of the hand, added after aiming.
    """

    preset: Annotated[
        Word,
        OneOf("plain", "phone_main", "phone_wide", "compact", "cctv", "shelf_edge", "robot_mast", "webcam"),
    ] = "plain"
    """A known kind of camera. It gives every setting of ``lens`` and ``post`` that the recipe leaves at its
    default, and its field of view lies along the longer side of the picture. See docs/cameras.md."""
    portrait: Flag = False
    """Whether the picture is turned: its width and height change places, and the lens turns with it."""
    tilt_deg: Annotated[Number, Within(0, 60, "deg")] = 15.0
    """For what is seen from above (chests, belts): how far from straight overhead, towards the shopper."""
    framing: Literal["distance", "fit"] = "distance"
    """"distance" stands ``distance_m`` away; "fit" steps back until the aimed bays fill the picture."""
    distance_m: Annotated[Number, Within(0.2, 15, "m")] = 1.8
    """How far the camera stands from the point that it aims at."""
    height_m: Annotated[Number, Within(0.05, 4, "m")] = 1.4
    """Height of the camera above the floor."""
    azimuth_deg: Annotated[Number, Within(-80, 80, "deg")] = 0.0
    """Turn around the vertical: 0 is square on, above 0 from the right, below 0 from the left."""
    aim_x: Annotated[Number, Within(0, 1)] = 0.5
    """Aim along the fixture's width: 0 its left end, 1 its right end."""
    aim_z: Annotated[Number, Within(0, 1)] = 0.5
    """Aim along the fixture's height: 0 the floor, 1 its top."""
    yaw_deg: Annotated[Number, Within(-30, 30, "deg")] = 0.0
    """Error of the hand: turned sideways."""
    pitch_deg: Annotated[Number, Within(-30, 30, "deg")] = 0.0
    """Error of the hand: tilted up or down."""
    roll_deg: Annotated[Number, Within(-45, 45, "deg")] = 0.0
    """Error of the hand: horizon not level."""
    lens: Lens = Lens()
    """The lens of the camera."""


class Render(Section):
    """How much work the path tracer puts into a picture."""

    samples: Annotated[FixedWhole, Within(1, 65536)] = 12
    """Samples per pixel at most."""
    adaptive_threshold: Annotated[FixedNumber, Within(0, 1)] = 0.02
    """Noise at which a pixel is done before it has all its samples; 0 never stops early."""
    denoise: FixedFlag = True
    """Whether what noise remains is removed."""


class Labels(Section):
    """What becomes an annotation, and how it is written. See docs/policies.md.

    A policy is a named way to annotate; what is set beside it takes the place of the policy's own. Everything
    that is seen is in the frames' records and the instance map in any case, so another policy can be
    applied later, without rendering.
    """

    policy: Annotated[FixedWord, OneOf(*POLICIES)] = "all-visible"
    """How a person would have annotated: "all-visible" everything that shows, "front-facings" the front
    package of each facing, "sku110k" the same in one class "object", "checkout" all that lies on the belt,
    one class per SKU."""
    min_visible_px: Annotated[OwnWhole, Within(1, 8192 * 8192, "px")] = None
    """Products with fewer visible pixels are not annotated."""
    min_visible_fraction: Annotated[OwnNumber, Within(0, 1)] = None
    """Products with a smaller visible share of their pixels inside the picture are not annotated."""
    front_only: OwnFlag = None
    """Whether only the front package of each facing is annotated (in a stack: of each layer)."""
    max_depth_index: Annotated[OwnWhole, Within(0, 1000)] = None
    """Packages further back than this are not annotated; 0 is the front row as planned, so that what stands
    behind a gap is left out. Without it, any."""
    max_truncation: Annotated[OwnNumber, Within(0, 1)] = None
    """Products with a greater part outside the picture are not annotated."""
    class_level: Annotated[OwnWord, OneOf("product", "category", "brand", "sku")] = None
    """What the classes are: one for all products, or one per category, brand or SKU."""
    occluders: OwnFlag = None
    """Whether annotations list what stands in the way (trolleys, hands, signs) as a class "occluder". The
    instance map and the frames' own records always have it."""
    depth_format: Literal["png", "exr", "none"] = "png"
    """Depth as 16-bit png (millimetres), as float exr (metres), or not at all."""
    truth: FixedFlag = True
    """Whether everything that is known of a frame is written as truth/000007.json, with the segment map (of
    panoptic and semantic labels) beside the instance map. See docs/truth.md."""
    normals: FixedFlag = False
    """Whether the surfaces' normals in the world's frame are written as 16-bit png."""
    second_view: Literal["none", "stereo", "motion"] = "none"
    """A second picture of every frame, with its camera and the exact optical flow to it: "stereo" from a
    parallel camera to the right, "motion" from a camera that has moved and turned a little. It is rendered
    too, so frames take about twice as long. It comes with the truth."""
    baseline_m: Annotated[Number, Within(0.001, 0.5, "m")] = 0.065
    """How far the second camera is from the first."""


class Post(Section):
    """What the camera's sensor and software do to the picture. None of it moves a label."""

    exposure_ev: Annotated[Number, Within(-6, 6, "EV")] = 0.0
    """Brighter or darker than the automatic exposure."""
    white_balance_mired: Annotated[Number, Within(-150, 150, "mired")] = 0.0
    """How far the camera's guess is off the lamps: below 0 pictures turn out warmer, above 0 cooler. People
    notice about 10 mired (a million divided by kelvin)."""
    contrast: Annotated[Number, Within(0.3, 2)] = 1.0
    """1 leaves contrast as it is."""
    saturation: Annotated[Number, Within(0, 2)] = 1.0
    """1 leaves colours as they are, 0 is grey."""
    vignetting: Annotated[Number, Within(0, 1)] = 0.0
    """How much darker the corners are: 0 not at all, 1 black."""
    noise_iso: Annotated[Number, Within(0, 25600)] = 0.0
    """Sensor noise of this ISO speed; 0 is none."""
    blur_px: Annotated[Number, Within(0, 10, "px")] = 0.0
    """Blur of the lens and the hand, as the standard deviation of a Gaussian."""
    sharpen: Annotated[Number, Within(0, 3)] = 0.0
    """Strength of the camera's own sharpening."""
    sharpen_radius_px: Annotated[Number, Within(0.3, 5, "px")] = 1.0
    """How far sharpening reaches; wide ones leave halos."""
    tint: Annotated[Number, Within(-0.3, 0.3)] = 0.0
    """Error of the white balance across the colours of lamps: above 0 to magenta, below 0 to green."""
    chroma_noise: Annotated[Number, Within(-1, 3)] = 0.0
    """Blotches of colour beside the sensor's fine noise, as many times as strong as it; below 0, the share of
    the fine noise's own colour that the camera takes away, as phones do: -1 leaves noise without colour."""
    smear: Annotated[Number, Within(0, 2)] = 0.0
    """How much of fine detail is taken for noise and smeared: 0 nothing, 1 a cheap phone by night."""
    chromatic_px: Annotated[Number, Within(-5, 5, "px")] = 0.0
    """Lateral chromatic aberration: how far red and blue lie apart from green in the corners."""
    glare: Annotated[Number, Within(0, 0.5)] = 0.0
    """Share of the light that smudges and reflections in the lens spread over the picture."""
    ghosts: Annotated[Number, Within(0, 0.2)] = 0.0
    """Share of the light of lamps in view that comes back as coloured spots across the picture's centre."""
    motion_px: Annotated[Number, Within(0, 20, "px")] = 0.0
    """How far the camera moved while it exposed; labels hold for the middle of that."""
    motion_deg: Annotated[Number, Within(0, 180, "deg")] = 0.0
    """Which way it moved: 0 sideways, 90 up and down."""
    detail: Annotated[Number, Within(0.2, 1)] = 1.0
    """Below 1 the picture was stored that much smaller and has been enlarged again."""
    jpeg_quality: Annotated[Number, Within(0, 100)] = 0.0
    """Quality of the camera's own JPEG, before the picture is stored as ``image.format``; 0 is none."""
