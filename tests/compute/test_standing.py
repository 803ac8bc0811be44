"""How things stand on a day: balances, registers of what runs, and days of a span inside a period. Answers worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.catalogue.load import columns
from kpi_core.compute import compute
from kpi_core.formula.parse import parse
from kpi_core.periods import parse_period
from kpi_core.sentences import tell_issue
from kpi_core.texts import LANGS
from tests.catalogue.small import small_dataset

TODAY = date(2026, 12, 31)
BALANCE = [
    ["date", "account", "account_category", "amount"],
    ["2025-10-31", "bank", "cash", 90],
    ["2025-12-31", "bank", "cash", 100],
    ["2025-12-31", "debtors", "receivables", 40],
    ["2026-01-31", "bank", "cash", 80],
    ["2026-01-31", "savings", "cash", 5],
    ["2026-02-14", "bank", "cash", 70],
    ["2026-02-28", "bank", "cash", 60],
    ["2026-05-31", "bank", "cash", 10],
]
PEOPLE = [
    ["employee_id", "hire_date", "termination_date", "fte", "contract_type", "department"],
    ["a", "2025-01-01", None, 1, "permanent", "shop"],
    ["b", "2025-03-01", "2026-01-31", 0.5, "permanent", "shop"],
    ["c", "2026-01-15", None, 0.8, "agency", "shop"],
    ["d", "2025-06-01", "2025-12-31", 1, None, "office"],
    ["e", "2026-02-01", None, None, "fixed_term", "office"],
]
PLANS = [
    ["subscription_id", "customer_id", "start_date", "end_date", "mrr", "plan"],
    ["1", "A", "2025-01-01", "2025-12-31", 50, "basic"],
    ["2", "A", "2026-01-01", None, 80, "plus"],
    ["3", "B", "2025-01-01", "2026-01-15", 30, "basic"],
    ["4", "C", "2025-02-01", None, 20, "basic"],
    ["5", "D", "2026-01-10", "2026-01-20", 99, "plus"],
]
ABSENCE = [
    ["employee_id", "absence_start", "absence_end"],
    ["a", "2025-12-28", "2026-01-10"],
    ["b", "2026-01-20", "2026-01-20"],
    ["c", "2026-01-30", None],
    ["d", "2026-02-05", "2026-02-01"],
    ["e", None, "2026-01-05"],
]
HOURS = [["date", "hours", "billable"], ["2026-01-05", 6, True], ["2026-01-06", 2, False], ["2026-01-07", 1, None]]
COMPANY = small_dataset(
    {"balance": BALANCE, "employees": PEOPLE, "subscriptions": PLANS, "absences": ABSENCE, "timesheets": HOURS}
)
C = "subscriptions.customer_id"
LOST = f"minus(opening(active({C})), active({C}))"


def figures(formula, period, *, by=None, where=None, dataset=COMPANY, today=TODAY):
    """Return the results of a formula for one period."""
    kpi = replace(CATALOGUE["revenue"], formula=formula, tree=parse(formula, {}, columns()), variants=(), optional=())
    found = parse_period(period)
    return compute([kpi], dataset, found.grain, start=found.start, end=found.end, by=by, where=where or {}, today=today)


def value(*asked, **more):
    return figures(*asked, **more).frame["value"].tolist()[0]


@pytest.mark.parametrize(
    ("formula", "period", "answer"),
    [
        ("closing(balance.amount)", "2025-12", 140),
        ("closing(balance.amount where account_category = 'cash')", "2026-01", 85),
        ("closing(balance.amount where account_category = 'receivables')", "2026-01", 0),
        ("closing(balance.amount)", "2026-02", 60),
        ("opening(balance.amount)", "2026-02", 85),
        ("average(balance.amount)", "2026-02", 72.5),
        ("closing(balance.amount)", "2026-Q1", 60),
        ("opening(balance.amount)", "2026-Q1", 140),
        ("closing(balance.amount)", "2026-04", 60),
        ("months_ago(closing(balance.amount), 3)", "2026-05", 60),
        ("months_ago(closing(balance.amount), 2)", "2026-02", 140),
        ("prev(closing(balance.amount))", "2026-02", 85),
        ("closing(balance.amount) - opening(balance.amount)", "2026-01", -55),
        ("in_force(employees.employee_id)", "2025-12", 2),
        ("in_force(employees.employee_id)", "2026-01", 2),
        ("in_force(employees.employee_id)", "2026-02", 3),
        ("average(in_force(employees.employee_id))", "2026-01", 2),
        ("in_force(default(employees.fte, 1))", "2026-02", 2.8),
        ("in_force(employees.employee_id where contract_type in ('fixed_term', ''))", "2025-11", 1),
        ("in_force(employees.employee_id where contract_type not in ('agency', ''))", "2026-02", 2),
        ("opening(in_force(employees.employee_id))", "2026-Q1", 2),
        ("months_ago(in_force(subscriptions.mrr), 12)", "2026-01", 80),
        (f"size(active({C}))", "2026-01", 2),
        (f"opening(size(active({C})))", "2026-01", 3),
        (f"size({LOST})", "2025-12", 0),
        ("in_force(subscriptions.mrr)", "2025-12", 100),
        ("distinct(employees.employee_id on termination_date)", "2025-12", 1),
        ("distinct(subscriptions.customer_id on end_date)", "2025-12", 0),
        ("count(subscriptions on end_date)", "2025-12", 1),
        (f"size({LOST})", "2026-01", 1),
        (f"size(both(months_ago(active({C}), 12), active({C})))", "2026-01", 1),
        (f"worth({LOST}, opening(in_force(subscriptions.mrr)))", "2026-01", 30),
        (f"worth(months_ago(active({C}), 12), in_force(subscriptions.mrr))", "2026-01", 80),
        (f"worth(months_ago(active({C}), 12), months_ago(in_force(subscriptions.mrr), 12))", "2026-01", 80),
        ("sum(overlap_days(absences.absence_start, absences.absence_end) on all)", "2026-01", 13),
        ("sum(overlap_days(absences.absence_start, absences.absence_end) on all)", "2025-12", 4),
        ("count(timesheets where billable)", "2026-01", 1),
        ("count(timesheets where not billable)", "2026-01", 2),
        ("sum(timesheets.hours where billable) / days()", "2026-01", 6 / 31),
        ("count(timesheets) * 0 + days()", "2026-01", 31),
        ("in_force(employees.employee_id) * 0 + rolling(days(), 3)", "2026-01", 92),
    ],
)
def test_a_figure_stands_as_worked_out_by_hand(formula, period, answer):
    assert value(formula, period) == pytest.approx(answer)


@pytest.mark.parametrize(
    ("formula", "period"),
    [
        ("closing(balance.amount)", "2025-09"),
        ("opening(balance.amount)", "2025-10"),
        ("closing(balance.amount)", "2026-06"),
        ("months_ago(closing(balance.amount), 6)", "2026-01"),
        ("in_force(employees.employee_id)", "2024-12"),
        ("opening(in_force(employees.employee_id))", "2025-01"),
    ],
)
def test_nothing_is_said_of_days_the_data_does_not_know(formula, period):
    results = figures(formula, period)

    assert results.frame["value"].isna().all()


@pytest.mark.parametrize(
    ("formula", "by", "answers"),
    [
        ("closing(balance.amount)", "account_category", {"cash": 85}),
        ("in_force(employees.employee_id)", "department", {"shop": 2}),
        (f"size({LOST})", "plan", {"basic": 1}),
        # A and C were in force a year ago, B too: the plan they had then decides, whatever they have now.
        (f"worth(months_ago(active({C}), 12), in_force(subscriptions.mrr))", "plan", {"basic": 80}),
    ],
)
def test_a_segment_is_that_of_the_row_or_of_the_key_at_the_start(formula, by, answers):
    frame = figures(formula, "2026-01", by=by).frame.dropna(subset=["segment"])

    assert {row.segment: row.value for row in frame.itertuples() if row.segment} == answers


@pytest.mark.parametrize("formula", [f"size({LOST})", "in_force(subscriptions.mrr)", f"size(active({C}))"])
def test_the_parts_of_what_adds_up_make_the_whole(formula):
    frame = figures(formula, "2026-01", by="plan").frame

    total = frame[frame["segment"].isna()]["value"].item()
    assert frame.dropna(subset=["segment"])["value"].sum() == total


def test_a_filter_looks_at_what_the_key_was_at_the_start():
    assert value(f"size({LOST})", "2026-01", where={"plan": ("plus",)}) == 0
    assert value(f"size({LOST})", "2026-01", where={"plan": ("basic",)}) == 1


QUIET = small_dataset({"employees": PEOPLE[:3], "timesheets": [["date", "hours", "billable"], ["2026-06-30", 1, True]]})
RECENT = small_dataset({"employees": [*PEOPLE[:3], ["9", "2026-06-29", None, *PEOPLE[1][3:]]]})
STAYERS = small_dataset({"subscriptions": [PLANS[0], ["1", "A", "2026-01-01", None, 5, "x"]], "timesheets": HOURS})
FIRST_DAYS = small_dataset({"balance": [BALANCE[0], *[[f"2026-0{n}-01", "bank", "cash", n] for n in (1, 2, 3)]]})
HALF = small_dataset(
    {
        "balance": [
            BALANCE[0],
            *[["2026-01-31", name, "cash", 1] for name in "abc"],
            ["2026-02-28", "a", "cash", 1],
        ]
    }
)
STOCK = [["date", "product", "stock_value"], *[["2026-01-31", name, 10] for name in "abcde"]]
COUNTED = small_dataset({"inventory": [STOCK[0], *[[f"2026-02-0{n}", f"p{n}", 10] for n in range(1, 6)]]})
ONLY_ASSETS = small_dataset({"inventory": [*STOCK, *[["2026-02-28", name, 10] for name in "ab"]]})
NO_ITEMS = small_dataset(
    {"inventory": [["date", "stock_value"], ["2026-01-31", 1], ["2026-01-31", 2], ["2026-01-31", 3], ["2026-02-28", 1]]}
)
SOLD_OUT = small_dataset({"inventory": [*STOCK, *[["2026-02-28", name, 10] for name in "abc"]]})


@pytest.mark.parametrize(
    ("dataset", "formula", "period", "code"),
    [
        pytest.param(QUIET, "in_force(employees.employee_id)", "2026-06", "register_quiet", id="an old list of staff"),
        pytest.param(STAYERS, f"size({LOST}) / opening(size(active({C})))", "2026-01", None, id="nothing to say yet"),
        pytest.param(STAYERS, f"size({LOST})", "2026-02", "none_ended", id="a list in which nobody ever left"),
        pytest.param(FIRST_DAYS, "closing(balance.amount)", "2026-02", "balance_first_days", id="dated on first days"),
        pytest.param(HALF, "closing(balance.amount)", "2026-02", "balance_part", id="half an export"),
        pytest.param(COUNTED, "closing(inventory.stock_value)", "2026-02", "balance_part", id="a day per product"),
        pytest.param(
            ONLY_ASSETS, "closing(inventory.stock_value)", "2026-02", "balance_part", id="a part of the items"
        ),
        pytest.param(SOLD_OUT, "closing(inventory.stock_value)", "2026-02", None, id="a few items sold out"),
        pytest.param(
            NO_ITEMS, "closing(inventory.stock_value)", "2026-02", "balance_thin", id="fewer rows without names"
        ),
        pytest.param(HALF, "closing(balance.amount)", "2026-01", None, id="a whole one"),
    ],
)
def test_what_a_list_or_balance_may_hide_is_said(dataset, formula, period, code):
    issues = [issue for issue in figures(formula, period, dataset=dataset).issues if issue.code != "period_incomplete"]

    assert [issue.code for issue in issues] == ([code] if code else [])
    assert all(tell_issue(issue, lang) for issue in issues for lang in LANGS)


@pytest.mark.parametrize(
    ("formula", "period", "complete"),
    [
        ("closing(balance.amount)", "2026-02", True),
        ("closing(balance.amount)", "2026-04", False),
        ("opening(balance.amount)", "2026-02", True),
        ("in_force(employees.employee_id)", "2026-02", True),
        ("in_force(employees.employee_id)", "2026-06", False),
    ],
)
def test_a_figure_is_final_when_the_data_tells_of_that_day(formula, period, complete):
    assert figures(formula, period).frame["complete"].tolist() == [complete]


@pytest.mark.parametrize(("day", "codes"), [("2026-07-10", []), ("2026-10-15", ["register_quiet"])])
def test_a_list_is_called_old_by_its_age_today_and_not_by_the_end_of_a_quarter_that_runs(day, codes):
    formula = "in_force(employees.employee_id)"
    found = figures(formula, "2026-Q3", dataset=RECENT, today=date.fromisoformat(day))

    assert [issue.code for issue in found.issues if issue.code == "register_quiet"] == codes
