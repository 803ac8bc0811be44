"""The way in: bytes to `FileRead`."""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpi_core.errors import UnreadableFile
from kpi_core.model import FileRead, Issue, Sheet, Table
from kpi_core.read.cells import Row, is_blank
from kpi_core.read.container import sniff
from kpi_core.read.delimited import read_delimited
from kpi_core.read.preview import with_preview
from kpi_core.read.table import read_table
from kpi_core.read.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

NO_ANSWERS: Map[str, str] = MappingProxyType({})


def read_file(name: str, data: bytes, answers: Map[str, str] = NO_ANSWERS, *, include_hidden: bool = False) -> FileRead:
    """Return every table of a file, with what was skipped, doubtful or unreadable.

    name: names the sheet of a text file; what the file is, its bytes tell. answers: `Question.id` to the
    `Reading.choice` taken; an answered question is gone and its column has values. Hidden sheets are left out unless asked.

    Raises UnreadableFile when nothing can be read from the file or it is not safe to try.
    """
    with _collector_paused():
        return _read_file(name, data, answers, include_hidden=include_hidden)


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


def _read_file(name: str, data: bytes, answers: Map[str, str], *, include_hidden: bool) -> FileRead:
    kind = sniff(data)
    if kind == "text":
        only, found = read_delimited(name, data)
        sheets: tuple[Sheet, ...] = (only,)
    else:
        sheets, found = read_workbook(data, kind)
    issues = list(found)
    tables: list[Table] = []
    for sheet in sheets:
        if sheet.hidden and not include_hidden:
            issues.append(Issue("hidden_sheet", "info", sheet.name, (), {"sheet": sheet.name}))
            continue
        table = read_table(sheet, answers)
        if table is None or not len(table.frame):
            issues.append(Issue(_why_nothing(sheet, table), "warning", sheet.name, (), {"sheet": sheet.name}))
        else:
            tables.append(with_preview(sheet, table))
    if not tables:
        raise UnreadableFile(_why_no_tables(issues), file=name)
    read = {table.sheet for table in tables}
    shown = [issue for issue in issues if issue.sheet in read or issue.code in ("hidden_sheet", *_NOTHING)]
    return FileRead(name, hashlib.sha256(data).hexdigest(), tuple(tables), tuple(shown))


_NOTHING = ("sheet_empty", "sheet_without_rows", "sheet_without_table")


def _why_nothing(sheet: Sheet, table: Table | None) -> str:
    rows: tuple[Row, ...] = sheet.cells
    if all(is_blank(row) for row in rows):
        return "sheet_empty"
    return (
        "sheet_without_rows"
        if table is not None or sum(not is_blank(row) for row in rows) == 1
        else "sheet_without_table"
    )


def _why_no_tables(issues: list[Issue]) -> str:
    codes = {issue.code for issue in issues}
    if "sheet_without_table" in codes:
        return "not_a_table"
    return "only_hidden_sheets" if codes == {"hidden_sheet"} else "no_rows"
