"""Every package of the catalogue is labelled where Cycles draws it."""

from dataclasses import replace

import numpy as np

from assets.archetypes import archetypes
from assets.catalog import open_catalog
from assets.product import Product
from generator.render.cycles import CyclesRenderer
from labelers.trace import Tracer
from scenes.poses import rigid
from scenes.scene import Instance, Scene
from scenes.studio import framed, studio_scene

COLUMNS, PITCH_M = 6, 0.3
SIZE_WH_PX = 512, 384
NEAR_PX, FAR_PX = 2000, 24  # texture heights at which packages are made in full and in less detail


def one_of_each(texture_px: int) -> list[Product]:
    found = open_catalog("builtin", 1, 1500)
    first = {sku.archetype: sku for sku in reversed(found.skus)}
    assert set(first) == set(archetypes())
    return [found.product(first[name].sku, texture_px) for name in sorted(first)]


def side_by_side(products: list[Product]) -> Scene:
    """All of them in rows one above another, each turned another way. (Nothing is painted for it.)"""
    alone = studio_scene(products[0], SIZE_WH_PX, 1, (0.0,))
    poses = [
        rigid(PITCH_M * (k % COLUMNS), 0.0, 0.36 * (k // COLUMNS), 0.7 * k) for k in range(len(products))
    ]
    goods = tuple(
        Instance(k + 1, "product", p.mesh.key, tuple(m.key for m in p.materials), pose, p.sku.sku)
        for k, (p, pose) in enumerate(zip(products, poses, strict=True))
    )
    corners = [
        p.mesh.vertices_m @ pose[:3, :3].T + pose[:3, 3] for p, pose in zip(products, poses, strict=True)
    ]
    return replace(
        alone,
        camera=framed(np.concatenate(corners), SIZE_WH_PX),
        instances=goods,
        meshes={p.mesh.key: p.mesh for p in products},
        materials={m.key: m for p in products for m in p.materials},
        skus={p.sku.sku: p.sku for p in products},
    )


def test_cycles_and_the_tracer_see_every_package_alike() -> None:
    cycles = CyclesRenderer("cpu", threads=1)
    for texture_px in (NEAR_PX, FAR_PX):
        scene = side_by_side(one_of_each(texture_px))
        traced = Tracer().trace(scene).instance_index
        drawn = cycles.object_index(scene)
        assert set(np.unique(traced[traced >= 0])) == set(range(len(archetypes())))
        assert (drawn != traced).sum() <= 1e-4 * (traced >= 0).sum()
    cycles.close()
