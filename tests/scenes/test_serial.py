"""Scenes survive JSON, and their digest sees every part of them."""

import json
from dataclasses import fields, replace

import numpy as np
import pytest
from fakes import fake_catalog

from assets.catalog import open_catalog
from assets.material import Material
from recipes.model import Recipe
from scenes.plan import TagFacts
from scenes.sample import sample_scene
from scenes.scene import Scene, World
from scenes.serial import TextureReference, scene_digest, scene_from_json, scene_to_json


def scene() -> Scene:
    return sample_scene(
        Recipe.model_validate({"planogram": {"yaw_deg": {"uniform": [-5, 5]}}}), fake_catalog(), 0
    )


def real_scene() -> Scene:
    small = {"fixture": {"shelves": 3}, "merchandise": {"assortment": {"skus": 4}}}
    return sample_scene(Recipe.model_validate(small), open_catalog("builtin", 2, 24), 0)


@pytest.mark.parametrize("make", [scene, real_scene])
def test_a_scene_with_arrays_survives_json(make: object) -> None:
    assert callable(make)
    before = make()
    after = scene_from_json(json.loads(json.dumps(scene_to_json(before, arrays=True), allow_nan=False)))
    assert scene_digest(after) == scene_digest(before)
    for key, mesh in before.meshes.items():
        np.testing.assert_array_equal(after.meshes[key].vertices_m, mesh.vertices_m)
        np.testing.assert_array_equal(after.meshes[key].faces, mesh.faces)
    assert {m.key for m in after.materials.values()} == {m.key for m in before.materials.values()}
    assert after.instances[0].slot == before.instances[0].slot
    assert after.plan == before.plan
    assert after.plan is not None
    assert after.plan.slots
    assert after.plan.changes
    tags = [one.tag for one in after.instances if one.tag]
    assert tags == [one.tag for one in before.instances if one.tag]
    assert all(tag.lines for tag in tags)
    assert tags
    np.testing.assert_array_equal(after.camera.world_from_camera, before.camera.world_from_camera)


def test_textures_come_back_as_references_or_as_what_the_caller_has() -> None:
    data = scene_to_json(real_scene(), arrays=True)
    texture = next(m.texture for m in scene_from_json(data).materials.values() if m.texture)
    assert isinstance(texture, TextureReference)
    with pytest.raises(LookupError, match=texture.key):
        texture.pixels()
    own = next(
        m.texture for m in real_scene().materials.values() if m.texture and m.texture.key == texture.key
    )
    known = scene_from_json(data, {own.key: own})
    assert any(m.texture is own for m in known.materials.values())


def test_the_digest_sees_every_part() -> None:
    base = scene()
    first = base.instances[0]
    moved = np.array(first.world_from_object)
    moved[0, 3] += 1e-9
    key, old = next(iter(base.materials.items()))
    assert base.plan is not None
    at, tagged = next((i, one) for i, one in enumerate(base.instances) if one.tag)
    assert tagged.tag is not None
    said = {field.name: getattr(tagged.tag, field.name) for field in fields(TagFacts)}
    other_tag = replace(tagged, tag=TagFacts(**{**said, "shows_sku": "other"}))
    variants = [
        replace(base, plan=replace(base.plan, changes=())),
        replace(base, plan=replace(base.plan, slots=base.plan.slots[1:])),
        replace(base, instances=(*base.instances[:at], other_tag, *base.instances[at + 1 :])),
        replace(base, frame_index=1),
        replace(base, camera=replace(base.camera, fx_px=base.camera.fx_px + 1e-9)),
        replace(base, instances=(replace(first, world_from_object=moved), *base.instances[1:])),
        replace(base, instances=base.instances[1:]),
        replace(base, world=World((1.0, 1.0, 1.0), 0.1)),
        replace(base, lights=base.lights[:1]),
        replace(base, post=replace(base.post, contrast=1.1)),
        replace(base, materials={**base.materials, key: Material("other", (0.1, 0.2, old.color[2]))}),
    ]
    digests = [scene_digest(variant) for variant in (base, *variants)]
    assert len(set(digests)) == len(digests)


def test_foreign_and_tampered_data_are_refused() -> None:
    data = scene_to_json(scene(), arrays=True)
    with pytest.raises(ValueError, match="not a gondola-scene"):
        scene_from_json({**data, "version": 99})
    with pytest.raises(ValueError, match="arrays=True"):
        scene_from_json(scene_to_json(scene()))
    key = next(iter(data["meshes"]))
    tampered = json.loads(json.dumps(data))
    tampered["meshes"][key]["closed"] = not tampered["meshes"][key]["closed"]
    with pytest.raises(ValueError, match="other content"):
        scene_from_json(tampered)
