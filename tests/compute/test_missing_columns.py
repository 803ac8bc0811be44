"""Columns and tables that are not there: no value and which ones are missing, or the figure without what may be absent."""

from datetime import date
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_core.compute import compute
from kpi_core.periods import Grain
from tests.compute import oracle
from tests.compute.beside import KINDS, MODEST, named, place_of, same
from tests.compute.made_up import ROWS, dataset_of, made_up, tables_of

NET_OF_REFUNDS = (
    *("revenue", "revenue_growth", "market_share", "sales_profit_margin", "revenue_per_sales_rep"),
    *("customer_lifetime_value", "ltv_cac_ratio"),
)
MAY_BE_ABSENT = {
    **{name: {("sales", "refund_amount")} for name in NET_OF_REFUNDS},
    "revenue_per_employee:sales": {("sales", "refund_amount"), ("employees", "fte")},
    "demos_scheduled": {("activities", "activity_status")},
    "employee_engagement_score": {("surveys", "scale_min")},
    "absenteeism_rate": {
        *(("absences", role) for role in ("absence_pct", "absence_type", "fte")),
        *(("employees", role) for role in ("contract_type", "fte")),
    },
    "employee_turnover_rate": {("employees", "contract_type")},
    "internal_mobility_rate": {("employees", "contract_type")},
    "temporary_staff_share": {("employees", "fte")},
    "revenue_per_employee": {("employees", "fte")},
    "labour_productivity": {("production", "units_scrapped")},
    "energy_per_unit": {("production", "units_scrapped")},
}
"""What counts as nothing, or does not restrict, where a file does not have it; all else is needed."""
FIRST_QUARTER = date(2024, 10, 1)
TIED = {"fte", "scale_max", "scale_min", "emails_delivered", "engagements"}
"""Columns that follow from others when they are not there: their own tests look at those."""


def without(tables, chance):
    """Return the tables with some columns gone, those columns, and a table that is gone altogether."""
    found, gone = {}, set()
    for kind, rows in tables.items():
        loose = sorted(ROWS[kind].keys() - TIED - {oracle.DATES[kind]})
        out = set(chance.sample(loose, len(loose) // 4))
        gone |= {(kind, role) for role in out}
        found[kind] = [{role: cell for role, cell in row.items() if role not in out} for row in rows]
    lost = chance.choice(sorted(found))
    del found[lost]
    return found, gone, lost


WINDOWS = [
    *(
        (start, oracle.span_of(start, "quarter")[1], "quarter")
        for n in range(7)
        for start in [oracle.later(FIRST_QUARTER, 3 * n)]
    ),
    (date(2024, 11, 1), date(2026, 4, 30), "span"),
]


@cache
def whole(family):
    """Return tables so long that every sort of row occurs in every period."""
    return oracle.World({kind: made_up(kind, 600, place) for place, kind in enumerate(KINDS[family])})


@cache
def needs(name, family):
    """Return the columns an answer looks at, in whatever period, and cannot do without."""
    world, reckon = whole(family), oracle.FAMILIES[family][name]
    world.asked.clear()
    for start, end, grain in WINDOWS:
        reckon(oracle.At(world, start, end, grain))
    plain = name.partition(":")[0]
    return world.asked - MAY_BE_ABSENT.get(name, MAY_BE_ABSENT.get(plain, set()))


@pytest.mark.parametrize("family", KINDS)
def test_without_a_column_a_kpi_says_which_or_does_without(family):
    @MODEST
    @given(tables_of(KINDS[family], st.integers(60, 90)), st.integers(0, 2**32))
    def hold(tables, seed):
        kept, gone, lost = without(tables, Random(seed))
        results = compute(
            [named(name) for name in oracle.FAMILIES[family]],
            dataset_of(kept),
            Grain.QUARTER,
            params=oracle.PARAMS,
            today=oracle.TODAY,
        )
        refused = {
            issue.fields["kpi"]: issue.fields["columns"].split(", ")
            for issue in results.issues
            if issue.code == "column_missing"
        }
        there = oracle.World(kept | {lost: []})
        for name in oracle.FAMILIES[family]:
            needed = needs(name, family)
            missing = {f"{kind}.{role}" for kind, role in needed if kind == lost or (kind, role) in gone}
            assert set(refused.get(name, ())) == missing, name
        for row in results.frame.itertuples():
            answer, rows = there.answer(oracle.FAMILIES[family][row.kpi], place_of(row, there, "quarter"))
            assert same(row.value, answer) or (row.kpi == "website_users" and rows != 1), row
            assert row.kpi not in refused

    hold()


@pytest.mark.parametrize(
    ("kind", "end", "name"),
    [
        ("subscriptions", "end_date", "customer_churn_rate"),
        ("subscriptions", "end_date", "mrr"),
        ("employees", "termination_date", "temporary_staff_share"),
    ],
)
def test_a_list_without_last_days_does_not_pass_for_one_that_nobody_left(kind, end, name):
    rows = [{role: cell for role, cell in row.items() if role != end} for row in made_up(kind, 60, 1)]

    results = compute([named(name)], dataset_of({kind: rows}), Grain.QUARTER, today=oracle.TODAY)

    assert results.frame.empty
    assert [(issue.code, issue.fields["columns"]) for issue in results.issues] == [("column_missing", f"{kind}.{end}")]
