"""A date spread over columns, such as Jaar, Maand and Dag, and names of months without a year: one date column beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kpi_core.model import Issue
from kpi_core.read.cells import as_text, letter
from kpi_core.read.examine import RawColumn, examine
from kpi_core.read.group_rows import pick
from kpi_core.read.period_dates import Around, dated, which_year
from kpi_core.read.period_labels import PeriodLabel, period_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.reshaped import Reshaped

DATE = "Datum"
_HEADERS = {
    "year": re.compile(r"(?:kalender)?jaar|year|jahr|année|jaartal|(?:order|invoice|sales)[\s_]?year", re.IGNORECASE),
    "month": re.compile(r"maand(?:nr|nummer)?\.?|mnd|month(?:[\s_]?(?:no|nr|number))?|monat|mois", re.IGNORECASE),
    "day": re.compile(r"dag(?:nr|nummer)?\.?|day(?:[\s_]?of[\s_]?month)?|tag|jour", re.IGNORECASE),
    "week": re.compile(r"week(?:nr|nummer)?\.?|wk|week[\s_]?(?:no|nr|number)|woche|kw", re.IGNORECASE),
    "quarter": re.compile(r"kwartaal|quarter|quartal|qtr", re.IGNORECASE),
}
_MOST = {"month": 12, "week": 53, "quarter": 4, "day": 31}
_ENOUGH = 0.8
_LOOKED_AT = 200
_LONGEST_NAME = 30
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Part:
    raw: RawColumn
    numbers: tuple[int | None, ...]


def join_dates(found: Reshaped, around: Around) -> Reshaped:
    """Return the table with a date column made of its parts; `found` itself when it has a date or no such parts."""
    parts = {name: part for name in _HEADERS if (part := _part(name, found.raws)) is not None}
    finest = next((name for name in ("month", "week", "quarter") if name in parts), None)
    if "year" not in parts:
        named = next(
            (raw for raw in found.raws if _names_periods(raw.cells[:_LOOKED_AT]) and _names_periods(raw.cells)), None
        )
        return found if named is None or _has_date(found, [named]) else _without_year(found, around, named)
    if finest is None or _has_date(found, [part.raw for part in parts.values()]):
        return found
    return _joined(found, around, parts, "day" if _has_day(parts) else finest)


def _has_date(found: Reshaped, apart: Sequence[RawColumn]) -> bool:
    """Return whether a column that is no part holds dates, judged from its first cells."""
    others = (raw for raw in found.raws if all(raw is not other for other in apart))
    return any(examine(pick(raw, range(min(len(raw.cells), _LOOKED_AT)))).guess == "date" for raw in others)


def _has_day(parts: dict[str, _Part]) -> bool:
    return "day" in parts and "month" in parts


def _part(name: str, raws: Sequence[RawColumn]) -> _Part | None:
    """Return the one column whose header and cells both say that it is this part of a date."""
    fitting = []
    for raw in raws:
        if _HEADERS[name].fullmatch(raw.header.strip()):
            texts = {cell: as_text(cell) for cell in set(raw.cells)}
            by_cell = {cell: _number(name, text) for cell, text in texts.items()}
            numbers = tuple(map(by_cell.__getitem__, raw.cells))
            filled = sum(map(bool, map(texts.__getitem__, raw.cells)))
            if filled and sum(number is not None for number in numbers) >= _ENOUGH * filled:
                fitting.append(_Part(raw, numbers))
    return fitting[0] if len(fitting) == 1 else None


def _number(name: str, text: str) -> int | None:
    if name == "year":
        return int(text) if _YEAR.fullmatch(text) else None
    if text.isdigit():
        return int(text) if 1 <= int(text) <= _MOST[name] else None
    label = period_label("", text)
    return label.number if label and label.span == name and label.year is None and not label.rest else None


def _joined(found: Reshaped, around: Around, parts: dict[str, _Part], span: str) -> Reshaped:
    used = [parts["year"], *([parts["month"], parts["day"]] if span == "day" else [parts[span]])]
    cells = tuple(_written(span, used, place) for place in range(len(found.rows)))
    last = used[-1].raw
    names = ", ".join(part.raw.name for part in used)
    fields = {"sheet": around.sheet, "columns": names, "column": DATE, "n": len(used)}
    issue = Issue("date_from_parts", "info", around.sheet, (), fields)
    return _with_date(found, last, cells, issue)


def _written(span: str, parts: Sequence[_Part], place: int) -> str:
    """Return the date as text: "2025-03-14", "2025-03"; "" where a part is empty, the parts themselves where one is odd."""
    texts = [as_text(part.raw.cells[place]) for part in parts]
    numbers = [number for part in parts if (number := part.numbers[place]) is not None]
    if not all(texts):
        return ""
    if len(numbers) < len(parts):
        return " ".join(texts)
    if span == "day":
        return f"{numbers[0]}-{numbers[1]:02d}-{numbers[2]:02d}"
    return {"month": "{}-{:02d}", "week": "{}-W{:02d}", "quarter": "{}-Q{}"}[span].format(*numbers)


def _names_periods(cells: Sequence[object]) -> bool:
    """Return whether cells are names such as "januari" or "week 12", all of one width and without a year."""
    labels = [label for cell in cells if (label := _name_of(cell)) is not None]
    filled = sum(bool(as_text(cell)) for cell in cells)
    spans = {label.span for label in labels}
    return len(labels) > 1 and len(labels) >= _ENOUGH * filled and spans in ({"month"}, {"week"}, {"quarter"})


def _name_of(cell: object) -> PeriodLabel | None:
    text = cell.strip() if isinstance(cell, str) else ""
    label = period_label("", text) if text and not text.isdigit() and len(text) <= _LONGEST_NAME else None
    return label if label and label.year is None and not label.rest else None


def _without_year(found: Reshaped, around: Around, raw: RawColumn) -> Reshaped:
    """Add the date to a column of names such as "januari" or "week 12": its year is named above the table, or asked."""
    return _dated(found, around, raw, [_name_of(cell) for cell in raw.cells])


def _dated(found: Reshaped, around: Around, raw: RawColumn, labels: Sequence[PeriodLabel | None]) -> Reshaped:
    first = next(label for label in labels if label)
    later = _after_new_year(labels)
    year = which_year(around, f"{around.name}!{letter(raw.index)}:period_year", first, raw, wraps=any(later))
    found = replace(found, issues=(*found.issues, *year.issues), questions=(*found.questions, *year.questions))
    if year.first is None:
        return _with_date(found, raw, ("",) * len(raw.cells))
    cells = tuple(
        dated(label, year.first + after) if label else as_text(cell)
        for label, cell, after in zip(labels, raw.cells, later, strict=True)
    )
    fields = {"sheet": around.sheet, "columns": raw.name, "column": DATE, "n": 1}
    return _with_date(found, raw, cells, Issue("date_from_parts", "info", around.sheet, (), fields))


def _after_new_year(labels: Sequence[PeriodLabel | None]) -> list[bool]:
    """Return which rows lie a year later: those after the one place where the months start again, before the first month."""
    numbers = [label.number if label else 0 for label in labels]
    known = [number for number in numbers if number]
    drops = [place for place, (a, b) in enumerate(pairwise(known), 1) if b < a]
    if (
        len(drops) != 1
        or set(known[: drops[0]]) & set(known[drops[0] :])
        or max(known[drops[0] :]) > min(known[: drops[0]])
    ):
        return [False] * len(numbers)
    later, seen = [], 0
    for number in numbers:
        seen += number > 0
        later.append(seen > drops[0])
    return later


def _with_date(found: Reshaped, beside: RawColumn, cells: tuple[object, ...], *issues: Issue) -> Reshaped:
    names = {raw.name for raw in found.raws}
    name = next(name for name in (DATE, *(f"{DATE} ({number})" for number in range(2, 999))) if name not in names)
    column = RawColumn(name, DATE, beside.index, cells, beside.rows, (), beside.columns)
    return replace(found, raws=[*found.raws, column], issues=(*found.issues, *issues))
