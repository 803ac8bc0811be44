"""The columns of a file in words: how each was read, what it is taken for, how sure that is, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.mapping import allowed_roles
from kpi_core.receipts.amounts import show_cell
from kpi_core.roles import KINDS, ROLES
from kpi_core.sentences import tell
from kpi_core.texts import Lang, say, texts

if TYPE_CHECKING:
    from kpi_core.model import Mapping, Table, TableColumn

_ZEROS = re.compile(r"0\d+")


@dataclass(frozen=True)
class ColumnLine:
    """One column of a file with the role it got, in words; `column` is its name in the table.

    read_as: its type and convention, for instance "bedrag, komma als decimaal".
    """

    column: str
    letter: str
    header: str
    example: str
    read_as: str
    role: str
    certainty: str
    reason: str


def role_names(kind: str | None, lang: Lang) -> dict[str | None, str]:
    """Return the roles a column of this kind of table can have, by name; None = not used."""
    unused: dict[str | None, str] = {None: say("receipt.role.unused", lang)}
    if kind is None:
        return unused
    named = {role: ROLES[role].name[lang] for role in allowed_roles(kind)}
    return unused | dict(sorted(named.items(), key=lambda entry: entry[1].casefold()))


def kind_names(lang: Lang) -> dict[str | None, str]:
    """Return what a table can be about, by name; None = not used."""
    named = {kind: entry.name[lang] for kind, entry in KINDS.items()}
    unused: dict[str | None, str] = {None: say("receipt.kind.unused", lang)}
    return unused | dict(sorted(named.items(), key=lambda entry: entry[1].casefold()))


def column_lines(table: Table, mapping: Mapping, lang: Lang) -> tuple[ColumnLine, ...]:
    """Return every column in the file's order with its role, how sure that is, and why."""
    roles = {entry.column: entry for entry in mapping.columns}
    names = role_names(mapping.kind, lang)
    lines = []
    for column in table.columns:
        entry = roles.get(column.name)
        role = entry.role if entry else None
        lines.append(
            ColumnLine(
                column.name,
                column.letter,
                column.header,
                _example(table, column, role, lang),
                _read_as(column, lang),
                names.get(role) or ROLES[str(role)].name[lang],
                say(f"receipt.certainty.{entry.confidence if entry else 'sure'}", lang),
                tell(f"reason.{entry.reason}", entry.fields, lang) if entry else "",
            )
        )
    return tuple(lines)


def _example(table: Table, column: TableColumn, role: str | None, lang: Lang) -> str:
    """Return a cell of the column; a number or a day of a workbook is written as this language does."""
    seen = table.receipt.preview
    if seen is not None and column.letter in seen.letters:
        place = seen.letters.index(column.letter)
        for row in seen.rows:
            cell = row.cells[place]
            if row.became == "data" and cell is not None and row.marks[place] in ("", "converted", "asked"):
                return show_cell(cell, column.type, lang)
    return _from_rows(table, column, role, lang) or (column.examples[0] if column.examples else "")


def _from_rows(table: Table, column: TableColumn, role: str | None, lang: Lang) -> str:
    """Return a value of a table that stands on no sheet, as this language writes it; "" when it does."""
    if table.receipt.preview is not None or table.meaning is None:
        return ""
    filled = table.frame[column.name].dropna()
    if filled.empty:
        return ""
    cell = filled.iloc[0]
    key = f"value.{role}.{cell}"
    if key in texts(lang):
        return say(key, lang)
    return show_cell(cell.item() if hasattr(cell, "item") else cell, column.type, lang)


def _read_as(column: TableColumn, lang: Lang) -> str:
    known = texts(lang)
    zeros = column.type in ("id", "text") and any(_ZEROS.fullmatch(text) for text in column.examples)
    keys = (f"receipt.type.{column.type}", f"receipt.convention.{'zeros' if zeros else column.convention}")
    return ", ".join(say(key, lang) for key in keys if key in known)
