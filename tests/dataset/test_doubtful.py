"""Cells that a figure would take for more than they say are told beside it."""

import pytest

from kpi_core.dataset.prepare import prepare
from kpi_core.mapping import propose
from kpi_core.read import read_file
from kpi_core.sentences import tell_issue
from kpi_core.texts import LANGS

CODES = {"mrr_period_unsaid", "partly_paid", "absence_pct_tiny"}
PLANS = "Klantnummer;Startdatum;Einddatum;{}\nK1;2024-01-01;;1200\nK2;2024-05-01;2025-04-30;50\n"
INVOICES = (
    "Factuurnummer;Factuurdatum;Betaaldatum;Bedrag incl. btw;Openstaand\n"
    "F1;2025-01-05;2025-02-01;1210;0\nF2;2025-02-10;;2420;{}\nF3;2025-03-05;;605;605\n"
)
ABSENCE = (
    "Personeelsnummer;Eerste ziektedag;Hersteldatum;Ziektepercentage\n1;2024-02-01;2024-02-10;100\n2;2024-02-20;;{}\n"
)


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        pytest.param(PLANS.format("Bedrag"), "subscriptions", "mrr_period_unsaid", id="an amount of no stated period"),
        pytest.param(PLANS.format("Bedrag per maand"), "subscriptions", None, id="an amount per month"),
        pytest.param(PLANS.format("MRR"), "subscriptions", None, id="MRR"),
        pytest.param(INVOICES.format("1000"), "invoices", "partly_paid", id="an invoice partly paid"),
        pytest.param(INVOICES.format("2420"), "invoices", None, id="invoices paid or open"),
        pytest.param(ABSENCE.format("0,5"), "absences", "absence_pct_tiny", id="a half beside a hundred"),
        pytest.param(ABSENCE.format("50"), "absences", None, id="fifty beside a hundred"),
    ],
)
def test_what_a_cell_may_not_mean_is_told(content, kind, code):
    [table] = read_file("bestand.csv", content.encode()).tables

    issues = [issue for issue in prepare([(table, propose(table, kind))]).issues if issue.code in CODES]

    assert [issue.code for issue in issues] == ([code] if code else [])
    assert all(tell_issue(issue, lang) for issue in issues for lang in LANGS)
