"""How a column's cells become values, from the file's text to the frame."""

from __future__ import annotations

import math

import pytest

from kpi_core.read import read_file
from kpi_core.read.coded import from_pattern, from_serial, patterns_of
from kpi_core.read.dates import read_date


def read_column(*cells, header="Waarde", answers=None, other=None):
    """Read a text file with one column under test beside a column of names."""
    other = other or [f"rij {n}" for n in range(len(cells))]
    lines = [f'"Naam";"{header}"', *(f'"{name}";"{cell}"' for name, cell in zip(other, cells, strict=True))]
    table = read_file("t.csv", "\n".join(lines).encode(), answers or {}).tables[0]
    return table, table.columns[1], table.frame[table.columns[1].name].tolist()


def codes(table):
    return {issue.code for issue in table.issues}


@pytest.mark.parametrize(
    ("cells", "kind", "convention", "values"),
    [
        (["1.234,56", "7", "1.000"], "number", "comma", [1234.56, 7, 1000]),
        (["1,234.56", "7", "1,000"], "number", "point", [1234.56, 7, 1000]),
        (["€ 1.200,-", "€ 3,50"], "money", "comma", [1200, 3.5]),
        (["-12,5 %", "100%"], "percent", "comma", [-0.125, 1]),
        (["(1.200,00)", "1.200,00-"], "number", "comma", [-1200, -1200]),
        (["12", "0", "-3"], "number", "", [12, 0, -3]),
        (["0123", "0456"], "id", "", ["0123", "0456"]),
        (["12345678901234567", "2"], "id", "", ["12345678901234567", "2"]),
        (["NA", "EU", "NA"], "text", "", ["NA", "EU", "NA"]),
        (["ja", "nee", "ja"], "bool", "", [True, False, True]),
        (["Yes", "no", "yes"], "bool", "", [True, False, True]),
        (["waar", "onwaar", "WAAR"], "bool", "", [True, False, True]),
        (["a", "b", " c "], "text", "", ["a", "b", "c"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_column_is_typed_from_all_its_cells(cells, kind, convention, values):
    _, column, found = read_column(*cells)

    assert (column.type, column.convention) == (kind, convention)
    assert found == values


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["31-12-2025", "03-04-2026"], ["2025-12-31", "2026-04-03"]),
        (["12/31/2025", "03/04/2026"], ["2025-12-31", "2026-03-04"]),
        (["31/12/25", "01/02/26"], ["2025-12-31", "2026-02-01"]),
        (["12 mrt 2026", "3 mei 2026"], ["2026-03-12", "2026-05-03"]),
        (["12 March 2026", "June 4, 2026"], ["2026-03-12", "2026-06-04"]),
        (["Q1 2026", "2026-Q3"], ["2026-01-01", "2026-07-01"]),
        (["2026-03", "2026-04"], ["2026-03-01", "2026-04-01"]),
        (["mrt-26", "apr-26"], ["2026-03-01", "2026-04-01"]),
        (["2026-W09", "week 10 2026"], ["2026-02-23", "2026-03-02"]),
        (["2026-03-14T23:30:00Z", "2026-03-15"], ["2026-03-14", "2026-03-15"]),
        (["02.03.2018", "04.05.2018"], ["2018-03-02", "2018-05-04"]),
        (["03-03-2026", "04-04-2026"], ["2026-03-03", "2026-04-04"]),
    ],
    ids=lambda value: value[0],
)
def test_dates_are_read_as_written(cells, days):
    _, column, found = read_column(*cells)

    assert column.type in ("date", "datetime")
    assert [f"{moment:%Y-%m-%d}" for moment in found] == days


def test_digits_are_dates_only_under_a_header_that_says_so():
    assert read_column("20260314", "20260315", header="Datum")[1].type == "date"
    assert read_column("20260314", "20260315", header="Bestelnummer")[1].type == "id"
    assert read_column("20260314", "20260315", header="Omzet")[1].type == "number"


def test_excel_serials_are_dates_under_a_date_header():
    table, column, found = read_column("45000", "45001", header="Orderdatum")

    assert column.convention == "excel_serial"
    assert f"{found[0]:%Y-%m-%d}" == "2023-03-15"
    assert "coded_dates" in codes(table)


def test_a_number_that_reads_two_ways_is_one_question_and_not_a_guess():
    table, column, found = read_column("1.234", "2.500", "7")
    (question,) = table.receipt.questions

    assert column.type == "mixed"
    assert all(math.isnan(value) for value in found)
    assert table.receipt.sums == ()
    assert (question.id, question.kind) == ("t!B:number", "number_convention")
    assert [(r.choice, r.effect) for r in question.readings] == [
        ("comma_decimal", pytest.approx(3741)),
        ("point_decimal", pytest.approx(10.734)),
    ]
    assert [r.example for r in question.readings] == ["1.234,00", "1.234"]


@pytest.mark.parametrize(("choice", "total"), [("comma_decimal", 3741), ("point_decimal", 10.734)])
def test_an_answer_takes_the_question_away_and_fills_the_column(choice, total):
    table, column, found = read_column("1.234", "2.500", "7", answers={"t!B:number": choice})

    assert table.receipt.questions == ()
    assert column.type == "number"
    assert sum(found) == pytest.approx(total)


def test_a_date_that_reads_two_ways_is_one_question():
    table, column, _ = read_column("03-04-2026", "05-06-2026")
    (question,) = table.receipt.questions

    assert column.type == "mixed"
    assert (question.id, question.kind) == ("t!B:date", "date_order")
    assert [r.example for r in question.readings] == ["2026-04-03", "2026-03-04"]


@pytest.mark.parametrize(("choice", "day"), [("day_first", "2026-04-03"), ("month_first", "2026-03-04")])
def test_the_answer_decides_the_order_of_the_dates(choice, day):
    _, column, found = read_column("03-04-2026", "05-06-2026", answers={"t!B:date": choice})

    assert column.convention == choice
    assert f"{found[0]:%Y-%m-%d}" == day


def test_a_proven_neighbour_settles_the_doubt_and_says_so():
    table, column, found = read_column("1.234", "2.500", other=["3,5", "7,25"])

    assert found == [1234, 2500]
    assert column.convention == "comma"
    assert "convention_from_neighbour" in codes(table)
    assert table.receipt.questions == ()


def test_the_files_own_total_settles_the_doubt_when_one_reading_gives_it():
    text = "Naam;Bedrag\na;2.666\nb;498\nTotaal;3.164\n"
    table = read_file("t.csv", text.encode()).tables[0]

    assert table.receipt.sums[0].sum == 3164
    assert table.receipt.sums[0].matches is True


def test_both_conventions_in_one_column_are_told_and_each_is_read_as_written():
    table, _, found = read_column("1.234,56", "1,234.56", "3,5")

    assert found == [1234.56, 1234.56, 3.5]
    assert "mixed_convention" in codes(table)


def test_an_unreadable_cell_is_missing_and_named():
    table, column, found = read_column("1,5", "2,5", "3,5", "4,5", "onduidelijk?")
    (issue,) = [issue for issue in table.issues if issue.code == "unread_cells"]

    assert math.isnan(found[4])
    assert column.unread == ("B6",)
    assert issue.cells == ("B6",)
    assert table.receipt.sums[0].sum == pytest.approx(12)


def test_marks_for_nothing_are_empty_cells_and_counted():
    table, column, found = read_column("1,5", "n.v.t.", "-", "2,5")

    assert column.type == "number"
    assert found[0] + found[3] == 4
    assert [issue.fields["n"] for issue in table.issues if issue.code == "missing_markers"] == [2]


def test_a_column_that_is_half_numbers_stays_text_and_says_so():
    table, column, found = read_column("1", "2", "3", "vier", "vijf")

    assert column.type == "text"
    assert found == ["1", "2", "3", "vier", "vijf"]
    assert "column_not_numeric" in codes(table)


def test_a_bare_number_among_percentages_is_asked():
    table, column, _ = read_column("5%", "6%", "7%", "8%", "9")
    (question,) = table.receipt.questions

    assert (column.type, question.kind) == ("mixed", "percent_scale")
    assert [(r.choice, r.example) for r in question.readings] == [("points", "9%"), ("proportion", "900%")]


def test_different_currencies_are_asked_and_never_summed_together():
    table, column, found = read_column("\u20ac 5,00", "$ 6,00")
    (question,) = table.receipt.questions

    assert column.type == "mixed"
    assert all(math.isnan(value) for value in found)
    assert [(r.choice, r.effect) for r in question.readings] == [("only:EUR", 5), ("only:USD", 6), ("same", 11)]


def test_an_empty_cell_in_a_column_of_crosses_means_no():
    _, column, found = read_column("x", "", "X", "")

    assert (column.type, column.convention) == ("bool", "marked")
    assert found == [True, False, True, False]


@pytest.mark.parametrize(
    "text", ["32-01-2026", "2026-02-30", "Item 12 2026", "06-12345", "K12024", "1111/11/11", "May 5", "week 60 2026"]
)
def test_what_is_no_date_reads_as_none(text):
    assert read_date(text) is None


def test_codes_outside_their_range_are_no_dates():
    assert patterns_of(["20261301"]) == ()
    assert from_pattern("123", "yyyymmdd") is None
    assert from_serial(12) is None
