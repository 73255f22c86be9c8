"""Models and catalogues that are broken, or made to do harm: a clear error, and nothing left behind."""

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assets.own import limits
from assets.own.archives import check_usdz
from assets.own.errors import ModelError
from assets.own.importing import import_model
from assets.own.normalising import Wishes, normalised
from assets.own.pictures import checked_size, decode
from assets.own.raw import RawMaterial, RawModel, RawPart
from assets.own.reading import kind_of, read_model
from tests.assets.own_kit import box, glb_bytes, picture, simple_gltf, write_dae, write_obj, write_scan

CARTON = (0.19, 0.06, 0.29)


def huge_png(w: int, h: int) -> bytes:
    """A valid PNG header of any size over next to no data."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def gltf(folder: Path, change: Callable[[dict], object], binary: bytes | None = None) -> Path:  # type: ignore[type-arg]
    document, data = simple_gltf(box(CARTON))
    change(document)
    (folder / "a.glb").write_bytes(glb_bytes(document, data if binary is None else binary))
    return folder / "a.glb"


def textured(uri: str) -> Callable[[dict], object]:  # type: ignore[type-arg]
    def change(document: dict) -> None:  # type: ignore[type-arg]
        document |= {
            "images": [{"uri": uri}],
            "textures": [{"source": 0}],
            "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        }
        document["meshes"][0]["primitives"][0]["material"] = 0

    return change


def refuse(path: Path, match: str) -> None:
    with pytest.raises(ModelError, match=match):
        normalised(read_model(path), path.name, Wishes(up="z", front="-y"))


@pytest.mark.parametrize(
    "texture",
    [
        "/etc/passwd",
        "../../../../etc/passwd",
        "..\\..\\x.png",
        "C:\\temp\\x.png",
        "http://example.com/a.png",
        "file:///etc/passwd",
        "ftp://example.com/a.png",
        "\\\\host\\share\\a.png",
        "../outside.png",
        "missing.png",
        "link.png",
        "folder.png",
        "pipe.png",
    ],
)
@pytest.mark.parametrize("kind", ["obj", "dae", "gltf"])
def test_textures_outside_the_folder_or_nowhere_are_refused(tmp_path: Path, texture: str, kind: str) -> None:
    home = tmp_path / "deep" / "home"
    home.mkdir(parents=True)
    picture(tmp_path / "deep" / "outside.png")
    picture(tmp_path / "x.png")
    (home / "link.png").symlink_to(tmp_path / "x.png")
    (home / "folder.png").mkdir()
    os.mkfifo(home / "pipe.png")
    if kind == "obj":
        path = write_obj(home / "a.obj", box(CARTON), texture)
    elif kind == "dae":
        path = write_dae(home / "a.dae", box(CARTON), texture=texture)
    else:
        path = gltf(home, textured(texture))
    with pytest.raises(ModelError) as caught:
        read_model(path)
    said = str(caught.value)
    assert path.name in said
    assert len(said) < 400


def test_a_texture_in_a_folder_beside_is_read_and_so_is_one_that_another_machine_knew(tmp_path: Path) -> None:
    home = tmp_path / "meshes"
    home.mkdir()
    picture(tmp_path / "materials" / "skin.png")
    read_model(write_obj(home / "a.obj", box(CARTON), "../materials/skin.png"))
    picture(home / "Skin.PNG")
    model = read_model(write_obj(home / "b.obj", box(CARTON), "C:\\Users\\me\\skin.png"))
    assert any("another machine" in note for note in model.notes)
    picture(tmp_path / "materials" / "textures" / "texture.png")
    model = read_model(write_obj(home / "c.obj", box(CARTON), "texture.png"))
    assert any("taken from textures/" in note for note in model.notes)


@pytest.mark.parametrize("size", [(100_000, 100_000), (16_385, 4), (0, 5), (16_384, 16_384)])
def test_gigapixel_pictures_are_refused_by_their_header(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "big.png").write_bytes(huge_png(*size))
    refuse(write_obj(tmp_path / "a.obj", box(CARTON), "big.png"), "megapixels|pixels a side")


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"<svg xmlns=''/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff" + b"x" * 50],
)
def test_pictures_that_are_none_are_told(data: bytes) -> None:
    with pytest.raises(ModelError, match=r"x\.png"):
        decode(data, "x.png")


def test_a_picture_with_only_a_header_is_broken_not_black() -> None:
    data = huge_png(64, 64)
    assert checked_size(data, "x") == ("png", 64, 64)
    with pytest.raises(ModelError, match="broken"):
        decode(data[:60], "x.png")


def spoil(path: str, value: object) -> Callable[[dict], object]:  # type: ignore[type-arg]
    def change(document: dict) -> None:  # type: ignore[type-arg]
        at = document
        steps = [int(s) if s.isdigit() else s for s in path.split("/")]
        for step in steps[:-1]:
            at = at[step]
        at[steps[-1]] = value

    return change


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("accessors/0/count", 10**9),
        ("accessors/0/count", -1),
        ("accessors/0/count", "many"),
        ("accessors/0/byteOffset", 10**6),
        ("accessors/2/componentType", 77),
        ("accessors/0/type", "VEC9"),
        ("accessors/0/type", "VEC2"),
        ("accessors/1/count", 3),
        ("bufferViews/0/byteLength", 10**9),
        ("bufferViews/0/byteOffset", -4),
        ("bufferViews/0/buffer", 5),
        ("bufferViews/0/byteStride", 1),
        ("buffers/0/byteLength", 10**9),
        ("buffers/0/uri", "/etc/passwd"),
        ("buffers/0/uri", "data:;base64,!!!"),
        ("nodes/0/mesh", 4),
        ("nodes/0/children", [0]),
        ("nodes/0/matrix", [1, 2]),
        ("nodes/0/scale", ["a", 1, 1]),
        ("nodes/0/scale", [1e300, 1e300, 1]),
        ("meshes/0/primitives/0/indices", 0),
        ("meshes/0/primitives/0/mode", 1),
        ("meshes/0/primitives/0/attributes", {}),
        ("scenes/0/nodes", [7]),
        ("scene", 3),
        ("asset/version", "1.0"),
        ("extensionsRequired", ["EXT_meshopt_compression"]),
        ("meshes/0/primitives/0/material", 9),
        ("materials", [None]),
        ("nodes", {}),
        ("meshes/0/primitives/0", None),
    ],
)
def test_broken_gltf_says_so(tmp_path: Path, path: str, value: object) -> None:
    spoilt = gltf(tmp_path, spoil(path, value))
    if path == "materials":
        document, data = simple_gltf(box(CARTON))
        document["materials"] = value
        document["meshes"][0]["primitives"][0]["material"] = 0
        spoilt.write_bytes(glb_bytes(document, data))
    refuse(spoilt, "a.glb")


@pytest.mark.parametrize("cut", [0, 3, 11, 19, 100, 700])
def test_cut_off_glb_says_so(tmp_path: Path, cut: int) -> None:
    path = gltf(tmp_path, lambda _: None)
    path.write_bytes(path.read_bytes()[:cut])
    refuse(path, "a.glb")


def test_nodes_that_hold_each_other_end(tmp_path: Path) -> None:
    def change(document: dict) -> None:  # type: ignore[type-arg]
        document["nodes"] = [{"children": [1, 1]}, {"children": [0, 0], "mesh": 0}]

    refuse(gltf(tmp_path, change), "nodes|parts")


def test_deeply_nested_json_ends(tmp_path: Path) -> None:
    (tmp_path / "a.gltf").write_text("[" * 200_000)
    refuse(tmp_path / "a.gltf", "no glTF")


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30])
def test_numbers_that_are_none_are_refused(tmp_path: Path, value: float) -> None:
    points, faces, uv = box(CARTON)
    points[3, 1] = value
    refuse(write_obj(tmp_path / "a.obj", (points, faces, uv)), "finite")
    document, binary = simple_gltf((points, faces, uv))
    (tmp_path / "a.glb").write_bytes(glb_bytes(document, binary))
    refuse(tmp_path / "a.glb", "finite")
    refuse(write_scan(tmp_path / "a.stl", (points, faces, uv)), "finite|no product|read")


@pytest.mark.parametrize(
    ("name", "text", "match"),
    [
        ("a.obj", "", "empty"),
        ("a.obj", "v 0 0 0\n", "no faces"),
        ("a.obj", "v 0 0 0\nf 1 2 9\n", "points past"),
        ("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 x\n", "corner"),
        ("a.obj", "v 0 0\nf 1 1 1\n", "3 numbers"),
        ("a.obj", "v 0 0 0\nv 0 0 0\nv 0 0 0\nf 1 2 3\n", "empty"),
        ("a.obj", "mtllib none.mtl\nusemtl m\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "none.mtl"),
        ("a.obj", "v 0 0 0\nv .2 0 0\nv 0 .2 0\nf 1 2 3\n", "flat"),
        ("a.dae", "<COLLADA>", "COLLADA"),
        ("a.dae", "<!DOCTYPE x [<!ENTITY a 'b'>]><COLLADA>&a;</COLLADA>", "document type"),
        ("a.dae", "PK\x03\x04", "packed"),
        ("a.stl", "solid x\nfacet normal 0 0 1\n", "no faces"),
        ("a.stl", "x" * 200, "cut off"),
        ("a.ply", "ply\nformat ascii 1.0\nelement vertex 99999999999\nend_header\n", "vertices"),
        ("a.ply", "not a ply", "begin like one"),
        ("a.glb", "<html>", "begin like one"),
        ("a.glb", "version https://git-lfs.github.com/spec/v1\n", "LFS"),
    ],
)
def test_files_that_are_no_models_are_told(tmp_path: Path, name: str, text: str, match: str) -> None:
    (tmp_path / name).write_text(text)
    refuse(tmp_path / name, match)


@pytest.mark.parametrize("name", ["a.blend", "a.max", "a.exe", "noextension", "a.3mf", "a.zip"])
def test_formats_that_are_not_read_say_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ModelError, match="expected one of glb"):
        kind_of(tmp_path / name)


def test_entity_bombs_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    (tmp_path / "a.dae").write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><COLLADA>&a9;</COLLADA>'
    )
    refuse(tmp_path / "a.dae", "document type")


def test_too_many_triangles_and_materials_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TRIANGLES", 11)
    for path in (
        write_obj(tmp_path / "a.obj", box(CARTON)),
        gltf(tmp_path, lambda _: None),
        write_scan(tmp_path / "a.stl", box(CARTON)),
        write_dae(tmp_path / "a.dae", box(CARTON)),
    ):
        refuse(path, "more than 11 triangles")
    monkeypatch.undo()
    points, faces, uv = box(CARTON)
    parts = [RawPart(points, faces, uv, None, None, RawMaterial(f"m{i}")) for i in range(40)]
    with pytest.raises(ModelError, match="40 materials"):
        normalised(RawModel(parts, "z", "-y", 1.0), "a", Wishes())


@pytest.mark.parametrize(
    ("member", "data", "compressed", "match"),
    [
        ("a.usdc", b"0" * 10**6, True, "compressed"),
        ("../a.usdc", b"PXR-USDC", False, "leads out"),
        ("/a.usdc", b"PXR-USDC", False, "leads out"),
        ("a.py", b"print(1)", False, "belongs in no USDZ"),
        ("t.png", huge_png(10**5, 10**5), False, "megapixels"),
    ],
)
def test_archives_are_looked_through_before_they_are_opened(
    tmp_path: Path, member: str, data: bytes, compressed: bool, match: str
) -> None:
    kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(tmp_path / "a.usdz", "w", kind) as archive:
        archive.writestr(member, data)
    with pytest.raises(ModelError, match=match):
        check_usdz(tmp_path / "a.usdz")


def test_no_archive_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.usdz").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(ModelError, match="no USDZ"):
        check_usdz(tmp_path / "a.usdz")


def test_a_failed_import_leaves_nothing_behind(tmp_path: Path) -> None:
    path = write_obj(tmp_path / "a.obj", box(CARTON), "missing.png")
    with pytest.raises(ModelError, match=r"missing\.png"):
        import_model(path, tmp_path / "goods")
    assert list((tmp_path / "goods").iterdir()) == []
    (tmp_path / "goods" / "a").mkdir()
    (tmp_path / "goods" / "a" / "mine.txt").write_text("keep")
    with pytest.raises(ModelError, match="is there already"):
        import_model(path, tmp_path / "goods")
    with pytest.raises(ModelError, match=r"missing\.png"):
        import_model(path, tmp_path / "goods", overwrite=True)
    assert (tmp_path / "goods" / "a" / "mine.txt").read_text() == "keep"


def test_a_reader_that_wants_too_much_memory_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is set in the reading process itself; here it is tried on a process that only allocates."""
    import subprocess
    import sys

    code = (
        "from assets.own.isolation import bound_this_process; bound_this_process(256 * 2**20, 20)\n"
        "x = bytearray(2**30)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert "MemoryError" in done.stderr
    monkeypatch.setattr(limits, "READ_SECONDS", 0)
    with pytest.raises(ModelError, match="takes more than 0 s"):
        import_model(write_obj(tmp_path / "a.obj", box(CARTON)), tmp_path / "goods")
    assert list((tmp_path / "goods").iterdir()) == []


def test_what_a_product_is_called_never_leads_out_of_the_catalogue(tmp_path: Path) -> None:
    made = import_model(
        write_obj(tmp_path / "a.obj", box(CARTON)), tmp_path / "goods", facts={"name": "../../x: y\n- z"}
    )
    assert made.folder.parent == tmp_path / "goods"
    import yaml

    text = (made.folder / "product.yaml").read_text()
    assert yaml.safe_load(text) == {"name": "../../x: y\n- z"}
    assert json.loads(text.split("name: ")[1]) == "../../x: y\n- z"
