"""What a price tag says, and where on its card: from the very layout that it is drawn from."""

from dataclasses import fields
from functools import cached_property
from typing import Any

import numpy as np

from assets.price_tags import on_tag, tag_texts
from assets.product import Sku
from scenes.plan import Quad, TagFacts, TagLine
from scenes.poses import rounded

KEPT = 512
CARD_UV = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]])

_said: dict[tuple[object, ...], TagFacts] = {}


def tag_facts(sku: Sku, shows: Sku, size_wh_m: tuple[float, float], lift_m: float = 0.0) -> TagFacts:
    """The facts of a tag for ``shows`` in the place of ``sku``'s; ``lift_m`` as of curled tags."""
    words = (shows.brand, shows.name, shows.variant, shows.price_minor, shows.net, shows.gtin, shows.language)
    key = (sku.sku, shows.sku, *words, shows.currency, size_wh_m, lift_m)
    if key not in _said:
        if len(_said) >= KEPT:
            del _said[next(iter(_said))]
        _said[key] = _OnDemand(sku, shows, size_wh_m, lift_m)
    return _said[key]


class _OnDemand(TagFacts):
    """The facts of a tag, whose lines are set once somebody asks for them: most tags nobody reads."""

    def __init__(self, sku: Sku, shows: Sku, size_wh_m: tuple[float, float], lift_m: float) -> None:
        self.__dict__.update(
            sku=sku.sku, shows_sku=shows.sku, price_minor=shows.price_minor, currency=shows.currency
        )
        self.__dict__["_asked"] = sku, shows, size_wh_m, lift_m

    @cached_property
    def _all(self) -> TagFacts:
        return _facts(*self.__dict__["_asked"])

    gtin = property(lambda self: self._all.gtin)
    lines = property(lambda self: self._all.lines)
    quad_m = property(lambda self: self._all.quad_m)
    barcode_m = property(lambda self: self._all.barcode_m)

    def __eq__(self, other: object) -> bool:
        return (other._all if isinstance(other, _OnDemand) else other) == self._all

    def __hash__(self) -> int:
        return self._all.__hash__()

    def __reduce__(self) -> tuple[Any, ...]:
        return TagFacts, tuple(getattr(self, field.name) for field in fields(TagFacts))


def _facts(sku: Sku, shows: Sku, size_wh_m: tuple[float, float], lift_m: float) -> TagFacts:
    texts, code = tag_texts(shows, size_wh_m)
    corners = [CARD_UV, CARD_UV if code is None else code, *(line.corners_uv for line in texts)]
    placed = rounded(on_tag(size_wh_m, np.concatenate(corners), lift_m)).reshape(-1, 4, 3).tolist()
    card, barcode, *quads = map(_quad, placed)
    lines = (TagLine(line.text, quad, line.says) for line, quad in zip(texts, quads, strict=True))
    return TagFacts(
        sku.sku,
        shows.sku,
        shows.price_minor,
        shows.currency,
        shows.gtin if code is not None else "",
        tuple(lines),
        card,
        None if code is None else barcode,
    )


def _quad(corners: list[list[float]]) -> Quad:
    a, b, c, d = ((x, y, z) for x, y, z in corners)
    return a, b, c, d
