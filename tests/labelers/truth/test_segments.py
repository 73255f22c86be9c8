"""What the parts of a store and a fixture count as."""

import pytest

from labelers.truth.segments import CLASS_ID, PALETTE, THINGS, semantic_of
from scenes.scene import Instance
from tests.labelers import label_scenes as kit


def one(kind: str, thing: str) -> Instance:
    return Instance(0, kind, "mesh", ("solid",), kit.pose((0, 0, 0)), thing=thing)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "thing", "expected"),
    [
        ("store", "floor", "floor"),
        ("store", "far floor", "floor"),
        ("store", "ceiling beams", "ceiling"),
        ("store", "lamp faces", "ceiling"),
        ("store", "duct", "ceiling"),
        ("store", "side wall", "wall"),
        ("store", "skirting", "wall"),
        ("store", "window bars", "wall"),
        ("store", "door", "wall"),
        ("store", "poster", "sign"),
        ("store", "end panel", "shelf"),
        ("fixture", "back panel", "back_panel"),
        ("fixture", "board", "shelf"),
        ("fixture", "floor", "shelf"),
        ("fixture", "header", "sign"),
        ("fixture", "wobbler", "sign"),
        ("fixture", "", "shelf"),
        ("occluder", "trolley", "occluder"),
        ("occluder", "hanging_sign", "sign"),
        ("price_tag", "", "price_tag"),
        ("product", "", "product"),
    ],
)
def test_every_part_has_its_class(kind: str, thing: str, expected: str) -> None:
    assert semantic_of(one(kind, thing)) == expected
    assert expected in CLASS_ID


def test_classes_have_ids_and_colours_of_their_own() -> None:
    assert [entry.id for entry in PALETTE] == list(range(len(PALETTE)))
    assert len({entry.color for entry in PALETTE}) == len(PALETTE)
    assert {"product", "price_tag", "occluder", "sign"} == THINGS


def test_sampled_scenes_name_the_parts_of_stores_and_fixtures() -> None:
    from generator.bundle import open_bundle
    from generator.frame import sample

    scene = sample(open_bundle("quick", {"image.width_px": 96, "image.height_px": 64}), 0)
    names = {(i.kind, i.thing) for i in scene.instances if i.kind in ("store", "fixture")}
    assert {("store", "floor"), ("store", "ceiling"), ("fixture", "board")} <= names
    assert {semantic_of(i) for i in scene.instances} >= {"floor", "ceiling", "shelf", "back_panel", "product"}
