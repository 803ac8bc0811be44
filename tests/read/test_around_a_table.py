"""What stands around the rows of a table and is none of them: page lines, units, labelled titles, periods above."""

from __future__ import annotations

import pytest

from kpi_core.read import read_file


def read(*lines):
    return read_file("lijst.csv", "\n".join(lines).encode()).tables


def orders(first, last):
    return [f"{number};2025-01-{number % 28 + 1:02};Noord;Fiets;{number * 3},25" for number in range(first, last)]


HEADER = "Ordernr;Datum;Regio;Artikel;Omzet"


@pytest.mark.parametrize("page", ["Pagina;1;;;", "Pagina 1;;;;", "Pagina;1;van;2;"])
def test_a_page_line_between_the_rows_is_no_row(page):
    (table,) = read(HEADER, *orders(1, 9), ";;;;", page, ";;;;", HEADER, *orders(9, 17))
    assert (table.receipt.rows_read, len(table.frame)) == (16, 16)
    assert (11, "page") in [(skipped.row, skipped.reason) for skipped in table.receipt.skipped]


def test_a_row_of_units_above_amounts_written_as_text_belongs_to_the_header():
    rows = [f"{number};2025-01-{number:02};Noord;Fiets;€ {number},250.00" for number in range(1, 9)]
    (table,) = read(HEADER, ";;;;€", *rows)
    assert (len(table.frame), table.header_rows, table.frame.iloc[:, 4].sum()) == (8, (1, 2), 38000)


def test_titles_of_which_the_last_has_a_value_are_no_table():
    titles = ["Vertrouwelijk;;;;", "Verkopen per klant;;;;", "Overzicht;;;;", "Periode:;2025-01-01;;;", ";;;;"]
    (table,) = read(*titles, HEADER, *orders(1, 9))
    assert [column.name for column in table.columns] == HEADER.split(";")
    assert len(table.frame) == 8


def test_long_names_of_months_above_two_measures_are_read_whole():
    months = ["april", "mei", "juni", "juli", "augustus", "september"]
    above = "".join(f";{month} 2021;" for month in months)
    rows = [f"{name}" + "".join(f";{place}0,50;{place},25" for place in range(1, 7)) for name in ("Huur", "Lonen")]
    (table,) = read(above, "Rekening" + ";Omzet;Kosten" * 6, *rows)
    assert [column.name for column in table.columns] == ["Rekening", "Periode", "Omzet", "Kosten"]
    assert table.frame["Periode"].dt.month.tolist() == [4, 5, 6, 7, 8, 9] * 2
    assert (table.frame["Omzet"].sum(), table.frame["Kosten"].sum()) == (426, 45)


def test_a_header_that_comes_back_in_capitals_is_no_row():
    (table,) = read("Naam;Omzet", "Jan;10,50", "Piet;20,50", "NAAM;OMZET", "Kees;1,50", "Anna;2,50")
    assert table.frame["Omzet"].tolist() == [10.5, 20.5, 1.5, 2.5]


def test_years_below_columns_of_one_name_belong_to_the_header():
    rows = [f"A{day};2025-01-0{day};1{day},50;2{day},50" for day in range(1, 5)]
    (table,) = read("Order;Datum;Bedrag;Bedrag", ";;2024;2025", *rows)
    assert [column.name for column in table.columns] == ["Order", "Datum", "Bedrag 2024", "Bedrag 2025"]
    assert (table.frame["Bedrag 2024"].sum(), len(table.frame)) == (52, 4)


def test_a_total_with_a_day_counts_as_one_when_its_sum_agrees():
    rows = [f"{name};2025-01-0{day};{day}0,25" for day, name in enumerate("ABC", 1)]
    (table,) = read("Naam;Datum;Omzet", *rows, "Totaal t/m;2025-01-03;60,75")
    assert (len(table.frame), table.receipt.sums[0].matches) == (3, True)


def test_one_column_of_amounts_is_not_cut_at_its_commas():
    (table,) = read("Omzet", "10,50", "20,50", "31,00")
    assert (len(table.columns), table.frame["Omzet"].sum()) == (1, 62)
