"""Models of a known size, written in every format, so that what comes back can be held against it."""

import json
import struct
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.own.raw import F64, I64, Picture, RawMaterial
from assets.own.solid import Solid, corner_normals

WHITE = RawMaterial(color=(1.0, 1.0, 1.0))


def picture(path: Path, w: int = 64, h: int = 64, seed: int = 1) -> Path:
    """A PNG whose four quarters have four colours, red at the top left."""
    pixels = np.zeros((h, w, 3), np.uint8)
    pixels[: h // 2, : w // 2], pixels[: h // 2, w // 2 :] = (200, 30, 30), (30, 200, 30)
    pixels[h // 2 :, : w // 2], pixels[h // 2 :, w // 2 :] = (30, 30, 200), (10 * seed % 255, 200, 200)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), pixels[..., ::-1])
    return path


def a_picture(tmp: Path) -> Picture:
    path = picture(tmp / "kit.png")
    return Picture("kit", path.read_bytes(), (64, 64))


def box(size: tuple[float, float, float]) -> tuple[F64, I64, F64]:
    """(24, 3) points around the origin, (12, 3) faces, (24, 2) uv: each side shows all of it, upright."""
    points, faces, uv = [], [], []
    for axis in range(3):
        for sign in (-1, 1):
            j, k = (axis + 1) % 3, (axis + 2) % 3
            quad = np.zeros((4, 3))
            quad[:, axis] = sign / 2
            quad[:, j] = np.array([-1, 1, 1, -1]) / 2 * sign
            quad[:, k] = np.array([-1, -1, 1, 1]) / 2
            start = 4 * len(faces) // 2
            faces += [[start, start + 1, start + 2], [start, start + 2, start + 3]]
            points.append(quad * size)
            out = np.eye(3)[axis] * sign
            up = np.array([0.0, 0, 1]) if axis != 2 else np.array([0.0, 1, 0])
            uv.append(np.stack([quad @ np.cross(up, out), quad @ up], axis=1) + 0.5)
    return np.concatenate(points), np.array(faces), np.concatenate(uv)


def turned(profile: list[tuple[float, float]], segments: int = 96) -> tuple[F64, I64, F64]:
    """A body of (radius, z) rings turned about z, closed at both ends, with texture coordinates around it."""
    rings = np.array(profile)
    angle = np.linspace(0, 2 * np.pi, segments + 1)
    x, y = rings[:, :1] * np.cos(angle), rings[:, :1] * np.sin(angle)
    z = np.repeat(rings[:, 1:], segments + 1, axis=1)
    points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    u = np.repeat(np.linspace(0, 1, segments + 1)[None], len(rings), 0)
    v = np.repeat(np.linspace(0, 1, len(rings))[:, None], segments + 1, 1)
    at = np.arange(len(points)).reshape(len(rings), segments + 1)
    a, b, c, d = (q.ravel() for q in (at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]))
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    caps = []
    for ring, flip in ((0, True), (len(rings) - 1, False)):
        row = at[ring, :-1]
        fan = np.stack([np.full(len(row) - 2, row[0]), row[1:-1], row[2:]], 1)
        caps.append(fan[:, ::-1] if flip else fan)
    return points, np.concatenate([faces, *caps]), np.stack([u, v], -1).reshape(-1, 2)


def bottle(height: float = 0.25, rings: int = 24) -> tuple[F64, I64, F64]:
    """A bottle on z = 0: wide base, shoulder, narrow neck."""
    z = np.linspace(0, 1, rings)
    r = np.where(z < 0.6, 1.0, np.where(z < 0.85, 1 - 2.6 * (z - 0.6), 0.35)) * 0.14
    return turned([(float(a) * height, float(b) * height) for a, b in zip(r, z, strict=True)])


def dense_can(height: float = 0.115, segments: int = 300, rings: int = 200) -> tuple[F64, I64, F64]:
    """A can of 120,000 triangles with a waist, on z = 0."""
    z = np.linspace(0, 1, rings)
    r = 0.033 * (1 - 0.06 * np.sin(np.pi * z) ** 2)
    return turned([(float(a), float(b) * height) for a, b in zip(r, z, strict=True)], segments)


def solid(shape: tuple[F64, I64, F64], material: RawMaterial = WHITE) -> Solid:
    points, faces, uv = shape
    normals = corner_normals(points, faces).reshape(-1, 3)
    return Solid(
        points[faces].reshape(-1, 3),
        normals,
        uv[faces].reshape(-1, 2),
        None,
        np.arange(3 * len(faces)).reshape(-1, 3),
        np.zeros(len(faces), np.int64),
        (material,),
    )


def write_obj(path: Path, shape: tuple[F64, I64, F64], texture: str | None = None) -> Path:
    """An OBJ, with an MTL beside it where it has a texture."""
    points, faces, uv = shape
    lines = [f"v {x:.9g} {y:.9g} {z:.9g}" for x, y, z in points]
    lines += [f"vt {u:.9g} {v:.9g}" for u, v in uv]
    if texture:
        lines = [f"mtllib {path.stem}.mtl", *lines, "usemtl skin"]
        path.with_suffix(".mtl").write_text(f"newmtl skin\nKd 1 1 1\nmap_Kd {texture}\n")
    lines += ["f " + " ".join(f"{i + 1}/{i + 1}" for i in face) for face in faces]
    path.write_text("\n".join(lines) + "\n")
    return path


def write_scan(path: Path, shape: tuple[F64, I64, F64], colors: NDArray[np.uint8] | None = None) -> Path:
    """An STL or PLY, by trimesh."""
    import trimesh

    mesh = trimesh.Trimesh(shape[0], shape[1], vertex_colors=colors, process=False)
    mesh.export(str(path))
    return path


def write_dae(
    path: Path, shape: tuple[F64, I64, F64], unit: float = 1.0, up: str = "Z_UP", texture: str | None = None
) -> Path:
    """A COLLADA file with one mesh and, where asked for, one diffuse texture."""
    points, faces, uv = shape
    index = " ".join(f"{i} {i}" for i in faces.ravel())
    numbers = [" ".join(f"{v:.9g}" for v in a.ravel()) for a in (points, uv)]
    image = (
        f'<library_images><image id="img"><init_from>{texture}</init_from></image></library_images>'
        if texture
        else ""
    )
    newparam = (
        '<newparam sid="surf"><surface type="2D"><init_from>img</init_from></surface></newparam>'
        '<newparam sid="samp"><sampler2D><source>surf</source></sampler2D></newparam>'
        if texture
        else ""
    )
    diffuse = '<texture texture="samp" texcoord="UV"/>' if texture else "<color>0.8 0.1 0.1 1</color>"
    path.write_text(
        f"""<?xml version="1.0"?><COLLADA
 xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><created>2020-01-01T00:00:00</created><modified>2020-01-01T00:00:00</modified>
<unit meter="{unit}" name="u"/><up_axis>{up}</up_axis></asset>{image}
<library_effects><effect id="fx"><profile_COMMON>{newparam}<technique sid="t"><lambert>
<diffuse>{diffuse}</diffuse>
</lambert></technique></profile_COMMON></effect></library_effects>
<library_materials><material id="mat"><instance_effect url="#fx"/></material></library_materials>
<library_geometries><geometry id="g"><mesh>
<source id="p"><float_array id="pa" count="{points.size}">{numbers[0]}</float_array><technique_common>
<accessor source="#pa" count="{len(points)}" stride="3"><param name="X" type="float"/>
<param name="Y" type="float"/>
<param name="Z" type="float"/></accessor></technique_common></source>
<source id="t"><float_array id="ta" count="{uv.size}">{numbers[1]}</float_array><technique_common>
<accessor source="#ta" count="{len(uv)}" stride="2"><param name="S" type="float"/>
<param name="T" type="float"/>
</accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles material="m" count="{len(faces)}"><input semantic="VERTEX" source="#v" offset="0"/>
<input semantic="TEXCOORD" source="#t" offset="1" set="0"/><p>{index}</p></triangles></mesh></geometry>
</library_geometries>
<library_visual_scenes><visual_scene id="s"><node><instance_geometry url="#g"><bind_material>
<technique_common>
<instance_material symbol="m" target="#mat">
<bind_vertex_input semantic="UV" input_semantic="TEXCOORD" input_set="0"/>
</instance_material></technique_common></bind_material></instance_geometry></node></visual_scene>
</library_visual_scenes>
<scene><instance_visual_scene url="#s"/></scene></COLLADA>"""
    )
    return path


def glb_bytes(document: dict[str, Any], binary: bytes = b"") -> bytes:
    """A .glb of any JSON and any bytes, well formed on the outside."""
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    body = (
        struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    )
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def simple_gltf(shape: tuple[F64, I64, F64]) -> tuple[dict[str, Any], bytes]:
    """The JSON and the binary of a mesh, in glTF's axes as they are, to be spoilt or extended by tests."""
    points, faces, uv = shape
    parts = [points.astype("<f4").tobytes(), uv.astype("<f4").tobytes(), faces.astype("<u4").tobytes()]
    starts = np.cumsum([0, *(len(p) for p in parts)])
    document: dict[str, Any] = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 2}]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"},
            {"bufferView": 1, "componentType": 5126, "count": len(points), "type": "VEC2"},
            {"bufferView": 2, "componentType": 5125, "count": 3 * len(faces), "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": int(s), "byteLength": len(p)}
            for s, p in zip(starts, parts, strict=False)
        ],
        "buffers": [{"byteLength": sum(len(p) for p in parts)}],
    }
    return document, b"".join(parts)


def write_draco(path: Path, shape: tuple[F64, I64, F64]) -> Path:
    """A .glb whose mesh is compressed with Draco."""
    import DracoPy

    points, faces, uv = shape
    packed = DracoPy.encode(
        points.astype(np.float64), faces.astype(np.uint32), tex_coord=uv, quantization_bits=14
    )
    ids = {
        a["attribute_type"].name if hasattr(a["attribute_type"], "name") else a["attribute_type"]: a[
            "unique_id"
        ]
        for a in DracoPy.decode(packed).attributes
    }
    by_name = {str(k): v for k, v in ids.items()}
    position = by_name.get("POSITION", by_name.get("0", 0))
    texture = by_name.get("TEX_COORD", by_name.get("3", 1))
    document, _ = simple_gltf(shape)
    primitive = document["meshes"][0]["primitives"][0]
    primitive["extensions"] = {
        "KHR_draco_mesh_compression": {
            "bufferView": 0,
            "attributes": {"POSITION": position, "TEXCOORD_0": texture},
        }
    }
    document |= {
        "extensionsUsed": ["KHR_draco_mesh_compression"],
        "extensionsRequired": ["KHR_draco_mesh_compression"],
        "bufferViews": [{"buffer": 0, "byteOffset": 0, "byteLength": len(packed)}],
        "buffers": [{"byteLength": len(packed)}],
    }
    for accessor in document["accessors"]:
        accessor.pop("bufferView")
    path.write_bytes(glb_bytes(document, packed))
    return path
