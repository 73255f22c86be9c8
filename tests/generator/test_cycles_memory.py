"""A renderer that lives for thousands of frames must not grow."""

import subprocess
import sys
from pathlib import Path

import cycles_scene as made

TESTS = str(Path(made.__file__).parent)

# Every frame brings new textures (0.25 MB each), materials and meshes; the pools hold about 4 frames of them.
MANY_FRAMES = f"""
import resource, sys
sys.path.insert(0, {TESTS!r})
import bpy
import cycles_scene as made
from dataclasses import replace
from generator.render.cycles import CyclesRenderer, build
build.MAX_POOLED_TRIANGLES, build.MAX_POOLED_MATERIALS = 1500, 30
build.MAX_POOLED_IMAGE_BYTES, build.MAX_SPARES = 4_000_000, 10
renderer = CyclesRenderer("cpu", threads=1)
peak = []
for number in range(90):
    scene = made.renamed(made.small_scene(made.camera(32, 24), samples=1), number)
    renderer.render(replace(scene, render=replace(scene.render, denoise=False)), None)
    peak.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
data = bpy.data
print(peak[89] / peak[29], len(data.images), len(data.materials), len(data.meshes), len(data.objects))
renderer.close()
left = [*data.images, *data.materials, *data.meshes, *data.objects]
print([block.name for block in left])
"""


def test_memory_stays_flat_and_pools_bounded_over_ever_new_scenes() -> None:
    run = subprocess.run(
        [sys.executable, "-c", MANY_FRAMES], capture_output=True, text=True, timeout=300, check=True
    )
    counts, left = run.stdout.splitlines()[-2:]  # Blender may greet first
    growth, images, materials, meshes, objects = (float(word) for word in counts.split())
    assert growth < 1.03
    assert images <= 4_000_000 / 2**18 + 5
    assert materials <= 30 + 9 + 10
    assert meshes <= 60
    assert objects == 11  # no more, whatever came before
    assert left == "['Render Result']"  # Blender's own
