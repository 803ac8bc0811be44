"""Periods side by side become rows: the items, a column of periods, and a column of values for every measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.read.cells import as_text, kind_of
from kpi_core.read.examine import RawColumn
from kpi_core.read.period_dates import dated
from kpi_core.read.periods_across import statement_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.period_dates import Dated
    from kpi_core.read.periods_across import PeriodColumn, Wide

PERIOD = "Periode"
VALUE = "Waarde"
AMOUNT = "Bedrag"
_LONGEST_NAME = 40
_GENERIC_SHEET = re.compile(r"(?:sheet|blad|tabelle|feuil|tab|data|export)\s*\d*", re.IGNORECASE)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_TIMES = re.compile(r"(?:(?<!\w)(?:fy|boekjaar)\s*)?(?<!\d)(?:19|20)\d\d(?:\s*[/-]\s*\d{2,4})?(?!\d)", re.IGNORECASE)
_PER = re.compile(r"\s+(?:per|by|naar)\s+.*$|\(.*\)", re.IGNORECASE)


@dataclass(frozen=True)
class Unpivoted:
    """The columns of a long table and where each of its rows came from.

    origin: per row the place of its row among those of the wide table, and the place of its period among `slots`.
    slots: per period the columns of its measures. values: the name of the value column of each measure.
    """

    raws: list[RawColumn]
    origin: tuple[tuple[int, int], ...]
    slots: tuple[dict[str, PeriodColumn], ...]
    values: dict[str, str]


def unpivot(wide: Wide, periods: Dated, header_row: int, title: str) -> Unpivoted:
    """Return the long table. An empty cell becomes no row, a zero does.

    header_row: as Excel counts, where the periods stand. title: what the values are, "" = unknown.
    """
    slots = _slots(wide, periods)
    rows = wide.periods[0].raw.rows
    origin = [
        (position, slot)
        for position in range(len(rows))
        for slot, columns in enumerate(slots)
        if any(kind_of(column.raw.cells[position]) != "empty" for column in columns.values())
    ]
    raws = [_repeat(raw, origin) for raw in wide.items]
    taken = {raw.name for raw in raws}
    raws.append(_period_column(wide, periods, slots, origin, header_row, taken))
    values = {}
    for measure in wide.measures:
        values[measure] = _free(measure or _value_name(wide, title), taken)
        raws.append(_value_column(values[measure], measure, wide, slots, origin))
    return Unpivoted(raws, tuple(origin), slots, values)


def _slots(wide: Wide, periods: Dated) -> tuple[dict[str, PeriodColumn], ...]:
    """Return per period the columns of its measures; without dates yet, per label."""
    whole = not periods.by_row and not periods.questions
    found: dict[object, dict[str, PeriodColumn]] = {}
    for column in wide.periods:
        label = column.label
        key = periods.dates[column.raw.index] if whole else (label.year, label.number, label.when)
        found.setdefault(key, {})[column.measure] = column
    return tuple(found.values())


def _repeat(raw: RawColumn, origin: Sequence[tuple[int, int]]) -> RawColumn:
    cells = tuple(raw.cells[position] for position, _ in origin)
    rows = tuple(raw.rows[position] for position, _ in origin)
    columns = tuple(raw.columns[position] for position, _ in origin) if raw.columns else ()
    return RawColumn(raw.name, raw.header, raw.index, cells, rows, raw.formats, columns)


def _period_column(  # noqa: PLR0917  # where a period stands takes all of these
    wide: Wide,
    periods: Dated,
    slots: Sequence[dict[str, PeriodColumn]],
    origin: Sequence[tuple[int, int]],
    header_row: int,
    taken: set[str],
) -> RawColumn:
    heads = [next(iter(columns.values())) for columns in slots]
    cells: list[object] = [periods.dates.get(heads[slot].raw.index, "") for _, slot in origin]
    if periods.by_row and wide.year is not None:
        years = [as_text(cell) for cell in wide.year.cells]
        cells = [
            dated(heads[slot].label, int(years[position]))
            if _A_YEAR.fullmatch(years[position])
            else heads[slot].label.text
            for position, slot in origin
        ]
    columns = tuple(heads[slot].raw.index for _, slot in origin)
    name = _free(PERIOD, taken)
    return RawColumn(name, PERIOD, heads[0].raw.index, tuple(cells), (header_row,) * len(origin), (), columns)


def _value_column(
    name: str, measure: str, wide: Wide, slots: Sequence[dict[str, PeriodColumn]], origin: Sequence[tuple[int, int]]
) -> RawColumn:
    own = [column.raw for column in wide.periods if column.measure == measure]
    cells: list[object] = []
    columns: list[int] = []
    for position, slot in origin:
        column = slots[slot].get(measure)
        cells.append(column.raw.cells[position] if column else "")
        columns.append(column.raw.index if column else own[0].index)
    rows = tuple(own[0].rows[position] for position, _ in origin)
    formats = tuple(code for raw in own for code in raw.formats)
    return RawColumn(name, name, own[0].index, tuple(cells), rows, formats, tuple(columns))


def _value_name(wide: Wide, title: str) -> str:
    """Return what the values are called: what the title says, "Bedrag" for lines of a statement."""
    if wide.items and statement_lines(wide.items[0]) > 1:
        return AMOUNT
    said = " ".join(_TIMES.sub(" ", _PER.sub(" ", title)).split()).strip(" -–—:_,;")
    if not said or len(said) > _LONGEST_NAME or _GENERIC_SHEET.fullmatch(said):
        return VALUE
    return said


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(free)
    return free
