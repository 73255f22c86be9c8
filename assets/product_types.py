"""Product types: what they come in, cost, who makes them and how such packs tend to be designed."""

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
    """One subcategory.

    ``house`` names the trade whose brands make it: a brand sells all that its trade makes. ``price`` is the
    range of a middling brand, in euro cents. ``families`` are design families, repeated to weigh more.
    ``share`` is how many of a category's turns it takes; ``own_label`` how much of it the shop's own brands
    have.
    """

    category: str
    sub: str
    house: str
    nouns: tuple[str, ...]
    forms: tuple[Form, ...]
    flavors: str
    price: tuple[int, int]
    families: tuple[str, ...]
    hues: tuple[int, ...] = ()
    share: int = 1
    own_label: float = 0.22

    @property
    def variants(self) -> tuple[Flavor, ...]:
        return FLAVORS[self.flavors]


def product_type(
    path: str,
    house: str,
    nouns: str,
    forms: str,
    flavors: str,
    price: tuple[int, int],
    families: str,
    hues: tuple[int, ...] = (),
    share: int = 1,
    own_label: float = 0.22,
) -> ProductType:
    """A row of the table. ``forms``: "archetype:use:net,net; ..."."""
    category, sub = path.split("/")
    packs = []
    for form in forms.split(";"):
        archetype, use, nets = form.strip().split(":")
        packs.append(Form(archetype, use, tuple(n.strip() for n in nets.split(","))))
    names = tuple(n.strip() for n in nouns.split(","))
    looks = tuple(families.split())
    return ProductType(
        category, sub, house, names, tuple(packs), flavors, price, looks, hues, share, own_label
    )
