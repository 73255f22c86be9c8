"""A small hand-made scene: a deck with boxes, cylinders, metal, glass and a textured wall."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.draws import keyed_rng
from assets.material import Material, Rgb
from assets.mesh import Mesh
from scenes.camera import Camera, Distortion, Fisheye, Lens
from scenes.scene import AreaLight, Instance, LabelSettings, PostSettings, RenderSettings, Scene, World


@dataclass(frozen=True)
class Blocks:
    """A texture of random coloured blocks."""

    seed: int
    size_px: int = 64

    @property
    def key(self) -> str:
        return digest(f"blocks/{self.seed}/{self.size_px}")

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return self.size_px, self.size_px

    def pixels(self) -> NDArray[np.uint8]:
        small = keyed_rng(self.seed, "blocks").integers(0, 256, (8, 8, 3)).astype(np.uint8)
        n = self.size_px // 8
        return np.repeat(np.repeat(small, n, 0), n, 1)

    def mean_color(self) -> Rgb:
        mean = (self.pixels() / 255.0) ** 2.2
        red, green, blue = mean.mean((0, 1))
        return float(red), float(green), float(blue)


def flat_mesh(quads: NDArray[np.float64], slots: tuple[str, ...] = ("all",)) -> Mesh:
    """Separate quads (n, 4, 3), counter-clockwise from outside, each with UVs 0..1 and flat normals."""
    n = len(quads)
    normals = np.cross(quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    corners = 4 * np.arange(n)[:, None, None] + np.array([[0, 1, 2], [0, 2, 3]])
    uv = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)[[0, 1, 2, 0, 2, 3]].reshape(2, 3, 2)
    return Mesh(
        quads.reshape(-1, 3),
        corners.reshape(-1, 3),
        np.tile(uv, (n, 1, 1)),
        np.repeat(normals, 6, axis=0).reshape(-1, 3, 3),
        np.repeat(np.arange(n) % len(slots), 2),
        slots,
        closed=True,
    )


def box(width: float, depth: float, height: float) -> Mesh:
    """Front toward -y; base centre at the origin. Two slots: the front and everything else by turns."""
    x, y = width / 2, depth / 2
    p = np.array(
        [[sx * x, sy * y, z] for z in (0, height) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    )
    order = [[0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7], [4, 5, 6, 7], [3, 2, 1, 0]]
    return flat_mesh(p[np.array(order)], ("front", "rest"))


def cylinder(radius: float, height: float, sides: int = 24) -> Mesh:
    """Smooth around; base centre at the origin."""
    angle = 2 * np.pi * np.arange(sides + 1) / sides
    ring = np.stack([np.cos(angle), np.sin(angle)], -1)
    low = np.c_[radius * ring, np.zeros(sides + 1)]
    up = np.array([0.0, 0.0, height])
    high = low + up
    around = np.stack([low[:-1], low[1:], high[1:], high[:-1]], 1)
    centre = np.zeros((sides, 3))
    top = np.stack([high[:-1], high[1:], centre + up, centre + up], 1)
    bottom = np.stack([low[1:], low[:-1], centre, centre], 1)
    mesh = flat_mesh(around)
    caps = np.concatenate([top, bottom])[:, :3]
    smooth = (
        np.stack([low[:-1], low[1:], low[1:], low[:-1]], 1)[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3, 3) / radius
    )
    cap_normals = np.repeat([[0, 0, 1.0], [0, 0, -1.0]], sides, 0)[:, None].repeat(3, 1)
    return Mesh(
        np.concatenate([mesh.vertices_m, caps.reshape(-1, 3)]),
        np.concatenate([mesh.faces, 4 * sides + np.arange(6 * sides).reshape(-1, 3)]),
        np.concatenate([mesh.corner_uv, np.zeros((2 * sides, 3, 2))]),
        np.concatenate([smooth, cap_normals]),
        np.zeros(4 * sides),
        ("all",),
        closed=True,
    )


def camera(
    width_px: int = 160, height_px: int = 120, distortion: Lens | None = None, fstop: float = 0.0
) -> Camera:
    """From the aisle, a little from the right and above, with an off-centre principal point."""
    position, target = np.array([0.25, -1.3, 0.75]), np.array([0.0, 0.0, 0.2])
    forward = (target - position) / np.linalg.norm(target - position)
    right = np.cross(forward, [0, 0, 1.0])
    right /= np.linalg.norm(right)
    pose = np.eye(4)
    pose[:3, :3] = np.stack([right, np.cross(forward, right), forward], 1)
    pose[:3, 3] = position
    focal = (0.6 if isinstance(distortion, Fisheye) else 0.9) * width_px
    lens = distortion or Distortion()
    centre = 0.52 * width_px, 0.47 * height_px
    return Camera(width_px, height_px, focal, focal, *centre, pose, lens, fstop, focus_m=1.3)


MATERIALS = {
    "wall": Material("wall", texture=Blocks(3), roughness=0.8),
    "paper": Material("paper", texture=Blocks(5, 128), roughness=0.4, coat=0.5),
    "board": Material("board", color=(0.6, 0.5, 0.4), bump="grain", bump_height_m=0.0005, bump_size_m=0.004),
    "metal": Material(
        "metal", color=(0.9, 0.9, 0.9), metallic=1.0, roughness=0.25, bump="brushed", bump_height_m=1e-4
    ),
    "glass": Material("glass", color=(0.8, 0.95, 0.85), transmission=1.0, roughness=0.02, ior=1.45),
    "film": Material("film", transmission=1.0, roughness=0.1, traced=False),
    "foil": Material(
        "foil", texture=Blocks(9), metallic=0.6, bump="crinkle", bump_height_m=0.002, bump_size_m=0.02
    ),
}

MESHES = {
    "wall": flat_mesh(np.array([[[-2, 0.4, -1], [2, 0.4, -1], [2, 0.4, 2], [-2, 0.4, 2]]], np.float64)),
    "deck": box(1.6, 0.9, 0.05),
    "box": box(0.16, 0.1, 0.24),
    "can": cylinder(0.06, 0.2),
    "sheet": flat_mesh(np.array([[[-0.3, 0, 0], [0.0, 0, 0], [0.0, 0, 0.4], [-0.3, 0, 0.4]]], np.float64)),
}

_PLACES: tuple[tuple[str, tuple[str, ...], tuple[float, float, float], float], ...] = (
    ("wall", ("wall",), (0, 0, 0), 0.0),
    ("deck", ("board", "board"), (0, 0, -0.05), 0.0),
    ("box", ("paper", "board"), (-0.35, 0.1, 0), 0.1),
    ("box", ("paper", "foil"), (-0.12, 0.05, 0), -0.3),
    ("box", ("board", "paper"), (-0.12, 0.2, 0), 0.0),
    ("can", ("metal",), (0.1, 0.0, 0), 0.0),
    ("can", ("paper",), (0.27, 0.05, 0), 1.0),
    ("can", ("glass",), (0.42, -0.1, 0), 0.0),
    ("sheet", ("film",), (-0.1, -0.2, 0), 0.0),
)


def place(x: float, y: float, z: float, yaw: float = 0.0) -> NDArray[np.float64]:
    """A rigid transform: a turn about the vertical, then a shift."""
    c, s = np.cos(yaw), np.sin(yaw)
    return np.array([[c, -s, 0, x], [s, c, 0, y], [0, 0, 1, z], [0, 0, 0, 1]])


def lamp() -> AreaLight:
    """One lamp above the aisle, shining down and toward the goods."""
    c, s = np.cos(0.5), np.sin(0.5)
    pose = np.array([[1, 0, 0, 0], [0, c, -s, -0.8], [0, s, c, 1.8], [0, 0, 0, 1]])
    return AreaLight(pose, (0.8, 0.2), 30.0, (1.0, 0.95, 0.9))


def small_scene(
    view: Camera | None = None, samples: int = 4, noise_seed: int = 0, shift_m: float = 0.0
) -> Scene:
    """The scene; ``shift_m`` moves all goods to the right."""
    instances = tuple(
        Instance(
            max(0, n - 1),
            "product" if n > 1 else "store",
            mesh,
            materials,
            place(x + shift_m * (n > 1), y, z, yaw),
        )
        for n, (mesh, materials, (x, y, z), yaw) in enumerate(_PLACES)
    )
    return Scene(
        recipe="small",
        recipe_key="small",
        frame_index=0,
        camera=view or camera(),
        instances=instances,
        meshes=MESHES,
        materials=MATERIALS,
        skus={},
        lights=(lamp(),),
        world=World(strength=0.3),
        render=RenderSettings(samples, 0.02, denoise=True, noise_seed=noise_seed),
        labels=LabelSettings(1, 0.0, "product"),
        post=PostSettings(),
    )


def renamed(scene: Scene, number: int) -> Scene:
    """The same scene with fresh textures, as another assortment would bring."""
    materials = {
        key: replace(value, texture=Blocks(1000 + number, 256)) if value.texture else value
        for key, value in scene.materials.items()
    }
    return replace(scene, materials=materials)
