"""What a camera may see is never left out, through straight lenses and fisheyes, and most of the rest is."""

import hypothesis.strategies as st
import numpy as np
from fakes import fake_catalog
from hypothesis import assume, given, settings

from recipes.model import Recipe
from scenes.camera import (
    Camera,
    Distortion,
    Fisheye,
    Lens,
    camera_directions,
    pixel_centres,
    project,
    sees_without_folds,
)
from scenes.sample import sample_scene
from scenes.serial import scene_digest, scene_from_json, scene_to_json
from scenes.sight import ideal_view, may_be_seen

lenses = st.one_of(
    st.builds(Distortion, k1=st.floats(-0.3, 0.3), k2=st.floats(-0.1, 0.1), p1=st.floats(-0.02, 0.02)),
    st.builds(
        Fisheye,
        k1=st.floats(-0.03, 0.03),
        k2=st.floats(-0.004, 0.004),
        field_rad=st.floats(np.radians(100), np.radians(170)),
    ),
)

SIZES = st.sampled_from([(64, 48), (48, 64), (60, 60)])


def camera(lens: Lens, size_wh: tuple[int, int], focal_px: float) -> Camera:
    pose = np.eye(4)
    turn = 0.7
    pose[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    pose[:3, 3] = [0.4, -1.8, 1.3]
    return Camera(*size_wh, focal_px, focal_px, size_wh[0] / 2, size_wh[1] / 2, pose, lens)


@given(lenses, SIZES, st.floats(0.2, 1.5), st.integers(0, 2**32 - 1))
@settings(max_examples=100, deadline=None)
def test_whatever_a_pixel_sees_may_be_seen(
    lens: Lens, size_wh: tuple[int, int], focal: float, seed: int
) -> None:
    shot = camera(lens, size_wh, focal * size_wh[0])
    assume(sees_without_folds(shot))
    rays = camera_directions(shot, pixel_centres(*size_wh)).reshape(-1, 3)
    rays = rays[np.isfinite(rays).all(1)]
    depth = np.random.default_rng(seed).uniform(0.1, 9, (len(rays), 1))
    points = rays * depth @ shot.world_from_camera[:3, :3].T + shot.position_m
    assert may_be_seen(shot, points, np.zeros(len(points))).all()


def test_what_lies_behind_or_far_aside_is_left_out_by_a_fisheye_too() -> None:
    shot = camera(Fisheye(field_rad=np.radians(120)), (64, 48), 20.0)
    aside = np.array([[0, 0, -1.0], [9.0, 0, 1.0], [0, 9.0, 1.0], [0, 0, 1.0]])
    points = aside @ shot.world_from_camera[:3, :3].T + shot.position_m
    assert may_be_seen(shot, points, np.full(4, 0.05)).tolist() == [False, False, False, True]
    widest = np.tan(np.radians(60))
    assert np.abs(ideal_view(shot)).max() < widest * 1.1


def fisheye_scene() -> Recipe:
    lens = {"model": "fisheye", "hfov_deg": 160, "k1": -0.01, "k2": 0.002}
    return Recipe.model_validate(
        {
            "image": {"width_px": 200, "height_px": 200},
            "camera": {"lens": lens, "distance_m": 0.8, "azimuth_deg": 20},
            "fixture": {"bays": 3, "neighbours": 1},
        }
    )


def test_a_scene_seen_by_a_fisheye_survives_json_lens_and_all() -> None:
    before = sample_scene(fisheye_scene(), fake_catalog(), 0)
    after = scene_from_json(scene_to_json(before, arrays=True))
    assert after.camera.distortion == before.camera.distortion
    assert isinstance(after.camera.distortion, Fisheye)
    assert scene_digest(after) == scene_digest(before)


def test_neighbours_that_only_a_fisheye_sees_are_stocked() -> None:
    """The wide view of a fisheye reaches goods that a straight lens in its place has no need of."""
    wide = sample_scene(fisheye_scene(), fake_catalog(), 0)
    straight = fisheye_scene().camera.model_copy(update={"lens": Recipe().camera.lens})
    narrow = sample_scene(fisheye_scene().model_copy(update={"camera": straight}), fake_catalog(), 0)

    def reach_m(scene: object) -> float:
        found = [i.world_from_object[0, 3] for i in scene.instances if i.kind == "product"]  # type: ignore[attr-defined]
        return float(np.ptp(found))

    assert reach_m(wide) > reach_m(narrow) + 0.5
    assert len(wide.instances) > len(narrow.instances)
    uv, depth = project(wide.camera, np.array([i.world_from_object[:3, 3] for i in wide.instances]))
    inside = (depth > 0) & (uv >= 0).all(1) & (uv <= 200).all(1)
    assert inside.sum() > 20


def test_what_stands_in_the_way_of_a_fisheye_is_in_its_picture() -> None:
    things = ("trolley", "basket", "carton", "stool", "ladder", "floor_sign", "plant", "hand")
    base = fisheye_scene()
    busy = base.model_copy(
        update={"distractors": base.distractors.model_copy(update=dict.fromkeys(things, 1))}
    )
    placed = 0
    for index in range(2):
        scene = sample_scene(busy, fake_catalog(), index)
        for one in (i for i in scene.instances if i.kind == "occluder"):
            corners = scene.meshes[one.mesh].vertices_m @ one.world_from_object[:3, :3].T
            uv, depth = project(scene.camera, corners + one.world_from_object[:3, 3])
            assert ((depth > 0) & (uv >= 0).all(1) & (uv <= 200).all(1)).any()
            placed += 1
    assert placed >= 5
