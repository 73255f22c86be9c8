"""Cans, tins, jars, tubs, cups and aerosols: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, Typical, mm


def kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            "can",
            "can:build",
            (
                Shape("neck", 0.72, 0.9, 0.82, "diameter of the lid over that of the body"),
                Shape("shoulder", 0.7, 1.5, 1.0, "height of the necking, relative to a usual can"),
                Shape("tab_deg", -180, 180, 0, "how far the tab is turned: it does not know the print"),
            ),
            (
                Typical(("drinks", "cola"), *mm((66, 66, 115), (66.2, 66.2, 115.5))),
                Typical(("drinks", "lemonade"), *mm((66, 66, 115), (66.2, 66.2, 115.5))),
                Typical(("drinks", "iced tea"), *mm((58, 58, 145), (58.2, 58.2, 146))),
                Typical(("drinks", "energy drink"), *mm((53, 53, 134), (53.2, 53.2, 135)), {"neck": 0.88}),
                Typical(("drinks", "energy drink"), *mm((66, 66, 167), (66.2, 66.2, 168))),
                Typical(("drinks", "beer"), *mm((66, 66, 167), (66.2, 66.2, 168))),
            ),
            max_triangles=3200,
            max_triangles_far=900,
            stackable=True,
            round=True,
        ),
        Kind(
            "tin",
            "tin:build",
            (
                Shape("ribs", 0, 8, 6, "beads around the body, seen through the paper label", whole=True),
                Shape("printed", 0, 1, 0, "1: printed on the metal; 0: paper label", whole=True),
                Shape("label", 0.8, 0.99, 0.95, "height of a paper label over that of the wall"),
                Shape("ring_pull", 0, 1, 1, "1: an easy-open end with its ring", whole=True),
            ),
            (
                Typical(("food", "beans"), *mm((73, 73, 108), (76, 76, 112))),
                Typical(("food", "tomatoes"), *mm((73, 73, 108), (76, 76, 112))),
                Typical(("food", "tomatoes"), *mm((98, 98, 116), (101, 101, 120))),
                Typical(("food", "sweetcorn"), *mm((66, 66, 76), (84, 84, 92))),
                Typical(("food", "soup"), *mm((65, 65, 98), (76, 76, 112))),
                Typical(("food", "tuna"), *mm((84, 84, 34), (88, 88, 44)), {"ribs": 0, "printed": 1}),
                Typical(("food", "fruit"), *mm((83, 83, 108), (101, 101, 120))),
                Typical(("food", "cocoa"), *mm((78, 78, 120), (90, 90, 160)), {"ribs": 0, "ring_pull": 0}),
                Typical(("hot drinks", "coffee"), *mm((98, 98, 120), (104, 104, 150)), {"ribs": 4}),
                Typical(("pets", "dog food"), *mm((73, 73, 105), (101, 101, 120)), {"printed": 1}),
                Typical(("pets", "cat food"), *mm((73, 73, 80), (76, 76, 110)), {"printed": 1}),
            ),
            max_triangles=4800,
            max_triangles_far=900,
            stackable=True,
            round=True,
        ),
        Kind(
            "jar",
            "jar:build",
            (
                Shape("lid", 0.12, 0.25, 0.16, "height of the lid over the height of the jar"),
                Shape("neck", 0.78, 0.98, 0.9, "diameter of the lid over that of the body"),
                Shape("label", 0.3, 0.7, 0.48, "height of the label over the height of the jar"),
                Shape("round", 0, 1, 0.4, "0: the shoulder turns in sharply, 1: over a long curve"),
                Shape("cap", 0, 1, 0, "0: twist-off cap of tinplate, 1: knurled plastic cap", whole=True),
                Shape("fill", 0.7, 0.98, 0.96, "level of the content over the height of the glass"),
            ),
            (
                Typical(("breakfast", "jam"), *mm((68, 68, 95), (78, 78, 120)), {"cap": 0}),
                Typical(("breakfast", "honey"), *mm((72, 72, 100), (85, 85, 125)), {"cap": 0}),
                Typical(
                    ("breakfast", "spread"),
                    *mm((76, 76, 95), (92, 92, 130)),
                    {"lid": 0.2, "neck": 0.94, "cap": 1, "round": 0.1},
                ),
                Typical(("food", "pickles"), *mm((66, 66, 115), (92, 92, 170)), {"lid": 0.12, "cap": 0}),
                Typical(
                    ("food", "pasta sauce"),
                    *mm((70, 70, 130), (84, 84, 175)),
                    {"lid": 0.12, "neck": 0.82, "round": 0.9, "cap": 0},
                ),
                Typical(
                    ("food", "baby food"),
                    *mm((60, 60, 88), (70, 70, 125)),
                    {"cap": 0, "lid": 0.13, "neck": 0.84, "round": 0.5},
                ),
                Typical(("food", "olives"), *mm((60, 60, 100), (72, 72, 140)), {"cap": 0}),
                Typical(
                    ("food", "spices"),
                    *mm((40, 40, 95), (50, 50, 118)),
                    {"lid": 0.25, "label": 0.42, "cap": 1, "round": 0.1},
                ),
                Typical(
                    ("hot drinks", "instant coffee"),
                    *mm((75, 75, 140), (92, 92, 180)),
                    {"lid": 0.18, "cap": 1},
                ),
            ),
            max_triangles=4800,
            max_triangles_far=1400,
            stackable=True,
            round=True,
        ),
        Kind(
            "tub",
            "tub:build",
            (
                Shape("taper", 0.7, 0.95, 0.85, "diameter at the base over that under the rim"),
                Shape("squareness", 2.0, 5.0, 2.0, "exponent of the section: 2 round, 5 nearly a box"),
            ),
            (
                Typical(("dairy", "yoghurt"), *mm((95, 95, 95), (105, 105, 125))),
                Typical(("dairy", "margarine"), *mm((115, 85, 60), (145, 105, 80)), {"squareness": 4.0}),
                Typical(("dairy", "ice cream"), *mm((85, 85, 95), (100, 100, 115))),
                Typical(("snacks", "nuts"), *mm((80, 80, 85), (100, 100, 120)), {"taper": 0.92}),
                Typical(("food", "instant noodles"), *mm((90, 90, 100), (105, 105, 115)), {"taper": 0.75}),
            ),
            max_triangles=1800,
            max_triangles_far=760,
            stackable=True,
        ),
        Kind(
            "cup",
            "tub:build_cup",
            (
                Shape("taper", 0.66, 0.95, 0.82, "diameter at the base over that of the mouth"),
                Shape("squareness", 2.0, 4.0, 2.0, "exponent of the section: 2 round, 4 a rounded square"),
                Shape("step", 0, 1, 0.5, "the step near the rim on which cups rest in one another"),
            ),
            (
                Typical(("dairy", "yoghurt"), *mm((68, 68, 70), (76, 76, 88))),
                Typical(("dairy", "yoghurt"), *mm((75, 75, 95), (95, 95, 115)), {"taper": 0.76}),
                Typical(("dairy", "dessert"), *mm((72, 72, 62), (96, 96, 80)), {"taper": 0.8, "step": 1}),
                Typical(("dairy", "cottage cheese"), *mm((92, 92, 62), (104, 104, 85)), {"taper": 0.86}),
                Typical(("dairy", "cream"), *mm((62, 62, 78), (76, 76, 100)), {"taper": 0.78}),
                Typical(("food", "instant noodles"), *mm((90, 90, 100), (105, 105, 115)), {"taper": 0.72}),
            ),
            max_triangles=1800,
            max_triangles_far=760,
            stackable=True,
        ),
        Kind(
            "aerosol",
            "aerosol:build",
            (
                Shape(
                    "cap",
                    0,
                    3,
                    0,
                    "0: overcap as wide as the can, 1: narrow cap, 2: bare button, 3: cream nozzle",
                    whole=True,
                ),
                Shape("cap_height", 0.12, 0.32, 0.22, "height of the cap over the whole height"),
                Shape("dome", 0.2, 1.0, 0.5, "how high the shoulder is"),
                Shape("seams", 0, 1, 0, "0: drawn aluminium, 1: tinplate with double seams", whole=True),
            ),
            (
                Typical(("care", "deodorant"), *mm((45, 45, 150), (53, 53, 195)), {"cap": 0, "seams": 0}),
                Typical(("care", "deodorant"), *mm((35, 35, 130), (40, 40, 160)), {"cap": 0, "seams": 0}),
                Typical(("care", "hair spray"), *mm((52, 52, 220), (60, 60, 260)), {"cap": 0, "seams": 0}),
                Typical(("care", "shaving foam"), *mm((49, 49, 150), (57, 57, 185)), {"cap": 0, "seams": 1}),
                Typical(("household", "air freshener"), *mm((57, 57, 175), (66, 66, 240)), {"seams": 1}),
                Typical(
                    ("household", "insect spray"), *mm((57, 57, 210), (66, 66, 260)), {"cap": 1, "seams": 1}
                ),
                Typical(
                    ("dairy", "whipped cream"), *mm((53, 53, 215), (66, 66, 250)), {"cap": 3, "seams": 1}
                ),
            ),
            max_triangles=3400,
            max_triangles_far=1200,
            round=True,
        ),
    )
