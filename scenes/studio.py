"""One product by itself on a plain sweep in soft light, framed so that it fills the picture."""

import math
from collections.abc import Sequence

import numpy as np

from assets.material import Material
from assets.mesh import Mesh
from assets.mesh_tools import assemble, grid
from assets.product import Product
from scenes.camera import F64, Camera
from scenes.poses import rigid, rounded
from scenes.scene import AreaLight, Instance, LabelSettings, PostSettings, RenderSettings, Scene, World

HFOV_DEG = 20.0  # a long lens, as catalogues are shot with
MARGIN = 0.07  # of the picture's side that the product keeps clear of
LOOK_DOWN_DEG = 14.0
PAPER = Material("studio paper", (0.8, 0.8, 0.8), roughness=0.95, ior=1.2)
BEND_STEPS = 24


def studio_scene(
    product: Product, size_wh_px: tuple[int, int], samples: int, yaws_deg: Sequence[float], view: int = 0
) -> Scene:
    """The product turned by ``yaws_deg[view]`` (counter-clockwise from above); its own front faces -y.

    The camera is the same for all of the views: it is framed on all that any of them shows.
    """
    turned = [rigid(0, 0, 0, math.radians(yaw)) for yaw in yaws_deg]
    points = np.concatenate([product.mesh.vertices_m @ pose[:3, :3].T for pose in turned])
    camera = framed(points, size_wh_px)
    reach = float(np.linalg.norm(points, axis=1).max())
    sweep = _sweep(reach)
    names = tuple(material.key for material in product.materials)
    goods = Instance(1, "product", product.mesh.key, names, turned[view], product.sku.sku)
    paper = Instance(0, "store", sweep.key, (PAPER.key,), np.eye(4))
    return Scene(
        recipe="studio",
        recipe_key="studio",
        frame_index=view,
        camera=camera,
        instances=(goods, paper),
        meshes={product.mesh.key: product.mesh, sweep.key: sweep},
        materials={material.key: material for material in (*product.materials, PAPER)},
        skus={product.sku.sku: product.sku},
        lights=_lamps(reach),
        world=World((1.0, 1.0, 1.0), 0.25),
        render=RenderSettings(samples, 0.01, True, 7),
        labels=LabelSettings(1, 0.0, "sku"),
        post=PostSettings(contrast=1.3),
    )


def framed(points_m: F64, size_wh_px: tuple[int, int], margin: float = MARGIN) -> Camera:
    """The nearest camera at the studio's angle that has all points (n, 3) in the picture, off its margin.

    ``margin`` is a share of the shorter side. Solved, not searched: in the camera's axes a point at (x, z)
    is inside the right border of slope t if the camera stands at least x / t - z back from it, and so for the
    other three; the widest pair of opposite borders decides the distance, and both of its borders are
    touched.
    """
    width, height = size_wh_px
    focal = width / 2 / math.tan(math.radians(HFOV_DEG) / 2)
    rotation = _looking_down(math.radians(LOOK_DOWN_DEG))
    x, y, z = (np.asarray(points_m, np.float64) @ rotation).T
    clear = margin * min(width, height)
    across, distance_x = _between(x, z, (width / 2 - clear) / focal)
    down, distance_y = _between(y, z, (height / 2 - clear) / focal)
    back = max(distance_x, distance_y)
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = rotation, rotation @ [across, down, -back]
    focus = float(back + (z.min() + z.max()) / 2)
    return Camera(width, height, focal, focal, width / 2, height / 2, rounded(pose), focus_m=round(focus, 6))


def _between(x: F64, z: F64, slope: float) -> tuple[float, float]:
    """Where the camera stands between two opposite borders of the view, and how far back."""
    right, left = float((x / slope - z).max()), float((-x / slope - z).max())
    return slope * (right - left) / 2, (right + left) / 2


def _looking_down(angle_rad: float) -> F64:
    """(3, 3) camera axes (right, down, forward) as columns, toward +y and ``angle_rad`` down."""
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    return np.array([[1, 0, 0], [0, -s, c], [0, -c, -s]], np.float64)


def _sweep(reach_m: float) -> Mesh:
    """Paper that lies flat, bends up behind the product and hangs there, far larger than what is seen."""
    side, bend = 40 * reach_m, 2.5 * reach_m
    turn = np.linspace(0, np.pi / 2, BEND_STEPS)
    y = np.concatenate([[-side], 2.5 * reach_m + bend * np.sin(turn), [2.5 * reach_m + bend]])
    z = np.concatenate([[0.0], bend * (1 - np.cos(turn)), [side]])
    points = np.stack([np.stack([np.full_like(y, x), y, z], axis=1) for x in (-side, side)], axis=1)
    return assemble([grid(points, "paper")], ("paper",), closed=False)


def _lamps(reach_m: float) -> tuple[AreaLight, ...]:
    """A large soft box high on the left, a weaker one on the right, one overhead; sizes go with the goods."""
    return (
        _lamp((-2.6, -2.6, 2.6), (1.5, 1.5), 42.0, reach_m),
        _lamp((3.0, -2.0, 1.4), (1.6, 2.8), 12.0, reach_m),
        _lamp((0.0, 0.6, 3.6), (3.0, 1.6), 14.0, reach_m),
    )


def _lamp(
    at: tuple[float, float, float], size_wh: tuple[float, float], power: float, reach_m: float
) -> AreaLight:
    """A lamp at ``at`` (in reaches) that looks at the middle of the product."""
    position = np.array(at) * reach_m
    back = position - np.array([0.0, 0.0, 0.4 * reach_m])
    back /= np.linalg.norm(back)
    right = np.cross([0.0, 1.0, 0.0] if abs(back[2]) > 0.9 else [0.0, 0.0, 1.0], back)
    right /= np.linalg.norm(right)
    pose = np.eye(4)
    pose[:3, :3] = np.stack([right, np.cross(back, right), back], axis=1)
    pose[:3, 3] = position
    size = (round(size_wh[0] * reach_m, 9), round(size_wh[1] * reach_m, 9))
    return AreaLight(rounded(pose), size, round(power * reach_m**2, 9), (1.0, 1.0, 1.0))
