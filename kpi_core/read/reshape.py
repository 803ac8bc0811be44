"""Tables that are not one row per fact: periods side by side, group names on their own line, a date in parts.

Each becomes an ordinary table before typing, so that numbers and dates are read as everywhere, and every cell keeps the
address it has in the sheet.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpi_core.model import Issue
from kpi_core.read import limits
from kpi_core.read.cells import as_text, letter
from kpi_core.read.date_parts import join_dates
from kpi_core.read.fill_down import fill_down
from kpi_core.read.group_rows import group_rows, pick
from kpi_core.read.lines_across import lines_across
from kpi_core.read.period_dates import Around, date_periods
from kpi_core.read.periods_across import Wide, named_above, periods_across, says_share
from kpi_core.read.reshaped import Reshaped
from kpi_core.read.unpivot import unpivot
from kpi_core.read.wide_totals import WideProof

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Sheet
    from kpi_core.read.cells import Row
    from kpi_core.read.examine import RawColumn
    from kpi_core.read.header import Layout
    from kpi_core.read.rows import Body

NO_ANSWERS: Map[str, str] = MappingProxyType({})
_THIRTEENTH = 13


def reshape(  # noqa: PLR0917  # the order in which reading a table finds them
    sheet: Sheet,
    rows: Sequence[Row],
    layout: Layout,
    body: Body,
    raws: list[RawColumn],
    answers: Map[str, str] = NO_ANSWERS,
    *,
    name: str = "",
    title: str = "",
) -> Reshaped | None:
    """Return the table with one row per fact, None when it is so already.

    answers: `Question.id` to the `Reading.choice` taken. name: what the table is called, when not as its sheet. title: the
    text above the table.
    """
    if not raws or layout.header is None:
        return None
    around = Around(sheet.name, name or sheet.name, _above(sheet, rows, layout, title), answers)
    found = Reshaped(raws, raws[0].rows, body)
    grouped = fill_down(sheet, group_rows(sheet, rows, layout, found))
    wide = periods_across(rows, layout, named_above(rows, layout, grouped.raws))
    if wide is not None:
        return _unpivoted(sheet, rows, layout, grouped, wide, around, title)
    dated = join_dates(grouped, around)
    if (lines := lines_across(sheet, rows, dated)) is not None:
        return lines
    return None if dated is found else dated


def _above(sheet: Sheet, rows: Sequence[Row], layout: Layout, title: str) -> tuple[str, ...]:
    top = layout.header[0] if layout.header else layout.start
    cells = (as_text(cell) for row in rows[:top] for cell in row)
    return tuple(dict.fromkeys(text for text in (title, *cells, sheet.name) if text))


def _unpivoted(  # noqa: PLR0917  # what reshape is given, and what it found
    sheet: Sheet,
    rows: Sequence[Row],
    layout: Layout,
    found: Reshaped,
    wide: Wide,
    around: Around,
    title: str,
) -> Reshaped:
    about: dict[str, object] = {"sheet": sheet.name}
    if any(column.label.span == "period" and column.label.number == _THIRTEENTH for column in wide.periods):
        return replace(found, issues=(*found.issues, Issue("periods_thirteen", "warning", sheet.name, (), about)))
    found, wide = _without_shares(sheet, found, wide)
    dated = date_periods(wide, around)
    header = (layout.header[1] if layout.header else layout.start) + sheet.first_row
    long = unpivot(wide, dated, header, _subject(sheet, around, title))
    if not long.origin:
        return found
    proof = WideProof(sheet, rows, found.body, wide, long)
    issues = (*found.issues, *dated.issues, *_told(sheet, wide, len(long.slots)))
    index = tuple(found.body.data[place] + sheet.first_row for place, _ in long.origin)
    return Reshaped(long.raws, index, found.body, issues, (*found.questions, *dated.questions), proof)


def _subject(sheet: Sheet, around: Around, title: str) -> str:
    """Return what may say what the values are: the title, or the name of the sheet of a workbook."""
    return title or (around.above[0] if len(around.above) > 1 else "" if sheet.text_only else sheet.name)


def _without_shares(sheet: Sheet, found: Reshaped, wide: Wide) -> tuple[Reshaped, Wide]:
    """Take the rows off that hold percentages between rows of amounts."""
    shares = {place for place in range(len(found.body.data)) if _is_share(sheet, found, wide, place)}
    if not shares or len(shares) == len(found.body.data):
        return found, wide
    kept = [place for place in range(len(found.body.data)) if place not in shares]
    others = sorted([*found.body.others, *((found.body.data[place], "ratio") for place in shares)])
    data = [found.body.data[place] for place in kept]
    body = replace(found.body, data=data, others=others)
    picked = {raw.name: pick(raw, kept) for raw in found.raws}
    return (
        replace(found, raws=list(picked.values()), rows=tuple(p + sheet.first_row for p in data), body=body),
        replace(
            wide,
            periods=tuple(replace(column, raw=picked[column.raw.name]) for column in wide.periods),
            items=tuple(picked[raw.name] for raw in wide.items),
            year=picked[wide.year.name] if wide.year else None,
        ),
    )


def _is_share(sheet: Sheet, found: Reshaped, wide: Wide, place: int) -> bool:
    """Return whether a row holds percentages, by its label, its signs or the formats of its cells."""
    values = [as_text(column.raw.cells[place]) for column in wide.periods]
    formats = [sheet.formats.get((found.rows[place], column.raw.index), "") for column in wide.periods]
    if says_share([as_text(raw.cells[place]) for raw in wide.items], values):
        return True
    return all("%" in code for code, value in zip(formats, values, strict=True) if value) and any(formats)


def _told(sheet: Sheet, wide: Wide, periods: int) -> list[Issue]:
    first, last = wide.periods[0], wide.periods[-1]
    fields: dict[str, object] = {"sheet": sheet.name, "n": periods, "first": first.label.text, "last": last.label.text}
    fields |= {"left": letter(first.raw.index), "right": letter(last.raw.index)}
    issues = [Issue("periods_across", "info", sheet.name, (), fields)]
    for code, columns in (("total_columns", wide.totals), ("columns_apart", wide.apart)):
        if columns:
            names = ", ".join(raw.name for raw in columns[: limits.LISTED_CELLS])
            issues.append(
                Issue(
                    code,
                    "info" if code == "total_columns" else "warning",
                    sheet.name,
                    (),
                    {"sheet": sheet.name, "n": len(columns), "columns": names},
                )
            )
    return issues
