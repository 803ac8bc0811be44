"""Whether a target is carried: by whom it was asked, what they voted, what was answered, and the owner's yes."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core.model import Agreement, Form, Vote
from kpi_core.periods import Grain
from kpi_core.targets.agreement import (
    asked_then,
    asks,
    doubts,
    is_carried,
    place_key,
    said_yes,
    spread,
    votes_now,
    waiting_for,
)
from tests.targets.small import make_target

DAY = date(2026, 7, 1)
TARGET = make_target(800_000, owner="Sanne")


def agreed(*votes, asked=("Sanne", "Piet"), yes="Sanne", about=TARGET, on=DAY):
    made = tuple(Vote(person, fingers, DAY, doubt, answer) for person, fingers, doubt, answer in votes)
    return Agreement(asks(about), asked, made, yes, on if yes else None)


BOTH = (("Sanne", 5, "", ""), ("Piet", 3, "", ""))


@pytest.mark.parametrize(
    "change",
    [
        {"value": 850_000},
        {"value": None, "low": 1.0, "high": 2.0},
        {"form": Form.PER_PERIOD, "per": Grain.QUARTER},
        {"until": date(2026, 11, 30)},
        {"start": date(2026, 2, 1)},
        {"form": Form.EACH_MEMBER, "by": "region", "share": 0.8},
        {"form": Form.AT_AGE, "by": "customer", "age": 6},
        {"form": Form.RELATIVE, "against": "year", "value": 0.1},
        {"variant": "sales"},
    ],
)
def test_another_ask_has_another_code_that_tells_what_it_was(change):
    other = replace(TARGET, **change)

    assert asks(other) != asks(TARGET)
    assert asked_then(asks(other), TARGET) == other
    assert asked_then(asks(TARGET), other) == TARGET


@pytest.mark.parametrize(
    "change",
    [
        {"owner": "Piet"},
        {"baseline": 1.0},
        {"value": 800_000.0},
        {"why": "drukke zomer"},
        {"doubts": "x"},
        {"agreed": True},
    ],
)
def test_the_ask_stays_the_same_whatever_else_changes(change):
    assert asks(replace(TARGET, **change)) == asks(TARGET)


def test_a_place_is_one_whatever_the_order_of_its_filters():
    one = replace(TARGET, where=(("region", ("Zuid", "Noord")), ("channel", ("Web",))))
    same = replace(TARGET, where=(("channel", ("Web",)), ("region", ("Noord", "Zuid"))))
    assert place_key(one) == place_key(same)
    assert len({place_key(t) for t in (one, TARGET, replace(TARGET, segment=("region", "Zuid")))}) == 3


@pytest.mark.parametrize(
    ("agreement", "carried"),
    [
        (agreed(*BOTH), True),
        (agreed(*BOTH, yes=""), False),
        (agreed(*BOTH, yes="Piet"), False),  # not the owner
        (agreed(*BOTH, yes="SANNE"), True),
        (agreed(BOTH[0]), False),  # Piet has not voted
        (agreed(BOTH[0], ("piet", 4, "", "")), True),
        (agreed(BOTH[0], ("", 4, "", "")), True),  # a vote without a name is somebody's
        (agreed(BOTH[0], ("Piet", 2, "te druk", "")), False),
        (agreed(BOTH[0], ("Piet", 2, "", "")), False),  # without words it is a doubt too
        (agreed(BOTH[0], ("Piet", 0, "te druk", "een monteur erbij")), True),
        (agreed(asked=()), True),  # an owner alone
        (agreed(*BOTH, about=replace(TARGET, value=700_000)), False),
        (Agreement(asks(TARGET)), False),
    ],
)
def test_a_target_is_carried_when_nothing_stands_in_its_way(agreement, carried):
    assert is_carried(agreement, TARGET) is carried


def test_votes_about_another_ask_do_not_count():
    then = agreed(BOTH[0], ("Piet", 1, "te druk", ""), about=replace(TARGET, value=900_000))

    assert votes_now(then, TARGET) == ()
    assert doubts(then, TARGET) == ()
    assert spread(then, TARGET) == (0,) * 6
    assert said_yes(then, TARGET) is None
    assert waiting_for(then, TARGET) == ("Sanne", "Piet")


def test_the_spread_counts_the_votes_per_number_of_fingers():
    found = agreed(("A", 0, "", ""), ("B", 2, "", ""), ("C", 2, "", "praat"), ("D", 5, "", ""), asked=())
    assert spread(found, TARGET) == (1, 0, 2, 0, 0, 1)
    assert [vote.person for vote in doubts(found, TARGET)] == ["A", "B"]
