"""Who is known in a workspace: a name is typed once and offered from then on."""

from datetime import date

import pytest

from kpi_core.errors import StoreError
from kpi_core.model import Action, Agreement, Decision, Round, Target, Vote
from kpi_core.work import create, people, set_team, team

DAY = date(2026, 7, 1)


@pytest.fixture
def spaak(store):
    return create(store, "De Spaak", "nl").id


def test_everyone_named_anywhere_is_offered_the_list_first(store, spaak):
    set_team(store, spaak, ["Zoë", " Bo "])
    with store.writing(spaak) as space:
        space.targets.set(Target("revenue", date(2026, 12, 31), DAY, 1.0, owner="Owner"))
        space.entries("action").put("a", Action("a", "revenue", "Bel", "Actor", DAY, DAY))
        space.entries("decision").put("d", Decision("d", "r", "revenue", "go_on", "Decider", DAY))
        space.entries("agreement").put("g", Agreement("x", ("Asked", "Bo"), (Vote("Voter", 3, DAY),), "Accepter"))
        space.entries("round").put("r", Round("r", "2026-06", DAY, ("Present",)))

    assert people(store, spaak) == (
        "Zoë",
        "Bo",
        "Accepter",
        "Actor",
        "Asked",
        "Decider",
        "Owner",
        "Present",
        "Voter",
    )
    assert team(store, spaak) == ("Zoë", "Bo")


@pytest.mark.parametrize(("names", "code"), [(["  "], "empty_name"), ([f"n{i}" for i in range(61)], "too_many_people")])
def test_a_list_that_cannot_be_kept_is_refused_and_changes_nothing(store, spaak, names, code):
    set_team(store, spaak, ["An"])

    with pytest.raises(StoreError) as refused:
        set_team(store, spaak, names)

    assert refused.value.code == code
    assert team(store, spaak) == ("An",)
