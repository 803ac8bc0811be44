"""Several currencies in one column: asked, never summed together.

A row's currency is what its cell says, what the format of its cell says, or what a column of currencies beside it says.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.model import Reading
from kpi_core.numbers.written import CODES, SIGNS
from kpi_core.read.cells import MARKERS, as_text
from kpi_core.read.formats import currency_of
from kpi_core.read.telling import cells_issue, column_issue, question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Issue, Question
    from kpi_core.read.around import Around
    from kpi_core.read.build import Built
    from kpi_core.read.examine import Evidence, RawColumn

SAME = "same"
ONLY = "only:"
_MOST_CURRENCIES = 40
_VALUTA_HEADER = re.compile(
    r"valuta|(?:^|[\W_])munt(?:eenheid|soort|code)?(?:$|[\W_])|currency|w[äa]hrung|devise|(?:^|[\W_])(?:ccy|cur|curr)(?:$|[\W_])",
    re.IGNORECASE,
)
_NO_MONEY = re.compile(
    r"aantal|hoeveelheid|stuks|(?:^|[\W_])(?:qty|count|units?|nr|no|id|jaar|year|week|maand|month|dag|day|rate|koers|factor)"
    r"(?:$|[\W_])|quantit|number|nummer|wisselkoers|exchange|gewicht|weight|uren|hours|minu|percent|procent|%|score|leeftijd",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(sorted(CODES))})(?![A-Za-z])|[€$£]")


@dataclass(frozen=True)
class Neighbour:
    """The column of currencies of a table, its code per row; None = the cell names none."""

    index: int
    codes: tuple[str | None, ...]


def find_valuta(columns: Sequence[RawColumn], found: Sequence[Evidence]) -> Neighbour | None:
    """Return the column that names the currency of each row, when it names any."""
    for column, evidence in zip(columns, found, strict=True):
        if not _VALUTA_HEADER.search(column.header) or len(evidence.texts) > _MOST_CURRENCIES:
            continue
        words = {text for text in evidence.texts.values() if text and text.lower() not in MARKERS}
        by_text = {cell: _code_of(text) for cell, text in evidence.texts.items()}
        if words and all(_code_of(word) for word in words):
            codes = tuple(by_text.get(cell) if isinstance(cell, str) else None for cell in column.cells)
            return Neighbour(column.index, codes)
    return None


def _code_of(text: str) -> str | None:
    upper = text.upper()
    return SIGNS.get(text.lower()) or (upper if upper in CODES else None)


def weigh_currency(
    column: RawColumn, evidence: Evidence, built: Built, around: Around
) -> tuple[Built, tuple[Issue, ...], Question | None]:
    """Return the column with the currency that counts, what was left out, and the question while that is not known."""
    valuta = _beside(column, built, around)
    answer = around.answer(column, "currency") or ""
    several = (
        len(built.currencies | {code for code in valuta.codes if code}) > 1 if valuta else len(built.currencies) > 1
    )
    if not several and not (answer.startswith(ONLY) and (built.currencies or valuta)):
        return built, (), None
    codes = _codes(column, evidence, valuta)
    counts = Counter(code for code, filled in zip(codes, built.series.notna(), strict=True) if code and filled)
    names = ", ".join(sorted(counts))
    if answer == SAME and len(counts) > 1:
        return built, (column_issue("mixed_currency", column, around.sheet, currencies=names),), None
    if answer.startswith(ONLY):
        return _only(answer.removeprefix(ONLY), codes, column, built, around)
    if len(counts) < 2:
        return built, (), None
    first = next(at for at, code in enumerate(codes) if code)
    readings = _readings(column, codes, counts, built)
    identity = around.identity(column, "currency")
    asked = question(identity, "currency", column, first, readings, sheet=around.sheet, currencies=names)
    return built, (), asked


def _beside(column: RawColumn, built: Built, around: Around) -> Neighbour | None:
    valuta = around.valuta
    if valuta is None or built.type == "percent" or _NO_MONEY.search(column.header) or _NAMED.search(column.header):
        return None
    return valuta if len(valuta.codes) == len(column.cells) else None


def _codes(column: RawColumn, evidence: Evidence, valuta: Neighbour | None) -> list[str | None]:
    by_text = {cell: found.currency for cell, found in evidence.numbers.items()}
    usual = next((code for written in column.formats if (code := currency_of(written))), None)
    own = [
        by_text.get(cell) if isinstance(cell, str) else _typed_currency(column, position, usual)
        for position, cell in enumerate(column.cells)
    ]
    if valuta is None:
        return own
    return [beside or said for said, beside in zip(own, valuta.codes, strict=True)]


def _typed_currency(column: RawColumn, position: int, usual: str | None) -> str | None:
    """Return the currency a number is shown in; below the rows whose formats are known, the usual one of its column."""
    code = column.format_at(position)
    return currency_of(code) if code or column.rows[position] <= column.probed else usual


def _readings(column: RawColumn, codes: list[str | None], counts: Counter[str], built: Built) -> list[Reading]:
    values, found = built.series.to_numpy(), np.array(codes, dtype=object)
    readings = []
    for code in sorted(counts, key=lambda code: (-counts[code], code)):
        at = int(np.flatnonzero(found == code)[0])
        about: dict[str, object] = {"currency": code, "n": counts[code]}
        total = float(np.nansum(values[found == code]))
        readings.append(Reading(f"{ONLY}{code}", as_text(column.cells[at]), total, about))
    about = {"n": int(np.count_nonzero(~np.isnan(values)))}
    return [*readings, Reading(SAME, readings[0].example, float(np.nansum(values)), about)]


def _only(
    code: str, codes: list[str | None], column: RawColumn, built: Built, around: Around
) -> tuple[Built, tuple[Issue, ...], Question | None]:
    filled = built.series.notna().to_numpy()
    out = [int(at) for at in np.flatnonzero(filled) if codes[at] != code]
    if not out:
        return replace(built, currencies=frozenset({code}), type="money"), (), None
    values = built.series.copy()
    values.iloc[out] = float("nan")
    issue = cells_issue("currency_left_out", column, around.sheet, out, currency=code)
    return replace(built, series=values, currencies=frozenset({code}), type="money"), (issue,), None
