"""Rows that are no data and stand among them: page lines, signatures, remarks, and titles that come back on every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.read.cells import Kind, Row, as_text, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.header import Layout
    from kpi_core.read.rows import Body

_PAGE = re.compile(
    r"^\W*(?:pagina|page|seite|blad|blz|pag)\b\.?\s*\d+\W*$"
    r"|\b(?:pagina|page|seite|blad|blz|pag)\b\.?\s*\d+\s*(?:van|of|von|sur|de|/)\s*\d+\b",
    re.IGNORECASE,
)
_LABELLED = 2  # a label with a colon and what it stands for: "Periode:" and a date
_PARTS = 4  # "Pagina", "2", "van" and "5" may each have a cell of their own
_SIGNED = re.compile(
    r"(?:opgesteld|afgedrukt|geprint|gegenereerd|aangemaakt|gecontroleerd|ge[eë]xporteerd|gedownload|uitgedraaid|printdatum"
    r"|printed|generated|created|prepared|exported|downloaded|report (?:generated|created)|erstellt|gedruckt|imprim[eé]"
    r"|[eé]tabli|exporté)\s+(?:door|op|by|on|am|von|le|par|at|in|:)"
    r"|(?:voor )?akkoord\b|handtekening|signature|unterschrift",
    re.IGNORECASE,
)


def why_no_data(row: Row, titles: frozenset[str]) -> str | None:
    """Return the reason to leave out a row of which few cells are filled, None when it says nothing of the kind.

    titles: the lines above the table, which some reports repeat on every page.
    """
    texts = [as_text(cell) for cell in row if kind_of(cell) != "empty"]
    if not texts:
        return None
    if any(_PAGE.search(text) for text in texts) or (len(texts) <= _PARTS and _PAGE.search(" ".join(texts))):
        return "page"
    if len(texts) == 1 and texts[0] in titles:
        return "title"
    if _SIGNED.match(texts[0]) or (len(texts) == 1 and texts[0].startswith("#")):
        return "note"
    return None


def is_page_line(row: Row) -> bool:
    """Return whether all a row says is a page number, in one cell or in cells of its own."""
    texts = [as_text(cell) for cell in row if kind_of(cell) != "empty"]
    return 0 < len(texts) <= _PARTS and bool(_PAGE.fullmatch(" ".join(texts)))


def take_notes_off(body: Body, rows: Sequence[Row], layout: Layout, kinds: dict[int, Kind]) -> None:
    """Move the footnotes at the end from the data to the rows left out."""
    measured = [column for column, kind in kinds.items() if kind in ("number", "date", "bool")]
    taken: list[tuple[int, str]] = []
    while len(body.data) > 1:
        row = rows[body.data[-1]]
        filled = [column for column, cell in enumerate(row) if kind_of(cell) != "empty"]
        texts = [column for column in filled if kind_of(row[column]) == "text"]
        if not texts:
            break
        if len(filled) < len(layout.columns) and (reason := why_no_data(row, frozenset())):
            taken.append((body.data.pop(), reason))
            continue
        if len(filled) <= _LABELLED and len(layout.columns) > _LABELLED + 1 and as_text(row[filled[0]]).endswith(":"):
            taken.append((body.data.pop(), "note"))
            continue
        silent = not any(kind_of(row[c]) in ("number", "date", "bool") for c in measured if c < len(row))
        apart = body.data[-1] - body.data[-2] > 1 or len(as_text(row[filled[0]])) > 40 or bool(taken)
        lone = len(filled) == 1 and len(layout.columns) > 1 and apart
        crossing = len(texts) == len(filled) and sum(column in measured for column in texts) > 1
        few = len(filled) <= max(1, len(layout.columns) * 0.34)
        if not silent or not (lone or crossing or (few and len(layout.columns) > 2)):
            break
        taken.append((body.data.pop(), "note"))
    if not measured and len(taken) > 5:
        body.data.extend(position for position, _ in reversed(taken))
        return
    body.others.extend(taken)
    body.others.sort()
