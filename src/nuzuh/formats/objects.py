"""Tables in JSON: arrays of arrays, arrays of objects, GeoJSON, one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import polars as pl

from nuzuh.formats.delimited import text_of
from nuzuh.formats.raw import FileFault, Grid, cleaned, column_letter, short, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST_JSON = 2**27  # bytes; as Python objects it is ten times as much
MOST_CELLS = 20_000_000
DEEPEST = 12
_MOST_TABLES = 200


def read_objects(data: bytes, *, lines: bool = False) -> list[Grid]:
    """Return a grid for every array of rows in a JSON text.

    Objects become rows under the names of their keys, inner objects `outer/inner`. An array of objects inside
    an object is a table of its own: its sheet is named by its path, and `_parent_table_name` and
    `_parent_index` say to which row of which table a row belongs, as in an export from KoboToolbox with
    repeats; the outer table then has `_index`.

    Raises
    ------
    UnreadableFile
        When the text is no JSON, or no table is in it.
    """
    if len(data) > LARGEST_JSON:
        message = f"The file is too large to be read: {len(data) / 2**20:,.0f} MiB of JSON."
        raise unreadable("file.too_large", message, "Split it, or send CSV.")
    text, notes = text_of(data)
    try:
        found = _lines(text) if lines else _parsed(text)
        tables = _Tables()
        for name, rows in _arrays(found):
            tables.take(name, rows)
    except RecursionError:
        raise unreadable("json.deep", "The JSON is nested too deeply.", "Send the rows as a flat table.") from None
    grids = tables.grids()
    if not grids:
        message = "No table is in the JSON: neither an array of rows nor one of objects."
        raise unreadable("file.empty", message, "Send an array of objects, one for each row.")
    first = grids[0]
    notes = [*notes, *_page_notes(found)]
    grids[0] = Grid(first.sheet, first.cells, first.merged, first.broken, (*notes, *first.notes))
    return grids


def is_json(text: str) -> bool:
    """Return whether the text is JSON with an array or object outside."""
    if not text.lstrip().startswith(("[", "{")):
        return False
    try:
        _parsed(text)
    except (RecursionError, Exception):
        return False
    return True


def is_json_lines(text: str) -> bool:
    """Return whether the first lines of the text are one JSON object each."""
    lines = [line for line in text[:65_536].splitlines() if line.strip()][:5]
    if len(text) > 65_536 and len(lines) > 1:
        lines = lines[:-1]
    return len(lines) > 1 and all(line.lstrip().startswith("{") and is_json(line) for line in lines)


def _parsed(text: str) -> Any:
    try:
        return msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, UnicodeError):
        try:
            return json.loads(text)  # takes NaN, which pandas writes, and lone surrogates
        except ValueError as error:
            message = f"The file is no JSON: {short(str(error))}."
            raise unreadable("json.broken", message, "It may be cut off: ask for it again.") from error


def _lines(text: str) -> list[Any]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                rows.append(msgspec.json.decode(line.encode()))
            except (msgspec.DecodeError, UnicodeError) as error:
                message = f"Line {number} is no JSON: {short(str(error))}."
                suggestion = "It may be cut off: ask for it again."
                raise unreadable("json.broken", message, suggestion, number, short(line)) from error
    return rows


def _arrays(found: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    """Yield the arrays of rows with the keys that lead to them: the outermost ones."""
    if _is_rows(found):
        yield name, found
    elif isinstance(found, dict) and found.get("type") == "FeatureCollection" and _is_rows(found.get("features")):
        yield name, [_feature(each) for each in found["features"]]
    elif isinstance(found, dict) and depth < DEEPEST:
        for key, inner in found.items():
            yield from _arrays(inner, f"{name}/{key}" if name else str(key), depth + 1)


def _is_rows(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(each, list | dict) for each in found)


def _feature(feature: Any) -> dict[str, Any]:
    """Return the properties of a feature of GeoJSON, with lat and lon where it is a point."""
    if not isinstance(feature, dict):
        return {"feature": feature}
    properties = feature.get("properties")
    row = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        row.setdefault("id", feature["id"])
    geometry = feature.get("geometry")
    if isinstance(geometry, dict):
        place = geometry.get("coordinates")
        if geometry.get("type") == "Point" and isinstance(place, list) and len(place) >= 2:
            row.setdefault("lat", place[1])
            row.setdefault("lon", place[0])
        else:
            row.setdefault("geometry", geometry.get("type"))
    return row


def _page_notes(found: Any) -> list[FileFault]:
    """Return a warning when the file is one page of several."""
    if not isinstance(found, dict):
        return []
    following = found.get("next") or found.get("@odata.nextLink")
    rows = found.get("results", found.get("value"))
    if not following or not isinstance(rows, list):
        return []
    count = found.get("count", found.get("@odata.count"))
    of = f" of {count}" if isinstance(count, int) else ""
    message = f"The file is one page: {len(rows)} submissions{of}, more follow."
    return [FileFault(None, "", "", "pages.missing", message, "Import the other pages too, or fetch all at once.")]


class _Tables:
    """Tables as they are found: names of columns in the order of their first use, rows as dicts or lists."""

    def __init__(self) -> None:
        self.tables: dict[str, list[tuple[int, dict[str, str | None]]]] = {}
        self.listed: dict[str, list[list[str | None]]] = {}
        self.parents: set[str] = set()
        self.cells = 0

    def take(self, name: str, rows: list[Any]) -> None:
        """Take an array of rows."""
        if sum(isinstance(row, list) for row in rows) * 2 > len(rows):
            listed = self.listed.setdefault(name, [])
            for row in rows:
                cells = [_text(cell) for cell in (row if isinstance(row, list) else row.values())]
                self._count(len(cells))
                listed.append(cells)
        else:
            for row in rows:
                self._object(name, row if isinstance(row, dict) else {"value": row}, None)

    def _count(self, cells: int) -> None:
        self.cells += cells + 1
        if self.cells > MOST_CELLS:
            raise unreadable("file.too_large", "The JSON holds too many cells.", "Split it, or send CSV.")

    def _object(self, table: str, found: dict[str, Any], parent: tuple[str, int] | None) -> None:
        if table not in self.tables and len(self.tables) >= _MOST_TABLES:
            raise unreadable("json.deep", "The JSON holds too many tables.", "Send the rows as a flat table.")
        rows = self.tables.setdefault(table, [])
        number = len(rows) + 1
        row: dict[str, str | None] = {}
        rows.append((number, row))
        self._fill(table, number, row, found, "", 0)
        if parent is not None:
            row["_parent_table_name"], row["_parent_index"] = parent[0], str(parent[1])
        self._count(len(row))

    def _fill(
        self, table: str, number: int, row: dict[str, str | None], found: dict[str, Any], path: str, depth: int
    ) -> None:
        for key, value in found.items():
            name = f"{path}/{key}" if path else str(key)
            if isinstance(value, dict) and depth < DEEPEST:
                self._fill(table, number, row, value, name, depth + 1)
            elif _is_rows(value) and all(isinstance(each, dict) for each in value):
                inner = name if not table or name.startswith(f"{table}/") else f"{table}/{name}"
                self.parents.add(table)
                for each in value:
                    self._object(inner, each, (table, number))
            else:
                row[name] = _text(value)

    def grids(self) -> list[Grid]:
        """Return what was found as grids: for objects, the names of the columns stand on line 1."""
        found = [_grid(name, rows) for name, rows in self.listed.items()]
        for name, rows in self.tables.items():
            if name in self.parents:
                for number, row in rows:
                    row.setdefault("_index", str(number))
            names: dict[str, None] = {}
            for _, row in rows:
                names.update(dict.fromkeys(row))
            if len(names) * len(rows) > MOST_CELLS:
                raise unreadable("file.too_large", "The JSON holds too many cells.", "Split it, or send CSV.")
            if names:
                found.append(_grid(name, [list(names), *([row.get(key) for key in names] for _, row in rows)]))
        return [grid for grid in found if grid.cells.height]


def _grid(name: str, rows: Sequence[Sequence[str | None]]) -> Grid:
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        message = f"The table reaches to row {len(rows)} of column {column_letter(width)}."
        raise unreadable("file.too_large", message, "Split it, or send CSV.")
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = {f"c{index}": list(cells) for index, cells in enumerate(zip(*padded, strict=True))} or {"c0": []}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_row_index("_line", offset=1)
    return Grid(name, cleaned(frame))


def _text(value: Any) -> str | None:
    """Return a value as the text of a cell; lists of values with blanks between."""
    if value is None or value != value:  # NaN is not equal to itself
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, list):
        if all(not isinstance(each, list | dict) for each in value):
            return " ".join(text for each in value if (text := _text(each)) is not None)
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    try:
        return str(value)
    except ValueError:  # more digits than Python turns into text
        return None
