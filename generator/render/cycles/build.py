"""Fill a Blender scene from a Scene. Objects are made anew for every frame; what is dear is pooled."""

import bpy
from mathutils import Matrix

from assets.material import TEXTURES, Material, Texture
from generator.render.cycles.crumple import SIZE_PX, crumpled_tile
from generator.render.cycles.lens import set_camera, set_index_camera
from generator.render.cycles.lights import make_light, set_world
from generator.render.cycles.materials import CRUMPLE, make_clear_material, make_material
from generator.render.cycles.meshes import make_mesh
from generator.render.cycles.pool import Pool
from generator.render.cycles.session import Session
from generator.render.cycles.textures import image_bytes, make_heights, make_image
from scenes.scene import Instance, Scene

MAX_POOLED_TRIANGLES = 500_000
MAX_POOLED_MATERIALS = 400
MAX_POOLED_IMAGE_BYTES = 256 * 2**20
MAX_INSTANCES = 32_766  # Blender keeps an object's pass index in 15 bits


class Builder:
    """Keeps the pools between frames. Names depend on content only, so that history leaves no trace."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._meshes: Pool[tuple[str, ...], bpy.types.Mesh] = Pool(MAX_POOLED_TRIANGLES, _remove)
        self._materials: Pool[str, bpy.types.Material] = Pool(MAX_POOLED_MATERIALS, _remove, _is_free)
        self._images: Pool[str, bpy.types.Image] = Pool(MAX_POOLED_IMAGE_BYTES, _remove, _is_free)
        self._placed: list[bpy.types.Object] = []

    def build(self, scene: Scene, index_pass: bool = False) -> None:
        """Replace what the session's scene holds. ``index_pass``: sharp, clear where labels see through."""
        self._clear()
        for pool in (self._meshes, self._materials, self._images):
            pool.next_frame()
        point = set_index_camera if index_pass else set_camera
        point(self._session.camera, scene.camera, self._session.device)
        set_world(self._session.world, scene.world)
        for number, instance in enumerate(scene.instances):
            self._place(scene, number, instance, index_pass)
        for number, light in enumerate(scene.lights):
            self._link(make_light(f"light{number:05d}", light))
        for pool in (self._meshes, self._materials, self._images):
            pool.trim()

    def close(self) -> None:
        """Remove everything that was made."""
        self._clear()
        for pool in (self._meshes, self._materials, self._images):
            pool.clear()

    def _place(self, scene: Scene, number: int, instance: Instance, index_pass: bool) -> None:
        mesh = self._mesh(scene, instance, index_pass)
        made = bpy.data.objects.new(f"instance{number:05d}", mesh)
        made.matrix_world = Matrix(instance.world_from_object)
        if index_pass:
            made.pass_index = number + 1
        self._link(made)

    def _link(self, made: bpy.types.Object) -> None:
        self._session.scene.collection.objects.link(made)
        self._placed.append(made)

    def _mesh(self, scene: Scene, instance: Instance, index_pass: bool) -> bpy.types.Mesh:
        mesh = scene.meshes[instance.mesh]
        ours = [scene.materials[key] for key in instance.materials]
        clear = [index_pass and not material.traced for material in ours]
        keys = ["clear" if gone else material.key for gone, material in zip(clear, ours, strict=True)]

        def make() -> bpy.types.Mesh:
            return make_mesh(mesh.key, mesh, [self._material(*pair) for pair in zip(keys, ours, strict=True)])

        return self._meshes.get((mesh.key, *keys), make, cost=len(mesh.faces))

    def _material(self, key: str, material: Material) -> bpy.types.Material:
        def make() -> bpy.types.Material:
            if key == "clear":
                return make_clear_material(key)
            return make_material(key, material, self._images_of(material))

        return self._materials.get(key, make, cost=1)

    def _images_of(self, material: Material) -> dict[str, bpy.types.Image]:
        """The pooled images by the material's fields."""
        found = {name: getattr(material, name) for name in TEXTURES}
        images = {name: self._image(t, data=name != "texture") for name, t in found.items() if t is not None}
        if material.bump == "crinkle":
            images[CRUMPLE] = self._images.get(CRUMPLE, _crumpled_image, cost=16 * SIZE_PX**2)
        return images

    def _image(self, texture: Texture, data: bool) -> bpy.types.Image:
        name = f"data {texture.key}" if data else texture.key

        def make() -> bpy.types.Image:
            return make_image(name, texture, data)

        return self._images.get(name, make, cost=image_bytes(texture))

    def _clear(self) -> None:
        lamps = [placed.data for placed in self._placed if placed.type == "LIGHT"]
        _remove([*self._placed, *lamps])
        self._placed = []


def _crumpled_image() -> bpy.types.Image:
    return make_heights(CRUMPLE, crumpled_tile())


def _remove(blocks: list[bpy.types.ID]) -> None:
    bpy.data.batch_remove(blocks)


def _is_free(block: bpy.types.ID) -> bool:
    return bool(block.users == 0)
