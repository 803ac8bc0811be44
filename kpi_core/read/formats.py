"""What the number format of a cell says of its value: a percentage, a currency."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kpi_core.numbers.written import CODES, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUOTED = re.compile(r"\"[^\"]*\"|\\.")
_CURRENCY = re.compile(r"\[\$([^\]\-]+)|\"\s*([^\"\d]{1,4}?)\s*\"|([€£¥])|(?<![\[\w])(\$)")


@lru_cache(maxsize=1024)
def says_percent(code: str) -> bool:
    """Return whether a number format shows a percentage.

    >>> says_percent("0.0%")
    True
    """
    return "%" in _QUOTED.sub("", code)


def several_currencies(codes: Iterable[str]) -> bool:
    """Return whether formats show more than one currency: then every cell of a sheet is looked at, not only the first."""
    return len({code for written in codes if (code := currency_of(written))}) > 1


@lru_cache(maxsize=1024)
def currency_of(code: str) -> str | None:
    """Return the currency a number format shows, as an ISO code where it has one; None = it shows none.

    >>> currency_of('[$USD] #,##0.00')
    'USD'
    """
    for match in _CURRENCY.finditer(code):
        sign = next(part for part in match.groups() if part).strip()
        found = SIGNS.get(sign.lower()) or (sign.upper() if sign.upper() in CODES else None)
        if found:
            return found
    return None
