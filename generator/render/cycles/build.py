"""Fill a Blender scene from a Scene. Objects are used again from frame to frame; what is dear is pooled."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import bpy
from mathutils import Matrix

from assets.material import TEXTURES, Material, Texture
from generator.render.cycles.crumple import SIZE_PX, crumpled_tile
from generator.render.cycles.lens import set_camera, set_index_camera
from generator.render.cycles.lights import make_light, set_light, set_world
from generator.render.cycles.materials import (
    CRUMPLE,
    Shape,
    make_clear_material,
    make_material,
    node_shape,
    set_pictures,
)
from generator.render.cycles.meshes import make_mesh
from generator.render.cycles.pool import Pool
from generator.render.cycles.session import Session
from generator.render.cycles.spares import Spares
from generator.render.cycles.textures import image_bytes, make_heights, make_image
from scenes.scene import AreaLight, Instance, Scene

MAX_POOLED_TRIANGLES = 350_000
COST_OF_A_MESH = 300  # in triangles: each has materials of its own, and all grow dear where there are many
MAX_POOLED_MATERIALS = 400
MAX_POOLED_IMAGE_BYTES = 96 * 2**20
MAX_SPARES = 250  # meshes, and as many materials
MAX_NODE_SHAPES = 2000  # remembered as models for copies
MAX_INSTANCES = 32_766  # Blender keeps an object's pass index in 15 bits


class Builder:
    """Keeps the pools between frames. Names depend on content only, so that history leaves no trace."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._meshes: Pool[tuple[str, ...], bpy.types.Mesh] = Pool(MAX_POOLED_TRIANGLES, self._spare_meshes)
        self._materials: Pool[str, _Made] = Pool(MAX_POOLED_MATERIALS, self._spare_materials, _is_free)
        self._images: Pool[str, bpy.types.Image] = Pool(MAX_POOLED_IMAGE_BYTES, _remove, _is_free)
        self._empty: Spares[None, bpy.types.Mesh] = Spares(MAX_SPARES, _remove)
        self._unused: Spares[Shape | None, bpy.types.Material] = Spares(MAX_SPARES, _remove)
        self._models: dict[Shape, str] = {}  # by shape: the key of a material that has it
        self._objects: list[bpy.types.Object] = []  # of instances, the first ``_in_scene`` of them linked
        self._in_scene = 0
        self._lamps: dict[tuple[str, str], bpy.types.Object] = {}  # by name and pattern
        self._lit: list[bpy.types.Object] = []  # the lamps that are linked
        self._nothing = bpy.data.meshes.new("nothing")  # what objects hold that the frame does not need

    def build(self, scene: Scene, index_pass: bool = False) -> None:
        """Replace what the session's scene holds. ``index_pass``: sharp, clear where labels see through."""
        for pool in (self._meshes, self._materials, self._images):
            pool.next_frame()
        point = set_index_camera if index_pass else set_camera
        point(self._session.camera, scene.camera, self._session.device)
        set_world(self._session.world, scene.world)
        self._keep_objects(len(scene.instances))
        for number, (placed, instance) in enumerate(zip(self._objects, scene.instances, strict=False)):
            placed.data = self._mesh(scene, instance, index_pass)
            placed.matrix_world = Matrix(instance.world_from_object.tolist())
            placed.pass_index = number + 1 if index_pass else 0
        self._hang(scene.lights)
        for pool in (self._meshes, self._materials, self._images):
            pool.trim()

    def paint(self, scene: Scene) -> None:
        """Have the pixels made of the textures that the next :meth:`build` of the scene will ask for.

        The textures' maker caches them. It touches nothing of Blender's.
        """
        for key in dict.fromkeys(key for instance in scene.instances for key in instance.materials):
            for field in TEXTURES:
                texture = getattr(scene.materials[key], field)
                if texture is not None and self._images.peek(_image_name(texture, field)) is None:
                    texture.pixels()

    def close(self) -> None:
        """Remove everything that was made."""
        lamps = [*self._lamps.values()]
        _remove([*self._objects, self._nothing, *lamps, *(lamp.data for lamp in lamps)])
        self._objects, self._in_scene, self._lamps, self._lit = [], 0, {}, []
        for pool in (self._meshes, self._materials, self._empty, self._unused, self._images):
            pool.clear()

    @property
    def _linked(self) -> Any:
        return self._session.scene.collection.objects

    def _keep_objects(self, count: int) -> None:
        """Exactly so many objects in the scene, in the order of their numbers: making and removing objects is
        dear, and the dearer the more there is in Blender.
        """
        for number in range(len(self._objects), count):
            self._objects.append(bpy.data.objects.new(f"instance{number:05d}", self._nothing))
        for spare in islice(self._objects, count, self._in_scene):
            spare.data = self._nothing
            self._linked.unlink(spare)
        for wanted in islice(self._objects, self._in_scene, count):
            self._linked.link(wanted)
        self._in_scene = count

    def _hang(self, lights: Sequence[AreaLight]) -> None:
        """These lamps and no others, after all instances."""
        for lamp in self._lit:
            self._linked.unlink(lamp)
        self._lit = []
        for number, light in enumerate(lights):
            key = f"light{number:05d}", light.pattern
            if key not in self._lamps:
                self._lamps[key] = make_light(*key)
            set_light(self._lamps[key], light)
            self._linked.link(self._lamps[key])
            self._lit.append(self._lamps[key])

    def _mesh(self, scene: Scene, instance: Instance, index_pass: bool) -> bpy.types.Mesh:
        mesh = scene.meshes[instance.mesh]
        ours = [scene.materials[key] for key in instance.materials]
        clear = [index_pass and not material.traced for material in ours]
        keys = ["clear" if gone else material.key for gone, material in zip(clear, ours, strict=True)]

        def make() -> bpy.types.Mesh:
            materials = [self._material(*pair) for pair in zip(keys, ours, strict=True)]
            return make_mesh(mesh.key, mesh, materials, self._empty.take(None))

        return self._meshes.get((mesh.key, *keys), make, cost=len(mesh.faces) + COST_OF_A_MESH)

    def _material(self, key: str, material: Material) -> bpy.types.Material:
        def make() -> _Made:
            if key == "clear":
                return _Made(make_clear_material(key), None)
            images, shape = self._images_of(material), node_shape(material)
            if shape is None:
                return _Made(make_material(key, material, images, self._unused.take(None)), None)
            spare = self._unused.take(shape) or self._copy_of_like(shape, key)
            if spare is None:
                return _Made(make_material(key, material, images), shape)
            set_pictures(spare, key, images)
            return _Made(spare, shape)

        return self._materials.get(key, make, cost=1).block

    def _copy_of_like(self, shape: Shape, key: str) -> bpy.types.Material | None:
        """A copy of a pooled material with such nodes; where there is none, ``key`` will be it."""
        model = self._materials.peek(self._models.get(shape, ""))
        if model is not None:
            return model.block.copy()
        if len(self._models) >= MAX_NODE_SHAPES:
            self._models.clear()
        self._models[shape] = key
        return None

    def _spare_meshes(self, meshes: list[bpy.types.Mesh]) -> None:
        for mesh in meshes:
            mesh.clear_geometry()
            mesh.materials.clear()
        self._empty.put((None, mesh) for mesh in meshes)

    def _spare_materials(self, materials: list["_Made"]) -> None:
        for made in materials:
            if made.shape is None:  # its nodes serve no other; the block does
                made.block.node_tree.nodes.clear()
        self._unused.put((made.shape, made.block) for made in materials)

    def _images_of(self, material: Material) -> dict[str, bpy.types.Image]:
        """The pooled images by the material's fields."""
        found = {name: getattr(material, name) for name in TEXTURES}
        images = {name: self._image(t, name) for name, t in found.items() if t is not None}
        if material.bump == "crinkle":
            images[CRUMPLE] = self._images.get(CRUMPLE, _crumpled_image, cost=16 * SIZE_PX**2)
        return images

    def _image(self, texture: Texture, field: str) -> bpy.types.Image:
        name = _image_name(texture, field)

        def make() -> bpy.types.Image:
            return make_image(name, texture, data=field != "texture")

        return self._images.get(name, make, cost=image_bytes(texture))


@dataclass(frozen=True)
class _Made:
    """A pooled material, and what others must have in common with it to be made from it."""

    block: bpy.types.Material
    shape: Shape | None

    @property
    def users(self) -> int:
        return int(self.block.users)


def _image_name(texture: Texture, field: str) -> str:
    return texture.key if field == "texture" else f"data {texture.key}"


def _crumpled_image() -> bpy.types.Image:
    return make_heights(CRUMPLE, crumpled_tile())


def _remove(blocks: list[bpy.types.ID]) -> None:
    bpy.data.batch_remove(blocks)


def _is_free(block: "bpy.types.ID | _Made") -> bool:
    return bool(block.users == 0)
