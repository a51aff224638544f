"""CSV files → the lists and mappings they stand for, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from constraints.near import nearest
from scheduler.errors import Finding, InputError, Place
from scheduler.spec.cells import Cell, delimiter_of, name_fault, rows
from scheduler.spec.findings import described, refusal, shown
from scheduler.spec.node import Node, Scalar, uncollected
from scheduler.spec.scalars import typed
from scheduler.spec.text import decoded, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "Column",
    "Table",
    "keyed",
    "read_table",
    "with_tables",
]

MOST_BYTES = 50_000_000
MOST_FINDINGS = 1_000

_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table may have.

    Attributes
    ----------
    key
        Under which a row has the value.
    kind
        ``name`` is text that may not begin like a formula, ``text`` is text,
        ``number`` and ``flag`` (true or false) are checked, and ``value`` is
        what the same word would be in YAML.
    many
        Whether a cell is a list, with ``;`` between its items.
    required
        Whether the table must have this column; its cells may be empty.
    """

    key: str
    kind: Literal["name", "text", "number", "flag", "value"] = "text"
    many: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a section of the roster file may say in a CSV file instead.

    Attributes
    ----------
    columns
        By the name in the header.
    named_by
        For a section that is a mapping: the key of the column that names its
        entries.
    """

    columns: Mapping[str, Column]
    named_by: str | None = None


def with_tables(
    node: Node,
    tables: Mapping[str, Table],
    faults: list[Finding] | None = None,
) -> Node:
    """Return a roster file with its tables in place of their file names.

    Parameters
    ----------
    node
        The mapping of one file; names of tables are relative to that file.
    tables
        By section.
    faults
        Receives what is wrong with cells and rows, which are then left out,
        so that what the file says can be looked at as well. By default they
        are raised.

    Raises
    ------
    InputError
        With the findings of all tables, those that cannot be read at all
        among them.
    """
    if not isinstance(node.value, dict):
        return node
    items = dict(node.value)
    unread: list[Finding] = []
    found: list[Finding] = []
    for section, table in tables.items():
        name = node.get(section)
        if name is not None and isinstance(name.value, str):
            path = Path(name.place.file).parent / name.value
            try:
                entries = read_table(
                    path, table.columns, at=name.place, faults=found
                )
            except InputError as error:
                unread += error.findings
                continue
            if table.named_by:
                entries = keyed(entries, table.named_by, found)
            items[section] = entries
    if unread or (found and faults is None):
        raise refusal([*unread, *found])
    if faults is not None:
        faults += found
    return Node(items, node.place, node.key_places)


def read_table(
    path: Path | str,
    columns: Mapping[str, Column],
    *,
    most_bytes: int = MOST_BYTES,
    at: Place | None = None,
    faults: list[Finding] | None = None,
) -> Node:
    """Return the rows of a CSV file as a list of mappings.

    The header names the columns; capitals, underscores and blanks around a
    name do not count. Cells are separated by what the header uses: ``,`` or
    ``;`` or a tab. An empty cell says nothing. Places are those of the cells.

    Parameters
    ----------
    path
        The file; UTF-8.
    columns
        What columns there may be, by their names in the header.
    most_bytes
        Longer files are refused; by default 50 MB.
    at
        Where the file is named, if another file names it.
    faults
        Receives the findings of the header and of all rows (at most 1 000);
        by default they are raised.

    Raises
    ------
    InputError
        Where there is no table to read, or with the findings.
    """
    data = read_bytes(path, most_bytes, "split it into several files", at)
    name = str(path)
    text = decoded(data, name)
    findings: list[Finding] = []
    lines = rows(text, name, delimiter_of(text), findings)
    titles = next(lines, None)
    if titles is None:
        start = Place(name, 1, 1)
        raise InputError(Finding("the table is empty", start, code="empty"))
    header = _Header(titles, columns, findings)
    entries = []
    with uncollected():
        for row in lines:
            if len(findings) > MOST_FINDINGS:
                break
            entries.append(header.entry(row))
    if findings and faults is None:
        raise refusal(findings)
    if faults is not None:
        faults += findings
    return Node(entries, titles[0].place)


def keyed(entries: Node, key: str, findings: list[Finding]) -> Node:
    """Return a list of mappings as a mapping, named by what `key` says.

    Parameters
    ----------
    findings
        Receives entries without a name, and those that share one.
    """
    named: dict[str, Node] = {}
    key_places: dict[str, Place] = {}
    for entry in entries.value if isinstance(entries.value, list) else []:
        label = entry.get(key)
        if label is None or not isinstance(entry.value, dict):
            message = f"{shown(key)} is empty in this row"
            findings.append(Finding(message, entry.place, code="missing-key"))
            continue
        name = str(label.value)
        if name in named:
            message = (
                f"{shown(name)} stands twice, first at {key_places[name]}"
            )
            findings.append(
                Finding(message, label.place, code="duplicate-key")
            )
        rest = {k: item for k, item in entry.value.items() if k != key}
        named.setdefault(name, Node(rest, entry.place, entry.key_places))
        key_places.setdefault(name, label.place)
    return Node(named, entries.place, key_places)


class _Header:
    """The columns of one table, in their order."""

    def __init__(
        self,
        titles: Sequence[Cell],
        columns: Mapping[str, Column],
        findings: list[Finding],
    ) -> None:
        self._findings = findings
        self._by_title = {_fold(name): one for name, one in columns.items()}
        self._allowed = list(columns)
        self._key_places: dict[str, Place] = {}
        self._columns = [self._column(cell) for cell in titles]
        for name, column in columns.items():
            if column.required and column.key not in self._key_places:
                message = f"the column {shown(name)} is missing"
                self._find(message, titles[0].place, "missing-column")

    def _column(self, cell: Cell) -> Column | None:
        column = self._by_title.get(_fold(cell.text))
        if column is None:
            near = nearest(cell.text, self._allowed)
            allowed = ", ".join(self._allowed)
            message = f"there is no column {shown(cell.text)}{near}"
            message += f" (allowed: {allowed})"
            self._find(message, cell.place, "unknown-column")
            return None
        if column.key in self._key_places:
            first = self._key_places[column.key]
            message = f"the column {shown(cell.text)} stands twice, first at"
            self._find(f"{message} {first}", cell.place, "duplicate-column")
        self._key_places.setdefault(column.key, cell.place)
        return column

    def entry(self, row: Sequence[Cell]) -> Node:
        """Return what a row says."""
        extra = len(row) - len(self._columns)
        if extra:
            place = (
                row[len(self._columns)].place if extra > 0 else row[0].place
            )
            message = f"this row has {len(row)} cells, the header has"
            self._find(f"{message} {len(self._columns)}", place, "row")
        items = {
            column.key: self._value(column, cell)
            for column, cell in zip(self._columns, row, strict=False)
            if column is not None and cell.text.strip()
        }
        return Node(items, row[0].place, self._key_places)

    def _value(self, column: Column, cell: Cell) -> Node:
        if not column.many:
            value = self._scalar(column, cell.text, cell.place)
            return Node(value, cell.place)
        items = [
            Node(self._scalar(column, item, cell.place), cell.place)
            for item in cell.text.split(";")
            if item.strip()
        ]
        return Node(items, cell.place)

    def _scalar(self, column: Column, cell: str, place: Place) -> Scalar:
        text = cell.strip()
        match column.kind:
            case "name":
                if fault := name_fault(cell):
                    self._find(fault, place, "formula")
            case "number":
                return self._number(text, place)
            case "flag":
                return self._flag(text, place)
            case "value":
                return typed(text)
        return text

    def _number(self, text: str, place: Place) -> Scalar:
        value = typed(text)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        message = f"expected a number, found {described(text)}"
        point = text.replace(",", ".")
        if "," in text and isinstance(typed(point), float):
            message += f": write {point}"
        self._find(message, place, "wrong-type")
        return None

    def _flag(self, text: str, place: Place) -> Scalar:
        flag = _FLAGS.get(text.lower())
        if flag is None:
            message = f"expected true or false, found {described(text)}"
            self._find(message, place, "wrong-type")
        return flag

    def _find(self, message: str, place: Place, code: str) -> None:
        self._findings.append(Finding(message, place, code=code))


def _fold(title: str) -> str:
    return " ".join(title.replace("_", " ").split()).casefold()
