"""The numbers of one column of text: which sign parts the decimals is decided by the whole column, and told apart from thousands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.errors import UnreadableFile
from kpi_core.work.names import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none"})
LARGEST = 1e15
PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
WITH_COMMA = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]+)?")
PERHAPS_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")


def values_of(cells: Sequence[tuple[int, str]]) -> list[float]:
    """Return the value of each (line, text), NaN = missing.

    A point parts the decimals, unless a comma occurs in the column: then that does. When every comma could just as well part
    thousands ("1,234"), or when a text is no number, the first such line is refused (UnreadableFile).
    """
    texts = [(line, text.strip().replace("\u2212", "-")) for line, text in cells]
    commas = [(line, text) for line, text in texts if "," in text]
    if commas and all(PERHAPS_THOUSANDS.fullmatch(text) for _, text in commas):
        raise UnreadableFile("series_two_ways", line=commas[0][0], word=commas[0][1])
    form = WITH_COMMA if commas else PLAIN
    return [_value(text, line, form) for line, text in texts]


def _value(text: str, line: int, form: re.Pattern[str]) -> float:
    if text.casefold() in MISSING:
        return float("nan")
    if not form.fullmatch(text):
        raise UnreadableFile("series_no_number", line=line, word=clean(text, 40) or "-")
    value = float(text.replace(".", "").replace(",", ".") if form is WITH_COMMA else text)
    if abs(value) > LARGEST:
        raise UnreadableFile("series_too_big", line=line, word=clean(text, 40))
    return value
