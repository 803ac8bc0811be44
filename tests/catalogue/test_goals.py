"""Goals: every KPI that steers belongs to one, in an order that means something."""

import pytest

from kpi_core.catalogue import CATALOGUE, GOALS
from kpi_core.catalogue.goals import load_goals
from kpi_core.errors import DefinitionError
from kpi_core.texts import LANGS

ASKED_FOR = {"profit", "growth", "customers", "cash", "team", "webshop", "operations", "marketing"}
WRITTEN = """
rest:
  nl: {name: Rust, sentence: Alles is klaar.}
  en: {name: Rest, sentence: All is done.}
  results: [a]
  drivers: [b]
  guards: [%s]
"""


def test_the_goals_owners_have_are_there():
    assert set(GOALS) >= ASKED_FOR


@pytest.mark.parametrize("goal", GOALS.values(), ids=GOALS)
def test_a_goal_holds_five_to_twelve_kpis_that_steer(goal):
    assert 5 <= len(goal.kpis) <= 12
    assert [kpi for kpi in goal.kpis if CATALOGUE[kpi].pair] == []


@pytest.mark.parametrize("goal", GOALS.values(), ids=GOALS)
def test_a_goal_looks_back_at_its_result_and_ahead_at_what_drives_it(goal):
    timing = {CATALOGUE[kpi].timing for kpi in (*goal.results, *goal.drivers)}

    assert timing == {"leading", "lagging"}
    assert "lagging" in {CATALOGUE[kpi].timing for kpi in goal.results}


def test_every_kpi_that_steers_belongs_to_a_goal():
    named = {kpi for goal in GOALS.values() for kpi in goal.kpis}

    assert [id_ for id_, kpi in CATALOGUE.items() if id_ not in named and not kpi.pair] == []


@pytest.mark.parametrize("lang", LANGS)
def test_goals_are_told_apart_by_their_names(lang):
    names = {goal.name[lang] for goal in GOALS.values()}

    assert len(names) == len(GOALS)
    assert all(goal.sentence[lang].endswith(".") for goal in GOALS.values())


@pytest.mark.parametrize(
    ("guard", "said"),
    [("nothing", "nothing, which is not a KPI"), ("a", "names a twice")],
    ids=["an unknown KPI", "a KPI that stands twice"],
)
def test_a_goal_that_contradicts_itself_is_refused(guard, said):
    assert load_goals({"a", "b", "c"}, WRITTEN % "c")["rest"].kpis == ("a", "b", "c")
    with pytest.raises(DefinitionError) as caught:
        load_goals({"a", "b", "c"}, WRITTEN % guard)
    assert said in str(caught.value.fields["detail"])


@pytest.mark.parametrize(
    "text", ["rest: {nl: {name: Rust, sentence: Klaar.}}", "rest: ["], ids=["half a goal", "no YAML"]
)
def test_a_goal_that_is_not_whole_is_refused(text):
    with pytest.raises(DefinitionError, match="bad_definition"):
        load_goals((), text)
