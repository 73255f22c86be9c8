"""Small scenes made by hand, for tests that need no catalogue."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assets.material import Material
from assets.mesh import Mesh
from assets.product import Sku
from scenes.camera import Camera, Distortion, Fisheye, Lens
from scenes.scene import Instance, LabelSettings, PostSettings, RenderSettings, Scene, Slot, World

F64 = NDArray[np.float64]
SOLID = Material("solid")
SHRINK_FILM = Material("shrink film", traced=False)
PINHOLE = Distortion()
FISHEYE = Fisheye(-0.02, 0.003, -0.001, 0.0002)
DISTORTED = Distortion(k1=-0.28, k2=0.09, p1=0.002, p2=-0.001, k3=-0.01)


def mesh(vertices: object, faces: object, slot: object = 0, closed: bool = False, slots: int = 1) -> Mesh:
    """A flat-shaded mesh."""
    points, triangles = np.asarray(vertices, np.float32), np.asarray(faces, np.int32)
    a, b, c = (points[triangles[:, i]].astype(np.float64) for i in range(3))
    normal = np.cross(b - a, c - a)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-30)
    n = len(triangles)
    names = tuple(f"slot{i}" for i in range(slots))
    uv, shading = np.zeros((n, 3, 2)), np.repeat(normal[:, None], 3, axis=1)
    return Mesh(points, triangles, uv, shading, np.broadcast_to(np.asarray(slot), n), names, closed)  # type: ignore[arg-type]


def box(width: float = 0.1, depth: float = 0.06, height: float = 0.2) -> Mesh:
    corners = np.array(
        [[x, y, z] for z in (0, height) for y in (-depth / 2, depth / 2) for x in (-width / 2, width / 2)]
    )
    quads = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]
    faces = [t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))]
    return mesh(corners, faces, closed=True)


def cylinder(radius: float = 0.04, height: float = 0.2, sides: int = 24, smooth: bool = True) -> Mesh:
    angle = np.arange(sides) * 2 * np.pi / sides
    rim = radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    points = np.concatenate(
        [np.c_[rim, np.zeros(sides)], np.c_[rim, np.full(sides, height)], [[0, 0, 0], [0, 0, height]]]
    )
    i, j = np.arange(sides), (np.arange(sides) + 1) % sides
    bottom, top = np.full(sides, 2 * sides), np.full(sides, 2 * sides + 1)
    walls = [np.c_[i, j, j + sides], np.c_[i, j + sides, i + sides]]
    faces = np.concatenate([*walls, np.c_[j, i, bottom], np.c_[i + sides, j + sides, top]])
    slot = np.repeat([0, 1], 2 * sides)
    flat = mesh(points, faces, slot, closed=True, slots=2)
    normals = flat.corner_normals.copy()
    if smooth:
        normals[: 2 * sides] = points[faces[: 2 * sides]] * [1, 1, 0] / radius
    return Mesh(flat.vertices_m, flat.faces, flat.corner_uv, normals, flat.face_slot, flat.slots, True)


def soup(rng: np.random.Generator, triangles: int = 12, size_m: float = 0.2) -> Mesh:
    """Triangles in every direction, nothing closed about them; a third of them in a second slot."""
    points = rng.normal(0, size_m / 2, (triangles, 1, 3)) + rng.normal(0, size_m / 2, (triangles, 3, 3))
    slot = (np.arange(triangles) % 3 == 0).astype(np.int32)
    return mesh(points.reshape(-1, 3), np.arange(3 * triangles).reshape(-1, 3), slot, slots=2)


def pose(position_m: Sequence[float], rotation: F64 | None = None) -> F64:
    matrix = np.eye(4)
    matrix[:3, 3] = position_m
    matrix[:3, :3] = np.eye(3) if rotation is None else rotation
    return matrix


def any_rotation(rng: np.random.Generator) -> F64:
    q, r = np.linalg.qr(rng.normal(size=(3, 3)))
    q = q * np.sign(np.diag(r))
    return np.asarray(q * np.sign(np.linalg.det(q)))


def camera(
    width_px: int = 64,
    height_px: int = 48,
    position_m: Sequence[float] = (0.013, -1.507, 0.211),
    lens: Lens = PINHOLE,
    rotation: F64 | None = None,
    focal: float = 1.1,
) -> Camera:
    """Looks along +y, z up, slightly off every symmetry unless a rotation is given."""
    look = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
    tilt = turn(0.013, 0.017, 0.011)
    f = focal * width_px
    matrix = pose(position_m, look @ tilt if rotation is None else rotation)
    return Camera(width_px, height_px, f, f * 1.01, width_px / 2 + 0.37, height_px / 2 - 0.21, matrix, lens)


def turn(x: float, y: float, z: float) -> F64:
    cx, sx, cy, sy, cz, sz = np.cos(x), np.sin(x), np.cos(y), np.sin(y), np.cos(z), np.sin(z)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x)


def product(
    instance_id: int, mesh_name: str, world_from_object: F64, materials: Sequence[str] = ("solid",)
) -> Instance:
    slot = Slot(0, 1, instance_id, 0, 0, 0)
    sku = f"sku{instance_id // 3 % 3}"
    return Instance(instance_id, "product", mesh_name, tuple(materials), world_from_object, sku, slot)


def fixture(mesh_name: str, world_from_object: F64, materials: Sequence[str] = ("solid",)) -> Instance:
    return Instance(0, "fixture", mesh_name, tuple(materials), world_from_object)


def scene(
    view: Camera,
    instances: Sequence[Instance],
    meshes: dict[str, Mesh],
    min_visible_px: int = 1,
    frame_index: int = 7,
) -> Scene:
    return Scene(
        recipe="by-hand",
        recipe_key="0",
        frame_index=frame_index,
        camera=view,
        instances=tuple(instances),
        meshes=meshes,
        materials={"solid": SOLID, "film": SHRINK_FILM},
        skus={f"sku{i}": _sku(i) for i in range(3)},
        lights=(),
        world=World(),
        render=RenderSettings(1, 0.0, False, 0),
        labels=LabelSettings(min_visible_px, 0.0, "sku"),
        post=PostSettings(),
    )


def _sku(i: int) -> Sku:
    category = ("snacks", "crisps" if i else "nuts")
    return Sku(
        f"sku{i}",
        f"{i:013d}",
        f"brand{i % 2}",
        "name",
        "variant",
        category,
        "carton",
        (0.1, 0.06, 0.2),
        "1 g",
        99,
        "EUR",
        i,
    )


def shelf(view: Camera, rows: int = 2, columns: int = 5, depth: int = 2, min_visible_px: int = 1) -> Scene:
    """Boxes and cylinders in rows on boards, cut by the border of most views."""
    meshes = {"box": box(), "can": cylinder(), "board": box(1.4, 0.5, 0.02)}
    instances: list[Instance] = []
    rng = np.random.default_rng(5)
    for row in range(rows):
        z = row * 0.27 - 0.06
        instances.append(fixture("board", pose((0.003, 0.1, z - 0.0213))))
        for column in range(columns):
            for d in range(depth):
                x, y = (
                    (column - columns / 2 + 0.5) * 0.1171 + rng.normal(0, 0.003),
                    d * 0.0937 + rng.normal(0, 0.003),
                )
                where = pose((x, y, z), turn(0, 0, rng.normal(0, 0.1)))
                can = (column + row) % 2
                name, materials = ("can", ("solid", "solid")) if can else ("box", ("solid",))
                instances.append(product(len(instances) * 3 + 1, name, where, materials))
    return scene(view, instances, meshes, min_visible_px)


def clutter(seed: int, view: Camera, count: int = 14, spread_m: float = 0.7) -> Scene:
    """Boxes, cylinders and triangle soup turned every way around the camera, in front of it and behind it."""
    rng = np.random.default_rng(seed)
    meshes = {"box": box(), "can": cylinder(sides=9), "soup": soup(rng)}
    choices = [
        ("box", ("solid",)),
        ("can", ("solid", "film")),
        ("soup", ("solid", "film")),
        ("soup", ("film", "solid")),
    ]
    instances: list[Instance] = []
    for i in range(count):
        name, materials = choices[i % len(choices)]
        where = pose(rng.normal(0, spread_m, 3), any_rotation(rng))
        instances.append(
            fixture(name, where, materials) if i % 5 == 4 else product(i * 2 + 1, name, where, materials)
        )
    return scene(view, instances, meshes)
