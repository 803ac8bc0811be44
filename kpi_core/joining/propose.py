"""Which lists belong to which tables, told by the names of columns and by the values in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.joining.keys import keys_of, same_name
from kpi_core.joining.lists import KEY_TYPES, SURE_SHARE, Listed, lists_of
from kpi_core.mapping import signature
from kpi_core.mapping.fit import candidate
from kpi_core.model import Issue, Question, Reading
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as Map

    from kpi_core.model import Mapping, Table, TableColumn

LEAST_SHARE = 0.5
WITHOUT_NAME_SHARE = 0.98
WITHOUT_NAME_KEYS = 10
MOST_ROWS_BY_VALUES = 100_000
NAME = re.compile(r"[\s_-]*(?:name|naam|omschrijving|description|titel|label)$", re.IGNORECASE)
ID = re.compile(r"[\s_.-]*(?:id|nr|nummer|number|no|code|key|sku)\.?$", re.IGNORECASE)
# What a list may add, by what its key is: a list of customers says nothing of the product of an order.
GIVES: Map[str, frozenset[str]] = {
    "product": frozenset({"product", "product_category"}),
    "customer_id": frozenset({"region", "segment"}),
    "campaign": frozenset({"campaign", "channel"}),
    "region": frozenset({"region"}),
    "rep": frozenset({"rep", "region", "department"}),
    "employee_id": frozenset({"department", "job_title", "region"}),
}
GIVEN_BY_ANY = frozenset({"product_category", "region", "segment", "department"})
TOGETHER, APART = "together", "apart"
PREFIX = "join:"


@dataclass(frozen=True)
class Join:
    """A table and a list that belongs to it. left, right: their places; the columns hold the key, unique in `right`.

    id: under which a person's decision is kept, the same for tables with the same headers. rows: rows of the table with a key; matched: those found in the list.
    carries: role to the list's column that comes over. sure: name and values agree, so nothing has to be asked. example:
    a key of the list with what comes over for it.
    """

    id: str
    left: int
    left_column: str
    right: int
    right_column: str
    rows: int
    matched: int
    carries: Map[str, str]
    sure: bool
    example: str


def propose_joins(parts: Sequence[tuple[Table, Mapping]]) -> tuple[Join, ...]:
    """Return the lists that give a table words it lacks, the best list for each of its columns.

    A list is any other table in which the key stands once in every row. It is proposed when at least half of the rows find
    their key there; one that matches by its values alone must match nearly all of them.
    """
    lists = lists_of([table for table, _ in parts])
    found = []
    for left, (table, mapping) in enumerate(parts):
        if mapping.kind is None:
            continue
        given = set(mapping.roles)
        for column in table.columns:
            fitting = list(_fitting(left, column, parts, lists))
            if not fitting:
                continue
            entry, key, rows, matched, sure = max(fitting, key=lambda fit: (fit[4], fit[3]))
            carries = _carried(entry, key, mapping, column.name, given)
            if carries:
                given |= carries.keys()
                id_ = f"{PREFIX}{signature(table)[:12]}:{column.letter}:{signature(entry.table)[:12]}"
                example = _example(entry, key, carries)
                found.append(Join(id_, left, column.name, entry.place, key, rows, matched, carries, sure, example))
    return tuple(found)


def not_unique(parts: Sequence[tuple[Table, Mapping]]) -> tuple[Issue, ...]:
    """Return a warning for every list that names a column's key but has some key in more than one row."""
    found = {}
    for table, mapping in parts:
        headers = [column.header for column in table.columns if column.type in KEY_TYPES and mapping.kind is not None]
        for other, meant in parts:
            if other is table or meant.kind is not None:
                continue
            for column in other.columns[:1]:
                keys = keys_of(other.frame[column.name])
                twice = int(keys.dropna().duplicated().sum())
                if twice and any(same_name(header, column.header, other.title or other.name) for header in headers):
                    fields = {"list": other.name, "column": column.header, "n": twice}
                    found[other.name] = Issue("list_not_unique", "warning", other.sheet, (), fields)
    return tuple(found.values())


def question_of(join: Join, parts: Sequence[tuple[Table, Mapping]]) -> Question:
    """Return the question whether two tables belong together, with how many rows find each other."""
    table, other = parts[join.left][0], parts[join.right][0]
    fields = {
        "table": table.name,
        "list": other.name,
        "column": join.left_column,
        "their": join.right_column,
        "n": join.rows,
        "matched": join.matched,
        "roles": ", ".join(sorted(join.carries.values())),
    }
    readings = (Reading(TOGETHER, join.example, None, fields), Reading(APART, "", None, fields))
    return Question(join.id, "join", table.sheet, join.left_column, readings, fields)


def decided(joins: Sequence[Join], answers: Map[str, str]) -> tuple[Join, ...]:
    """Return the joins to make: those a person agreed to, and the sure ones nobody declined."""
    return tuple(join for join in joins if answers.get(join.id, TOGETHER if join.sure else APART) == TOGETHER)


def _example(entry: Listed, key: str, carries: Map[str, str]) -> str:
    """Return the first key of a list with what comes over for it."""
    return f"{entry.keys[key].iloc[0]} \u2192 {entry.frame[next(iter(carries.values()))].iloc[0]}"


def _fitting(
    left: int, column: TableColumn, parts: Sequence[tuple[Table, Mapping]], lists: Sequence[Listed]
) -> Iterator[tuple[Listed, str, int, int, bool]]:
    """Yield the lists whose key a column holds: (list, key column, rows with a key, rows found, sure)."""
    if column.type not in KEY_TYPES:
        return
    table, mapping = parts[left]
    others = [entry for entry in lists if entry.place != left and parts[entry.place][1].kind != mapping.kind]
    named_alike = {(entry.place, name) for entry in others for name in entry.keys if _alike(column, entry, name)}
    try_values = column.type == "text" and len(table.frame) <= MOST_ROWS_BY_VALUES
    if not named_alike and not try_values:
        return
    ours = keys_of(table.frame[column.name]).dropna()
    telling = try_values and ours.nunique() >= WITHOUT_NAME_KEYS
    for entry in others:
        for name, keys in entry.keys.items():
            named = (entry.place, name) in named_alike
            if ours.empty or not (named or telling):
                continue
            matched = int(ours.isin(keys).sum())
            share = matched / len(ours)
            by_values = telling and share >= WITHOUT_NAME_SHARE
            if (named and share >= LEAST_SHARE) or by_values:
                yield entry, name, len(ours), matched, named and share >= SURE_SHARE


def _alike(column: TableColumn, entry: Listed, name: str) -> bool:
    return same_name(column.header, _header(entry, name), entry.table.title or entry.table.name)


def _carried(entry: Listed, key: str, mapping: Mapping, left: str, given: set[str]) -> dict[str, str]:
    """Return role to column for what the list adds: roles the table lacks, and the names of what the key numbers."""
    assert mapping.kind
    found: dict[str, str] = {}
    numbered = next((role for role, column in mapping.roles.items() if column == left), None)
    allowed = GIVES.get(numbered or "", GIVEN_BY_ANY) & frozenset(KINDS[mapping.kind].roles)
    for column in entry.columns:
        role = _role(mapping.kind, column, entry, key)
        if column.name == key or role is None or role in found or role not in allowed:
            continue
        names = role == numbered and column.type == "text" and entry.frame[column.name].is_unique
        if role not in given or names:
            found[role] = column.name
    return found


def _role(kind: str, column: TableColumn, entry: Listed, key: str) -> str | None:
    """Return what a column of a list means in a table of `kind`; "Name" is the name of what the key numbers."""
    table = replace(entry.table, columns=entry.columns, frame=entry.frame)
    named = NAME.sub("", column.header)
    headers = [column.header] if named == column.header else [column.header, named or ID.sub("", _header(entry, key))]
    for header in headers:
        found = candidate(kind, replace(column, header=header), table) if header else None
        if found is not None and ROLES[found.role].type == "category":
            return found.role
    return None


def _header(entry: Listed, name: str) -> str:
    return next(column.header for column in entry.columns if column.name == name)
