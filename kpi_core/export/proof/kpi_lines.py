"""The sheet of one KPI, written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.catalogue import SETTINGS, in_words
from kpi_core.export.proof.kpi_sheet import SETTINGS_FROM, windows
from kpi_core.export.proof.page import serial
from kpi_core.export.proof.sheets import BEFORE, OWN, letters
from kpi_core.export.proof.windows import TODAY
from kpi_core.formula.excel import quoted
from kpi_core.numbers import show_period
from kpi_core.periods import Grain
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.compute.asks import Steps
    from kpi_core.export.proof.kpi_sheet import KpiSheet, Part, Window
    from kpi_core.export.proof.page import Page
    from kpi_core.texts import Lang

ENDS = {Grain.DAY: "{}", Grain.WEEK: "{}+6", Grain.MONTH: "EOMONTH({},0)", Grain.QUARTER: "EOMONTH({},2)"}
ENDS |= {Grain.YEAR: "EOMONTH({},11)"}
"""The last day of a period by its first."""
LAST = ("workbook", "app", "difference", "check")


def write_kpi(page: Page, kpi: KpiSheet, made: str, back: tuple[str, str]) -> None:
    """Write the sheet of a KPI. made: the cell with the day the workbook was made. back: the way to the cover."""
    figures, looks, lang = kpi.figures, page.looks, page.lang
    page.text(0, 0, figures.kpi.name[lang], looks.title)
    page.text(1, 0, in_words(figures.kpi.tree, lang), looks.soft)
    page.go(2, 0, *back)
    for row, name in enumerate(kpi.settings, start=SETTINGS_FROM - 1):
        page.text(row, 0, SETTINGS[name].name[lang])
        page.put(row, 1, figures.request.params[name], looks.unit(SETTINGS[name].unit, bg_color="#FFF8E1"))
    _headers(page, kpi)
    looked = windows(kpi)
    for at, period in enumerate(figures.periods):
        page.text(kpi.first - 1 + at, 0, show_period(period, lang))
        for window in looked:
            _window(page, kpi, at, window, made)
        for place, part in enumerate(kpi.parts, start=kpi.value_column - len(kpi.parts)):
            _part(page, kpi, at, place, part)
        _value(page, kpi, at)


def _headers(page: Page, kpi: KpiSheet) -> None:
    row, column, lang = kpi.header - 1, kpi.value_column, page.lang
    first = column - len(kpi.parts)
    said = {0: say("export.period", lang)}
    for steps, place in kpi.spans.columns.items():
        said |= {place: _of_window(steps, "from", lang), place + 1: _of_window(steps, "to", lang)}
    said |= {first + place: part.header for place, part in enumerate(kpi.parts)}
    said |= {column + place: say(f"proof.head.{name}", lang) for place, name in enumerate(LAST)}
    for place, text in said.items():
        page.text(row, place, text, page.looks.head if place in {0, column + len(LAST) - 1} else page.looks.over)
    page.sheet.set_column(0, 0, 24)
    page.sheet.set_column(1, first - 1, 13)
    page.sheet.set_column(first, column + len(LAST) - 1, 20)
    page.sheet.set_row(row, 62)
    page.sheet.freeze_panes(kpi.header, 1)


def _of_window(steps: Steps, edge: str, lang: Lang) -> str:
    if not steps:
        return say("export.start" if edge == "from" else "export.end", lang)
    named = ", ".join(say(f"proof.window.{step.name}", lang, months=step.months) for step in reversed(steps))
    return say("proof.window.of", lang, window=named, edge=say(f"proof.window.{edge}", lang))


def _window(page: Page, kpi: KpiSheet, at: int, window: Window, made: str) -> None:
    row, look = kpi.first + at, page.looks.columns["date"]
    formulas = window.formulas if window.steps else _of_period(kpi, at, window.place)
    for edge in (0, 1):
        day = window.days[at][edge]
        value = serial(day) if day else 0
        text = formulas[edge] if formulas else ""
        text = text.replace(OWN, str(row)).replace(BEFORE, str(row - 1)).replace(TODAY, made)
        if text:
            page.formula(row - 1, window.place + edge, text, value, look)
        else:
            page.put(row - 1, window.place + edge, value, look)


def _of_period(kpi: KpiSheet, at: int, place: int) -> tuple[str, str]:
    """Return the formulas of a period: it begins the day after the one above. The first begins on a day that is written."""
    end = ENDS.get(kpi.figures.grain)
    if end is None:
        return "", ""
    return f"={letters(place + 1)}{BEFORE}+1" if at else "", "=" + end.format(f"{letters(place)}{OWN}")


def _part(page: Page, kpi: KpiSheet, at: int, place: int, part: Part) -> None:
    row, looks = kpi.first - 1 + at, page.looks
    if not part.covered[at]:
        page.text(row, place, say("proof.no_data", page.lang), looks.make(font_color="#6B7785", italic=True))
        return
    write = page.array if part.formula.array else page.formula
    write(row, place, part.formula.text.replace(OWN, str(row + 1)), _kept(part.values[at]), looks.unit(part.unit))


def _kept(value: float) -> object:
    """Return what a formula comes to as it is kept beside it: a text without characters for no value."""
    return "" if np.isnan(value) else float(value)


def _value(page: Page, kpi: KpiSheet, at: int) -> None:
    row, column, look, lang = kpi.first + at, kpi.value_column, page.looks.unit(kpi.figures.kpi.unit), page.lang
    kept = _kept(kpi.figures.values[at])
    bold = page.looks.unit(kpi.figures.kpi.unit, bold=True)
    page.formula(row - 1, column, kpi.value.replace(OWN, str(row)), kept, bold)
    page.put(row - 1, column + 1, None if kept == "" else kept, look)
    mine, app = f"${letters(column)}{row}", f"${letters(column + 1)}{row}"
    either = f'OR({mine}="",{app}="")'
    page.formula(row - 1, column + 2, f'=IF({either},"",{mine}-{app})', kept if kept == "" else 0, look)
    same, other = quoted(say("proof.same", lang)), quoted(say("proof.different", lang))
    close = f"IF(ABS({mine}-{app})<=1E-09*MAX(1,ABS({app})),{same},{other})"
    formula = f'=IF({either},IF(AND({mine}="",{app}=""),{same},{other}),{close})'
    page.formula(row - 1, column + 3, formula, say("proof.same", lang), page.looks.make(indent=1))
