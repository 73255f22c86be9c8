"""Price tags: where they are, what they say and where each line of it stands."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from labelers.amodal import Amodal, amodal_masks
from labelers.runs import areas_px, runs_of_map
from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from labelers.truth.fixture import quad
from labelers.truth.mask import masks_of_runs
from labelers.truth.model import Quad, TagTruth, TextLine
from labelers.truth.points import many_maybe_px, poses_of, seen_at, world_poses
from labelers.truth.rounding import FRACTION, ROUGH_PX, rounded
from labelers.truth.segments import Segments
from labelers.truth.tables import Tables
from scenes.plan import TagFacts
from scenes.scene import Instance, Scene

F64 = NDArray[np.float64]
LEGIBLE_PX = 4.0  # height of a line of text; nobody reads lower ones
SAMPLES = 9, 3  # across and down a line of text


def tag_truths(
    scene: Scene, surfaces: Surfaces, segments: Segments, tracer: Tracer, tables: Tables
) -> tuple[TagTruth, ...]:
    """All price tags of which a pixel is seen, by the ids of their segments."""
    chosen = [
        index
        for index, one in enumerate(scene.instances)
        if one.kind == "price_tag" and segments.of_instance[index] > 0
    ]
    if not chosen:
        return ()
    ids = [int(segments.of_instance[index]) for index in chosen]
    ones = [scene.instances[index] for index in chosen]
    whole = _whole(scene, tracer, chosen, ids, segments)
    modal = runs_of_map(segments.map, ids)
    area, amodal_px = areas_px(modal), areas_px(whole.runs)
    visible = rounded(area / np.maximum(amodal_px, 1), FRACTION)
    truncated = rounded(whole.outside_px / np.maximum(whole.outside_px + amodal_px, 1), FRACTION)
    masks, poses = masks_of_runs(modal), poses_of(world_poses(ones))
    made = []
    for k, (index, one) in enumerate(zip(chosen, ones, strict=True)):
        mask, facts = masks[k], one.tag
        assert mask is not None
        made.append(
            TagTruth(
                id=ids[k],
                mask=mask,
                quad_px=_on_card(scene, one, facts.quad_m if facts else _face(scene, one)),
                visible_fraction=visible[k],
                truncated_fraction=truncated[k],
                pose_world=poses[k],
                sku=tables.sku(facts.sku) if facts else None,
                shows_sku=tables.sku(facts.shows_sku) if facts else None,
                is_right=facts.sku == facts.shows_sku if facts else None,
                price_minor=facts.price_minor if facts else None,
                currency=facts.currency if facts else None,
                gtin=facts.gtin or None if facts else None,
                barcode_px=_on_card(scene, one, facts.barcode_m) if facts and facts.barcode_m else None,
                lines=_lines(scene, surfaces, index, facts) if facts else (),
            )
        )
    return tuple(made)


def _whole(
    scene: Scene, tracer: Tracer, chosen: Sequence[int], ids: Sequence[int], segments: Segments
) -> Amodal:
    """The tags' whole masks, traced as instances with the ids of their segments."""
    named = dict(zip(chosen, ids, strict=True))
    instances = [
        replace(one, instance_id=named.get(index, one.instance_id))
        for index, one in enumerate(scene.instances)
    ]
    return amodal_masks(replace(scene, instances=tuple(instances)), tracer, chosen, segments.map)


def _on_card(scene: Scene, one: Instance, corners_m: Sequence[Sequence[float]] | F64) -> Quad:
    pose = one.world_from_object
    return quad(scene.camera, np.asarray(corners_m, np.float64) @ pose[:3, :3].T + pose[:3, 3])


def _face(scene: Scene, one: Instance) -> F64:
    """Corners of the front of a card that prices nothing: of its box, where it is foremost."""
    (x0, y0, z0), (x1, _, z1) = scene.meshes[one.mesh].bounds_m
    return np.array([[x0, y0, z1], [x1, y0, z1], [x1, y0, z0], [x0, y0, z0]])


def _lines(scene: Scene, surfaces: Surfaces, index: int, facts: TagFacts) -> tuple[TextLine, ...]:
    """The lines of text that are large enough to be read.

    What of each is seen is told by a grid of points on it, each by the pixel that it falls into.
    """
    if not facts.lines:
        return ()
    pose = scene.instances[index].world_from_object
    quads = np.array([line.quad_m for line in facts.lines]) @ pose[:3, :3].T + pose[:3, 3]
    pixels = seen_at(scene.camera, quads)
    sides = np.linalg.norm(pixels[:, [3, 2]] - pixels[:, [0, 1]], axis=2)
    large = np.flatnonzero(sides.mean(1) >= LEGIBLE_PX)
    shares = rounded(_seen_share(scene, surfaces, index, quads[large]), FRACTION)
    corners = many_maybe_px(pixels[large], ROUGH_PX)
    return tuple(
        TextLine(facts.lines[k].text, facts.lines[k].says, (a, b, c, d), share)
        for k, (a, b, c, d), share in zip(large.tolist(), corners, shares, strict=True)
    )


def _seen_share(scene: Scene, surfaces: Surfaces, index: int, quads: F64) -> F64:
    """(n,): share of a grid of points on flat quadrilaterals (n, 4, 3) whose pixels show the instance."""
    across, down = ((np.arange(n) + 0.5) / n for n in SAMPLES)
    u, v = (grid.ravel()[:, None] for grid in np.meshgrid(across, down))
    a, b, c, d = (quads[:, None, k] for k in range(4))
    points = (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * d + u * c)
    pixels = seen_at(scene.camera, points)
    height, width = surfaces.instance_index.shape
    inside = ((pixels >= 0) & (pixels < [width, height])).all(-1)
    column, row = (np.where(inside, pixels[..., axis], 0).astype(np.int64) for axis in range(2))
    return np.asarray((inside & (surfaces.instance_index[row, column] == index)).mean(1))
