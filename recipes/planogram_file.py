"""Explicit planograms: read from CSV or YAML beside the recipe, each mistake at its line and column.

What is read takes its place in the recipe's tree as ``planogram.slots``, nodes and their places included; so
a resolved recipe holds its planogram and needs the file no more, and later checks report at the file's lines.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from recipes import wording
from recipes.errors import RecipeError, path_text
from recipes.files import Located, UnreadableError, inside, read_bytes
from recipes.planned_slots import MOST_SLOTS, WHOLE, X_M
from recipes.source import MAX_BYTES, Entry, Node, Place, Scalar, decoded, parse, plain
from recipes.spec import BadValueError
from recipes.tables import cells_of, delimiter_of
from recipes.trees import Reading

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "bay": ("bay", "section", "module", "segment"),
    "shelf": ("shelf", "row", "tray", "board", "level"),
    "position": ("position", "pos", "slot", "sequence", "seq"),
    "sku": ("sku", "article", "item", "product", "product_id", "article_number", "item_number"),
    "gtin": ("gtin", "ean", "upc", "barcode", "gtin13", "ean13"),
    "facings_wide": ("facings_wide", "facings", "wide", "hfacings", "horizontal_facings", "facings_w"),
    "facings_high": ("facings_high", "high", "vfacings", "vertical_facings", "facings_h"),
    "facings_deep": ("facings_deep", "deep", "dfacings", "depth_facings", "facings_d"),
    "x_m": ("x_m", "x", "left_m"),
}
"""What columns may be called. Case does not matter, nor whether words are parted by blanks or ``_``."""
NUMBERED = ("bay", "shelf", "position")
_NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
_DIGITS = re.compile(r"[0-9]+")
_ROUNDED = re.compile(r"[0-9][.,][0-9]+[eE]\+?[0-9]+")
_KEY = ("planogram", "slots")

type Row = dict[str, Node]
type Report = Callable[[Place, tuple[str | int, ...], str], None]


def with_planogram(tree: Node, reading: Reading) -> Node:
    """``tree`` with the slots that ``planogram.file`` or ``planogram.slots`` gives; mistakes join
    ``reading.problems``."""
    section = _entry(tree, "planogram")
    if section is None or not isinstance(section.node.value, dict):
        return tree
    file, slots = (_written(section.node.value.get(name)) for name in ("file", "slots"))
    if file is None and slots is None:
        return tree

    def report(place: Place, path: tuple[str | int, ...], message: str) -> None:
        reading.problems.append(place.problem(message, path_text(path)))

    entries = {key: entry for key, entry in section.node.value.items() if key not in ("file", "slots")}
    if file is not None and slots is not None:
        report(file.key_place, ("planogram", "file"), "expected a file or slots, found both; leave out one")
        rows: list[tuple[Place, Row]] = []
        key, place = file.key_place, file.node.place
    elif file is not None:
        key, place = file.key_place, file.node.place
        rows = _rows_of_file(file.node, reading, report)
    else:
        assert slots is not None
        key, place = slots.key_place, slots.node.place
        rows = _rows_of_list(slots.node, _KEY, report)
    entries["slots"] = Entry(key, Node(place, tuple(_checked(rows, report))))
    changed = Entry(section.key_place, replace(section.node, value=entries))
    assert isinstance(tree.value, dict)
    return replace(tree, value={**tree.value, "planogram": changed})


def _written(entry: Entry | None) -> Entry | None:
    """The entry, None for a default written out."""
    return None if entry is None or plain(entry.node) in ("", []) else entry


def _entry(tree: Node, key: str) -> Entry | None:
    return tree.value.get(key) if isinstance(tree.value, dict) else None


def _rows_of_file(node: Node, reading: Reading, report: Report) -> list[tuple[Place, Row]]:
    """The rows of the file that a recipe names, each with its place."""
    at = ("planogram", "file")
    try:
        file = _located(plain(node), reading.homes[node.place.file])
        data = read_bytes(file)
        if len(data) > MAX_BYTES:
            raise UnreadableError(f"expected a planogram of at most {MAX_BYTES:,} bytes, found more")
    except UnreadableError as error:
        report(node.place, at, str(error))
        return []
    try:
        if file.path.suffix.lower() in (".yaml", ".yml"):
            top = parse(data, file.shown, reading.problems)
            slots = _entry(top, "slots")
            if slots is None:
                hint = wording.did_you_mean("slots", [str(key) for key in plain(top)])
                report(top.place, (), f"expected a list under slots:, found none{hint}")
                return []
            return _rows_of_list(slots.node, ("slots",), report)
        return _rows_of_table(decoded(data, file.shown), file.shown, report)
    except RecipeError as error:
        reading.problems.extend(error.problems)
        return []


def _located(name: Any, home: Located) -> Located:
    if not isinstance(name, str) or not name:
        raise UnreadableError(f"expected the path of a CSV or YAML file, found {wording.found(name)}")
    if os.path.splitext(name)[1].lower() not in (".csv", ".tsv", ".txt", ".yaml", ".yml"):
        raise UnreadableError(f"expected a planogram as .csv, .tsv or .yaml, found {wording.shortened(name)}")
    real = inside(home.folder, home.path.parent, name)
    if not os.path.isfile(real):
        beside = [p.name for p in real.parent.iterdir()] if os.path.isdir(real.parent) else []
        hint = wording.did_you_mean(real.name, beside)
        raise UnreadableError(f"expected a planogram, found no file {wording.shortened(name)}{hint}")
    return Located(real, os.path.join(os.path.dirname(home.shown), name), home.folder)


def _rows_of_list(node: Node, at: tuple[str | int, ...], report: Report) -> list[tuple[Place, Row]]:
    """The rows of a YAML list of mappings."""
    if not isinstance(node.value, tuple) or not node.value:
        report(node.place, at, f"expected a list of slots, found {wording.found(plain(node))}")
        return []
    rows = []
    for i, item in enumerate(node.value):
        if not isinstance(item.value, dict):
            report(
                item.place,
                (*at, i),
                f"expected a slot as {{shelf: 1, ...}}, found {wording.found(plain(item))}",
            )
            continue
        row: Row = {}
        for key, entry in item.value.items():
            name = _NAMES.get(_normal(key))
            if name is None:
                hint = wording.did_you_mean(key, _NAMES) or f" (known: {', '.join(COLUMNS)})"
                report(
                    entry.key_place,
                    (*at, i),
                    f"expected a column of a planogram, found {wording.found(key)}{hint}",
                )
            elif name in row:
                report(entry.key_place, (*at, i), f"expected {name} once, found it again")
            else:
                row[name] = entry.node
        rows.append((item.place, row))
    return rows


def _normal(name: Scalar) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(name).strip().lower()).strip("_")


def _rows_of_table(text: str, shown: str, report: Report) -> list[tuple[Place, Row]]:
    """The rows of comma-separated values (or semicolons, tabs, bars), by the names in the first line."""
    lines = (cells for cells in cells_of(text, delimiter_of(text), shown) if _says_something(cells))
    header = next(lines, None)
    if header is None:
        report(Place(shown, 1, 1), (), "expected a line with the names of columns, found an empty file")
        return []
    names = _named_columns(header, report)
    if names is None:
        return []
    rows: list[tuple[Place, Row]] = []
    empty = True
    for cells in lines:
        place, empty = cells[0].place, False
        if len(cells) > len(header):
            extra = cells[len(header)]
            report(extra.place, (), f"expected {len(header)} cells as in the first line, found {len(cells)}")
            continue
        if len(rows) == MOST_SLOTS:
            report(place, (), f"expected at most {MOST_SLOTS:,} slots, found more")
            break
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell.value != ""}
        rows.append((place, row))
    if empty:
        report(header[0].place, (), "expected slots below the names of columns, found none")
    return rows


def _says_something(cells: list[Node]) -> bool:
    """Not a blank line, and no comment."""
    return any(cell.value for cell in cells) and not str(cells[0].value).startswith("#")


def _named_columns(header: list[Node], report: Report) -> list[str] | None:
    """What each column is; "" for those that say nothing of interest. None where one is missing."""
    names = [_NAMES.get(_normal(str(cell.value)), "") for cell in header]
    said = [str(cell.value) for cell in header]
    for i, name in enumerate(names):
        if name and name in names[:i]:
            first = said[names.index(name)]
            report(header[i].place, (), f"expected one column for {name}, found {first} and {said[i]}")
            return None
    missing = [name for name in ("shelf",) if name not in names]
    missing += [] if {"sku", "gtin"} & set(names) else ["sku"]
    spare = [word for word, name in zip(said, names, strict=True) if not name]
    for name in missing:
        hint = next(
            (
                f'; is it "{word}"? call it {name}'
                for word in spare
                if wording.did_you_mean(word, COLUMNS[name])
            ),
            "",
        )
        what = "sku or gtin" if name == "sku" else name
        report(
            header[0].place, (), f"expected a column {what}, found {wording.shortened(', '.join(said))}{hint}"
        )
    return None if missing else names


def _checked(rows: list[tuple[Place, Row]], report: Report) -> Iterator[Node]:
    """A node for every good row; where positions are left out, rows of a shelf count up."""
    if len(rows) > MOST_SLOTS:
        report(rows[MOST_SLOTS][0], _KEY, f"expected at most {MOST_SLOTS:,} slots, found {len(rows):,}")
        return
    taken: dict[tuple[int, int, int], Place] = {}
    last: dict[tuple[int, int], int] = {}
    for place, row in rows:
        node = _slot(place, row, last, report)
        if node is None:
            continue
        bay, shelf, position = (int(plain(node)[name]) for name in NUMBERED)
        if (bay, shelf, position) in taken:
            first = taken[bay, shelf, position].line
            message = f"bay {bay}, shelf {shelf} has position {position} twice; the first is in line {first}"
            report(row.get("position", Node(place, "")).place, (), message)
            continue
        taken[bay, shelf, position] = place
        last[bay, shelf] = position
        yield node


def _slot(place: Place, row: Row, last: dict[tuple[int, int], int], report: Report) -> Node | None:
    """The row as a slot, or None where something is wrong with it."""
    values: dict[str, Any] = {"bay": 1}
    good = True
    for name, cell in row.items():
        try:
            values[name] = _value(name, plain(cell))
        except BadValueError as error:
            report(cell.place, (name,), error.message)
            good = False
    if good and "shelf" not in values:
        report(place, (), f"expected a shelf, found only {', '.join(row) or 'nothing'}")
        good = False
    if good and not ("sku" in values or "gtin" in values):
        report(place, (), "expected a sku or a gtin, found neither")
        good = False
    if not good:
        return None
    values.setdefault("position", last.get((values["bay"], values["shelf"]), 0) + 1)
    entries: dict[Scalar, Entry] = {}
    for name, value in values.items():
        where = row[name].place if name in row else place
        entries[name] = Entry(where, Node(where, value))
    return Node(place, entries)


def _value(name: str, data: Any) -> Scalar:
    """A cell's value, checked; BadValueError where it cannot be one."""
    if name in WHOLE:
        return WHOLE[name].constant(_number(data), ())  # type: ignore[no-any-return]
    if name == "x_m":
        return X_M.constant(_number(data), ())  # type: ignore[no-any-return]
    if isinstance(data, bool) or not isinstance(data, str | int):
        raise BadValueError(f"expected the {name} of an article, found {wording.found(data)}")
    return _gtin(str(data)) if name == "gtin" else str(data)


def _number(data: Any) -> Any:
    """Numbers as tables write them: "3", "3.0", "0.35"."""
    if isinstance(data, float) and data.is_integer():
        return int(data)
    if isinstance(data, str) and re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]*)?", data):
        value = float(data)
        return int(value) if value.is_integer() else value
    return data


def _gtin(text: str) -> str:
    """The 13 digits of a GTIN-8, -12, -13 or (with a leading zero) -14."""
    if _ROUNDED.fullmatch(text):
        raise BadValueError(
            f"expected a GTIN, found {text}: a spreadsheet has rounded it; format the column as text"
        )
    digits = text.strip().replace(" ", "").replace("-", "")
    if not _DIGITS.fullmatch(digits) or len(digits) > 14 or len(digits) < 7:
        raise BadValueError(f"expected a GTIN of 8 to 14 digits, found {wording.found(text)}")
    padded = digits.zfill(14)
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(padded[:-1]))
    if -total % 10 != int(padded[-1]):
        right = f"{digits[:-1]}{-total % 10}"
        raise BadValueError(f"expected a GTIN whose check digit is right, found {digits}; {right} would be")
    if padded[0] != "0":
        raise BadValueError(f"expected the GTIN of one package, found that of a case, {digits}")
    return padded[1:]
