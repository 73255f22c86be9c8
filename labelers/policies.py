"""Annotators' policies: which of all that is seen is annotated, and as what. Nothing is computed again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from labelers.classes import Article, sku_class
from labelers.labels import Annotation
from scenes.scene import LabelSettings, Scene

DEPTH = 4  # of a slot: bay, shelf, slot, facing, depth, stack


def lists(policy: LabelSettings, one: Annotation) -> bool:
    """Whether annotators who follow ``policy`` annotate this object."""
    if one.thing and not policy.occluders:
        return False
    if one.area_px < policy.min_visible_px or one.visible_fraction < policy.min_visible_fraction:
        return False
    if one.truncated_fraction > policy.max_truncation:
        return False
    if one.thing or one.slot is None:
        return True
    deep = policy.max_depth_index is not None and one.slot[DEPTH] > policy.max_depth_index
    return not deep and (one.front or not policy.front_only)


def selected(policy: LabelSettings, annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Those of the annotations that the policy lists, as they are."""
    return tuple(one for one in annotations if lists(policy, one))


def relabelled(
    policy: LabelSettings, everything: Iterable[Annotation], articles: Mapping[str, Article]
) -> tuple[Annotation, ...]:
    """What the policy lists of everything that is seen, under its classes.

    ``articles`` are the catalogue's by SKU. Raises KeyError for a SKU that is not among them.
    """
    return tuple(
        one if one.thing else replace(one, category=sku_class(articles[one.sku], policy))
        for one in selected(policy, everything)
    )


def front_facing(scene: Scene) -> set[int]:
    """Ids of the products that nothing of their own facing stands before, layer by layer of a stack.

    It goes by what stands there, not by the plan: the package behind a gap is in front. Heaps have no rows,
    so everything in one is; and so is whatever has no slot.
    """
    nearest: dict[tuple[int, ...], int] = {}
    rows = [
        (one.instance_id, (s.bay, s.shelf, s.slot, s.facing, s.stack), s.depth)
        for one in scene.instances
        if one.kind == "product" and (s := one.slot) is not None
    ]
    for _, row, depth in rows:
        nearest[row] = min(depth, nearest.get(row, depth))
    placed = {number for number, _, _ in rows}
    free = {one.instance_id for one in scene.instances if one.instance_id not in placed}
    return free | {number for number, row, depth in rows if depth == nearest[row]}
