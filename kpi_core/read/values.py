"""One typing step for every source: the reading of a column is decided from all its cells and those of its neighbours.

Doubt is never guessed away: a column whose cells all read two ways becomes one question and has no values until answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import CellError, Issue, Question, TableColumn
from kpi_core.read.around import Around, answered, proven, proven_by_totals, tells_date, years_named
from kpi_core.read.build import build_booleans, build_texts
from kpi_core.read.cells import ERROR_TEXTS, NO_OUTCOME, as_text, letter
from kpi_core.read.currency import find_valuta
from kpi_core.read.examine import Evidence, RawColumn, examine
from kpi_core.read.id_digits import tell_lost_digits
from kpi_core.read.moments import read_moments, read_yearless
from kpi_core.read.sums import read_sums
from kpi_core.read.telling import cells_issue, column_issue

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import ColumnType
    from kpi_core.read.build import Read
    from kpi_core.read.cells import Row


@dataclass(frozen=True)
class Typed:
    """A column read: its description, values and evidence (to read a total cell by), and what was doubtful or wrong."""

    column: TableColumn
    series: pd.Series
    raw: RawColumn
    evidence: Evidence
    issues: tuple[Issue, ...] = ()
    question: Question | None = None


def type_columns(
    columns: Sequence[RawColumn],
    sheet: str,
    answers: Map[str, str],
    totals: Sequence[Row] = (),
    *,
    name: str = "",
    titles: Sequence[str] = (),
    dated: bool = False,
) -> tuple[Typed, ...]:
    """Return every column typed; columns in the same doubt share one question, which names them in its field `columns`.

    answers: `Question.id` to the `Reading.choice` taken. totals: the file's own total rows: a reading under which the sum
    is exactly the total, while it is not under the other, is proven. name: what the table is called, when not as its sheet.
    titles: what is written around the table; a year in it may be the one its months lack. dated: the date is told or asked
    already, so that months without a year stay text.
    """
    found = [examine(column) for column in columns]
    own = name or sheet
    decimals = proven(found, "number") | answered(columns, found, own, answers, "number")
    if not decimals:
        decimals = proven_by_totals(columns, found, totals)
    orders = proven(found, "date") | answered(columns, found, own, answers, "date")
    around = Around(
        sheet,
        own,
        answers,
        tuple(letter(column.index) for column in columns),
        frozenset(decimals),
        frozenset(orders),
        find_valuta(columns, found),
        years_named([*titles, sheet, *(column.header for column in columns)]),
        dated or tells_date(columns, found),
    )
    typed = [_type(column, evidence, around) for column, evidence in zip(columns, found, strict=True)]
    return tuple(_ask_once(typed))


def _ask_once(typed: Sequence[Typed]) -> list[Typed]:
    """Leave one question per doubt: an answer for one column holds for its neighbours."""
    doubts: dict[str, list[Typed]] = {}
    for entry in typed:
        if entry.question:
            doubts.setdefault(entry.question.kind, []).append(entry)
    first = {kind: entries[0].column.name for kind, entries in doubts.items()}
    named = {kind: tuple(entry.column.name for entry in entries) for kind, entries in doubts.items()}
    return [
        replace(entry, question=_once(entry.question, first, named)) if entry.question else entry for entry in typed
    ]


def _once(asked: Question, first: dict[str, str], named: dict[str, tuple[str, ...]]) -> Question | None:
    if asked.column != first[asked.kind]:
        return None
    return replace(asked, fields={**asked.fields, "columns": named[asked.kind]})


def _type(column: RawColumn, evidence: Evidence, around: Around) -> Typed:
    match evidence.guess:
        case "number":
            return _finish(column, evidence, around, read_sums(column, evidence, around))
        case "date":
            return _finish(column, evidence, around, read_moments(column, evidence, around))
        case "yearless":
            return _finish(column, evidence, around, read_yearless(column, evidence, around))
        case "bool":
            return _finish(column, evidence, around, (build_booleans(column, evidence), (), None))
        case guess:
            issues = _half_readable(column, evidence, around.sheet) + _without_outcome(column, evidence, around.sheet)
            if guess == "id":
                issues += tell_lost_digits(column, evidence, around.sheet)
            return _finish(column, evidence, around, (build_texts(column, evidence, guess), issues, None))


def _half_readable(column: RawColumn, evidence: Evidence, sheet: str) -> tuple[Issue, ...]:
    """Tell of a text column that is mostly numbers or dates: its cells are not added up."""
    if evidence.guess != "text" or evidence.readable * 2 < evidence.filled or evidence.readable < 2:
        return ()
    read = evidence.dates if len(evidence.dates) > len(evidence.numbers) else evidence.numbers
    odd = [
        position
        for position, cell in enumerate(column.cells)
        if (isinstance(cell, str) and evidence.texts[cell] and cell not in read)
        or isinstance(cell, (bool, time, timedelta))
    ]
    if not odd:
        return ()
    return (cells_issue("column_not_numeric", column, sheet, odd, text=as_text(column.cells[odd[0]])),)


def _without_outcome(column: RawColumn, evidence: Evidence, sheet: str) -> tuple[Issue, ...]:
    """Tell of a column of formulas that the file keeps no outcome of: it has no sum."""
    if evidence.guess != "empty":
        return ()
    bare = [position for position, cell in enumerate(column.cells) if cell == NO_OUTCOME]
    return (cells_issue("column_without_outcome", column, sheet, bare),) if bare else ()


def _finish(column: RawColumn, evidence: Evidence, around: Around, read: Read) -> Typed:
    """Return the column with its values, and what of its cells could not be read; no values while it waits for an answer."""
    built, issues, question = read
    if question:
        values = pd.Series([float("nan")] * len(column.cells), dtype="float64")
        return Typed(_describe(column, "mixed", ""), values, column, evidence, (), question)
    found = [*issues, *_error_texts(column, evidence, around.sheet)]
    own = [position for position in built.unread if not _is_error(column.cells[position])]
    if own:
        found.append(cells_issue("unread_cells", column, around.sheet, own, text=as_text(column.cells[own[0]])))
    if built.markers:
        found.append(column_issue("missing_markers", column, around.sheet, level="info", n=built.markers))
    unread = tuple(column.place(position) for position in built.unread)
    described = replace(_describe(column, built.type, built.convention), unread=unread)
    return Typed(described, built.series, column, evidence, tuple(found))


def _error_texts(column: RawColumn, evidence: Evidence, sheet: str) -> tuple[Issue, ...]:
    """Tell of errors that stand in the file as text: #N/A, #WAARDE!, #WERT!, #VALEUR!."""
    if ERROR_TEXTS.isdisjoint(map(str.lower, evidence.texts.values())):
        return ()
    errors = {cell: text for cell, text in evidence.texts.items() if text.lower() in ERROR_TEXTS}
    places = [position for position, cell in enumerate(column.cells) if isinstance(cell, str) and cell in errors]
    return (cells_issue("error_cells", column, sheet, places, kinds=", ".join(sorted(set(errors.values())))),)


def _is_error(cell: object) -> bool:
    return isinstance(cell, CellError) or (isinstance(cell, str) and cell.strip().lower() in ERROR_TEXTS)


def _describe(column: RawColumn, kind: ColumnType, convention: str) -> TableColumn:
    examples = tuple(dict.fromkeys(text for cell in column.cells[:50] if (text := as_text(cell))))[:3]
    return TableColumn(column.name, column.header, letter(column.index), kind, convention, examples=examples)
