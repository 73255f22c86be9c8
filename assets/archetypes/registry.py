"""Which packages exist, which parameters shape them and what they usually hold. Plain data, nothing heavy."""

from collections.abc import Mapping
from types import MappingProxyType

from assets.archetypes.kind import Kind, Shape, SizeM, Typical

__all__ = ["KINDS", "Kind", "Shape", "Typical"]


def _kinds() -> tuple[Kind, ...]:
    mm = _mm
    return (
        Kind(
            "carton",
            "carton:build",
            (
                Shape("bevel_m", 0.0004, 0.003, 0.001, "radius of the board's folds"),
                Shape("flap", 0, 1, 1, "1: the top shows the step of its closed flap", whole=True),
                Shape("bulge", 0, 1, 0.25, "how far the big faces swell (1: 2 % of the depth)"),
            ),
            (
                Typical(("breakfast", "cereal"), *mm((180, 55, 265), (205, 80, 320))),
                Typical(("breakfast", "muesli"), *mm((140, 60, 210), (170, 85, 260))),
                Typical(("hot drinks", "tea"), *mm((120, 65, 70), (160, 82, 125))),
                Typical(("hot drinks", "coffee capsules"), *mm((110, 55, 110), (150, 80, 150))),
                Typical(("snacks", "biscuits"), *mm((150, 45, 60), (210, 65, 190))),
                Typical(("snacks", "crackers"), *mm((130, 50, 180), (165, 70, 220))),
                Typical(("snacks", "chocolates"), *mm((160, 30, 100), (230, 50, 180))),
                Typical(("food", "pasta"), *mm((75, 38, 200), (110, 55, 265))),
                Typical(("food", "rice"), *mm((95, 45, 150), (130, 65, 200))),
                Typical(("food", "sugar"), *mm((75, 60, 130), (115, 80, 185))),
                Typical(("household", "washing powder"), *mm((180, 75, 230), (260, 110, 320))),
                Typical(("household", "dishwasher tablets"), *mm((140, 70, 160), (190, 100, 240))),
                Typical(("household", "tissues"), *mm((220, 105, 75), (245, 125, 95))),
                Typical(("care", "toothpaste"), *mm((175, 35, 42), (205, 45, 55))),
                Typical(("care", "soap"), *mm((85, 35, 55), (110, 45, 70))),
            ),
            max_triangles=100,
            stackable=True,
        ),
        Kind(
            "can",
            "can:build",
            (
                Shape("neck", 0.72, 0.9, 0.82, "diameter of the lid over that of the body"),
                Shape("shoulder", 0.7, 1.5, 1.0, "height of the necking, relative to a usual can"),
            ),
            (
                Typical(("drinks", "cola"), *mm((66, 66, 115), (66.2, 66.2, 115.5))),
                Typical(("drinks", "lemonade"), *mm((66, 66, 115), (66.2, 66.2, 115.5))),
                Typical(("drinks", "iced tea"), *mm((58, 58, 145), (58.2, 58.2, 146))),
                Typical(("drinks", "energy drink"), *mm((53, 53, 134), (53.2, 53.2, 135)), {"neck": 0.88}),
                Typical(("drinks", "energy drink"), *mm((66, 66, 167), (66.2, 66.2, 168))),
                Typical(("drinks", "beer"), *mm((66, 66, 167), (66.2, 66.2, 168))),
            ),
            max_triangles=720,
            stackable=True,
            round=True,
        ),
        Kind(
            "tin",
            "tin:build",
            (
                Shape("ribs", 0, 3, 3, "beads around the body, seen through the paper label", whole=True),
                Shape("printed", 0, 1, 0, "1: printed on the metal; 0: paper label", whole=True),
            ),
            (
                Typical(("food", "beans"), *mm((73, 73, 108), (76, 76, 112))),
                Typical(("food", "tomatoes"), *mm((73, 73, 108), (76, 76, 112))),
                Typical(("food", "tomatoes"), *mm((98, 98, 116), (101, 101, 120))),
                Typical(("food", "sweetcorn"), *mm((66, 66, 76), (84, 84, 92))),
                Typical(("food", "soup"), *mm((65, 65, 98), (76, 76, 112))),
                Typical(("food", "tuna"), *mm((84, 84, 34), (88, 88, 44)), {"ribs": 0, "printed": 1}),
                Typical(("food", "fruit"), *mm((83, 83, 108), (101, 101, 120))),
                Typical(("pets", "dog food"), *mm((73, 73, 105), (101, 101, 120)), {"printed": 1}),
                Typical(("pets", "cat food"), *mm((73, 73, 80), (76, 76, 110)), {"printed": 1}),
            ),
            max_triangles=860,
            stackable=True,
            round=True,
        ),
        Kind(
            "pet_bottle",
            "bottle:build_pet",
            (
                Shape("shoulder", 0.2, 0.45, 0.3, "part of the height from the body up to the neck ring"),
                Shape("waist", 0.0, 0.12, 0.03, "how far the label zone draws in"),
                Shape("label", 0.2, 0.5, 0.3, "height of the label over the height of the bottle"),
                Shape("ribs", 0, 3, 2, "grip rings under the label", whole=True),
                Shape("fill", 0.8, 0.95, 0.88, "level of the drink over the height"),
                Shape("clear", 0, 1, 0, "1: the drink is clear as water", whole=True),
            ),
            (
                Typical(("drinks", "water"), *mm((61, 61, 205), (67, 67, 235)), {"clear": 1, "ribs": 3}),
                Typical(("drinks", "water"), *mm((83, 83, 300), (92, 92, 330)), {"clear": 1, "ribs": 3}),
                Typical(("drinks", "cola"), *mm((64, 64, 225), (68, 68, 240)), {"waist": 0.1, "label": 0.24}),
                Typical(("drinks", "cola"), *mm((86, 86, 310), (108, 108, 340)), {"waist": 0.06}),
                Typical(("drinks", "lemonade"), *mm((64, 64, 225), (90, 90, 330))),
                Typical(("drinks", "iced tea"), *mm((64, 64, 210), (90, 90, 315)), {"label": 0.42}),
                Typical(
                    ("drinks", "juice"), *mm((60, 60, 180), (85, 85, 270)), {"label": 0.4, "shoulder": 0.36}
                ),
            ),
            max_triangles=900,
            round=True,
        ),
        Kind(
            "glass_bottle",
            "bottle:build_glass",
            (
                Shape(
                    "shoulder", 0.12, 0.4, 0.22, "part of the height in which the body draws in to the neck"
                ),
                Shape("neck", 0.15, 0.35, 0.25, "part of the height that is neck and cap"),
                Shape("label", 0.18, 0.42, 0.3, "height of the label over the height of the bottle"),
                Shape("glass", 0, 2, 0, "0: clear, 1: green, 2: brown", whole=True),
            ),
            (
                Typical(("food", "oil"), *mm((60, 60, 250), (75, 75, 310)), {"glass": 1}),
                Typical(("food", "vinegar"), *mm((60, 60, 230), (70, 70, 280)), {"glass": 0}),
                Typical(("drinks", "beer"), *mm((60, 60, 195), (66, 66, 230)), {"glass": 2}),
                Typical(("drinks", "juice"), *mm((70, 70, 220), (85, 85, 275)), {"glass": 0}),
                Typical(("drinks", "wine"), *mm((74, 74, 295), (80, 80, 325)), {"glass": 1, "neck": 0.3}),
                Typical(("food", "sauce"), *mm((50, 50, 150), (62, 62, 200)), {"glass": 0}),
            ),
            max_triangles=640,
            round=True,
        ),
        Kind(
            "jar",
            "jar:build",
            (
                Shape("lid", 0.12, 0.25, 0.16, "height of the lid over the height of the jar"),
                Shape("neck", 0.78, 0.98, 0.9, "diameter of the lid over that of the body"),
                Shape("label", 0.3, 0.62, 0.48, "height of the label over the height of the jar"),
                Shape("fill", 0.7, 0.98, 0.94, "level of the content over the height of the glass"),
            ),
            (
                Typical(("breakfast", "jam"), *mm((68, 68, 95), (78, 78, 120))),
                Typical(("breakfast", "honey"), *mm((72, 72, 100), (85, 85, 125))),
                Typical(
                    ("breakfast", "spread"), *mm((76, 76, 95), (92, 92, 130)), {"lid": 0.2, "neck": 0.94}
                ),
                Typical(("food", "pickles"), *mm((78, 78, 125), (92, 92, 170)), {"lid": 0.12}),
                Typical(
                    ("food", "pasta sauce"), *mm((70, 70, 130), (84, 84, 175)), {"lid": 0.12, "neck": 0.82}
                ),
                Typical(("food", "olives"), *mm((60, 60, 100), (72, 72, 140))),
                Typical(("food", "spices"), *mm((40, 40, 95), (50, 50, 118)), {"lid": 0.25, "label": 0.42}),
                Typical(("hot drinks", "instant coffee"), *mm((75, 75, 140), (92, 92, 180)), {"lid": 0.18}),
            ),
            max_triangles=800,
            stackable=True,
            round=True,
        ),
        Kind(
            "pouch",
            "pouch:build",
            (
                Shape("bulge", 0.3, 1.0, 0.7, "how full the belly is"),
                Shape("seal_m", 0.006, 0.02, 0.012, "height of the flat seal on top"),
                Shape("spout", 0, 1, 0, "1: a screw spout on top", whole=True),
            ),
            (
                Typical(("hot drinks", "coffee"), *mm((120, 70, 190), (150, 90, 250))),
                Typical(("snacks", "nuts"), *mm((120, 50, 170), (160, 70, 230))),
                Typical(("snacks", "sweets"), *mm((130, 50, 170), (180, 75, 240))),
                Typical(("food", "rice"), *mm((120, 50, 170), (150, 70, 220))),
                Typical(("food", "soup"), *mm((130, 50, 180), (150, 70, 220))),
                Typical(("household", "dishwasher tablets"), *mm((160, 70, 210), (210, 95, 280))),
                Typical(("household", "refill soap"), *mm((140, 60, 210), (170, 85, 270)), {"spout": 1}),
                Typical(("pets", "cat treats"), *mm((110, 45, 150), (140, 60, 190))),
            ),
            max_triangles=840,
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
            max_triangles=820,
        ),
        Kind(
            "brick",
            "brick:build",
            (
                Shape(
                    "closure",
                    0,
                    2,
                    1,
                    "0: straw on the back, 1: screw cap, 2: gable top with cap",
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
                Typical(("dairy", "oat drink"), *mm((70, 70, 200), (76, 76, 245))),
                Typical(("food", "tomatoes"), *mm((60, 50, 130), (80, 60, 165)), {"closure": 0}),
            ),
            max_triangles=260,
            stackable=True,
        ),
        Kind(
            "bottle_hdpe",
            "hdpe:build",
            (
                Shape("squareness", 2.0, 5.0, 2.8, "exponent of the section: 2 an ellipse, 5 nearly a box"),
                Shape("shoulder", 0.1, 0.35, 0.2, "part of the height in which the body draws in"),
                Shape("cap", 0.1, 0.3, 0.16, "height of the cap over the whole height"),
                Shape("cap_width", 0.25, 0.75, 0.42, "width of the cap over the width of the body"),
                Shape("label", 0.35, 0.7, 0.55, "height of the label over the height of the body"),
            ),
            (
                Typical(("care", "shampoo"), *mm((60, 38, 175), (80, 50, 225))),
                Typical(("care", "shower gel"), *mm((60, 36, 165), (76, 48, 220)), {"cap_width": 0.6}),
                Typical(("care", "body lotion"), *mm((65, 45, 170), (85, 60, 220)), {"cap_width": 0.55}),
                Typical(
                    ("household", "washing-up liquid"), *mm((65, 42, 200), (90, 60, 260)), {"cap_width": 0.3}
                ),
                Typical(("household", "laundry liquid"), *mm((110, 65, 220), (170, 95, 310)), {"cap": 0.2}),
                Typical(("household", "fabric softener"), *mm((85, 60, 220), (130, 85, 290)), {"cap": 0.2}),
                Typical(("household", "bleach"), *mm((85, 70, 240), (110, 85, 300)), {"cap_width": 0.4}),
                Typical(("household", "cleaner"), *mm((80, 50, 220), (110, 70, 290)), {"squareness": 4.0}),
            ),
            max_triangles=760,
        ),
        Kind(
            "tub",
            "tub:build",
            (
                Shape("taper", 0.7, 0.95, 0.85, "diameter at the base over that under the rim"),
                Shape("squareness", 2.0, 5.0, 2.0, "exponent of the section: 2 round, 5 nearly a box"),
            ),
            (
                Typical(("dairy", "yoghurt"), *mm((68, 68, 75), (95, 95, 110))),
                Typical(("dairy", "margarine"), *mm((115, 85, 60), (145, 105, 80)), {"squareness": 4.0}),
                Typical(("dairy", "ice cream"), *mm((85, 85, 95), (100, 100, 115))),
                Typical(("snacks", "nuts"), *mm((80, 80, 85), (100, 100, 120)), {"taper": 0.92}),
                Typical(("food", "instant noodles"), *mm((90, 90, 100), (105, 105, 115)), {"taper": 0.75}),
            ),
            max_triangles=540,
            stackable=True,
        ),
        Kind(
            "tube",
            "tube:build",
            (
                Shape("cap", 0.12, 0.28, 0.18, "height of the cap it stands on, over the whole height"),
                Shape("cap_width", 0.6, 0.98, 0.85, "diameter of the cap over the depth of the tube"),
                Shape("seal_m", 0.004, 0.012, 0.007, "height of the pressed seal on top"),
            ),
            (
                Typical(("care", "hand cream"), *mm((48, 34, 130), (58, 40, 160))),
                Typical(("care", "sun cream"), *mm((55, 38, 150), (66, 46, 190))),
                Typical(("care", "shower gel"), *mm((60, 42, 165), (72, 50, 205))),
                Typical(("food", "mustard"), *mm((48, 34, 150), (58, 40, 185))),
            ),
            max_triangles=560,
        ),
    )


def _mm(lo: SizeM, hi: SizeM) -> tuple[SizeM, SizeM]:
    a, b, c = (round(v / 1000, 6) for v in lo)
    d, e, f = (round(v / 1000, 6) for v in hi)
    return (a, b, c), (d, e, f)


KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _kinds()})
