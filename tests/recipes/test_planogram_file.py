# ruff: noqa: E501 - one mistake a line, beside all that is said of it
"""Planograms from files: what is written is what is read, and what is wrong is told with its place."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recipes import Recipe, RecipeError, load_recipe, recipe_key
from recipes.errors import Problem
from recipes.planned_slots import MOST_SLOTS, PlanogramSlot

HEADER = "bay,shelf,position,sku,gtin,facings_wide,facings_high,facings_deep,x_m"


def recipe_with(folder: Path, planogram: str, name: str = "plan.csv", rest: str = "") -> Path:
    (folder / name).write_text(planogram, "utf-8", newline="")
    path = folder / "recipe.yaml"
    path.write_text(
        f"planogram: {{file: {name}}}\nfixture: {{bays: 9, shelves: 9, height_m: 3}}\n{rest}", "utf-8"
    )
    return path


def slots(folder: Path, planogram: str, name: str = "plan.csv") -> tuple[PlanogramSlot, ...]:
    return load_recipe(recipe_with(folder, planogram, name)).planogram.slots


def problems(folder: Path, planogram: str, name: str = "plan.csv") -> list[str]:
    with pytest.raises(RecipeError) as caught:
        load_recipe(recipe_with(folder, planogram, name))
    return [str(p).removeprefix(f"{folder}/") for p in caught.value.problems]


GTINS = ("2402261475647", "4006381333931", "96385074", "012345678905")
ARTICLES = st.one_of(
    st.fixed_dictionaries({"sku": st.text(st.sampled_from("abz-_19;,\t|\" '#ü"), min_size=1, max_size=8)}),
    st.fixed_dictionaries({"gtin": st.sampled_from(GTINS)}),
)
SLOTS = st.lists(
    st.tuples(
        st.fixed_dictionaries(
            {"bay": st.integers(1, 9), "shelf": st.integers(1, 9), "position": st.integers(1, 99)},
            optional={
                "facings_wide": st.integers(1, 100),
                "facings_high": st.integers(1, 20),
                "facings_deep": st.integers(0, 60),
                "x_m": st.integers(0, 4000).map(lambda mm: mm / 1000),
            },
        ),
        ARTICLES,
    ).map(lambda pair: pair[0] | pair[1]),
    min_size=1,
    max_size=6,
    unique_by=lambda slot: (slot["bay"], slot["shelf"], slot["position"]),
)


def expected(rows: list[dict[str, object]]) -> tuple[PlanogramSlot, ...]:
    whole = ({**row, **({"gtin": str(row["gtin"]).zfill(13)} if "gtin" in row else {})} for row in rows)
    return tuple(
        PlanogramSlot(**{k: v.strip() if isinstance(v, str) else v for k, v in r.items()}) for r in whole
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=SLOTS, delimiter=st.sampled_from(",;\t|"), end=st.sampled_from(["\n", "\r\n"]))
def test_what_a_table_program_writes_is_read_as_it_was(
    tmp_path: Path, rows: list[dict[str, object]], delimiter: str, end: str
) -> None:
    text = io.StringIO()
    table = csv.DictWriter(
        text, HEADER.split(","), delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_NONNUMERIC
    )
    table.writeheader()
    table.writerows(rows)
    read = slots(tmp_path, text.getvalue())
    assert [s.model_copy(update={"sku": s.sku.strip()}) for s in read] == list(expected(rows))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=SLOTS)
def test_yaml_and_slots_written_in_the_recipe_say_the_same(
    tmp_path: Path, rows: list[dict[str, object]]
) -> None:
    read = load_recipe(recipe_with(tmp_path, json.dumps({"slots": rows}), "plan.yaml"))
    (tmp_path / "own.yaml").write_text(
        f"fixture: {{bays: 9, shelves: 9, height_m: 3}}\nplanogram: {json.dumps({'slots': rows})}\n", "utf-8"
    )
    written = load_recipe(tmp_path / "own.yaml")
    assert read.planogram.slots == written.planogram.slots
    assert recipe_key(read) == recipe_key(written)
    assert Recipe.model_validate(json.loads(read.model_dump_json())) == read


def test_the_key_is_that_of_the_content(tmp_path: Path) -> None:
    plain = recipe_key(load_recipe(recipe_with(tmp_path, "shelf,sku\n1,a\n")))
    assert plain == recipe_key(
        load_recipe(recipe_with(tmp_path, "# seen\nSKU;Shelf;Note\na;1;x\n", "other.csv"))
    )
    assert plain != recipe_key(load_recipe(recipe_with(tmp_path, "shelf,sku\n1,b\n")))
    assert plain != recipe_key(load_recipe(recipe_with(tmp_path, "shelf,sku,facings\n1,a,2\n")))


def test_names_of_columns_are_read_generously(tmp_path: Path) -> None:
    text = "Section;Row;Pos.;EAN;Horizontal Facings;High;Deep;X;Remark\n2;3;4;4006381333931;5;2;3;0.4;good\n"
    wanted = {"bay": 2, "shelf": 3, "position": 4, "gtin": "4006381333931", "x_m": 0.4}
    facings = {"facings_wide": 5, "facings_high": 2, "facings_deep": 3}
    assert slots(tmp_path, text) == (PlanogramSlot(**wanted, **facings),)


def test_positions_left_out_count_up_on_each_shelf(tmp_path: Path) -> None:
    read = slots(tmp_path, "shelf,sku\n1,a\n2,b\n1,c\n")
    assert [(s.bay, s.shelf, s.position, s.sku) for s in read] == [
        (1, 1, 1, "a"),
        (1, 2, 1, "b"),
        (1, 1, 2, "c"),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("shelf,sku,facings\n1,a,many\n", 'plan.csv:2:5: facings_wide: expected a whole number from 1 to 100, found the text "many"'),
        ("shelf,sku,facings\n1,a,0\n", "plan.csv:2:5: facings_wide: expected a whole number from 1 to 100, found 0"),
        ('shelf,sku\n1,"a\nb"\n0,c\n', "plan.csv:4:1: shelf: expected a whole number from 1 to 32, found 0"),
        ("shelf,sku\n1,a,3\n", "plan.csv:2:5: expected 2 cells as in the first line, found 3"),
        ("shelf,sku\n1,\n", "plan.csv:2:1: expected a sku or a gtin, found neither"),
        ("shelf,position,sku\n1,1,a\n1,1,b\n", "plan.csv:3:3: bay 1, shelf 1 has position 1 twice; the first is in line 2"),
        ("shelf,sku,article\n1,a,b\n", "plan.csv:1:11: expected one column for sku, found sku and article"),
        ("shelv,sku\n1,a\n", 'plan.csv:1:1: expected a column shelf, found shelv, sku; is it "shelv"? call it shelf'),
        ("shelf,sku\n", "plan.csv:1:1: expected slots below the names of columns, found none"),
        ("", "plan.csv:1:1: expected a line with the names of columns, found an empty file"),
        ('shelf,sku\n1,"a\n', "plan.csv:2:3: expected a closing quote, found the end of the file"),
        ("shelf,gtin\n1,4006381333932\n", "plan.csv:2:3: gtin: expected a GTIN whose check digit is right, found 4006381333932; 4006381333931 would be"),
        ("shelf,gtin\n1,4.00638E+12\n", "plan.csv:2:3: gtin: expected a GTIN, found 4.00638E+12: a spreadsheet has rounded it; format the column as text"),
        ("shelf;sku;x\n1;a;0,35\n", 'plan.csv:2:5: x_m: expected a number from 0 to 40 m, found the text "0,35"; write 0.35'),
    ],
)  # fmt: skip
def test_mistakes_have_a_place_and_a_remedy(tmp_path: Path, text: str, wrong: str) -> None:
    assert problems(tmp_path, text) == [wrong]


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    told = problems(tmp_path, "shelf,sku,facings\n0,a,1\n1,b,x\n1,c,1\n99,d,1\n")
    assert [line.split(": ")[0] for line in told] == ["plan.csv:2:1", "plan.csv:3:5", "plan.csv:5:1"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("bay: 1\n", "plan.yaml:1:1: expected a list under slots:, found none"),
        ("slots: 3\n", "plan.yaml:1:8: slots: expected a list of slots, found 3"),
        ("slots: [7]\n", "plan.yaml:1:9: slots[0]: expected a slot as {shelf: 1, ...}, found 7"),
        ("slots: [{shelf: 1, skuu: a}]\n", 'plan.yaml:1:20: slots[0]: expected a column of a planogram, found the text "skuu"; did you mean "sku"?'),
        ("slots: [{shelf: 1, sku: [a]}]\n", "plan.yaml:1:25: sku: expected the sku of an article, found the list [a]"),
        ("slots: [{shelf: yes, sku: a}]\n", 'plan.yaml:1:17: shelf: expected a whole number from 1 to 32, found the text "yes"'),
    ],
)  # fmt: skip
def test_mistakes_in_yaml_have_a_place_too(tmp_path: Path, text: str, wrong: str) -> None:
    assert wrong in problems(tmp_path, text, "plan.yaml")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("../plan.csv", "expected a path inside the recipe's own folder"),
        ("/etc/plan.csv", "expected a path inside the recipe's own folder"),
        ("plam.csv", 'found no file plam.csv; did you mean "plan.csv"?'),
        ("plan.xlsx", "expected a planogram as .csv, .tsv or .yaml, found plan.xlsx"),
        ("[plan.csv]", "expected the path of a CSV or YAML file, found the list [plan.csv]"),
    ],
)
def test_only_tables_in_the_recipes_own_folder_are_read(tmp_path: Path, name: str, wrong: str) -> None:
    (tmp_path / "plan.csv").write_text("shelf,sku\n1,a\n")
    (tmp_path / "recipe.yaml").write_text(f"planogram: {{file: {name}}}\n")
    with pytest.raises(RecipeError) as caught:
        load_recipe(tmp_path / "recipe.yaml")
    assert wrong in str(caught.value)
    assert f"{tmp_path}/recipe.yaml:1:19: planogram.file:" in str(caught.value)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "plan.csv").write_text("shelf,sku\n1,a\n")
    (inner / "plan.csv").symlink_to(tmp_path / "plan.csv")
    (inner / "recipe.yaml").write_text("planogram: {file: plan.csv}\n")
    with pytest.raises(RecipeError, match="inside the recipe's own folder"):
        load_recipe(inner / "recipe.yaml")


def test_size_is_bounded(tmp_path: Path) -> None:
    rows = "".join(f"{1 + i // 1000},{1 + i % 1000},a\n" for i in range(MOST_SLOTS + 1))
    assert "expected at most 5,000 slots, found more" in problems(tmp_path, f"shelf,position,sku\n{rows}")[0]
    assert "at most 1,048,576 bytes, found more" in problems(tmp_path, "shelf,sku\n" + "#" * (1 << 20))[0]

    assert "at most 200 cells in a line" in problems(tmp_path, "shelf,sku\n" + "," * 300)[0]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=80),
        st.text(st.sampled_from('a1,;\t"\n\r# |.-'), max_size=60).map(lambda t: f"shelf,sku,x\n{t}".encode()),
        st.text(st.sampled_from("a1,:[]{}- \n\"'&*"), max_size=60).map(lambda t: f"slots: {t}".encode()),
    ),
    st.sampled_from(["plan.csv", "plan.yaml"]),
)
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_place(
    tmp_path: Path, data: bytes, name: str
) -> None:
    path = recipe_with(tmp_path, "", name)
    (tmp_path / name).write_bytes(data)
    told: list[Problem] = []
    try:
        assert load_recipe(path).planogram.slots
    except RecipeError as error:
        told += error.problems
    assert all(problem.line >= 1 and problem.column >= 1 for problem in told)
    assert not any("Node(" in problem.message for problem in told)


def test_a_child_takes_another_file_and_parts_of_a_mixture_have_their_own(tmp_path: Path) -> None:
    recipe_with(tmp_path, "shelf,sku\n1,a\n")
    (tmp_path / "b.csv").write_text("shelf,sku\n1,b\n")
    (tmp_path / "child.yaml").write_text("extends: recipe.yaml\nplanogram: {file: b.csv}\n")
    (tmp_path / "mix.yaml").write_text("mix: {recipe.yaml: 1, child.yaml: 1, quick: 1}\n")
    assert [s.sku for s in load_recipe(tmp_path / "child.yaml").planogram.slots] == ["b"]
    parts = load_recipe(tmp_path / "mix.yaml").mix
    assert [[s.sku for s in part.recipe.planogram.slots] for part in parts] == [["a"], ["b"], []]


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ("planogram: {slots: [{bay: 3, shelf: 1, sku: a}]}\nfixture: {bays: {integers: [2, 4]}}", ":1:27: planogram.slots[0].bay: bay 3 of the planogram; the fixture has 2 bays; write fixture.bays: 3"),
        ("planogram: {slots: [{shelf: 7, sku: a}]}", ":1:29: planogram.slots[0].shelf: shelf 7 of the planogram; the fixture has 5 shelves; write fixture.shelves: 7"),
        ("planogram: {slots: [{bay: 2, shelf: 1, sku: a}]}\nfixture: {kind: end_cap, bays: 3}", "bay 2 of the planogram; an end cap has 1 bay"),
        ("planogram: {slots: [{shelf: 1, sku: a}]}\nfixture: {kind: {choice: [gondola, bin]}}", ":2:17: fixture.kind: what lies in a bin has no slots to be planned"),
        ("planogram: {slots: [{shelf: 1, sku: a}], misplaced: 0.1}", "planogram.misplaced: misplaced needs a second SKU on the fixture; there is one"),
        ("planogram: {file: b.csv, slots: [{shelf: 1, sku: a}]}", "planogram.file: expected a file or slots, found both; leave out one"),
        ("planogram: {out_of_stock: 1, turned: 0.1}", ":1:38: planogram.turned: every slot is sold out (out_of_stock: 1); nothing is left to be turned"),
        ("planogram: {missing_tag: 1, wrong_tag: 0.1}", "planogram.wrong_tag: every price tag is missing (missing_tag: 1); none is left to be wrong"),
        ("planogram: {wrong_tag: 0.1}\nfixture: {price_tags: 0}", "planogram.wrong_tag: no slot has a price tag; none can be wrong"),
        ("planogram: {missing_tag: 0.1}\nfixture: {price_rail: false}", "planogram.missing_tag: no slot has a price tag; none can be missing"),
        ("planogram: {wrong_tag: 0.1}\nmerchandise: {assortment: {skus: 1}}", "planogram.wrong_tag: wrong_tag needs a second SKU on the fixture; there is one"),
        ("planogram: {foreign: 0.1}\nmerchandise: {catalog_skus: 20, assortment: {skus: 20}}", "planogram.foreign: foreign goods are none of the assortment; it has all 20 SKUs of the catalogue"),
        ("planogram: {empty_slot: 0.1}", 'found the text "empty_slot"; it is called "out_of_stock" now'),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(tmp_path: Path, settings: str, wrong: str) -> None:
    (tmp_path / "recipe.yaml").write_text(settings + "\n")
    with pytest.raises(RecipeError) as caught:
        load_recipe(tmp_path / "recipe.yaml")
    assert len(caught.value.problems) == 1
    assert wrong in str(caught.value)
