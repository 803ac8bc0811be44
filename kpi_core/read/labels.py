"""Rows that a label makes a total, a subtotal or an average, in Dutch, English, German and French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.read.cells import Kind, Row, column_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from kpi_core.read.header import Layout
    from kpi_core.read.rows import Body

_WORDS = (
    r"(?:sub|eind|grand|algemeen|general|generaal|sous|zwischen|gesamt|end)?[\s-]*"
    r"(?:totaal|totalen|totals?|totaux|summe|gesamtsumme|gesamt|gesamtergebnis|insgesamt)"
)
BARE_TOTAL = re.compile(
    rf"(?:{_WORDS}(?:\s+(?:gener(?:aa|a)l|g[eé]n[eé]ral))?|som|sum|somme|saldo totaal)\s*[:.=]?", re.IGNORECASE
)
LOOSE_TOTAL = re.compile(rf"(?<!\w){_WORDS}(?!\w)", re.IGNORECASE)
_SUBTOTAL_OF = re.compile(r"(?:sub|sous)[\s-]*tota(?:al|l)(?!\w)|zwischensumme(?!\w)", re.IGNORECASE)
_SUB = re.compile(r"\b(?:sub|sous|zwischen)", re.IGNORECASE)
_AVERAGE = re.compile(
    r"(?:gemiddelde?|gem\.?|averages?|avg\.?|mean|mediaan|median|m[eé]diane|maximum|max\.?|minimum|min\.?|moyennes?"
    r"|durchschnitt|mittelwert)\s*:?",
    re.IGNORECASE,
)
# Words that may head a sum or name a row like any other: only the sums tell, and otherwise it is said.
_PERHAPS = re.compile(
    r"(?:alles\s+)?bij\s+elkaar|tezamen|saldo|(?:carried|brought)\s+forward|[uü]bertrag|[aà]\s+reporter",
    re.IGNORECASE,
)
_PARTS = (
    *("tota", "som", "sum", "gem", "average", "avg", "mean", "media", "max", "min", "gesamt"),
    *("moyenne", "durchschnitt", "mittelwert", "médiane"),
    *("bij elkaar", "tezamen", "saldo", "forward", "bertrag", "reporter"),
)
_MAX_LABEL = 60


def find_totals(body: Body, rows: Sequence[Row], layout: Layout, kinds: dict[int, Kind]) -> None:
    """Move the rows that a label makes a total from the data to the totals; those in doubt stay and are remembered."""
    searched = [c for c in layout.columns if c in layout.columns[:2] or kinds.get(c) not in ("number", "bool")]
    words = {column: _total_labels(rows, body.data, column) for column in searched}
    named = [(column, found) for column, found in words.items() if found]
    if not named:
        return
    kept = []
    for position in body.data:
        row = rows[position]
        label = next((cell for column, found in named if (cell := row[column]) in found), None)
        if label is None:
            kept.append(position)
        elif (sure := _is_total(row, label, kinds)) is True:
            body.totals.append(position)
        else:
            kept.append(position)
            if sure is None:
                body.doubtful.append(position)
    body.data = kept


def _total_labels(rows: Sequence[Row], positions: Sequence[int], column: int) -> AbstractSet[object]:
    """Return the distinct cells of a column that may be the label of a total."""
    found = list(column_of(rows, positions, column))
    types = set(map(type, found))
    if str not in types:
        return set()
    cells: set[str] = set(found) if types == {str} else {cell for cell in found if type(cell) is str}  # type: ignore[arg-type]
    together = "\n".join(cells).lower()
    if not any(part in together for part in _PARTS):
        return set()
    return {cell for cell in cells if _says_total(cell)}


def _says_total(cell: str) -> bool:
    if len(cell) > _MAX_LABEL or not cell or cell[0].isdigit():
        return False
    label = cell.strip()
    said = LOOSE_TOTAL.search(cell) or BARE_TOTAL.fullmatch(label) or _AVERAGE.fullmatch(label)
    return bool(said or _PERHAPS.fullmatch(label.rstrip(" :")))


def _is_total(row: Row, label: object, kinds: dict[int, Kind]) -> bool | None:
    """Return whether a row is a total: a label, numbers, and no other text or date; None = only its sums can tell.

    A bare label is sure, and so is one in a column of dates or numbers: it can be no value of that column.
    """
    filled = {column: kind_of(cell) for column, cell in enumerate(row) if kind_of(cell) != "empty"}
    others = [c for c, kind in filled.items() if kind in ("text", "date", "bool") and row[c] is not label]
    numbers = [c for c, kind in filled.items() if kind in ("number", "error")]
    text = str(label).strip()
    if numbers and others and LOOSE_TOTAL.match(text) and all(filled[column] == "date" for column in others):
        return None  # "Totaal t/m" and a day
    if not numbers or others:
        return False
    if _PERHAPS.fullmatch(text.rstrip(" :")):
        return None
    expected = [column for column, kind in kinds.items() if kind in ("text", "date")]
    sure = BARE_TOTAL.fullmatch(text) or _AVERAGE.fullmatch(text) or _SUBTOTAL_OF.match(text)
    misplaced = any(row[column] is label and kinds.get(column) in ("date", "number") for column in filled)
    return True if sure or misplaced or len(expected) > 2 else None


def is_subtotal(label: str) -> bool:
    """Return whether a total's label says it is a part of a larger one, or an average."""
    return bool(_SUB.search(label) or _AVERAGE.fullmatch(label.strip()))
