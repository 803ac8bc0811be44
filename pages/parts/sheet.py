"""The sheet as it stands in the file: rows and columns named as in Excel, each cell marked by what became of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import receipts
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.model import Table
    from kpi_core.receipts import SeenRow, SeenSheet

PLAIN = "data"


def show_sheet(table: Table) -> None:
    """Draw the rows that tell how the table was read; wide sheets scroll sideways in their own frame."""
    seen = receipts.seen_sheet(table, state.lang())
    if seen is None:
        return
    st.header(say("page.sheet"), anchor=False)
    st.caption(say("page.sheet.how"))
    st.html(_table(seen, say("page.sheet.alt", sheet=table.sheet)) + _legend(seen))


def _table(seen: SeenSheet, alt: str) -> str:
    heads = "".join(f"<th scope='col'>{letter}</th>" for letter in seen.letters)
    corner = f"<th>{escape(say('page.columns.row'))}</th><th></th>"
    marks = dict(seen.legend)
    rows = "".join(_row(row, len(seen.letters), marks) for row in seen.rows)
    return (
        f"<div class='kk-sheet' role='region' tabindex='0' aria-label='{escape(alt, quote=True)}'>"
        f"<table><thead><tr>{corner}{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(row: SeenRow, width: int, marks: dict[str, str]) -> str:
    gap = f"<tr class='kk-gap'><th>&#8942;</th><td colspan='{width + 1}'></td></tr>" if row.gap else ""
    cells = "".join(
        f"<td class='{'kk-num ' if cell.number else ''}{f'kk-{cell.mark}' if cell.mark else ''}'>"
        f"<span>{escape(cell.text)}</span>{_aloud(marks.get(cell.mark, ''))}</td>"
        for cell in row.cells
    )
    kind = "kk-data" if row.became == PLAIN else "kk-head" if row.became == "header" else "kk-out"
    if sum(bool(cell.text) for cell in row.cells) == 1:
        kind += " kk-lone"
    return f"{gap}<tr class='{kind}'><th scope='row'>{row.row}</th><td>{escape(row.word)}</td>{cells}</tr>"


def _aloud(words: str) -> str:
    return f"<small>{escape(words)}</small>" if words else ""


def _legend(seen: SeenSheet) -> str:
    if not seen.legend:
        return ""
    parts = "".join(
        f"<span><b class='kk-{mark}'><span>12</span></b>{escape(words)}</span>" for mark, words in seen.legend
    )
    return f"<div class='kk-key kk-marks'>{parts}</div>"
