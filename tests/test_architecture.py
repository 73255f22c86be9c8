"""The rooms and who may import whom, enforced."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("recipes", "assets", "scenes", "labelers", "generator")
MAY_IMPORT = {
    "recipes": set(),
    "assets": set(),
    "scenes": {"recipes", "assets"},
    "labelers": {"scenes", "assets"},
    "generator": {"recipes", "assets", "scenes", "labelers"},
}
ONLY_IN = {
    "bpy": ("generator/render/cycles/",),
    "mathutils": ("generator/render/cycles/",),
    "_cycles": ("generator/render/cycles/",),
    "ray": ("generator/farm/", "generator/stream/"),
    "torch": ("generator/stream/", "generator/train/"),
    "torchvision": ("generator/stream/", "generator/train/"),
}
HEAVY = ("bpy", "ray", "torch", "embreex", "skia", "trimesh")
DRAWLESS_ROOMS = ("recipes", "assets", "scenes", "labelers")


def sources(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


def imported_modules(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_it_may(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    broken = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(room)
        for module in imported_modules(path)
        if module.split(".")[0] in ROOMS and module.split(".")[0] not in allowed
    ]
    assert broken == []


def test_bpy_ray_and_torch_each_stay_in_their_own_room() -> None:
    broken = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(*ROOMS, "scripts")
        for module in imported_modules(path)
        for allowed in [ONLY_IN.get(module.split(".")[0])]
        if allowed and not str(path.relative_to(ROOT)).startswith(allowed)
    ]
    assert broken == []


def test_importing_every_room_loads_nothing_heavy() -> None:
    code = f"""
import sys, recipes, assets, scenes, labelers, generator, generator.render, generator.dataset
print(",".join(sorted(set(sys.modules) & set({HEAVY!r}))))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_nothing_before_the_renderer_reads_a_clock_or_a_global_random_source() -> None:
    banned_calls = {"hash", "uuid.uuid4", "uuid.uuid1", "time.time", "time.perf_counter", "datetime.now",
                    "datetime.datetime.now", "os.urandom", "secrets.token_bytes"}  # fmt: skip
    broken = []
    for path in sources(*DRAWLESS_ROOMS):
        if "random" in imported_modules(path):
            broken.append(f"{path}: import random")
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = _dotted(node.func)
            unseeded = name.endswith("default_rng") and not node.args
            legacy = name.startswith(("np.random.", "numpy.random.")) and name.rsplit(".", 1)[1].islower()
            if name in banned_calls or unseeded or (legacy and not name.endswith("default_rng")):
                broken.append(f"{path.relative_to(ROOT)}:{node.lineno}: {name}()")
    assert broken == []


def test_no_module_outgrows_its_room() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in sources(*ROOMS) if (n := len(p.read_text().splitlines())) > 500
    }
    assert long == {}


def test_every_package_is_importable_and_every_source_file_belongs_to_one() -> None:
    orphans = [str(p.relative_to(ROOT)) for p in sources(*ROOMS) if not (p.parent / "__init__.py").exists()]
    assert orphans == []
