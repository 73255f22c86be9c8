"""The built-in range: SKUs invented line by line, so that article k is the same in any length."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

import numpy as np

from assets.archetypes.registry import KINDS, Kind, Typical
from assets.brands import brand_name
from assets.draws import keyed_rng
from assets.flavors import Flavor
from assets.gtin import internal_gtin13
from assets.product import Sku
from assets.product_types import Form, ProductType
from assets.taxonomy import categories, types_of

_STRIDE = 6_364_136_223  # odd and not a multiple of 5: steps through all ten-digit numbers without repeating


@lru_cache(maxsize=8)
def builtin_skus(
    seed: int, count: int, currency: str, languages: tuple[str, ...] = ("en",)
) -> tuple[Sku, ...]:
    """The first ``count`` articles of the range that belongs to ``seed``."""
    return tuple(islice(_articles(seed, currency, languages), count))


def _articles(seed: int, currency: str, languages: tuple[str, ...]) -> Iterator[Sku]:
    taken: set[tuple[str, ...]] = set()
    index, line = 0, 0
    start = int(keyed_rng(seed, "gtin").integers(10**10))
    while True:
        language = languages[int(keyed_rng(seed, "language", line).integers(len(languages)))]
        for sku in _line(seed, line, currency, taken, (start + index * _STRIDE, _STRIDE)):
            yield replace(sku, language=language)
            index += 1
        line += 1


def _line(
    seed: int, line: int, currency: str, taken: set[tuple[str, ...]], numbers: tuple[int, int]
) -> Iterator[Sku]:
    """One brand's product in one package: three to eight variants that share size, price and design."""
    rng = keyed_rng(seed, "line", line)
    kind = _type_of_line(seed, line)
    form = kind.forms[int(rng.integers(len(kind.forms)))]
    noun = kind.nouns[int(rng.integers(len(kind.nouns)))]
    brand = _free_brand(seed, kind, form, rng, taken)
    size, shape = _size(form, rng), _shape(form, rng)
    price = _price(kind, rng)
    net = form.nets[_size_rank(form, size)]
    flavors = _variants(kind, rng)
    for i, variant in enumerate(flavors):
        yield Sku(
            sku=f"{kind.category}-{kind.sub}-{line:04d}-{i}",
            gtin=internal_gtin13((numbers[0] + i * numbers[1]) % 10**10),
            brand=brand,
            name=noun,
            variant=variant.name,
            category=(kind.category, kind.sub),
            archetype=form.archetype,
            size_m=size,
            net=net,
            price_minor=price,
            currency=currency,
            art_seed=int(keyed_rng(seed, "art", line).integers(2**31)),
            shape=MappingProxyType(shape),
        )


def _type_of_line(seed: int, line: int) -> ProductType:
    """Categories take turns in shuffled rounds, as do the types in each: small ranges hold them all."""
    names = categories()
    turn, place = divmod(line, len(names))
    category = names[int(keyed_rng(seed, "round", turn).permutation(len(names))[place])]
    types = types_of(category)
    inner, slot = divmod(turn, len(types))
    return types[int(keyed_rng(seed, "types", category, inner).permutation(len(types))[slot])]


def _free_brand(
    seed: int, kind: ProductType, form: Form, rng: np.random.Generator, taken: set[tuple[str, ...]]
) -> str:
    """A brand of the category (the first few are big) that does not sell this product in this form yet."""
    at = int(rng.geometric(0.3)) - 1
    while True:
        brand = brand_name(keyed_rng(seed, "brand", kind.category, at))
        key = (brand, kind.category, kind.sub, form.archetype, form.use)
        if key not in taken:
            taken.add(key)
            return brand
        at += 1


def _typical(form: Form) -> tuple[Kind, list[Typical]]:
    kind = KINDS[form.archetype]
    uses = [t for t in kind.typical if t.category[-1] == form.use]
    if not uses:
        raise LookupError(f"archetype {form.archetype} has no typical use {form.use!r}")
    return kind, uses


def _size(form: Form, rng: np.random.Generator) -> tuple[float, float, float]:
    """A size inside one of the archetype's usual ranges, to the half millimetre."""
    kind, uses = _typical(form)
    use = uses[int(rng.integers(len(uses)))]
    along = np.repeat(rng.random(), 3) * 0.6 + rng.random(3) * 0.4  # bigger packs are bigger every way
    if kind.round:
        along[1] = along[0]
    w, d, h = (
        round((lo + t * (hi - lo)) * 2000) / 2000 for lo, hi, t in zip(use.lo_m, use.hi_m, along, strict=True)
    )
    return (w, d, h)


def _shape(form: Form, rng: np.random.Generator) -> dict[str, float]:
    """Shape parameters near their defaults; those that a typical use fixes keep its values."""
    kind, uses = _typical(form)
    values: dict[str, float] = {}
    for p in kind.shapes:
        t = float(rng.triangular(0.0, min(max((p.default - p.lo) / (p.hi - p.lo), 0.0), 1.0), 1.0))
        u = float(rng.random())
        if p.whole:
            values[p.name] = p.default if u < 0.6 else float(round(p.lo + t * (p.hi - p.lo)))
        else:
            spread = p.default + (p.lo + t * (p.hi - p.lo) - p.default) * 0.7
            values[p.name] = round(spread, 4)
    return values | dict(uses[0].shape)


def _size_rank(form: Form, size: tuple[float, float, float]) -> int:
    """Which of the nets (small to large) goes with this size, by volume within the usual range."""
    _, uses = _typical(form)
    lo = min(float(np.prod(u.lo_m)) for u in uses)
    hi = max(float(np.prod(u.hi_m)) for u in uses)
    t = (float(np.prod(size)) - lo) / max(hi - lo, 1e-12)
    order = sorted(range(len(form.nets)), key=lambda i: _amount(form.nets[i]))
    return order[min(int(t * len(order)), len(order) - 1)]


def _amount(net: str) -> float:
    number, unit = net.split()
    return float(number) * {"kg": 1000.0, "l": 1000.0}.get(unit, 1.0)


def _price(kind: ProductType, rng: np.random.Generator) -> int:
    """A price in minor units that ends in 9 or 5, as on shelves."""
    lo, hi = kind.price
    raw = lo * (hi / lo) ** float(rng.beta(1.6, 2.0))
    ending = 9 if rng.random() < 0.8 else 5
    return max(10 * int(raw / 10 + 0.5) - 10 + ending, 19)


def _variants(kind: ProductType, rng: np.random.Generator) -> list[Flavor]:
    """Three to eight flavours, the usual ones (front of the list) first."""
    count = min(int(rng.integers(3, 9)), len(kind.variants))
    weights = np.linspace(2.0, 1.0, len(kind.variants))
    chosen = rng.choice(len(kind.variants), count, replace=False, p=weights / weights.sum())
    return [kind.variants[i] for i in sorted(int(c) for c in chosen)]
