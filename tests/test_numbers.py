"""Numbers and dates as typed and as shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_core.numbers import (
    Ambiguous,
    parse_number,
    show_change,
    show_count,
    show_date,
    show_period,
    show_value,
    written,
)
from kpi_core.periods import Grain, Period, parse_period
from kpi_core.read.dates import read_date
from kpi_core.units import Unit

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("€ 1.200,-", 1200.0),
        ("€ 1.200,--", 1200.0),
        ("€ (1.661,50)", -1661.5),
        ("(1.661,50) €", -1661.5),
        ("24.721,00- EUR", -24721.0),
        ("5 % -", -0.05),
        ("-12,5 %", -0.125),
        ("5%", 0.05),
        ("(1.200,00)", -1200.0),
        ("1.200,50-", -1200.5),
        ("\u22123", -3.0),
        ("- € 5,00", -5.0),
        ("€ -5", -5.0),
        ("1 234,5", 1234.5),
        (f"1{NBSP}234{NBSP}567", 1234567.0),
        ("1'234", 1234.0),
        ("1.234.567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("0,125", 0.125),
        ("1234.567", 1234.567),
        ("12 EUR", 12.0),
        ("EUR 3", 3.0),
        ("$1,000.00", 1000.0),
        ("2.5E+06", 2500000.0),
        ("1,2 mln", 1200000.0),
        ("412k", 412000.0),
        ("+5257,28", 5257.28),
        (",5", 0.5),
    ],
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_number_with_one_meaning_reads_the_same_in_both_languages(text, value, lang):
    assert parse_number(text, lang) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1-2",
        "06-12345678",
        "1.2.3",
        "12.34.567",
        "1,23,4",
        "1 2 3",
        "--5",
        "(5",
        "5% %",
        "€ 5 €",
        "-(5)",
        "1.234,5.6",
    ],
)
def test_what_is_no_number_reads_as_none(text):
    assert parse_number(text, "nl") is None


@pytest.mark.parametrize(
    ("text", "lang", "readings"),
    [
        ("1.234", "nl", (1234.0, 1.234)),
        ("1.234", "en", (1.234, 1234.0)),
        ("1,234", "en", (1234.0, 1.234)),
        ("€ 12.500", "nl", (12500.0, 12.5)),
        ("(1.200)", "nl", (-1200.0, -1.2)),
    ],
)
def test_a_number_that_reads_two_ways_is_never_guessed(text, lang, readings):
    assert parse_number(text, lang) == Ambiguous(readings)


def test_the_currency_and_percent_sign_are_kept():
    assert written("£ 3,50").currency == "GBP"
    assert written("3 euro").currency == "EUR"
    assert written("3,5%").percent


def test_a_text_that_proves_its_separators_has_no_value_under_the_other():
    assert written("1.234,56").value("point") is None
    assert written("1.234,56").amount("point") == 1234.56


@pytest.mark.parametrize(
    ("value", "unit", "kwargs", "nl", "en"),
    [
        (None, Unit.COUNT, {}, "–", "–"),
        (float("nan"), Unit.CURRENCY, {}, "–", "–"),
        (float("inf"), Unit.RATIO, {}, "–", "–"),
        (1234567, Unit.COUNT, {}, "1.234.567", "1,234,567"),
        (1234.5, Unit.CURRENCY, {}, f"€{NBSP}1.234,50", f"€{NBSP}1,234.50"),
        (1200.0, Unit.CURRENCY, {}, f"€{NBSP}1.200", f"€{NBSP}1,200"),
        (1200.0, Unit.CURRENCY, {"precision": 2}, f"€{NBSP}1.200,00", f"€{NBSP}1,200.00"),
        (-1234.56, Unit.CURRENCY, {}, f"−€{NBSP}1.234,56", f"−€{NBSP}1,234.56"),
        (-0.001, Unit.CURRENCY, {}, f"€{NBSP}0", f"€{NBSP}0"),
        (5, Unit.CURRENCY, {"currency": "USD"}, f"${NBSP}5", f"${NBSP}5"),
        (412345, Unit.CURRENCY, {"compact": True}, f"€{NBSP}412k", f"€{NBSP}412k"),
        (1234567, Unit.CURRENCY, {"compact": True}, f"€{NBSP}1,2 mln", f"€{NBSP}1.2m"),
        (999999, Unit.CURRENCY, {"compact": True}, f"€{NBSP}1 mln", f"€{NBSP}1m"),
        (4812, Unit.COUNT, {"compact": True}, "4,8k", "4.8k"),
        (84.37, Unit.CURRENCY, {"compact": True}, f"€{NBSP}84,37", f"€{NBSP}84.37"),
        (0.312, Unit.PERCENT, {}, "31,2%", "31.2%"),
        (0.36, Unit.PERCENT, {}, "36%", "36%"),
        (0.36, Unit.PERCENT, {"precision": 1}, "36,0%", "36.0%"),
        (0.3125, Unit.PERCENT, {"precision": 1, "compact": True}, "31,3%", "31.3%"),
        (2.5, Unit.RATIO, {"precision": 0}, "3", "3"),
        (1, Unit.DAYS, {}, "1 dag", "1 day"),
        (2.5, Unit.DAYS, {}, "2,5 dagen", "2.5 days"),
        (3, Unit.HOURS, {}, "3 uur", "3 hours"),
        (1, Unit.MONTHS, {}, "1 maand", "1 month"),
        (7.45, Unit.SCORE, {}, "7,5", "7.5"),
    ],
)
def test_a_value_is_shown_as_the_language_writes_it(value, unit, kwargs, nl, en):
    assert show_value(value, unit, "nl", **kwargs) == nl
    assert show_value(value, unit, "en", **kwargs) == en


@pytest.mark.parametrize(
    ("now", "before", "unit", "points", "nl"),
    [
        (102.5, 100, Unit.COUNT, False, "+2,5%"),
        (90, 100, Unit.CURRENCY, False, "−10%"),
        (-50, -100, Unit.CURRENCY, False, "+50%"),
        (0.3, 0.327, Unit.PERCENT, True, "−2,7 punt"),
        (8, 7.5, Unit.SCORE, True, "+0,5"),
        (5, 5, Unit.COUNT, False, "0%"),
        (5, 0, Unit.COUNT, False, "–"),
        (None, 5, Unit.COUNT, False, "–"),
        (float("nan"), 5, Unit.COUNT, False, "–"),
    ],
)
def test_a_change_has_its_sign(now, before, unit, points, nl):
    assert show_change(now, before, unit, "nl", points=points) == nl


@pytest.mark.parametrize(
    ("period", "nl", "nl_short", "en"),
    [
        ("2026-03", "maart 2026", "mrt 2026", "March 2026"),
        ("2026-Q1", "1e kwartaal 2026", "1e kw 2026", "Q1 2026"),
        ("2026", "2026", "2026", "2026"),
        ("2026-W09", "week 9 2026", "wk 9 2026", "week 9 2026"),
        ("2026-03-14", "14 maart 2026", "14-03-2026", "14 March 2026"),
    ],
)
def test_a_period_has_a_name(period, nl, nl_short, en):
    assert show_period(parse_period(period), "nl") == nl
    assert show_period(parse_period(period), "nl", short=True) == nl_short
    assert show_period(parse_period(period), "en") == en


def test_the_whole_span_names_its_days():
    span = Period(date(2024, 1, 1), date(2026, 6, 30), Grain.ALL)

    assert show_period(span, "nl") == "1 januari 2024 t/m 30 juni 2026"
    assert show_count(-1234.4, "nl") == "−1.234"


@given(st.floats(min_value=-1e12, max_value=1e12), st.sampled_from(["nl", "en"]))
def test_an_amount_shown_exactly_reads_back_as_itself(value, lang):
    shown = show_value(value, Unit.CURRENCY, lang, precision=2)

    assert parse_number(shown, lang) == pytest.approx(value, abs=0.0051)


@given(st.floats(min_value=-50, max_value=50), st.sampled_from(["nl", "en"]))
def test_a_percentage_shown_reads_back_as_a_proportion(value, lang):
    shown = show_value(value, Unit.PERCENT, lang, precision=1)

    assert parse_number(shown, lang) == pytest.approx(value, abs=0.00051)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["nl", "en"]), st.booleans())
def test_a_date_shown_reads_back_as_itself(day, lang, short):
    found = read_date(show_date(day, lang, short=short))

    assert found.when.date() == day


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1,2 mln", 1_200_000, None),
        ("1.2M", 1_200_000, None),
        ("\u20ac 3 mio", 3_000_000, "EUR"),
        ("2 Mio. \u20ac", 2_000_000, "EUR"),
        ("12k", 12_000, None),
        ("12K", 12_000, None),
        ("1,5 mrd", 1_500_000_000, None),
        ("-/- 12k", -12_000, None),
        ("5,00 SEK", 5, "SEK"),
        ("7 chf", 7, "CHF"),
        ("US$ 5", 5, "USD"),
        ("5 kr", 5, "KR"),
        ("z\u0142 5", 5, "PLN"),
        ("1\u202f234,50", 1234.5, None),
        ("1'234.50", 1234.5, None),
        ("\u20ac 1.200,-", 1200, "EUR"),
        ("+5257,28", 5257.28, None),
        ("5,00-/-", -5, None),
        ("\u22124,50", -4.5, None),
    ],
)
def test_thousands_millions_and_currencies_are_read_as_written(text, value, currency):
    found = written(text)

    assert found.amount("comma") == pytest.approx(value)
    assert found.currency == currency


@pytest.mark.parametrize("text", ["3 m", "5 kg", "3D", "12 Mb", "5 k k", "EUR 5 USD"])
def test_what_only_looks_like_a_scaled_number_is_none(text):
    assert written(text) is None


def test_credit_and_debit_are_kept_apart_from_the_sign():
    assert [(written(text).side, written(text).negative) for text in ("5,00 CR", "5 DR", "5 Db.")] == [
        ("credit", False),
        ("debit", False),
        ("debit", False),
    ]
    assert parse_number("5 CR", "nl") is None
