"""The commands, their options and their help. What they do is in the modules beside this one."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.assets import assets_app
from generator.cli.label_commands import add_label_commands
from generator.cli.options import (
    AnyDatasetArgument,
    DatasetArgument,
    DeviceOption,
    EngineOption,
    RecipeArgument,
    SizeOption,
    StartOption,
)
from generator.cli.stream_commands import add_stream_commands
from generator.cli.train_commands import add_train_commands
from generator.version import VERSION

app = typer.Typer(
    add_completion=True,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: rich would cost more time than all the rest
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(assets_app, name="assets")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gondola {VERSION}")
        raise typer.Exit


@app.callback()
def gondola(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks. May stand anywhere.")] = False,
) -> None:
    """Synthetic retail shelves: a YAML recipe in, photorealistic pictures with exact labels out.

    \b
    First steps:
      gondola recipes                                  what is shipped
      gondola preview snack_aisle                      a contact sheet in seconds
      gondola render snack_aisle --frames 100 --out out/snacks
      gondola inspect out/snacks                       look at pictures and labels
    """


@app.command()
def render(
    recipe: RecipeArgument,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            metavar="DIR|URL",
            help="Folder of the dataset, or s3://BUCKET/PATH and the like.",
            show_default=False,
        ),
    ],
    frames: Annotated[int, typer.Option("--frames", min=1, help="How many frames.")] = 12,
    start: StartOption = 0,
    engine: EngineOption = "cycles",
    device: DeviceOption = "auto",
    threads: Annotated[int, typer.Option("--threads", min=0, help="CPU threads of Cycles; 0: all.")] = 0,
    size: SizeOption = None,
    layout: Annotated[
        str,
        typer.Option(
            "--layout",
            metavar="files|shards",
            help="A file for everything, or tars and Parquet for many frames.",
        ),
    ] = "files",
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", min=1, max=100_000, help="Render with so many processes.", show_default=False
        ),
    ] = None,
    ray: Annotated[
        str,
        typer.Option("--ray", metavar="ADDRESS", help="Ray cluster: auto or HOST:PORT; else this machine."),
    ] = "",
    cpus_per_worker: Annotated[
        float | None,
        typer.Option("--cpus-per-worker", min=0.01, help="Cores of each worker; else an even share."),
    ] = None,
    gpus_per_worker: Annotated[
        float | None,
        typer.Option(
            "--gpus-per-worker", min=0.0, help="GPUs of each worker, such as 0.5; else an even share."
        ),
    ] = None,
    tries: Annotated[
        int, typer.Option("--tries", min=1, help="Leave a frame out after so many errors (farm only).")
    ] = 3,
    recycle_mib: Annotated[
        int, typer.Option("--recycle-mib", min=0, help="Replace workers above this memory; 0: never.")
    ] = 0,
    worker_price: Annotated[
        float, typer.Option("--worker-price", min=0.0, help="Price of a worker's hour, to show the cost.")
    ] = 0.0,
    json_events: Annotated[
        bool, typer.Option("--json", help="Print every event of a farm's run as a line of JSON.")
    ] = False,
) -> None:
    """Render labelled frames into a dataset folder.

    A frame depends on the recipe and its index alone, so --start cuts a dataset into parts for many machines.
    Stop it with Ctrl-C whenever you like: the same command goes on where it stopped.

    \b
    Examples:
      gondola render beverage_aisle --frames 12 --out out/drinks
      gondola render my.yaml --engine draft --frames 1000 --size 320x240 --out out/quick
      gondola render my.yaml --start 1000 --frames 500 --device gpu --out out/part2
      gondola render my.yaml --frames 5000 --workers 4 --out out/many
      gondola render my.yaml --frames 50000 --ray 10.0.0.5:6379 --workers 64 --out out/lots
      gondola render my.yaml --frames 5000 --workers 4 --out s3://bucket/many
    """
    from generator.cli.farming import FarmOptions
    from generator.cli.rendering import render_dataset

    share = (cpus_per_worker, gpus_per_worker)
    asked = FarmOptions(workers or 1, ray, *share, tries, recycle_mib, worker_price, json_events)
    farm = asked if workers or ray else None
    if farm is None:
        asked.refuse()
    wanted = range(start, start + frames)
    raise typer.Exit(render_dataset(recipe, out, wanted, engine, device, threads, size, farm, layout))


@app.command()
def preview(
    recipe: RecipeArgument,
    frames: Annotated[int, typer.Option("--frames", min=1, max=400, help="How many frames.")] = 12,
    start: StartOption = 0,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="JPEG or PNG to write.")] = Path(
        "preview.jpg"
    ),
    size: SizeOption = None,
) -> None:
    """Draw a contact sheet of a recipe.

    It takes seconds: pictures come from the draft engine, small unless --size says otherwise.

    \b
    Example:
      gondola preview my.yaml --frames 24 --out sheet.jpg
    """
    from generator.cli.pictures import preview_recipe

    preview_recipe(recipe, range(start, start + frames), out, size)


@app.command()
def status(
    dataset: AnyDatasetArgument,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for machines.")] = False,
) -> None:
    """Say how a run with workers stands, from any terminal.

    \b
    Examples:
      gondola status out/many
      gondola status s3://bucket/many
    """
    from generator.cli.farm_status import print_status

    print_status(dataset, as_json)


@app.command()
def fetch(
    url: AnyDatasetArgument,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder to fetch it into.", show_default=False)
    ],
) -> None:
    """Bring a dataset from a URL to this machine.

    Then every command works on it. Run again, it brings what is new.

    \b
    Example:
      gondola fetch s3://bucket/many --out out/many
    """
    from generator.cli.fetching import fetch_dataset

    fetch_dataset(url, out)


@app.command()
def unpack(
    folder: DatasetArgument,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="A new folder for the files.", show_default=False)
    ],
) -> None:
    """Make a folder of files of a dataset that was rendered with --layout shards.

    \b
    Example:
      gondola unpack out/lots --out out/lots-files
    """
    from generator.cli.farm_status import unpack_dataset

    unpack_dataset(folder, out)


@app.command()
def timeline(
    dataset: AnyDatasetArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="SVG to write; else DIR/run/timeline.svg.")
    ] = None,
) -> None:
    """Draw which worker did what, when.

    Idle time stands out; open the SVG in a browser, where every bar names its frame.

    \b
    Example:
      gondola timeline out/many
    """
    from generator.cli.farm_status import draw_timeline

    draw_timeline(dataset, out)


@app.command()
def sheet(
    folder: DatasetArgument,
    frames: Annotated[int, typer.Option("--frames", min=1, max=400, help="At most so many frames.")] = 12,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="JPEG or PNG; else DIR/preview.jpg.")
    ] = None,
) -> None:
    """Draw a contact sheet of a dataset.

    Pictures, and beside them masks and boxes."""
    from generator.cli.pictures import sheet_of_dataset

    sheet_of_dataset(folder, frames, out or folder / "preview.jpg")


@app.command()
def check(
    recipes: Annotated[
        list[str],
        typer.Argument(metavar="RECIPE...", help="Recipe files or shipped names.", show_default=False),
    ],
    frames: Annotated[
        int, typer.Option("--frames", min=0, help="Frames to try of each, without rendering.")
    ] = 3,
) -> None:
    """Say all that is wrong with recipes.

    Looks at the text, the catalogue, and some frames, sampled without rendering.
    Exit code 0 when all are good, 2 otherwise.

    \b
    Example:
      gondola check recipes/*.yaml
    """
    from generator.cli.checking import check_recipes

    raise typer.Exit(check_recipes(recipes, frames))


@app.command()
def scene(
    recipe: RecipeArgument,
    frame: Annotated[int, typer.Option("--frame", min=0, help="Index of the frame.")] = 0,
    arrays: Annotated[bool, typer.Option("--arrays", help="With vertices and faces of all meshes.")] = False,
    size: SizeOption = None,
) -> None:
    """Print one frame's scene as JSON.

    Camera, lights, materials, and every instance with its place.

    \b
    Example:
      gondola scene snack_aisle --frame 7 | jq '.camera'
    """
    from generator.cli.texts import print_scene

    print_scene(recipe, frame, arrays, size)


@app.command()
def schema(
    truth: Annotated[bool, typer.Option("--truth", help="That of truth/000007.json instead.")] = False,
) -> None:
    """Print the recipe language as JSON Schema, or that of the frames' truth.

    Editors complete and check recipes with it; docs/truth.md explains the truth.

    \b
    Examples:
      gondola schema > recipe.schema.json
      gondola schema --truth > truth.schema.json
    """
    from generator.cli import texts

    (texts.print_truth_schema if truth else texts.print_schema)()


@app.command()
def recipes() -> None:
    """List the shipped recipes."""
    from generator.cli.texts import print_recipes

    print_recipes()


@app.command()
def inspect(
    folder: DatasetArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="HTML to write; else DIR/inspect.html.")
    ] = None,
    pictures: Annotated[
        int, typer.Option("--pictures", min=0, max=200, help="At most so many pictures.")
    ] = 24,
) -> None:
    """Write an HTML page about a dataset.

    One self-contained file: pictures with switchable overlays, and histograms of the labels."""
    from generator.cli.pictures import inspect_dataset

    inspect_dataset(folder, out or folder / "inspect.html", pictures)


add_label_commands(app)
add_stream_commands(app)
add_train_commands(app)
