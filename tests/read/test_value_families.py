"""Random values in every family of forms: read back equal, or asked, or told as unread; never different in silence."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_core.read import read_file
from tests.corpus.words import MONTHS

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = {
    "nl": ["ma", "di", "wo", "do", "vr", "za", "zo"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "de": ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}


def grouped(cents, thousands, mark):
    whole = f"{abs(cents) // 100:,}".replace(",", thousands)
    return f"{whole}{mark}{abs(cents) % 100:02d}"


LOCALES = {
    "nl": (".", ","),
    "en": (",", "."),
    "space": (" ", ","),
    "nbsp": ("\u00a0", ","),
    "narrow": ("\u202f", ","),
    "swiss": ("'", "."),
    "curly": ("\u2019", "."),
}
SIGNS = {
    "front": "-{}",
    "back": "{}-",
    "brackets": "({})",
    "unicode": "\u2212{}",
    "slash": "-/- {}",
    "slash behind": "{}-/-",
}
CURRENCIES = {"none": "{}", "before": "\u20ac {}", "close": "\u20ac{}", "after": "{} EUR", "code": "EUR {}"}


def read(header, cells):
    """Return the one column that was read beside a column of names, and its table."""
    lines = [f'"Naam";"{header}"', *(f'"rij {n}";"{cell}"' for n, cell in enumerate(cells))]
    (table,) = read_file("t.csv", "\n".join(lines).encode(), {}).tables
    return table.frame[table.columns[1].name], table, table.columns[1]


def never_different(found, table, column, truth, close):
    """Check that each value is the truth, or missing and told: by a question, or by its address."""
    asked = bool(table.receipt.questions)
    for row, (value, expected) in enumerate(zip(found.tolist(), truth, strict=True), 2):
        if pd.isna(value):
            assert asked or f"B{row}" in column.unread
        elif column.type not in ("text", "id"):
            assert close(value, expected)


def no_total(values):
    """Tell whether no value is the sum of two or more beside it: such a row is read as a total, and rightly so."""
    count = len(values)
    runs = ((first, last) for first in range(count) for last in range(first + 2, count + 1))
    return all(
        sum(values[first:last]) not in (*values[max(first - 1, 0) : first], *values[last : last + 1])
        for first, last in runs
    )


@QUIET
@given(
    st.lists(st.integers(-99_999_999, 99_999_999), min_size=3, max_size=12).filter(no_total),
    st.sampled_from(sorted(LOCALES)),
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from(sorted(CURRENCIES)),
)
def test_amounts_come_back_as_they_were(cents, locale, sign, currency):
    cells = [
        CURRENCIES[currency].format(SIGNS[sign].format(text) if value < 0 else text)
        for value in cents
        for text in [grouped(value, *LOCALES[locale])]
    ]
    found, table, column = read("Bedrag", cells)

    assert column.type in ("number", "money", "mixed")
    never_different(found, table, column, [value / 100 for value in cents], lambda a, b: abs(a - b) < 1e-6)


@QUIET
@given(
    st.lists(st.integers(1, 99_999), min_size=2, max_size=8),
    st.sampled_from([("k", 1e3), ("K", 1e3), (" mln", 1e6), ("M", 1e6), (" mio", 1e6), (" mrd", 1e9)]),
    st.sampled_from([",", "."]),
)
def test_short_amounts_come_back_in_full(tenths, unit, mark):
    cells = [f"{value // 10}{mark}{value % 10}{unit[0]}" for value in tenths]
    found, table, column = read("Omzet", cells)

    never_different(
        found, table, column, [value / 10 * unit[1] for value in tenths], lambda a, b: abs(a / b - 1) < 1e-9
    )


@QUIET
@given(st.lists(st.tuples(st.integers(1, 9999), st.sampled_from(["EUR", "USD", "SEK"])), min_size=2, max_size=8))
def test_currencies_are_never_added_up_unasked(rows):
    found, table, column = read("Omzet", [f"{amount},00 {code}" for amount, code in rows])
    kinds = {code for _, code in rows}

    assert found.isna().all() if len(kinds) > 1 else column.type == "money"
    assert [question.kind for question in table.receipt.questions] == (["currency"] if len(kinds) > 1 else [])


@QUIET
@given(
    st.lists(st.integers(-2000, 20_000), min_size=2, max_size=8),
    st.sampled_from(["points", "sign", "proportion"]),
    st.booleans(),
)
def test_percentages_come_back_or_are_asked(tenths, form, said):
    shown = {"points": "{:.1f}", "sign": "{:.1f}%", "proportion": "{:.4f}"}[form]
    cells = [shown.format(value / 10 / (100 if form == "proportion" else 1)).replace(".", ",") for value in tenths]
    found, table, column = read("Marge %" if said else "Marge", cells)
    truth = [value / 1000 for value in tenths]

    if column.type == "percent" and not (form == "proportion" and max(map(abs, truth)) > 1.5):
        never_different(found, table, column, truth, lambda a, b: abs(a - b) < 1e-6)
    elif column.type == "mixed":
        assert [question.kind for question in table.receipt.questions] == ["percent_scale"]


SHAPES = {
    "dd-mm-yyyy": lambda day, _: f"{day:%d-%m-%Y}",
    "d/m/yyyy": lambda day, _: f"{day.day}/{day.month}/{day.year}",
    "mm/dd/yyyy": lambda day, _: f"{day:%m/%d/%Y}",
    "iso": lambda day, _: day.isoformat(),
    "moment": lambda day, _: f"{day.isoformat()}T10:11:12+0100",
    "named": lambda day, lang: f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}",
    "short": lambda day, lang: f"{day.day}. {MONTHS[lang][day.month - 1][:3]}. {day.year}",
    "weekday": lambda day, lang: f"{DAYS[lang][day.weekday()]} {day.day} {MONTHS[lang][day.month - 1]} {day.year}",
    "weekday figures": lambda day, lang: f"{DAYS[lang][day.weekday()]} {day:%d-%m-%Y}",
    "yyyymmdd": lambda day, _: f"{day:%Y%m%d}",
    "ddmmyyyy": lambda day, _: f"{day:%d%m%Y}",
    "yymmdd": lambda day, _: f"{day:%y%m%d}",
    "serial": lambda day, _: str((day - date(1899, 12, 30)).days),
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
@QUIET
@given(
    days=st.lists(st.integers(0, 6000), min_size=2, max_size=10).map(
        lambda list_: [date(2013, 1, 1) + timedelta(days=day) for day in list_]
    ),
    lang=st.sampled_from(sorted(MONTHS)),
)
def test_dates_come_back_as_they_were(shape, days, lang):
    found, table, column = read("Datum", [SHAPES[shape](day, lang) for day in days])

    never_different(found, table, column, days, lambda a, b: a.date() == b)
