"""A model from a file into a product's folder: read apart from this process, and put in place whole or not
at all."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from assets.own import limits
from assets.own.errors import ModelError
from assets.own.isolation import Tick, run_module
from assets.own.normalising import Wishes
from assets.own.reading import CONVERTED, kind_of, load_bytes

type Convert = Callable[[Path, Path, Tick | None], None]
"""Turns (an FBX or USD file) into (a .glb); raises ModelError."""
_DULL = frozenset(
    [
        "textured",
        "textured_simple",
        "nontextured",
        "poisson",
        "tsdf",
        "google_16k",
        "model",
        "mesh",
        "meshes",
        "scene",
        "object",
        "obj",
        "glb",
        "source",
        "visual",
        "untitled",
    ]
)


@dataclass(frozen=True)
class Imported:
    """A product's folder, and what became of the model. ``notes`` say what was guessed."""

    folder: Path
    size_m: tuple[float, float, float]
    triangles: tuple[int, int, int]
    materials: int
    textures: int
    notes: tuple[str, ...]


def import_model(
    file: Path,
    to: Path,
    wishes: Wishes | None = None,
    facts: Mapping[str, str | float] | None = None,
    textures: Path | None = None,
    convert: Convert | None = None,
    overwrite: bool = False,
    tick: Tick | None = None,
) -> Imported:
    """Make ``to``/NAME a product's folder from a model.

    Args:
        file: GLB, glTF, OBJ, DAE, STL or PLY; with ``convert`` FBX and USD as well.
        to: the catalogue's folder; made where there is none.
        wishes: size, units and axes, where the file does not settle them.
        facts: what product.yaml shall say: name, brand, gtin, category, ...
        textures: a folder to look for textures in.
        convert: what turns the formats in CONVERTED into GLB.
        overwrite: whether a product of that name may be replaced.
        tick: told about once a second.

    Raises:
        ModelError: saying what to change; nothing is left behind then.
    """
    said = dict(facts or {})
    said.setdefault("name", product_name(file))
    folder = to / slug(str(said["name"]))
    kind = kind_of(file)
    load_bytes(file, kind)
    if folder.exists() and not overwrite:
        raise ModelError(f"{folder}: is there already; choose another --name, or say --replace")
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".importing-", dir=to) as scratch:
        work = Path(scratch)
        source = file
        if kind in CONVERTED:
            if convert is None:
                raise ModelError(
                    f"{file.name}: reading .{kind} files takes Blender, which is not at hand here"
                )
            source = work / "converted.glb"
            convert(file, source, tick)
        result = _read(work, source, file.name, wishes or Wishes(), textures, tick)
        _put(work, folder, product_yaml(said, file.name))
    return Imported(folder, *result)


def _read(
    work: Path, source: Path, name: str, wishes: Wishes, textures: Path | None, tick: Tick | None
) -> tuple[tuple[float, float, float], tuple[int, int, int], int, int, tuple[str, ...]]:
    job = {
        "model": str(source.absolute()),
        "name": name,
        "textures": str(textures.absolute()) if textures else "",
        "wishes": asdict(wishes),
    }
    (work / "job.json").write_text(json.dumps(job), "utf-8")
    run_module("assets.own.worker", [str(work.absolute())], name, tick)
    result = json.loads((work / "result.json").read_text("utf-8"))
    if "error" in result:
        raise ModelError(str(result["error"]).replace("converted.glb", name))
    w, d, h = result["size_m"]
    read, near, far = result["triangles"]
    return (w, d, h), (read, near, far), result["materials"], result["textures"], tuple(result["notes"])


def _put(work: Path, folder: Path, text: str) -> None:
    """Move the finished product into its place, in one step."""
    made = work / "product"
    made.mkdir()
    (made / "product.yaml").write_text(text, "utf-8")
    os.replace(work / "model.glb", made / "model.glb")
    if (made / "model.glb").stat().st_size > limits.MAX_MODEL_BYTES:
        raise ModelError(f"{folder.name}: its textures take more than {limits.MAX_MODEL_BYTES // 2**20} MiB")
    aside = work / "old"
    if folder.exists():
        os.replace(folder, aside)
    try:
        os.replace(made, folder)
    except BaseException:
        if aside.exists() and not folder.exists():
            os.replace(aside, folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def product_name(file: Path) -> str:
    """What to call a model: its file's name, or its folder's where that says nothing."""
    path = file.absolute()
    words = [path.stem, path.parent.name, path.parent.parent.name]
    chosen = next((word for word in words if word and word.lower() not in _DULL), path.stem)
    return re.sub(r"[\s_]+", " ", chosen).strip() or "product"


def slug(name: str) -> str:
    """A folder's name out of a product's."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return words[:60] or "product"


def product_yaml(facts: Mapping[str, str | float], source: str) -> str:
    """The text of product.yaml."""
    safe = "".join(c if c.isprintable() else "?" for c in source)
    lines = [f"# Imported from {safe}; model.glb beside this file is the product."]
    for key, value in facts.items():
        written = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value:g}"
        lines.append(f"{key}: {written}")
    return "\n".join(lines) + "\n"
