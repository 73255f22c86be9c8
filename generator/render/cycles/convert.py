"""Formats that only Blender reads, turned into GLB: ``python -m generator.render.cycles.convert IN OUT``.

Runs in a process of its own, bounded in memory and time. Scripts in files are not run: a factory-fresh
Blender
has auto-execution off, and only geometry and materials are asked of the importers.
"""

import re
import sys
from pathlib import Path

from assets.own.beside import Beside, allowed, shown
from assets.own.errors import ModelError
from assets.own.isolation import Tick, bound_this_process, run_module
from assets.own.limits import MAX_SIDECAR_BYTES
from assets.own.pictures import checked_size


def convert_model(source: Path, target: Path, tick: Tick | None = None) -> None:
    """Write ``target`` (.glb) from an FBX or USD file. Raises ModelError about what cannot be read."""
    from assets.own.archives import check_usda, check_usdz

    if source.suffix.lower() == ".usdz":
        check_usdz(source)
    elif source.suffix.lower() in (".usd", ".usda"):
        check_usda(source)
    said = run_module(
        "generator.render.cycles.convert", [str(source.absolute()), str(target.absolute())], source.name, tick
    )
    lost = re.search(r"Couldn't open image file '([^']*)'", said)
    if lost:
        raise ModelError(
            f"{source.name}: the texture {shown(lost[1])}: there is no such file beside the model"
        )
    if not target.is_file():
        words = [line for line in said.splitlines() if line.startswith("gondola: ")]
        reason = words[-1].removeprefix("gondola: ") if words else "no mesh in it"
        told = (
            reason if reason.startswith(source.name) else f"{source.name}: Blender cannot read it: {reason}"
        )
        raise ModelError(told)


def main(source: Path, target: Path) -> None:
    """Import, then export what has a surface."""
    bound_this_process(memory_bytes=6 * 2**30)
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.preferences.filepaths.use_scripts_auto_execute = False
    try:
        if source.suffix.lower() == ".fbx":
            _import_fbx(source)
        else:
            _import_usd(source)
        for image in bpy.data.images:
            _settle(image, source)
        if not any(o.type == "MESH" and len(o.data.polygons) for o in bpy.data.objects):
            print("gondola: it has no mesh")
            return
        _export(target)
    except ModelError as error:
        print(f"gondola: {error}")
    except (RuntimeError, ValueError, AttributeError, TypeError, KeyError, OSError) as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        print(f"gondola: {lines[-1][:200]}")


def _import_fbx(source: Path) -> None:
    import bpy

    bpy.ops.wm.fbx_import(filepath=str(source), use_anim=False)


def _import_usd(source: Path) -> None:
    import bpy

    bpy.ops.wm.usd_import(
        filepath=str(source),
        import_cameras=False,
        import_lights=False,
        import_curves=False,
        import_points=False,
        import_volumes=False,
        import_skeletons=False,
        import_blendshapes=False,
        set_frame_range=False,
        create_world_material=False,
        import_textures_mode="IMPORT_PACK",
    )


def _settle(image: object, source: Path) -> None:
    """Leave only pictures of fair size, in the file or rightly beside it; ModelError for others."""
    import bpy

    packed = image.packed_file  # type: ignore[attr-defined]
    name = str(image.filepath)  # type: ignore[attr-defined]
    if image.source != "FILE" or not image.users:  # type: ignore[attr-defined]
        return
    if packed is not None:
        checked_size(bytes(packed.data), f"{source.name}: a texture in it")
        return
    path = Path(bpy.path.abspath(name)).resolve()
    if not (allowed(path, source.resolve().parent) and path.is_file()):
        path = Beside(source).find(name, "the texture")
        image.filepath = str(path)  # type: ignore[attr-defined]
        image.reload()  # type: ignore[attr-defined]
    with path.open("rb") as stream:
        checked_size(stream.read(MAX_SIDECAR_BYTES), f"{source.name}: the texture {path.name}")


def _export(target: Path) -> None:
    import bpy

    bpy.ops.export_scene.gltf(
        filepath=str(target),
        export_format="GLB",
        export_animations=False,
        export_skins=False,
        export_morph=False,
        export_cameras=False,
        export_lights=False,
        export_apply=True,
        export_yup=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
