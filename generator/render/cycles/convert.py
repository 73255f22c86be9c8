"""Formats that only Blender reads, turned into GLB: ``python -m generator.render.cycles.convert IN OUT``.

Runs in a process of its own, bounded in memory and time. Scripts in files are not run: a factory-fresh
Blender
has auto-execution off, and only geometry and materials are asked of the importers.
"""

import sys
from pathlib import Path

from assets.own.errors import ModelError
from assets.own.isolation import Tick, bound_this_process, run_module


def convert_model(source: Path, target: Path, tick: Tick | None = None) -> None:
    """Write ``target`` (.glb) from an FBX or USD file. Raises ModelError about what cannot be read."""
    from assets.own.archives import check_usdz

    if source.suffix.lower() == ".usdz":
        check_usdz(source)
    said = run_module(
        "generator.render.cycles.convert", [str(source.absolute()), str(target.absolute())], source.name, tick
    )
    if not target.is_file():
        words = [line for line in said.splitlines() if line.startswith("gondola: ")]
        reason = words[-1].removeprefix("gondola: ") if words else "no mesh in it"
        raise ModelError(f"{source.name}: Blender cannot read it: {reason}")


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
        missing = sorted({image.name for image in bpy.data.images if _is_missing(image)})
        if missing:
            print(f"gondola: its texture {missing[0]!r} is not beside it")
            return
        if not any(o.type == "MESH" and len(o.data.polygons) for o in bpy.data.objects):
            print("gondola: it has no mesh")
            return
        _export(target)
    except (RuntimeError, ValueError, AttributeError, TypeError, KeyError, OSError) as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        print(f"gondola: {lines[-1][:200]}")


def _import_fbx(source: Path) -> None:
    import bpy

    bpy.ops.wm.fbx_import(filepath=str(source), import_animation=False, use_anim=False) if _takes(
        bpy.ops.wm.fbx_import, "import_animation"
    ) else bpy.ops.wm.fbx_import(filepath=str(source), use_anim=False)


def _takes(operator: object, name: str) -> bool:
    return name in operator.get_rna_type().properties  # type: ignore[attr-defined]


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


def _is_missing(image: object) -> bool:
    import bpy

    if image.source != "FILE" or image.packed_file is not None or not image.users:  # type: ignore[attr-defined]
        return False
    return not Path(bpy.path.abspath(image.filepath)).is_file()  # type: ignore[attr-defined]


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
