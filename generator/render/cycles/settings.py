"""Cycles' settings. The numbers behind them, and how to measure them again, are in docs/rendering.md."""

import bpy

from generator.render.cycles.device import Device
from scenes.scene import RenderSettings

MAX_BOUNCES = 8
DIFFUSE_BOUNCES = 3
GLOSSY_BOUNCES = 4  # none at all would turn metal black
TRANSMISSION_BOUNCES = 8  # in and out of a bottle, and through the one behind it
TRANSPARENT_BOUNCES = 16
CLAMP_INDIRECT = 10.0
TILE_PX = 16384  # one tile: tiled renders go through a file on disk


def set_up(scene: bpy.types.Scene, device: Device, threads: int) -> None:
    """What stays the same for every frame."""
    scene.render.engine = "CYCLES"
    render, cycles = scene.render, scene.cycles
    cycles.device = "GPU" if device.is_gpu else "CPU"
    render.threads_mode = "FIXED" if threads > 0 else "AUTO"
    if threads > 0:
        render.threads = threads
    render.resolution_percentage = 100
    render.use_compositing = render.use_sequencer = False
    render.use_persistent_data = False
    render.dither_intensity = 0.0
    cycles.use_auto_tile = False
    cycles.tile_size = TILE_PX
    cycles.film_exposure = 1.0
    cycles.max_bounces, cycles.diffuse_bounces = MAX_BOUNCES, DIFFUSE_BOUNCES
    cycles.glossy_bounces, cycles.transmission_bounces = GLOSSY_BOUNCES, TRANSMISSION_BOUNCES
    cycles.transparent_max_bounces = TRANSPARENT_BOUNCES
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_direct, cycles.sample_clamp_indirect = 0.0, CLAMP_INDIRECT
    cycles.use_light_tree = False  # with an aisle's few lamps it costs time and adds noise
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "ACCURATE"
    cycles.denoising_quality = "BALANCED"
    cycles.denoising_use_gpu = device.is_gpu


def set_picture(scene: bpy.types.Scene, size_wh_px: tuple[int, int], settings: RenderSettings) -> None:
    """A picture: samples, noise and denoising as the frame wants them."""
    _set_size(scene, size_wh_px)
    cycles = scene.cycles
    cycles.samples, cycles.seed = settings.samples, settings.noise_seed % 2**31
    cycles.use_adaptive_sampling = settings.adaptive_threshold > 0
    if settings.adaptive_threshold > 0:
        cycles.adaptive_threshold = settings.adaptive_threshold
    cycles.use_denoising = settings.denoise
    cycles.pixel_filter_type, cycles.filter_width = "BLACKMAN_HARRIS", 1.5
    scene.view_layers[0].use_pass_object_index = False


def set_index_pass(scene: bpy.types.Scene, size_wh_px: tuple[int, int]) -> None:
    """One ray per pixel; no light is wanted."""
    _set_size(scene, size_wh_px)
    cycles = scene.cycles
    cycles.samples, cycles.seed = 1, 0
    cycles.use_adaptive_sampling = cycles.use_denoising = False
    cycles.pixel_filter_type, cycles.filter_width = "BOX", 0.01
    scene.view_layers[0].use_pass_object_index = True


def _set_size(scene: bpy.types.Scene, size_wh_px: tuple[int, int]) -> None:
    scene.render.resolution_x, scene.render.resolution_y = size_wh_px
