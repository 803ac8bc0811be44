"""Dates, times and years as people and programs write them, and the doubts that are asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kpi_core.read.clock import says_time, written_time
from kpi_core.read.coded import from_decimal_year, patterns_of
from kpi_core.read.dates import read_date
from tests.read.test_read_amounts import codes, kinds, read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ma 3 maart 2025", "2025-03-03"),
        ("Monday, 3 March 2025", "2025-03-03"),
        ("Mo., 03.03.2025", "2025-03-03"),
        ("lundi 3 mars 2025", "2025-03-03"),
        ("3 maa 2025", "2025-03-03"),
        ("4 mrt. 2025", "2025-03-04"),
        ("1 ao\u00fbt 2025", "2025-08-01"),
        ("2 M\u00e4r 2025", "2025-03-02"),
        ("2. M\u00e4rz 2025", "2025-03-02"),
        ("5 DEZ 2025", "2025-12-05"),
        ("31-12-9999", "9999-12-31"),
        ("2999-12-31", "2999-12-31"),
        ("4 f\u00e9vr. 2025", "2025-02-04"),
        ("1er mars 2025", "2025-03-01"),
        ("3rd of March 2025", "2025-03-03"),
        ("2025-03-03T10:11:12Z", "2025-03-03"),
        ("2025-03-03T23:11:12.123+0100", "2025-03-03"),
        ("3/14/2025 1:05 PM", "2025-03-14"),
        ("Q3 2026", "2026-07-01"),
        ("2025-Q4", "2025-10-01"),
        ("week 9 2025", "2025-02-24"),
        ("2025W09", "2025-02-24"),
        ("M\u00e4rz 2025", "2025-03-01"),
    ],
)
def test_dates_in_four_languages_are_read(text, day):
    assert read_date(text).when.date().isoformat() == day


@pytest.mark.parametrize(("text", "day"), [("ma 3/2/2025", "2025-02-03"), ("Sun 3/2/2025", "2025-03-02")])
def test_the_day_of_the_week_proves_the_order(text, day):
    found = read_date(text)

    assert found.when.date().isoformat() == day
    assert found.style != "either"


@pytest.mark.parametrize(
    ("texts", "ways"),
    [
        (["20260314"], ("yyyymmdd",)),
        (["202503"], ("yyyymm",)),
        (["03032025", "13032025"], ("ddmmyyyy",)),
        (["3032025", "13032025"], ("ddmmyyyy",)),
        (["251331", "260231"], ()),
        (["990131", "981231"], ("yymmdd",)),
        (["250303", "250304"], ("yymmdd", "ddmmyy")),
        (["123"], ()),
        (["999999"], ()),
    ],
)
def test_bare_digits_have_every_order_in_which_all_are_days(texts, ways):
    assert patterns_of(texts) == ways


def test_digits_that_are_days_in_two_orders_are_asked():
    _, table = read(Datum=["250303", "250304"])
    (question,) = table.receipt.questions
    _, answered = read({question.id: "yymmdd"}, Datum=["250303", "250304"])

    assert [(r.choice, r.example) for r in question.readings] == [("yymmdd", "2025-03-03"), ("ddmmyy", "2003-03-25")]
    assert [f"{day:%Y-%m-%d}" for day in answered.frame["Datum"]] == ["2025-03-03", "2025-03-04"]


def test_an_amount_per_month_is_not_taken_for_the_number_of_a_day():
    assert read(Omzet_per_maand=[45000, 46000])[1].columns[1].type == "number"


@pytest.mark.parametrize("header", ["Jaar", "Periode"])
def test_a_year_with_quarters_is_a_date_under_a_header_of_time(header):
    _, table = read(**{header: ["2025,25", "2025,5"]})

    assert [f"{day:%Y-%m-%d}" for day in table.frame[header]] == ["2025-04-01", "2025-07-01"]
    assert from_decimal_year(2025.1) is None


def test_a_day_without_a_year_is_asked_with_the_years_the_file_names():
    cells = ["3 mrt", "31 dec"]
    _, table = read(**{"Datum": cells, "Omzet 2025": [1.5, 2]})
    (question,) = table.receipt.questions
    _, answered = read({question.id: "year:2024"}, **{"Datum": cells, "Omzet 2025": [1.5, 2]})

    assert [r.choice for r in question.readings] == ["year:2025", "year:2024", "year:2026", "text"]
    assert [f"{day:%Y-%m-%d}" for day in answered.frame["Datum"]] == ["2024-03-03", "2024-12-31"]


def test_a_day_without_a_year_in_a_file_that_names_none_stays_text_and_says_so():
    _, table = read(Datum=["03-03", "31-12"], Omzet=[1.5, 2])

    assert table.frame["Datum"].tolist() == ["03-03", "31-12"]
    assert "no_year" in codes(table)


def test_half_a_column_of_dates_turned_around_by_excel_is_asked():
    cells = [(date(2025, 4, 3), "dd-mm-yyyy"), "13/03/2025", (date(2025, 2, 1), "dd-mm-yyyy"), "25/12/2025"]
    _, table = read(Datum=cells)
    (question,) = table.receipt.questions
    days = {
        choice: [f"{day:%m-%d}" for day in read({question.id: choice}, Datum=cells)[1].frame["Datum"]]
        for choice in ("swap", "keep")
    }

    assert [(r.choice, r.example) for r in question.readings] == [("swap", "2025-03-04"), ("keep", "2025-04-03")]
    assert days == {"swap": ["03-04", "03-13", "01-02", "12-25"], "keep": ["04-03", "03-13", "02-01", "12-25"]}


def test_a_real_date_after_the_twelfth_proves_that_nothing_was_turned_around():
    _, table = read(Datum=[(date(2025, 4, 13), "dd-mm-yyyy"), "13/03/2025", (date(2025, 2, 1), "dd-mm-yyyy")])

    assert kinds(table) == []


def test_a_workbook_that_counts_from_1904_gives_the_same_days():
    _, table = read(options={"date_1904": True}, Datum=[(date(2025, 4, 3), "dd-mm-yyyy")] * 2)

    assert f"{table.frame['Datum'].iloc[0]:%Y-%m-%d}" == "2025-04-03"


def test_a_day_that_does_not_exist_is_named():
    _, table = read(Datum=["31-02-2025", "28-02-2025", "27-02-2025", "13-01-2025", "14-01-2025"])

    assert [issue.cells for issue in table.issues if issue.code == "unread_cells"] == [("B2",)]


def test_years_of_two_digits_far_away_say_how_they_are_read():
    _, table = read(Geboortedatum=["31-12-65", "13-01-71"])

    assert [day.year for day in table.frame["Geboortedatum"]] == [2065, 1971]
    assert "short_years" in codes(table)


@pytest.mark.parametrize("text", ["1:30", "01:30:00", "26:00:00", "1u30", "90 min", "1h 30m", "2 uur", "1:30 PM"])
def test_times_and_durations_are_told_from_text(text):
    assert says_time(text)


@pytest.mark.parametrize("text", ["90", "16:9", "12k", "10 stuks", "abc", "5 kg"])
def test_what_is_no_time_is_text(text):
    assert not says_time(text)


@pytest.mark.parametrize("code", ["[h]:mm:ss", "h:mm"])
def test_durations_of_more_than_a_day_are_kept_whole(code):
    _, table = read(Duur=[(timedelta(hours=26), code), (timedelta(hours=1.5), code)])

    assert table.columns[1].type == "time"
    assert table.frame["Duur"].tolist() == ["26:00:00", "01:30:00"]
    assert written_time(timedelta(hours=-1)) == "-01:00:00"
