"""What the figures lack as a workbook to hand to whoever fetches it: with room for who, when and done."""

from __future__ import annotations

import math
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from kpi_core.export.wording import printable
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.reports import Report

COLUMNS = {"about": 30, "kind": 18, "missing": 60, "how": 60, "who": 20, "when": 14, "done": 10}
"""Each column with its width in characters."""
LINE = 15.0
"""How high a line is, in points."""
FULL = 0.85
"""What part of a line is filled before a word goes to the next: heights are set, since not every program does it itself."""


def gaps_xlsx(report: Report) -> bytes:
    """Return the list, a line per gap. Texts are written as texts: none can act as a formula."""
    lang = report.lang
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = say("gaps.title", lang)
        book.set_properties({"title": title, "created": datetime.combine(report.made_on, time())})
        head = book.add_format({"bold": True, "bg_color": "#F5F7F9", "bottom": 1, "bottom_color": "#DFE4EA"})
        plain = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        sheet: Any = book.add_worksheet(title)
        for at, (name, width) in enumerate(COLUMNS.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, say(f"gaps.column.{name}", lang), head)
        for row, gap in enumerate(report.gaps, start=1):
            texts = (gap.about, say(f"gaps.kind.{gap.kind}", lang), gap.text, gap.do)
            sheet.set_row(row, LINE * max(map(_lines, texts, COLUMNS.values())))
            for at, text in enumerate(texts):
                sheet.write_string(row, at, printable(text), plain)
        if not report.gaps:
            sheet.write_string(1, 0, say("gaps.none", lang))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(report.gaps)), len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column so many characters wide."""
    return max(1, math.ceil(len(text) / (width * FULL)))
