"""The proof workbook: the chosen KPIs as live formulas over the rows they rest on, so that anyone can recompute them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

import xlsxwriter

from kpi_core.compute.run import engine
from kpi_core.export.proof.cover import Cover, Left, write_cover
from kpi_core.export.proof.figures import Wish, figures
from kpi_core.export.proof.kpi_lines import write_kpi
from kpi_core.export.proof.kpi_sheet import KpiSheet, kpi_sheet
from kpi_core.export.proof.page import Looks, Page
from kpi_core.export.proof.sheets import Lines, Names, NotExpressible, quoted_name
from kpi_core.export.proof.tables import Tables
from kpi_core.export.proof.writing import write_lines
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Mapping as Map
    from datetime import date
    from pathlib import Path

    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.periods import Grain
    from kpi_core.texts import Lang

PERIODS = 24
PLANNED, CLOSING = 0.3, 0.9
"""The part of the work that is done when the writing begins, and when the file is put together."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def proof_xlsx(kpis: Sequence[Kpi], dataset: Dataset, lang: Lang, **asked: Any) -> bytes:
    """Return the proof workbook; what can be asked is as in `proof_file`."""
    out = BytesIO()
    proof_file(out, kpis, dataset, lang, **asked)
    return out.getvalue()


def proof_file(
    out: Path | IO[bytes],
    kpis: Sequence[Kpi],
    dataset: Dataset,
    lang: Lang,
    *,
    client: str = "",
    notes: Sequence[str] = (),
    params: Map[str, float] | None = None,
    variants: Map[str, str] | None = None,
    grains: Map[str, Grain] | None = None,
    periods: int | None = PERIODS,
    today: date,
    progress: Callable[[float], None] | None = None,
) -> tuple[Left, ...]:
    """Write the proof workbook and return the KPIs that could not be in it, each with the reason.

    client: for whom it is. notes: sentences the reader must know, for instance that a closed period said something else.
    params: the settings formulas ask for. variants: per KPI the definition chosen. grains: per KPI how wide its periods are,
    else its own. periods: the latest so many, None = all. today: the day it is made. progress: told how far it is, 0 to 1.
    Figures are those of the whole company. Rows of a KPI about people are never handed over.
    """
    told = progress or _nobody
    names = Names()
    cover = names.give(say("proof.sheet.cover", lang))
    wish = Wish(dataset, params, periods, today, engine(), lang)
    tables = Tables(dataset, wish.backend, lang, names)
    sheets: list[KpiSheet] = []
    left: list[Left] = []
    for place, kpi in enumerate(kpis):
        found = _sheet(kpi, (variants or {}).get(kpi.id), (grains or {}).get(kpi.id, kpi.grain), wish, tables)
        (sheets if isinstance(found, KpiSheet) else left).append(found)  # type: ignore[arg-type]  # each to its own
        told(PLANNED * (place + 1) / len(kpis))
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": say("proof.cover.title", lang), "created": datetime.combine(today, time())})
        _Writing(book, Cover(cover, client, today, notes), tables, told).write(sheets, left)
    told(1.0)
    return tuple(left)


def _sheet(kpi: Kpi, variant: str | None, grain: Grain, wish: Wish, tables: Tables) -> KpiSheet | Left:
    name, lang = kpi.name[wish.lang], wish.lang
    if kpi.min_group:
        return Left(name, say("proof.out.people", lang))
    found = figures(kpi, variant, grain, wish)
    if isinstance(found, str):
        return Left(name, found)
    try:
        sheet = kpi_sheet(found, tables, "", lang)
    except NotExpressible as why:
        return Left(name, say(f"proof.out.{why.reason}", lang))
    sheet.name = tables.names.give(name)
    return sheet


@dataclass
class _Writing:
    book: Any
    cover: Cover
    tables: Tables
    told: Callable[[float], None]

    def write(self, sheets: Sequence[KpiSheet], left: Sequence[Left]) -> None:
        """Write the cover, then the KPIs, then the lines they rest on."""
        lang, looks = self.tables.lang, Looks(self.book, self.tables.lang)
        back = f"{quoted_name(self.cover.name)}!A1", say("proof.back", lang)
        write_cover(Page(self.book, self.cover.name, looks, lang), self.cover, sheets, left)
        for sheet in sheets:
            write_kpi(Page(self.book, sheet.name, looks, lang), sheet, self.cover.made, back)
        every = list(_lines(self.tables))
        total, done = max(1, sum(lines.count * len(lines.fields) for lines in every)), 0

        def tick(cells: int) -> None:
            nonlocal done
            done += cells
            self.told(PLANNED + (CLOSING - PLANNED) * done / total)

        for lines in every:
            write_lines(Page(self.book, lines.name, looks, lang), lines, back, tick)


def _lines(tables: Tables) -> Iterator[Lines]:
    for table in tables.sheets.values():
        yield table.lines
    for made in tables.others.values():
        yield made.lines


def _nobody(share: float) -> None:
    del share
