"""The recipe as typed data.

Field names and units here are the language; loading and checking live beside it. The text under each field is
its description in the JSON Schema and in docs/recipes.md.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from recipes.catalogs import CatalogNames, Shares
from recipes.values import FixedFlag, FixedNumber, FixedWhole, Flag, Number, OneOf, Whole, Within, Word

BUILTIN_CATALOG = "builtin"
BUILTIN_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "snacks": ("crisps", "tortilla", "popcorn", "nuts", "biscuits", "bars"),
    "confectionery": ("chocolate", "tablets", "bars", "sweets", "gum", "mints"),
    "breakfast": ("cereal", "muesli", "oats", "jam", "honey", "spread"),
    "beverages": (
        "soft_drinks", "multipacks", "energy", "sport", "juice", "iced_tea", "water", "syrup",
        "beer", "wine", "white_wine", "spirits",
    ),
    "hot_drinks": ("coffee", "capsules", "tea", "cocoa"),
    "dairy": (
        "milk", "plant", "yoghurt", "yoghurt_drink", "desserts", "cream", "cheese", "margarine",
        "eggs", "ice_cream",
    ),
    "frozen": ("pizza", "meals"),
    "canned": ("vegetables", "tomatoes", "soup", "fish", "fruit"),
    "pantry": (
        "pasta", "rice", "pulses", "sauce", "noodles", "pickles", "oil", "vinegar", "ketchup",
        "mayonnaise", "mustard", "spices", "flour", "sugar", "baking",
    ),
    "household": (
        "laundry", "softener", "dish", "tabs", "cleaner", "glass_cleaner", "air", "insects", "tissues",
        "toilet_paper", "kitchen_towels", "batteries", "bulbs", "foil", "matches", "toys",
    ),
    "personal_care": (
        "shampoo", "styling", "hair_color", "shower", "hand_soap", "lotion", "deodorant", "shaving", "sun",
        "soap", "toothpaste", "mouthwash", "toothbrush", "razors", "plasters", "tablets", "pads",
    ),
    "baby": ("food", "nappies", "wipes"),
    "pet_food": ("dog", "dog_dry", "cat"),
}  # fmt: skip
"""The categories of the built-in catalogue, and what each is made of. A test holds them to the catalogue."""
BUILTIN_LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "cs", "tr", "el", "ru", "uk", "ja", "zh", "ko", "ar")
"""The languages that packs of the built-in catalogue are printed in. A test holds them to the catalogue."""
SEED_MAX = 2**63 - 1


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


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
    """What bends the rays: "perspective" keeps lines straight but for k1 to p2; "fisheye" is equidistant but for
    k1 to k4, and black where its image circle ends, 85 deg off the axis."""
    hfov_deg: Annotated[Number, Within(5, 170, "deg")] = 62.0
    """Horizontal field of view, at most 130 unless the lens is a fisheye; a phone's main camera has about 65 deg
    along its longer side."""
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


class Fixture(Section):
    """A gondola: ``bays`` side by side, each with ``shelves`` boards above (and counting) the base deck."""

    kind: Annotated[
        Word,
        OneOf(
            "gondola", "end_cap", "multideck", "cooler", "chest", "kiosk", "belt", "pallet", "bin", "pegboard"
        ),
    ] = "gondola"
    """The kind of shelving."""
    bays: Annotated[Whole, Within(1, 12)] = 1
    """How many bays stand side by side."""
    bay_width_m: Annotated[Number, Within(0.3, 3, "m")] = 1.0
    """Width of each bay."""
    height_m: Annotated[Number, Within(0.4, 3.5, "m")] = 1.9
    """Height of the whole fixture."""
    depth_m: Annotated[Number, Within(0.1, 1.2, "m")] = 0.45
    """Depth of the base deck, from its front edge to the back panel."""
    base_height_m: Annotated[Number, Within(0.02, 0.8, "m")] = 0.16
    """Height of the base deck above the floor."""
    shelves: Annotated[Whole, Within(1, 12)] = 5
    """Boards per bay that carry goods, the base deck counted."""
    add_boards: Flag = False
    """Whether boards are added where the goods leave room for more of them; ``shelves`` is then the least."""
    own_boards: Flag = True
    """Whether every bay's boards are set for its own goods; else all bays have theirs at the same heights."""
    board_m: Annotated[Number, Within(0.005, 0.1, "m")] = 0.03
    """Thickness of a shelf board."""
    price_rail: Flag = True
    """Whether the boards' front edges carry a price rail."""
    neighbours: Annotated[Number, Within(0, 1)] = 0.8
    """Chance, for each side, that the run goes on there with other goods as far as the camera sees; without it
    the run ends there."""
    price_tags: Annotated[Number, Within(0, 1)] = 0.95
    """Share of the SKUs on the shelf that have a price tag."""
    color: Annotated[
        Word,
        OneOf("white", "light_grey", "grey", "dark_grey", "black", "beige", "brown", "red", "blue", "green"),
    ] = "white"
    """Colour of the fixture."""
    inside: Annotated[
        Word,
        OneOf(
            "like_outside",
            "white",
            "light_grey",
            "grey",
            "dark_grey",
            "black",
            "beige",
            "brown",
            "red",
            "blue",
            "green",
        ),
    ] = "like_outside"
    """Colour of the inside of coolers and multidecks."""
    fog: Annotated[Number, Within(0, 1)] = 0.1
    """How much has condensed on the glass of coolers and chests."""
    variant: Annotated[Whole, Within(0, 999)] = 0
    """Picks small differences between fixtures of a kind, such as handles."""
    back: Annotated[Word, OneOf("plain", "perforated", "slatted", "none")] = "plain"
    """The back panel of a gondola: plain sheet, with holes for hooks, of slats, or none."""
    back_color: Annotated[
        Word,
        OneOf(
            "same",
            "white",
            "light_grey",
            "grey",
            "dark_grey",
            "black",
            "beige",
            "brown",
            "red",
            "blue",
            "green",
        ),
    ] = "same"
    """Colour of the back panel; "same" as the fixture."""
    uprights: Annotated[Word, OneOf("slotted", "plain", "posts")] = "slotted"
    """The uprights of a gondola: "posts" also stand in front, as in racks for heavy goods."""
    boards: Annotated[Word, OneOf("metal", "wood", "wire", "glass")] = "metal"
    """What the boards above the base are made of."""
    base_color: Annotated[
        Word,
        OneOf(
            "same",
            "white",
            "light_grey",
            "grey",
            "dark_grey",
            "black",
            "beige",
            "brown",
            "red",
            "blue",
            "green",
        ),
    ] = "same"
    """Colour of the kick plate under the base deck; "same" as the fixture."""
    setback_m: Annotated[Number, Within(0, 0.3, "m")] = 0.0
    """How far the boards above the base start behind its front edge; at most a fifth of the depth."""
    fence: Annotated[Word, OneOf("none", "wire", "clear")] = "none"
    """A low fence that keeps goods on their boards: of wire, or of clear plastic."""
    tilt_deg: Annotated[Number, Within(0, 20, "deg")] = 0.0
    """How far the lowest boards are angled towards the shopper; they get a fence."""
    tilted_shelves: Annotated[Whole, Within(0, 12)] = 1
    """How many boards from the bottom are angled."""
    rail_height_m: Annotated[Number, Within(0.024, 0.1, "m")] = 0.04
    """Height of the price rails."""
    rail_color: Annotated[
        Word,
        OneOf(
            "silver",
            "clear",
            "white",
            "light_grey",
            "grey",
            "dark_grey",
            "black",
            "beige",
            "brown",
            "red",
            "blue",
            "green",
            "yellow",
        ),
    ] = "silver"
    """Colour of the price rails."""
    promo_tags: Annotated[Number, Within(0, 1)] = 0.12
    """Share of the price tags below which a larger, coloured card of an offer hangs."""
    tag_disorder: Annotated[Number, Within(0, 1)] = 0.08
    """Share of the price tags that are crooked, have slipped, or curl out of the rail."""
    rail_strips: Annotated[Number, Within(0, 1)] = 0.05
    """Share of the price rails with a coloured strip of advertising behind the tags."""
    talkers: Annotated[Number, Within(0, 1)] = 0.02
    """Share of the articles with a round wobbler that stands out from the rail."""
    dividers: Annotated[Number, Within(0, 1)] = 0.0
    """Share of the borders between articles with a low, clear divider, where they leave room for it."""
    header_m: Annotated[Number, Within(0, 0.6, "m")] = 0.0
    """Height of the sign over a gondola that names its goods; 0 for none."""


class Store(Section):
    """The room around the fixture."""

    floor: Annotated[
        Word,
        OneOf(
            "vinyl",
            "white_vinyl",
            "checker",
            "tile",
            "stone",
            "dark_tile",
            "concrete",
            "terrazzo",
            "wood",
            "carpet",
        ),
    ] = "vinyl"
    """What the floor is made of."""
    floor_polish: Annotated[Number, Within(0, 1)] = 0.5
    """0 dull, 1 freshly polished: the floor mirrors shelves and lamps."""
    floor_wear: Annotated[Number, Within(0, 1)] = 0.3
    """0 as laid, 1 full of grime and scuffs."""
    wall: Annotated[Word, OneOf("white", "light_grey", "beige", "blue", "green")] = "light_grey"
    """Colour of the walls."""
    fascia: Annotated[
        Word,
        OneOf("none", "white", "light_grey", "grey", "dark_grey", "beige", "brown", "red", "blue", "green"),
    ] = "none"
    """Colour of a band along the top of the walls."""
    behind_m: Annotated[Number, Within(0, 20, "m")] = 0.0
    """How far the store goes on behind the fixture: 0 means that the fixture stands against a wall."""
    ceiling: Annotated[Word, OneOf("tiles", "plaster", "open_white", "open_dark")] = "tiles"
    """The ceiling: tiles in a grid, plaster, or an open deck with beams and ducts, white or dark."""
    ceiling_m: Annotated[Number, Within(2, 12, "m")] = 3.2
    """Height of the ceiling above the floor."""
    aisle_m: Annotated[Number, Within(0.8, 10, "m")] = 2.6
    """Width of the aisle, from the fixture's front to what stands opposite."""


class Assortment(Section):
    """Which part of the catalogue is on this fixture."""

    categories: tuple[str, ...] = ()
    """Categories to pick from, as ``snacks`` or ``snacks/crisps``; empty means all."""
    skus: Annotated[Whole, Within(1, 2000)] = 40
    """How many SKUs are picked for the fixture."""


class Merchandise(Section):
    """Where the goods come from, and which of them are on the fixture."""

    catalog: CatalogNames = BUILTIN_CATALOG
    """"builtin", which is generated, a folder inside the recipe's own folder, or a list of these to mix."""
    catalog_shares: Shares = ()
    """For a list of catalogues: which share of the fixture's SKUs comes from each, as ``[3, 1]``. All alike
    where left out. A catalogue with fewer SKUs than its share gives all it has."""
    catalog_seed: Annotated[FixedWhole, Within(0, SEED_MAX)] = 1
    """Seed of the built-in catalogue: another seed, another range of goods."""
    catalog_skus: Annotated[FixedWhole, Within(1, 20000)] = 240
    """How many SKUs the built-in catalogue has."""
    languages: tuple[str, ...] = ("en",)
    """Languages that its packs are printed in, in equal shares; the first decides the currency. Any of en,
    de, fr, es, it, pl, cs, tr, el, ru, uk, ja, zh, ko and ar."""
    extensions: tuple[str, ...] = ()
    """Installed packages whose archetypes and designs the built-in catalogue uses beside its own."""
    assortment: Assortment = Assortment()
    """Which part of the catalogue is on this fixture."""
    wear: Annotated[Number, Within(0, 1)] = 0.12
    """How worn the goods are, drawn for each: 0 all as new, 0.12 a tidy shop, 1 all damaged. Wear comes in
    three grades (handled, soiled, dented); this is the chance of each further grade."""

    @property
    def catalogs(self) -> tuple[str, ...]:
        """The catalogues by name, one or several."""
        return (self.catalog,) if isinstance(self.catalog, str) else self.catalog


class Planogram(Section):
    """How goods stand: facings and rows per SKU, gaps, and the small errors of real shelves."""

    facings: Annotated[Whole, Within(1, 40)] = 2
    """How many of a SKU stand side by side."""
    depth_fill: Annotated[Number, Within(0, 1)] = 1.0
    """How much of the shelf's depth is filled behind the front row: 0 only the front row, 1 all of it."""
    stack: Annotated[Number, Within(0, 1)] = 1.0
    """How much of the height is used to stack what can be stacked: 0 never, 1 as high as fits."""
    gap_m: Annotated[Number, Within(0, 0.3, "m")] = 0.004
    """Gap between neighbours."""
    empty_slot: Annotated[Number, Within(0, 1)] = 0.03
    """Share of the slots that are sold out."""
    yaw_deg: Annotated[Number, Within(-45, 45, "deg")] = 0.0
    """How far a product is turned on its base."""
    shift_x_m: Annotated[Number, Within(-0.05, 0.05, "m")] = 0.0
    """How far a product is pushed sideways out of its place."""
    setback_m: Annotated[Number, Within(0, 0.5, "m")] = 0.01
    """How far the front row stands behind the board's front edge."""
    bin_fill: Annotated[Number, Within(0, 1)] = 0.85
    """How full bins, chests, pallets and belts are: 0 next to nothing, 1 to the rim."""
    swing_deg: Annotated[Number, Within(0, 10, "deg")] = 2.0
    """How far goods on hooks are turned and swung (standard deviation)."""
    block_by: Literal["brand", "category", "none"] = "brand"
    """What stands together in a block."""
    block_direction: Annotated[Word, OneOf("vertical", "horizontal")] = "vertical"
    """Whether a block runs through the shelves of a bay, or along few of them."""
    turned: Annotated[Number, Within(0, 1)] = 0.02
    """Share of the facings whose front package somebody has put back turned, even back to front."""
    pushed_back: Annotated[Number, Within(0, 1)] = 0.05
    """Share of the facings that nobody has pulled forward again after packages were taken from their front."""
    half_stacked: Annotated[Number, Within(0, 1)] = 0.12
    """Share of the stacked facings with packages taken from the top of their front."""
    fallen: Annotated[Number, Within(0, 1)] = 0.008
    """Share of the facings whose front package has fallen over, leans on others or lies on top of them."""
    misplaced: Annotated[Number, Within(0, 1)] = 0.01
    """Share of the slots in front of which somebody has left a package of another article."""


class Lights(Section):
    """Rows of ceiling lamps along the aisle, and light from everywhere."""

    rows: Annotated[Whole, Within(0, 8)] = 2
    """How many rows of lamps hang from the ceiling."""
    illuminance_lux: Annotated[Number, Within(1, 20000, "lux")] = 800.0
    """How bright it is; shops are lit with 500 to 1,500 lux."""
    temperature_k: Annotated[Number, Within(1800, 12000, "K")] = 4000.0
    """Colour temperature of the lamps: 2,700 warm, 4,000 neutral, 6,500 cool."""
    ambient: Annotated[Number, Within(0, 1)] = 0.3
    """Share of the light that comes from everywhere: 0 hard shadows, 1 none."""
    fitting: Annotated[Word, OneOf("strips", "tubes", "lines", "panels", "troffers")] = "strips"
    """The kind of lamps."""
    dead: Annotated[Number, Within(0, 1)] = 0.03
    """Share of the lamps that are dead."""
    mixed: Annotated[Number, Within(0, 1)] = 0.05
    """Share of the lamps that have been replaced by some of another colour."""
    other_temperature_k: Annotated[Number, Within(1800, 12000, "K")] = 5500.0
    """Colour temperature of the replaced lamps."""
    environment: Annotated[
        Word,
        OneOf("none", "interior", "studio", "city", "courtyard", "forest", "night", "sunrise", "sunset"),
    ] = "interior"
    """What the light from far away comes from: a panorama that mirrors in goods, or an even glow (none)."""
    flash_lux: Annotated[Number, Within(0, 50000, "lux")] = 0.0
    """Light of the camera's flash on what it is focused on; 0 is no flash."""
    built_in: Annotated[Number, Within(0, 5)] = 0.8
    """Light of a fixture's own lamps on its goods (coolers, multidecks, kiosks have some), as a share of
    ``illuminance_lux``."""


class Distractors(Section):
    """Things that stand in the way: for each, the chance that a frame has one. They are labelled as occluders."""

    trolley: Annotated[Number, Within(0, 1)] = 0.02
    """A shopping trolley."""
    basket: Annotated[Number, Within(0, 1)] = 0.02
    """A hand basket on the floor, or a pile of them."""
    carton: Annotated[Number, Within(0, 1)] = 0.03
    """Shipping boxes on the floor."""
    stool: Annotated[Number, Within(0, 1)] = 0.02
    """A kick stool."""
    ladder: Annotated[Number, Within(0, 1)] = 0.01
    """A step ladder."""
    floor_sign: Annotated[Number, Within(0, 1)] = 0.01
    """A yellow warning sign on the floor."""
    plant: Annotated[Number, Within(0, 1)] = 0.01
    """A potted plant."""
    pallet_truck: Annotated[Number, Within(0, 1)] = 0.01
    """A pallet truck with a pallet."""
    person: Annotated[Number, Within(0, 1)] = 0.02
    """A shopper, seen from behind."""
    hand: Annotated[Number, Within(0, 1)] = 0.02
    """A hand that reaches for the shelf."""
    hanging_sign: Annotated[Number, Within(0, 1)] = 0.1
    """A sign that hangs from the ceiling."""
    clip_strip: Annotated[Number, Within(0, 1)] = 0.12
    """A strip that hangs from a shelf's edge, with cloths and gloves on it."""


class Render(Section):
    """How much work the path tracer puts into a picture."""

    samples: Annotated[FixedWhole, Within(1, 65536)] = 12
    """Samples per pixel at most."""
    adaptive_threshold: Annotated[FixedNumber, Within(0, 1)] = 0.02
    """Noise at which a pixel is done before it has all its samples; 0 never stops early."""
    denoise: FixedFlag = True
    """Whether what noise remains is removed."""


class Labels(Section):
    """What becomes an annotation, and how it is written."""

    min_visible_px: Annotated[FixedWhole, Within(1, 8192 * 8192, "px")] = 24
    """Products with fewer visible pixels are not annotated."""
    min_visible_fraction: Annotated[FixedNumber, Within(0, 1)] = 0.02
    """Products with a smaller visible share of their pixels are not annotated."""
    class_level: Literal["product", "category", "brand", "sku"] = "product"
    """What the classes are: one for all products, or one per category, brand or SKU."""
    occluders: FixedFlag = False
    """Whether COCO and YOLO list what stands in the way (trolleys, hands, signs) as a class "occluder". The
    instance map and the frames' own records always have it."""
    depth_format: Literal["png", "exr", "none"] = "png"
    """Depth as 16-bit png (millimetres), as float exr (metres), or not at all."""


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
    chroma_noise: Annotated[Number, Within(0, 3)] = 0.0
    """Blotches of colour beside the sensor's fine noise, as many times as strong as it."""
    smear: Annotated[Number, Within(0, 2)] = 0.0
    """How much of fine detail is taken for noise and smeared: 0 nothing, 1 a cheap phone by night."""
    chromatic_px: Annotated[Number, Within(-5, 5, "px")] = 0.0
    """Lateral chromatic aberration: how far red and blue lie apart from green in the corners."""
    glare: Annotated[Number, Within(0, 0.5)] = 0.0
    """Share of the light that smudges and reflections in the lens spread over the picture."""
    motion_px: Annotated[Number, Within(0, 20, "px")] = 0.0
    """How far the camera moved while it exposed; labels hold for the middle of that."""
    motion_deg: Annotated[Number, Within(0, 180, "deg")] = 0.0
    """Which way it moved: 0 sideways, 90 up and down."""
    detail: Annotated[Number, Within(0.2, 1)] = 1.0
    """Below 1 the picture was stored that much smaller and has been enlarged again."""
    jpeg_quality: Annotated[Number, Within(0, 100)] = 0.0
    """Quality of the camera's own JPEG, before the picture is stored as ``image.format``; 0 is none."""


_MIX = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "number", "minimum": 0}}


class Recipe(Section):
    """A whole recipe; every section may be left out."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")] = "recipe"
    """Name of the recipe: small letters, digits, "_" and "-", at most 64. The file's name where left out."""
    description: str = ""
    """A sentence for people. It changes nothing, and the recipe's key leaves it out."""
    seed: Annotated[FixedWhole, Within(0, SEED_MAX)] = 0
    """Another seed, other frames."""
    image: Image = Image()
    """The picture: size and file format."""
    camera: Camera = Camera()
    """Where the photographer stands and looks."""
    fixture: Fixture = Fixture()
    """The shelving."""
    store: Store = Store()
    """The room around the fixture."""
    merchandise: Merchandise = Merchandise()
    """Where the goods come from, and which of them are on the fixture."""
    planogram: Planogram = Planogram()
    """How goods stand."""
    lights: Lights = Lights()
    """The light."""
    distractors: Distractors = Distractors()
    """What stands in the way."""
    render: Render = Render()
    """How much work the path tracer puts into a picture."""
    labels: Labels = Labels()
    """What becomes an annotation, and how it is written."""
    post: Post = Post()
    """What the camera's sensor and software do to the picture."""
    mix: Annotated[tuple["Part", ...], WithJsonSchema(_MIX)] = ()
    """Recipes that the frames are, with their weights, as ``{snack_aisle: 3, parts/cooler.yaml: 1}``: each
    frame draws one. Picture, labels, render, seed and the catalogue are this recipe's; of all else it
    overrides what it says itself."""


class Part(Section):
    """One recipe of a mixture, under what the mixing recipe says itself."""

    name: str
    """Its name as the mixture has it."""
    weight: float
    """The chance of a frame to be it."""
    recipe: Recipe
    """Its settings."""


Recipe.model_rebuild()


def builtin_categories() -> tuple[str, ...]:
    """Every category that an assortment can name: ``snacks`` and ``snacks/crisps`` alike."""
    inner = (f"{category}/{sub}" for category, subs in BUILTIN_CATEGORIES.items() for sub in subs)
    return (*BUILTIN_CATEGORIES, *inner)
