"""Dates that Excel turned around: opened in another country's settings, 03/04 became a date with day and month swapped.

Such a column is half dates and half text: what fits both ways was converted (so no day above 12 is left among the dates),
what fits one way only stayed text (so every text has a part above 12). Whether it was so is asked.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import Reading
from kpi_core.read.telling import question

if TYPE_CHECKING:
    from kpi_core.model import Question
    from kpi_core.read.around import Around
    from kpi_core.read.examine import Evidence, RawColumn

_MONTHS = 12


def weigh_swapped(column: RawColumn, evidence: Evidence, around: Around) -> tuple[bool, Question | None]:
    """Return whether the real dates are to be swapped back, and the question while that is not known."""
    styles = {found.style for found in evidence.dates.values()}
    if styles not in ({"day_first"}, {"month_first"}):
        return False, None
    typed = [at for at, cell in enumerate(column.cells) if isinstance(cell, date)]
    days = [column.cells[at].day for at in typed]  # type: ignore[attr-defined]
    changed = [at for at in typed if _swapped(column.cells[at]) != column.cells[at]]
    if not changed or max(days) > _MONTHS:
        return False, None
    answer = around.answer(column, "swapped")
    if answer in ("swap", "keep"):
        return answer == "swap", None
    first = column.cells[changed[0]]
    readings = [
        Reading(choice, when.strftime("%Y-%m-%d"), None, {"n": len(changed)})
        for choice, when in (("swap", _swapped(first)), ("keep", first))
        if isinstance(when, date)
    ]
    identity = around.identity(column, "swapped")
    return False, question(identity, "swapped_dates", column, changed[0], readings, sheet=around.sheet, n=len(changed))


def swap_back(column: RawColumn, values: pd.Series) -> pd.Series:
    """Return the dates with day and month swapped in the cells that were real dates."""
    found = values.copy()
    for at, cell in enumerate(column.cells):
        if isinstance(cell, date):
            found.iloc[at] = pd.Timestamp(_swapped(cell))  # type: ignore[arg-type]
    return found


def _swapped(cell: object) -> object:
    if isinstance(cell, (date, datetime)) and cell.day <= _MONTHS:
        return cell.replace(month=cell.day, day=cell.month)
    return cell
