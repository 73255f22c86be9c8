"""Own models: from every format to the right size, upright, in front of the shopper, with their pictures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.own.bake import baked
from assets.own.errors import ModelError
from assets.own.glb import read_glb, scene_count, write_glb
from assets.own.limits import FAR_TRIANGLES, NEAR_TRIANGLES
from assets.own.models import load_model, materials_of, mesh_of
from assets.own.normalising import Normalised, Wishes, normalised
from assets.own.raw import AXES, Axis, RawMaterial, RawModel, RawPart
from assets.own.reading import read_model
from assets.own.reduce import reduced, texture_scale
from assets.own.sizes import guess_scale, read_height, read_size
from assets.own.stance import guess_front, guess_up, measured, rotation, vector
from tests.assets.own_kit import (
    a_picture,
    bottle,
    box,
    dense_can,
    glb_bytes,
    picture,
    simple_gltf,
    solid,
    turned,
    write_dae,
    write_draco,
    write_obj,
    write_scan,
)

CEREAL = (0.19, 0.06, 0.29)
Y_UP = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])


def imported(path: Path, **wishes: object) -> Normalised:
    return normalised(read_model(path), path.name, Wishes(**wishes))  # type: ignore[arg-type]


def size_mm(done: Normalised) -> list[float]:
    return [round(1000 * v, 1) for v in done.size_m]


def y_up(shape: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return shape[0] @ Y_UP.T, shape[1], shape[2]


def write_all(folder: Path) -> dict[str, Path]:
    """The same cereal box in every format that is read here; OBJ and DAE with a texture beside them."""
    picture(folder / "skin.png")
    shape = box(CEREAL)
    document, binary = simple_gltf(y_up(shape))
    glb = folder / "a.glb"
    glb.write_bytes(glb_bytes(document, binary))
    return {
        "glb": glb,
        "draco": write_draco(folder / "d.glb", y_up(shape)),
        "obj": write_obj(folder / "a.obj", shape, "skin.png"),
        "dae": write_dae(folder / "a.dae", (shape[0] * 1000, *shape[1:]), 0.001, "Z_UP", "skin.png"),
        "stl": write_scan(folder / "a.stl", (shape[0] * 1000, *shape[1:])),
        "ply": write_scan(folder / "a.ply", shape),
    }


@pytest.mark.parametrize("kind", ["glb", "draco", "obj", "dae", "stl", "ply"])
def test_every_format_gives_the_same_box_on_its_base(tmp_path: Path, kind: str) -> None:
    done = imported(write_all(tmp_path)[kind])
    assert size_mm(done) == pytest.approx([190, 60, 290], abs=0.1)
    near = read_glb(done.data, "m")
    points = near.points[near.faces.ravel()]
    assert points[:, 2].min() == pytest.approx(0, abs=1e-6)
    assert (points.min(0) + points.max(0))[:2] == pytest.approx([0, 0], abs=1e-6)
    assert len(near.faces) == 12
    assert done.textures == (1 if kind in ("obj", "dae") else 0)


def test_a_dataset_in_gltf_with_its_parts_beside_it_is_the_same_model(tmp_path: Path) -> None:
    import json

    document, binary = simple_gltf(y_up(box(CEREAL)))
    (tmp_path / "a.bin").write_bytes(binary)
    picture(tmp_path / "my skin.png")
    document["buffers"][0]["uri"] = "a.bin"
    document |= {
        "images": [{"uri": "my%20skin.png"}],
        "textures": [{"source": 0}],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
    }
    document["meshes"][0]["primitives"][0]["material"] = 0
    (tmp_path / "a.gltf").write_text(json.dumps(document))
    done = imported(tmp_path / "a.gltf")
    assert size_mm(done) == pytest.approx([190, 60, 290], abs=0.1)
    assert done.textures == 1


def test_the_picture_on_the_front_is_upright_and_unmirrored(tmp_path: Path) -> None:
    """Texels seen from the shopper: red on the upper left, green on the upper right, blue on the lower
    left."""
    mesh = mesh_of(read_glb(imported(write_all(tmp_path)["obj"], front="-y").data, "m"))
    tri = mesh.vertices_m[mesh.faces]
    front = np.flatnonzero((mesh.corner_normals.mean(1) @ [0, -1, 0]) > 0.9)
    corners, uv = tri[front].reshape(-1, 3), mesh.corner_uv[front].reshape(-1, 2)
    upper_left = np.argmin(corners[:, 0] - corners[:, 2])
    lower_right = np.argmax(corners[:, 0] - corners[:, 2])
    assert uv[upper_left] == pytest.approx([0, 1], abs=1e-5)
    assert uv[lower_right] == pytest.approx([1, 0], abs=1e-5)


@pytest.mark.parametrize("up", AXES)
def test_a_bottle_stands_on_its_base_whatever_axis_it_was_drawn_along(tmp_path: Path, up: Axis) -> None:
    points, faces, uv = bottle()
    side: Axis = "x" if up[-1] != "x" else "y"
    drawn = points @ rotation(up, side)  # from upright back to the file's axes
    done = imported(write_obj(tmp_path / "b.obj", (drawn, faces, uv)), up=up if up[-1] == "x" else None)
    near = read_glb(done.data, "m")
    low = near.points[near.points[:, 2] < 0.01]
    assert size_mm(done)[2] == pytest.approx(250, abs=0.1)
    assert np.ptp(low[:, 0]) == pytest.approx(0.07, abs=0.002)


def test_a_promise_that_would_lay_a_can_on_its_side_is_not_believed_of_collada(tmp_path: Path) -> None:
    points, faces, uv = turned([(30.0, 180.0), (33.0, 185.0), (33.0, 290.0), (27.0, 300.0)])
    done = imported(write_dae(tmp_path / "can.dae", (points, faces, uv), 0.001, "Y_UP"))
    assert size_mm(done) == pytest.approx([66, 66, 120], abs=0.2)
    assert any("lie on its side" in note for note in done.notes)


def test_a_promise_under_which_it_would_fall_over_is_asked_about(tmp_path: Path) -> None:
    points, faces, uv = bottle()
    oval = points * [1.5, 0.8, 1.0]
    with pytest.raises(ModelError, match=r"which way is up\?.*--up z"):
        imported(write_dae(tmp_path / "oval.dae", (oval, faces, uv), 1.0, "Y_UP"))


@pytest.mark.parametrize(("factor", "unit"), [(1.0, "metres"), (1000.0, "millimetres")])
def test_files_without_units_are_read_in_the_unit_that_makes_a_product(
    tmp_path: Path, factor: float, unit: str
) -> None:
    points, faces, uv = box(CEREAL)
    done = imported(write_obj(tmp_path / f"{unit}.obj", (points * factor, faces, uv)))
    assert size_mm(done) == pytest.approx([190, 60, 290], abs=0.1)


@pytest.mark.parametrize("factor", [100.0, 1 / 0.0254, 1e-4, 30.0, 1e6])
def test_a_size_that_could_mean_several_things_is_asked_about(tmp_path: Path, factor: float) -> None:
    points, faces, uv = box(CEREAL)
    path = write_obj(tmp_path / "a.obj", (points * factor, faces, uv))
    with pytest.raises(ModelError, match="--size") as caught:
        imported(path)
    assert "which size is meant?" in str(caught.value)
    assert size_mm(imported(path, size_m=CEREAL)) == pytest.approx([190, 60, 290], abs=0.1)
    assert size_mm(imported(path, height_m=0.29)) == pytest.approx([190, 60, 290], abs=0.1)


def test_units_can_be_said(tmp_path: Path) -> None:
    points, faces, uv = box(CEREAL)
    path = write_obj(tmp_path / "a.obj", (points * 100, faces, uv))
    assert size_mm(imported(path, unit_m=0.01)) == pytest.approx([190, 60, 290], abs=0.1)


def test_a_wrong_unit_of_the_file_is_asked_about(tmp_path: Path) -> None:
    document, binary = simple_gltf(y_up((box(CEREAL)[0] * 1000, *box(CEREAL)[1:])))
    (tmp_path / "a.glb").write_bytes(glb_bytes(document, binary))
    with pytest.raises(ModelError, match=r"290 m.*--units mm makes it 190 x 60 x 290 mm"):
        imported(tmp_path / "a.glb")


def test_other_proportions_than_the_model_has_are_refused(tmp_path: Path) -> None:
    path = write_obj(tmp_path / "a.obj", box(CEREAL))
    with pytest.raises(ModelError, match="other proportions"):
        imported(path, size_m=(0.1, 0.1, 0.29))


def test_the_size_that_is_said_settles_which_side_is_which(tmp_path: Path) -> None:
    path = write_obj(tmp_path / "a.obj", (box(CEREAL)[0][:, [1, 2, 0]], *box(CEREAL)[1:]))
    assert size_mm(imported(path, size_m=CEREAL)) == pytest.approx([190, 60, 290], abs=0.1)


def test_the_wide_side_with_the_livelier_picture_is_the_front(tmp_path: Path) -> None:
    points, faces, uv = box((0.06, 0.19, 0.29))
    texture = np.full((64, 128, 3), 128, np.uint8)
    texture[:, 64:] = (20, 40, 230)
    import cv2

    cv2.imwrite(str(tmp_path / "skin.png"), texture)
    facing_x = points[:, 0] > 0.0299
    uv = uv * [0.4, 1] + np.where(facing_x, 0.55, 0.05)[:, None] * [1, 0]
    quads = [facing_x[f].all() for f in faces]
    shared = points[np.unique(faces[quads])]
    assert shared[:, 0].min() > 0.0299
    shape = measured_of(write_obj(tmp_path / "a.obj", (points, faces, uv), "skin.png"))
    assert guess_front(shape, "z", None, True).axis == "x"


def measured_of(path: Path):  # type: ignore[no-untyped-def]
    from assets.own.solid import joined

    return measured(joined(read_model(path), path.name))


def test_a_cube_is_asked_about_rather_than_guessed(tmp_path: Path) -> None:
    path = write_obj(tmp_path / "a.obj", (box((0.1, 0.1, 0.1))[0], box((1, 1, 1))[1], np.zeros((24, 2))))
    with pytest.raises(ModelError, match="which way is up"):
        imported(path)
    assert size_mm(imported(path, up="z", front="-y")) == [100, 100, 100]


@given(st.sampled_from(AXES), st.sampled_from(AXES))
def test_rotations_turn_the_axes_as_they_say(up: Axis, front: Axis) -> None:
    if up[-1] == front[-1]:
        with pytest.raises(ModelError, match="cannot be on the axis"):
            rotation(up, front)
        return
    turn = rotation(up, front)
    assert turn @ vector(up) == pytest.approx([0, 0, 1])
    assert turn @ vector(front) == pytest.approx([0, -1, 0])
    assert np.linalg.det(turn) == pytest.approx(1)


@pytest.mark.parametrize(
    "text", ["72x164", "72x164x213", "axbxc mm", "0x1x2mm", "72x164x213km", "9x9x9m", "1..2x3x4mm"]
)
def test_sizes_that_cannot_be_are_told(text: str) -> None:
    with pytest.raises(ModelError, match="--size"):
        read_size(text)


def test_sizes_are_read_in_any_unit() -> None:
    assert read_size("72x164x213mm") == pytest.approx([0.072, 0.164, 0.213])
    assert read_size("7.2 X 16.4 X 21.3 cm") == pytest.approx([0.072, 0.164, 0.213])
    assert read_height("10in") == pytest.approx(0.254)


@given(st.floats(0.011, 0.79))
def test_no_guess_of_units_is_ever_outside_the_shelf(longest: float) -> None:
    for factor in (1.0, 1000.0):
        size = np.array([0.5, 0.4, 1.0]) * longest * factor
        try:
            scale = guess_scale(size, None, "m").metres
        except ModelError:
            continue
        assert 0.01 <= float(size.max()) * scale <= 0.8


def test_dense_models_are_reduced_within_their_budget_and_within_a_hair() -> None:
    import trimesh

    shape = dense_can()
    part = RawPart(*shape, None, None, RawMaterial())
    done = normalised(RawModel([part], "z", "-y", 1.0), "can", Wishes())
    read, near, far = done.triangles
    assert read > 119_000
    assert near <= NEAR_TRIANGLES
    assert far <= FAR_TRIANGLES
    whole = trimesh.Trimesh(*shape[:2], process=False)
    for scene, most in ((0, 0.0003), (1, 0.0008)):
        coarse = read_glb(done.data, "m", scene)
        points = shape[0][:: 997 if scene == 0 else 397]
        mesh = trimesh.Trimesh(coarse.points, coarse.faces, process=False)
        assert np.ptp(coarse.points, axis=0) == pytest.approx(np.ptp(whole.vertices, axis=0), abs=0.0005)
        assert distances(mesh, points).max() < most


def distances(mesh, points: np.ndarray) -> np.ndarray:  # type: ignore[no-untyped-def]
    """From points to a surface, by trying every triangle: slow, and independent of everything else."""
    from trimesh.triangles import closest_point

    tri = np.asarray(mesh.triangles)
    return np.array(
        [
            np.linalg.norm(closest_point(tri, np.repeat(p[None], len(tri), 0)) - p, axis=1).min()
            for p in points
        ]
    )


def test_reducing_keeps_the_picture_in_its_place() -> None:
    """Where the reduced surface shows a texel, the model showed it at most half a millimetre away."""
    points, faces, uv = dense_can()
    full = solid((points, faces, uv))
    from assets.own.solid import indexed

    coarse = reduced(indexed(full), 2000, 0.0004)
    side = np.abs(coarse.normals[coarse.faces].mean(1)[:, 2]) < 0.5
    at = coarse.faces[side]
    middle, middle_uv = coarse.points[at].mean(1), coarse.uv[at].mean(1)
    angle = np.arctan2(middle[:, 1], middle[:, 0]) % (2 * np.pi)
    true_u, true_v = angle / (2 * np.pi), middle[:, 2] / 0.115
    shift_u = np.abs((middle_uv[:, 0] - true_u + 0.5) % 1 - 0.5) * 2 * np.pi * 0.033
    shift_v = np.abs(middle_uv[:, 1] - true_v) * 0.115
    assert np.median(np.hypot(shift_u, shift_v)) < 0.0001
    assert np.quantile(np.hypot(shift_u, shift_v), 0.99) < 0.0005


def test_reducing_is_the_same_every_time() -> None:
    from assets.own.solid import indexed

    whole = indexed(solid(dense_can(segments=120, rings=60)))
    first, second = reduced(whole, 1000, 0.0004), reduced(whole, 1000, 0.0004)
    assert write_glb({"a": first}) == write_glb({"a": second})


def test_writing_and_reading_a_model_gives_it_back(tmp_path: Path) -> None:
    material = RawMaterial(
        "skin",
        (0.5, 0.25, 1.0),
        1.0,
        0.25,
        0.75,
        0.5,
        0.125,
        0.0,
        1.33,
        base=a_picture(tmp_path),
        surface=a_picture(tmp_path),
        normal=a_picture(tmp_path),
        normal_strength=0.5,
    )
    from assets.own.solid import indexed

    first = indexed(solid(box(CEREAL), material))
    data = write_glb({"near": first, "far": first})
    second = read_glb(data, "m", 1)
    assert scene_count(data, "m") == 2
    assert second.materials == (
        replace(
            material,
            base=replace(material.base, name=second.materials[0].base.name),  # type: ignore[union-attr,type-var]
            surface=second.materials[0].surface,
            normal=second.materials[0].normal,
        ),
    )
    assert np.sort(second.points, axis=0) == pytest.approx(np.sort(first.points, axis=0), abs=1e-6)
    assert write_glb({"near": second, "far": second}) == write_glb({"near": second, "far": second})


def test_maps_of_roughness_metal_and_relief_reach_the_material(tmp_path: Path) -> None:
    material = RawMaterial(
        "skin",
        roughness=0.9,
        metallic=1.0,
        base=a_picture(tmp_path),
        surface=a_picture(tmp_path),
        normal=a_picture(tmp_path),
        normal_strength=0.7,
    )
    model = load_model(write_glb({"near": solid(box(CEREAL), material)}), "m")
    made = materials_of(model.near, 1000.0)[0]
    assert made.texture is not None
    assert made.surface is not None
    assert made.normal is not None
    assert (made.roughness, made.metallic, made.normal_strength) == (0.9, 1.0, 0.7)
    assert made.texture.key != made.surface.key != made.normal.key
    assert made.texture.pixels()[2, 2].tolist() == [200, 30, 30]


def test_far_pictures_are_halved_and_near_ones_kept(tmp_path: Path) -> None:
    model = load_model(write_glb({"near": solid(box(CEREAL), RawMaterial(base=a_picture(tmp_path)))}), "m")
    scale = texture_scale(model.near)
    fine = materials_of(model.near, 64 / scale)[0].texture
    coarse = materials_of(model.near, 16 / scale)[0].texture
    assert fine is not None
    assert coarse is not None
    assert (fine.size_wh_px, coarse.size_wh_px) == ((64, 64), (16, 16))
    assert coarse.mean_color() == pytest.approx(fine.mean_color(), abs=0.02)


def test_several_meshes_and_materials_are_kept(tmp_path: Path) -> None:
    document, binary = simple_gltf(y_up(box((0.05, 0.05, 0.1))))
    document["materials"] = [
        {"name": "body", "pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 1]}},
        {"name": "lid", "pbrMetallicRoughness": {"baseColorFactor": [0, 0, 1, 1], "metallicFactor": 0.5}},
    ]
    first = document["meshes"][0]["primitives"][0] | {"material": 0}
    document["meshes"] = [{"primitives": [first]}, {"primitives": [first | {"material": 1}]}]
    document["nodes"] = [
        {"children": [1, 2], "scale": [2, 2, 2]},
        {"mesh": 0},
        {"mesh": 1, "translation": [0, 0.1, 0]},
    ]
    (tmp_path / "a.glb").write_bytes(glb_bytes(document, binary))
    done = imported(tmp_path / "a.glb")
    near = read_glb(done.data, "m")
    assert size_mm(done) == pytest.approx([100, 100, 400], abs=0.1)
    assert [m.name for m in near.materials] == ["body", "lid"]
    assert near.materials[1].metallic == 0.5
    lid = near.points[near.faces[near.slot == 1].ravel()]
    assert lid[:, 2].min() == pytest.approx(0.2, abs=1e-4)


def test_mirrored_nodes_and_inside_out_meshes_face_outwards(tmp_path: Path) -> None:
    points, faces, uv = box((0.05, 0.05, 0.1))
    for document, binary in (simple_gltf((points, faces, uv)), simple_gltf((points, faces[:, ::-1], uv))):
        document["nodes"][0]["scale"] = [-1, 1, 1]
        (tmp_path / "a.glb").write_bytes(glb_bytes(document, binary))
        near = read_glb(imported(tmp_path / "a.glb", up="z", front="-y").data, "m")
        tri = near.corners - [0, 0, 0.05]
        flat = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
        assert ((flat * tri.mean(1)).sum(1) > 0).all()
        assert ((near.normals[near.faces].mean(1) * tri.mean(1)).sum(1) > 0).all()


def test_colours_at_vertices_become_a_picture(tmp_path: Path) -> None:
    points, faces, uv = bottle()
    colors = np.full((len(points), 4), 255, np.uint8)
    colors[:, :3] = np.where(points[:, 2:] > 0.125, [200, 20, 20], [20, 20, 200])
    done = imported(write_scan(tmp_path / "scan.ply", (points, faces, uv), colors))
    assert done.textures >= 1
    model = load_model(done.data, "m")
    texture = materials_of(model.near, 1e5)[0].texture
    assert texture is not None
    pixels = texture.pixels()
    h, w = pixels.shape[:2]
    at = model.near.faces
    middle, seen = model.near.points[at].mean(1), model.near.uv[at].mean(1)
    found = pixels[((1 - seen[:, 1]) * h).astype(int), (seen[:, 0] * w).astype(int)].astype(int)
    high = middle[:, 2] > 0.14
    assert (found[high, 0] > 150).mean() > 0.99
    assert (found[middle[:, 2] < 0.11, 2] > 150).mean() > 0.99
    assert baked(model.near, "m") is model.near


def test_polygons_spaces_and_counting_from_the_end_are_all_obj(tmp_path: Path) -> None:
    picture(tmp_path / "my skin.png")
    (tmp_path / "m.mtl").write_text("newmtl a b\nmap_Kd -s 1 1 1 -bm 0.5 my skin.png\nPr 0.25\nPm 1\n")
    lines = ["mtllib m.mtl", "usemtl a b"]
    for x, y, z in box((0.1, 0.1, 0.2))[0]:
        lines += [f"v {x} {y} {z}"]
    lines += ["vt 0 0", "vt 1 0", "vt 1 1", "vt 0 1"]
    for quad in range(6):
        base = -24 + 4 * quad
        lines.append("f " + " ".join(f"{base + i}/{i - 4}" for i in range(4)))
    (tmp_path / "a.obj").write_text("\r\n".join(lines))
    done = imported(tmp_path / "a.obj", up="z", front="-y")
    near = read_glb(done.data, "m")
    assert size_mm(done) == [100, 100, 200]
    assert (near.materials[0].roughness, near.materials[0].metallic) == (0.25, 1.0)
    assert done.textures == 1


def test_up_guesses_say_why() -> None:
    shape = measured(solid(bottle()))
    assert guess_up(shape, None, True).axis == "z"
    assert "round about z" in guess_up(shape, None, True).why
