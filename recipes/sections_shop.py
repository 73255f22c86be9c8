"""The shop: fixture, store, lights, and what stands in the way."""

from typing import Annotated

from recipes.section import Section
from recipes.values import Flag, Number, OneOf, Whole, Within, Word

PAINTS = ("white", "light_grey", "grey", "dark_grey", "black", "beige", "brown", "red", "blue", "green")


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
    air: Annotated[Number, Within(0, 1)] = 0.0
    """How much more height, as a share of what goods need, boards that are added leave over them: 0 as many
    boards as fit, 0.4 dark gaps of a third of the shelf."""
    own_boards: Flag = True
    """Whether every bay's boards are set for its own goods; else all bays have theirs at the same heights."""
    board_m: Annotated[Number, Within(0.005, 0.1, "m")] = 0.03
    """Thickness of a shelf board."""
    price_rail: Flag = True
    """Whether the boards' front edges carry a price rail."""
    neighbours: Annotated[Number, Within(0, 1)] = 0.8
    """Chance, for each side, that the run goes on there with other goods as far as the camera sees; without
    it the run ends there."""
    price_tags: Annotated[Number, Within(0, 1)] = 0.95
    """Share of the SKUs on the shelf that have a price tag."""
    color: Annotated[Word, OneOf(*PAINTS)] = "white"
    """Colour of the fixture."""
    inside: Annotated[Word, OneOf("like_outside", *PAINTS)] = "like_outside"
    """Colour of the inside of coolers and multidecks."""
    fog: Annotated[Number, Within(0, 1)] = 0.1
    """How much has condensed on the glass of coolers and chests."""
    variant: Annotated[Whole, Within(0, 999)] = 0
    """Picks small differences between fixtures of a kind, such as handles."""
    back: Annotated[Word, OneOf("plain", "perforated", "slatted", "none")] = "plain"
    """The back panel of a gondola: plain sheet, with holes for hooks, of slats, or none."""
    back_color: Annotated[Word, OneOf("same", *PAINTS)] = "same"
    """Colour of the back panel; "same" as the fixture."""
    uprights: Annotated[Word, OneOf("slotted", "plain", "posts")] = "slotted"
    """The uprights of a gondola: "posts" also stand in front, as in racks for heavy goods."""
    boards: Annotated[Word, OneOf("metal", "wood", "wire", "glass")] = "metal"
    """What the boards above the base are made of."""
    base_color: Annotated[Word, OneOf("same", *PAINTS)] = "same"
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
    rail_color: Annotated[Word, OneOf("silver", "clear", *PAINTS, "yellow")] = "silver"
    """Colour of the price rails."""
    promo_tags: Annotated[Number, Within(0, 1)] = 0.12
    """Share of the price tags below which a larger, coloured card of an offer hangs."""
    tag_disorder: Annotated[Number, Within(0, 1)] = 0.08
    """Share of the price tags that are crooked, have slipped, or curl out of the rail."""
    rail_strips: Annotated[Number, Within(0, 1)] = 0.05
    """Share of the price rails with a coloured strip of advertising behind the tags."""
    tag_kind: Annotated[Word, OneOf("paper", "esl")] = "paper"
    """What the price tags are: printed paper, or electronic shelf labels with a display."""
    talkers: Annotated[Number, Within(0, 1)] = 0.02
    """Share of the articles with a round wobbler that stands out from the rail."""
    dividers: Annotated[Number, Within(0, 1)] = 0.0
    """Share of the borders between articles with a low, clear divider, where they leave room for it."""
    pushers: Annotated[Number, Within(0, 1)] = 0.0
    """Share of the level boards with spring pushers: goods stand at the front, behind a low, clear lip, and a
    paddle follows the last of each row."""
    open_doors: Annotated[Number, Within(0, 1)] = 0.06
    """Share of a cooler's doors that stand open."""
    header_m: Annotated[Number, Within(0, 0.6, "m")] = 0.0
    """Height of the sign over a gondola that names its goods; 0 for none. Coolers and multidecks have it
    printed on their canopy, wherever it is above 0."""


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
    wall_wear: Annotated[Number, Within(0, 1)] = 0.3
    """0 freshly painted, 1 full of scuffs as high as trolleys and boxes reach."""
    wall_finish: Annotated[Word, OneOf("plaster", "panels", "slats", "tiles")] = "plaster"
    """What the walls are made of: painted plaster, boards with seams, slat wall with grooves, or tiles."""
    decor: Annotated[Number, Within(0, 1)] = 0.5
    """How likely each place on the walls has its poster, banner or door: 0 for bare walls."""
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
    daylight_lux: Annotated[Number, Within(0, 20000, "lux")] = 0.0
    """Daylight from a shop window, upright before the fixture's middle, beside the lamps' light; 0 for none:
    `daylight_lux: {choice: [0, {log_uniform: [100, 1500]}], weights: [4, 1]}`."""
    daylight_k: Annotated[Number, Within(3000, 15000, "K")] = 6500.0
    """Colour temperature of daylight: 5,500 in the sun, 6,500 overcast, 9,000 from a blue sky."""
    window: Annotated[Word, OneOf("left", "right", "behind")] = "left"
    """Where the shop window is: at an end of the aisle, or in the wall behind a fixture that stands free
    (``store.behind_m`` of 3 or more; else on the left)."""
    flash_lux: Annotated[Number, Within(0, 50000, "lux")] = 0.0
    """Light of the camera's flash on what it is focused on; 0 is no flash."""
    built_in: Annotated[Number, Within(0, 5)] = 0.8
    """Light of a fixture's own lamps on its goods (coolers, multidecks, kiosks have some), as a share of
    ``illuminance_lux``."""


class Distractors(Section):
    """Things that stand in the way: for each, the chance that a frame has one. They are labelled as
    occluders."""

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
    """A strip that hangs from a shelf's edge, with small pouches or towels on it."""
