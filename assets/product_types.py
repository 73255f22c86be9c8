"""Product types: what they come in, cost, and how such packs tend to be designed."""

from dataclasses import dataclass

from assets.flavors import FLAVORS, Flavor


@dataclass(frozen=True)
class Form:
    """A way of packing: archetype, the typical use that gives its size, and the net contents."""

    archetype: str
    use: str
    nets: tuple[str, ...]


@dataclass(frozen=True)
class ProductType:
    """One subcategory. Prices in minor units; ``families`` are design families, repeated to weigh more."""

    category: str
    sub: str
    nouns: tuple[str, ...]
    forms: tuple[Form, ...]
    flavors: str
    price: tuple[int, int]
    families: tuple[str, ...]
    hues: tuple[int, ...] = ()

    @property
    def variants(self) -> tuple[Flavor, ...]:
        return FLAVORS[self.flavors]


def product_type(
    path: str,
    nouns: str,
    forms: str,
    flavors: str,
    price: tuple[int, int],
    families: str,
    hues: tuple[int, ...] = (),
) -> ProductType:
    """A row of the table. ``forms``: "archetype:use:net,net; ..."."""
    category, sub = path.split("/")
    packs = []
    for form in forms.split(";"):
        archetype, use, nets = form.strip().split(":")
        packs.append(Form(archetype, use, tuple(n.strip() for n in nets.split(","))))
    names = tuple(n.strip() for n in nouns.split(","))
    return ProductType(category, sub, names, tuple(packs), flavors, price, tuple(families.split()), hues)
