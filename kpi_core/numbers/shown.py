"""Numbers and dates as the product shows them. The minus is U+2212 and the space after a currency sign does not break."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import get_month_names

from kpi_core.periods import Grain
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.periods import Period
    from kpi_core.texts import Lang

NONE = "–"
MINUS = "\u2212"
NBSP = "\u00a0"
_CURRENCY = {"EUR": "€", "USD": "$", "GBP": "£"}
_MARKS = {"nl": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
_DECIMALS = {Unit.COUNT: 0, Unit.CURRENCY: 2, Unit.RATIO: 2}
_STEPS = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


def show_value(
    value: float | None,
    unit: Unit,
    lang: Lang,
    *,
    precision: int | None = None,
    compact: bool = False,
    currency: str = "EUR",
) -> str:
    """Return `value` in its unit as text; "–" when there is none. Percent values come in as proportions.

    precision: decimals to show always; None = as many as the unit usually has, without trailing zeros.
    compact: two or three significant figures, for cards and charts.

    >>> show_value(0.312, Unit.PERCENT, "nl")
    '31,2%'
    """
    if value is None or not math.isfinite(value):
        return NONE
    amount = value * 100 if unit is Unit.PERCENT else value
    if compact and unit not in (Unit.PERCENT, Unit.SCORE):
        size = _compact(abs(amount), lang, _decimals(unit, precision))
    else:
        size = _exact(abs(amount), lang, _decimals(unit, precision), fixed=precision is not None)
    sign = MINUS if value < 0 and any(char in "123456789" for char in size) else ""
    return _with_unit(sign + size, abs(amount), unit, lang, currency)


def show_clock(seconds: int) -> str:
    """Return a span of time as a clock shows it.

    >>> show_clock(160)
    '02:40'
    """
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def _decimals(unit: Unit, precision: int | None) -> int:
    return _DECIMALS.get(unit, 1) if precision is None else precision


def _exact(amount: float, lang: Lang, decimals: int, *, fixed: bool) -> str:
    rounded = Decimal(repr(float(amount))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if not fixed and rounded == rounded.to_integral_value():
        decimals = 0
    return f"{rounded:,.{decimals}f}".translate(_MARKS[lang])


def _compact(amount: float, lang: Lang, decimals: int) -> str:
    for size, name in _STEPS:
        if round(amount) >= size * (0.9995 if size > 1e3 else 1):
            scaled = amount / size
            kept = 1 if scaled < (10 if name == "thousand" else 100) else 0
            return say(f"number.{name}", lang, value=_exact(scaled, lang, kept, fixed=False))
    return _exact(amount, lang, 0 if amount >= 100 else decimals, fixed=amount < 100 and amount != round(amount))


def _with_unit(text: str, amount: float, unit: Unit, lang: Lang, currency: str) -> str:
    match unit:
        case Unit.CURRENCY:
            sign, size = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
            return f"{sign}{_CURRENCY.get(currency, currency)}{NBSP}{size}"
        case Unit.PERCENT:
            return f"{text}%"
        case Unit.DAYS | Unit.HOURS | Unit.MONTHS:
            return say(f"number.{unit}", lang, value=text, n=1 if amount == 1 else 2)
        case _:
            return text


def show_change(now: float | None, before: float | None, unit: Unit, lang: Lang, *, points: bool) -> str:
    """Return the change from `before` to `now` with its sign: relative ("+2,5%"), or in points ("−2,7 punt").

    "–" when either is missing, or when a relative change has nothing to be relative to.
    """
    if now is None or before is None or not math.isfinite(now) or not math.isfinite(before):
        return NONE
    if not points:
        return NONE if before == 0 else _signed(show_value((now - before) / abs(before), Unit.PERCENT, lang))
    change = now - before
    if unit is Unit.PERCENT:
        number = _signed(show_value(change * 100, Unit.SCORE, lang))
        return say("number.points", lang, value=number)
    return _signed(show_value(change, unit, lang))


def _signed(text: str) -> str:
    return text if text.startswith(MINUS) or not any(char in "123456789" for char in text) else f"+{text}"


def show_count(n: float, lang: Lang) -> str:
    """Return a whole number with its thousands marked."""
    return _exact(n, lang, 0, fixed=True) if n >= 0 else MINUS + _exact(-n, lang, 0, fixed=True)


@lru_cache(maxsize=16)
def month_names(lang: Lang, width: str = "wide") -> tuple[str, ...]:
    """Return the twelve month names, January first; width "wide" or "abbreviated", without a full stop."""
    names = get_month_names(width, locale="nl" if lang == "nl" else "en_GB")
    return tuple(names[month].rstrip(".") for month in range(1, 13))


def show_date(day: date, lang: Lang, *, short: bool = False) -> str:
    """Return a day as text: "31 december 2026", short "31-12-2026" (en: "31 Dec 2026")."""
    if not short:
        return f"{day.day} {month_names(lang)[day.month - 1]} {day.year}"
    if lang == "nl":
        return f"{day.day:02d}-{day.month:02d}-{day.year}"
    return f"{day.day} {month_names(lang, 'abbreviated')[day.month - 1]} {day.year}"


def show_period(period: Period, lang: Lang, *, short: bool = False) -> str:
    """Return a period as text: "maart 2026", "1e kwartaal 2026", "week 9 2026", "2026"; short: "mrt 2026"."""
    start = period.start
    match period.grain:
        case Grain.DAY:
            return show_date(start, lang, short=short)
        case Grain.WEEK:
            year, week, _ = start.isocalendar()
            return say("period.week.short" if short else "period.week", lang, week=week, year=year)
        case Grain.MONTH:
            return f"{month_names(lang, 'abbreviated' if short else 'wide')[start.month - 1]} {start.year}"
        case Grain.QUARTER:
            quarter = (start.month + 2) // 3
            return say("period.quarter.short" if short else "period.quarter", lang, quarter=quarter, year=start.year)
        case Grain.YEAR:
            return str(start.year)
        case Grain.ALL:
            return say(
                "period.all",
                lang,
                first=show_date(start, lang, short=short),
                last=show_date(period.end, lang, short=short),
            )
