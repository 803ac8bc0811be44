"""The rows behind a number as people read them: every sort of cell, in both languages."""

import pandas as pd
import pytest

from kpi_core.periods import parse_period
from kpi_core.work import traced as subject

NB = "\u00a0"
ROWS = pd.DataFrame(
    {
        "kind": ["invoices", "timesheets"],
        "file": ["a.xlsx", "b.csv"],
        "sheet": ["Facturen", "b"],
        "row": [5, 12],
        "cell": ["F5", ""],
        "invoice_date": [pd.Timestamp("2026-06-05"), None],
        "gross_amount": [1234.5, None],
        "discount": [0.125, None],
        "hours": [None, 7.5],
        "billable": [None, True],
        "region": ["Zuid", None],
        "_source": [0, 1],
    }
)


@pytest.fixture
def behind(monkeypatch):
    """The rows as the engine gives them for a KPI over two tables."""
    monkeypatch.setattr(subject, "rows_behind", lambda *_, **__: ROWS)


@pytest.mark.usefixtures("behind")
@pytest.mark.parametrize(
    ("lang", "table"),
    [
        (
            "nl",
            {
                "Rij": ["5", "12"],
                "Cel": ["F5", ""],
                "Gaat over": ["Facturen", "Urenregistratie"],
                "Factuurdatum": ["05-06-2026", ""],
                "Bedrag incl. btw": [f"€{NB}1.234,50", ""],
                "Korting": ["12,5%", ""],
                "Uren": ["", "7,50"],
                "Declarabel": ["", "ja"],
                "Regio": ["Zuid", ""],
            },
        ),
        (
            "en",
            {
                "Row": ["5", "12"],
                "Cell": ["F5", ""],
                "About": ["Invoices", "Timesheets"],
                "Invoice date": ["5 Jun 2026", ""],
                "Amount incl. VAT": [f"€{NB}1,234.50", ""],
                "Discount": ["12.5%", ""],
                "Hours": ["", "7.50"],
                "Billable": ["", "yes"],
                "Region": ["Zuid", ""],
            },
        ),
    ],
)
def test_every_sort_of_cell_is_written_as_people_write_it(lang, table):
    count, found = subject.traced(None, "", "average_days_to_pay", parse_period("2026-06"), lang=lang)

    assert count == 2
    assert {name: found.get(name) for name in table} == table
    assert not [name for name in found if name.startswith("_")]
