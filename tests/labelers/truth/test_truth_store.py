"""The truth as a file: nothing is lost, the schema describes it, and what is wrong is refused."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from labelers.truth.model import FORMAT, VERSION, FrameTruth
from labelers.truth.reference import reference
from labelers.truth.schema import truth_schema
from labelers.truth.store import field_types, table_row, truth_bytes, truth_from_json, truth_to_json
from scenes.scene import Scene
from tests.labelers import label_scenes as kit
from tests.labelers.truth import truth_scenes
from tests.labelers.truth.truth_scenes import LENSES, made, view

SCHEMA = truth_schema()
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", params=list(LENSES))
def truth(request: pytest.FixtureRequest) -> FrameTruth:
    return made(truth_scenes.shelf(view(LENSES[request.param]))).truth


@pytest.fixture(scope="module")
def data(truth: FrameTruth) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(truth_bytes(truth))
    return made


def test_a_truth_reads_back_as_it_was(truth: FrameTruth, data: dict[str, Any]) -> None:
    assert truth_from_json(data) == truth
    assert json.loads(json.dumps(truth_to_json(truth))) == data
    assert truth.products
    assert truth.gaps
    assert truth.tags


def test_the_schema_is_one_and_describes_what_is_written(data: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.pop("products"),
        lambda data: data["products"].pop("mask"),
        lambda data: data["products"]["id"].__setitem__(0, "one"),
        lambda data: data["products"].__setitem__("guess", []),
        lambda data: data["camera"].__setitem__("lens", "broken"),
        lambda data: data["tags"]["quad_px"][0].pop(),
        lambda data: data.__setitem__("version", VERSION + 1),
    ],
)
def test_the_schema_refuses_what_is_not_a_truth(data: dict[str, Any], damage: Any) -> None:
    broken = json.loads(json.dumps(data))
    damage(broken)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(broken)


def test_every_column_and_entry_is_described() -> None:
    for name, schema in SCHEMA["properties"].items():
        if name in ("format",):
            continue
        assert schema.get("description") or "$ref" in schema, name
        if table_row(field_types(FrameTruth).get(name)):
            for column, inner in schema["properties"].items():
                assert inner["description"], f"{name}.{column}"


def test_the_documentation_is_current() -> None:
    assert (ROOT / "docs/truth.md").read_text("utf-8") == reference()


def test_columns_of_a_table_are_equally_long(data: dict[str, Any]) -> None:
    for name, kind in field_types(FrameTruth).items():
        if table_row(kind):
            assert len({len(column) for column in data[name].values()}) == 1, name


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: data.__setitem__("version", VERSION + 1), f"not a {FORMAT} of version {VERSION}"),
        (lambda data: data.__setitem__("format", "coco"), "'coco'"),
        (lambda data: data.pop("tags"), "tags"),
        (lambda data: data["products"].pop("mask"), "mask"),
        (lambda data: data["products"]["id"].pop(), "damaged"),
        (lambda data: data["camera"].__setitem__("iso", 100), "iso"),
    ],
)
def test_other_files_are_refused_with_what_is_wrong(data: dict[str, Any], damage: Any, said: str) -> None:
    broken = json.loads(json.dumps(data))
    damage(broken)
    with pytest.raises(ValueError, match=said):
        truth_from_json(broken)


def test_an_empty_scene_has_a_truth() -> None:
    scene: Scene = kit.scene(view(kit.PINHOLE), [], {})
    truth = made(scene).truth
    assert truth.products == truth.tags == truth.shelves == truth.gaps == ()
    assert [row.semantic for row in truth.segments] == ["background"]
    assert truth_from_json(json.loads(truth_bytes(truth))) == truth


def test_equal_scenes_have_equal_bytes() -> None:
    scene = truth_scenes.shelf(view(kit.DISTORTED))
    again = dataclasses.replace(scene, instances=tuple(scene.instances))
    assert truth_bytes(made(scene).truth) == truth_bytes(made(again).truth)
