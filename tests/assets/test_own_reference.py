"""Real models that nobody here made: each to its true size, upright, on its base, with its picture.

They are not part of this repository. GONDOLA_REFERENCE names their folder; by default it is
../shared/reference.
"""

import os
from pathlib import Path

import numpy as np
import pytest

from assets.own.importing import Imported, import_model
from assets.own.models import Model, load_model, materials_of

ROOT = Path(__file__).resolve().parent.parent.parent
REFERENCE = Path(os.environ.get("GONDOLA_REFERENCE", ROOT.parent / "shared" / "reference")) / "models"
TRUE_MM = {
    "ycb_003_cracker_box/textured.obj": (164, 72, 213),
    "ycb_005_tomato_soup_can/textured.obj": (68, 68, 102),
    "khronos_WaterBottle.glb": (109, 109, 260),
    "gazebo_coke_can/meshes/coke_can.dae": (67, 67, 124),
}
pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference models are not here; GONDOLA_REFERENCE names their folder"
)


def bring_in(name: str, to: Path) -> tuple[Imported, Model]:
    made = import_model(REFERENCE / name, to)
    return made, load_model((made.folder / "model.glb").read_bytes(), name)


@pytest.mark.parametrize("name", TRUE_MM)
def test_each_comes_in_at_its_true_size_standing_and_with_its_picture(name: str, tmp_path: Path) -> None:
    made, model = bring_in(name, tmp_path)
    assert [1000 * v for v in made.size_m] == pytest.approx(TRUE_MM[name], rel=0.02, abs=0.7)
    for solid in (model.near, model.far):
        points = solid.points[solid.faces.ravel()]
        assert points[:, 2].min() == pytest.approx(0, abs=1e-6)
        assert (points.min(0) + points.max(0))[:2] == pytest.approx([0, 0], abs=1e-6)
    texture = materials_of(model.near, 3000.0)[0].texture
    assert texture is not None
    assert texture.pixels().std() > 20
    assert made.triangles[1] <= 20_000
    assert made.triangles[2] <= 2_000


def test_the_cracker_box_shows_its_wide_red_front() -> None:
    """Seen from the shopper, what faces -y is red and orange more than anything else."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        _, model = bring_in("ycb_003_cracker_box/textured.obj", Path(folder))
    texture = materials_of(model.near, 3000.0)[0].texture
    assert texture is not None
    pixels = texture.pixels()
    h, w = pixels.shape[:2]
    front = model.near.normals[model.near.faces].mean(1) @ [0, -1, 0] > 0.9
    uv = model.near.uv[model.near.faces[front]].mean(1)
    seen = pixels[((1 - uv[:, 1]) * (h - 1)).astype(int), (uv[:, 0] * (w - 1)).astype(int)].mean(0)
    assert seen[0] > 2 * seen[2]
    assert seen[0] > 1.5 * seen[1]


def test_the_water_bottle_keeps_its_maps(tmp_path: Path) -> None:
    _, model = bring_in("khronos_WaterBottle.glb", tmp_path)
    material = materials_of(model.near, 3000.0)[0]
    assert material.surface is not None
    assert material.normal is not None
    assert np.ptp(material.surface.pixels()[..., 2]) > 100
