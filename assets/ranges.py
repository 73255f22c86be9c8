"""The built-in range: SKUs invented line by line, so that article k is the same in any length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count, islice
from types import MappingProxyType

import numpy as np

from assets.draws import KeyedUniforms, keyed_rng
from assets.extensions import extension, suited
from assets.flavors import Flavor
from assets.gtin import internal_gtin13
from assets.makers import Maker, own_label, trade_brand
from assets.money import CURRENCIES
from assets.packing import amount, packed, serves, shape_of, size_of, size_rank, use_of
from assets.product import Sku
from assets.product_types import Form, ProductType
from assets.taxonomy import type_of_line
from assets.words import words

_STRIDE = 63_641_362_239  # odd, not a multiple of 5: steps through all eleven-digit numbers without repeating
_APART = 40.0  # how far the colours of two variants of a line are apart at least (0..441)


@dataclass
class _Shop:
    """What all lines of a range share; ``taken`` remembers what is sold already."""

    seed: int
    currency: str
    languages: tuple[str, ...]
    extensions: tuple[str, ...] = ()
    taken: set[tuple[str, ...]] = field(default_factory=set)


@lru_cache(maxsize=8)
def builtin_skus(
    seed: int,
    number: int,
    currency: str,
    languages: tuple[str, ...] = ("en",),
    extensions: tuple[str, ...] = (),
) -> tuple[Sku, ...]:
    """The first ``number`` articles of the range that belongs to ``seed``.

    Where ``extensions`` offer a package or a design for a product type, every other line of it takes theirs.
    """
    return tuple(islice(_articles(_Shop(seed, currency, languages, extensions)), number))


def _articles(shop: _Shop) -> Iterator[Sku]:
    start = int(keyed_rng(shop.seed, "gtin").integers(10**11))
    numbers = count(start, _STRIDE)
    for line in count():
        yield from _line(shop, line, numbers)


def _line(shop: _Shop, line: int, numbers: Iterator[int]) -> Iterator[Sku]:
    """One brand's product in one package: up to eight variants that share size, price and design."""
    rng = keyed_rng(shop.seed, "line", line)
    language = shop.languages[int(keyed_rng(shop.seed, "language", line).integers(len(shop.languages)))]
    kind = type_of_line(shop.seed, line)
    forms = packed(kind)
    form = _lent_form(shop, line, kind) or forms[int(rng.integers(len(forms)))]
    noun = kind.nouns[int(rng.integers(len(kind.nouns)))]
    use = use_of(form, rng)
    size, shape = size_of(form, use, rng), shape_of(form, use, rng)
    family = _lent_family(shop, line, kind) or ("window" if shape.get("window") else "")
    rank = size_rank(form, size)
    maker = _maker(shop, kind, language, (noun, form.nets[rank]), rng)
    price = _price(shop, kind, form, rank, maker, rng)
    vocabulary = words(language)
    for i, variant in enumerate(_variants(kind, rng)):
        yield Sku(
            sku=f"{kind.category}-{kind.sub}-{line:04d}-{i}",
            gtin=internal_gtin13(next(numbers) % 10**11),
            brand=maker.brand,
            name=vocabulary.term(noun),
            variant=vocabulary.term(variant.name),
            category=(kind.category, kind.sub),
            archetype=form.archetype,
            size_m=size,
            net=vocabulary.amount(form.nets[rank]),
            price_minor=price,
            currency=shop.currency,
            art_seed=int(keyed_rng(shop.seed, "art", line).integers(2**31)),
            shape=MappingProxyType(shape),
            language=language,
            flavor=variant.name,
            tier=maker.tier,
            family=family,
        )


def _lent_form(shop: _Shop, line: int, kind: ProductType) -> Form | None:
    """An extension's package for every other line of a product type that it is typical for."""
    names = [name for one in shop.extensions for name in extension(one).archetypes]
    nets = kind.forms[0].nets
    fitting = [Form(name, kind.sub, nets) for name in names if serves(Form(name, kind.sub, nets))]
    return _every_other(fitting, shop.seed, "lent package", line)


def _lent_family(shop: _Shop, line: int, kind: ProductType) -> str:
    """An extension's design for every other line of a product type that it suits, or ""."""
    names = [name for one in shop.extensions for name in extension(one).families]
    return _every_other(suited(names, kind.category, kind.sub), shop.seed, "lent design", line) or ""


def _every_other[T](things: Sequence[T], seed: int, what: str, line: int) -> T | None:
    """None for half of the lines, and always where there are no things; one of them for the rest."""
    u = KeyedUniforms(seed, what, line).random() * 2
    return things[int(u * len(things))] if things and u < 1 else None


def _maker(
    shop: _Shop, kind: ProductType, language: str, article: tuple[str, str], rng: np.random.Generator
) -> Maker:
    """A brand that does not sell this article in this size yet: the shop's own, or one of the trade's, of
    which the first few are big."""
    at = int(rng.geometric(0.3)) - 1
    found = own_label(shop.seed, language, rng) if rng.random() < kind.own_label else None
    while True:
        maker = found or trade_brand(shop.seed, kind, language, at)
        key = (language, maker.brand, kind.sub, *article)
        if key not in shop.taken:
            shop.taken.add(key)
            return maker
        at, found = at + (found is None), None


def _price(
    shop: _Shop, kind: ProductType, form: Form, rank: int, maker: Maker, rng: np.random.Generator
) -> int:
    """A price in minor units: more for more, as the brand's tier asks, ending as in the shop's country."""
    lo, hi = kind.price
    order = sorted(range(len(form.nets)), key=lambda i: amount(form.nets[i]))
    size = order.index(rank) / max(len(order) - 1, 1)
    raw = lo * (hi / lo) ** (0.55 * float(rng.beta(1.6, 2.0)) + 0.4 * size) * maker.price
    return CURRENCIES[shop.currency].price(raw, rng)


def _variants(kind: ProductType, rng: np.random.Generator) -> list[Flavor]:
    """Three to eight flavours, the usual ones (front of the list) first, no two of nearly one colour."""
    number = min(int(rng.integers(3, 9)), len(kind.variants))
    weights = np.linspace(2.0, 1.0, len(kind.variants))
    order = rng.choice(len(kind.variants), len(kind.variants), replace=False, p=weights / weights.sum())
    chosen: list[int] = []
    for i in map(int, order):
        if all(_apart(kind.variants[i].color, kind.variants[j].color) >= _APART for j in chosen):
            chosen.append(i)
    return [kind.variants[i] for i in sorted(chosen[:number])]


def _apart(a: int, b: int) -> float:
    """Distance of two colours 0xRRGGBB in steps of sRGB."""
    return float(sum(((a >> s & 255) - (b >> s & 255)) ** 2 for s in (0, 8, 16)) ** 0.5)
