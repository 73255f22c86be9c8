"""``gondola assets sheet`` and ``gondola assets show``: what products look like."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.asset_list import filtered
from generator.cli.failures import UsageError
from generator.cli.opening import one_of
from generator.cli.pictures import picture_suffix
from generator.cli.progress import counted
from generator.render import DEVICES, ENGINES

if TYPE_CHECKING:
    from assets.product import Catalog, Sku
    from generator.product_shots import Studio

SIDE_PX = (64, 2048)


def sheet_of_products(found: "Catalog", chosen: Sequence["Sku"], studio: "Studio", out: Path) -> None:
    """One picture of each SKU with its caption, all on one sheet."""
    suffix = picture_suffix(out)
    from generator.contact_sheet import encode_sheet
    from generator.dataset.atomic import write_atomic
    from generator.product_shots import SHEET_YAW_DEG, Shot, caption, product_sheet

    shots = []
    for sku in counted(chosen, "products"):
        (image,) = studio.shots(studio.product(found, sku), (SHEET_YAW_DEG,))
        shots.append(Shot(image, caption(sku)))
    write_atomic(out, encode_sheet(product_sheet(shots), suffix))
    print(f"{out} ({len(shots)} products)")


def strip_of_product(found: "Catalog", name: str, views: int, studio: "Studio", out: Path) -> None:
    """One SKU from all sides, side by side."""
    suffix = picture_suffix(out)
    from generator.contact_sheet import encode_sheet
    from generator.dataset.atomic import write_atomic
    from generator.product_shots import Shot, caption, product_sheet

    sku = _named(found, [name])[0]
    yaws = [-360.0 * k / views for k in range(views)]
    images = studio.shots(studio.product(found, sku), yaws)
    words = (caption(sku), *[("", "", "")] * (views - 1))
    shots = [Shot(next(images), lines) for lines in counted(words, "views")]
    write_atomic(out, encode_sheet(product_sheet(shots, columns=min(views, 8)), suffix))
    print(f"{out} ({views} views of {sku.sku})")


def open_studio(engine: str, size: int, samples: int, device: str, threads: int) -> "Studio":
    """A studio by the words of the command line."""
    one_of("--engine", engine, ENGINES, hidden=("stub",))
    one_of("--device", device, DEVICES)
    least, most = SIDE_PX
    if not least <= size <= most:
        raise UsageError(f"--size {size}: expected {least} to {most} pixels.")
    from generator.product_shots import Studio
    from generator.render import open_renderer

    return Studio(open_renderer(engine, device, threads), size, samples)


def choose(
    found: "Catalog", names: Sequence[str], filters: tuple[str, str, str], each: int, limit: int
) -> list["Sku"]:
    """The SKUs named; else those that pass the filters, ``each`` of every package or ``limit`` in all."""
    if names:
        return _named(found, names)
    passing = filtered(found.skus, filters)
    if not each:
        return _spread(passing, limit)
    by_package: dict[str, list[Sku]] = {}
    for sku in passing:
        by_package.setdefault(sku.archetype, []).append(sku)
    return [sku for name in sorted(by_package) for sku in _spread(by_package[name], each)]


def _named(found: "Catalog", names: Sequence[str]) -> list["Sku"]:
    """SKUs by name or GTIN. Raises UsageError for those that there are not."""
    import difflib

    known = {sku.gtin: sku for sku in found.skus} | {sku.sku: sku for sku in found.skus}
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, [sku.sku for sku in found.skus], n=1)
            hint = f"did you mean {close[0]}?" if close else '"gondola assets list" shows what there is.'
            raise UsageError(f"{name}: no such SKU among the catalogue's {len(found.skus)}; {hint}")
    return [known[name] for name in names]


def _spread[T](items: Sequence[T], most: int) -> list[T]:
    """At most so many, evenly over all."""
    if len(items) <= most:
        return list(items)
    return [items[k * len(items) // most] for k in range(most)]
