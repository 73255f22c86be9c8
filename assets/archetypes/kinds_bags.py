"""Bags and pouches: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, Typical, mm


def kinds() -> tuple[Kind, ...]:
    return (
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
            max_triangles_far=840,
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
    )
