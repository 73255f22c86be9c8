"""Bottles and tubes: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, Typical, mm


def kinds() -> tuple[Kind, ...]:
    return (
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
            max_triangles_far=900,
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
            max_triangles_far=640,
            round=True,
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
            max_triangles_far=760,
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
            max_triangles_far=560,
        ),
    )
