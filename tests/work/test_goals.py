"""A target is kept as it was set, refused when it says nothing, and never lost."""

import math
from dataclasses import replace
from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Form, Target
from kpi_core.periods import Grain
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


ROAS = replace(REVENUE, kpi="roas", value=4.0)


@pytest.mark.parametrize(
    "target",
    [
        replace(REVENUE, form=Form.POINTS, value=-5.0),
        replace(REVENUE, form=Form.RELATIVE, value=0.15, against="year"),
        replace(REVENUE, form=Form.PER_PERIOD, per=Grain.QUARTER),
        replace(ROAS, form=Form.FLOOR),
        replace(ROAS, form=Form.EACH_MEMBER, by="campaign", share=0.9),
        replace(ROAS, form=Form.EACH_MEMBER, by="campaign", value=None, high=6.0),
        replace(ROAS, form=Form.AT_AGE, by="cohort_quarter", age=12),
        replace(REVENUE, where=(("channel", ("Social", "Nieuwsbrief")),)),
    ],
    ids=lambda target: str(target.form),
)
def test_every_form_comes_back_as_it_was_set(store, spaak, target):
    work.set_target(store, spaak, target)
    (kept,) = work.targets(store, spaak)
    assert kept == target
    assert (type(kept.form), type(kept.per)) == (type(target.form), type(target.per))


def test_a_filtered_target_stands_beside_the_one_on_everything(store, spaak):
    social = replace(REVENUE, value=9000.0, where=(("channel", ("Social", "Web")),))
    turned = replace(social, where=(("channel", ("Web", "Social")),))
    work.set_target(store, spaak, REVENUE)
    work.set_target(store, spaak, social)
    assert work.targets(store, spaak) == (REVENUE, social)
    assert work.target_of(store, spaak, "revenue", None, turned.where) == social
    work.remove_target(store, spaak, "revenue", None, social.where)
    assert work.targets(store, spaak) == (REVENUE,)
    assert work.undo_target(store, spaak, "revenue", None, social.where) == social
    assert len(work.target_history(store, spaak, "revenue", None, social.where)) == 3


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (replace(ROAS, form=Form.EACH_MEMBER), "target_without_value"),
        (replace(ROAS, form=Form.AT_AGE), "target_without_value"),
        (replace(ROAS, form=Form.EACH_MEMBER, by="no_role"), "target_part"),
        (replace(ROAS, form=Form.EACH_MEMBER, by="campaign", share=0.0), "target_part"),
        (replace(REVENUE, where=(("channel", ()),)), "target_part"),
        (replace(REVENUE, where=(("channel", tuple(map(str, range(21)))),)), "target_part"),
        (replace(REVENUE, where=(("no_role", ("a",)),)), "target_part"),
    ],
)
def test_a_form_without_what_it_needs_is_refused(store, spaak, target, code):
    with pytest.raises(StoreError) as caught:
        work.set_target(store, spaak, target)
    assert caught.value.code == code
    assert all(say(f"error.{code}", lang) for lang in LANGS)
