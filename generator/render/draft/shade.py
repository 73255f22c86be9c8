"""Surface hits to radiance, a band of rows at a time: temporaries stay in the processor's cache."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.render.draft.light_grid import LightGrid
from generator.render.draft.lobes import COLOR, EVEN, LAMPS, even_light, lamp_light
from generator.render.draft.looks import BODY, EMISSION, GRAZING, LEVEL, METAL, STRAIGHT, levels, with_maps
from generator.render.draft.reflection import Reflection
from generator.render.draft.tables import (
    LOD,
    NX,
    NY,
    NZ,
    SECOND,
    THIRD,
    FaceTables,
    SceneTables,
    U,
    V,
)
from generator.render.draft.texels import TexelTables, sample
from labelers.surfaces import Surfaces

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Shading:
    """Everything a band needs. ``rays_world`` (3, h, w) reach depth 1 along the optical axis."""

    surfaces: Surfaces
    tables: SceneTables
    texels: TexelTables
    rays_world: F32
    eye_m: F32  # (3,)
    light: LightGrid
    openness: F32
    reflection: Reflection
    background: F32  # (3,)
    pixel_lod: float  # log2 of metres per pixel at depth 1


@dataclass(frozen=True, eq=False)
class Points:
    """The hits of a band, all (n,): where they lead and how they lie."""

    instance: Index
    material: Index
    uv: tuple[F32, F32]
    lod: F32  # log2 of uv units per pixel
    normal: tuple[F32, F32, F32]
    view: tuple[F32, F32, F32]  # from the surface to the eye
    facing: F32  # cosine between the two


def shade_band(all_of: Shading, top: int, bottom: int) -> F32:
    """Radiance (bottom - top, w, 3) of rows ``top`` to ``bottom``."""
    hit = all_of.surfaces.instance_index[top:bottom].ravel() >= 0
    points = _points(all_of, top, bottom, hit)
    materials = all_of.tables.materials
    look = materials.look.take(points.material, axis=1)
    color = sample(all_of.texels, materials.texture.take(points.material), *points.uv, points.lod)
    color *= materials.color.take(points.material, axis=1)
    if materials.surface.any():
        _apply_surface_maps(all_of, points, look)
    if materials.rim.any():
        _darken_rims(materials.rim.take(points.material), points.facing, look)
    light = [plane.ravel() for plane in all_of.light.look_up(top, _into_shelf(all_of, top, bottom))]
    openness = all_of.openness[top:bottom].ravel()
    diffuse = _diffuse_light(points, light, openness)
    mirrored = _mirrored(all_of.reflection, points, look, bottom - top)
    radiance = _compose(points, color, look, diffuse, mirrored, openness)
    if not hit.all():
        radiance[:, ~hit] = all_of.background[:, None]
    return radiance.T.reshape(bottom - top, -1, 3)


def _apply_surface_maps(all_of: Shading, points: Points, look: F32) -> None:
    """Changes the looks of points whose material has a surface map, in place."""
    materials = all_of.tables.materials
    row = materials.surface.take(points.material)
    at = np.flatnonzero(row)
    u, v = (plane.take(at) for plane in points.uv)
    _, roughness, metallic = sample(all_of.texels, row.take(at), u, v, points.lod.take(at))
    factor, own = materials.roughness.take(points.material.take(at)), look[:, at]
    level = np.where(factor > 0, levels(roughness * factor), own[LEVEL])
    look[:, at] = with_maps(own, level, metallic)


def _darken_rims(rim: F32, facing: F32, look: F32) -> None:
    """Takes light from the outline of clear solids, in place."""
    at = np.flatnonzero(rim)
    away = np.float32(1) - facing.take(at)
    look[BODY, at] *= np.float32(1) - rim.take(at) * away * (np.float32(2) - away)


def _points(all_of: Shading, top: int, bottom: int, hit: NDArray[np.bool_]) -> Points:
    surfaces, tables = all_of.surfaces, all_of.tables
    instance = np.where(hit, surfaces.instance_index[top:bottom].ravel(), 0).astype(np.intp)
    face = np.where(hit, surfaces.face[top:bottom].ravel(), 0) + tables.first_face.take(instance)
    depth = np.where(hit, surfaces.depth_m[top:bottom].ravel(), np.float32(1))
    slot = tables.faces.slot.take(face)
    material = tables.material_of_slot.take(tables.first_material.take(instance) + slot)
    values = _interpolated(tables.faces, face, surfaces.barycentric[top:bottom].reshape(-1, 2))
    view = _unit(*(-all_of.rays_world[k, top:bottom].ravel() for k in range(3)))
    normal, facing = _world_normal(tables, instance, values, view)
    lod = values[LOD] + tables.materials.texture_lod.take(material)
    lod += np.log2(depth) + np.float32(all_of.pixel_lod)
    lod -= np.float32(0.5) * np.log2(np.maximum(facing, np.float32(0.05)))
    return Points(instance, material, (values[U], values[V]), lod, normal, view, facing)


def _interpolated(faces: FaceTables, face: Index, barycentric: F32) -> list[F32]:
    """Columns of the face tables at the hits."""
    rows = faces.values.take(face, axis=0)
    planes = [plane.reshape(-1) for plane in cv2.split(rows[:, None])]
    second, third = cv2.split(barycentric[:, None])
    second, third = second.reshape(-1), third.reshape(-1)
    for k in range(LOD):
        planes[SECOND + k] *= second
        planes[THIRD + k] *= third
        planes[k] += planes[SECOND + k]
        planes[k] += planes[THIRD + k]
    return planes[: LOD + 1]


def _world_normal(
    tables: SceneTables, instance: Index, values: list[F32], view: tuple[F32, F32, F32]
) -> tuple[tuple[F32, F32, F32], F32]:
    """Unit shading normals turned towards the eye, and the cosine of the view with them."""
    x, y, z = values[NX], values[NY], values[NZ]
    if tables.upright:
        c, s = tables.rotation[0].take(instance), tables.rotation[3].take(instance)
        nx, ny, nz = _unit(c * x - s * y, s * x + c * y, z)
    else:
        r = tables.rotation.take(instance, axis=1)
        nx, ny, nz = _unit(*(r[k] * x + r[k + 1] * y + r[k + 2] * z for k in (0, 3, 6)))
    cosine = nx * view[0] + ny * view[1] + nz * view[2]
    sign = np.copysign(np.float32(1), cosine)
    return (nx * sign, ny * sign, nz * sign), np.abs(cosine)


def hit_normals(tables: SceneTables, instance: I32, face: I32, towards_eye: F32) -> F32:
    """Unit normals (..., 3) of the hits' faces, at their first corner, turned towards the eye."""
    owner = np.maximum(instance, 0)
    at = np.maximum(face, 0) + tables.first_face.take(owner)
    local = np.moveaxis(tables.faces.values[:, NX : NZ + 1].take(at, axis=0), -1, 0)
    rotation = tables.rotation.take(owner, axis=1).reshape(3, 3, *owner.shape)
    normals = np.einsum("ij...,j...->...i", rotation, local)
    towards = np.sign(np.einsum("...i,...i->...", normals, towards_eye))
    return np.asarray(normals * towards[..., None])


def _unit(x: F32, y: F32, z: F32) -> tuple[F32, F32, F32]:
    scale = np.float32(1) / np.sqrt(np.maximum(x * x + y * y + z * z, np.float32(1e-20)))
    return x * scale, y * scale, z * scale


def _into_shelf(all_of: Shading, top: int, bottom: int) -> F32:
    """World y (rows, w) of the hits."""
    depth = all_of.surfaces.depth_m[top:bottom]
    y = all_of.rays_world[1, top:bottom] * np.where(np.isfinite(depth), depth, np.float32(1))
    y += all_of.eye_m[1]
    return np.asarray(y)


def _diffuse_light(points: Points, light: list[F32], openness: F32) -> F32:
    """Irradiance (3, n)."""
    total = lamp_light(light[LAMPS], points.normal)
    total += even_light(light[EVEN], points.normal)
    total *= openness
    return np.stack([plane * total for plane in light[COLOR]])


def _mirrored(reflection: Reflection, points: Points, look: F32, rows: int) -> F32:
    """Radiance (3, n) from the mirrored direction, blurred by roughness: the coat's where there is one."""
    twice = np.float32(2) * points.facing
    x, y, z = (twice * n - v for n, v in zip(points.normal, points.view, strict=True))
    found = reflection.look_up(*(plane.reshape(rows, -1) for plane in (x, y, z, look[LEVEL])))
    return found.reshape(-1, 3).T


def _compose(points: Points, color: F32, look: F32, irradiance_rgb: F32, mirrored: F32, openness: F32) -> F32:
    """Diffuse + mirrored + emitted light, (3, n)."""
    grazing = np.float32(1) - points.facing
    grazing = grazing * grazing * grazing * grazing * grazing
    mirror = look[STRAIGHT] + look[GRAZING] * grazing
    body = look[BODY] * (np.float32(1 / np.pi) - mirror * np.float32(1 / np.pi))
    radiance = color * irradiance_rgb
    radiance *= body
    sheen = mirrored * openness
    metal = look[METAL]
    if metal.any():
        mirror = mirror + (color + (1 - color) * grazing) * metal
    sheen *= mirror
    radiance += sheen
    if look[EMISSION].any():
        radiance += color * look[EMISSION]
    return np.asarray(radiance)
