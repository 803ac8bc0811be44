"""Files on the command line: read, given their kinds and roles, and made into one dataset."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kpi_core.cli.usage import pairs, wrong
from kpi_core.errors import UnreadableFile, did_you_mean
from kpi_core.mapping import allowed_roles, propose, unused, with_role
from kpi_core.read import read_file
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Mapping as Map

    from kpi_core.model import FileRead, Mapping, Question, Table

UNUSED = ("", "-")


@dataclass(frozen=True)
class Wishes:
    """What the command line says about the files. sheets: only these, empty = all. kinds: by sheet. roles: by column.

    password: opens the workbooks that ask for one; never printed, not even in a message about this object.
    """

    answers: Map[str, str] = field(default_factory=dict)
    kinds: Map[str, str] = field(default_factory=dict)
    roles: Map[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    include_hidden: bool = False
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MappedTable:
    """One table with its mapping and the file it came from."""

    file: str
    table: Table
    mapping: Mapping

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions about its cells and its columns."""
        return (*self.table.receipt.questions, *self.mapping.questions)


def wishes_of(options: Map[str, object]) -> Wishes:
    """Return what the options shared by `inspect` and `compute` say."""
    texts = cast("Map[str, tuple[str, ...]]", options)
    answers, kinds, roles = (
        dict(pairs(f"--{option}", texts[name], last=True))
        for option, name in (("answer", "answers"), ("kind", "kinds"), ("map", "roles"))
    )
    password = sys.stdin.readline().rstrip("\r\n") if options.get("password_stdin") else None
    return Wishes(answers, kinds, roles, texts["sheets"], bool(options["hidden"]), password)


def read_path(path: str, wishes: Wishes) -> FileRead:
    """Read a file from disk. Raises UnreadableFile when it is not there or cannot be read."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile("cli_no_file", path=path) from error
    found = read_file(
        Path(path).name, data, wishes.answers, include_hidden=wishes.include_hidden, password=wishes.password
    )
    return replace(found, tables=tuple(table for table in found.tables if _wanted(table, wishes)))


def map_tables(files: Sequence[FileRead], wishes: Wishes) -> tuple[MappedTable, ...]:
    """Return every table with its mapping, as proposed and as told. Raises a usage error for what does not exist."""
    tables = [(file.file, table) for file in files for table in file.tables]
    _check_sheets([table for _, table in tables], wishes)
    _check_columns([table for _, table in tables], wishes)
    mapped = tuple(MappedTable(file, table, _mapping(table, wishes)) for file, table in tables)
    _check_roles(mapped, wishes)
    _check_answers(mapped, wishes)
    return mapped


def _wanted(table: Table, wishes: Wishes) -> bool:
    return not wishes.sheets or bool({table.sheet, table.name} & set(wishes.sheets))


def _mapping(table: Table, wishes: Wishes) -> Mapping:
    kind = wishes.kinds.get(table.name)
    if kind is not None and kind in UNUSED:
        return unused(table)
    mapping = propose(table, kind, answers=wishes.answers)
    for column, role in wishes.roles.items():
        if column not in table.frame:
            continue
        if role in UNUSED:
            mapping = with_role(mapping, table, column, None, wishes.answers)
        elif role in allowed_roles(mapping.kind):
            mapping = with_role(mapping, table, column, role, wishes.answers)
    return mapping


def _check_sheets(tables: Sequence[Table], wishes: Wishes) -> None:
    known = [table.name for table in tables]
    for sheet in (*wishes.sheets, *wishes.kinds):
        if sheet not in known:
            wrong("cli_no_sheet", did_you_mean(sheet, known), word=sheet, known=", ".join(known))
    for kind in wishes.kinds.values():
        if kind not in KINDS and kind not in UNUSED:
            wrong("cli_no_kind", did_you_mean(kind, KINDS), word=kind)


def _check_columns(tables: Iterable[Table], wishes: Wishes) -> None:
    known = [column.name for table in tables for column in table.columns]
    for column, role in wishes.roles.items():
        if column not in known:
            wrong("cli_no_column", did_you_mean(column, known), word=column)
        if role not in ROLES and role not in UNUSED:
            wrong("cli_no_role", did_you_mean(role, ROLES), word=role)


def _check_roles(mapped: Iterable[MappedTable], wishes: Wishes) -> None:
    """Refuse a role that no table with the column has taken."""
    entries = tuple(mapped)
    for column, role in wishes.roles.items():
        having = [entry.mapping for entry in entries if column in entry.table.frame]
        if role in UNUSED or any(mapping.roles.get(role) == column for mapping in having):
            continue
        if any(role in allowed_roles(mapping.kind) for mapping in having):
            wrong("cli_role_unfit", column=column, role=role)
        kinds = [mapping.kind for mapping in having if mapping.kind]
        if kinds:
            wrong("cli_role_elsewhere", role=role, kind=kinds[0])
        wrong("cli_role_without_kind", column=column)


def _check_answers(mapped: Iterable[MappedTable], wishes: Wishes) -> None:
    """Refuse an answer its question does not take; otherwise the question would just be asked again."""
    for entry in mapped:
        for question in entry.questions:
            choice = wishes.answers.get(question.id)
            if choice is not None:
                choices = ", ".join(reading.choice for reading in question.readings)
                wrong("cli_no_choice", word=choice, question=question.id, known=choices)
