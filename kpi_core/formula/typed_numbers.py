"""A number as typed in a formula: 0,5 and 0.5 are one; what could be two numbers is said, not guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kpi_core.errors import FormulaError

if TYPE_CHECKING:
    from kpi_core.formula.tokens import Token
    from kpi_core.texts import Lang

_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*(?:(?!(?P=sign))[.,]\d+)?")
THOUSANDS = {"nl": ".", "en": ","}


def number_text(token: Token, lang: Lang, *, percent: bool = False, listed: bool = False) -> str:
    """Return the number as formulas are kept. percent: a % follows. listed: it stands among the options of `in`.

    Raises FormulaError `formula_number_two_ways` with both readings in `suggestions`, or `formula_unexpected`.
    """
    readings = _readings(token.text, lang, listed=listed)
    if not readings:
        raise FormulaError("formula_unexpected", token.start, found=token.text, length=len(token.text))
    if len(readings) > 1:
        raise FormulaError(
            "formula_number_two_ways", token.start, name=token.text, suggestions=readings, length=len(token.text)
        )
    return format(Decimal(readings[0]) / 100, "f") if percent else readings[0]


def _readings(text: str, lang: Lang, *, listed: bool) -> tuple[str, ...]:
    """Return the ways to read a number, each in a spelling that can be read in one way only."""
    signs = [letter for letter in text if letter in ",."]
    if not signs:
        return (text,)
    if listed and "," in signs and "." not in signs:
        parts = tuple(text.split(","))
        return ("; ".join(parts),) if len(parts) > 2 else (text.replace(",", "."), "; ".join(parts))
    grouped = _GROUPED.fullmatch(text)
    if len(signs) > 1:
        return (_ungrouped(text, grouped["sign"]),) if grouped else ()
    decimal = text.replace(",", ".")
    if grouped and signs[0] == THOUSANDS[lang]:
        return (_ungrouped(text, signs[0]), f"{decimal}0")
    return (decimal,)


def _ungrouped(text: str, sign: str) -> str:
    return text.replace(sign, "").replace(",", ".")
