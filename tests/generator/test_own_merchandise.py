"""One's own merchandise on a shelf: imported at the command line, mixed into a recipe, labelled exactly."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assets.own.errors import ModelError
from assets.own.importing import import_model
from assets.own.models import load_model, materials_of
from generator.bundle import open_bundle
from generator.cli import run
from generator.frame import sample
from generator.render.cycles import CyclesRenderer
from generator.render.cycles.convert import convert_model
from labelers.trace import Tracer
from tests.assets.own_kit import bottle, box, dense_can, picture, write_obj
from tests.assets.test_packshots import CAN, CARTON, RED, put

WRITE = """
import sys, bpy
from pathlib import Path
folder = Path(sys.argv[1])
bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.ops.wm.obj_import(filepath=str(folder / "a.obj"), forward_axis="Y", up_axis="Z")
bpy.ops.export_scene.fbx(filepath=str(folder / "a.fbx"), path_mode="COPY", embed_textures=True)
bpy.ops.wm.usd_export(filepath=str(folder / "a.usdz"))
bpy.ops.wm.usd_export(filepath=str(folder / "usd" / "a.usda"))
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A textured cereal box as FBX and USD, written by Blender."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "usd").mkdir()
    picture(folder / "skin.png")
    write_obj(folder / "a.obj", box((0.19, 0.06, 0.29)), "skin.png")
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(folder)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.mark.parametrize("name", ["a.fbx", "a.usdz", "usd/a.usda"])
def test_what_only_blender_reads_comes_in_like_everything_else(
    written: Path, name: str, tmp_path: Path
) -> None:
    made = import_model(written / name, tmp_path, convert=convert_model)
    assert [1000 * v for v in made.size_m] == pytest.approx([190, 60, 290], abs=0.2)
    assert made.textures == 1
    near = load_model((made.folder / "model.glb").read_bytes(), name).near
    texture = materials_of(near, 1e5)[0].texture
    assert texture is not None
    assert texture.pixels()[4, 4] == pytest.approx([200, 30, 30], abs=3)
    assert near.points[:, 2].min() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("name", ["/etc/secret.png", "../../secret.png", "./gone.png", "http://x.test/a.png"])
def test_usd_reads_no_texture_from_elsewhere(written: Path, name: str, tmp_path: Path) -> None:
    text = (written / "usd" / "a.usda").read_text()
    home = tmp_path / "deep" / "home"
    home.mkdir(parents=True)
    picture(tmp_path / "secret.png")
    (home / "b.usda").write_text(re.sub(r"@[^@]*skin\.png@", f"@{name}@", text))
    with pytest.raises(ModelError, match=r"b\.usda: the file"):
        import_model(home / "b.usda", tmp_path / "goods", convert=convert_model)
    assert list((tmp_path / "goods").iterdir()) == []


def test_fbx_whose_texture_is_gone_is_told(written: Path, tmp_path: Path) -> None:
    """The box without its embedded picture: the bytes of its PNG are spoilt in place."""
    data = (written / "a.fbx").read_bytes()
    spoilt = data.replace(b"\x89PNG\r\n\x1a\n", b"XXXXXXXX")
    assert spoilt != data
    (tmp_path / "b.fbx").write_bytes(spoilt)
    with pytest.raises(ModelError, match=r"b\.fbx"):
        import_model(tmp_path / "b.fbx", tmp_path / "goods", convert=convert_model)


@pytest.mark.parametrize("name", ["a.fbx", "a.usdc", "a.usda", "a.usd"])
def test_broken_files_for_blender_are_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PXR-USDC" + b"\xff" * 500)
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        import_model(tmp_path / name, tmp_path / "goods", convert=convert_model)
    assert list((tmp_path / "goods").iterdir()) == []


def test_the_command_imports_says_what_it_guessed_and_asks_what_it_cannot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = write_obj(tmp_path / "syrup.obj", bottle())
    goods = str(tmp_path / "goods")
    assert run(["assets", "import", str(model), "--to", goods, "--category", "drinks/syrup"]) == 0
    said = capsys.readouterr().out
    assert "70.0 x 70.0 x 250.0 mm" in said
    assert "--up settles it" in said
    assert (tmp_path / "goods" / "syrup" / "product.yaml").is_file()
    assert run(["assets", "import", str(model), "--to", goods]) == 2
    assert "is there already" in capsys.readouterr().err
    assert run(["assets", "import", str(model), "--to", goods, "--replace", "--size", "80x80x300mm"]) == 2
    assert "other proportions" in capsys.readouterr().err
    assert run(["assets", "import", str(model), "--to", goods, "--replace", "--height", "500mm"]) == 0
    assert "140.0 x 140.0 x 500.0 mm" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--up", "q"], "--up q: expected an axis"),
        (["--up", "z", "--front", "-z"], "cannot be on the axis"),
        (["--units", "ft"], "--units ft: expected one of mm"),
        (["--size", "3x4mm"], "--size 3x4mm: expected WIDTHxDEPTHxHEIGHT"),
        (["--size", "3x4x5mm", "--height", "3mm"], "give one of them"),
        (["--gtin", "123"], "--gtin: expected 8, 12, 13 or 14 digits"),
        (["--price", "-3"], "--price: expected a number such as 2.49"),
    ],
)
def test_options_that_cannot_be_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    model = write_obj(tmp_path / "a.obj", bottle())
    assert run(["assets", "import", str(model), "--to", str(tmp_path / "g"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "g").exists()


def test_one_bad_file_does_not_keep_the_others_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = write_obj(tmp_path / "good.obj", bottle()), tmp_path / "bad.glb"
    bad.write_bytes(b"glTF")
    assert run(["assets", "import", str(bad), str(good), "--to", str(tmp_path / "g")]) == 2
    assert "bad.glb" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "g").iterdir()] == ["good"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recipe with imported models and packshots among invented goods."""
    folder = tmp_path_factory.mktemp("shelf")
    goods = folder / "my_products"
    picture(folder / "skin.png")
    for name, shape in (
        ("syrup", bottle()),
        ("shaker", dense_can(0.16, 96, 80)),
        ("flakes", box((0.19, 0.06, 0.25))),
    ):
        made = write_obj(folder / f"{name}.obj", shape, "skin.png")
        import_model(made, goods, facts={"name": name, "category": "breakfast/cereal"})
    put(goods / "plum", CAN + "category: beverages/soft_drinks\n", front=(330, 560, RED))
    put(goods / "rings", CARTON + "category: breakfast/cereal\n", front=(380, 580, RED))
    (folder / "r.yaml").write_text(
        "image: {width_px: 480, height_px: 360}\n"
        "camera: {distance_m: 1.2, yaw_deg: 8}\n"
        "planogram: {yaw_deg: {uniform: [-20, 20]}}\n"
        "merchandise: {catalog: [builtin, my_products], catalog_skus: 60, catalog_shares: [1, 2], "
        "assortment: {skus: 8}}\n"
    )
    return folder / "r.yaml"


def test_own_goods_stand_in_every_frame_beside_invented_ones(shelf: Path) -> None:
    bundle = open_bundle(shelf)
    own = {"syrup", "shaker", "flakes", "plum", "rings"}
    for index in range(4):
        seen = {i.sku for i in sample(bundle, index).instances if i.sku}
        assert len(seen & own) >= 4
        assert seen - own


def test_labels_of_imported_models_agree_with_cycles_own_index_pass(shelf: Path) -> None:
    scene = sample(open_bundle(shelf), 1)
    traced = Tracer().trace(scene).instance_map
    renderer = CyclesRenderer("cpu")
    try:
        index = renderer.object_index(scene)
    finally:
        renderer.close()
    ids = np.array([instance.instance_id for instance in scene.instances] + [0])
    assert (traced != ids[index]).mean() <= 1e-4
    models = [i.instance_id for i in scene.instances if i.sku in ("syrup", "shaker", "flakes")]
    assert np.isin(traced, models).mean() > 0.02


def test_frames_of_own_goods_are_the_same_in_another_process(shelf: Path) -> None:
    code = (
        "import sys; from generator.bundle import open_bundle; from generator.frame import sample;"
        "from scenes.serial import scene_digest; b = open_bundle(sys.argv[1]);"
        "print(b.key, scene_digest(sample(b, 2)))"
    )
    from scenes.serial import scene_digest

    command = [sys.executable, "-c", code, str(shelf)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    bundle = open_bundle(shelf)
    assert done.stdout.split() == [bundle.key, scene_digest(sample(bundle, 2))]


def test_check_tells_what_is_wrong_with_own_goods(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "goods" / "a", CAN.replace("66", "6600"), front=(330, 560, RED))
    put(tmp_path / "goods" / "b", "name: B\n")
    (tmp_path / "r.yaml").write_text("merchandise: {catalog: [builtin, goods]}\n")
    assert run(["check", str(tmp_path / "r.yaml")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert any("goods/a/product.yaml:3:8: width: expected 5 to 1500 mm" in line for line in said)
    assert any("goods/b/product.yaml" in line and "archetype" in line for line in said)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("catalog: [builtin, nowhere]", "r.yaml:2:22: merchandise.catalog[1]: "),
        ("catalog: [builtin, ../up]", "r.yaml:2:22: merchandise.catalog[1]: expected a path inside"),
        ("catalog: [builtin, builtin]", "r.yaml:2:22: merchandise.catalog[1]: expected each catalogue once"),
        ("catalog: []", "r.yaml:2:12: merchandise.catalog: expected a catalogue, or a list"),
        ("catalog: 3", "r.yaml:2:12: merchandise.catalog: expected a catalogue, or a list"),
        ("catalog_shares: [1, 2]", "r.yaml:2:19: merchandise.catalog_shares: expected 1 share"),
        ("catalog_shares: [0]", "r.yaml:2:20: merchandise.catalog_shares[0]: expected a share above 0"),
    ],
)
def test_mixtures_that_cannot_be_are_told_at_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: str
) -> None:
    (tmp_path / "r.yaml").write_text(f"merchandise:\n  {text}\n")
    assert run(["check", str(tmp_path / "r.yaml")]) == 2
    assert line in capsys.readouterr().err
