"""One or two goals, the set taken up for them, and which KPI hangs under which goal."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.catalogue import GOALS
from kpi_core.errors import StoreError
from kpi_core.texts import LANGS, say
from tests.work.conftest import MAY_AND_JUNE

TODAY = date(2026, 7, 5)


def test_two_goals_are_kept_in_order_and_read_as_one(store, spaak):
    work.set_goals(store, spaak, ["growth", "profit", "growth"])
    both = work.goal(store, spaak)

    assert work.goals(store, spaak) == (GOALS["growth"], GOALS["profit"])
    assert both.name["nl"] == "Groeien en meer winst"
    assert both.results == tuple(dict.fromkeys(GOALS["growth"].results + GOALS["profit"].results))
    assert both.drivers[:6] == GOALS["growth"].drivers
    assert len(set(both.kpis)) == len(both.kpis)  # revenue is a result of one and a guard of the other
    assert set(both.kpis) == {*GOALS["growth"].kpis, *GOALS["profit"].kpis}


def test_a_goal_kept_as_one_word_is_still_read(store, spaak):
    with store.writing(spaak) as space:
        space.settings.put("goal", "cash")

    assert work.goals(store, spaak) == (GOALS["cash"],)
    assert work.goal(store, spaak) == GOALS["cash"]


def test_a_third_goal_is_refused(store, spaak):
    with pytest.raises(StoreError) as caught:
        work.set_goals(store, spaak, ["growth", "profit", "cash"])

    assert work.goals(store, spaak) == ()
    for lang in LANGS:
        assert "2" in say(f"error.{caught.value.code}", lang, **caught.value.fields)


def test_the_set_is_taken_up_in_its_order_each_under_its_goal(store, spaak, take):
    take("orders.csv", MAY_AND_JUNE)
    work.set_goals(store, spaak, ["growth", "loyalty"])
    found = work.proposal(store, spaak, ("growth", "loyalty"), TODAY, "nl")
    work.take_up(store, spaak, {one.kpi: one.goal for one in found.kpis})

    assert [choice.kpi for choice in work.choices(store, spaak, "company")] == [one.kpi for one in found.kpis]
    assert work.hung(store, spaak).under == {one.kpi: one.goal for one in found.kpis}
    assert found.kpis[0].kpi == "revenue"


def test_taking_it_up_again_changes_nothing(store, spaak):
    for _ in range(2):
        work.take_up(store, spaak, {"revenue": "growth", "new_customers": "growth"})

    assert [choice.kpi for choice in work.choices(store, spaak)] == ["revenue", "new_customers"]


class TestWhatHangsUnderAGoal:
    def test_is_what_the_catalogue_says_until_someone_says_otherwise(self, store, spaak):
        work.set_goals(store, spaak, ["growth", "profit"])
        for kpi in ("revenue", "net_profit_margin", "absenteeism_rate"):
            work.choose(store, spaak, kpi)

        assert work.hung(store, spaak).under == {
            "revenue": "growth",
            "net_profit_margin": "profit",
            "absenteeism_rate": "",
        }
        assert work.hung(store, spaak).loose == ("absenteeism_rate",)

        work.set_kpi_goal(store, spaak, "revenue", "profit")
        work.set_kpi_goal(store, spaak, "absenteeism_rate", "profit")
        assert work.hung(store, spaak).idle == ("growth",)
        assert work.hung(store, spaak).loose == ()

        work.set_kpi_goal(store, spaak, "revenue", None)
        assert work.hung(store, spaak).under["revenue"] == "growth"

    def test_can_be_nothing_on_purpose(self, store, spaak):
        work.set_goals(store, spaak, ["growth"])
        work.choose(store, spaak, "revenue")
        work.set_kpi_goal(store, spaak, "revenue", "")

        assert work.hung(store, spaak).loose == ("revenue",)
        assert work.hung(store, spaak).idle == ("growth",)

    def test_goes_back_to_a_goal_that_is_still_there_when_another_was_given_up(self, store, spaak):
        work.set_goals(store, spaak, ["growth", "profit"])
        work.choose(store, spaak, "revenue")
        work.set_kpi_goal(store, spaak, "revenue", "profit")
        work.set_goals(store, spaak, ["growth"])

        assert work.hung(store, spaak).under == {"revenue": "growth"}

    def test_is_not_asked_while_there_is_no_goal(self, store, spaak):
        work.choose(store, spaak, "revenue")

        assert work.hung(store, spaak).loose == ()

    @pytest.mark.parametrize(
        ("kpi", "goal", "code"), [("nothing", "growth", "unknown_kpi"), ("revenue", "rich", "unknown_goal")]
    )
    def test_names_a_kpi_and_a_goal_that_exist(self, store, spaak, kpi, goal, code):
        with pytest.raises(StoreError, match=code):
            work.set_kpi_goal(store, spaak, kpi, goal)

    def test_leaves_the_bench_out(self, store, spaak):
        work.set_goals(store, spaak, ["growth"])
        work.choose(store, spaak, "revenue")
        work.bench(store, spaak, "revenue")

        assert work.hung(store, spaak).under == {}
        assert work.hung(store, spaak).idle == ("growth",)
