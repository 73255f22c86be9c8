"""Bottles and tubes: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, Typical, mm


def kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            "pet_bottle",
            "pet:build",
            (
                Shape("shoulder", 0.15, 0.45, 0.28, "part of the height from the body up to the neck"),
                Shape("waist", 0.0, 0.12, 0.02, "how far the label zone draws in"),
                Shape("label", 0.2, 0.5, 0.27, "height of the label over the height of the bottle"),
                Shape("ribs", 0, 6, 2, "grip rings under the label", whole=True),
                Shape("fill", 0.8, 0.95, 0.88, "level of the drink over the height"),
                Shape("clear", 0, 1, 0, "1: the drink is clear as water", whole=True),
                Shape("petaloid", 0, 1, 1, "1: five feet, as for fizzy drinks; 0: a ring", whole=True),
                Shape("square", 2.0, 4.0, 2.0, "exponent of the body's section: 2 round, 4 a rounded square"),
            ),
            (
                Typical(
                    ("drinks", "water"),
                    *mm((61, 61, 205), (67, 67, 235)),
                    {"clear": 1, "ribs": 5, "petaloid": 0, "square": 2.0},
                ),
                Typical(
                    ("drinks", "water"),
                    *mm((83, 83, 300), (92, 92, 330)),
                    {"clear": 1, "ribs": 6, "petaloid": 0, "square": 2.0},
                ),
                Typical(
                    ("drinks", "cola"),
                    *mm((64, 64, 225), (68, 68, 240)),
                    {"waist": 0.1, "label": 0.29, "square": 2.0},
                ),
                Typical(
                    ("drinks", "cola"),
                    *mm((86, 86, 310), (108, 108, 340)),
                    {"waist": 0.04, "label": 0.3, "square": 2.0},
                ),
                Typical(
                    ("drinks", "lemonade"), *mm((64, 64, 225), (90, 90, 330)), {"label": 0.32, "square": 2.0}
                ),
                Typical(
                    ("drinks", "iced tea"),
                    *mm((64, 64, 210), (90, 90, 315)),
                    {"label": 0.42, "petaloid": 0, "square": 2.0},
                ),
                Typical(
                    ("drinks", "juice"),
                    *mm((60, 60, 180), (85, 85, 270)),
                    {"label": 0.4, "shoulder": 0.34, "petaloid": 0, "square": 3.2, "clear": 0},
                ),
                Typical(
                    ("drinks", "sports drink"),
                    *mm((66, 66, 205), (76, 76, 240)),
                    {"label": 0.42, "petaloid": 0, "square": 2.0, "clear": 0},
                ),
                Typical(
                    ("food", "oil"),
                    *mm((74, 74, 265), (86, 86, 315)),
                    {"petaloid": 0, "square": 2.6, "ribs": 3},
                ),
                Typical(
                    ("care", "mouthwash"),
                    *mm((70, 48, 185), (86, 58, 225)),
                    {"petaloid": 0, "square": 3.0, "ribs": 0, "label": 0.42, "shoulder": 0.2},
                ),
            ),
            max_triangles=7000,
            max_triangles_far=2100,
            round=True,
        ),
        Kind(
            "glass_bottle",
            "glass:build",
            (
                Shape(
                    "shoulder", 0.04, 0.4, 0.16, "part of the height in which the body draws in to the neck"
                ),
                Shape("slope", 0.0, 1.0, 0.4, "0: a tight high shoulder, 1: a long slope"),
                Shape("neck", 0.1, 0.38, 0.27, "part of the height that is neck and closure"),
                Shape("taper", 0.0, 1.0, 0.25, "how far the neck widens downwards"),
                Shape("mouth", 0.0, 1.0, 0.3, "width of a screw cap: 0 oil, 0.3 spirits, 1 sauce and milk"),
                Shape("label", 0.15, 0.45, 0.3, "height of the label over the height of the bottle"),
                Shape("wrap", 0, 1, 0, "1: the label goes around; 0: front and back labels", whole=True),
                Shape("neck_label", 0, 1, 0, "1: a second label around the neck", whole=True),
                Shape("glass", 0, 2, 0, "0: clear, 1: green, 2: brown", whole=True),
                Shape("closure", 0, 2, 0, "0: screw cap, 1: crown cork, 2: cork under a capsule", whole=True),
                Shape("fill", 0.6, 1.0, 0.9, "level of the content in the neck"),
                Shape("square", 2.0, 5.0, 2.0, "exponent of the body's section: 2 round, 5 nearly square"),
            ),
            (
                Typical(
                    ("food", "oil"),
                    *mm((60, 60, 250), (68, 68, 290)),
                    {"glass": 1, "square": 4.0, "shoulder": 0.1},
                ),
                Typical(
                    ("food", "oil"), *mm((66, 66, 270), (75, 75, 310)), {"glass": 0, "wrap": 0, "square": 2.0}
                ),
                Typical(
                    ("food", "vinegar"),
                    *mm((60, 60, 230), (70, 70, 280)),
                    {"glass": 0, "wrap": 1, "square": 2.0},
                ),
                Typical(
                    ("drinks", "beer"),
                    *mm((60, 60, 222), (62, 62, 232)),
                    {
                        "glass": 2,
                        "closure": 1,
                        "neck_label": 1,
                        "taper": 0.5,
                        "slope": 0.5,
                        "shoulder": 0.17,
                        "square": 2.0,
                    },
                ),
                Typical(
                    ("drinks", "beer"),
                    *mm((67, 67, 256), (69, 69, 262)),
                    {
                        "glass": 2,
                        "closure": 1,
                        "neck_label": 1,
                        "taper": 0.5,
                        "slope": 0.6,
                        "shoulder": 0.18,
                        "square": 2.0,
                    },
                ),
                Typical(
                    ("drinks", "beer"),
                    *mm((60, 60, 222), (66, 66, 250)),
                    {
                        "glass": 1,
                        "closure": 1,
                        "neck_label": 1,
                        "taper": 0.45,
                        "slope": 0.7,
                        "shoulder": 0.2,
                        "square": 2.0,
                    },
                ),
                Typical(
                    ("drinks", "juice"),
                    *mm((70, 70, 220), (85, 85, 275)),
                    {"glass": 0, "mouth": 1.0, "neck": 0.16, "shoulder": 0.2, "wrap": 1, "square": 2.0},
                ),
                Typical(
                    ("drinks", "wine"),
                    *mm((74, 74, 298), (78, 78, 325)),
                    {
                        "glass": 1,
                        "closure": 2,
                        "neck": 0.29,
                        "shoulder": 0.09,
                        "slope": 0.1,
                        "taper": 0.12,
                        "square": 2.0,
                    },
                ),
                Typical(
                    ("drinks", "wine"),
                    *mm((80, 80, 292), (85, 85, 305)),
                    {
                        "glass": 1,
                        "closure": 2,
                        "neck": 0.25,
                        "shoulder": 0.26,
                        "slope": 1.0,
                        "taper": 0.3,
                        "square": 2.0,
                    },
                ),
                Typical(
                    ("drinks", "wine"),
                    *mm((74, 74, 298), (78, 78, 320)),
                    {
                        "glass": 0,
                        "closure": 2,
                        "neck": 0.28,
                        "shoulder": 0.12,
                        "slope": 0.3,
                        "taper": 0.15,
                        "square": 2.0,
                    },
                ),
                Typical(
                    ("drinks", "spirits"),
                    *mm((72, 72, 270), (84, 84, 315)),
                    {"glass": 0, "neck": 0.24, "shoulder": 0.1, "slope": 0.2, "taper": 0.1, "square": 2.0},
                ),
                Typical(
                    ("drinks", "syrup"),
                    *mm((66, 66, 250), (75, 75, 290)),
                    {"glass": 0, "wrap": 1, "neck": 0.24, "square": 2.0},
                ),
                Typical(
                    ("food", "sauce"),
                    *mm((50, 50, 150), (62, 62, 200)),
                    {"glass": 0, "mouth": 0.6, "neck": 0.22, "shoulder": 0.2, "wrap": 1, "square": 2.0},
                ),
                Typical(
                    ("dairy", "milk"),
                    *mm((82, 82, 235), (92, 92, 260)),
                    {
                        "glass": 0,
                        "mouth": 1.0,
                        "neck": 0.16,
                        "shoulder": 0.24,
                        "slope": 0.7,
                        "label": 0.24,
                        "square": 2.0,
                    },
                ),
            ),
            max_triangles=6000,
            max_triangles_far=2000,
            round=True,
        ),
        Kind(
            "tube",
            "tube:build",
            (
                Shape("cap", 0.12, 0.28, 0.18, "height of the cap it stands on, over the whole height"),
                Shape("cap_width", 0.6, 0.98, 0.9, "diameter of the cap over the depth of the tube"),
                Shape("seal_m", 0.004, 0.012, 0.007, "height of the pressed seal on top"),
            ),
            (
                Typical(("care", "hand cream"), *mm((48, 34, 130), (58, 40, 160))),
                Typical(("care", "sun cream"), *mm((55, 38, 150), (66, 46, 190))),
                Typical(("care", "shower gel"), *mm((60, 42, 165), (72, 50, 205))),
                Typical(("care", "toothpaste"), *mm((48, 32, 140), (56, 38, 170)), {"cap_width": 0.78}),
                Typical(("food", "mustard"), *mm((48, 34, 150), (58, 40, 185)), {"cap_width": 0.7}),
            ),
            max_triangles=1700,
            max_triangles_far=520,
        ),
    )
