"""The way in: bytes to `FileRead`."""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpi_core.errors import UnreadableFile
from kpi_core.model import FileRead, Issue, Question, Sheet, Table
from kpi_core.read.audit import is_audit_file, read_audit_file
from kpi_core.read.cells import Row, is_blank
from kpi_core.read.contents import names_in, refused_member, renamed, sheets_of
from kpi_core.read.encrypted import decrypt
from kpi_core.read.preview import with_preview
from kpi_core.read.progress import report
from kpi_core.read.table import read_tables
from kpi_core.read.unpack import Piece, look_inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as Map

    Found = tuple[list[Table], list[Issue]]

NO_ANSWERS: Map[str, str] = MappingProxyType({})


def read_file(
    name: str,
    data: bytes,
    answers: Map[str, str] = NO_ANSWERS,
    *,
    include_hidden: bool = False,
    password: str | None = None,
) -> FileRead:
    """Return every table of a file, with what was skipped, doubtful or unreadable.

    name: names the sheet of a text file; what the file is, its bytes tell. The files in an archive are read as one; their
    sheets are called after them. answers: `Question.id` to the `Reading.choice` taken; an answered question is gone and
    its column has values. Hidden sheets are left out unless asked. password: opens a protected workbook, and is not kept.

    Raises UnreadableFile when nothing can be read from the file or it is not safe to try.
    """
    with _collector_paused():
        return _read_file(name, data, answers, include_hidden=include_hidden, password=password)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking millions of live cells over and over: a quarter of the reading time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read_file(
    name: str, data: bytes, answers: Map[str, str], *, include_hidden: bool, password: str | None
) -> FileRead:
    report("reading", 0.0)
    inside = look_inside(name, data)
    several = len(inside.pieces) > 1
    tables: list[Table] = []
    issues = list(inside.issues)
    for piece in inside.pieces:
        member = PurePath(piece.name).stem if several else None
        try:
            found, told = _read_piece(piece, member, answers, include_hidden=include_hidden, password=password)
        except UnreadableFile as error:
            if member is None:
                raise
            issues.append(refused_member(piece.name, member, error))
            continue
        tables += found
        issues += told
    if not tables:
        raise UnreadableFile("archive_without_tables")
    return FileRead(name, hashlib.sha256(data).hexdigest(), tuple(tables), tuple(issues))


def _read_piece(
    piece: Piece, member: str | None, answers: Map[str, str], *, include_hidden: bool, password: str | None
) -> Found:
    """Return the tables of one file and what is odd about it; member: its name when it is one of several."""
    if password is not None:
        piece = replace(piece, data=decrypt(piece.data, password))
    if is_audit_file(piece.data):
        read = read_audit_file(piece.name, piece.data)
        names = names_in(member, (table.sheet for table in read.tables)) if member else {}
        tables = [replace(table, sheet=names.get(table.sheet, table.sheet)) for table in read.tables]
        return tables, list(renamed(read.issues, names))
    contents = sheets_of(piece, answers)
    names = names_in(member, (sheet.name for sheet in contents.sheets)) if member else {}
    sheets = [replace(sheet, name=names.get(sheet.name, sheet.name)) for sheet in contents.sheets]
    tables, issues = _tables_of(sheets, answers, include_hidden=include_hidden)
    if not tables:
        raise UnreadableFile(_why_no_tables(issues), file=piece.name)
    covers = _covers(tables)
    tables = [table for table in tables if table.sheet not in covers]
    issues += [Issue("sheet_without_table", "warning", sheet, (), {"sheet": sheet}) for sheet in covers]
    issues = [*renamed(contents.issues, names), *issues]
    read_sheets = {table.sheet for table in tables}
    shown = [issue for issue in issues if issue.sheet in read_sheets or issue.code in ("hidden_sheet", *_NOTHING)]
    return [_asking(tables[0], contents.questions), *tables[1:]], shown


def _tables_of(sheets: Sequence[Sheet], answers: Map[str, str], *, include_hidden: bool) -> Found:
    tables: list[Table] = []
    issues: list[Issue] = []
    for place, sheet in enumerate(sheets):
        report("recognising", place / len(sheets))
        if sheet.hidden and not include_hidden:
            issues.append(Issue("hidden_sheet", "info", sheet.name, (), {"sheet": sheet.name}))
            continue
        found_here = read_tables(sheet, answers)
        with_rows = [with_preview(sheet, table) for table in found_here if len(table.frame)]
        if not with_rows:
            why = _why_nothing(sheet, has_header=bool(found_here))
            issues.append(Issue(why, "warning", sheet.name, (), {"sheet": sheet.name}))
        tables.extend(with_rows)
    return tables, issues


def _asking(table: Table, questions: tuple[Question, ...]) -> Table:
    """Return the table with the questions about its file put before its own."""
    return replace(table, receipt=replace(table.receipt, questions=(*questions, *table.receipt.questions)))


def _covers(tables: Sequence[Table]) -> list[str]:
    """Return the sheets beside real tables that hold lines of text in one column: a cover or an explanation."""
    lines = [table.sheet for table in tables if [column.type for column in table.columns] == ["text"]]
    return lines if any(len(table.columns) > 1 for table in tables) else []


_NOTHING = ("sheet_empty", "sheet_without_rows", "sheet_without_table")


def _why_nothing(sheet: Sheet, *, has_header: bool) -> str:
    rows: tuple[Row, ...] = sheet.cells
    if all(is_blank(row) for row in rows):
        return "sheet_empty"
    return "sheet_without_rows" if has_header or sum(not is_blank(row) for row in rows) == 1 else "sheet_without_table"


def _why_no_tables(issues: list[Issue]) -> str:
    codes = {issue.code for issue in issues}
    if "sheet_without_table" in codes:
        return "not_a_table"
    if "hidden_sheet" in codes:
        return "only_hidden_sheets" if codes == {"hidden_sheet"} else "rest_hidden"
    return "no_rows"
