"""Cycles looks through the same lens as the labels."""

from collections.abc import Iterator
from dataclasses import replace

import cycles_scene as made
import numpy as np
import pytest

from generator.render.cycles import CyclesRenderer, settings
from labelers.trace import Tracer
from scenes.camera import Camera, Distortion, Fisheye, pixel_centres, project

LENSES = {
    "pinhole": made.camera(),
    "portrait": made.camera(90, 160),
    "barrel": made.camera(distortion=Distortion(-0.25, 0.08, 0.004, -0.003, -0.01)),
    "portrait pincushion": made.camera(90, 160, Distortion(0.2, 0.05, -0.003, 0.002)),
    "fisheye": made.camera(distortion=Fisheye(-0.03, 0.004, -0.001, 0.0001, np.radians(150))),
    "oblong pixels": replace(made.camera(), fy_px=170.0),
    "out of focus": made.camera(fstop=0.5),
}


@pytest.fixture(scope="module")
def cycles() -> Iterator[CyclesRenderer]:
    renderer = CyclesRenderer("cpu")
    yield renderer
    renderer.close()


@pytest.mark.parametrize("index_camera", [False, True], ids=["picture", "index"])
@pytest.mark.parametrize("view", LENSES.values(), ids=LENSES.keys())
def test_rays_pass_through_pixel_centres(cycles: CyclesRenderer, view: Camera, index_camera: bool) -> None:
    """World positions that Cycles hits, projected by our camera model, land on pixel centres."""
    scene = made.small_scene(replace(view, fstop=0.0))
    session = cycles._session
    layer = session.scene.view_layers[0]
    layer.use_pass_position = True
    try:
        settings.set_index_pass(session.scene, (view.width_px, view.height_px))
        cycles._builder.build(scene, index_pass=index_camera)
        position = session.render()["Position"]
    finally:
        layer.use_pass_position = False
    seen = position.any(-1)
    assert seen.mean() > 0.6
    uv, _ = project(view, position[seen])
    error_px = np.abs(uv - pixel_centres(view.width_px, view.height_px)[seen])
    # The picture's camera keeps Cycles' narrowest filter, 0.0005 pixels; the rest is float32.
    assert error_px.max() < 0.001
    assert np.quantile(error_px, 0.9) < (0.0001 if index_camera else 0.001)


@pytest.mark.parametrize("view", LENSES.values(), ids=LENSES.keys())
def test_cycles_and_the_tracer_see_the_same_instances(cycles: CyclesRenderer, view: Camera) -> None:
    scene = made.small_scene(view)
    traced = Tracer().trace(scene).instance_index
    assert len(np.unique(traced)) >= 8
    assert (cycles.object_index(scene) != traced).sum() <= 1


def test_depth_of_field_blurs_through_either_lens_alike(cycles: CyclesRenderer) -> None:
    """A vanishing distortion sends the same blur through the shader instead of Blender's own camera."""
    scene = made.small_scene(samples=400)
    glow = {"color": (1.0, 1.0, 1.0), "emission_w_m2": 3.0, "metallic": 0.0, "transmission": 0.0, "coat": 0.0}
    materials = {key: replace(value, **glow) for key, value in scene.materials.items()}
    render = replace(scene.render, denoise=False, adaptive_threshold=0.0)
    scene = replace(scene, materials=materials, lights=(), render=render)

    def light(**lens: object) -> np.ndarray:
        view = replace(made.camera(48, 36), sensor_width_mm=36.0, **lens)
        return cycles.render(replace(scene, camera=view), None).radiance

    sharp, plain, shader = light(), light(fstop=0.1), light(fstop=0.1, distortion=Distortion(1e-9))
    between, blur = (np.sqrt(np.mean((plain - other) ** 2)) for other in (shader, sharp))
    assert between < 0.4 * blur  # noise; an opening twice as wide would be 0.5 away
