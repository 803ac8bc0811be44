"""Targets that must add up are put beside each other; what has no target yet is named, and nothing is made up."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Form, Target
from tests.work.conftest import MAY_AND_JUNE

TODAY = date(2026, 7, 10)
WHOLE = Target(kpi="revenue", start=date(2026, 1, 1), until=date(2026, 12, 31), value=1_000_000)


@pytest.fixture
def space(store, spaak, take):
    take("orders.csv", MAY_AND_JUNE)
    for level, kpi in (
        ("company", "revenue"),
        ("company", "customer_retention_rate"),
        ("sales", "new_customers"),
        ("sales", "revenue"),
        ("marketing", "organic_revenue"),
        ("customer", "customer_churn_rate"),
    ):
        work.choose(store, spaak, kpi, level=level)
    return spaak


def part(value, name, **more):
    return replace(WHOLE, value=value, segment=("region", name), **more)


def told(store, space, *targets, lang="nl"):
    for target in targets:
        work.set_target(store, space, target)
    return [(one.kpi, one.text, one.warns) for one in work.adding(store, space, TODAY, lang)]


def test_parts_that_are_not_the_whole_are_told_with_both_amounts(store, space):
    assert told(store, space, WHOLE, part(420_000, "Zuid"), part(500_000, "Noord")) == [
        ("revenue", "De doelen per regio zijn samen €\u00a0920k, niet €\u00a01 mln.", True)
    ]
    assert told(store, space, lang="en") == [
        ("revenue", "The targets per region are €\u00a0920k together, not €\u00a01m.", True)
    ]


def test_a_part_without_a_target_is_named_and_is_no_contradiction(store, space):
    assert told(store, space, WHOLE, part(420_000, "Zuid")) == [
        (
            "revenue",
            "De doelen per regio zijn samen €\u00a0420k van €\u00a01 mln. Noord heeft nog geen doel.",
            False,
        )
    ]


def test_parts_that_are_more_than_the_whole_already_contradict_it(store, space):
    ((_, text, warns),) = told(store, space, WHOLE, part(1_200_000, "Zuid"))
    assert text == "De doelen per regio zijn samen €\u00a01,2 mln, niet €\u00a01 mln. Noord heeft nog geen doel."
    assert warns


def test_amounts_that_read_the_same_when_short_are_told_in_full(store, space):
    ((_, text, _),) = told(store, space, WHOLE, part(504_000, "Zuid"), part(504_000, "Noord"))
    assert text == "De doelen per regio zijn samen €\u00a01.008.000, niet €\u00a01.000.000."


@pytest.mark.parametrize(
    "targets",
    [
        (WHOLE, part(500_000, "Zuid"), part(500_000, "Noord")),
        (WHOLE, part(500_000, "Zuid", until=date(2026, 6, 30)), part(1.0, "Noord", form=Form.FLOOR)),
        (part(500_000, "Zuid"), part(1.0, "Noord")),
        tuple(replace(one, start=date(2025, 1, 1), until=date(2025, 12, 31)) for one in (WHOLE, part(1.0, "Zuid"))),
    ],
    ids=["they add up", "other days or form", "no target for the whole", "all of the past"],
)
def test_what_agrees_or_cannot_be_compared_is_not_told(store, space, targets):
    assert told(store, space, *targets) == []


def test_targets_that_contradict_each_other_by_arithmetic_are_told(store, space):
    keep = replace(WHOLE, kpi="customer_retention_rate", value=0.9)
    leave = replace(WHOLE, kpi="customer_churn_rate", value=0.3)
    assert told(store, space, keep, leave) == [
        (
            "customer_retention_rate",
            "Het doel voor klantverloop (churn) geeft ongeveer 70%, niet 90%.",
            True,
        )
    ]


def test_what_a_department_steers_by_contributes_by_its_definition_until_the_owner_decides(store, space):
    assert work.contributes(store, space) == {
        ("sales", "new_customers"): "revenue",
        ("sales", "revenue"): "revenue",
        ("customer", "customer_churn_rate"): "customer_retention_rate",
    }
    work.set_contribution(store, space, "marketing", "organic_revenue", "revenue")
    work.set_contribution(store, space, "sales", "new_customers", "")
    found = work.contributes(store, space)
    assert found["marketing", "organic_revenue"] == "revenue"
    assert ("sales", "new_customers") not in found

    work.set_contribution(store, space, "sales", "new_customers", None)
    assert work.contributes(store, space)["sales", "new_customers"] == "revenue"


@pytest.mark.parametrize(
    ("level", "kpi", "towards"),
    [
        ("company", "revenue", ""),
        ("sales", "organic_revenue", "revenue"),
        ("sales", "new_customers", "organic_revenue"),
    ],
)
def test_only_what_is_followed_contributes_and_only_to_the_company(store, space, level, kpi, towards):
    with pytest.raises(StoreError, match="not_followed"):
        work.set_contribution(store, space, level, kpi, towards)


def test_kpis_are_added_only_when_the_owner_said_they_make_another(store, space):
    online = replace(WHOLE, kpi="organic_revenue", value=1_100_000)
    assert told(store, space, WHOLE, online) == []

    work.set_contribution(store, space, "marketing", "organic_revenue", "revenue")
    ((kpi, text, warns),) = told(store, space)
    assert (kpi, warns) == ("revenue", True)
    assert (
        text
        == "Alleen al het doel voor omzet via organisch verkeer is €\u00a01,1 mln; voor het geheel is dat €\u00a01 mln."
    )

    work.set_contribution(store, space, "sales", "new_customers", "revenue")
    assert len(told(store, space, replace(WHOLE, kpi="new_customers", value=5))) == 1


def test_a_contradiction_needs_attention_on_the_dashboard_and_a_missing_part_does_not(store, space):
    told(store, space, replace(WHOLE, value=2000), part(900, "Zuid"))
    board = work.dashboard(store, space, TODAY, "nl")
    assert "Telt niet op" not in [row.badge.word for row in board.attention]

    told(store, space, part(900, "Noord"))
    board = work.dashboard(store, space, TODAY, "nl")
    (row,) = [row for row in board.attention if row.badge.word == "Telt niet op"]
    assert (row.card.kpi.id, row.text) == ("revenue", "De doelen per regio zijn samen €\u00a01,8k, niet €\u00a02k.")
    assert row.page == "targets"
