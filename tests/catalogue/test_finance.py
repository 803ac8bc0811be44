"""Figures of finance from plain statements, in both languages, and what must hold between them on any books."""

from datetime import date
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.catalogue import CATALOGUE, find
from kpi_core.compute import compute
from kpi_core.dataset import prepare
from kpi_core.mapping import propose
from kpi_core.periods import Grain, parse_period
from kpi_core.read import read_file
from tests.catalogue.small import small_dataset

LATER = date(2027, 6, 30)
PROFIT = {
    "nl": """Datum;Grootboekrekening;Bedrag
31-01-2026;8000 Omzet hoog tarief;100.000,00
31-01-2026;8900 Ontvangen subsidie;1.000,00
31-01-2026;7000 Inkoopwaarde van de omzet;60.000,00
31-01-2026;4000 Loonkosten;14.000,00
31-01-2026;4100 Huur bedrijfspand;5.000,00
31-01-2026;4400 Reclame en advertenties;2.000,00
31-01-2026;4450 Representatiekosten;1.000,00
31-01-2026;4700 Afschrijving inventaris;3.000,00
31-01-2026;4800 Rente lening;500,00
31-01-2026;9800 Vennootschapsbelasting;1.500,00
""",
    "en": """Date,Account,Amount
2026-01-31,Sales,100000.00
2026-01-31,Other operating income,1000.00
2026-01-31,Cost of goods sold,-60000.00
2026-01-31,Wages and salaries,-14000.00
2026-01-31,Rent,-5000.00
2026-01-31,Advertising costs,-2000.00
2026-01-31,Sales commission,-1000.00
2026-01-31,Depreciation of equipment,-3000.00
2026-01-31,Interest expense,-500.00
2026-01-31,Corporation tax,-1500.00
""",
}
BALANCE = {
    "nl": """Datum;Rekening;Saldo
31-12-2025;0100 Inventaris;40.000,00
31-12-2025;1100 Rabobank;20.000,00
31-12-2025;1300 Debiteuren;30.000,00
31-12-2025;0500 Eigen vermogen;50.000,00
31-12-2025;1600 Crediteuren;40.000,00
31-01-2026;0100 Inventaris;42.000,00
31-01-2026;1100 Rabobank;12.000,00
31-01-2026;1300 Debiteuren;34.000,00
31-01-2026;1520 Te vorderen btw;2.000,00
31-01-2026;3000 Voorraad;20.000,00
31-01-2026;0500 Eigen vermogen;44.000,00
31-01-2026;0700 Lening ABN;26.000,00
31-01-2026;1600 Crediteuren;25.000,00
31-01-2026;1500 Af te dragen btw;15.000,00
""",
    "en": """Date,Account,Balance
2025-12-31,Equipment,40000.00
2025-12-31,Cash and cash equivalents,20000.00
2025-12-31,Accounts receivable,30000.00
2025-12-31,Retained earnings,-50000.00
2025-12-31,Accounts payable,-40000.00
2026-01-31,Equipment,42000.00
2026-01-31,Cash and cash equivalents,12000.00
2026-01-31,Accounts receivable,34000.00
2026-01-31,Prepaid insurance,2000.00
2026-01-31,Inventory,20000.00
2026-01-31,Retained earnings,-44000.00
2026-01-31,Long-term debt,-26000.00
2026-01-31,Accounts payable,-25000.00
2026-01-31,Wages payable,-15000.00
""",
}
FIGURES = {
    "gross_margin": 0.4,
    "operating_cost_ratio": 0.25,
    "ebitda_margin": 0.19,  # 100000 + 1000 - 60000 - 22000
    "net_profit_margin": 0.14,
    "current_ratio": 1.7,  # 68000 / 40000
    "quick_ratio": 1.2,
    "solvency_ratio": 0.4,  # 44000 / 110000
    "return_on_assets": 0.14,  # 14000 over the mean of 90000 and 110000
    "return_on_equity": 14 / 47,
}


def figures(kpis, dataset, period="2026-01"):
    found = parse_period(period)
    results = compute(
        [CATALOGUE[kpi] for kpi in kpis], dataset, found.grain, start=found.start, end=found.end, today=LATER
    )
    return dict(zip(results.frame["kpi"], results.frame["value"], strict=True))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_plain_statements_give_the_figures_of_finance(lang):
    files = [read_file(f"{name}.csv", text[lang].encode()) for name, text in (("wv", PROFIT), ("balans", BALANCE))]
    parts = [(table, propose(table)) for file in files for table in file.tables]

    assert [mapping.kind for _, mapping in parts] == ["pnl", "balance"]
    assert not [issue.code for _, mapping in parts for issue in mapping.issues if issue.level != "info"]
    assert figures(FIGURES, prepare(parts)) == pytest.approx(FIGURES)


@pytest.mark.parametrize(("text", "lang"), [("winstmarge", "nl"), ("profit margin", "en")])
def test_a_profit_margin_is_both_the_one_on_sales_and_the_one_after_all_costs(text, lang):
    assert {kpi.id for kpi in find(text, lang)[:3]} >= {"sales_profit_margin", "net_profit_margin"}


AMOUNTS = st.integers(min_value=0, max_value=10**9).map(lambda cents: cents / 100)
COSTS = ("cogs", "personnel", "sales_cost", "marketing_cost", "other_opex", "depreciation", "interest", "tax")
ASSETS = ("cash", "receivables", "inventory", "other_current_assets", "fixed_assets")
DEBTS = ("payables", "other_current_liabilities", "long_term_liabilities", "provisions")


def books(kind, categories):
    rows = st.lists(st.tuples(st.sampled_from(["2026-01-05", "2026-01-31"]), st.sampled_from(categories), AMOUNTS))
    return rows.map(lambda found: {kind: [["date", "account_category", "amount"], *map(list, found)]})


@settings(max_examples=15, deadline=None)
@given(rest=books("balance", (*ASSETS, *DEBTS)))
def test_the_quick_ratio_is_never_above_the_current_ratio(rest):
    rest["balance"].append(["2026-01-31", "payables", 1.0])
    found = figures(["quick_ratio", "current_ratio"], small_dataset(rest))

    assert found["quick_ratio"] <= found["current_ratio"]


@settings(max_examples=15, deadline=None)
@given(rest=books("pnl", ("revenue", "other_income", *COSTS)))
def test_the_margins_are_steps_of_one_profit_and_loss_account(rest):
    rows = [*rest["pnl"][1:], ["2026-01-31", "revenue", 1.0]]
    total = {name: sum(amount for _, category, amount in rows if category == name) for name in ("revenue", *COSTS)}
    other = sum(amount for _, category, amount in rows if category == "other_income")
    found = figures(
        ["gross_margin", "operating_cost_ratio", "ebitda_margin", "net_profit_margin"],
        small_dataset({"pnl": [rest["pnl"][0], *rows]}),
    )
    step = found["gross_margin"] - found["operating_cost_ratio"]

    assert found["ebitda_margin"] == pytest.approx(step + (total["depreciation"] + other) / total["revenue"])
    assert found["net_profit_margin"] == pytest.approx(
        step - (total["interest"] + total["tax"] - other) / total["revenue"]
    )


def test_a_debt_that_is_gone_leaves_no_ratio_and_growing_cash_no_runway():
    rows = [["2025-10-31", "cash", 5.0], ["2026-01-31", "cash", 9.0]]
    found = figures(
        ["current_ratio", "cash_runway"], small_dataset({"balance": [["date", "account_category", "amount"], *rows]})
    )

    assert all(isnan(value) for value in found.values())


@pytest.mark.parametrize(
    ("kpi", "benchmarked"), [("current_ratio", "1,2"), ("solvency_ratio", "25%"), ("days_sales_outstanding", "30")]
)
def test_a_benchmark_stands_only_where_there_is_one(kpi, benchmarked):
    assert benchmarked in CATALOGUE[kpi].benchmark.text["nl"]


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER, Grain.YEAR])
def test_turnover_of_receivables_is_per_year_whatever_the_period(grain):
    rows = [[f"{year}-{month:02}-01", "revenue", 1000.0] for year in (2024, 2025, 2026) for month in range(1, 13)]
    days = [["2023-12-31", "receivables", 3000.0], ["2026-12-31", "receivables", 3000.0]]
    data = small_dataset(
        {kind: [["date", "account_category", "amount"], *rest] for kind, rest in (("pnl", rows), ("balance", days))}
    )
    frame = compute(
        [CATALOGUE["receivables_turnover"]], data, grain, start=date(2025, 1, 1), end=date(2025, 12, 31), today=LATER
    ).frame

    assert frame["value"].mean() == pytest.approx(4, rel=0.01)
