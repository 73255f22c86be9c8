"""What an object is called: the classes that a detector learns."""

from collections.abc import Iterable
from typing import Protocol

from scenes.scene import Instance, LabelSettings, Scene

PRICE_TAG = "price_tag"
PRODUCT = "product"
OCCLUDER = "occluder"


class Article(Protocol):
    """What of a SKU decides its class."""

    @property
    def sku(self) -> str: ...
    @property
    def brand(self) -> str: ...
    @property
    def category(self) -> tuple[str, ...]: ...


def class_name(scene: Scene, instance: Instance) -> str:
    """Class of a labelled instance under the scene's policy; price tags and occluders are classes of their
    own.
    """
    if instance.kind != PRODUCT or instance.sku is None:
        return instance.kind
    return sku_class(scene.skus[instance.sku], scene.labels)


def sku_class(sku: Article, settings: LabelSettings) -> str:
    """``category`` is the whole path from the coarsest to the finest, e.g. "snacks/crisps"."""
    level = settings.class_level
    if level == "product":
        return settings.one_class
    if level == "category":
        return "/".join(sku.category)
    return sku.brand if level == "brand" else sku.sku


def class_names(
    skus: Iterable[Article], settings: LabelSettings, price_tags: bool = False
) -> tuple[str, ...]:
    """All classes that frames with these SKUs may use, sorted, then those of price tags and of occluders
    where they are wanted.

    Take all SKUs of the catalogue, not those of some frames: then ids stay the same however many frames
    there are.
    """
    names = sorted({sku_class(sku, settings) for sku in skus})
    return (*names, *[PRICE_TAG] * price_tags, *[OCCLUDER] * settings.occluders)
