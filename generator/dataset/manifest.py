"""``dataset.json``: what made the dataset, and so what may go on writing it."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assets.arrays import digest
from generator.bundle import Bundle
from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import DATASET_JSON
from generator.dataset.place import Place, place_of
from generator.version import VERSION
from scenes.scene import LabelSettings

FORMAT = 1
VIEW_OF, RELABELLING = "view_of", "relabelling"
"""Keys of a dataset that points to another one's pictures, and of one that is being relabelled."""
ROOMS = ("recipes", "assets", "scenes", "labelers", "generator")
CODE_SUFFIXES = (".py", ".osl")
LIBRARIES = ("numpy", "opencv-python", "embreex", "pycocotools", "skia-python")


@dataclass(frozen=True)
class Identity:
    """All that decides the bytes of a frame. Runs may share a folder only when theirs are equal."""

    recipe_key: str
    catalog_key: str
    engine: str
    device: str
    gondola: str
    code: str
    versions: Mapping[str, str]


def identity_of(bundle: Bundle, engine: str, device: str) -> Identity:
    names = (*LIBRARIES, "bpy") if engine == "cycles" else LIBRARIES
    versions = {name: _version(name) for name in names}
    return Identity(
        recipe_key=bundle.recipe_key,
        catalog_key=bundle.catalog.key,
        engine=engine,
        device=device,
        gondola=VERSION,
        code=code_key(),
        versions=versions,
    )


def manifest(
    bundle: Bundle, identity: Identity, policy: LabelSettings, counts: Mapping[str, int], seconds: Any
) -> dict[str, Any]:
    """The content of ``dataset.json``; all but ``seconds_per_frame`` and ``machine`` is reproducible."""
    return {
        "format": FORMAT,
        "made_by": f"gondola {VERSION}",
        "bundle": bundle.key,
        "identity": asdict(identity),
        "recipe": {
            "name": bundle.recipe.name,
            "description": bundle.recipe.description,
            "file": bundle.source.name,
            "text": bundle.text,
            "resolved": bundle.recipe.model_dump(mode="json"),
        },
        "policy": asdict(policy),
        **counts,
        "seconds_per_frame": seconds,
        "seconds_of_each_frame": "timings.jsonl",
        "machine": {
            "system": platform.platform(),
            "processor": platform.machine(),
            "python": platform.python_version(),
        },
    }


def manifest_bytes(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"


def read_manifest(folder: Path | Place) -> dict[str, Any]:
    """``dataset.json`` of a folder, or of wherever the dataset lies.

    Raises:
        FolderRefusedError: when there is none, or it is not one of ours.
    """
    try:
        content = json.loads(place_of(folder).read(DATASET_JSON))
        if content["format"] != FORMAT or "identity" not in content:
            raise FolderRefusedError(
                f"{folder} is a dataset of format {content['format']}; this gondola writes format {FORMAT}.\n"
                "Use the version that made it, or another folder."
            )
    except FileNotFoundError:
        raise FolderRefusedError(f"{folder} is not a dataset: it has no {DATASET_JSON}.") from None
    except (ValueError, KeyError, TypeError):
        raise FolderRefusedError(
            f"{folder}/{DATASET_JSON} is damaged or not a dataset's; this folder is left as it is."
        ) from None
    else:
        return dict(content)


def policy_of(content: Mapping[str, Any]) -> LabelSettings | None:
    """The policy that a dataset is labelled under; None where an older gondola wrote its ``dataset.json``."""
    try:
        return LabelSettings(**content["policy"])
    except (KeyError, TypeError):
        return None


def refuse_other(
    folder: Path | Place, found: Mapping[str, Any], wanted: Identity, resolved: Mapping[str, Any]
) -> None:
    """Raise FolderRefusedError, naming every difference, unless the folder's identity is the wanted one."""
    there, here = _flat(found["identity"]), _flat(asdict(wanted))
    names = sorted(there.keys() | here.keys())
    lines = [
        _difference(name, there.get(name), here.get(name))
        for name in names
        if there.get(name) != here.get(name)
    ]
    if not lines:
        return
    before, now = (_flat(recipe) for recipe in (found.get("recipe", {}).get("resolved", {}), resolved))
    changed = [name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)]
    lines += [_difference(f"recipe, {name}", before.get(name), now.get(name)) for name in changed[:8]]
    if len(changed) > 8:
        lines.append(f"  and {len(changed) - 8} more values of the recipe")
    raise FolderRefusedError(
        f"{folder} holds a dataset made differently, so its frames would not match:\n"
        + "\n".join(lines)
        + "\n"
        "Write elsewhere with --out, or remove that folder first."
    )


def _difference(name: str, there: Any, here: Any) -> str:
    return f"  {name}: {_shown(there)} there, {_shown(here)} now"


def _shown(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _flat(value: Any, prefix: str = "") -> dict[str, Any]:
    if not isinstance(value, Mapping) or not value:
        return {prefix: value}
    flat: dict[str, Any] = {}
    for name, inner in value.items():
        flat |= _flat(inner, f"{prefix}.{name}" if prefix else str(name))
    return flat


@cache
def code_key() -> str:
    """Content hash of our own source files, for between two releases the version stays the same.

    The command line is left out: it decides nothing about a frame.
    """
    top = Path(__file__).resolve().parent.parent.parent
    files = [path for room in ROOMS for path in (top / room).rglob("*") if path.suffix in CODE_SUFFIXES]
    own = sorted(path.relative_to(top).as_posix() for path in files if "cli" not in path.parts)
    return digest(*(part for name in own for part in (name, (top / name).read_bytes())))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "missing"
