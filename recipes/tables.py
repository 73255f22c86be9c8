"""Comma-separated values (RFC 4180) as nodes that know their place."""

from collections.abc import Iterator

from recipes.errors import RecipeError
from recipes.source import Node, Place

MOST_COLUMNS = 200
DELIMITERS = ",;\t|"


def delimiter_of(text: str) -> str:
    """What parts the cells of a table: whatever its first line has most of."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return max(DELIMITERS, key=first.count)


def cells_of(text: str, delimiter: str, shown: str) -> Iterator[list[Node]]:
    """The lines of a table, each cell with its place. Quoted cells may hold anything (RFC 4180)."""
    line, column, at = 1, 1, 0
    row: list[Node] = []
    while at < len(text):
        place, start = Place(shown, line, column), at
        if text[at] == '"':
            end = _quoted_end(text, at, place)
            value = text[at + 1 : end].replace('""', '"')
            at = end + 1
        else:
            while at < len(text) and text[at] not in (delimiter, "\n", "\r"):
                at += 1
            value = text[start:at].strip()
        row.append(Node(place, value))
        if len(row) > MOST_COLUMNS:
            raise RecipeError([place.problem(f"expected at most {MOST_COLUMNS} cells in a line, found more")])
        passed = text[start:at]
        if "\n" in passed:
            line, column = line + passed.count("\n"), len(passed) - passed.rfind("\n")
        else:
            column += at - start
        if at < len(text) and text[at] == delimiter:
            at, column = at + 1, column + 1
            if at == len(text) or text[at] in "\r\n":
                row.append(Node(Place(shown, line, column), ""))
            else:
                continue
        elif at < len(text) and text[at] not in "\r\n":
            message = f"expected {_name_of(delimiter)} or the line's end after a quoted cell"
            raise RecipeError([Place(shown, line, column).problem(message)])
        if text[at : at + 2] == "\r\n":
            at += 1
        at, line, column = at + 1, line + 1, 1
        yield row
        row = []
    if row:
        yield row


def _quoted_end(text: str, start: int, place: Place) -> int:
    """Where the quoted cell that starts at ``start`` has its closing quote."""
    at = start + 1
    while True:
        at = text.find('"', at)
        if at < 0:
            raise RecipeError([place.problem("expected a closing quote, found the end of the file")])
        if text[at + 1 : at + 2] != '"':
            return at
        at += 2


def _name_of(delimiter: str) -> str:
    return {"\t": "a tab"}.get(delimiter, f'"{delimiter}"')
