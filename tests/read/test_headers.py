"""Headers of several rows, below preambles, with units and scales; and what is no table at all."""

from __future__ import annotations

import pytest

from kpi_core.errors import UnreadableFile
from kpi_core.model import Sheet
from kpi_core.read import read_file
from kpi_core.read.scale import factor_in
from kpi_core.read.table import read_tables


def table_of(*rows, merged=(), answers=()):
    width = max(map(len, rows))
    cells = tuple((*row, *[None] * (width - len(row))) for row in rows)
    (table,) = read_tables(Sheet("Blad1", cells, merged=tuple(merged)), dict(answers))
    return table


def names(table):
    return [column.name for column in table.columns]


DATA = (("Noord", 10, 4.5), ("Zuid", 20, 5.5))


@pytest.mark.parametrize(
    ("rows", "merged", "expected", "header"),
    [
        pytest.param([("Regio", "Omzet\n excl. btw", "Marge"), *DATA], (), "Omzet excl. btw", (1,), id="a line break"),
        pytest.param(
            [("Regio", "Winkel", None), (None, "Omzet", "Marge"), *DATA],
            [(1, 1, 1, 2)],
            "Winkel Omzet",
            (1, 2),
            id="a group over two columns",
        ),
        pytest.param(
            [(None, "Plan", None), (None, "Winkel", None), ("Regio", "Omzet", "Marge"), *DATA],
            [(1, 1, 1, 2), (2, 1, 2, 2)],
            "Plan Winkel Omzet",
            (1, 2, 3),
            id="three rows with merged groups",
        ),
        pytest.param(
            [("Regio", "Omzet", "Marge"), ("(naam)", "(EUR)", "(%)"), *DATA],
            (),
            "Omzet (EUR)",
            (1, 2),
            id="units in brackets",
        ),
        pytest.param(
            [("Regio", "Omzet", "Marge"), ("Region", "Revenue", "Margin"), *DATA],
            (),
            "Omzet Revenue",
            (1, 2),
            id="two languages",
        ),
        pytest.param(
            [("# ----",), ("# Verkoop",), ("# Start date: 20260701",), ("# ----",), ("Regio", "Omzet", "Marge"), *DATA],
            (),
            "Omzet",
            (5,),
            id="a preamble of comments",
        ),
        pytest.param(
            [("Fietshuis BV",), (), ("Periode:", "2026"), (), ("Regio", "Omzet", "Marge"), *DATA],
            (),
            "Omzet",
            (5,),
            id="a letterhead",
        ),
    ],
)
def test_the_header_is_all_of_its_rows_and_nothing_else(rows, merged, expected, header):
    table = table_of(*rows, merged=merged)

    assert names(table)[1] == expected
    assert table.header_rows == header
    assert (table.receipt.rows_read, table.receipt.sums[0].sum) == (2, 30)


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        *(("Omzet (x 1.000)", 1000), ("Omzet x € 1.000", 1000), ("Omzet × 1000", 1000), ("Omzet in duizenden", 1000)),
        *(("Revenue (in thousands)", 1000), ("Omzet k€", 1000), ("Umsatz TEUR", 1000), ("Omzet in mln", 1_000_000)),
        *(("Omzet (x € 1.000.000)", 1_000_000), ("Revenue in millions", 1_000_000), ("Omzet", 1), ("Aantal x 10", 1)),
        *(("Bestellingen van 1.000 stuks", 1), ("Prijs per 1.000", 1), ("Max 1000", 1)),
    ],
)
def test_a_scale_is_known_by_how_it_is_written(text, factor):
    assert factor_in(text) == factor


SCALED = (("Regio", "Omzet (x € 1.000)", "Marge"), *DATA, ("Totaal", 30, 10))


@pytest.mark.parametrize(("answer", "total"), [("multiply", 30_000), ("as_written", 30)])
def test_a_scale_in_a_header_is_asked_with_both_sums(answer, total):
    (question,) = table_of(*SCALED).receipt.questions
    table = table_of(*SCALED, answers={question.id: answer})

    assert {reading.choice: reading.effect for reading in question.readings} == {"multiply": 30_000, "as_written": 30}
    assert (table.receipt.sums[0].sum, table.receipt.sums[0].matches) == (total, True)
    assert table.frame.iloc[:, 1].sum() == total
    assert table.receipt.questions == ()


def test_a_scale_in_a_title_is_told():
    table = table_of(("Omzet per regio (bedragen x € 1.000)",), (), ("Regio", "Omzet", "Marge"), *DATA)
    (issue,) = [issue for issue in table.issues if issue.code == "scale_in_title"]

    assert issue.fields["factor"] == 1000
    assert table.receipt.sums[0].sum == 30


def test_a_form_is_no_table():
    with pytest.raises(UnreadableFile) as refused:
        read_file("f.csv", b";Medewerker;\n;;\n;Achternaam:;Jansen\n;Voornaam:;Piet\n;BSN:;geheim\n")

    assert refused.value.code == "not_a_table"


def test_sentences_are_told_to_be_no_figures():
    sentence = "Deze kolom beschrijft in een hele zin wat er in de andere kolom bedoeld wordt, en telt niets."
    table = table_of(("Begrip", "Uitleg"), *((f"begrip {letter}", sentence) for letter in "abcd"))

    assert "prose" in {issue.code for issue in table.issues}


@pytest.mark.parametrize("width", [2, 4])
def test_rows_of_single_letters_have_no_header(width):
    table = table_of(*(tuple("abcd"[:width]) for _ in range(3)))

    assert (table.header_rows, table.receipt.rows_read) == ((), 3)


def test_a_header_that_comes_back_with_fewer_columns_is_no_data():
    header = ("Artikel", "Prijs", "Aantal", "Omzet")
    table = table_of(header, ("bel", 5, 1, 5), ("Artikel", None, "Aantal", "Omzet"), ("slot", 6, 1, 6))

    assert [entry.reason for entry in table.receipt.skipped] == ["repeated_header"]
    assert table.receipt.rows_read == 2
