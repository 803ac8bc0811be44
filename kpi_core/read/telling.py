"""Issues and questions about one column, with the addresses of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.model import Issue, Question
from kpi_core.read import limits
from kpi_core.read.cells import as_text, letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Level, Reading
    from kpi_core.read.examine import RawColumn


def column_issue(code: str, column: RawColumn, sheet: str, level: Level = "warning", **fields: object) -> Issue:
    """Return an issue about a column as a whole."""
    about = {"sheet": sheet, "column": column.name, "letter": letter(column.index), **fields}
    return Issue(code, level, sheet, (), about)


def cells_issue(
    code: str, column: RawColumn, sheet: str, positions: Sequence[int], level: Level = "warning", **fields: object
) -> Issue:
    """Return an issue about the cells at `positions` of a column: the first twenty by address, and how many there are."""
    cells = tuple(column.place(position) for position in positions[: limits.LISTED_CELLS])
    about = {"sheet": sheet, "column": column.name, "n": len(positions), "cells": ", ".join(cells[:5]), **fields}
    return Issue(code, level, sheet, cells, about)


def question(
    identity: str,
    kind: str,
    column: RawColumn,
    position: int,
    readings: Sequence[Reading],
    *,
    sheet: str,
    **fields: object,
) -> Question:
    """Return a question about a column, told by the cell at `position`."""
    about: dict[str, object] = {
        "sheet": sheet,
        "column": column.name,
        "letter": letter(column.index),
        "cell": column.place(position),
        "text": as_text(column.cells[position]),
        **fields,
    }
    return Question(identity, kind, sheet, column.name, tuple(readings), about)
