"""What is left standing on shop floors: cartons, baskets, stools, ladders, warning signs, plants."""

import numpy as np

from assets.archetypes.solids import rod
from assets.distractors.base import Thing, chances, matt, pick, thing, tube
from assets.finishes import material
from assets.material import Material, Rgb
from assets.mesh_tools import F64, Patch, box, grid, moved, polygon, transform

PLASTICS: tuple[Rgb, ...] = (
    (0.5, 0.02, 0.02),
    (0.02, 0.08, 0.4),
    (0.02, 0.2, 0.07),
    (0.02, 0.02, 0.022),
    (0.55, 0.28, 0.02),
)
YELLOW: Rgb = (0.75, 0.5, 0.01)


def _named(finish: str, name: str) -> Material:
    from dataclasses import replace

    return replace(material(finish), name=name)


def carton(variant: int) -> Thing:
    """One to four shipping boxes on top of each other, taped, the topmost now and then open."""
    rng = chances("carton", variant)
    patches: list[Patch] = []
    z = 0.0
    w, d = rng.uniform(0.36, 0.56), rng.uniform(0.28, 0.4)
    count = 1 + variant % 4
    for level in range(count):
        h = rng.uniform(0.2, 0.36)
        turn = transform(rng.normal(0, 0.01), rng.normal(0, 0.01), z, yaw_rad=rng.normal(0, 0.05))
        opened = level == count - 1 and variant % 2 == 1
        patches += [moved(p, turn) for p in _shipping_box(w, d, h, opened)]
        z += h
    materials = [
        _named("corrugated", "board"),
        matt("tape", (0.35, 0.22, 0.1), 0.25),
        matt("label", (0.75, 0.75, 0.73)),
        matt("print", pick(rng, ((0.05, 0.04, 0.035), (0.02, 0.06, 0.2), (0.25, 0.03, 0.02)))),
    ]
    return thing("carton", patches, materials)


def _shipping_box(w: float, d: float, h: float, opened: bool) -> list[Patch]:
    x, y, t = w / 2, d / 2, 0.0015
    label = box((0.05 * w, -y - 0.0004, 0.35 * h), (0.4 * w, -y, 0.8 * h), "label")
    printed = _shipping_print(w, y, h)
    if not opened:
        tape = box((-x - t / 3, -0.025, h - 0.05), (x + t / 3, 0.025, h + 0.0006), "tape")
        return [box((-x, -y, 0), (x, y, h), "board"), tape, label, *printed]
    wall = 0.004
    sides = [
        ((-x, -y, 0), (x, -y + wall, h)),
        ((-x, y - wall, 0), (x, y, h)),
        ((-x, -y, 0), (-x + wall, y, h)),
        ((x - wall, -y, 0), (x, y, h)),
        ((-x, -y, 0), (x, y, wall)),
    ]
    flaps = [box((-x, -d * 0.45, 0), (x, 0, 0.003), "board"), box((-x, 0, 0), (x, d * 0.45, 0.003), "board")]
    hung = [
        moved(flaps[0], transform(0, -y, h, tilt_rad=0.9)),
        moved(flaps[1], transform(0, y, h, tilt_rad=-0.7)),
    ]
    return [*(box(lo, hi, "board") for lo, hi in sides), *hung, label, *printed]


def _shipping_print(w: float, y: float, h: float) -> list[Patch]:
    """What is printed on the long sides: a name that cannot be read, a band, and two arrows that say up."""
    patches = []
    for side in (-1, 1):
        at = side * (y + 0.0003)

        def flat(x0: float, x1: float, z0: float, z1: float, at: float = at, side: int = side) -> Patch:
            loop = np.array([(x0, at, z0), (x1, at, z0), (x1, at, z1), (x0, at, z1)])
            return polygon(loop if side < 0 else loop[::-1], "print")

        words = [(-0.42, -0.2), (-0.18, -0.12), (-0.1, -0.02)]
        patches += [flat(a * w, b * w, 0.62 * h, 0.78 * h) for a, b in words]
        patches.append(flat(-0.42 * w, -0.02 * w, 0.3 * h, 0.34 * h))
        for middle in (0.34 if side > 0 else -0.34, 0.42 if side > 0 else -0.42):
            m, half = middle * w, 0.022 * w
            patches.append(flat(m - half / 3, m + half / 3, 0.1 * h, 0.18 * h))
            tip = np.array([(m - half, at, 0.18 * h), (m + half, at, 0.18 * h), (m, at, 0.25 * h)])
            patches.append(polygon(tip if side < 0 else tip[::-1], "print"))
    return patches


def basket(variant: int) -> Thing:
    """Hand baskets of plastic, one or a pile pushed into each other."""
    rng = chances("basket", variant)
    patches: list[Patch] = []
    for level in range((1, 1, 1, 4, 7, 2)[variant % 6]):
        patches += [moved(p, transform(0, 0, 0.055 * level)) for p in _one_basket()]
    return thing(
        "basket", patches, [matt("shell", pick(rng, PLASTICS), 0.35), matt("grip", (0.03, 0.03, 0.03), 0.5)]
    )


def _one_basket() -> list[Patch]:
    bottom, top, h = (0.19, 0.125), (0.235, 0.16), 0.22
    patches = [box((-bottom[0], -bottom[1], 0), (bottom[0], bottom[1], 0.006), "shell")]
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], float)
    for k in range(6):  # rails around, slots between them
        t0, t1 = k / 6 + 0.02, (k + (0.62 if k < 5 else 0.98)) / 6
        half = [np.array(bottom) * (1 - t) + np.array(top) * t for t in (t0, t1)]
        rows = np.stack(
            [np.column_stack([corners * s, np.full(5, h * t)]) for s, t in zip(half, (t0, t1), strict=True)]
        )
        patches += [grid(rows, "shell"), grid((rows * [0.985, 0.98, 1])[:, ::-1], "shell")]
    for share in np.linspace(-0.9, 0.9, 9):  # ribs
        for y in (-1, 1):
            foot, rim = (bottom[0] * share, bottom[1] * y, 0), (top[0] * share, top[1] * y, h)
            patches.append(tube([foot, rim], 0.006, "shell"))
    ring = np.column_stack([corners * top, np.full(5, h)])
    patches.append(tube(ring, 0.009, "shell"))
    for y in (-1, 1):
        a = np.array(
            [[-0.2, y * 0.158, h], [-0.15, y * 0.2, h - 0.04], [0.15, y * 0.2, h - 0.04], [0.2, y * 0.158, h]]
        )
        patches.append(tube(a, 0.007, "grip", 6))
    return patches


def stool(variant: int) -> Thing:
    """A round kick stool on castors."""
    rng = chances("stool", variant)
    color = pick(rng, ((0.12, 0.12, 0.125), (0.3, 0.3, 0.3), (0.4, 0.03, 0.03), (0.02, 0.02, 0.022)))
    body = rod(
        [
            (0.21, 0.0),
            (0.215, 0.02),
            (0.19, 0.05),
            (0.165, 0.2),
            (0.17, 0.215),
            (0.2, 0.22),
            (0.2, 0.235),
            (0.15, 0.25),
            (0.14, 0.4),
            (0.15, 0.41),
            (0.15, 0.425),
        ],
        "shell",
        24,
    )
    tread = rod([(0.145, 0.425), (0.145, 0.43)], "tread", 24)
    return thing(
        "stool", [*body, *tread], [matt("shell", color, 0.4), matt("tread", (0.03, 0.03, 0.03), 0.9)]
    )


def ladder(variant: int) -> Thing:
    """A folding step ladder of aluminium."""
    steps = 3 + variant % 4
    h, w = 0.24 * steps + 0.25, 0.24
    patches = []
    for x in (-1, 1):
        patches.append(tube([(x * w, -0.32, 0), (x * (w - 0.05), 0, h)], 0.017, "metal"))
        patches.append(tube([(x * w, 0.32, 0), (x * (w - 0.05), 0.03, h - 0.1)], 0.013, "metal"))
        patches += [
            box((x * w - 0.025, y - 0.025, 0), (x * w + 0.025, y + 0.025, 0.04), "rubber")
            for y in (-0.32, 0.32)
        ]
    for k in range(1, steps + 1):
        z = 0.24 * k
        y, half = -0.32 * (1 - z / h), w - 0.05 * z / h
        patches.append(box((-half, y - 0.03, z - 0.025), (half, y + 0.06, z), "metal"))
    patches.append(tube([(-w, 0.2, 0.35 * h), (w, 0.2, 0.35 * h)], 0.01, "metal"))
    metal = Material("metal", (0.62, 0.62, 0.64), roughness=0.4, metallic=0.5)
    return thing("ladder", patches, [metal, matt("rubber", (0.4, 0.03, 0.02))])


def floor_sign(variant: int) -> Thing:
    """A yellow warning sign that stands like an A."""
    h, w = 0.6, 0.15
    loop = np.array([(-w, 0), (-w + 0.05, 0.05), (w - 0.05, 0.05), (w, 0), (0.09, h), (-0.09, h)])
    patches = []
    for side in (-1, 1):
        tilt = transform(0, side * 0.17, 0, tilt_rad=side * 0.27)
        front = np.column_stack([loop[:, 0] * -side, np.full(6, side * 0.006), loop[:, 1]])
        faces = (front, (front * [1, -1, 1])[::-1])
        patches += [moved(_fan(face), tilt) for face in faces]
        mark = np.array([(-0.085, side * 0.0065, 0.2), (0.085, side * 0.0065, 0.2), (0, side * 0.0065, 0.36)])
        patches.append(moved(polygon(mark if side < 0 else mark[::-1], "print"), tilt))
        bar = box((-0.09, side * 0.0063 - 0.0002, 0.42), (0.09, side * 0.0063 + 0.0002, 0.46), "print")
        patches.append(moved(bar, tilt))
    color = YELLOW if variant % 3 else (0.7, 0.2, 0.01)
    return thing("floor_sign", patches, [matt("shell", color, 0.4), matt("print", (0.02, 0.02, 0.02))])


def _fan(loop: F64) -> Patch:
    points = np.vstack([loop, loop.mean(0)])
    k = np.arange(len(loop))
    faces = np.stack([k, (k + 1) % len(loop), np.full(len(loop), len(loop))], 1)
    return Patch(points, faces, np.zeros((len(loop), 3, 2)), "shell")


def plant(variant: int) -> Thing:
    """A potted plant: arching leaves from one middle."""
    rng = chances("plant", variant)
    r, h = rng.uniform(0.12, 0.2), rng.uniform(0.2, 0.4)
    tall = rng.uniform(0.5, 1.0)
    pot = [
        *rod([(0.8 * r, 0), (r, h), (0.93 * r, h), (0.9 * r, h - 0.03)], "pot", 16),
        *rod([(0.91 * r, h - 0.04), (0.0, h - 0.03)], "soil", 16),
    ]
    leaves = [_leaf(rng, h, tall) for _ in range(46)]
    tones = pick(rng, ((0.05, 0.16, 0.03), (0.08, 0.2, 0.05), (0.03, 0.1, 0.04)))
    pots = pick(rng, ((0.7, 0.7, 0.68), (0.1, 0.1, 0.1), (0.35, 0.14, 0.07)))
    return thing(
        "plant",
        [*pot, *leaves],
        [
            matt("pot", pots, 0.5),
            matt("soil", (0.03, 0.02, 0.015), 0.95),
            Material("leaf", tones, roughness=0.4, edge_color=(0.2, 0.3, 0.08)),
        ],
    )


def _leaf(rng: np.random.Generator, z0: float, tall: float) -> Patch:
    """A narrow leaf that rises and bows over, a little folded along its middle."""
    turn, reach = rng.uniform(0, 2 * np.pi), rng.uniform(0.15, 0.5) * tall
    rise, width = rng.uniform(0.4, 1.0) * tall, rng.uniform(0.02, 0.045)
    t = np.linspace(0, 1, 5)
    out, up = reach * t**1.3, z0 + rise * (t - 0.55 * t**3)
    half = width * np.array([0.3, 0.9, 1.0, 0.7, 0.02])
    middle = np.column_stack([out * np.cos(turn), out * np.sin(turn), up - 0.01])
    side = np.array([-np.sin(turn), np.cos(turn), 0.0])
    lift = np.array([0, 0, 0.012])
    return grid(
        np.stack([middle - half[:, None] * side + lift, middle, middle + half[:, None] * side + lift]), "leaf"
    )
