"""A target is kept as it was set, refused when it says nothing, and never lost."""

import math
from dataclasses import replace
from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Target
from kpi_core.texts import LANGS, say

REVENUE = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=840_000.0)
RANGE = replace(REVENUE, kpi="average_order_value", value=None, low=50.0, high=60.0)


@pytest.mark.parametrize("target", [REVENUE, RANGE, replace(REVENUE, segment=("region", "Zuid"))])
def test_a_target_is_kept_as_it_was_set(store, spaak, target):
    assert work.set_target(store, spaak, target) == target
    assert work.targets(store, spaak) == (target,)
    assert work.target_of(store, spaak, target.kpi, target.segment) == target


def test_an_owner_is_kept_clean(store, spaak):
    kept = work.set_target(store, spaak, replace(REVENUE, owner=" Sanne\x00 ", doubts="te\nveel"))

    assert (kept.owner, kept.doubts) == ("Sanne", "te veel")


def test_removing_and_undoing_loses_nothing(store, spaak):
    work.set_target(store, spaak, REVENUE)
    work.set_target(store, spaak, replace(REVENUE, value=900_000.0))
    work.remove_target(store, spaak, "revenue")
    assert work.targets(store, spaak) == ()

    assert work.undo_target(store, spaak, "revenue") == replace(REVENUE, value=900_000.0)
    assert [state.target and state.target.value for state in work.target_history(store, spaak, "revenue")] == [
        900_000.0,
        None,
        900_000.0,
        840_000.0,
    ]


def test_a_target_stays_in_its_workspace(store, spaak):
    other = work.create(store, "Bakkerij", "nl").id
    work.set_target(store, spaak, REVENUE)

    assert work.targets(store, other) == ()
    work.remove_target(store, other, "revenue")
    assert work.targets(store, spaak) == (REVENUE,)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        pytest.param(replace(REVENUE, kpi="omzet"), "unknown_kpi", id="an unknown KPI"),
        pytest.param(replace(REVENUE, variant="other"), "unknown_variant", id="an unknown variant"),
        pytest.param(replace(REVENUE, value=None), "target_without_value", id="no value"),
        pytest.param(replace(RANGE, low=None), "target_without_value", id="half a range"),
        pytest.param(replace(RANGE, value=55.0), "target_without_value", id="a value and a range"),
        pytest.param(replace(RANGE, low=70.0), "target_range", id="a range the wrong way round"),
        pytest.param(replace(REVENUE, value=math.nan), "not_a_number", id="no number"),
        pytest.param(replace(REVENUE, until=date(2026, 1, 1)), "target_days", id="no days"),
    ],
)
def test_a_target_that_says_nothing_is_refused_in_a_sentence(store, spaak, target, code):
    with pytest.raises(StoreError) as caught:
        work.set_target(store, spaak, target)

    assert caught.value.code == code
    assert work.targets(store, spaak) == ()
    for lang in LANGS:
        assert say(f"error.{code}", lang, **caught.value.fields)
