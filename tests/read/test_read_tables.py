"""Where a table is in its sheet: headers, totals, notes and second tables."""

from __future__ import annotations

import pytest

from kpi_core.read import read_file


def tables(*lines, name="t.csv"):
    return read_file(name, "\n".join(lines).encode()).tables


def read(*lines, name="t.csv"):
    return tables(*lines, name=name)[0]


def skipped(table):
    return [(row.row, row.reason) for row in table.receipt.skipped]


def codes(table):
    return {issue.code for issue in table.issues}


def names(table):
    return [column.name for column in table.columns]


DATA = ("1-1-2026;Noord;5", "2-1-2026;Zuid;7", "13-1-2026;Oost;9")


def test_the_header_is_found_below_a_logo_titles_and_blank_rows():
    table = read("FIETSHUIS;;", "Omzet 2026;;", ";;", "Datum;Regio;Omzet", *DATA)

    assert table.header_rows == (4,)
    assert (table.first_row, table.last_row, table.receipt.rows_read) == (4, 7, 3)
    assert skipped(table) == [(1, "title"), (2, "title")]
    assert list(table.frame.index) == [5, 6, 7]


def test_two_header_rows_are_joined():
    table = read(
        "Datum;Regio;Omzet;;Kosten;", ";;Web;Winkel;Web;Winkel", "1-1-2026;Noord;5;6;7;8", "13-1-2026;Zuid;6;7;8;9"
    )

    assert table.header_rows == (1, 2)
    assert names(table) == ["Datum", "Regio", "Omzet Web", "Omzet Winkel", "Kosten Web", "Kosten Winkel"]


def test_units_below_the_header_belong_to_it():
    table = read("naam;gewicht;lengte", "(tekst);(kg);(cm)", "a;5;6", "b;7;8")

    assert names(table) == ["naam (tekst)", "gewicht (kg)", "lengte (cm)"]


def test_years_can_be_headers():
    table = read("Regio;2024;2025;2026", "Noord;1;2;3", "Zuid;4;5;6")

    assert table.header_rows == (1,)
    assert names(table)[0] == "Regio"
    assert table.receipt.sums[0].sum == 21


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Totaal", "total"),
        ("TOTAAL:", "total"),
        ("Eindtotaal", "total"),
        ("Grand total", "total"),
        ("Total", "total"),
        ("Subtotaal", "subtotal"),
        ("Gemiddelde", "subtotal"),
    ],
)
def test_a_total_row_is_kept_out_of_the_sums(label, reason):
    table = read("Datum;Regio;Omzet", *DATA, f"{label};;21")

    assert skipped(table) == [(5, reason)]
    assert table.receipt.sums[0].sum == 21
    assert table.receipt.sums[0].matches is (True if reason == "total" else None)


def test_subtotals_and_a_grand_total_are_told_apart():
    table = read("Regio;Omzet", "Noord;5", "Zuid;7", "Subtotaal;12", "Oost;9", "West;1", "Subtotaal;10", "Totaal;22")

    assert skipped(table) == [(4, "subtotal"), (7, "subtotal"), (8, "total")]
    assert (table.receipt.sums[0].sum, table.receipt.sums[0].cell) == (22, "B8")


def test_a_total_that_differs_is_said():
    table = read("Datum;Regio;Omzet", *DATA, "Totaal;;22,5")

    assert table.receipt.sums[0].matches is False
    assert "total_differs" in codes(table)


def test_a_customer_called_total_is_no_total():
    table = read("Klant;Plaats;Omzet", "Total Energies BV;Breda;5", "Jansen;Goes;5", "Totaal Wonen;Ede;9")

    assert table.receipt.rows_read == 3
    assert skipped(table) == []


def test_a_row_of_sums_without_a_label_is_a_total():
    table = read("Regio;Omzet;Kosten", "Noord;5;1", "Zuid;7;2", "Oost;9;3", ";21;6")

    assert skipped(table) == [(5, "total")]
    assert table.receipt.sums[0].matches is True


def test_a_last_row_without_a_label_that_is_no_sum_stays():
    table = read("Regio;Omzet;Kosten", "Noord;5;1", "Zuid;7;2", "Oost;9;3", ";20;6")

    assert table.receipt.rows_read == 4


def test_a_loose_total_label_counts_when_its_sum_is_right():
    table = read("Regio;Omzet", "Noord;5", "Zuid;7", "Totaal regio;12")

    assert skipped(table) == [(4, "total")]


def test_blank_rows_notes_and_repeated_headers_are_left_out():
    table = read(
        "Datum;Regio;Omzet", *DATA, ";;", "Datum;Regio;Omzet", "14-1-2026;Oost;1", ";;", "Bron: eigen administratie;;"
    )

    assert skipped(table) == [(5, "empty"), (6, "repeated_header"), (8, "empty"), (9, "note")]
    assert table.receipt.sums[0].sum == 22


def test_tables_side_by_side_keep_their_own_rows():
    """Three sales on the left, two budgets on the right: 40 is no sale, and the dates of the left are not the right's."""
    sales, budget = tables(
        "Datum;Omzet;;Maand;Budget", "10-1-2026;5;;januari;40", "11-1-2026;7;;februari;50", "13-1-2026;9;;;"
    )

    assert (names(sales), sales.receipt.rows_read, sales.receipt.sums[0].sum) == (["Datum", "Omzet"], 3, 21)
    assert (names(budget)[:2], budget.receipt.rows_read, budget.receipt.sums[0].sum) == (["Maand", "Budget"], 2, 90)
    assert (sales.name, budget.name) == ("t", "t #2")


def test_a_blank_column_for_the_looks_parts_nothing():
    table = read("Datum;Omzet;;Regio;Klant", "10-1-2026;5;;Zuid;A", "11-1-2026;7;;Zuid;B", "13-1-2026;9;;Noord;C")

    assert [column.name for column in table.columns] == ["Datum", "Omzet", "Regio", "Klant"]


def test_a_table_below_another_is_read_too():
    regions, clients = tables("Datum;Regio;Omzet", *DATA, ";;", "Klant;Plaats;Aantal", "a;Goes;100", "b;Ede;200")

    assert (regions.receipt.rows_read, clients.receipt.rows_read) == (3, 2)
    assert (clients.header_rows, clients.first_row, clients.last_row) == ((6,), 6, 8)
    assert clients.receipt.sums[0].sum == 300


def test_empty_and_double_headers_get_a_name_of_their_own():
    table = read("id;;id", "1;a;2", "2;b;3")

    assert names(table) == ["id", "Kolom B", "id (2)"]
    assert {"header_empty", "header_duplicate"} <= codes(table)


def test_headers_keep_their_markup_as_text():
    table = read('"<b>Omzet</b>";"**Datum**";"a\n b"', "1;2-1-2026;x", "2;13-1-2026;y")

    assert names(table) == ["<b>Omzet</b>", "**Datum**", "a b"]


def test_a_file_without_a_header_is_read_and_says_so():
    table = read("1;a", "2;b", "3;c")

    assert table.header_rows == ()
    assert names(table) == ["Kolom A", "Kolom B"]
    assert table.receipt.rows_read == 3
    assert "no_header" in codes(table)


def test_blank_columns_are_dropped():
    table = read("Regio;;Omzet", "Noord;;5", "Zuid;;7")

    assert [column.letter for column in table.columns] == ["A", "C"]


def test_rows_of_another_length_are_named():
    table = read("id;name;age", "1101;John", "1102;Julie;26;Potatoes", "1103;Jan;30")
    (issue,) = [issue for issue in table.issues if issue.code == "ragged_rows"]

    assert issue.cells == ("A2", "A3")


def test_a_row_of_text_far_below_is_no_header():
    rows = [f"K{n};Bedrijf {n};Straat {n};{1000 + n}" for n in range(30)]
    rows[24] = "K24;Bedrijf;Straat;S-844"
    table = read("code;naam;adres;postcode", *rows)

    assert table.header_rows == (1,)
    assert table.receipt.rows_read == 30


def test_a_header_whose_other_cells_stand_a_row_higher_is_joined():
    table = read(";;Noord;Zuid", "Nr;Groep;;", "1;a;5;6", "2;b;7;8", "3;c;9;10")

    assert names(table) == ["Nr", "Groep", "Noord", "Zuid"]
    assert table.receipt.rows_read == 3


def test_every_subtotal_is_left_out_and_not_only_the_first():
    table = read(
        "Klantnr;Omzet;Aantal",
        *("00072;10,00;1", "00214;20,00;2", "Subtotaal Noord;30,00;3"),
        *("00893;5,00;4", "00447;6,00;5", "Subtotaal Zuid;11,00;9"),
    )

    assert skipped(table) == [(4, "subtotal"), (7, "subtotal")]
    assert [check.sum for check in table.receipt.sums] == [41, 12]


@pytest.mark.parametrize(("total", "agrees"), [("4,410", True), ("4,411", False)])
def test_a_total_that_reads_two_ways_is_held_against_both(total, agrees):
    table = read("Regio;Aantal", "Noord;474", "Zuid;936", "Oost;3000", f"Totaal;{total}")

    assert table.receipt.sums[0].sum == 4410
    assert table.receipt.sums[0].matches is agrees


def test_a_row_called_a_total_that_is_no_sum_is_counted_and_told():
    table = read("Product;Omzet", "Totaal Onderhoud;10,50", "Band;20,50", "Licht Totaal;99,50", "Slot;5,00")
    (issue,) = [issue for issue in table.issues if issue.code == "total_kept"]

    assert table.receipt.sums[0].sum == 135.5
    assert issue.fields["rows"] == "2, 4"


@pytest.mark.parametrize("odd", ["-", "n.v.t.", "€ -", "5k", "€ 1,2 mln", "12,50 -/-", "5,50 D"])
def test_an_odd_amount_in_the_first_row_of_data_makes_no_header_of_it(odd):
    table = read("Klant;Omzet", f"a;{odd}", *(f"k{n};{n},50" for n in range(2, 12)))

    assert table.header_rows == (1,)
    assert names(table) == ["Klant", "Omzet"]
    assert table.receipt.rows_read == 11
    assert table.receipt.sums[0].sum == 70 + {"12,50 -/-": -12.5, "5k": 5000, "€ 1,2 mln": 1_200_000}.get(odd, 0)


def test_a_description_that_says_the_same_twice_is_no_header():
    table = read("aantal;als tekst;opmerking", "bla;bla;let op", *(f"{n};{n};x" for n in range(5)))

    assert table.header_rows == (1,)
    assert table.columns[0].unread == ("A2",)


def test_a_label_in_a_column_of_dates_is_that_of_a_total():
    table = read("Datum;Regio;Omzet", *DATA, "Totaal 2026;;21")

    assert table.columns[0].type == "date"
    assert skipped(table) == [(5, "total")]
    assert table.receipt.sums[0].matches is True


@pytest.mark.parametrize("label", ["Maximum", "Gem.", "Mediaan:"])
def test_a_summary_that_is_no_sum_is_left_out_too(label):
    table = read("Klant;Omzet", "a;5", "b;9", f"{label};9")

    assert skipped(table) == [(4, "subtotal")]
    assert table.receipt.sums[0].sum == 14


def test_a_last_row_of_nothing_but_dashes_is_a_row_without_values():
    table = read("Klant;Datum;Omzet", "a;13-01-2026;5", "b;14-01-2026;6", "-;-;-")

    assert table.receipt.rows_read == 3
    assert table.receipt.sums[0].sum == 11
    assert "missing_markers" in codes(table)


def test_dates_that_prove_both_orders_are_told():
    table = read("Datum;n", "13-01-2026;1", "01-14-2026;2", "15-01-2026;3")

    assert [str(day.date()) for day in table.frame["Datum"]] == ["2026-01-13", "2026-01-14", "2026-01-15"]
    assert "mixed_date_order" in codes(table)


def test_an_order_proven_by_a_neighbour_is_said():
    table = read("Begin;Eind", "03-04-2026;13-04-2026", "05-04-2026;14-04-2026")

    assert [str(day.date()) for day in table.frame["Begin"]] == ["2026-04-03", "2026-04-05"]
    assert "convention_from_neighbour" in codes(table)


def test_a_date_outside_living_memory_is_named():
    table = read("Datum;n", "01-01-0001;1", *(f"{day}-01-2026;2" for day in range(13, 20)))

    assert table.columns[0].unread == ("A2",)
