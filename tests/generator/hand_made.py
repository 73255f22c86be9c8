"""Small scenes made by hand for the picture tests: boxes and quads, no sampling."""

from dataclasses import dataclass, field, replace

import numpy as np

from assets.arrays import digest
from assets.material import Material
from assets.mesh import Mesh
from scenes.camera import Camera
from scenes.scene import (
    AreaLight,
    Instance,
    LabelSettings,
    PostSettings,
    RenderSettings,
    Scene,
    World,
)


@dataclass(frozen=True, eq=False)
class ArrayTexture:
    """A texture that is its pixels."""

    srgb: np.ndarray
    key: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", digest(self.srgb))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return self.srgb.shape[1], self.srgb.shape[0]

    def pixels(self) -> np.ndarray:
        return self.srgb

    def mean_color(self) -> tuple[float, float, float]:
        x = self.srgb / 255.0
        linear = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4).mean((0, 1))
        return float(linear[0]), float(linear[1]), float(linear[2])


def pose(x: float, y: float, z: float) -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, 3] = x, y, z
    return matrix


def box(w: float, d: float, h: float) -> Mesh:
    """A box on z = 0, every side showing the whole texture upright."""
    quads = []
    for normal, right, up in (
        ((0, -1, 0), (1, 0, 0), (0, 0, 1)),
        ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        ((0, 1, 0), (-1, 0, 0), (0, 0, 1)),
        ((-1, 0, 0), (0, -1, 0), (0, 0, 1)),
        ((0, 0, 1), (1, 0, 0), (0, 1, 0)),
        ((0, 0, -1), (1, 0, 0), (0, -1, 0)),
    ):
        n, r, u = (np.array(v, float) for v in (normal, right, up))
        quads.append([n - r - u, n + r - u, n + r + u, n - r + u])
    corners = np.array(quads) / 2 * [w, d, h] + [0, 0, h / 2]
    return _quads(corners)


def sheet(corners: list[tuple[float, float, float]]) -> Mesh:
    """A rectangle from its lower left corner, counter-clockwise."""
    return _quads(np.array([corners], float))


def _quads(corners: np.ndarray) -> Mesh:
    n = len(corners)
    vertices = corners.reshape(-1, 3)
    faces = (np.arange(n)[:, None, None] * 4 + np.array([[0, 1, 2], [0, 2, 3]])).reshape(-1, 3)
    uv = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return Mesh(
        vertices,
        faces,
        np.tile(uv[[[0, 1, 2], [0, 2, 3]]], (n, 1, 1)),
        np.repeat(normal, 2, axis=0)[:, None].repeat(3, axis=1),
        np.zeros(2 * n, int),
        ("all",),
    )


def looking_along_y(
    width_px: int, height_px: int, eye: tuple[float, float, float], hfov_deg: float = 60
) -> Camera:
    f = width_px / 2 / np.tan(np.radians(hfov_deg) / 2)
    world = np.eye(4)
    world[:3, :3] = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]], float)  # camera x, y, z as columns
    world[:3, 3] = eye
    return Camera(width_px, height_px, f, f, width_px / 2, height_px / 2, world)


def make_scene(
    camera: Camera,
    things: dict[str, tuple[str, Mesh, Material, np.ndarray]],
    lights: tuple[AreaLight, ...] = (),
    world: World | None = None,
) -> Scene:
    """Things are name -> (kind, mesh, material, world_from_object)."""
    instances = [
        Instance(index + 1 if kind == "product" else 0, kind, name, (name,), matrix)  # type: ignore[arg-type]
        for index, (name, (kind, _, _, matrix)) in enumerate(things.items())
    ]
    return Scene(
        "hand-made",
        "0",
        0,
        camera,
        tuple(instances),
        {name: mesh for name, (_, mesh, _, _) in things.items()},
        {name: material for name, (_, _, material, _) in things.items()},
        {},
        lights,
        world or World((1.0, 1.0, 1.0), 0.3),
        RenderSettings(16, 0.02, True, 1),
        LabelSettings(1, 0.0, "product"),
        PostSettings(),
    )


def lamp(x: float, y: float, z: float, power_w: float = 30.0) -> AreaLight:
    return AreaLight(pose(x, y, z), (1.2, 0.3), power_w, (1.0, 0.95, 0.9))


def marked_art(seed: int) -> np.ndarray:
    """A label with a plain ground, a stripe, and a bright square in its upper left corner."""
    rng = np.random.default_rng(seed)
    art = np.tile(rng.integers(40, 220, 3), (128, 96, 1)).astype(np.uint8)
    art[50:80] = rng.integers(0, 255, 3)
    art[6:30, 6:30] = (250, 240, 60)
    return art


def small_shelf(width_px: int = 320, height_px: int = 240) -> Scene:
    """Two boards with four cartons each before a back panel, on a floor, under two lamps."""
    white = Material("white", (0.75, 0.75, 0.73), roughness=0.5)
    things: dict[str, tuple[str, Mesh, Material, np.ndarray]] = {
        "floor": ("store", sheet([(-3, -3, 0), (3, -3, 0), (3, 3, 0), (-3, 3, 0)]),
                  Material("floor", (0.4, 0.38, 0.35), roughness=0.4), np.eye(4)),
        "back": ("fixture", box(1.0, 0.02, 1.0), white, pose(0, 0.42, 0.1)),
        "deck": ("fixture", box(1.0, 0.4, 0.12), white, pose(0, 0.2, 0.0)),
        "board": ("fixture", box(1.0, 0.4, 0.03), white, pose(0, 0.2, 0.55)),
        "roof": ("fixture", box(1.0, 0.4, 0.03), white, pose(0, 0.2, 1.05)),
    }  # fmt: skip
    for k in range(8):
        art = Material(f"art{k}", (1, 1, 1), ArrayTexture(marked_art(k)), roughness=0.35)
        x, z = -0.36 + 0.24 * (k % 4), 0.12 if k < 4 else 0.58
        things[f"carton{k}"] = ("product", box(0.18, 0.1, 0.27), art, pose(x, 0.07 + 0.03 * (k % 3), z))
    camera = looking_along_y(width_px, height_px, (0.0, -1.2, 0.6), 55)
    return make_scene(camera, things, (lamp(0, -0.9, 2.8), lamp(0, -2.0, 2.8)), World((1, 1, 1), 0.15))


def with_lights(scene: Scene, lights: tuple[AreaLight, ...]) -> Scene:
    return replace(scene, lights=lights)
