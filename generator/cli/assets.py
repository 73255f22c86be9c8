"""The commands ``gondola assets ...``: catalogues and one's own merchandise."""

from pathlib import Path
from typing import Annotated

import typer

assets_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Look at catalogues and bring your own merchandise."
)

CatalogArgument = Annotated[
    str,
    typer.Argument(
        metavar="[CATALOG]", help='"builtin", a folder of your own products, or a recipe.', show_default=False
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of the built-in catalogue.")]
SkusOption = Annotated[int, typer.Option("--skus", min=1, max=20_000, help="SKUs of the built-in catalogue.")]
LanguagesOption = Annotated[
    str, typer.Option("--languages", metavar="TAG,...", help="Languages of the built-in catalogue.")
]

EngineOption = Annotated[
    str, typer.Option("--engine", metavar="cycles|draft", help="Path tracing, or quick and simple.")
]
SamplesOption = Annotated[int, typer.Option("--samples", min=1, help="Samples per pixel of Cycles.")]
DeviceOption = Annotated[str, typer.Option("--device", metavar="auto|cpu|gpu", help="Where Cycles renders.")]
ThreadsOption = Annotated[int, typer.Option("--threads", min=0, help="CPU threads of Cycles; 0: all.")]


@assets_app.command("list")
def list_(
    catalog: CatalogArgument = "builtin",
    category: Annotated[
        str, typer.Option("--category", metavar="NAME", help="Only these: snacks, or snacks/crisps.")
    ] = "",
    brand: Annotated[str, typer.Option("--brand", metavar="NAME", help="Only this brand.")] = "",
    archetype: Annotated[str, typer.Option("--archetype", metavar="NAME", help="Only this package.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="At most so many; 0: all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON in place of a table.")] = False,
    seed: SeedOption = 1,
    skus: SkusOption = 240,
    languages: LanguagesOption = "en",
) -> None:
    """List the SKUs of a catalogue.

    Given a recipe, lists the catalogue that its frames use; --seed, --skus and --languages then come from it.

    \b
    Examples:
      gondola assets list --limit 20
      gondola assets list builtin --skus 2000 --category beverages/wine
      gondola assets list my_products --json | jq '.[].gtin'
      gondola assets list snack_aisle --brand Vazmova
    """
    from generator.cli.asset_list import list_skus

    list_skus(catalog, seed, skus, languages, (category, brand, archetype), limit, as_json)


@assets_app.command()
def sheet(
    catalog: CatalogArgument = "builtin",
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="JPEG, PNG or WebP to write.")] = Path(
        "sheet.jpg"
    ),
    sku: Annotated[
        list[str] | None, typer.Option("--sku", metavar="NAME", help="This SKU; may stand several times.")
    ] = None,
    category: Annotated[
        str, typer.Option("--category", metavar="NAME", help="Only these: snacks, or snacks/crisps.")
    ] = "",
    brand: Annotated[str, typer.Option("--brand", metavar="NAME", help="Only this brand.")] = "",
    archetype: Annotated[str, typer.Option("--archetype", metavar="NAME", help="Only this package.")] = "",
    each: Annotated[
        int, typer.Option("--each", min=0, help="So many of every package, in place of --limit.")
    ] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, help="So many, spread over the range.")] = 24,
    engine: EngineOption = "cycles",
    size: Annotated[int, typer.Option("--size", help="Side of each picture in pixels.")] = 512,
    samples: SamplesOption = 16,
    device: DeviceOption = "auto",
    threads: ThreadsOption = 0,
    seed: SeedOption = 1,
    skus: SkusOption = 240,
    languages: LanguagesOption = "en",
) -> None:
    """Draw products with their names on one sheet.

    Each stands on a plain sweep in soft light, framed to fill its picture.

    \b
    Examples:
      gondola assets sheet --each 3 --out packages.jpg
      gondola assets sheet builtin --category beverages/wine --skus 2000
      gondola assets sheet my_products --engine draft --size 256
    """
    from generator.cli.asset_list import open_named
    from generator.cli.assets_sheet import choose, open_studio, sheet_of_products

    found = open_named(catalog, seed, skus, languages)
    chosen = choose(found, sku or [], (category, brand, archetype), each, limit)
    sheet_of_products(found, chosen, open_studio(engine, size, samples, device, threads), out)


@assets_app.command()
def show(
    sku: Annotated[str, typer.Argument(metavar="SKU", help="Its name or GTIN.", show_default=False)],
    catalog: CatalogArgument = "builtin",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="JPEG, PNG or WebP; else SKU.jpg.")
    ] = None,
    views: Annotated[int, typer.Option("--views", min=1, max=72, help="From how many sides.")] = 8,
    engine: EngineOption = "cycles",
    size: Annotated[int, typer.Option("--size", help="Side of each picture in pixels.")] = 320,
    samples: SamplesOption = 16,
    device: DeviceOption = "auto",
    threads: ThreadsOption = 0,
    seed: SeedOption = 1,
    skus: SkusOption = 240,
    languages: LanguagesOption = "en",
) -> None:
    """Draw one product from all sides.

    \b
    Examples:
      gondola assets show 4006381333931 my_products
      gondola assets show SKU --views 4 --size 512 --out turn.png
    """
    from generator.cli.asset_list import open_named
    from generator.cli.assets_sheet import open_studio, strip_of_product

    found = open_named(catalog, seed, skus, languages)
    studio = open_studio(engine, size, samples, device, threads)
    strip_of_product(found, sku, views, studio, out or Path(f"{sku}.jpg"))


@assets_app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="GLB, glTF, OBJ, DAE, STL, PLY, FBX, USD or USDZ.", show_default=False
        ),
    ],
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Catalogue to put them into.", show_default=False)
    ],
    size: Annotated[
        str | None, typer.Option("--size", metavar="WxDxH", help="Its true size, such as 72x164x213mm.")
    ] = None,
    height: Annotated[
        str | None, typer.Option("--height", metavar="H", help="Its true height alone, such as 213mm.")
    ] = None,
    units: Annotated[
        str | None, typer.Option("--units", metavar="mm|cm|m|in", help="What the file's numbers are.")
    ] = None,
    up: Annotated[
        str | None, typer.Option("--up", metavar="AXIS", help="The file's axis that is up: z, y, -x, ...")
    ] = None,
    front: Annotated[
        str | None, typer.Option("--front", metavar="AXIS", help="The file's axis that faces the shopper.")
    ] = None,
    turn: Annotated[
        float, typer.Option("--turn", min=-360, max=360, help="Degrees to turn it on its base, after that.")
    ] = 0.0,
    textures: Annotated[
        Path | None, typer.Option("--textures", metavar="FOLDER", help="Where to look for textures first.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="What it is called.")] = None,
    brand: Annotated[str | None, typer.Option("--brand", help="Its brand.")] = None,
    gtin: Annotated[str | None, typer.Option("--gtin", help="Its number: 8, 12, 13 or 14 digits.")] = None,
    category: Annotated[str | None, typer.Option("--category", help="Such as snacks/crisps.")] = None,
    price: Annotated[float | None, typer.Option("--price", help="Such as 2.49.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a product of that name.")] = False,
) -> None:
    """Bring 3D models into a catalogue.

    Each becomes a folder with model.glb (metres, upright, front to the shopper, on its base, over-dense
    surfaces reduced) and product.yaml. What the file leaves open is guessed and said; what would be a gamble
    is asked. Exit code 0 when all came in, 2 otherwise.

    \b
    Examples:
      gondola assets import soup.obj --to my_products --name "Tomato soup" --category canned/soup
      gondola assets import scan.ply --to my_products --height 213mm --up z --front -y
      gondola assets import models/*.glb --to my_products --brand Bramble
    """
    from generator.cli.assets_import import facts_of, import_models, wishes_of

    wishes = wishes_of(size, height, units, up, front, turn)
    facts = facts_of({"name": name, "brand": brand, "gtin": gtin, "category": category, "price": price})
    raise typer.Exit(2 if import_models(files, to, wishes, facts, textures, replace) else 0)
