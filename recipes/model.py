"""The recipe as typed data. Field names and units here are the language; loading and checking live beside it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from recipes.values import Flag, Number, Whole, Within, Word


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Image(Section):
    width_px: Annotated[int, Field(ge=32, le=8192)] = 640
    height_px: Annotated[int, Field(ge=32, le=8192)] = 480
    format: Literal["jpeg", "png", "webp"] = "jpeg"
    quality: Annotated[int, Field(ge=1, le=100)] = 92


class Lens(Section):
    """Horizontal field of view and Brown-Conrady distortion (all zero: none)."""

    hfov_deg: Annotated[Number, Within(5, 130, "deg")] = 62.0
    k1: Annotated[Number, Within(-0.5, 0.5)] = 0.0
    k2: Annotated[Number, Within(-0.5, 0.5)] = 0.0
    k3: Annotated[Number, Within(-0.5, 0.5)] = 0.0
    p1: Annotated[Number, Within(-0.05, 0.05)] = 0.0
    p2: Annotated[Number, Within(-0.05, 0.05)] = 0.0
    fstop: Annotated[Number, Within(0, 64)] = 0.0


class Camera(Section):
    """Where the photographer stands and looks.

    The camera aims at a point of the fixture's front plane: ``aim_x`` and ``aim_z`` are fractions of its width and
    height (0 left/bottom, 1 right/top). It stands ``distance_m`` from there, turned by ``azimuth_deg`` around the
    vertical (0 = square on, positive = from the right), at ``height_m`` above the floor. ``framing`` "fit" ignores
    ``distance_m`` and steps back until the aimed bays fill the picture. ``yaw_deg``/``pitch_deg``/``roll_deg`` are
    small errors of the hand, added after aiming.
    """

    framing: Literal["distance", "fit"] = "distance"
    distance_m: Annotated[Number, Within(0.2, 15, "m")] = 1.8
    height_m: Annotated[Number, Within(0.05, 4, "m")] = 1.4
    azimuth_deg: Annotated[Number, Within(-80, 80, "deg")] = 0.0
    aim_x: Annotated[Number, Within(0, 1)] = 0.5
    aim_z: Annotated[Number, Within(0, 1)] = 0.5
    yaw_deg: Annotated[Number, Within(-30, 30, "deg")] = 0.0
    pitch_deg: Annotated[Number, Within(-30, 30, "deg")] = 0.0
    roll_deg: Annotated[Number, Within(-45, 45, "deg")] = 0.0
    lens: Lens = Lens()


class Fixture(Section):
    """A gondola: ``bays`` side by side, each with ``shelves`` boards above (and counting) the base deck."""

    kind: Literal["gondola"] = "gondola"
    bays: Annotated[Whole, Within(1, 12)] = 1
    bay_width_m: Annotated[Number, Within(0.3, 3, "m")] = 1.0
    height_m: Annotated[Number, Within(0.4, 3.5, "m")] = 1.9
    depth_m: Annotated[Number, Within(0.1, 1.2, "m")] = 0.45
    base_height_m: Annotated[Number, Within(0.02, 0.8, "m")] = 0.16
    shelves: Annotated[Whole, Within(1, 12)] = 5
    board_m: Annotated[Number, Within(0.005, 0.1, "m")] = 0.03
    price_rail: Annotated[Flag, Within(0, 1)] = True
    price_tags: Annotated[Number, Within(0, 1)] = 0.95
    color: Word = "white"


class Store(Section):
    floor: Word = "vinyl"
    wall: Word = "light_grey"
    ceiling_m: Annotated[Number, Within(2, 12, "m")] = 3.2
    aisle_m: Annotated[Number, Within(0.8, 10, "m")] = 2.6


class Assortment(Section):
    """Which part of the catalogue is on this fixture. Empty ``categories`` means all."""

    categories: tuple[str, ...] = ()
    skus: Annotated[Whole, Within(1, 2000)] = 40


class Merchandise(Section):
    """``catalog`` is "builtin" (generated from ``catalog_seed`` with ``catalog_skus`` articles) or a folder."""

    catalog: str = "builtin"
    catalog_seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    catalog_skus: Annotated[int, Field(ge=1, le=20000)] = 240
    assortment: Assortment = Assortment()


class Planogram(Section):
    """How goods stand: facings and rows per SKU, gaps, and the small errors of real shelves."""

    facings: Annotated[Whole, Within(1, 40)] = 2
    depth_fill: Annotated[Number, Within(0, 1)] = 1.0
    stack: Annotated[Number, Within(0, 1)] = 1.0
    gap_m: Annotated[Number, Within(0, 0.3, "m")] = 0.004
    empty_slot: Annotated[Number, Within(0, 1)] = 0.03
    yaw_deg: Annotated[Number, Within(-45, 45, "deg")] = 0.0
    shift_x_m: Annotated[Number, Within(-0.05, 0.05, "m")] = 0.0
    setback_m: Annotated[Number, Within(0, 0.5, "m")] = 0.01
    block_by: Literal["brand", "category", "none"] = "brand"


class Lights(Section):
    """Rows of ceiling lamps along the aisle, and light from everywhere."""

    rows: Annotated[Whole, Within(0, 8)] = 2
    illuminance_lux: Annotated[Number, Within(1, 20000, "lux")] = 800.0
    temperature_k: Annotated[Number, Within(1800, 12000, "K")] = 4000.0
    ambient: Annotated[Number, Within(0, 1)] = 0.3


class Render(Section):
    samples: Annotated[int, Field(ge=1, le=65536)] = 16
    adaptive_threshold: Annotated[float, Field(ge=0, le=1)] = 0.02
    denoise: bool = True


class Labels(Section):
    min_visible_px: Annotated[int, Field(ge=1)] = 24
    min_visible_fraction: Annotated[float, Field(ge=0, le=1)] = 0.02
    class_level: Literal["product", "category", "brand", "sku"] = "product"
    depth_format: Literal["png", "exr", "none"] = "png"


class Post(Section):
    exposure_ev: Annotated[Number, Within(-6, 6, "EV")] = 0.0
    white_balance_k: Annotated[Number, Within(1800, 12000, "K")] = 4000.0
    contrast: Annotated[Number, Within(0.3, 2)] = 1.0
    saturation: Annotated[Number, Within(0, 2)] = 1.0
    vignetting: Annotated[Number, Within(0, 1)] = 0.0
    noise_iso: Annotated[Number, Within(0, 25600)] = 0.0
    blur_px: Annotated[Number, Within(0, 10, "px")] = 0.0
    sharpen: Annotated[Number, Within(0, 3)] = 0.0


class Recipe(Section):
    """A whole recipe; every section may be left out."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")] = "recipe"
    description: str = ""
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    image: Image = Image()
    camera: Camera = Camera()
    fixture: Fixture = Fixture()
    store: Store = Store()
    merchandise: Merchandise = Merchandise()
    planogram: Planogram = Planogram()
    lights: Lights = Lights()
    render: Render = Render()
    labels: Labels = Labels()
    post: Post = Post()
