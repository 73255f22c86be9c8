"""The guide to extending, done word by word: a package is installed, and used where it is named."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import cv2
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/extending.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def install(folder: Path, name: str, version: str, points: dict[str, dict[str, str]]) -> None:
    """What pip leaves behind, as far as anybody looks at it."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [
        f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in entries.items())
        for group, entries in points.items()
    ]
    (info / "entry_points.txt").write_text("\n".join(lines))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder on the path with the guide's package, and one whose things are all wrong."""
    folder = tmp_path_factory.mktemp("site")
    for code in blocks("python"):
        path = folder / code.splitlines()[0].removeprefix("# ")
        path.parent.mkdir(exist_ok=True)
        path.write_text(code)
    (folder / "acme/__init__.py").write_text("")
    project = tomllib.loads(blocks("toml")[0])["project"]
    install(folder, project["name"], project["version"], project["entry-points"])
    (folder / "bad.py").write_text(
        "from dataclasses import replace\n"
        "from acme.hex_box import KIND as good, build\n"
        "def raises(size_m, shape, detail='near'):\n    return {}['nothing']\n"
        "def small(size_m, shape, detail='near'):\n"
        "    return build(tuple(v / 2 for v in size_m), shape)\n"
        "def finish(size_m, shape, detail='near'):\n"
        "    return replace(build(size_m, shape), finishes=('art:board', 'bord_raw'))\n"
        "RAISES, SMALL, FINISH, NUMBER = (*(replace(good, build=b) for b in (raises, small, finish)), 3)\n"
    )
    names = {"raises": "bad:RAISES", "small": "bad:SMALL", "finish": "bad:FINISH"}
    wrong = {**names, "number": "bad:NUMBER", "gone": "bad:GONE", "away": "nowhere:KIND"}
    install(folder, "bad-packs", "0.1", {"gondola.archetypes": wrong})
    return folder


def python(site: Path, code: str) -> str:
    """What the code prints in a process of its own that has ``site`` on its path."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


CATALOGUE = """
import json
from assets.catalog import open_catalog
found = open_catalog("builtin", 1, 1500, extensions={extensions!r})
keys = [str(sku) for sku in found.skus]
print(json.dumps({{"key": found.key, "skus": keys, "kinds": [s.archetype for s in found.skus],
                   "families": [s.family for s in found.skus]}}))
"""


def test_the_guides_package_has_less_than_sixty_lines() -> None:
    assert sum(len(code.splitlines()) for code in blocks("python") + blocks("toml")) < 60


def test_an_installed_extension_changes_nothing_unless_it_is_named(site: Path, tmp_path: Path) -> None:
    with_it, without = (
        json.loads(python(where, CATALOGUE.format(extensions=()))) for where in (site, tmp_path)
    )
    assert with_it == without


def test_a_recipe_that_names_it_gets_its_packages_and_designs_and_another_key(site: Path) -> None:
    plain, lent = (
        json.loads(python(site, CATALOGUE.format(extensions=names))) for names in ((), ("Acme_Packs",))
    )
    assert plain["key"] != lent["key"]
    assert 0 < lent["kinds"].count("acme-packs:hex_box") < len(lent["kinds"]) / 4
    assert 0 < lent["families"].count("acme-packs:stripes") < len(lent["families"]) / 2
    assert not any(":" in name for name in plain["kinds"] + plain["families"])


def test_its_goods_stand_on_the_shelf_with_their_labels(site: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "mine.yaml"
    (written,) = blocks("yaml") or [re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[1]]  # type: ignore[index]
    only = "  assortment: {categories: [snacks/biscuits], skus: 60}\n"
    recipe.write_text(re.sub(r"^  ", "", written, flags=re.MULTILINE) + only)
    shown = python(
        site,
        f"""
from generator.bundle import open_bundle
from generator.frame import FrameMaker
from generator.render import open_renderer
small = {{"image.width_px": 96, "image.height_px": 64, "merchandise.catalog_skus": 1500}}
bundle = open_bundle({str(recipe)!r}, small)
lent = {{s.sku for s in bundle.catalog.skus if s.archetype == "acme-packs:hex_box"}}
for index in range(12):
    frame = FrameMaker(bundle, open_renderer("draft")).make(index)
    seen = {{a.sku for a in frame.labels.annotations}} & lent
    if seen:
        print(frame.image.std() > 5, bundle.catalog.product(min(seen), 64).mesh.closed)
        break
""",
    )
    assert shown.split() == ["True", "True"]


def test_a_catalogue_of_own_products_alone_may_come_in_its_packages(site: Path, tmp_path: Path) -> None:
    goods = tmp_path / "goods" / "hex"
    goods.mkdir(parents=True)
    size = "width: 100\ndepth: 90\nheight: 150\n"
    (goods / "product.yaml").write_text(f"name: Hex\narchetype: acme-packs:hex_box\n{size}")
    cv2.imwrite(str(goods / "front.png"), np.full((450, 300, 3), (20, 30, 200), np.uint8))
    recipe = tmp_path / "own.yaml"
    recipe.write_text(
        "image: {width_px: 96, height_px: 64}\n"
        "merchandise: {catalog: goods, extensions: [acme-packs], assortment: {skus: 1}}\n"
    )
    shown = python(
        site,
        f"""
from generator.bundle import open_bundle
from generator.frame import FrameMaker
from generator.render import open_renderer
bundle = open_bundle({str(recipe)!r})
frame = FrameMaker(bundle, open_renderer("draft")).make(0)
seen = {{a.sku for a in frame.labels.annotations}}
print(len(frame.labels.annotations) > 3, seen, bundle.catalog.skus[0].archetype)
""",
    )
    assert shown.split() == ["True", "{'hex'}", "acme-packs:hex_box"]


def test_another_version_is_another_catalogue(site: Path, tmp_path: Path) -> None:
    install(tmp_path, "acme-packs", "1.3", {"gondola.archetypes": {"hex_box": "acme.hex_box:KIND"}})
    (tmp_path / "acme").symlink_to(site / "acme")
    keys = {
        json.loads(python(where, CATALOGUE.format(extensions=("acme-packs",))))["key"]
        for where in (site, tmp_path)
    }
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("acme-pack:hex_box", ["'acme-pack'", "did you mean 'acme-packs'?"]),
        ("zork:hex_box", ["'zork'", "installed are: acme-packs, bad-packs"]),
        ("acme-packs:hexbox", ["acme-packs 1.2", "acme-packs:hex_box"]),
        ("bad-packs:raises", ["bad-packs:raises", "version 0.1", "KeyError: 'nothing'"]),
        ("bad-packs:small", ["90 x 80 x 120 mm"]),
        ("bad-packs:finish", ["'bord_raw'", "board_raw"]),
        ("bad-packs:number", ["Kind", "int"]),
        ("bad-packs:gone", ["AttributeError", "GONE"]),
        ("bad-packs:away", ["ModuleNotFoundError", "nowhere"]),
    ],
)
def test_what_is_missing_or_wrong_is_said_with_the_extensions_name(
    site: Path, name: str, words: list[str]
) -> None:
    said = python(
        site,
        f"""
from assets.archetypes import archetypes
from assets.extensions import ExtensionError
try:
    archetypes()[{name!r}]((0.09, 0.08, 0.12), {{}})
except ExtensionError as error:
    print(error)
""",
    )
    for word in words:
        assert word in said


def test_a_recipe_that_names_a_missing_one_is_refused_at_its_line(site: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "mine.yaml"
    recipe.write_text("extends: snack_aisle\nmerchandise:\n  extensions: [acme-packs, gone-packs]\n")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    command = [sys.executable, "-m", "generator", "check", str(recipe)]
    if not (ROOT / "generator/__main__.py").exists():
        command = [sys.executable, "-c", "from generator.cli import main; main()", "check", str(recipe)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "mine.yaml:3:28: merchandise.extensions[1]" in done.stdout + done.stderr
