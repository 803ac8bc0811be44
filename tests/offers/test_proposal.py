"""The set proposed for a goal: results, what moves them, a guard, and no figure twice."""

import pytest

from kpi_core.catalogue import CATALOGUE, GOALS
from kpi_core.formula.tree import Column
from kpi_core.measurable import Measurable
from kpi_core.offers import Availability, propose
from kpi_core.texts import LANGS

NOW, TABLE = Measurable("now"), Measurable("missing", (Column("pnl", "amount"),), tables=("pnl",))
COLUMN, SURVEY = Measurable("missing", (Column("pnl", "amount"),)), Measurable("survey")
PAIRS = [(one,) for one in GOALS] + [("profit", "growth"), ("cash", "team"), ("webshop", "customers")]


def proposed(*goals, usual=NOW, lang="nl", valueless=(), **found):
    there = Availability({kpi: found.get(kpi, usual) for kpi in CATALOGUE}, frozenset(valueless))
    return propose([GOALS[goal] for goal in goals], there, CATALOGUE, lang)


def ids(lines):
    return [line.kpi for line in lines]


@pytest.mark.parametrize("goals", PAIRS, ids="+".join)
def test_a_set_has_five_results_first_looks_ahead_and_back_and_is_guarded(goals):
    found = proposed(*goals)
    parts = [one.part for one in found.kpis]
    timings = {CATALOGUE[one.kpi].timing for one in found.kpis}

    assert len(set(ids(found.kpis))) == 5
    assert parts == sorted(parts, key=["results", "drivers", "guards"].index)
    assert parts[0] == "results"
    assert "guards" in parts
    assert timings == {"leading", "lagging"}
    assert "In balans" in found.balance
    assert found.near == ()


def test_two_goals_both_have_a_result_in_the_set():
    found = proposed("profit", "growth")

    assert [one.goal for one in found.kpis if one.part == "results"] == ["profit", "growth"]


@pytest.mark.parametrize(
    ("first", "second", "goal"),
    [("revenue", "revenue_growth", "growth"), ("customer_retention_rate", "customer_churn_rate", "loyalty")],
    ids=["from the same sums", "one is the rest of the other"],
)
def test_the_same_figure_put_differently_is_proposed_once(first, second, goal):
    assert first in ids(proposed(goal).kpis)
    assert second not in ids(proposed(goal).kpis)
    assert second in ids(proposed(goal, **{first: TABLE}).kpis)


def test_without_a_measurable_driver_that_looks_ahead_one_further_down_is_found():
    leading = {"labour_productivity": TABLE}  # no driver of profit looks ahead then
    ahead = [one for one in proposed("profit", **leading).kpis if CATALOGUE[one.kpi].timing == "leading"]

    assert [one.part for one in ahead] == ["drivers"]
    assert "Kijkt vooruit" in ahead[0].reason


@pytest.mark.parametrize("lang", LANGS)
def test_each_has_its_reason_tied_to_the_goal_in_a_sentence(lang):
    for one in proposed("growth", "cash", lang=lang).kpis:
        goal = GOALS[one.goal].name[lang]

        assert one.reason.endswith(".")
        assert goal[1:] in one.reason


def test_what_is_one_column_short_stands_beside_it_first():
    found = proposed("growth", usual=TABLE, revenue=NOW, new_customers=COLUMN, market_share=SURVEY)

    assert ids(found.kpis) == ["revenue"]
    assert ids(found.near) == ["new_customers", "market_share", "revenue_growth"]
    assert "ontbreekt" in found.near[0].badges[0].text


@pytest.mark.parametrize("gone", [{"usual": TABLE}, {"valueless": CATALOGUE}], ids=["no columns", "no values"])
def test_nothing_is_proposed_that_has_no_value_today(gone):
    assert proposed("growth", **gone).kpis == ()
    assert len(proposed("growth", **gone).near) == 3


def test_the_definition_the_data_allows_is_kept():
    found = proposed("growth", revenue=Measurable("now", variant="invoiced"))

    assert found.kpis[0].variant == "invoiced"
