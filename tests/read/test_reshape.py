"""Periods side by side, group names between rows and dates in parts become one row per fact, with addresses and totals."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from kpi_core.read import read_file
from kpi_core.sentences import tell_issue, tell_question, tell_reading

NO_ANSWERS = {}


def read(text, answers=NO_ANSWERS, name="export.csv"):
    """Read lines of cells parted by semicolons as one table."""
    rows = [line.strip("\n") for line in text.strip("\n").splitlines()]
    (table,) = read_file(name, "\n".join(rows).encode(), answers).tables
    return table


def book(rows, merged=(), title="Blad1", formats=NO_ANSWERS):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for cell, code in formats.items():
        sheet[cell].number_format = code
    out = io.BytesIO()
    workbook.save(out)
    (table,) = read_file("boek.xlsx", out.getvalue()).tables
    return table


def long(table, *columns):
    """Return the rows of a table as tuples, dates as days."""
    frame = table.frame[list(columns)]
    return [
        tuple(cell.date().isoformat() if hasattr(cell, "date") else cell for cell in row)
        for row in frame.itertuples(index=False)
    ]


def codes(table):
    return {issue.code for issue in table.issues}


def column(table, name):
    return next(entry for entry in table.columns if entry.name == name)


MONTHS = ["2025-01-01", "2025-02-01", "2025-03-01"]


@pytest.mark.parametrize(
    ("headers", "days"),
    [
        ("jan 2025;feb 2025;mrt 2025", MONTHS),
        ("januari 2025;februari 2025;maart 2025", MONTHS),
        ("Jan-25;Feb-25;Mar-25", MONTHS),
        ("jan. '25;feb. '25;mrt. '25", MONTHS),
        ("2025-01;2025-02;2025-03", MONTHS),
        ("01-2025;02-2025;03-2025", MONTHS),
        ("202501;202502;202503", MONTHS),
        ("2025 jan;2025 feb;2025 mrt", MONTHS),
        ("janvier 2025;février 2025;mars 2025", MONTHS),
        ("Januar 2025;Februar 2025;März 2025", MONTHS),
        ("nov 2024;dec;jan", ["2024-11-01", "2024-12-01", "2025-01-01"]),
        ("Q1 2025;Q2 2025;Q3 2025", ["2025-01-01", "2025-04-01", "2025-07-01"]),
        ("1e kwartaal 2025;2e kwartaal 2025;3e kwartaal 2025", ["2025-01-01", "2025-04-01", "2025-07-01"]),
        ("week 12 2025;week 13 2025;week 14 2025", ["2025-03-17", "2025-03-24", "2025-03-31"]),
        ("wk 52 2024;wk 1 2025;wk 2 2025", ["2024-12-23", "2024-12-30", "2025-01-06"]),
        ("2023;2024;2025", ["2023-01-01", "2024-01-01", "2025-01-01"]),
        ("H1 2024;H2 2024;H1 2025", ["2024-01-01", "2024-07-01", "2025-01-01"]),
    ],
)
def test_periods_side_by_side_become_rows(headers, days):
    table = read(f"Regio;{headers}\nNoord;1;2;3\nZuid;4;5;6")

    expected = [(region, day) for region in ("Noord", "Zuid") for day in days]
    assert long(table, "Regio", "Periode") == expected
    assert table.frame["Waarde"].tolist() == [1, 2, 3, 4, 5, 6]
    assert "periods_across" in codes(table)


def test_a_value_keeps_the_row_and_the_address_it_has_in_the_sheet():
    table = read("Regio;jan 2025;feb 2025;mrt 2025\nNoord;1;2;3\nZuid;4;foutje;6\nOost;7;8;9")

    assert table.frame.index.tolist() == [2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert column(table, "Waarde").unread == ("C3",)


def test_an_empty_month_becomes_no_row_and_a_zero_stays():
    table = read("Regio;jan 2025;feb 2025;mrt 2025\nNoord;1;0;\nZuid;4;5;")

    assert long(table, "Regio", "Waarde") == [("Noord", 1), ("Noord", 0), ("Zuid", 4), ("Zuid", 5)]


def test_real_dates_above_the_columns_are_months():
    days = [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]
    table = book([["Regio", *days], ["Noord", 1, 2, 3], ["Zuid", 4, 5, 6]], formats={"B1": "mmm-yy", "C1": "mmm-yy"})

    assert long(table, "Periode")[:3] == [(day,) for day in MONTHS]
    assert column(table, "Periode").convention == "month"


@pytest.mark.parametrize("merged", [(), ("B1:C1", "D1:E1", "A1:A2")])
def test_years_above_months_belong_to_all_months_below_them(merged):
    rows = [["" if merged else None, 2024, None, 2026, None], ["Regio", "nov", "dec", "jan", "feb"]]
    if merged:
        rows[0][0] = "Regio"
    table = book([*rows, ["Noord", 1, 2, 3, 4], ["Zuid", 5, 6, 7, 8]], merged)

    assert long(table, "Periode")[:4] == [("2024-11-01",), ("2024-12-01",), ("2026-01-01",), ("2026-02-01",)]


def test_two_measures_under_each_month_are_two_columns():
    table = read(";jan 2025;;feb 2025;\nRegio;Omzet;Kosten;Omzet;Kosten\nNoord;1;2;3;4\nZuid;5;6;7;8\nTotaal;6;8;10;12")

    assert long(table, "Regio", "Periode", "Omzet", "Kosten")[1] == ("Noord", "2025-02-01", 3, 4)
    assert [(check.sum, check.matches) for check in table.receipt.sums] == [(16, True), (20, True)]


def test_actuals_and_budget_are_never_added_together():
    table = read(
        "Regio;Realisatie jan;Begroting jan;Realisatie feb;Begroting feb\nNoord;1;2;3;4\nZuid;5;6;7;8",
        name="Cijfers 2025.csv",
    )

    assert table.frame["Realisatie"].sum() == 16
    assert table.frame["Begroting"].sum() == 20


def test_total_rows_and_total_columns_are_left_out_and_agree():
    table = read("Regio;jan 2025;feb 2025;mrt 2025;Totaal\nNoord;1;2;3;6\nZuid;4;5;6;15\nTotaal;5;7;9;21")

    (check,) = table.receipt.sums
    assert (check.sum, check.file_total, check.matches) == (21, 21, True)
    assert [(row.row, row.reason) for row in table.receipt.skipped] == [(4, "total")]
    assert not codes(table) & {"row_totals_differ", "period_totals_differ"}


def test_a_total_row_that_is_off_is_told_with_its_cells():
    table = read("Regio;jan 2025;feb 2025;mrt 2025\nNoord;1;2;3\nZuid;4;5;6\nTotaal;5;8;9")

    (issue,) = (entry for entry in table.issues if entry.code == "period_totals_differ")
    assert issue.cells == ("C4",)
    assert table.receipt.sums[0].matches is False


def test_a_total_column_that_is_off_is_told_with_its_cells():
    table = read("Regio;jan 2025;feb 2025;mrt 2025;Totaal\nNoord;1;2;3;6\nZuid;4;5;6;99\nOost;1;1;1;3")

    (issue,) = (entry for entry in table.issues if entry.code == "row_totals_differ")
    assert issue.cells == ("E3",)


def test_quarters_between_months_and_columns_of_something_else_do_not_count():
    table = read(
        "Regio;jan 2025;feb 2025;mrt 2025;Q1 2025;apr 2025;YTD;Gemiddelde;Index\n"
        "Noord;1;2;3;6;4;10;2,5;101\nZuid;4;5;6;15;7;22;5,5;99"
    )

    assert table.frame["Waarde"].sum() == 32
    assert "row_totals_differ" not in codes(table)
    (apart,) = (entry for entry in table.issues if entry.code == "columns_apart")
    assert apart.fields["columns"] == "Gemiddelde, Index"


def test_the_margin_and_the_result_are_not_added_to_what_they_are_made_of():
    table = read(
        "Post;jan 2025;feb 2025;mrt 2025\nOmzet;100;200;300\nInkoopwaarde;40;50;60\nBrutomarge;60;150;240\n"
        "Marge %;60%;75%;80%\nPersoneelskosten;10;20;30\nHuur;1;2;3\nTotaal kosten;11;22;33\nResultaat;49;128;207"
    )

    assert set(table.frame["Post"]) == {"Omzet", "Inkoopwaarde", "Personeelskosten", "Huur"}
    reasons = {row.row: row.reason for row in table.receipt.skipped}
    assert reasons == {4: "subtotal", 5: "ratio", 8: "subtotal", 9: "subtotal"}
    assert "Bedrag" in table.frame


def test_a_result_that_no_sum_shows_is_kept_and_told():
    table = read("Post;jan 2025;feb 2025;mrt 2025\nOmzet;100;200;300\nKosten;40;50;60\nResultaat;1;2;4")

    assert "Resultaat" in set(table.frame["Post"])
    assert "total_kept" in codes(table)


def test_the_year_of_a_title_is_taken_and_told():
    table = read("Omzet per regio 2025\nRegio;jan;feb;mrt\nNoord;1;2;3\nZuid;4;5;6")

    assert long(table, "Periode")[0] == ("2025-01-01",)
    assert "period_year_taken" in codes(table)
    assert "Omzet" in table.frame


@pytest.mark.parametrize(
    ("title", "offered"),
    [("Omzet 2024 en 2025", ["2024", "2025"]), ("Afgedrukt 03-02-2026", ["2026"]), ("Omzet", None)],
)
def test_a_year_that_nothing_settles_is_asked(title, offered):
    text = f"{title}\nRegio;jan;feb;mrt\nNoord;1;2;3\nZuid;4;5;6"
    table = read(text)

    (question,) = table.receipt.questions
    assert question.kind == "period_year"
    assert offered is None or [reading.choice for reading in question.readings] == offered
    assert table.frame["Periode"].isna().all()
    assert long(read(text, {question.id: "2025"}), "Periode")[2] == ("2025-03-01",)


def test_the_year_of_each_row_goes_with_the_month_above_it():
    table = read("Jaar;jan;feb;mrt\n2023;1;2;3\n2024;4;5;6")

    assert long(table, "Periode", "Waarde")[3] == ("2024-01-01", 4)
    assert not table.receipt.questions


@pytest.mark.parametrize(
    ("headers", "answer", "first"),
    [
        ("FY25 P01;FY25 P02;FY25 P03", "january", "2025-01-01"),
        ("FY25 P01;FY25 P02;FY25 P03", "july_before", "2024-07-01"),
        ("P1 2025;P2 2025;P3 2025", "april", "2025-04-01"),
        ("boekjaar 2025/2026 periode 1;boekjaar 2025/2026 periode 2", "october", "2025-10-01"),
        ("2023/24;2024/25;2025/26", "july", "2023-07-01"),
        ("2009/10;2010/11;2011/12", "july", "2009-07-01"),
        ("FY23;FY24;FY25", "april_before", "2022-04-01"),
    ],
)
def test_the_start_of_a_financial_year_is_asked(headers, answer, first):
    values = ";".join("123"[: headers.count(";") + 1])
    text = f"Afdeling;{headers}\nA;{values}\nB;{values}"
    (question,) = read(text).receipt.questions

    assert question.kind == "fiscal_start"
    assert long(read(text, {question.id: answer}), "Periode")[0] == (first,)


def test_a_financial_year_that_is_said_to_be_the_calendar_year_is_not_asked():
    table = read("Boekjaar is kalenderjaar\nAfdeling;P1 2025;P2 2025;P3 2025\nA;1;2;3\nB;4;5;6")

    assert long(table, "Periode")[1] == ("2025-02-01",)


def test_a_thirteenth_period_is_not_guessed_at():
    names = ";".join(f"FY25 P{number:02d}" for number in range(1, 14))
    table = read(f"Afdeling;{names}\nA{';1' * 13}\nB{';2' * 13}")

    assert "periods_thirteen" in codes(table)
    assert len(table.frame) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Datum;Klant;Bedrag\n01-02-2025;A;10\n14-02-2025;B;20",
        "Vraag;Q1;Q2;Q3;Q4;Q5\nA;1;2;3;4;5\nB;1;2;3;4;5",
        "Ticket;P1;P2;P3\nA;1;2;3\nB;1;2;3",
        "Klant;Omzet 2025;Aantal;Korting;Prijs\nA;1;2;3;4\nB;5;6;7;8",
        "Naam;Plaats;Omzet\nJansen;Utrecht;1\nDe Vries;;2\nBakker;Breda;3",
        "Naam;Plaats;Omzet;Soort\nJansen;;;\nDe Vries;;2;\nBakker;Breda;;\nSmit;;;\nVisser;;4;",
        "Maand;Omzet;Jan\nmei;1;Piet\njuni;2;Klaas",
    ],
)
def test_an_ordinary_table_stays_as_it_is(text):
    table = read(text)

    assert len(table.columns) - len(text.splitlines()[0].split(";")) in (0, 1)  # one more for a date
    assert len(table.frame) == len(text.splitlines()) - 1
    assert not codes(table) & {"periods_across", "group_rows", "filled_down"}


def test_names_between_the_rows_become_a_column():
    table = read(
        "Item;Aantal;Bedrag\nNoord;;\n  Fiets;1;10\n  Step;2;20\nTotaal Noord;3;30\nZuid;;\n  Fiets;4;30\n"
        "Totaal Zuid;4;30\nTotaal;7;60"
    )

    assert long(table, "Groep", "Item") == [("Noord", "Fiets"), ("Noord", "Step"), ("Zuid", "Fiets")]
    assert [check.matches for check in table.receipt.sums] == [True, True]


def test_names_in_a_column_of_their_own_keep_its_header():
    table = read("Regio;Product;Omzet\nNoord;;\n;Fiets;10\n;Step;20\nZuid;;\n;Fiets;30")

    assert long(table, "Regio", "Product", "Omzet") == [
        ("Noord", "Fiets", 10),
        ("Noord", "Step", 20),
        ("Zuid", "Fiets", 30),
    ]


def test_indented_names_are_groups_within_groups():
    table = read(
        "Item;Aantal;Bedrag\nNederland;;\n  Noord;;\n    Fiets;1;10\n    Step;2;20\n  Zuid;;\n    Fiets;4;30\nBelgië;;\n"
        "  Oost;;\n    Step;1;5"
    )

    assert long(table, "Groep", "Groep (2)", "Item") == [
        ("Nederland", "Noord", "Fiets"),
        ("Nederland", "Noord", "Step"),
        ("Nederland", "Zuid", "Fiets"),
        ("België", "Oost", "Step"),
    ]


def test_groups_between_rows_of_months_stay_with_their_rows():
    table = read("Item;jan 2025;feb 2025\nNoord;;\n  Fiets;1;10\nZuid;;\n  Step;2;20")

    assert long(table, "Groep", "Item", "Waarde") == [
        ("Noord", "Fiets", 1),
        ("Noord", "Fiets", 10),
        ("Zuid", "Step", 2),
        ("Zuid", "Step", 20),
    ]


def test_a_name_only_on_the_first_row_of_its_group_is_filled_down():
    table = read("Regio;Product;Bedrag\nNoord;A;1\n;B;2\n;C;3\nZuid;A;4\n;B;5\n;C;6")

    assert table.frame["Regio"].tolist() == ["Noord"] * 3 + ["Zuid"] * 3
    (issue,) = (entry for entry in table.issues if entry.code == "filled_down")
    assert issue.cells == ("A3", "A4", "A6", "A7")


def test_a_merged_name_counts_for_all_its_rows():
    rows = [["Regio", "Product", "Bedrag"], ["Noord", "A", 1], [None, "B", 2], ["Zuid", "A", 4], [None, "B", 5]]
    table = book(rows, ("A2:A3", "A4:A5"))

    assert table.frame["Regio"].tolist() == ["Noord", "Noord", "Zuid", "Zuid"]


@pytest.mark.parametrize(
    "text",
    [
        "Klant;Regio;Bedrag\nA;Noord;1\nB;;2\nC;Zuid;3\nD;Noord;4",
        "Regio;Klant;Bedrag\nNoord;A;1\n;B;2\n;C;3\nNoord;D;4\n;E;5\n;F;6",
        "Bedrag;Klant;Aantal\n5;A;1\n;B;2\n;C;3\n7;D;4\n;E;5\n;F;6",
    ],
)
def test_an_empty_cell_of_an_ordinary_table_stays_empty(text):
    assert "filled_down" not in codes(read(text))


@pytest.mark.parametrize(
    ("header", "rows", "days"),
    [
        ("Jaar;Maand;Dag", ["2025;1;31", "2024;2;29"], ["2025-01-31", "2024-02-29"]),
        ("Year;Month;Day", ["2025;January;31", "2024;February;1"], ["2025-01-31", "2024-02-01"]),
        ("Dag;Maand;Jaar", ["31;1;2025", "1;2;2024"], ["2025-01-31", "2024-02-01"]),
        ("Jaar;Maand", ["2025;mrt", "2024;dec"], ["2025-03-01", "2024-12-01"]),
        ("Jaar;Week", ["2025;12", "2024;1"], ["2025-03-17", "2024-01-01"]),
        ("Jaar;Kwartaal", ["2025;Q2", "2024;Q1"], ["2025-04-01", "2024-01-01"]),
    ],
)
def test_a_date_in_parts_is_put_together_beside_them(header, rows, days):
    table = read("\n".join([f"{header};Bedrag", *(f"{row};{amount}" for amount, row in enumerate(rows, 10))]))

    assert long(table, "Datum") == [(day,) for day in days]
    assert set(header.split(";")) < set(table.frame.columns)
    assert "date_from_parts" in codes(table)


def test_parts_beside_a_whole_date_are_left_alone():
    table = read("Datum;Jaar;Maand;Bedrag\n2025-01-31;2025;1;10\n2025-02-01;2025;2;20")

    assert list(table.frame.columns) == ["Datum", "Jaar", "Maand", "Bedrag"]


def test_a_day_that_does_not_exist_is_told_with_its_place():
    days = "\n".join(f"2025;1;{day};1" for day in range(1, 9))
    table = read(f"Jaar;Maand;Dag;Bedrag\n{days}\n2025;2;31;5")

    assert column(table, "Datum").unread == ("C10",)


def test_months_without_a_year_are_asked_and_run_on_into_the_next_year():
    text = "Maand;Omzet\nnovember;1\ndecember;2\njanuari;3"
    (question,) = read(text).receipt.questions

    assert question.kind == "period_year"
    table = read(text, {question.id: "2024"})
    assert long(table, "Datum") == [("2024-11-01",), ("2024-12-01",), ("2025-01-01",)]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_was_done_and_what_is_asked_is_said_in_both_languages(lang):
    table = read("Regio;FY25 P01;FY25 P02;FY25 P03;Totaal;Index\nNoord;1;2;3;7;1\nZuid;4;5;6;15;1\nOost;1;1;1;3;1")

    (question,) = table.receipt.questions
    said = [tell_issue(issue, lang) for issue in table.issues] + [tell_question(question, lang)]
    said += [tell_reading(question, reading, lang) for reading in question.readings]
    assert all(said)
    assert not any("{" in text for text in said)


def test_what_csv_writers_quote_is_read_the_same():
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(
        [["Regio", "jan 2025", "feb 2025"], ["Noord", "1.000,50", "2"], ["Zuid", "3", "4"]]
    )

    assert read(out.getvalue()).frame["Waarde"].sum() == 1009.5


def test_the_preview_shows_every_period_and_marks_what_was_not_read():
    table = read("Regio;jan 2025;feb 2025;mrt 2025\nNoord;1;2;foutje\nZuid;4;5;6")

    assert table.receipt.preview.letters == ("A", "B", "C", "D")
    assert table.receipt.preview.rows[1].marks == ("", "", "", "unread")


def test_percentages_by_format_between_amounts_are_no_amounts():
    rows = [["Post", "jan 2025", "feb 2025"], ["Omzet", 100, 200], ["Aandeel web", 0.4, 0.5], ["Kosten", 40, 50]]
    table = book(rows, formats={"B3": "0%", "C3": "0%"})

    assert table.frame["Bedrag"].sum() == 390
    assert [(row.row, row.reason) for row in table.receipt.skipped] == [(3, "ratio")]


def test_the_total_of_another_year_is_not_held_against_this_one():
    table = read("Regio;jan 2025;feb 2025;mrt 2025;Totaal 2024\nNoord;1;2;3;600\nZuid;4;5;6;15")

    assert table.frame["Waarde"].sum() == 21
    assert "row_totals_differ" not in codes(table)


def test_the_age_of_a_cohort_is_no_month_of_the_year():
    table = read("Cohort;Maand 0;Maand 1;Maand 2;Maand 3\nA;9;8;7;6\nB;9;7;5;3")

    assert "periods_across" not in codes(table)
    assert not table.receipt.questions


@pytest.mark.parametrize("twice", ["jan 2025;feb 2025;jan 2025;feb 2025", "2024;2025;2024;2025"])
def test_the_same_period_twice_is_not_put_together(twice):
    table = read(f"Regio;{twice}\nNoord;1;2;3;4\nZuid;4;5;6;7")

    assert "periods_across" not in codes(table)
