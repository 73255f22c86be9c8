"""What an object is called: the classes that a detector learns."""

from collections.abc import Iterable, Sequence

from assets.product import Sku
from labelers.labels import Annotation
from scenes.scene import Instance, LabelSettings, Scene

PRICE_TAG = "price_tag"
PRODUCT = "product"
OCCLUDER = "occluder"


def class_name(scene: Scene, instance: Instance) -> str:
    """Class of a labelled instance at the scene's ``class_level``; price tags and occluders are classes of
    their own.
    """
    if instance.kind != PRODUCT or instance.sku is None:
        return instance.kind
    return sku_class(scene.skus[instance.sku], scene.labels.class_level)


def sku_class(sku: Sku, level: str) -> str:
    """``category`` is the whole path from the coarsest to the finest, e.g. "snacks/crisps"."""
    if level == "product":
        return PRODUCT
    if level == "category":
        return "/".join(sku.category)
    return sku.brand if level == "brand" else sku.sku


def class_names(
    skus: Iterable[Sku], settings: LabelSettings, price_tags: bool = False, occluders: bool = False
) -> tuple[str, ...]:
    """All classes that frames with these SKUs may use, sorted, then those of price tags and of occluders
    where they are wanted.

    Take all SKUs of the catalogue, not those of some frames: then ids stay the same however many frames
    there are.
    """
    names = sorted({sku_class(sku, settings.class_level) for sku in skus})
    return (*names, *[PRICE_TAG] * price_tags, *[OCCLUDER] * occluders)


def wanted(annotations: Iterable[Annotation], names: Sequence[str]) -> tuple[Annotation, ...]:
    """The annotations without the occluders, unless these are among the classes ``names``."""
    return tuple(a for a in annotations if not a.thing or OCCLUDER in names)
