"""What a target asked before stays, with who changed it, when and why; trying numbers out is no history."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Target
from kpi_core.store import open_store
from kpi_core.targets.agreement import is_carried

TARGET = Target(kpi="revenue", start=date(2026, 1, 1), until=date(2026, 12, 31), value=800_000, owner="Sanne")
BEGAN = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


class Clock:
    """A store whose clock a test moves, and who is at the keyboard."""

    def __init__(self, folder):
        self.at = BEGAN
        self.store = open_store(folder=folder, now=lambda: self.at)
        self.space = work.create(self.store, "De Spaak", "nl").id

    def change(self, minutes, who="Sanne", **values):
        self.at += timedelta(minutes=minutes)
        store = replace(self.store, who=who)
        kept = work.target_of(store, self.space, "revenue") or TARGET
        return work.change_target(store, self.space, replace(kept, **values))

    def states(self, lang="nl"):
        return work.target_states(self.store, self.space, TARGET, lang)


@pytest.fixture
def clock(tmp_path):
    made = Clock(tmp_path / "data")
    yield made
    made.store.close()


def test_a_change_keeps_the_old_one_with_who_when_and_why(clock):
    clock.change(0)
    clock.change(60 * 24 * 30, "Piet", value=750_000)
    work.explain_change(replace(clock.store, who="Piet"), clock.space, TARGET, "de monteur\nkomt pas in mei")

    now, before = clock.states()
    assert (now.words, before.words) == (
        "€\u00a0750.000, van 1 januari 2026 tot en met 31 december 2026",
        "€\u00a0800.000, van 1 januari 2026 tot en met 31 december 2026",
    )
    assert (now.who, now.since, now.why, now.now) == (
        "Piet",
        datetime(2026, 7, 31, 9, 0, tzinfo=UTC),
        "de monteur komt pas in mei",
        True,
    )
    assert (now.by, before.by) == ("Piet · 31 juli 2026", "Sanne · 1 juli 2026")
    assert (before.who, before.since, before.why, before.now) == ("Sanne", BEGAN, "", False)
    assert clock.states("en")[0].words == "€\u00a0750,000, from 1 January 2026 to 31 December 2026"


def test_the_reason_of_one_change_does_not_explain_the_next(clock):
    clock.change(0)
    clock.change(60, value=750_000)
    work.explain_change(clock.store, clock.space, TARGET, "drukke zomer")
    clock.change(60, value=700_000)
    clock.change(60, owner="Piet")

    assert [state.why for state in clock.states()] == ["", "drukke zomer", ""]


def test_trying_numbers_out_at_one_sitting_is_one_state(clock):
    for value in (800_000, 850_000, 810_000, 820_000):
        clock.change(1, value=value)
    clock.change(60, value=900_000)

    assert [state.target.value for state in clock.states()] == [900_000, 820_000]
    assert len(work.target_history(clock.store, clock.space, "revenue")) == 5


@pytest.mark.parametrize("sort", ["another person", "a reason", "a vote"])
def test_what_was_meant_stays_however_short_it_stood(clock, sort):
    kept = clock.change(0)
    if sort == "a reason":
        work.explain_change(clock.store, clock.space, TARGET, "begroting")
    if sort == "a vote":
        work.vote(clock.store, clock.space, kept, "Piet", 2, on=date(2026, 7, 1))
    clock.change(1, "Piet" if sort == "another person" else "" if sort == "a reason" else "Sanne", value=700_000)

    assert [state.target.value for state in clock.states()] == [700_000, 800_000]


def test_a_value_tried_and_taken_back_leaves_one_state(clock):
    clock.change(0)
    clock.change(60, value=1.0)
    clock.change(1, value=800_000)

    (only,) = clock.states()
    assert (only.target.value, only.since, only.now) == (800_000, BEGAN, True)


def test_a_target_that_was_taken_away_says_so(clock):
    clock.change(0)
    work.remove_target(clock.store, clock.space, "revenue")
    gone, before = clock.states()
    assert (gone.words, gone.target, before.target.value) == ("Weggehaald", None, 800_000)
    assert clock.states("en")[0].words == "Taken away"


def test_going_back_is_a_change_and_brings_the_agreement_about_it_back(clock):
    first = clock.change(0, owner="Sanne")
    work.accept(clock.store, clock.space, first, "Sanne", date(2026, 7, 1))
    changed = clock.change(60, value=900_000)
    assert not is_carried(work.agreement_of(clock.store, clock.space, changed), changed)

    clock.at += timedelta(days=1)
    back = work.restore_target(clock.store, clock.space, TARGET, clock.states()[1].version)

    assert back.value == 800_000
    assert is_carried(work.agreement_of(clock.store, clock.space, back), back)
    assert [state.target.value for state in clock.states()] == [800_000, 900_000, 800_000]


def test_what_is_not_there_cannot_be_explained(clock):
    with pytest.raises(StoreError, match="no_target"):
        work.explain_change(clock.store, clock.space, TARGET, "x")


def test_a_state_that_never_was_cannot_stand_again(clock):
    clock.change(0)
    with pytest.raises(StoreError, match="no_target"):
        work.restore_target(clock.store, clock.space, TARGET, 999)


def test_what_was_agreed_before_votes_does_not_go_along_to_another_ask(clock):
    clock.change(0, agreed=True, agreed_on=date(2026, 7, 1))
    assert clock.change(1, owner="Piet").agreed
    moved = clock.change(1, value=900_000)
    assert (moved.agreed, moved.agreed_on) == (False, None)
