"""Votes, doubts and a yes about a target: each kept with who and when, none lost, and every step can be undone."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Agreement, Target
from kpi_core.targets.agreement import asks, is_carried, place_key, spread
from kpi_core.texts import say

DAY, LATER = date(2026, 7, 1), date(2026, 7, 8)
TARGET = Target(kpi="revenue", start=date(2026, 1, 1), until=date(2026, 12, 31), value=800_000, owner="Sanne")


@pytest.fixture
def kept(store, spaak):
    return work.set_target(store, spaak, TARGET)


def test_a_target_is_carried_after_votes_an_answer_and_a_yes(store, spaak, kept):
    work.ask(store, spaak, kept, ["Sanne", " Piet  de Vries ", "sanne"])
    work.vote(store, spaak, kept, "Sanne", 5, on=DAY)
    made = work.vote(store, spaak, kept, "piet de vries", 2, doubt="zonder extra monteur\nhalen we april niet", on=DAY)
    assert made.asked == ("Sanne", "Piet de Vries")
    assert [vote.person for vote in made.votes] == ["Sanne", "Piet de Vries"]
    assert made.votes[1].doubt == "zonder extra monteur halen we april niet"

    made = work.accept(store, spaak, kept, "Sanne", LATER)
    assert (made.accepted_on, is_carried(made, kept)) == (LATER, False)

    made = work.answer_doubt(store, spaak, kept, made.votes[1], "die komt in maart")
    assert is_carried(made, kept)
    assert made == work.agreement_of(store, spaak, kept)


def test_voting_again_takes_the_place_of_the_earlier_vote_and_the_history_keeps_both(store, spaak, kept):
    work.vote(store, spaak, kept, "Piet", 1, doubt="te hoog", on=DAY)
    made = work.vote(store, spaak, kept, "PIET", 4, on=LATER)

    assert spread(made, kept) == (0, 0, 0, 0, 1, 0)
    with store.reading(spaak) as space:
        states = space.entries("agreement").history(place_key(kept))
    assert [state.value.votes[0].fingers for state in states] == [4, 1]


def test_voting_the_same_again_changes_nothing(store, spaak, kept):
    first = work.vote(store, spaak, kept, "Piet", 2, doubt="te hoog", on=DAY)
    answered = work.answer_doubt(store, spaak, kept, first.votes[0], "besproken")
    assert work.vote(store, spaak, kept, "Piet", 2, doubt="te hoog", on=LATER) == answered


def test_votes_without_a_name_come_beside_each_other(store, spaak, kept):
    for fingers in (5, 5, 2):
        made = work.vote(store, spaak, kept, None, fingers, on=DAY)
    assert spread(made, kept) == (0, 0, 1, 0, 0, 2)
    assert made.asked == ()


def test_every_step_can_be_undone(store, spaak, kept):
    states = [work.agreement_of(store, spaak, kept)]
    states.append(work.ask(store, spaak, kept, ["Piet"]))
    states.append(work.vote(store, spaak, kept, "Piet", 3, on=DAY))
    states.append(work.accept(store, spaak, kept, "Sanne", DAY))
    for before in states[-2::-1]:
        assert work.undo_agreement(store, spaak, kept) == before


def test_after_a_change_of_the_target_the_voting_starts_anew_with_the_same_people(store, spaak, kept):
    work.vote(store, spaak, kept, "Piet", 5, on=DAY)
    work.accept(store, spaak, kept, "Sanne", DAY)
    changed = work.set_target(store, spaak, replace(kept, value=900_000))

    then = work.agreement_of(store, spaak, changed)
    assert (then.about, is_carried(then, changed)) == (asks(kept), False)

    made = work.vote(store, spaak, changed, "Piet", 3, on=LATER)
    assert (made.about, made.asked, made.accepted_on) == (asks(changed), ("Piet",), None)
    assert spread(made, changed) == (0, 0, 0, 1, 0, 0)


def test_who_is_no_longer_asked_does_not_count(store, spaak, kept):
    work.vote(store, spaak, kept, "Piet", 1, on=DAY)
    work.vote(store, spaak, kept, "Anna", 4, on=DAY)
    made = work.ask(store, spaak, kept, ["Anna"])
    assert [vote.person for vote in made.votes] == ["Anna"]


def test_an_agreed_target_of_before_votes_counts_as_its_owners_yes(store, spaak):
    old = work.set_target(store, spaak, replace(TARGET, agreed=True, agreed_on=DAY))
    assert work.agreement_of(store, spaak, old) == Agreement(asks(old), accepted_by="Sanne", accepted_on=DAY)
    doubted = replace(old, doubts="te hoog")
    assert work.agreement_of(store, spaak, doubted).accepted_on is None


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("fingers", lambda s, w, t: work.vote(s, w, t, "Piet", 6, on=DAY)),
        ("fingers", lambda s, w, t: work.vote(s, w, t, "Piet", -1, on=DAY)),
        ("empty_name", lambda s, w, t: work.vote(s, w, t, " \u200b", 3, on=DAY)),
        ("empty_name", lambda s, w, t: work.accept(s, w, t, "", DAY)),
        ("empty_name", lambda s, w, t: work.ask(s, w, t, ["Piet", ""])),
        ("too_many_people", lambda s, w, t: work.ask(s, w, t, [f"P{n}" for n in range(61)])),
        ("no_target", lambda s, w, t: work.vote(s, w, replace(t, segment=("region", "Zuid")), "Piet", 3, on=DAY)),
        ("target_moved", lambda s, w, t: work.vote(s, w, replace(t, value=1.0), "Piet", 3, on=DAY)),
        (
            "no_vote",
            lambda s, w, t: work.answer_doubt(
                s, w, t, replace(work.vote(s, w, t, "Piet", 2, on=DAY).votes[0], fingers=1), "x"
            ),
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(store, spaak, kept, code, call):
    with pytest.raises(StoreError) as refused:
        call(store, spaak, kept)
    assert refused.value.code == code
    assert all(say(f"error.{code}", lang, **refused.value.fields) for lang in ("nl", "en"))
