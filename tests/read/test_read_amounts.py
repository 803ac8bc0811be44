"""Amounts in doubt: several currencies, percent, credit and debit, thousands and millions, codes that lost their digits."""

from __future__ import annotations

import io
import math
from datetime import date, datetime, timedelta

import pytest
import xlsxwriter

from kpi_core.read import read_file
from kpi_core.sentences import tell_issue, tell_question, tell_reading


def book(columns, **options):
    """Return a workbook of one sheet; a cell may be a pair of value and number format."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, options) as made:
        sheet = made.add_worksheet("Data")
        for place, (header, cells) in enumerate(columns.items()):
            sheet.write_string(0, place, header)
            for row, cell in enumerate(cells, 1):
                value, code = cell if isinstance(cell, tuple) else (cell, None)
                _write(sheet, row, place, value, made.add_format({"num_format": code}) if code else None)
    return buffer.getvalue()


def _write(sheet, row, place, value, style):
    if isinstance(value, str) and value.startswith("="):
        sheet.write_formula(row, place, value, style, "")
    elif isinstance(value, str):
        sheet.write_string(row, place, value, style)
    elif isinstance(value, (date, datetime, timedelta)):
        sheet.write_datetime(row, place, value, style)
    elif value is not None:
        sheet.write(row, place, value, style)


def read(answers=None, /, *, options=None, **columns):
    """Read a workbook with a column of names and those given; "_" in a keyword stands for a space."""
    columns = {header.replace("_", " "): cells for header, cells in columns.items()}
    rows = len(next(iter(columns.values())))
    data = book({"Naam": [f"rij {n}" for n in range(rows)], **columns}, **(options or {}))
    found = read_file("t.xlsx", data, answers or {})
    return found, found.tables[0]


def kinds(table):
    return [question.kind for question in table.receipt.questions]


def codes(*holders):
    return {issue.code for holder in holders for issue in holder.issues}


EURO, DOLLAR = "[$\u20ac-413] #,##0.00", "[$$-409]#,##0.00"


@pytest.mark.parametrize(
    "cells",
    [
        ["\u20ac 5,00", "\u20ac 7,00", "$ 6,00"],
        ["5,00 EUR", "7,00 EUR", "6,00 USD"],
        ["EUR 5", "EUR 7", "USD 6"],
        [(5, EURO), (7, EURO), (6, DOLLAR)],
    ],
)
def test_several_currencies_wait_for_an_answer(cells):
    _, table = read(Omzet=cells)
    (question,) = table.receipt.questions

    assert table.frame["Omzet"].isna().all()
    assert table.receipt.sums == ()
    assert question.id == "Data!B:currency"
    assert [(r.choice, r.effect, r.fields["n"]) for r in question.readings] == [
        ("only:EUR", 12, 2),
        ("only:USD", 6, 1),
        ("same", 18, 3),
    ]


def test_only_the_rows_of_the_chosen_currency_count_and_the_others_are_told():
    _, table = read({"Data!B:currency": "only:EUR"}, Omzet=["\u20ac 5,00", "\u20ac 7,00", "$ 6,00"])
    (issue,) = [issue for issue in table.issues if issue.code == "currency_left_out"]

    assert table.receipt.sums[0].sum == 12
    assert (issue.cells, issue.fields["n"]) == (("B4",), 1)


def test_an_answer_for_one_currency_never_lets_another_pass_the_month_after():
    _, table = read({"Data!B:currency": "only:EUR"}, Omzet=["$ 5,00", "$ 7,00"])

    assert table.frame["Omzet"].isna().all()
    assert "currency_left_out" in codes(table)


def test_all_as_one_currency_adds_up_and_says_so():
    _, table = read({"Data!B:currency": "same"}, Omzet=["\u20ac 5,00", "$ 6,00"])

    assert table.receipt.sums[0].sum == 11
    assert "mixed_currency" in codes(table)


def test_a_second_currency_in_the_last_row_of_a_long_column_is_seen():
    _, table = read(Omzet=[(5, EURO)] * 400 + [(6, DOLLAR)])

    assert kinds(table) == ["currency"]


def test_one_currency_is_no_question():
    _, table = read(Omzet=[(5, EURO), (6, "\u20ac #,##0.00"), (7, EURO)])

    assert (kinds(table), table.columns[1].type) == ([], "money")


def test_a_column_of_currencies_beside_the_amounts_is_one_question_for_all_of_them():
    columns = {"Valuta": ["EUR", "USD", "EUR"], "Bedrag": [5, 6, 7.5], "Aantal": [1, 2, 3], "Netto": [4, 5, 6.5]}
    _, table = read(**columns)
    (question,) = table.receipt.questions
    _, answered = read({question.id: "only:EUR"}, **columns)

    assert question.columns == ("Bedrag", "Netto")
    assert table.frame["Aantal"].tolist() == [1, 2, 3]
    assert {check.column: check.sum for check in answered.receipt.sums} == {"Bedrag": 12.5, "Aantal": 6, "Netto": 10.5}


def test_an_amount_whose_header_names_its_currency_is_not_asked_about():
    _, table = read(Valuta=["EUR", "USD"], Bedrag_EUR=[5, 6.5])

    assert kinds(table) == []


@pytest.mark.parametrize(
    ("cells", "values"),
    [([5, 12.5, 7], [0.05, 0.125, 0.07]), (["5", "12,5", "7"], [0.05, 0.125, 0.07]), ([1, -20, 0], [0.01, -0.2, 0])],
)
def test_numbers_above_one_and_a_half_under_a_percent_header_are_points(cells, values):
    _, table = read(**{"Marge %": cells})

    assert table.columns[1].type == "percent"
    assert table.frame["Marge %"].tolist() == pytest.approx(values)
    assert "percent_points" in codes(table)


@pytest.mark.parametrize("header", ["Marge %", "Percentage", "Conversie", "Conversion rate", "CTR"])
def test_small_numbers_under_a_percent_header_are_asked(header):
    _, table = read(**{header: [0.05, 0.5, 0]})
    (question,) = table.receipt.questions

    assert table.frame[header].isna().all()
    assert [(r.choice, r.example, r.fields["mean"]) for r in question.readings] == [
        ("points", "0.05%", "0.1833%"),
        ("proportion", "5%", "18.33%"),
    ]


@pytest.mark.parametrize(("choice", "values"), [("points", [0.0005, 0.005]), ("proportion", [0.05, 0.5])])
def test_the_answer_settles_the_percentages_of_all_columns_in_doubt(choice, values):
    _, table = read({"Data!B:percent": choice}, **{"Marge %": [0.05, 0.5], "Korting %": [0.05, 0.5]})

    assert kinds(table) == []
    assert table.frame["Marge %"].tolist() == pytest.approx(values)
    assert table.frame["Korting %"].tolist() == pytest.approx(values)


@pytest.mark.parametrize(
    "cells", [["5%", "6%", "7%", "0,05"], [(0.05, "0%"), (0.06, "0%"), 5, (0.07, "0%")], ["5%", "6%", 7]]
)
def test_percentages_with_and_without_a_sign_are_asked(cells):
    assert kinds(read(Marge=cells)[1]) == ["percent_scale"]


def test_percentages_that_all_have_a_sign_or_a_format_are_read():
    _, table = read(Marge=["5%", "6%"], Korting=[(0.05, "0%"), (0.06, "0.0%")])

    assert table.frame["Marge"].tolist() == table.frame["Korting"].tolist() == [0.05, 0.06]


@pytest.mark.parametrize(("choice", "total"), [("credit_minus", 4), ("debit_minus", -4)])
def test_which_of_credit_and_debit_is_a_minus_is_asked(choice, total):
    cells = ["6,00 CR", "10,00 DR"]
    _, table = read(Bedrag=cells)
    _, answered = read({"Data!B:side": choice}, Bedrag=cells)

    assert kinds(table) == ["credit_side"]
    assert answered.receipt.sums[0].sum == total


def test_numbers_written_short_are_written_out_and_told():
    _, table = read(Omzet=["1,2 mln", "0,8 mln", "12k"])

    assert table.frame["Omzet"].tolist() == [1_200_000, 800_000, 12_000]
    assert "scaled_numbers" in codes(table)


def test_an_article_called_12k_is_no_number():
    _, table = read(Artikelcode=["12K", "14K", "18K"])

    assert table.frame["Artikelcode"].tolist() == ["12K", "14K", "18K"]


def test_numbers_as_text_among_numbers_are_added_and_a_stray_word_is_told():
    _, table = read(Omzet=[5, "6,50", 7.25, "8,00", "geen idee"])
    (issue,) = [issue for issue in table.issues if issue.code == "unread_cells"]

    assert table.receipt.sums[0].sum == 26.75
    assert issue.cells == ("B6",)


@pytest.mark.parametrize(
    ("header", "cells", "lost"),
    [
        ("EAN", [8712345678901, 8712345678902], 0),
        ("EAN", ["8,71E+12", "8,72E+12"], 2),
        ("Barcode", [8.71e12, 8.72e12], 2),
        ("Bestelling", ["8.71235E+12", "8.72E+12"], 2),
        ("Klant id", [1234567890123456789, 1234567890123456789], 2),
        ("Telefoon", ["+31612345678", "+31612345679"], 0),
        ("Contact", ["+31612345678", "0612345679"], 0),
        ("Postcode", ["0123", "1234"], 0),
    ],
)
def test_numbers_that_are_names_are_never_summed_and_lost_digits_are_told(header, cells, lost):
    _, table = read(**{header: cells})

    assert (table.columns[1].type, table.receipt.sums) == ("id", ())
    assert [issue.fields["n"] for issue in table.issues if issue.code == "id_lost_digits"] == ([lost] if lost else [])


@pytest.mark.parametrize("text", ["#N/A", "#N/B", "#WAARDE!", "#WERT!", "#NV", "#VALEUR!", "#NOM?", "#DEEL/0!"])
def test_errors_as_text_are_named_in_columns_of_numbers_and_of_words(text):
    cells = [1, 2, 3, 4, text, 6]
    _, table = read(Omzet=cells, Regio=["a", "b", "c", "d", text, "f"])

    assert [issue.cells for issue in table.issues if issue.code == "error_cells"] == [("B6",), ("C6",)]
    assert table.receipt.sums[0].sum == 16
    assert table.frame["Regio"].isna().sum() == 1


def test_a_column_of_formulas_without_an_outcome_says_that_it_has_no_sum():
    found, table = read(Omzet=["=1+1", "=2+2"], Kosten=[1.5, 2])

    assert {"column_without_outcome", "formula_without_value"} <= codes(found, table)
    assert [check.column for check in table.receipt.sums] == ["Kosten"]


def test_a_formula_without_an_outcome_among_numbers_is_named_and_not_zero():
    found, table = read(Omzet=[5, "=2+2", 6])

    assert math.isnan(table.frame["Omzet"].tolist()[1])
    assert table.columns[1].unread == ("B3",)
    assert "formula_without_value" in codes(found)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Actief", ["wahr", "falsch"]),
        ("Actief", ["oui", "non"]),
        ("Actief", ["Ja", "Nein"]),
        ("Actief", ["\u2713", "\u2717"]),
        ("Is actief", [1, 0]),
        ("Betaald (ja/nee)", ["1", "0"]),
    ],
)
def test_yes_and_no_are_read_in_four_languages(header, cells):
    _, table = read(**{header: cells})

    assert table.columns[1].type == "bool"
    assert table.frame[header].tolist() == [True, False]


def test_the_land_of_namibia_is_no_empty_cell():
    _, table = read(Regio=["NA", "EU", "NA"], Omzet=[1, 2, 4.5])

    assert table.frame["Regio"].tolist() == ["NA", "EU", "NA"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_doubt_and_remark_has_its_sentence(lang):
    _, asked = read(
        Bedrag=["\u20ac 5", "$ 6", "\u20ac 7"],
        Saldo=["5 CR", "6 DR", "7 CR"],
        Korting_perc=[0.1, 0.2, 0.3],
        Datum=[(date(2025, 4, 3), "dd-mm-yyyy"), "13/03/2025", "25/12/2025"],
    )
    found, told = read(Omzet=["12k", "13k"], EAN=["8,71E+12", "8,72E+12"], Som=["=1+1", "=1+1"], Ctr=[5, 6])

    assert sorted(kinds(asked)) == ["credit_side", "currency", "percent_scale", "swapped_dates"]
    for question in asked.receipt.questions:
        assert "{" not in tell_question(question, lang)
        assert all("{" not in tell_reading(question, reading, lang) for reading in question.readings)
    assert all("{" not in tell_issue(issue, lang) for issue in (*told.issues, *found.issues))


@pytest.mark.parametrize(("header", "cells"), [("Revenue", ["8.9m", "9.5m"]), ("Waarde", ["500k", "9.5m"])])
def test_a_small_m_is_a_million_under_an_amount_or_beside_a_k(header, cells):
    _, table = read(**{header: cells})

    assert table.frame[header].tolist()[1] == 9_500_000
    assert "scaled_numbers" in codes(table)


def test_a_small_m_elsewhere_may_be_metres_and_stays_text():
    assert read(Lengte=["8.9m", "9.5m"])[1].frame["Lengte"].tolist() == ["8.9m", "9.5m"]
