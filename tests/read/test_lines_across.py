"""Items of profit and loss side by side become lines: one per period and item, with the results as proof."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.dataset import prepare
from kpi_core.mapping import propose
from kpi_core.periods import Grain
from kpi_core.read import read_file
from kpi_core.sentences import tell_issue
from kpi_core.texts import LANGS


def read(text):
    (table,) = read_file("export.csv", text.encode()).tables
    return table


def codes(table):
    return [issue.code for issue in table.issues]


def lines(table):
    return [tuple(row) for row in table.frame[["Rekening", "Bedrag"]].itertuples(index=False)]


MONTHS = "Maand;Omzet;Inkoop;Resultaat\n2025-01;1.000,00;600,00;400,00\n2025-02;2.000,00;900,00;1.100,00\n"


def test_a_row_per_period_becomes_a_row_per_item_and_the_result_is_no_item():
    table = read(MONTHS)

    assert lines(table) == [("Omzet", 1000.0), ("Inkoop", 600.0), ("Omzet", 2000.0), ("Inkoop", 900.0)]
    assert list(table.frame.index) == [2, 2, 3, 3]
    assert codes(table) == ["lines_across"]


def test_the_figures_are_those_of_the_lines():
    table = read(MONTHS)
    mapping = propose(table)
    data = prepare([(table, mapping)])
    results = compute([CATALOGUE["gross_margin"]], data, Grain.MONTH, today=date(2025, 3, 10))

    assert (mapping.kind, mapping.questions) == ("pnl", ())
    assert results.frame["value"].tolist() == pytest.approx([0.4, 1100 / 2000])
    assert data.columns[0]["amount"] == ("Bedrag", "")


@pytest.mark.parametrize(
    ("header", "row", "items", "apart"),
    [
        (
            "Month,Revenue,Cost of sales,Gross margin %,Result,Number of orders",
            "2025-01,1000.00,600.00,40%,400.00,12",
            [("Revenue", 1000.0), ("Cost of sales", 600.0)],
            "Gross margin %, Number of orders",
        ),
        (
            "Afdeling;Periode;Omzet;Personeelskosten;Verschil vorig jaar;FTE",
            "Noord;2025-01;1000,00;700,00;80,00;3",
            [("Omzet", 1000.0), ("Personeelskosten", 700.0)],
            "Verschil vorig jaar, FTE",
        ),
    ],
)
def test_percentages_counts_and_differences_never_become_amounts(header, row, items, apart):
    table = read(f"{header}\n{row}\n{row.replace('2025-01', '2025-02')}\n")
    (told,) = [issue for issue in table.issues if issue.code == "lines_apart"]

    assert lines(table) == items * 2
    assert told.fields["columns"] == apart
    assert len({tell_issue(told, lang) for lang in LANGS}) == len(LANGS)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Maand;Omzet;Inkoop;Resultaat\n2025-01;1000;600;400\n2025-02;2000;900;700\n", ("D3",)),
        ("Maand;Omzet;Inkoop\n2025-01;1000;600\n2025-02;2000;900\nTotaal;3000;1400\n", ("C4",)),
        ("Maand;Omzet;Inkoop;Marge;Personeelskosten;Resultaat\n2025-01;1000;600;400;100;300\n2025-02;9;3;6;1;5\n", ()),
        ("Maand;Omzet;Inkoop;Resultaat\n2025-01;1000;-600;400\n2025-02;2000;-900;1100\n", ()),
    ],
    ids=["an item is missing", "a total that is none", "a margin halfway", "costs with a minus"],
)
def test_a_result_that_the_items_do_not_give_is_told_with_its_cells(text, cells):
    table = read(text)

    assert tuple(cell for issue in table.issues if issue.code == "lines_differ" for cell in issue.cells) == cells
    assert "lines_across" in codes(table)


@pytest.mark.parametrize(
    "text",
    [
        "Maand;Omzet;Kosten\n2025-01;1000;600\n2025-02;2000;900\n",
        "Maand;Omzet;Marketing\n2025-01;1000;600\n2025-02;2000;900\n",
        "Maand;Omzet;Inkoop;Begroting\n2025-01;1000;600;1\n2025-02;2000;900;1\n",
        "Maand;Omzet 2024;Omzet 2025;Inkoop\n1;1000;600;1\n2;2000;900;1\n",
        "Maand;Omzet;Inkoop\n2025-01;1000;600\n2025-01;2000;900\n",
        "Maand;Product;Omzet;Inkoop\n2025-01;A;1000;600\n2025-01;B;2000;900\n",
        "Maand;Omzet;Bezoekers\n2025-01;1000;600\n2025-02;2000;900\n",
    ],
    ids=[
        "costs of any kind",
        "perhaps a campaign",
        "a budget",
        "two years",
        "a period twice",
        "a column of words",
        "no costs",
    ],
)
def test_what_is_not_certain_stays_as_it_is(text):
    assert "lines_across" not in codes(read(text))


@pytest.mark.parametrize(
    ("grain", "known"), [(Grain.DAY, 0), (Grain.WEEK, 0), (Grain.MONTH, 6), (Grain.QUARTER, 2)], ids=str
)
def test_a_month_on_its_first_day_says_nothing_of_its_weeks(grain, known):
    """A row stands for the whole month: its first week would hold all of it, and the others nothing."""
    months = "\n".join(f"2025-0{month};{month}00,00" for month in range(1, 7))
    table = read(f"Maand;Omzet excl. btw\n{months}")
    results = compute([CATALOGUE["revenue"]], prepare([(table, propose(table))]), grain, today=date(2025, 7, 10))
    values = results.frame["value"].dropna()

    assert len(values) == known
    assert values.sum() == (2100 if known else 0)
    assert ("finer_than_data" in {issue.code for issue in results.issues}) == (not known)
