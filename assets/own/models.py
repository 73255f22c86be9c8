"""Imported models as products: the normalised .glb as mesh and materials, near or far."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assets.material import Material
from assets.mesh import Mesh
from assets.own.glb import read_glb, scene_count
from assets.own.raw import Picture, RawMaterial
from assets.own.reduce import texture_scale
from assets.own.solid import Solid
from assets.own.textures import PictureTexture, fine_enough

CLEAR = 0.5
"""A part that lets more than this share of the light through is taken for glass."""


@dataclass(frozen=True, eq=False)
class Model:
    """A product's model, read once: near, and far where the file has both."""

    near: Solid
    far: Solid

    @cached_property
    def size_m(self) -> tuple[float, float, float]:
        w, d, h = (float(v) for v in self.near.size)
        return w, d, h

    @cached_property
    def meshes(self) -> tuple[Mesh, Mesh]:
        return mesh_of(self.near), mesh_of(self.far)

    def solid(self, detail: str) -> tuple[Solid, Mesh]:
        return (self.near, self.meshes[0]) if detail == "near" else (self.far, self.meshes[1])


def load_model(data: bytes, name: str) -> Model:
    """The model in a .glb, set on its base above the origin. Raises ModelError."""
    near = _placed(read_glb(data, name))
    return Model(near, _placed(read_glb(data, name, 1)) if scene_count(data, name) > 1 else near)


def _placed(solid: Solid) -> Solid:
    from dataclasses import replace

    used = solid.points[np.unique(solid.faces)]
    lo, hi = used.min(0), used.max(0)
    return replace(solid, points=solid.points - [(lo[0] + hi[0]) / 2, (lo[1] + hi[1]) / 2, lo[2]])


def mesh_of(solid: Solid) -> Mesh:
    slots = tuple(f"{i} {material.name}".strip() for i, material in enumerate(solid.materials))
    return Mesh(
        np.asarray(solid.points, np.float32),
        np.asarray(solid.faces, np.int32),
        np.asarray(solid.uv[solid.faces], np.float32),
        np.asarray(solid.normals[solid.faces], np.float32),
        np.asarray(solid.slot, np.int32),
        slots,
    )


def materials_of(solid: Solid, wanted_per_m: float) -> tuple[Material, ...]:
    """Materials whose pictures have about ``wanted_per_m`` texels to the metre, where they have as many."""
    scale = texture_scale(solid)
    return tuple(_material(m, i, scale, wanted_per_m) for i, m in enumerate(solid.materials))


def _material(m: RawMaterial, index: int, scale: float, wanted_per_m: float) -> Material:
    def texture(picture: Picture | None, kind: str) -> PictureTexture | None:
        if picture is None:
            return None
        w, h = picture.size_wh_px
        texels = (w * h) ** 0.5 / scale if scale > 0 else 0.0
        return PictureTexture(picture, fine_enough(picture, texels, wanted_per_m), kind)

    clear = max(m.transmission, 1 - m.opacity)
    return Material(
        f"model {index} {m.name}".strip(),
        m.color,
        texture=texture(m.base, "color"),
        roughness=m.roughness,
        metallic=m.metallic,
        coat=m.coat,
        coat_roughness=m.coat_roughness,
        transmission=clear if clear > CLEAR else 0.0,
        ior=min(max(m.ior, 1.01), 2.5),
        surface=texture(m.surface, "surface"),
        normal=texture(m.normal, "normal"),
        normal_strength=m.normal_strength,
    )
