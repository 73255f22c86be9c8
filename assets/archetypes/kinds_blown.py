"""Blow-moulded bottles, pumps, triggers and jugs: what shapes them and what they usually hold."""

from assets.archetypes.kind import Kind, Shape, Typical, mm

_SQUARE = Shape("squareness", 2.0, 5.0, 2.8, "exponent of the section: 2 an ellipse, 5 nearly a box")
_SHOULDER = Shape("shoulder", 0.1, 0.45, 0.2, "part of the body's height in which it draws in")
_SLOPE = Shape("slope", 0.0, 1.0, 0.4, "0: a tight high shoulder, 1: a long slope")
_WAIST = Shape("waist", 0.0, 0.14, 0.0, "how far the body is drawn in above its middle")
_TAPER = Shape("taper", 0.0, 0.15, 0.02, "how much narrower the foot is")
_RIGHT = Shape("right", 0, 1, 0, "1: the nozzle points to the right", whole=True)
_CLEAR = Shape("clear", 0, 1, 0, "1: clear plastic that shows what is in it", whole=True)


def kinds() -> tuple[Kind, ...]:
    return (_hdpe(), _pump(), _trigger(), _jug())


def _hdpe() -> Kind:
    return Kind(
        "bottle_hdpe",
        "hdpe:build",
        (
            _SQUARE,
            _SHOULDER,
            _SLOPE,
            _WAIST,
            Shape("lean", -0.7, 0.7, 0.0, "how far the neck stands to the right of the middle"),
            _TAPER,
            Shape("cap", 0.06, 0.3, 0.14, "height of the cap over the whole height"),
            Shape("cap_width", 0.25, 0.75, 0.45, "width of the cap over the width of the body"),
            Shape(
                "closure", 0, 3, 1, "0: screw cap, 1: flip-top, 2: push-pull spout, 3: dosing cap", whole=True
            ),
            Shape("label", 0.5, 0.74, 0.68, "height of the label over that of the body"),
        ),
        (
            Typical(
                ("care", "shampoo"),
                *mm((60, 38, 175), (80, 50, 225)),
                {"lean": 0, "closure": 1, "cap_width": 0.55},
            ),
            Typical(
                ("care", "shower gel"),
                *mm((60, 36, 165), (76, 48, 220)),
                {"lean": 0, "closure": 1, "cap_width": 0.6},
            ),
            Typical(
                ("care", "body lotion"),
                *mm((65, 45, 170), (85, 60, 220)),
                {"lean": 0, "closure": 1, "cap_width": 0.55},
            ),
            Typical(
                ("household", "washing-up liquid"),
                *mm((65, 42, 200), (90, 60, 260)),
                {"lean": 0, "closure": 2, "cap": 0.13, "waist": 0.08, "slope": 0.7, "shoulder": 0.26},
            ),
            Typical(
                ("household", "laundry liquid"),
                *mm((110, 65, 220), (170, 95, 310)),
                {"closure": 3, "cap": 0.2, "lean": 0.35},
            ),
            Typical(
                ("household", "fabric softener"),
                *mm((85, 60, 220), (130, 85, 290)),
                {"lean": 0, "closure": 3, "cap": 0.18, "waist": 0.09, "slope": 0.8, "shoulder": 0.3},
            ),
            Typical(
                ("household", "bleach"),
                *mm((85, 70, 240), (110, 85, 300)),
                {"lean": 0, "closure": 0, "cap": 0.11, "cap_width": 0.36, "slope": 0.8, "shoulder": 0.32},
            ),
            Typical(
                ("household", "cleaner"),
                *mm((80, 50, 220), (110, 70, 290)),
                {"lean": 0, "closure": 0, "cap": 0.11, "squareness": 3.6, "shoulder": 0.3, "slope": 0.7},
            ),
            Typical(
                ("food", "ketchup"),
                *mm((70, 48, 180), (88, 60, 230)),
                {"lean": 0, "closure": 1, "cap": 0.14, "cap_width": 0.5, "shoulder": 0.32, "slope": 0.8},
            ),
            Typical(
                ("food", "mayonnaise"),
                *mm((66, 46, 170), (84, 58, 210)),
                {"lean": 0, "closure": 1, "cap": 0.15},
            ),
            Typical(
                ("dairy", "yoghurt drink"),
                *mm((52, 52, 140), (66, 66, 190)),
                {"lean": 0, "closure": 0, "cap": 0.08, "cap_width": 0.6, "squareness": 2.2, "waist": 0.06},
            ),
        ),
        max_triangles=5600,
        max_triangles_far=1900,
    )


def _pump() -> Kind:
    return Kind(
        "pump_bottle",
        "sprayers:build_pump",
        (
            _SQUARE,
            _SHOULDER,
            _SLOPE,
            _WAIST,
            _TAPER,
            Shape("label", 0.6, 0.94, 0.86, "height of the label over the body below its shoulder"),
            Shape("swing_deg", -25, 25, 0, "how far the nozzle is turned away from sideways"),
            _RIGHT,
            _CLEAR,
        ),
        (
            Typical(("care", "hand soap"), *mm((68, 45, 160), (86, 58, 200)), {"clear": 1}),
            Typical(
                ("care", "hand soap"), *mm((66, 66, 165), (78, 78, 190)), {"squareness": 2.0, "slope": 0.2}
            ),
            Typical(("care", "body lotion"), *mm((68, 50, 190), (86, 62, 235)), {"shoulder": 0.14}),
            Typical(("care", "shampoo"), *mm((68, 50, 200), (86, 62, 245)), {"shoulder": 0.14}),
        ),
        max_triangles=6000,
        max_triangles_far=1700,
    )


def _trigger() -> Kind:
    return Kind(
        "trigger_bottle",
        "sprayers:build_trigger",
        (
            _SQUARE,
            _SHOULDER,
            _SLOPE,
            _WAIST,
            _TAPER,
            Shape("label", 0.6, 0.94, 0.86, "height of the label over the body below its shoulder"),
            _RIGHT,
            _CLEAR,
        ),
        (
            Typical(
                ("household", "cleaner"), *mm((92, 55, 250), (118, 70, 285)), {"shoulder": 0.36, "slope": 0.7}
            ),
            Typical(
                ("household", "glass cleaner"),
                *mm((90, 52, 250), (110, 65, 280)),
                {"clear": 1, "shoulder": 0.34, "slope": 0.6},
            ),
            Typical(
                ("household", "stain remover"),
                *mm((88, 52, 230), (108, 64, 265)),
                {"shoulder": 0.32, "slope": 0.8, "waist": 0.06},
            ),
        ),
        max_triangles=6400,
        max_triangles_far=1900,
    )


def _jug() -> Kind:
    return Kind(
        "jug",
        "jug:build",
        (
            Shape("squareness", 3.4, 5.5, 4.4, "exponent of the section: 5 nearly a box"),
            Shape("shoulder", 0.14, 0.32, 0.22, "part of the body's height in which it draws in"),
            Shape("handle", 0.24, 0.34, 0.28, "part of the width that is taken in for the handle"),
            Shape("label", 0.6, 0.88, 0.8, "height of the label over that of the straight side"),
            Shape("cap", 0.05, 0.24, 0.17, "height of the cap over the whole height"),
            Shape("cap_m", 0.034, 0.075, 0.062, "diameter of the cap"),
            Shape("natural", 0, 1, 0, "1: uncoloured, as for milk", whole=True),
        ),
        (
            Typical(("household", "laundry liquid"), *mm((170, 85, 250), (225, 115, 310))),
            Typical(
                ("household", "fabric softener"), *mm((150, 80, 250), (200, 105, 300)), {"shoulder": 0.28}
            ),
            Typical(
                ("dairy", "milk"),
                *mm((100, 95, 200), (125, 110, 260)),
                {"natural": 1, "cap": 0.07, "cap_m": 0.04, "shoulder": 0.28, "squareness": 4.6},
            ),
            Typical(
                ("drinks", "orange juice"),
                *mm((110, 85, 230), (135, 105, 275)),
                {"natural": 1, "cap": 0.07, "cap_m": 0.042, "shoulder": 0.26},
            ),
            Typical(
                ("drinks", "water"),
                *mm((130, 120, 260), (165, 150, 330)),
                {"natural": 1, "cap": 0.06, "cap_m": 0.046, "shoulder": 0.3},
            ),
        ),
        max_triangles=6600,
        max_triangles_far=2800,
    )
