"""Every archetype in both details, over sizes and shape parameters inside their ranges."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
import pytest

from assets.archetypes import archetypes
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS, Kind
from assets.finishes import FINISHES
from assets.mesh import Mesh
from tests.assets.mesh_checks import (
    distances_m,
    face_areas_m2,
    face_normals,
    open_edges,
    sampled,
    signed_volume_m3,
)

Size = tuple[float, float, float]
Asked = tuple[Size, Mapping[str, float]]
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
BOTH = pytest.mark.parametrize("detail", ["near", "far"])
SAMPLES = 6
TOWARD = {
    "front": (0, -1, 0),
    "back": (0, 1, 0),
    "left": (-1, 0, 0),
    "right": (1, 0, 0),
    "top": (0, 0, 1),
    "bottom": (0, 0, -1),
    "wrap": (0, -1, 0),
    "neck": (0, -1, 0),
}


@cache
def asked(kind_name: str) -> tuple[Asked, ...]:
    """Every typical use once, with its own shape; then sizes of random uses with shapes from whole ranges."""
    kind = KINDS[kind_name]
    rng = np.random.default_rng([*kind_name.encode()])
    uses = list(kind.typical) + [kind.typical[int(i)] for i in rng.integers(len(kind.typical), size=SAMPLES)]
    cases: list[Asked] = []
    for k, use in enumerate(uses):
        t, u = rng.random(2)
        size = tuple(a + (b - a) * x for a, b, x in zip(use.lo_m, use.hi_m, (t, t, u), strict=True))
        drawn = {}
        for s in kind.shapes:
            drawn[s.name] = (
                float(rng.integers(s.lo, s.hi, endpoint=True)) if s.whole else rng.uniform(s.lo, s.hi)
            )
        shape = use.shape if k < len(kind.typical) else drawn
        cases.append((size, MappingProxyType(dict(shape))))  # type: ignore[arg-type]
    return tuple(cases)


@cache
def built(kind_name: str, detail: Detail) -> tuple[Package, ...]:
    build = KINDS[kind_name].load()
    return tuple(build(size, shape, detail) for size, shape in asked(kind_name))


def cases(kind: Kind, detail: Detail) -> Iterator[tuple[Size, Package]]:
    for (size, _), package in zip(asked(kind.name), built(kind.name, detail), strict=True):
        yield size, package


def traced(package: Package) -> Mesh:
    """The mesh without what labels look through."""
    m = package.mesh
    solid = np.array([FINISHES[f].base.traced for f in package.finishes])[m.face_slot]
    return Mesh(
        m.vertices_m, m.faces[solid], m.corner_uv[solid], m.corner_normals[solid], m.face_slot[solid], m.slots
    )


def printed(package: Package) -> np.ndarray:
    slots = [i for i, finish in enumerate(package.finishes) if finish.startswith("art:")]
    return np.isin(package.mesh.face_slot, slots)


@BOTH
@EVERY
def test_it_is_as_large_as_asked_centred_and_stands_on_the_ground(kind: Kind, detail: Detail) -> None:
    for (w, d, h), package in cases(kind, detail):
        box = [[-w / 2, -d / 2, 0], [w / 2, d / 2, h]]
        assert np.allclose(package.mesh.bounds_m, box, atol=1e-5)


@BOTH
@EVERY
def test_it_is_watertight_and_faces_outwards_within_its_budget(kind: Kind, detail: Detail) -> None:
    budget = kind.max_triangles if detail == "near" else kind.max_triangles_far
    for (w, d, h), package in cases(kind, detail):
        mesh = package.mesh
        assert len(mesh.faces) <= budget
        if mesh.closed:
            assert open_edges(mesh) == 0
            # Film that is looked through lies around the goods; a flap overlaps its box and counts twice.
            assert signed_volume_m3(mesh) > 0.1 * w * d * h
            assert signed_volume_m3(traced(package)) <= 1.005 * w * d * h


@EVERY
def test_the_far_detail_is_cheaper_and_keeps_panels_and_finishes(kind: Kind) -> None:
    for near, far in zip(built(kind.name, "near"), built(kind.name, "far"), strict=True):
        assert far.panels == near.panels
        assert far.atlas_size_m == near.atlas_size_m
        assert far.finishes == near.finishes
        assert far.mesh.slots == near.mesh.slots
        assert len(far.mesh.faces) <= len(near.mesh.faces)


@EVERY
def test_both_details_are_within_a_millimetre_of_each_other(kind: Kind) -> None:
    pairs = list(zip(built(kind.name, "near"), built(kind.name, "far"), strict=True))[-SAMPLES - 2 :]
    for k, (near, far) in enumerate(pairs):
        if near.mesh.key == far.mesh.key:
            continue
        assert distances_m(sampled(near.mesh, 96, k), far.mesh).max() < 0.001
        assert distances_m(sampled(far.mesh, 96, k), near.mesh).max() < 0.001


@EVERY
def test_artwork_lies_on_the_same_places_in_both_details(kind: Kind) -> None:
    """Where the two surfaces are closest they show the same spot of the atlas, roughly."""
    near, far = built(kind.name, "near")[0], built(kind.name, "far")[0]
    for panel in near.panels:
        a, b = (_at_panel(p, panel.uv) for p in (near, far))
        if len(a) and len(b):
            apart = np.linalg.norm(a[:, None] - b[None], axis=2).min(0)
            assert np.median(apart) < 0.004 + 0.05 * max(panel.size_m)


def _at_panel(package: Package, uv: tuple[float, float, float, float]) -> np.ndarray:
    """Centres of the printed triangles around the middle of a panel."""
    centre = package.mesh.corner_uv.astype(float).mean(1)
    middle, half = (
        np.array([(uv[0] + uv[2]) / 2, (uv[1] + uv[3]) / 2]),
        np.array([uv[2] - uv[0], uv[3] - uv[1]]) / 4,
    )
    inside = printed(package) & (np.abs(centre - middle) < half).all(1)
    return package.mesh.vertices_m.astype(float)[package.mesh.faces[inside]].mean(1)


@BOTH
@EVERY
def test_shading_normals_are_unit_and_on_the_outer_side_of_their_faces(kind: Kind, detail: Detail) -> None:
    for _, package in cases(kind, detail):
        mesh = package.mesh
        assert np.allclose(np.linalg.norm(mesh.corner_normals, axis=2), 1, atol=1e-4)
        agreement = np.einsum("fi,fki->fk", face_normals(mesh), mesh.corner_normals)
        assert agreement.min() > 0


@BOTH
@EVERY
def test_print_is_neither_mirrored_nor_stretched_nor_turned(kind: Kind, detail: Detail) -> None:
    """On faces that look the way of their panel, u runs to the reader's right and v up, at one scale."""
    for _, package in cases(kind, detail):
        mesh, art = package.mesh, printed(package)
        normals, areas = face_normals(mesh), face_areas_m2(mesh)
        p, uv = mesh.vertices_m.astype(float)[mesh.faces], mesh.corner_uv.astype(float)
        centre_uv = uv.mean(1)
        for panel in package.panels:
            u0, v0, u1, v1 = panel.uv
            low, high = [u0 - 1e-6, v0 - 1e-6], [u1 + 1e-6, v1 + 1e-6]
            inside = (centre_uv >= low).all(1) & (centre_uv <= high).all(1)
            facing = art & inside & (normals @ np.array(TOWARD[panel.name]) > 0.6)
            if not facing.any():
                assert panel.name in ("bottom", "top")
                continue
            right, up = reader(panel.name)
            du_dx, dv_dz = slopes(p[facing], uv[facing] * package.atlas_size_m, right, up)
            weight = areas[facing] / areas[facing].sum()
            assert weight @ (du_dx > 0) > 0.999
            assert weight @ (dv_dz > 0) > 0.999
            if panel.name in ("front", "back", "wrap"):
                assert weight @ (np.abs(dv_dz - 1) < 0.45) > 0.85


def reader(panel: str) -> tuple[np.ndarray, np.ndarray]:
    """Which way is right and which is up for someone who faces that side."""
    away = -np.array(TOWARD[panel], float)
    up = {"top": np.array([0.0, 1, 0]), "bottom": np.array([0.0, -1, 0])}.get(panel, np.array([0.0, 0, 1]))
    return np.cross(away, up), up


def slopes(p: np.ndarray, uv: np.ndarray, right: np.ndarray, up: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Change of u along the reader's right and of v along the reader's up, for each triangle."""
    flat = np.stack([p @ right, p @ up], axis=-1)
    edges, change = flat[:, 1:] - flat[:, :1], uv[:, 1:] - uv[:, :1]
    jacobian = np.linalg.solve(edges, change)
    return jacobian[:, 0, 0], jacobian[:, 1, 1]


@BOTH
@EVERY
def test_texel_density_is_even_over_the_atlas(kind: Kind, detail: Detail) -> None:
    for _, package in cases(kind, detail):
        art = printed(package)
        area = face_areas_m2(package.mesh)[art]
        uv = package.mesh.corner_uv[art].astype(float) * package.atlas_size_m
        a, b = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
        density = np.sqrt(np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) / 2 / area)
        even = np.abs(density - 1) < 0.2
        assert area[even].sum() / area.sum() > 0.92


@EVERY
def test_panels_lie_apart_inside_the_atlas_at_one_scale(kind: Kind) -> None:
    package = kind.load()(kind.typical[0].hi_m, kind.typical[0].shape)
    w, h = package.atlas_size_m
    boxes = [p.uv for p in package.panels]
    for panel, (u0, v0, u1, v1) in zip(package.panels, boxes, strict=True):
        assert 0 <= u0 < u1 <= 1 + 1e-9
        assert 0 <= v0 < v1 <= 1 + 1e-9
        assert ((u1 - u0) * w, (v1 - v0) * h) == pytest.approx(panel.size_m)
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


@EVERY
def test_every_slot_has_a_known_finish_and_the_build_is_pure(kind: Kind) -> None:
    use = kind.typical[-1]
    one, two = kind.load()(use.lo_m, use.shape), kind.load()(use.lo_m, dict(use.shape))
    assert len(one.finishes) == len(one.mesh.slots)
    assert set(one.finishes) <= set(FINISHES)
    assert one.mesh.key == two.mesh.key
    assert (one.panels, one.atlas_size_m) == (two.panels, two.atlas_size_m)


@EVERY
def test_parameters_are_refused_by_name_and_by_range(kind: Kind) -> None:
    size = kind.typical[0].lo_m
    with pytest.raises(ValueError, match="has no shape parameter 'wings'"):
        kind.load()(size, {"wings": 2})
    first = kind.shapes[0]
    with pytest.raises(ValueError, match=f"{kind.name}.{first.name} = .* is outside"):
        kind.load()(size, {first.name: first.hi + 1})


@EVERY
def test_defaults_and_fixed_parameters_are_inside_their_ranges(kind: Kind) -> None:
    for use in kind.typical:
        assert kind.resolve(use.shape).keys() == {s.name for s in kind.shapes}
        assert all(0 < lo <= hi < 0.6 for lo, hi in zip(use.lo_m, use.hi_m, strict=True))
    assert all(s.lo <= s.default <= s.hi for s in kind.shapes)


@pytest.mark.parametrize("name", ["can", "tin", "pet_bottle", "glass_bottle", "jar"])
def test_round_packages_look_round_at_200_pixels(name: str) -> None:
    """The outline of the widest ring is within half a pixel of a circle where the package is 200 px high."""
    kind = KINDS[name]
    use = next(u for u in kind.typical if u.shape.get("square", 2.0) == 2.0)
    w, d, h = use.hi_m
    vertices = kind.load()((w, d, h), use.shape).mesh.vertices_m
    radius = np.hypot(vertices[:, 0], vertices[:, 1])
    widest = vertices[radius > 0.998 * radius.max()]
    angles = np.unique(np.round(np.arctan2(widest[:, 1], widest[:, 0]), 4))
    sag_m = w / 2 * (1 - np.cos(np.diff(angles).max() / 2))
    assert sag_m * 200 / h < 0.5


def test_different_phases_crease_a_bag_differently() -> None:
    build, size = archetypes()["pillow_bag"], (0.2, 0.08, 0.28)
    assert build(size, {"phase": 0.1}).mesh.key != build(size, {"phase": 0.2}).mesh.key


def test_archetypes_are_read_only_and_at_least_eight() -> None:
    known = archetypes()
    assert tuple(known) == tuple(KINDS)
    assert len(known) >= 8
    with pytest.raises(TypeError):
        known["can"] = known["tin"]  # type: ignore[index]
