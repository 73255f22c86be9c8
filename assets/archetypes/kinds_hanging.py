"""Goods on cards that hang: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, Typical, mm


def kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            "blister_card",
            "blister:build",
            (
                Shape("corner_m", 0.002, 0.012, 0.006, "radius of the card's corners"),
                Shape("bubble_w", 0.5, 0.92, 0.78, "width of the bubble over that of the card"),
                Shape("bubble_h", 0.35, 0.85, 0.55, "height of the bubble over that of the card"),
                Shape(
                    "item",
                    0,
                    6,
                    3,
                    "0: batteries, 1: brushes, 2: pens, 3: a moulded thing, 4: a razor, 5: a lamp, 6: a car",
                    whole=True,
                ),
                Shape("count", 1, 8, 1, "pieces in the bubble", whole=True),
            ),
            (
                Typical(
                    ("household", "batteries"),
                    *mm((84, 16, 115), (100, 19, 130)),
                    {"item": 0, "count": 4, "bubble_h": 0.5},
                ),
                Typical(
                    ("care", "toothbrush"),
                    *mm((50, 18, 215), (66, 24, 245)),
                    {"item": 1, "count": 1, "bubble_h": 0.82, "bubble_w": 0.5},
                ),
                Typical(
                    ("care", "razors"), *mm((100, 28, 180), (130, 40, 225)), {"item": 4, "bubble_w": 0.8}
                ),
                Typical(
                    ("household", "pens"),
                    *mm((70, 14, 180), (95, 19, 215)),
                    {"item": 2, "count": 4, "bubble_h": 0.75, "bubble_w": 0.7},
                ),
                Typical(("household", "glue"), *mm((75, 20, 130), (90, 28, 165)), {"item": 2, "count": 2}),
                Typical(("household", "light bulbs"), *mm((95, 55, 150), (120, 66, 185)), {"item": 5}),
                Typical(("toys", "toy"), *mm((110, 36, 150), (150, 55, 200)), {"item": 6, "bubble_h": 0.45}),
            ),
            max_triangles=4400,
            max_triangles_far=3400,
        ),
    )
