"""Statements with plain account names: what each account is, which of them nobody knows, and which way their amounts run."""

from dataclasses import replace

import pandas as pd
import pytest

from kpi_core.dataset.prepare import by_role
from kpi_core.mapping import propose, with_role
from kpi_core.sentences import tell_issue
from tests.mapping.build import table

PROFIT = {
    "revenue": ["8000 Omzet hoog tarief", "Netto-omzet", "Verkoop goederen", "Sales", "Revenue from services", "8010"],
    "other_income": ["Overige bedrijfsopbrengsten", "Rentebaten", "Ontvangen subsidie", "Interest income"],
    "cogs": ["7000 Inkoopwaarde van de omzet", "Kosten van de omzet", "Cost of goods sold", "Purchases", "7100"],
    "personnel": [
        "4000 Loonkosten",
        "Sociale lasten",
        "Brutolonen",
        "Salaries and wages",
        "Payroll tax",
        "Staff training",
    ],
    "sales_cost": ["Verkoopkosten", "4450 Representatiekosten", "Selling expenses", "Sales commission"],
    "marketing_cost": ["Reclame en advertenties", "Marketing", "Advertising costs"],
    "other_opex": [
        "4100 Huur bedrijfspand",
        "Kantoorkosten",
        "Accountant",
        "Rent",
        "Office supplies",
        "Salesforce",
        "4990",
    ],
    "depreciation": ["Afschrijvingskosten inventaris", "Depreciation of equipment"],
    "interest": ["4800 Rente lening", "Financiële lasten", "Interest expense"],
    "tax": ["Vennootschapsbelasting", "Belastingen over het resultaat", "Corporation tax", "Income tax expense"],
}
BALANCE = {
    "cash": ["1100 Rabobank", "Kas", "Liquide middelen", "Cash and cash equivalents", "Petty cash"],
    "receivables": ["1300 Debiteuren", "Handelsvorderingen", "Accounts receivable"],
    "inventory": ["3000 Voorraad goederen", "Onderhanden werk", "Inventories"],
    "other_current_assets": ["1520 Te vorderen btw", "Vooruitbetaalde kosten", "Prepaid insurance", "Accrued income"],
    "fixed_assets": ["0100 Inventaris", "Bedrijfsauto's", "Equipment", "Property, plant and equipment"],
    "payables": ["1600 Crediteuren", "Accounts payable"],
    "other_current_liabilities": [
        "1500 Af te dragen btw",
        "Nog te ontvangen facturen",
        "Wages payable",
        "Short-term loan",
    ],
    "long_term_liabilities": ["0700 Lening ABN", "Hypotheek", "Long-term debt", "Mortgage"],
    "provisions": ["Voorziening groot onderhoud", "Provisions"],
    "equity": ["0500 Eigen vermogen", "Winstreserve", "Share capital", "Common stock", "Retained earnings"],
}
CODES = {
    "WOmzNopOlh": "revenue",
    "WKprInk": "cogs",
    "WPerLes": "personnel",
    "WBedVkk": "sales_cost",
    "WAfsAmv": "depreciation",
}
UNKNOWN = ("Vraagposten", "Suspense", "Brutowinst", "Totaal", "1500 Omzetbelasting")


def each(categories):
    return [(name, category) for category, names in categories.items() for name in names]


def statement(accounts, amounts=None, *, kind="pnl", header="Grootboekrekening", days=None, **more):
    """One row per account."""
    cells = {header: accounts, "Bedrag": amounts or [100.0] * len(accounts)}
    cells["Datum"] = days or ["2026-01-31"] * len(accounts)
    found = table({"Datum": "date", header: "text", "Bedrag": "money", **dict.fromkeys(more, "text")}, **cells, **more)
    found = replace(found, frame=found.frame.assign(Datum=found.frame["Datum"].astype("datetime64[us]")))
    return found, propose(found, kind)


def categories(accounts, kind):
    cells, mapping = statement(accounts, kind=kind)
    return by_role(cells, mapping)["account_category"].tolist()


def told(mapping, code):
    return next((issue for issue in mapping.issues if issue.code == code), None)


@pytest.mark.parametrize(
    ("kind", "expected"), [("pnl", each(PROFIT)), ("balance", each(BALANCE))], ids=["pnl", "balance"]
)
def test_a_plain_account_name_is_a_category_in_both_languages(kind, expected):
    names = [name for name, _ in expected]

    assert dict(zip(names, categories(names, kind), strict=True)) == dict(expected)


@pytest.mark.parametrize("header", ["Grootboekrekening", "RGS-code"])
def test_an_rgs_code_says_what_an_account_is(header):
    cells, mapping = statement([*CODES, "Omzet"], header=header)

    assert by_role(cells, mapping)["account_category"].tolist() == [*CODES.values(), "revenue"]


def test_a_number_alone_says_something_only_in_a_scheme_that_names_prove():
    numbers = ["8010", "7000", "4990"]

    assert categories([*numbers, "8000 Omzet"], "pnl")[:3] == ["revenue", "cogs", "other_opex"]
    assert pd.isna(categories([*numbers, "4000 Sales"], "pnl")[:3]).all()
    assert pd.isna(categories(numbers, "pnl")).all()


def test_the_category_of_a_file_goes_before_the_name_of_the_account():
    cells, mapping = statement(["Marketingteam", "Omzet"], Rubriek=["Personeelskosten", "Omzet"])

    assert by_role(cells, mapping)["account_category"].tolist() == ["personnel", "revenue"]


def test_an_item_of_the_other_statement_is_not_that_item_here():
    assert categories(["Belastingen en premies", "Vennootschapsbelasting", "Debiteuren"], "balance") == [
        "other_current_liabilities",
        "other_current_liabilities",
        "receivables",
    ]


@pytest.mark.parametrize("header", ["Grootboekrekening", "Rubriek"])
def test_accounts_nobody_knows_are_told_with_what_they_hold(header):
    cells, mapping = statement(["Omzet", *UNKNOWN, "Suspense"], [500.0, 10.0, 20.5, 1.0, 2.0, 3.0, 4.0], header=header)
    issue = told(mapping, "accounts_unsorted")

    assert by_role(cells, mapping)["account_category"].isna().tolist() == [False, *[True] * 6]
    assert (issue.level, issue.fields["n"], issue.fields["amount"]) == ("warning", 5, 40.5)
    assert issue.fields["accounts"] == ", ".join(UNKNOWN)
    assert "€\N{NO-BREAK SPACE}40,50" in tell_issue(issue, "nl")
    assert "Suspense" in tell_issue(issue, "en")


def test_on_a_balance_the_last_day_is_what_an_unknown_account_holds():
    days = ["2025-12-31", "2026-01-31", "2026-01-31"]
    _, mapping = statement(["Raadsel", "Raadsel", "Bank"], [70.0, 80.0, 5.0], kind="balance", days=days)

    assert told(mapping, "accounts_unsorted").fields["amount"] == 80.0


def test_what_was_sorted_by_name_is_told_per_category():
    issue = told(statement(["8000 Omzet", "4000 Lonen", "4010 Pensioen"])[1], "accounts_sorted")

    assert issue.fields["account_categories"] == {"revenue": "8000 Omzet", "personnel": "4000 Lonen, 4010 Pensioen"}
    assert "personeelskosten (4000 Lonen, 4010 Pensioen)" in tell_issue(issue, "nl")
    assert "staff costs (4000 Lonen, 4010 Pensioen)" in tell_issue(issue, "en")
    assert told(statement(["Omzet", "Inkopen"], header="Rubriek")[1], "accounts_sorted") is None


@pytest.mark.parametrize(
    ("kind", "accounts", "amounts", "expected"),
    [
        ("pnl", ["Omzet", "Inkopen", "Lonen", "Rente"], [900, 400, 200, -10], [900, 400, 200, -10]),
        ("pnl", ["Omzet", "Inkopen", "Lonen", "Rente"], [900, -400, -200, -10], [900, 400, 200, 10]),
        ("pnl", ["Omzet", "Subsidie", "Lonen", "Rente"], [-900, -50, 200, 10], [900, 50, 200, 10]),
        ("pnl", ["Omzet", "Inkopen", "Lonen", "Rente"], [-900, -400, 200, 10], [-900, -400, 200, 10]),
        ("pnl", ["Omzet", "Inkopen", "Lonen", "Rente"], [900, -400, 200, 10], [900, -400, 200, 10]),
        ("balance", ["Bank", "Crediteuren", "Lening", "Eigen vermogen"], [90, -20, -30, -40], [90, 20, 30, 40]),
        ("balance", ["Bank", "Crediteuren", "Lening", "Eigen vermogen"], [40, 20, 30, -10], [40, 20, 30, -10]),
    ],
    ids=[
        "as it is",
        "costs with a minus",
        "credit with a minus",
        "unproven",
        "a refund",
        "debts with a minus",
        "a deficit",
    ],
)
def test_amounts_are_turned_where_the_sums_prove_their_sign(kind, accounts, amounts, expected):
    cells, mapping = statement(accounts, [float(amount) for amount in amounts], kind=kind)

    assert by_role(cells, mapping)["amount"].tolist() == expected
    assert (told(mapping, "signs_turned") is not None) == (amounts != expected)


def test_turned_signs_are_told_by_name():
    _, mapping = statement(["Omzet", "Inkopen", "Lonen"], [900.0, -400.0, -200.0])

    assert "inkoopwaarde; personeelskosten" in tell_issue(told(mapping, "signs_turned"), "nl")
    assert "cost of sales; staff costs" in tell_issue(told(mapping, "signs_turned"), "en")


def test_another_choice_of_column_sorts_anew():
    cells, mapping = statement(["Omzet", "Raadsel"], Soort=["Omzet", "Personeelskosten"])
    changed = with_role(mapping, cells, "Soort", "account_category")

    assert told(mapping, "accounts_unsorted") is not None
    assert told(changed, "accounts_unsorted") is None
    assert by_role(cells, changed)["account_category"].tolist() == ["revenue", "personnel"]


def test_other_tables_hold_no_accounts():
    sales = propose(table({"Orderdatum": "date", "Ordernummer": "id", "Netto bedrag": "money"}))

    assert {issue.code for issue in sales.issues}.isdisjoint({"accounts_sorted", "accounts_unsorted"})


@pytest.mark.parametrize(
    ("accounts", "amounts", "gap"),
    [
        (["Bank", "Crediteuren", "Eigen vermogen"], [90.0, 50.0, 40.0], None),
        (["Bank", "Crediteuren", "Eigen vermogen"], [90.0, 50.0, 38.0], None),
        (["Bank", "Crediteuren", "Eigen vermogen"], [90.0, 50.0, 10.0], 30.0),
        (["Bank", "Crediteuren", "Eigen vermogen"], [90.0, -50.0, -10.0], 30.0),
        (["Bank", "Crediteuren", "Eigen vermogen", "Raadsel"], [90.0, 50.0, 10.0, 30.0], None),
        (["Bank", "Debiteuren", "Crediteuren"], [90.0, 5.0, 40.0], None),
    ],
    ids=["closes", "rounded", "open", "open, credit with a minus", "an unknown account is told already", "only a part"],
)
def test_a_balance_that_does_not_close_is_told(accounts, amounts, gap):
    issue = told(statement(accounts, amounts, kind="balance")[1], "balance_open")

    assert (issue and issue.fields["amount"]) == gap


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        pytest.param([1000.0, -380.0, -290.0], [1000.0, 380.0, 290.0], id="written as the amounts"),
        pytest.param([1000.0, 380.0, 290.0], [1000.0, 380.0, 290.0], id="written the other way"),
        pytest.param([1000.0, None, -290.0], [1000.0, None, 290.0], id="partly empty"),
    ],
)
def test_a_budget_runs_the_same_way_as_the_amounts_beside_it(budget, expected):
    headers = {"Datum": "date", "Rekening": "text", "Bedrag": "money", "Budget": "money"}
    names = ["Omzet", "Inkoop", "Lonen"]
    found = table(headers, Datum=["2026-01-31"] * 3, Rekening=names, Bedrag=[1000.0, -400.0, -300.0], Budget=budget)
    found = replace(found, frame=found.frame.assign(Datum=found.frame["Datum"].astype("datetime64[us]")))

    rows = by_role(found, propose(found, "pnl"))

    assert rows["amount"].tolist() == [1000.0, 400.0, 300.0]
    assert rows["budget_amount"].astype("object").where(rows["budget_amount"].notna(), None).tolist() == expected
