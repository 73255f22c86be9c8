"""What the page about a dataset shows of a frame's full truth: shelves, tags, gaps, boxes in space, and the
planogram beside what stands there.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from labelers.truth.model import FrameTruth
from labelers.truth.points import corners_px

Json = dict[str, Any]


def truth_overlays(truth: FrameTruth) -> Json:
    """Lines and quads in pixels, and the planogram in metres of the fixture."""
    return {
        "boxes3d": {
            **{str(one.id): _line(corners_px(truth, one)) for one in truth.products},
            **{str(one.id): _line(corners_px(truth, one)) for one in truth.occluders},
        },
        "keypoints": {
            str(one.id): [[round(p.x_px, 1), round(p.y_px, 1), p.visibility] for p in one.keypoints]
            for one in truth.products
            if one.keypoints
        },
        "shelves": [_line(edge) for shelf in truth.shelves for edge in shelf.front_edge_px],
        "bays": [_line(bay.outline_px) for bay in truth.bays],
        "tags": [_tag(truth, tag) for tag in truth.tags],
        "gaps": [_gap(truth, gap) for gap in truth.gaps],
        "planogram": _planogram(truth),
        "differences": [_difference(truth, one) for one in truth.differences],
    }


def _tag(truth: FrameTruth, tag: Any) -> Json:
    says = [line.text for line in tag.lines]
    return {
        "quad": [_px(corner) for corner in tag.quad_px],
        "sku": _sku(truth, tag.sku),
        "shows": _sku(truth, tag.shows_sku),
        "right": tag.is_right,
        "price": None if tag.price_minor is None else f"{tag.price_minor / 100:.2f} {tag.currency}",
        "text": " / ".join(says),
        "lines": [[_px(corner) for corner in line.quad_px] for line in tag.lines],
    }


def _gap(truth: FrameTruth, gap: Any) -> Json:
    about = {"kind": gap.kind, "facings": gap.facings, "sku": _sku(truth, gap.sku)}
    return {"outline": _line(gap.outline_px), "visible": round(gap.visible_fraction, 2), **about}


def _planogram(truth: FrameTruth) -> Json | None:
    """Decks and planned slots, with how many packages are planned and how many stand there."""
    if not truth.planned:
        return None
    places = [one.place for one in truth.products] + [one.place for one in truth.hidden]
    there = Counter((place.bay, place.shelf, place.slot) for place in places if place is not None)
    slots = [
        {
            "at": [slot.bay, slot.shelf, slot.slot],
            "x": [round(slot.x0_m, 3), round(slot.x1_m, 3)],
            "sku": _sku(truth, slot.sku),
            "wide": slot.facings_wide,
            "planned": sum(facing.high * facing.deep for facing in slot.facings),
            "there": there[slot.bay, slot.shelf, slot.slot],
        }
        for slot in truth.planned
    ]
    decks = [
        {
            "at": [deck.bay, deck.shelf],
            "x": [round(deck.x0_m, 3), round(deck.x1_m, 3)],
            "z": [round(deck.z_m, 3), round(deck.z_m + deck.clearance_m, 3)],
        }
        for deck in truth.shelves
    ]
    return {"decks": decks, "slots": slots}


def _difference(truth: FrameTruth, one: Any) -> Json:
    return {
        "kind": one.kind,
        "at": [one.bay, one.shelf, one.slot],
        "planned": _sku(truth, one.planned),
        "found": _sku(truth, one.found),
        "count": one.count,
        "of": one.of,
    }


def _sku(truth: FrameTruth, row: int | None) -> str | None:
    return None if row is None else truth.skus[row].sku


def _px(point: Any) -> list[float] | None:
    return None if point is None else [round(point[0], 1), round(point[1], 1)]


def _line(points: Iterable[Any]) -> list[Any]:
    return [_px(point) for point in points]
