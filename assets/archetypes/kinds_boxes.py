"""Boxes of board: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, SizeM, Typical, mm


def _carton(
    category: tuple[str, str], size: tuple[SizeM, SizeM], flap: int = 1, tab: int = 0, window: int = 0
) -> Typical:
    """How a carton is closed and opened goes with what it holds."""
    return Typical(category, *size, {"flap": flap, "tab": tab, "window": window})


def kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            "carton",
            "carton:build",
            (
                Shape("bevel_m", 0.0004, 0.003, 0.001, "radius of the board's folds"),
                Shape(
                    "flap",
                    0,
                    3,
                    1,
                    "0: plain, 1: flaps glued on top, 2: a lid tucked in, 3: flaps on both ends",
                    whole=True,
                ),
                Shape("bulge", 0, 1, 0.25, "how far the big faces swell (1: 2 % of the depth)"),
                Shape("window", 0, 1, 0, "1: a window in the front shows the goods", whole=True),
                Shape("tab", 0, 1, 0, "1: perforations to open the front by", whole=True),
            ),
            (
                _carton(("breakfast", "cereal"), mm((180, 55, 265), (205, 80, 320))),
                _carton(("breakfast", "muesli"), mm((140, 60, 210), (170, 85, 260))),
                _carton(("breakfast", "muesli"), mm((140, 60, 210), (170, 85, 260)), window=1),
                _carton(("hot drinks", "tea"), mm((120, 65, 70), (160, 82, 125)), flap=2),
                _carton(("hot drinks", "coffee capsules"), mm((110, 55, 110), (150, 80, 150)), tab=1),
                _carton(("snacks", "biscuits"), mm((150, 45, 60), (210, 65, 190)), flap=3),
                _carton(("snacks", "crackers"), mm((130, 50, 180), (165, 70, 220)), tab=1),
                _carton(("snacks", "chocolates"), mm((160, 30, 100), (230, 50, 180)), flap=3),
                _carton(("food", "pasta"), mm((75, 38, 200), (110, 55, 265))),
                _carton(("food", "pasta"), mm((75, 38, 200), (110, 55, 265)), window=1),
                _carton(("food", "rice"), mm((95, 45, 150), (130, 65, 200))),
                _carton(("food", "sugar"), mm((75, 60, 130), (115, 80, 185))),
                _carton(("household", "washing powder"), mm((180, 75, 230), (260, 110, 320)), tab=1),
                _carton(("household", "dishwasher tablets"), mm((140, 70, 160), (190, 100, 240)), tab=1),
                _carton(("household", "tissues"), mm((220, 105, 75), (245, 125, 95)), flap=3),
                _carton(("care", "toothpaste"), mm((175, 35, 42), (205, 45, 55)), flap=3),
                _carton(("care", "soap"), mm((85, 35, 55), (110, 45, 70)), flap=3),
                _carton(("care", "hair colour"), mm((84, 58, 165), (102, 74, 192)), flap=2),
                _carton(("care", "plasters"), mm((76, 28, 88), (118, 44, 130)), flap=2),
                _carton(("care", "painkillers"), mm((98, 18, 48), (130, 28, 76)), flap=3),
                _carton(("food", "cake mix"), mm((128, 48, 185), (152, 66, 222))),
                _carton(("frozen", "frozen pizza"), mm((255, 27, 255), (288, 36, 288)), flap=3, tab=1),
                _carton(("frozen", "fish fingers"), mm((165, 42, 105), (210, 58, 145)), flap=3),
                _carton(("household", "light bulb"), mm((48, 48, 92), (78, 78, 138)), flap=2),
                _carton(("household", "foil"), mm((296, 46, 46), (330, 56, 56)), flap=3),
            ),
            max_triangles=400,
            max_triangles_far=100,
            stackable=True,
        ),
        Kind(
            "brick",
            "brick:build",
            (
                Shape(
                    "closure",
                    0,
                    3,
                    1,
                    "0: straw on the back, 1: screw cap, 2: gable top, 3: slanted top, both with a cap",
                    whole=True,
                ),
                Shape("bevel_m", 0.0008, 0.004, 0.002, "radius of the folds"),
                Shape("cap_m", 0.018, 0.036, 0.028, "diameter of the screw cap"),
            ),
            (
                Typical(("drinks", "juice"), *mm((70, 70, 205), (96, 75, 245))),
                Typical(("drinks", "juice"), *mm((46, 37, 115), (54, 42, 135)), {"closure": 0}),
                Typical(("dairy", "milk"), *mm((70, 60, 195), (92, 75, 240))),
                Typical(("dairy", "milk"), *mm((70, 70, 225), (96, 96, 265)), {"closure": 2}),
                Typical(("dairy", "milk"), *mm((68, 68, 225), (74, 74, 245)), {"closure": 3}),
                Typical(("drinks", "juice"), *mm((70, 70, 220), (96, 96, 262)), {"closure": 2}),
                Typical(("dairy", "oat drink"), *mm((70, 70, 200), (76, 76, 245)), {"closure": 3}),
                Typical(("dairy", "oat drink"), *mm((70, 70, 200), (76, 76, 245))),
                Typical(("food", "tomatoes"), *mm((60, 50, 130), (80, 60, 165)), {"closure": 0}),
            ),
            max_triangles=900,
            max_triangles_far=260,
            stackable=True,
        ),
        Kind(
            "small_pack",
            "small_boxes:build_small",
            (
                Shape("hinge", 0, 1, 1, "1: a hinged lid, 0: a plain flip box", whole=True),
                Shape("lid", 0.2, 0.45, 0.3, "height of the lid's front over the height"),
            ),
            (
                Typical(("tobacco", "cigarettes"), *mm((55, 22, 84), (57, 24, 88))),
                Typical(("snacks", "mints"), *mm((38, 15, 60), (60, 22, 90))),
                Typical(("snacks", "chewing gum"), *mm((48, 14, 66), (78, 22, 88)), {"hinge": 0}),
                Typical(("household", "matches"), *mm((52, 14, 35), (112, 22, 65)), {"hinge": 0}),
            ),
            max_triangles=80,
            max_triangles_far=80,
            stackable=True,
        ),
        Kind(
            "tablet",
            "small_boxes:build_tablet",
            (
                Shape("rim_m", 0.004, 0.012, 0.007, "width of the flat rim around the block"),
                Shape("foil", 0, 1, 0, "1: metallised film, 0: board or paper", whole=True),
            ),
            (
                Typical(("snacks", "chocolate"), *mm((72, 9, 150), (92, 14, 175))),
                Typical(("snacks", "chocolate"), *mm((150, 9, 74), (178, 15, 92))),
                Typical(("snacks", "chocolate"), *mm((88, 10, 88), (96, 14, 96)), {"foil": 1}),
            ),
            max_triangles=1500,
            max_triangles_far=800,
            stackable=True,
        ),
        Kind(
            "egg_box",
            "small_boxes:build_eggs",
            (
                Shape("seam", 0.45, 0.6, 0.52, "height of the rim over the height of the box"),
                Shape("label", 0.5, 0.95, 0.85, "width of the label over that of the lid"),
            ),
            (
                Typical(("dairy", "eggs"), *mm((148, 100, 64), (158, 110, 74))),
                Typical(("dairy", "eggs"), *mm((245, 102, 64), (262, 112, 74))),
            ),
            max_triangles=5000,
            max_triangles_far=3900,
            stackable=True,
        ),
    )
