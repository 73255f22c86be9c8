"""Scenes as JSON: to look at, to send, and to prove that two of them are the same."""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.keypoints import Keypoint
from assets.material import TEXTURES, Material, Rgb, Texture
from assets.mesh import Mesh
from assets.product import Sku
from scenes.camera import Camera, Distortion, Fisheye
from scenes.plan import plan_from_json, tag_from_json
from scenes.scene import (
    AreaLight,
    Instance,
    LabelSettings,
    PostSettings,
    RenderSettings,
    Scene,
    SecondView,
    Slot,
    World,
)

FORMAT, VERSION = "gondola-scene", 1
MESH_ARRAYS = ("vertices_m", "faces", "corner_uv", "corner_normals", "face_slot")
PLAIN = frozenset({str, int, float, bool, type(None)})
Json = dict[str, Any]


@dataclass(frozen=True)
class TextureReference:
    """A texture of a scene that was read back: it knows key and size; pixels are made elsewhere."""

    key: str
    size_wh_px: tuple[int, int]

    def pixels(self) -> NDArray[np.uint8]:
        raise LookupError(f"texture {self.key} is only a reference; pass `textures` to scene_from_json")

    def mean_color(self) -> Rgb:
        raise LookupError(f"texture {self.key} is only a reference; pass `textures` to scene_from_json")


def scene_to_json(scene: Scene, arrays: bool = False) -> Json:
    """``scene`` as plain JSON data: units as in the scene, transforms as 4 rows of 4.

    Meshes are told by key (their content hash) and size; ``arrays`` adds their arrays (base64, little-
    endian), and makes the data enough for :func:`scene_from_json`. Textures are told by key and size.
    """
    data = {f.name: _plain(getattr(scene, f.name)) for f in dataclasses.fields(scene) if f.name != "meshes"}
    meshes = {key: _mesh_to_json(mesh, arrays) for key, mesh in scene.meshes.items()}
    return {"format": FORMAT, "version": VERSION, **data, "meshes": meshes}


def scene_digest(scene: Scene) -> str:
    """Hex BLAKE2b of all of ``scene``, geometry and texture keys included: the same in every process.

    The many instances go in without their names, and their transforms as bytes: text is slow.
    """
    rest = scene_to_json(dataclasses.replace(scene, instances=()))
    rest["instances"] = [_instance_values(instance) for instance in scene.instances]
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)
    poses = np.array([instance.world_from_object for instance in scene.instances], "<f8")
    return hashlib.blake2b(text.encode() + poses.tobytes(), digest_size=16).hexdigest()


def _instance_values(instance: Instance) -> list[Any]:
    values = [value for name, value in vars(instance).items() if name not in ("world_from_object", "slot")]
    return [*values, instance.slot and list(vars(instance.slot).values())]


def scene_from_json(data: Json, textures: Mapping[str, Texture] | None = None) -> Scene:
    """The scene that ``scene_to_json(scene, arrays=True)`` wrote.

    ``textures`` gives textures by key; those it lacks become :class:`TextureReference`. Raises ValueError
    for data of another format or version, and without arrays.
    """
    if data.get("format") != FORMAT or data.get("version") != VERSION:
        raise ValueError(
            f"not a {FORMAT} of version {VERSION}: {data.get('format')!r} {data.get('version')!r}"
        )
    known = textures or {}
    return Scene(
        recipe=data["recipe"],
        recipe_key=data["recipe_key"],
        frame_index=data["frame_index"],
        camera=_camera_from_json(data["camera"]),
        instances=tuple(_instance_from_json(item) for item in data["instances"]),
        meshes={key: _mesh_from_json(key, item) for key, item in data["meshes"].items()},
        materials={key: _material_from_json(item, known) for key, item in data["materials"].items()},
        skus={key: _sku_from_json(item) for key, item in data["skus"].items()},
        lights=tuple(_light_from_json(item) for item in data["lights"]),
        world=World(**{**data["world"], "color": tuple(data["world"]["color"])}),
        render=RenderSettings(**data["render"]),
        labels=LabelSettings(**data["labels"]),
        post=PostSettings(**data["post"]),
        facts=data["facts"],
        plan=plan_from_json(data.get("plan")),
        keypoints={
            key: tuple(Keypoint(**point) for point in points)
            for key, points in data.get("keypoints", {}).items()
        },
        second=_second_from_json(data.get("second")),
    )


def _second_from_json(data: Json | None) -> SecondView | None:
    return None if data is None else SecondView(data["kind"], _camera_from_json(data["camera"]))


def _camera_from_json(data: Json) -> Camera:
    lens = data["distortion"]
    return Camera(**{**data, "distortion": (Fisheye if "field_rad" in lens else Distortion)(**lens)})


def _plain(value: Any) -> Any:
    """Dataclasses, mappings, tuples and arrays as JSON data; textures as references."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if issubclass(kind, (tuple, list)):
        return [item if type(item) in PLAIN else _plain(item) for item in value]
    if kind is Material:
        maps = {name: _texture_to_json(getattr(value, name)) for name in TEXTURES}
        return {name: _plain(getattr(value, name)) for name in _fields(kind) if name not in maps} | maps
    if names := _fields(kind):
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, np.generic) else value


def _fields(kind: type[Any]) -> tuple[str, ...]:
    """The names of a dataclass' fields; none of any other class."""
    if kind not in _FIELDS:
        names = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(f.name for f in names)
    return _FIELDS[kind]


_FIELDS: dict[type[Any], tuple[str, ...]] = {}


def _texture_to_json(texture: Texture | None) -> Json | None:
    return {"key": texture.key, "size_wh_px": list(texture.size_wh_px)} if texture else None


def _mesh_to_json(mesh: Mesh, arrays: bool) -> Json:
    data: Json = {
        "vertices": len(mesh.vertices_m),
        "triangles": len(mesh.faces),
        "size_m": mesh.size_m.tolist(),
        "slots": list(mesh.slots),
        "closed": mesh.closed,
    }
    if arrays:
        data["arrays"] = {name: _array_to_json(getattr(mesh, name)) for name in MESH_ARRAYS}
    return data


def _array_to_json(array: NDArray[Any]) -> Json:
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return {
        "dtype": little.dtype.str,
        "shape": list(array.shape),
        "base64": base64.b64encode(little.tobytes()).decode(),
    }


def _array_from_json(data: Json) -> NDArray[Any]:
    if data["dtype"] not in ("<f4", "<i4"):
        raise ValueError(f"a mesh array of dtype {data['dtype']!r}")
    raw = base64.b64decode(data["base64"], validate=True)
    return np.frombuffer(raw, data["dtype"]).reshape(data["shape"])


def _mesh_from_json(key: str, data: Json) -> Mesh:
    if "arrays" not in data:
        raise ValueError(f"mesh {key} has no arrays; write the scene with arrays=True")
    arrays = {name: _array_from_json(data["arrays"][name]) for name in MESH_ARRAYS}
    mesh = Mesh(**arrays, slots=tuple(data["slots"]), closed=data["closed"])
    if mesh.key != key:
        raise ValueError(f"mesh {key} has other content: {mesh.key}")
    return mesh


def _instance_from_json(data: Json) -> Instance:
    slot, tag = Slot(**data["slot"]) if data["slot"] else None, tag_from_json(data.get("tag"))
    return Instance(**{**data, "slot": slot, "tag": tag, "materials": tuple(data["materials"])})


def _material_from_json(data: Json, textures: Mapping[str, Texture]) -> Material:
    maps = {name: _texture_from_json(data[name], textures) for name in TEXTURES}
    colors = {name: data[name] and tuple(data[name]) for name in ("color", "edge_color", "baked_w_m2")}
    return Material(**{**data, **colors, **maps})


def _texture_from_json(data: Json | None, textures: Mapping[str, Texture]) -> Texture | None:
    if data is None:
        return None
    width, height = data["size_wh_px"]
    return textures.get(data["key"]) or TextureReference(data["key"], (width, height))


def _sku_from_json(data: Json) -> Sku:
    return Sku(**{**data, "category": tuple(data["category"]), "size_m": tuple(data["size_m"])})


def _light_from_json(data: Json) -> AreaLight:
    return AreaLight(**{**data, "size_wh_m": tuple(data["size_wh_m"]), "color": tuple(data["color"])})
