"""Bodies that fall, against slow and independent ways to the same answers."""

import math

import numpy as np
import pytest
from fakes import box_mesh, cylinder_mesh
from hypothesis import given, settings
from hypothesis import strategies as st
from plausible import Body, apart_m

from assets.draws import keyed_rng
from assets.mesh import Mesh
from scenes import hulls
from scenes.hulls import SIDE, Hull, hull_of, support
from scenes.settling import Pile, Rest, Walls, rotation

ROOM = Walls(-0.5, 0.5, -0.5, 0.5, 0.0)
SIZES = st.tuples(*[st.floats(0.02, 0.2)] * 3)
ANGLES = st.tuples(*[st.floats(0, math.tau)] * 3)


def turned(angles: tuple[float, float, float]) -> np.ndarray:
    axes = ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    a, b, c = (rotation(axis, angle) for axis, angle in zip(axes, angles, strict=True))
    return np.round(a @ b @ c, 12)


def body(mesh: Mesh, hull: Hull, rest: Rest) -> Body:
    points = (mesh.vertices_m.astype(np.float64) - hull.centre_m) @ rest.rotation.T + rest.centre_m
    return Body("body", points, rest.rotation, None)


@given(SIZES, ANGLES, st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_table_never_falls_short_of_the_body(
    size: tuple[float, float, float], angles: tuple[float, float, float], is_round: bool
) -> None:
    mesh = cylinder_mesh(size) if is_round else box_mesh(size)
    hull = hull_of(mesh)
    directions = turned(angles) @ np.array([[1.0, 0.0, 0.0], [0.3, 0.9, -0.2], [0.6, -0.5, 0.6]]).T
    found = support(hull.table.reshape(1, SIDE * SIDE), np.zeros(3, np.intp), directions)
    points = mesh.vertices_m.astype(np.float64) - hull.centre_m
    real = (points @ directions).max(axis=0)
    assert (found > real - 1e-6).all()
    assert (found < real + 0.02 * hull_radius(hull)).all()
    if not is_round:
        assert found == pytest.approx(real, abs=1e-6)  # linear between the axes: exact


@given(st.integers(4, 400), st.booleans(), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_a_hull_is_that_of_all_points_tried_in_all_directions(count: int, flat: bool, seed: int) -> None:
    rng = keyed_rng(seed, "points")
    points = rng.normal(size=(count, 3)) * [0.1, 0.05, 0.2]
    points = np.round(points, 2) if flat else points / (np.linalg.norm(points, axis=1, keepdims=True) * 8)
    found = hulls.hull_of_points(points, points.mean(0))
    tried = np.unique(np.round(points * 2**20) / 2**20, axis=0) - found.centre_m
    telling = hulls._telling_directions() @ tried.T
    outer = tried[np.unique(telling.argmax(1))]
    assert found.corners_m.tolist() == outer.tolist()
    assert found.table.ravel().tolist() == (hulls._directions(hulls.STEPS) @ outer.T).max(1).tolist()


def hull_radius(hull: Hull) -> float:
    return float(np.linalg.norm(hull.corners_m, axis=1).max())


@given(SIZES, SIZES, ANGLES, ANGLES, st.booleans())
@settings(max_examples=50, deadline=None)
def test_a_body_falls_until_it_touches(
    low: tuple[float, float, float],
    high: tuple[float, float, float],
    first: tuple[float, float, float],
    second: tuple[float, float, float],
    is_round: bool,
) -> None:
    meshes = [box_mesh(low), cylinder_mesh((high[0], high[0], high[2])) if is_round else box_mesh(high)]
    hulls = [hull_of(mesh) for mesh in meshes]
    pile = Pile(ROOM, hulls)
    at = np.zeros((1, 2))
    lying = pile.drop(0, at, turned(first)[None], 1.0, settle=False)
    assert lying is not None
    assert lying.low_m[2] == pytest.approx(0.0, abs=1e-6)
    pile.add(lying)
    fallen = pile.drop(1, at + 0.01, turned(second)[None], 1.0, settle=False)
    assert fallen is not None
    below, above = body(meshes[0], hulls[0], lying), body(meshes[1], hulls[1], fallen)
    assert apart_m(above, below) > -2e-4
    if fallen.low_m[2] > 1e-4:
        assert apart_m(above.lowered(0.0008), below) < 1e-4, "it could have fallen farther"


def test_a_box_comes_to_lie_on_a_side() -> None:
    hull = hull_of(box_mesh((0.06, 0.1, 0.2)))
    pile = Pile(ROOM, [hull])
    for number in range(8):
        angles = keyed_rng(2, "box", number).uniform(0, math.tau, 3)
        rest = pile.drop(0, np.zeros((1, 2)), turned((angles[0], angles[1], angles[2]))[None], 0.4)
        assert rest is not None
        upright = np.abs(rest.rotation[2])
        assert upright.max() > math.cos(0.01), f"it stands on an edge: {rest.rotation}"


def test_a_heap_stays_in_its_box_and_does_not_depend_on_what_else_was_dropped() -> None:
    mesh = box_mesh((0.1, 0.05, 0.18))
    hull = hull_of(mesh)

    def heap(number: int) -> list[Rest]:
        pile, rests = Pile(Walls(-0.15, 0.15, -0.15, 0.15, 0.3), [hull]), []
        for k in range(number):
            rng = keyed_rng(9, "heap", k)
            angles = rng.uniform(0, math.tau, 3)
            start = rng.uniform(-0.15, 0.15, (1, 2))
            rest = pile.drop(0, start, turned((angles[0], angles[1], angles[2]))[None], 0.4)
            assert rest is not None
            pile.add(rest)
            rests.append(rest)
        return rests

    rests, again = heap(8), heap(5)
    assert all((a.centre_m == b.centre_m).all() for a, b in zip(rests, again, strict=False))
    bodies = [body(mesh, hull, rest) for rest in rests]
    for one in bodies:
        assert one.low_m[:2].min() > -0.15 - 1e-6
        assert one.high_m[:2].max() < 0.15 + 1e-6
        assert one.low_m[2] > 0.3 - 1e-6
    assert all(apart_m(a, b) > -2e-4 for i, a in enumerate(bodies) for b in bodies[:i])
