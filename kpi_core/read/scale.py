"""Amounts in thousands or millions: what a header or a title says of that is asked or told, never passed over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.model import Issue, Question, Reading
from kpi_core.read.receipt import SUMMED

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import SumCheck
    from kpi_core.read.values import Typed

_SHOWN = 120
_SIGN = r"(?:€|eur(?:o)?|\$|usd|£|gbp)?"
_THOUSAND = re.compile(
    rf"(?<!\w)[x×*]\s*{_SIGN}\s*1[.,'\s]?000(?![.,'\s]?\d)|(?<!\w)(?:in|x)\s*{_SIGN}\s*(?:duizend(?:en)?|1[.,'\s]?000(?![.,'\s]?\d)|thousands?"
    r"|tausend|tsd\.?|milliers)\b|\b(?:k€|keur|t€|teur|k\$)(?!\w)|(?:€|eur)\s*(?:k|tsd)\b|€\s*'?000\b",
    re.IGNORECASE,
)
_MILLION = re.compile(
    rf"(?<!\w)[x×*]\s*{_SIGN}\s*1[.,'\s]?000[.,'\s]?000\b|(?<!\w)(?:in|x)\s*{_SIGN}\s*(?:miljoen(?:en)?|mln\.?|millions?|millionen|mio\.?)"
    r"(?!\w)|(?:€|eur|\$)\s*(?:mln|mio)\b",
    re.IGNORECASE,
)


def factor_in(text: str) -> int:
    """Return by how much a header or title says its amounts are to be multiplied; 1 = it says nothing.

    >>> factor_in("Omzet (x € 1.000)")
    1000
    """
    if _MILLION.search(text):
        return 1_000_000
    return 1_000 if _THOUSAND.search(text) else 1


def factors(typed: Sequence[Typed]) -> dict[str, int]:
    """Return the columns of numbers whose header says they are in thousands or millions, with the factor."""
    summed = [column.column for column in typed if column.column.type in SUMMED]
    return {column.name: factor for column in summed if (factor := factor_in(column.header)) > 1}


def ask_scale(identity: str, sheet: str, checks: Sequence[SumCheck], found: Map[str, int]) -> Question:
    """Ask whether the amounts under such headers are to be multiplied, with the first one's sum under both readings."""
    check = next(check for check in checks if check.column in found)
    factor = found[check.column]
    about: dict[str, object] = {"sheet": sheet, "column": check.column, "factor": factor, "n": len(found)}
    readings = (
        Reading("multiply", str(factor), check.sum * factor, about),
        Reading("as_written", "1", check.sum, about),
    )
    return Question(identity, "scale", sheet, check.column, readings, about)


def scaled(typed: Sequence[Typed], found: Map[str, int]) -> tuple[Typed, ...]:
    """Return the columns with the numbers of those found multiplied."""
    return tuple(
        replace(column, series=column.series * found[column.column.name]) if column.column.name in found else column
        for column in typed
    )


def scaled_checks(checks: Sequence[SumCheck], found: Map[str, int]) -> tuple[SumCheck, ...]:
    """Return the sums of the columns found multiplied, and the file's own totals with them."""
    return tuple(
        replace(
            check,
            sum=check.sum * found[check.column],
            file_total=None if check.file_total is None else check.file_total * found[check.column],
        )
        if check.column in found
        else check
        for check in checks
    )


def tell_scale(sheet: str, title: str) -> list[Issue]:
    """Tell of a title that says the amounts below it are in thousands or millions: they are read as written."""
    factor = factor_in(title)
    if factor == 1:
        return []
    return [Issue("scale_in_title", "warning", sheet, (), {"sheet": sheet, "title": title[:_SHOWN], "factor": factor})]
