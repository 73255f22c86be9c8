"""Multipacks and trays: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, Typical, mm


def kinds() -> tuple[Kind, ...]:
    grid = (
        Shape("columns", 2, 4, 3, "pieces side by side", whole=True),
        Shape("rows", 1, 2, 2, "pieces one behind another", whole=True),
    )
    phase = Shape("phase", 0.0, 1.0, 0.0, "how the pieces inside are turned")
    four, six = {"columns": 2, "rows": 2}, {"columns": 3, "rows": 2}
    return (
        Kind(
            "multipack_carton",
            "multipack:build_wrap",
            (*grid, Shape("closed", 0, 1, 0, "1: a closed box, nothing seen of the cans", whole=True), phase),
            (
                Typical(("drinks", "beer"), *mm((132.5, 133, 116), (133, 134, 117)), four),
                Typical(("drinks", "beer"), *mm((198.5, 133, 116), (199, 134, 117)), six),
                Typical(("drinks", "soft drink"), *mm((132.5, 133, 116), (133, 134, 117)), four),
                Typical(("drinks", "soft drink"), *mm((198.5, 133, 116), (199, 134, 117)), six),
                Typical(("drinks", "fridge pack"), *mm((263, 122, 198), (267, 126, 202)), {"closed": 1}),
                Typical(("drinks", "fridge pack"), *mm((395, 122, 131), (402, 126, 135)), {"closed": 1}),
            ),
            max_triangles=2400,
            max_triangles_far=2100,
            stackable=True,
        ),
        Kind(
            "bottle_carrier",
            "multipack:build_carrier",
            (
                Shape("columns", 2, 3, 3, "bottles in each of its two rows", whole=True),
                Shape("wall", 0.3, 0.5, 0.42, "height of the front wall over the height"),
                Shape("handle", 0.75, 0.95, 0.86, "height of the handle over the height"),
                Shape("green", 0, 1, 0, "1: green glass, 0: brown", whole=True),
                phase,
            ),
            (
                Typical(("drinks", "beer"), *mm((184, 124, 205), (198, 134, 240))),
                Typical(
                    ("drinks", "beer"), *mm((124, 124, 205), (134, 134, 240)), {"columns": 2, "green": 1}
                ),
                Typical(
                    ("drinks", "soft drink"),
                    *mm((124, 124, 190), (132, 132, 215)),
                    {"columns": 2, "green": 1},
                ),
            ),
            max_triangles=3900,
            max_triangles_far=3400,
        ),
        Kind(
            "shrink_multipack",
            "multipack:build_shrink",
            (
                *grid,
                Shape("inside", 0, 2, 0, "0: PET bottles, 1: cans, 2: tins", whole=True),
                Shape("clear", 0, 1, 0, "1: the drink is clear as water", whole=True),
                phase,
            ),
            (
                Typical(("drinks", "water"), *mm((250, 167, 300), (276, 184, 330)), {"clear": 1}),
                Typical(("drinks", "water"), *mm((186, 124, 205), (202, 135, 235)), {"clear": 1}),
                Typical(("drinks", "soft drink"), *mm((190, 127, 220), (204, 136, 240))),
                Typical(("drinks", "soft drink"), *mm((168, 168, 290), (184, 184, 330)), four),
                Typical(("drinks", "cans"), *mm((199, 133, 116), (201, 135, 117)), {"inside": 1}),
                Typical(("drinks", "cans"), *mm((116, 116, 145), (118, 118, 147)), {"inside": 1, **four}),
                Typical(
                    ("food", "tins"),
                    *mm((221, 74, 109), (228, 77, 112)),
                    {"inside": 2, "columns": 3, "rows": 1},
                ),
            ),
            max_triangles=6400,
            max_triangles_far=5200,
            stackable=True,
        ),
        Kind(
            "shelf_tray",
            "shelf_tray:build",
            (
                Shape("columns", 1, 6, 4, "packs side by side", whole=True),
                Shape("rows", 1, 2, 2, "packs one behind another", whole=True),
                Shape("lip", 0.15, 0.35, 0.24, "height of the front lip over the height"),
                Shape("back", 0.5, 0.95, 0.72, "height of the back wall over the height"),
                Shape("phase", 0.0, 1.0, 0.0, "which creases the packs have"),
            ),
            (
                Typical(("snacks", "chocolate bars"), *mm((170, 90, 110), (230, 120, 150)), {"columns": 5}),
                Typical(("pets", "cat food"), *mm((190, 80, 110), (270, 110, 140)), {"columns": 2}),
                Typical(("food", "soup cups"), *mm((180, 90, 120), (260, 120, 160)), {"columns": 3}),
                Typical(("snacks", "pouches"), *mm((180, 100, 130), (280, 140, 190)), {"columns": 2}),
            ),
            max_triangles=9900,
            max_triangles_far=8400,
            stackable=True,
        ),
    )
