"""Bags and pouches: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, SizeM, Typical, mm


def _pouch(
    category: tuple[str, str],
    size: tuple[SizeM, SizeM],
    zipper: int = 1,
    hang_hole: int = 0,
    spout: int = 0,
    matt: int = 0,
) -> Typical:
    """What a pouch has on it goes with what it holds."""
    return Typical(category, *size, {"zipper": zipper, "hang_hole": hang_hole, "spout": spout, "matt": matt})


def kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            "pouch",
            "pouch:build",
            (
                Shape("bulge", 0.3, 1.0, 0.7, "how full the belly is"),
                Shape("seal_m", 0.006, 0.02, 0.012, "height of the flat seal on top"),
                Shape("spout", 0, 1, 0, "1: a screw spout on top", whole=True),
                Shape("zipper", 0, 1, 1, "1: a zipper and tear notches, without a spout", whole=True),
                Shape("hang_hole", 0, 1, 0, "1: a hole to hang by in its head", whole=True),
                Shape("matt", 0, 1, 0, "1: matt film", whole=True),
                Shape("phase", 0.0, 1.0, 0.0, "which creases"),
            ),
            (
                _pouch(("hot drinks", "coffee"), mm((120, 70, 190), (150, 90, 250)), matt=1),
                _pouch(("hot drinks", "coffee"), mm((120, 70, 190), (150, 90, 250))),
                _pouch(("snacks", "nuts"), mm((120, 50, 170), (160, 70, 230))),
                _pouch(("snacks", "nuts"), mm((120, 45, 170), (160, 62, 230)), hang_hole=1, matt=1),
                _pouch(("snacks", "sweets"), mm((130, 50, 170), (180, 75, 240)), hang_hole=1),
                _pouch(("food", "rice"), mm((120, 50, 170), (150, 70, 220)), zipper=0),
                _pouch(("food", "soup"), mm((130, 50, 180), (150, 70, 220)), zipper=0),
                _pouch(("household", "dishwasher tablets"), mm((160, 70, 210), (210, 95, 280))),
                _pouch(("household", "refill soap"), mm((140, 60, 210), (170, 85, 270)), spout=1, zipper=0),
                _pouch(("pets", "cat treats"), mm((110, 45, 150), (140, 60, 190)), hang_hole=1),
            ),
            max_triangles=1500,
            max_triangles_far=700,
        ),
        Kind(
            "pillow_bag",
            "pillow_bag:build",
            (
                Shape(
                    "inflation",
                    0.3,
                    1.0,
                    0.75,
                    "how steeply it rises from its seals, how far its sides draw in",
                ),
                Shape("crinkle", 0.0, 1.0, 0.5, "depth of the creases in the film"),
                Shape("phase", 0.0, 1.0, 0.0, "which creases: every value gives another bag"),
                Shape("seal_m", 0.008, 0.022, 0.014, "height of the crimped seals"),
            ),
            (
                Typical(("snacks", "crisps"), *mm((180, 65, 260), (230, 95, 320))),
                Typical(("snacks", "crisps"), *mm((120, 45, 165), (150, 60, 200))),
                Typical(("snacks", "tortilla chips"), *mm((190, 70, 260), (240, 100, 330))),
                Typical(("snacks", "popcorn"), *mm((160, 65, 230), (200, 90, 290))),
                Typical(("snacks", "sweets"), *mm((140, 40, 170), (190, 65, 240)), {"inflation": 0.5}),
                Typical(
                    ("food", "pasta"), *mm((100, 55, 210), (140, 80, 280)), {"inflation": 0.9, "crinkle": 0.3}
                ),
            ),
            max_triangles=2300,
            max_triangles_far=1560,
        ),
        Kind(
            "soft_pack",
            "soft_pack:build",
            (
                Shape("softness", 0.3, 1.0, 0.6, "how round its edges are and how far it bulges"),
                Shape("dents", 0.0, 1.0, 0.5, "depth of the dents in its faces"),
                Shape("phase", 0.0, 1.0, 0.0, "which dents: every value gives another pack"),
            ),
            (
                Typical(("household", "nappies"), *mm((270, 110, 220), (430, 150, 300)), {"softness": 0.5}),
                Typical(("care", "pads"), *mm((85, 65, 100), (240, 95, 130))),
                Typical(("household", "wet wipes"), *mm((180, 50, 90), (210, 75, 110)), {"softness": 0.8}),
                Typical(("household", "cotton pads"), *mm((95, 60, 110), (160, 80, 200))),
            ),
            max_triangles=3000,
            max_triangles_far=1300,
            stackable=True,
        ),
        Kind(
            "roll_pack",
            "soft_pack:build_rolls",
            (
                Shape("roll_m", 0.09, 0.13, 0.11, "diameter of a roll"),
                Shape("layers", 1, 3, 2, "rolls one on top of another", whole=True),
                Shape("phase", 0.0, 1.0, 0.0, "which small dents"),
            ),
            (
                Typical(("household", "toilet paper"), *mm((205, 100, 185), (230, 115, 210))),
                Typical(("household", "toilet paper"), *mm((205, 200, 185), (230, 230, 210))),
                Typical(("household", "toilet paper"), *mm((320, 205, 190), (345, 225, 210))),
                Typical(("household", "kitchen roll"), *mm((215, 105, 225), (245, 125, 260)), {"layers": 1}),
                Typical(("household", "kitchen roll"), *mm((215, 215, 225), (245, 245, 260)), {"layers": 1}),
            ),
            max_triangles=5400,
            max_triangles_far=4000,
            stackable=True,
        ),
        Kind(
            "paper_bag",
            "paper_bag:build",
            (
                Shape("top", 0, 2, 0, "0: folded flat, 1: a fin, 2: a fin rolled under a tie", whole=True),
                Shape("film", 0, 1, 0, "0: paper, 1: film", whole=True),
                Shape("belly", 0.0, 1.0, 0.5, "how far its content swells it"),
                Shape("lumps", 0.0, 1.0, 0.5, "how uneven its content is"),
                Shape("radius_m", 0.002, 0.012, 0.004, "radius of its upright edges"),
                Shape("fin_m", 0.01, 0.022, 0.018, "height of the fin"),
                Shape("phase", 0.0, 1.0, 0.0, "which lumps"),
            ),
            (
                Typical(("food", "flour"), *mm((95, 60, 150), (112, 75, 190))),
                Typical(("food", "sugar"), *mm((80, 58, 120), (98, 70, 155)), {"lumps": 0.2}),
                Typical(("food", "oats"), *mm((100, 60, 150), (120, 75, 190)), {"top": 1}),
                Typical(
                    ("hot drinks", "ground coffee"),
                    *mm((75, 52, 145), (92, 65, 190)),
                    {"film": 1, "lumps": 0.2},
                ),
                Typical(
                    ("hot drinks", "coffee beans"), *mm((85, 60, 230), (110, 75, 300)), {"film": 1, "top": 2}
                ),
                Typical(
                    ("pets", "dry pet food"),
                    *mm((130, 70, 230), (200, 100, 340)),
                    {"film": 1, "top": 1, "lumps": 0.9},
                ),
            ),
            max_triangles=1240,
            max_triangles_far=740,
        ),
        Kind(
            "flow_wrap",
            "flow_wrap:build",
            (
                Shape("fin_m", 0.006, 0.016, 0.009, "length of the crimped fins"),
                Shape("taper_m", 0.006, 0.02, 0.01, "length over which the film closes to a fin"),
                Shape(
                    "fin_rise", 0.1, 0.7, 0.4, "how much taller the fins are than the block, in its depths"
                ),
                Shape("squareness", 2.6, 6.0, 3.5, "exponent of the block's section"),
                Shape("crinkle", 0.0, 1.0, 0.5, "depth of the creases"),
                Shape("foil", 0, 1, 0, "1: metallised film", whole=True),
                Shape("phase", 0.0, 1.0, 0.0, "which creases"),
            ),
            (
                Typical(("snacks", "chocolate bar"), *mm((105, 16, 34), (170, 24, 48))),
                Typical(("snacks", "cereal bar"), *mm((110, 15, 36), (150, 20, 46)), {"foil": 1}),
                Typical(("snacks", "biscuits"), *mm((170, 45, 55), (250, 62, 72)), {"squareness": 2.8}),
                Typical(
                    ("snacks", "mints"),
                    *mm((85, 17, 20), (115, 23, 26)),
                    {"squareness": 2.8, "fin_rise": 0.15},
                ),
                Typical(("frozen", "ice cream"), *mm((150, 24, 60), (180, 34, 78)), {"squareness": 3.0}),
                Typical(("dairy", "cheese"), *mm((110, 22, 75), (170, 38, 105)), {"squareness": 5.0}),
                Typical(
                    ("bakery", "bread"),
                    *mm((250, 95, 115), (330, 120, 140)),
                    {"squareness": 4.5, "taper_m": 0.02},
                ),
            ),
            max_triangles=2600,
            max_triangles_far=2050,
            stackable=True,
        ),
    )
