"""Amounts that run on from January, and years that are closed to zero, are told; plain movements are not."""

from dataclasses import replace
from itertools import accumulate

import pytest

from kpi_core.dataset import prepare
from kpi_core.mapping import propose
from kpi_core.read import read_file
from kpi_core.sentences import tell_issue
from kpi_core.texts import LANGS

REVENUE = (100, 110, 90, 120, 130, 100, 80, 70, 120, 130, 140, 150)
COST = (40, 45, 35, 50, 50, 40, 30, 30, 50, 55, 55, 60)
RENT = (10,) * 12
CODES = {"amounts_run_on", "year_closed"}


def statement(*items, header="Bedrag", year=2024):
    """Return a profit and loss account, one row per month and item, as a file."""
    rows = [f"Datum;Rekening;Categorie;{header}"]
    for name, category, amounts in items:
        rows += [f"{year}-{month:02d}-28;{name};{category};{amount}" for month, amount in enumerate(amounts, start=1)]
    return "\n".join(rows).encode()


def told(content, name="resultaat.csv"):
    [table] = read_file(name, content).tables
    mapping = replace(propose(table, "pnl"), questions=())
    return [issue for issue in prepare([(table, mapping)]).issues if issue.code in CODES]


def items(revenue=REVENUE, cost=COST, rent=RENT):
    return ("8000", "Omzet", revenue), ("7000", "Inkoopwaarde", cost), ("4500", "Huisvestingskosten", rent)


def running(amounts):
    return tuple(accumulate(amounts))


def negative(amounts):
    return tuple(-amount for amount in amounts)


def closed(amounts):
    return (*amounts[:-1], amounts[-1] - sum(amounts))


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        pytest.param(statement(*items()), "resultaat.csv", None, id="movements"),
        pytest.param(
            statement(*items(*map(running, (REVENUE, COST, RENT)))),
            "resultaat.csv",
            "amounts_run_on",
            id="running totals",
        ),
        pytest.param(
            statement(*items(running(REVENUE), negative(running(COST)), negative(running(RENT)))),
            "resultaat.csv",
            "amounts_run_on",
            id="running totals with costs below zero",
        ),
        pytest.param(
            statement(*items(*(running(amounts)[:2] for amounts in (REVENUE, COST, RENT)))),
            "resultaat ytd.csv",
            "amounts_run_on",
            id="two months, and the file says so",
        ),
        pytest.param(
            statement(*items(*(running(amounts)[:2] for amounts in (REVENUE, COST, RENT)))),
            "resultaat.csv",
            None,
            id="two months that grow prove nothing",
        ),
        pytest.param(
            statement(*items(tuple(range(100, 112)), tuple(range(40, 52)))),
            "resultaat.csv",
            None,
            id="a business that grows",
        ),
        pytest.param(
            statement(*items(*map(closed, (REVENUE, COST, RENT)))), "resultaat.csv", "year_closed", id="closing entries"
        ),
    ],
)
def test_what_is_no_movement_per_month_is_told(content, name, code):
    issues = told(content, name)

    assert [issue.code for issue in issues] == ([code] if code else [])
    assert all(tell_issue(issue, lang) for issue in issues for lang in LANGS)
