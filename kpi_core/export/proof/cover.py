"""The first sheet: who it is for, how to recompute it, each KPI beside what the workbook makes of it, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.export.proof.page import serial
from kpi_core.export.proof.sheets import quoted_name
from kpi_core.formula.excel import quoted
from kpi_core.numbers import show_period
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.export.proof.kpi_sheet import KpiSheet
    from kpi_core.export.proof.page import Page

WIDTHS = (38, 20, 18, 18, 16, 14, 16)
HEADS = ("kpi", "period", "app", "workbook", "difference", "check", "periods")
FIGURES = ("app", "workbook", "difference", "periods")
MADE_ROW = 3
"""The line with the day the workbook was made, counted from 1: formulas look at it."""
STEPS = 4


@dataclass(frozen=True)
class Left:
    """A KPI that is not in the workbook, and why as a sentence."""

    name: str
    why: str


@dataclass(frozen=True)
class Cover:
    """The name of the first sheet, for whom the workbook is, the day it was made, and what else its reader must know."""

    name: str
    client: str
    today: date
    notes: Sequence[str] = ()

    @property
    def made(self) -> str:
        """The cell with the day the workbook was made."""
        return f"{quoted_name(self.name)}!$B${MADE_ROW}"


def write_cover(page: Page, cover: Cover, kpis: Sequence[KpiSheet], left: Sequence[Left]) -> None:
    """Write the cover."""
    lang, looks = page.lang, page.looks
    for place, width in enumerate(WIDTHS):
        page.sheet.set_column(place, place, width)
    page.text(0, 0, say("proof.cover.title", lang), looks.title)
    page.text(1, 0, cover.client, looks.make(font_size=12))
    page.text(MADE_ROW - 1, 0, say("proof.cover.made", lang), looks.soft)
    page.put(MADE_ROW - 1, 1, serial(cover.today), looks.make(num_format=looks.day, align="left"))
    for step in range(1, STEPS + 1):
        page.text(MADE_ROW + step, 0, say(f"proof.cover.step{step}", lang))
    row = MADE_ROW + STEPS + 1
    for row, note in enumerate(cover.notes, start=row + 1):  # noqa: B020  # the next line follows the last note
        page.text(row, 0, note, looks.make(bold=True))
    row = _table(page, row + 1, kpis)
    _left_out(page, row + 1, left)


def _table(page: Page, row: int, kpis: Sequence[KpiSheet]) -> int:
    if not kpis:
        return row
    for place, name in enumerate(HEADS):
        look = page.looks.over if name in FIGURES else page.looks.head
        page.text(row, place, say(f"proof.head.{name}", page.lang), look)
    for kpi in kpis:
        row += 1
        _line(page, row, kpi)
    return row + 1


def _line(page: Page, row: int, kpi: KpiSheet) -> None:
    figures, at, column, lang = kpi.figures, kpi.first + kpi.now, kpi.value_column, page.lang
    value = float(figures.values[kpi.now])
    kept: object = "" if np.isnan(value) else value
    look = page.looks.unit(figures.kpi.unit)
    page.go(row, 0, f"{quoted_name(kpi.name)}!A1", figures.kpi.name[lang])
    page.text(row, 1, show_period(figures.periods[kpi.now], lang))
    for place, source in ((2, column + 1), (3, column)):
        cell = kpi.cell(source, at)
        page.formula(row, place, f'=IF({cell}="","",{cell})', kept, look)
    difference = f'=IF(OR(C{row + 1}="",D{row + 1}=""),"",C{row + 1}-D{row + 1})'
    page.formula(row, 4, difference, kept if kept == "" else 0, look)
    same, other = say("proof.same", lang), say("proof.different", lang)
    verdicts = kpi.range(column + 3)
    check = f"=IF(COUNTIF({verdicts},{quoted(other)})=0,{quoted(same)},{quoted(other)})"
    page.formula(row, 5, check, same, page.looks.make(bold=True, indent=1))
    page.formula(row, 6, f"=COUNTIF({verdicts},{quoted(same)})", len(figures.periods))


def _left_out(page: Page, row: int, left: Sequence[Left]) -> None:
    if not left:
        return
    page.text(row, 0, say("proof.cover.left", page.lang), page.looks.make(bold=True, font_size=12))
    for one in left:
        row += 1
        page.text(row, 0, one.name)
        page.text(row, 1, one.why)
