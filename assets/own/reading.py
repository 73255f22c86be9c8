"""From a file to a raw model: which reader, and what is refused before any of them looks."""

from collections.abc import Callable
from pathlib import Path

from assets.own import limits
from assets.own.beside import Beside, shown
from assets.own.errors import ModelError
from assets.own.raw import RawModel

READ_HERE = ("glb", "gltf", "obj", "dae", "stl", "ply")
CONVERTED = ("fbx", "usd", "usda", "usdc", "usdz")
"""What Blender turns into GLB first."""
FORMATS = (*READ_HERE, *CONVERTED)
_OTHER = {
    "blend": "files of Blender can hold programs and are not opened; export GLB from Blender",
    "3ds": "convert it to GLB",
    "max": "export FBX or GLB from 3ds Max",
    "c4d": "export FBX or GLB from Cinema 4D",
    "zip": "unpack it first",
    "3mf": "convert it to GLB, OBJ or STL",
}
_MAGIC = {"glb": b"glTF", "usdz": b"PK", "usdc": b"PXR-USDC", "ply": b"ply"}


def kind_of(path: Path) -> str:
    """The format of a model, by its name. Raises ModelError where Gondola does not know it."""
    kind = path.suffix.lower().removeprefix(".")
    if kind in FORMATS:
        return kind
    remedy = _OTHER.get(kind, "convert it to GLB, for instance with Blender")
    found = f"a .{kind} file" if kind else "a file without an extension"
    raise ModelError(
        f"{path.name}: expected one of {', '.join(FORMATS)}, found {shown(found)[1:-1]}; {remedy}"
    )


def load_bytes(path: Path, kind: str) -> bytes:
    """A model's bytes. Raises ModelError where it is no file, too big, or not what its name says."""
    if not path.is_file():
        what = "a folder" if path.is_dir() else "nothing" if not path.exists() else "no regular file"
        raise ModelError(f"{path}: expected a model, found {what} there")
    size = path.stat().st_size
    if size > limits.MAX_FILE_BYTES:
        raise ModelError(
            f"{path.name}: more than {limits.MAX_FILE_BYTES:,} bytes; export it with less detail"
        )
    with path.open("rb") as stream:
        data = stream.read(limits.MAX_FILE_BYTES + 1)
    if not data:
        raise ModelError(f"{path.name}: an empty file")
    if data[:40].startswith(b"version https://git-lfs."):
        raise ModelError(f"{path.name}: a Git LFS pointer, not the model itself; fetch it with git lfs pull")
    magic = _MAGIC.get(kind)
    if magic and not data.startswith(magic):
        raise ModelError(f"{path.name}: no .{kind} file: it does not begin like one")
    return data


def read_model(path: Path, textures: Path | None = None) -> RawModel:
    """The model in a file that needs no conversion.

    Raises ModelError. To be called where memory and time are bounded: see assets/own/isolation.py.
    """
    kind = kind_of(path)
    data = load_bytes(path, kind)
    beside = Beside(path, textures)
    readers: dict[str, Callable[[], RawModel]] = {
        "obj": lambda: _obj(data, path, beside),
        "dae": lambda: _dae(data, path, beside),
        "glb": lambda: _gltf(data, path, beside),
        "gltf": lambda: _gltf(data, path, beside),
        "stl": lambda: _scan(data, path, beside, "stl"),
        "ply": lambda: _scan(data, path, beside, "ply"),
    }
    return readers[kind]()


def _obj(data: bytes, path: Path, beside: Beside) -> RawModel:
    from assets.own.obj import read_obj

    return read_obj(data, path.name, beside)


def _dae(data: bytes, path: Path, beside: Beside) -> RawModel:
    from assets.own.collada_reader import read_collada

    return read_collada(data, path.name, beside)


def _gltf(data: bytes, path: Path, beside: Beside) -> RawModel:
    from assets.own.gltf import read_gltf

    return read_gltf(data, path.name, beside)


def _scan(data: bytes, path: Path, beside: Beside, kind: str) -> RawModel:
    from assets.own.scans import read_scan

    return read_scan(data, path.name, kind, beside)
