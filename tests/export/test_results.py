import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import pytest

from kpi_core.catalogue import CATALOGUE, in_words
from kpi_core.export import guarded, results_csv, results_xlsx
from kpi_core.targets import as_variant
from kpi_core.units import Unit
from tests.targets.small import JULY, make_kpi, make_results

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\r=1"]


def with_segments(*names, values=(1234.5,)):
    frames = [make_results(list(values), segment=name).frame for name in names]
    return type(make_results([]))(pd.concat(frames, ignore_index=True))


def rows_of(data, delimiter):
    return list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def test_dutch_csv_has_semicolons_and_decimal_commas():
    data = results_csv(make_results([1234.5, None, 1e16], complete=2), make_kpi(), "nl")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = rows_of(data, ";")
    assert rows[0][:5] == ["Periode", "Van", "Tot en met", "Deel", "Waarde"]
    assert rows[1] == ["2025-01", "2025-01-01", "2025-01-31", "alles", "1234,5", "", "", "100", "ja"]
    assert (rows[2][4], rows[3][4], rows[3][8]) == ("", "10000000000000000", "nee")


def test_english_csv_has_commas_and_decimal_points():
    rows = rows_of(results_csv(make_results([0.05]), make_kpi(unit=Unit.PERCENT), "en"), ",")
    assert (rows[0][4], rows[1][3], rows[1][4]) == ("Value (0.05 is 5%)", "everything", "0.05")


def test_a_file_of_one_part_says_which_part():
    csv_rows = rows_of(results_csv(make_results([5.0]), make_kpi(), "nl", part="Regio: **Zuid**"), ";")
    book = openpyxl.load_workbook(
        BytesIO(results_xlsx(make_results([5.0]), make_kpi(), "nl", today=JULY, part="Regio: **Zuid**"))
    )

    assert csv_rows[1][3] == "Regio: **Zuid**"
    assert book.worksheets[0]["D2"].value == "Regio: **Zuid**"


def test_a_sum_of_cents_has_no_crumbs_of_binary_arithmetic():
    assert 0.1 + 0.2 != 0.3
    assert rows_of(results_csv(make_results([0.1 + 0.2]), make_kpi(), "nl"), ";")[1][4] == "0,3"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_segment_can_never_act_as_a_formula(text):
    rows = rows_of(results_csv(with_segments(text), make_kpi(), "nl"), ";")
    assert rows[1][3] == f"'{text}"
    book = openpyxl.load_workbook(BytesIO(results_xlsx(with_segments(text), make_kpi(), "nl", today=JULY)))
    cell = book.worksheets[0]["D2"]
    assert cell.data_type == "s"


def test_plain_text_and_negative_numbers_are_left_alone():
    assert guarded("Zuid; 'Noord'") == "Zuid; 'Noord'"
    rows = rows_of(results_csv(with_segments('a;b"c\nd', values=(-5.0,)), make_kpi(), "nl"), ";")
    assert rows[1][3:5] == ['a;b"c\nd', "-5"]


def test_a_segment_without_a_name_is_called_unknown():
    assert rows_of(results_csv(with_segments(""), make_kpi(), "nl"), ";")[1][3] == "onbekend"


@pytest.mark.parametrize(
    ("unit", "looks"), [(Unit.PERCENT, "0.0%"), (Unit.COUNT, "#,##0"), (Unit.DAYS, "#,##0.0")], ids=str
)
def test_the_workbook_holds_numbers_and_dates_in_the_units_format(unit, looks):
    results = make_results([0.25, None])
    book = openpyxl.load_workbook(BytesIO(results_xlsx(results, make_kpi(unit=unit), "nl", today=JULY)))
    sheet = book["Cijfers"]
    assert (sheet["E2"].value, sheet["E2"].number_format, sheet["E3"].value) == (0.25, looks, None)
    assert sheet["B2"].value.date() == date(2025, 1, 1)
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 3


@pytest.mark.parametrize(("lang", "name"), [("nl", "Uitleg"), ("en", "Definition")])
def test_the_workbook_says_what_the_kpi_is(lang, name):
    about = {"Filter": "=regio"}
    book = openpyxl.load_workbook(BytesIO(results_xlsx(make_results([1.0]), make_kpi(), lang, today=JULY, about=about)))
    lines = {row[0].value: row[1] for row in book[name].iter_rows()}
    assert in_words(make_kpi().tree, lang) in {cell.value for cell in lines.values()}
    assert (lines["Filter"].value, lines["Filter"].data_type) == ("=regio", "s")


def test_only_the_rows_of_the_asked_kpi_are_written():
    other = make_results([5.0]).frame.assign(kpi="other")
    results = type(make_results([]))(pd.concat([make_results([1.0]).frame, other]))
    assert len(rows_of(results_csv(results, make_kpi(), "nl"), ";")) == 2


def test_the_same_results_give_the_same_file():
    made = [results_xlsx(make_results([1.0]), make_kpi(), "nl", today=JULY) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(("lang", "delimiter", "head"), [("nl", ";", "Marge (±)"), ("en", ",", "Margin (±)")])
def test_a_figure_that_rests_on_answers_has_its_margin_beside_it(lang, delimiter, head):
    answers = make_results([40.0, 42.0], margin=20.0)
    head_row, *rows = rows_of(results_csv(answers, make_kpi(unit=Unit.SCORE), lang), delimiter)
    sheet = openpyxl.load_workbook(
        BytesIO(results_xlsx(answers, make_kpi(unit=Unit.SCORE), lang, today=JULY))
    ).worksheets[0]

    assert head_row[5] == sheet["F1"].value == head
    assert [row[4:6] for row in rows] == [["40", "20"], ["42", "20"]]
    assert [cell.value for cell in sheet[2]][4:6] == [40, 20]


def test_a_figure_that_rests_on_no_answers_has_no_column_for_a_margin():
    (head_row, _) = rows_of(results_csv(make_results([40.0]), make_kpi(), "nl"), ";")

    assert len(head_row) == 9
    assert not [head for head in head_row if "±" in head]


def test_a_variant_is_exported_with_its_own_name_unit_and_formula():
    satisfied = CATALOGUE["customer_satisfaction_score"]
    mean = as_variant(satisfied, "mean")
    book = openpyxl.load_workbook(BytesIO(results_xlsx(make_results([8.1]), mean, "nl", today=JULY)))
    said = [cell.value for row in book.worksheets[1] for cell in row]

    assert "%" not in rows_of(results_csv(make_results([8.1]), mean, "nl"), ";")[0][4]
    assert in_words(mean.tree, "nl") in said
    assert mean.name["nl"] in said
    assert mean.name["nl"].startswith(f"{satisfied.name['nl']} (")
    assert as_variant(mean, "mean") == mean
