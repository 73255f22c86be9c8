"""The commands ``gondola assets ...``: catalogues and one's own merchandise."""

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
