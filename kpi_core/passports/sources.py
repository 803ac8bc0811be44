"""Where the numbers of a sum come from: table, file, sheet, columns, and the cells they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.numbers import show_count
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpi_core.compute.trace import Place
    from kpi_core.passports.arithmetic import Term


@dataclass(frozen=True)
class Source:
    """One row of the list of sources. file, sheet, columns and cells hold what the customer wrote: escape them.

    what: the number and what it is. columns: each header with its meaning; cells: "Orders!F2:F831", the rows where a value
    has no column of its own.
    """

    number: str
    what: str
    table: str
    file: str
    sheet: str
    columns: str
    rows: str
    cells: str


def sources(found: Iterable[tuple[Term, Sequence[Place]]], lang: Lang) -> tuple[Source, ...]:
    """Return where every number of a sum comes from, one row per number and place."""
    return tuple(
        Source(
            number=term.shown,
            what=term.what,
            table=KINDS[place.kind].name[lang],
            file=place.file,
            sheet=place.sheet,
            columns="; ".join(_column(role, header, lang) for role, header, _ in place.columns),
            rows=show_count(place.rows, lang),
            cells=cells_of(place, lang),
        )
        for term, places in found
        for place in places
    )


def _column(role: str, header: str, lang: Lang) -> str:
    meaning = ROLES[role].name[lang]
    if not header:
        return say("passport.derived", lang, meaning=meaning)
    return meaning if header == meaning else say("passport.column", lang, header=header, meaning=meaning)


def cells_of(place: Place, lang: Lang) -> str:
    """Return the span of cells of the first column that has a letter, as a spreadsheet writes it; else the rows."""
    letter = next((letter for _, _, letter in place.columns[:1] if letter), "")
    if not letter:
        rows = "passport.row_at" if place.first == place.last else "passport.rows_from"
        return say(rows, lang, sheet=place.sheet, first=place.first, last=place.last)
    sheet = place.sheet if place.sheet.isalnum() else "'" + place.sheet.replace("'", "''") + "'"
    return f"{sheet}!{letter}{place.first}:{letter}{place.last}"
