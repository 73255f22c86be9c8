"""What a sample, a denoiser or a bounce costs, and what it buys: the tables of docs/rendering.md.

    python scripts/measure_cycles.py snack_aisle beverage_aisle --json out/cycles.json

Renders the middle quarter of frame 0 of each recipe in many ways, and compares with a reference of many
samples: PSNR in dB of the sRGB pictures, both exposed as the reference is. Seconds are CPU seconds over all
threads. References are kept in ``--cache`` by the content of their scene.
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.catalog import open_catalog
from generator.develop import auto_exposure
from generator.render.cycles import CyclesRenderer
from labelers.surfaces import Surfaces
from recipes import load_recipe, shipped_recipes
from scenes.sample import sample_scene
from scenes.scene import RenderSettings, Scene
from scenes.serial import scene_digest

F32 = NDArray[np.float32]

DENOISERS = {
    "none": {},
    "HIGH+ACCURATE": {"denoising_quality": "HIGH", "denoising_prefilter": "ACCURATE"},
    "BALANCED+ACCURATE": {"denoising_quality": "BALANCED", "denoising_prefilter": "ACCURATE"},
    "FAST+ACCURATE": {"denoising_quality": "FAST", "denoising_prefilter": "ACCURATE"},
    "BALANCED+FAST": {"denoising_quality": "BALANCED", "denoising_prefilter": "FAST"},
    "FAST+NONE": {"denoising_quality": "FAST", "denoising_prefilter": "NONE"},
}

CHOICES: dict[str, dict[str, Any]] = {
    "as shipped": {},
    "light tree on": {"use_light_tree": True},
    "light tree off": {"use_light_tree": False},
    "pattern tabulated Sobol": {"sampling_pattern": "TABULATED_SOBOL"},
    "pattern blue noise": {"sampling_pattern": "BLUE_NOISE"},
    "guides without normals": {"denoising_input_passes": "RGB_ALBEDO"},
    "bounces 4": {"max_bounces": 4},
    "bounces 12": {"max_bounces": 12},
    "diffuse bounces 2": {"diffuse_bounces": 2},
    "clamp off": {"sample_clamp_indirect": 0.0},
    "clamp 3": {"sample_clamp_indirect": 3.0},
    "glossy blur 0": {"blur_glossy": 0.0},
    "caustics on": {"caustics_reflective": True, "caustics_refractive": True},
}


@dataclass
class Bench:
    """One warm renderer, the scenes and their references, and what was measured."""

    renderer: CyclesRenderer
    scenes: list[Scene]
    references: list[F32] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def measure(self, label: str, settings: RenderSettings, **cycles: Any) -> None:
        """Render every scene once with Cycles' settings changed as given; keep mean seconds and mean PSNR."""
        seconds, quality = [], []
        for scene, reference in zip(self.scenes, self.references, strict=True):
            radiance, spent = timed(self.renderer, replace(scene, render=settings), cycles)
            seconds.append(spent)
            quality.append(psnr_db(radiance, reference))
        row = {"what": label, "cpu_s": float(np.mean(seconds)), "psnr_db": float(np.mean(quality))}
        self.rows.append(row)
        print(f"| {label} | {row['cpu_s']:.2f} | {row['psnr_db']:.2f} |", flush=True)


def timed(renderer: CyclesRenderer, scene: Scene, cycles: dict[str, Any]) -> tuple[F32, float]:
    """Light and CPU seconds of one render, with some of Cycles' own settings changed for it."""
    target = renderer.cycles_settings
    before = {name: getattr(target, name) for name in cycles}
    try:
        for name, value in cycles.items():
            setattr(target, name, value)
        start = time.process_time()
        radiance = renderer.render(scene, NO_SURFACES).radiance
        return radiance, time.process_time() - start
    finally:
        for name, value in before.items():
            setattr(target, name, value)


NO_SURFACES = Surfaces(*(np.zeros((0, 0)) for _ in range(5)))  # type: ignore[arg-type]  # Cycles needs none


def middle(scene: Scene) -> Scene:
    """The scene through the middle quarter of its picture: same pixels, a fourth of the cost."""
    view = scene.camera
    width, height = view.width_px // 2, view.height_px // 2
    cx_px, cy_px = view.cx_px - width / 2, view.cy_px - height / 2
    return replace(scene, camera=replace(view, width_px=width, height_px=height, cx_px=cx_px, cy_px=cy_px))


def psnr_db(radiance: F32, reference: F32) -> float:
    """Peak signal-to-noise ratio in the sRGB picture, exposed for the reference."""
    gain = auto_exposure(reference)
    error = srgb(radiance * gain) - srgb(reference * gain)
    return float(-10 * np.log10(np.mean(error**2)))


def srgb(linear: NDArray[np.floating]) -> NDArray[np.float64]:
    """IEC 61966-2-1, clipped to 0..1."""
    x = np.clip(linear, 0, 1).astype(np.float64)
    return np.asarray(np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055))


def reference(renderer: CyclesRenderer, scene: Scene, samples: int, cache: Path) -> F32:
    """Many samples, another seed, no denoiser; kept in a file."""
    path = cache / f"reference-{scene_digest(scene)}-{samples}.npy"
    if not path.exists():
        settings = RenderSettings(samples, 0.0, denoise=False, noise_seed=scene.render.noise_seed + 1)
        radiance, _ = timed(renderer, replace(scene, render=settings), {"sample_clamp_indirect": 0.0})
        cache.mkdir(parents=True, exist_ok=True)
        np.save(path, radiance)
    return np.asarray(np.load(path), np.float32)


def scenes_of(names: list[str], whole: bool = False) -> Iterator[Scene]:
    """Frame 0 of each recipe, or its middle quarter."""
    shipped = shipped_recipes()
    for name in names:
        recipe = load_recipe(shipped.get(name, name))
        goods = recipe.merchandise
        catalog = open_catalog(goods.catalog, goods.catalog_seed, goods.catalog_skus)
        scene = sample_scene(recipe, catalog, 0)
        yield scene if whole else middle(scene)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recipes", nargs="+", help="names of shipped recipes, or files")
    parser.add_argument("--samples", type=int, nargs="+", default=[4, 8, 16, 32])
    parser.add_argument("--reference-samples", type=int, default=1024)
    parser.add_argument("--cache", type=Path, default=Path("out/references"))
    parser.add_argument("--whole", action="store_true", help="whole pictures, not their middle quarters")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    renderer = CyclesRenderer()
    bench = Bench(renderer, list(scenes_of(given.recipes, given.whole)))
    bench.references = [reference(renderer, s, given.reference_samples, given.cache) for s in bench.scenes]
    plain = RenderSettings(8, 0.0, denoise=True, noise_seed=0)
    print("| what | CPU s | PSNR dB |\n|---|---|---|")
    for samples in given.samples:
        for name, cycles in DENOISERS.items():
            settings = replace(plain, samples=samples, denoise=name != "none")
            bench.measure(f"{samples} samples, {name}", settings, **cycles)
    for name, cycles in CHOICES.items():
        bench.measure(f"8 samples, {name}", plain, **cycles)
    for threshold in (0.01, 0.02, 0.05, 0.1):
        settings = replace(plain, samples=32, adaptive_threshold=threshold)
        bench.measure(f"32 samples, adaptive threshold {threshold}", settings)
    if given.json:
        given.json.write_text(json.dumps({"device": renderer.device, "rows": bench.rows}, indent=1))
    renderer.close()


if __name__ == "__main__":
    main()
