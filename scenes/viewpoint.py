"""Where the photographer stands: from the recipe's camera to intrinsics, lens and pose."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recipes.model import Camera as CameraRecipe
from recipes.model import Image
from recipes.presets import Preset, filled, presets
from scenes.camera import Camera, Distortion, Fisheye, Lens, fold_radius, project, sees_without_folds
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.poses import rounded

F64 = NDArray[np.float64]
NEAREST_M = 0.06  # no camera comes nearer to the shelf's front plane: price rails and tags stand out of it
FRONT_M = 0.015  # how far rails and tags may stand out of the front plane
EDGE_POINTS = 17  # a distorted lens bends the box's edges, so its corners alone do not bound it
FARTHEST_M = 200.0


@dataclass(frozen=True)
class Stand:
    """A camera's place before it is solved: the aim point, how far, how high, and the errors of the hand."""

    aim_m: tuple[float, float, float]
    distance_m: float
    height_m: float
    azimuth_rad: float
    yaw_rad: float
    pitch_rad: float
    roll_rad: float
    tilt_rad: float | None = None
    """Of a view from above: the angle from straight overhead, towards the shopper."""
    ceiling_m: float = math.inf

    @property
    def position_m(self) -> tuple[float, float, float]:
        """``distance_m`` (level) before the aim point, turned by the azimuth, at the eye's height.

        From above: ``distance_m`` (straight) over the aim point, but under the ceiling.
        """
        if self.tilt_rad is not None:
            up = min(self.distance_m * math.cos(self.tilt_rad), self.ceiling_m - 0.1 - self.aim_m[2])
            level = up * math.tan(self.tilt_rad)
            return (
                self.aim_m[0] + level * math.sin(self.azimuth_rad),
                self.aim_m[1] - level * math.cos(self.azimuth_rad),
                self.aim_m[2] + up,
            )
        x = self.aim_m[0] + self.distance_m * math.sin(self.azimuth_rad)
        y = self.aim_m[1] - self.distance_m * math.cos(self.azimuth_rad)
        return x, min(y, -NEAREST_M), self.height_m


def draw_camera(
    recipe: CameraRecipe,
    image: Image,
    draws: FrameDraws,
    fixture_whd_m: tuple[float, float, float],
    ceiling_m: float,
    view: str = "front",
) -> tuple[Camera, dict[str, float | int | str]]:
    """The frame's camera and its drawn facts. Raises SceneError where no such picture can be taken.

    ``view`` "top" looks down on the fixture: ``aim_z`` then goes from its front to its back, and
    ``distance_m`` is that from the top of its goods.
    """
    stand = _draw_stand(recipe, draws, fixture_whd_m)
    if view == "top":
        stand = _from_above(stand, recipe, draws, fixture_whd_m, ceiling_m)
    elif stand.height_m > ceiling_m - 0.1:
        raise SceneError(
            "camera.height_m",
            f"the camera at {stand.height_m:.2f} m is above the ceiling of {ceiling_m:.2f} m",
            "lower it or raise store.ceiling_m",
        )
    lens = _draw_lens(recipe, image, draws, draw_preset(recipe, draws))
    if recipe.framing == "fit":
        stand = replace(stand, distance_m=fit_distance_m(lens, stand, box_points(fixture_whd_m)))
    missed = float(draws.value("camera/lens/focus_error", recipe.lens.focus_error))
    camera = _misfocused(aimed(lens, stand), missed)
    facts: dict[str, float | int | str] = {
        "azimuth_deg": math.degrees(stand.azimuth_rad),
        "distance_m": stand.distance_m,
        "camera_height_m": stand.height_m,
        "hfov_deg": _hfov_deg(camera),
        "preset": str(draws.value("camera/preset", recipe.preset)),
    }
    return camera, facts


def draw_preset(recipe: CameraRecipe, draws: FrameDraws) -> Preset:
    """The kind of camera of this frame."""
    return presets()[str(draws.value("camera/preset", recipe.preset))]


def _hfov_deg(camera: Camera) -> float:
    half = camera.width_px / 2 / camera.fx_px
    lens = camera.distortion
    if isinstance(lens, Fisheye):
        return 2 * math.degrees(float(lens.straight(np.array(half))))
    return 2 * math.degrees(math.atan(half))


def _from_above(
    stand: Stand,
    recipe: CameraRecipe,
    draws: FrameDraws,
    fixture_whd_m: tuple[float, float, float],
    ceiling_m: float,
) -> Stand:
    """The same stand over a fixture that is looked at from above."""
    aim = (
        stand.aim_m[0],
        float(draws.value("camera/aim_z", recipe.aim_z)) * fixture_whd_m[2],
        fixture_whd_m[1],
    )
    tilt = math.radians(float(draws.value("camera/tilt_deg", recipe.tilt_deg)))
    return replace(stand, aim_m=aim, tilt_rad=tilt, ceiling_m=ceiling_m)


def _draw_stand(recipe: CameraRecipe, draws: FrameDraws, fixture_whd_m: tuple[float, float, float]) -> Stand:
    def value(name: str) -> float:
        return float(draws.value(f"camera/{name}", getattr(recipe, name)))

    aim = ((value("aim_x") - 0.5) * fixture_whd_m[0], 0.0, value("aim_z") * fixture_whd_m[1])
    angles = (math.radians(value(f"{name}_deg")) for name in ("azimuth", "yaw", "pitch", "roll"))
    return Stand(aim, value("distance_m"), value("height_m"), *angles)


def _draw_lens(recipe: CameraRecipe, image: Image, draws: FrameDraws, preset: Preset) -> Camera:
    """Intrinsics and lens, not yet placed.

    ``hfov_deg`` is that of the ideal lens, before distortion, or of the whole fisheye; a preset's lies along
    the longer side of the picture.
    """
    drawn = {k: draws.value(f"camera/lens/{k}", v) for k, v in filled(recipe.lens, preset.lens)}
    model, hfov_rad, fstop = str(drawn.pop("model")), math.radians(drawn.pop("hfov_deg")), drawn.pop("fstop")
    size, across = (image.width_px, image.height_px), image.width_px
    from_preset = recipe.lens.hfov_deg == type(recipe.lens).model_fields["hfov_deg"].default
    if from_preset and preset is not presets()["plain"]:
        across = max(size)
    if draws.value("camera/portrait", recipe.portrait):
        size = size[1], size[0]
    lens = _lens(model, drawn)
    bent = float(lens.bent(np.array(hfov_rad / 2))) if isinstance(lens, Fisheye) else math.tan(hfov_rad / 2)
    focal = round(across / 2 / bent, 6)
    centre = (size[0] / 2, size[1] / 2)
    camera = Camera(
        *size,
        focal,
        focal,
        *centre,
        np.eye(4),
        lens,
        fstop=float(fstop),
        sensor_width_mm=preset.sensor_width_mm,
    )
    if not sees_without_folds(camera) or hfov_rad >= math.pi:
        raise SceneError(
            "camera.lens",
            f"at hfov_deg {math.degrees(hfov_rad):.1f} the distortion {drawn} folds the picture over",
            "use a narrower lens or smaller coefficients",
        )
    return camera


def _lens(model: str, drawn: dict[str, float]) -> Lens:
    names = ("k1", "k2", "k3", "k4") if model == "fisheye" else ("k1", "k2", "k3", "p1", "p2")
    return (Fisheye if model == "fisheye" else Distortion)(**{name: float(drawn[name]) for name in names})


def aimed(camera: Camera, stand: Stand) -> Camera:
    """``camera`` at its stand, looking at the aim point, then off by the hand; focused on the aim point.

    Positive errors: yaw to the right, pitch upwards, roll clockwise.
    """
    position = np.array(stand.position_m)
    forward = np.array(stand.aim_m) - position
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, [0.0, 1.0, 0.0] if stand.tilt_rad is not None else [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    rotation = np.stack([right, np.cross(forward, right), forward], axis=1)
    rotation = rotation @ _turn(1, stand.yaw_rad) @ _turn(0, stand.pitch_rad) @ _turn(2, stand.roll_rad)
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = rotation, position
    focus = float(rotation[:, 2] @ (np.array(stand.aim_m) - position))
    return replace(camera, world_from_camera=rounded(pose), focus_m=round(max(focus, 0.05), 6))


def _misfocused(camera: Camera, error: float) -> Camera:
    """Focused ``error`` of the distance too far (below 0: too near)."""
    return replace(camera, focus_m=round(max(camera.focus_m * (1 + error), 0.05), 6)) if error else camera


def _turn(axis: int, angle: float) -> F64:
    """Right-handed (3, 3) turn about one axis of the camera."""
    c, s = math.cos(angle), math.sin(angle)
    i, j = (axis + 1) % 3, (axis + 2) % 3
    matrix = np.eye(3)
    matrix[i, i], matrix[i, j], matrix[j, i], matrix[j, j] = c, -s, s, c
    return matrix


def box_points(fixture_whd_m: tuple[float, float, float]) -> F64:
    """(n, 3) points on all edges of the box that holds the fixture, its rails and its goods."""
    width, height, depth = fixture_whd_m
    low, high = np.array([-width / 2, -FRONT_M, 0.0]), np.array([width / 2, depth, height])
    steps = np.linspace(0.0, 1.0, EDGE_POINTS)
    points = []
    for axis in range(3):
        for a in (0.0, 1.0):
            for b in (0.0, 1.0):
                unit = np.empty((EDGE_POINTS, 3))
                unit[:, axis], unit[:, (axis + 1) % 3], unit[:, (axis + 2) % 3] = steps, a, b
                points.append(low + unit * (high - low))
    return np.concatenate(points)


def frames_all(camera: Camera, points_m: F64) -> bool:
    """Whether every point is in front of the camera, inside the lens' one-to-one part, and in the picture."""
    local = (points_m - camera.position_m) @ camera.world_from_camera[:3, :3]
    if local[:, 2].min() < 0.02:
        return False
    if not camera.distortion.is_none:
        radius = np.hypot(local[:, 0], local[:, 1]) / local[:, 2]
        if radius.max() >= fold_radius(camera.distortion):
            return False
    uv, _ = project(camera, points_m)
    return bool((uv >= 0).all() and (uv <= [camera.width_px, camera.height_px]).all())


def fit_distance_m(lens: Camera, stand: Stand, points_m: F64) -> float:
    """The least distance from which all points are in the picture, so that one of them touches its edge.

    Bisection to a micrometre: everything seen shrinks toward one point as the camera steps back.
    """

    def fits(distance_m: float) -> bool:
        return frames_all(aimed(lens, replace(stand, distance_m=distance_m)), points_m)

    far = 0.5
    while not fits(far):
        far *= 1.5
        if far > FARTHEST_M:
            raise SceneError(
                "camera.framing",
                f"no distance up to {FARTHEST_M:.0f} m shows all of the fixture: the errors turn it away",
                "use smaller yaw_deg and pitch_deg, a wider hfov_deg, or framing: distance",
            )
    return _bisect(fits, NEAREST_M, far)


def _bisect(fits: Callable[[float], bool], near: float, far: float) -> float:
    """The end of the range where ``fits`` begins to hold; ``fits(far)`` holds."""
    if fits(near):
        return near
    while far - near > 1e-6:
        middle = (near + far) / 2
        near, far = (near, middle) if fits(middle) else (middle, far)
    return far
