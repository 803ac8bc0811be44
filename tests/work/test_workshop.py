"""The workshop: steps, silent dots, five chosen, and an undo that also takes the choice back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from kpi_core.errors import StoreError
from kpi_core.store import COMPANY
from kpi_core.work import choices, choose, create
from kpi_core.work.workshop import (
    MINUTES,
    STEPS,
    back,
    begin_workshop,
    can_resume,
    can_undo,
    end_workshop,
    everyone_scored,
    go_to,
    onward,
    park,
    parked,
    repark,
    score,
    set_candidates,
    settle,
    tallies,
    undo_workshop,
    unpark,
    workshop,
)

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 7, 1, 9, 25, tzinfo=UTC)
SEVEN = ("revenue", "gross_margin", "win_rate", "roas", "otif", "new_customers", "return_rate")


@pytest.fixture
def spaak(store):
    return create(store, "De Spaak", "nl").id


@pytest.fixture
def table(store, spaak):
    begin_workshop(store, spaak, ["An", "Bo"], NOW)
    set_candidates(store, spaak, SEVEN)
    return spaak


def followed(store, workspace, *, benched=False):
    return [choice.kpi for choice in choices(store, workspace, COMPANY) if choice.benched is benched]


def test_the_script_takes_half_a_day():
    assert tuple(MINUTES) == STEPS
    assert sum(MINUTES.values()) == 4 * 60 - 10


def test_steps_go_on_and_back_and_take_the_chosen_kpis_one_at_a_time(store, table):
    settle(store, table, ["revenue", "roas"])
    go_to(store, table, "chosen", NOW)

    way = [(at.step, at.at) for at in (onward(store, table, LATER) for _ in range(8))]
    assert way[:4] == [("targets", 0), ("targets", 1), ("agreement", 0), ("agreement", 1)]
    assert way[4:] == [("actions", 0), ("actions", 1), ("handover", 0), ("handover", 0)]
    assert [(at.step, at.at) for at in (back(store, table, LATER) for _ in range(3))] == [
        ("actions", 1),
        ("actions", 0),
        ("agreement", 1),
    ]


def test_the_timer_begins_with_the_step_and_not_with_the_kpi(store, table):
    settle(store, table, ["revenue", "roas"])
    go_to(store, table, "targets", NOW)

    assert onward(store, table, LATER).since == NOW
    assert onward(store, table, LATER).since == LATER


@pytest.mark.parametrize(
    ("an", "bo", "dots", "tied"),
    [
        ((), (), (0,) * 7, (True,) * 7),
        (("roas",), ("roas", "otif"), (2, 1, 0, 0, 0, 0, 0), (False, False, True, True, True, True, True)),
        (SEVEN[:5], SEVEN[:5], (2, 2, 2, 2, 2, 0, 0), (False,) * 7),
        (SEVEN[:5], SEVEN[2:], (2, 2, 2, 1, 1, 1, 1), (False, False, False, True, True, True, True)),
    ],
    ids=("nobody", "two", "clear", "shared fifth place"),
)
def test_dots_are_counted_and_a_shared_fifth_place_is_told(store, table, an, bo, dots, tied):  # noqa: PLR0917
    score(store, table, "An", an)
    found = tallies(score(store, table, "Bo", bo))

    assert tuple(one.dots for one in found) == dots
    assert tuple(one.tied for one in found) == tied


def test_nothing_is_shown_before_all_gave_their_dots(store, table):
    assert not everyone_scored(score(store, table, "An", ["revenue"]))
    assert everyone_scored(score(store, table, "Bo", []))


def test_dots_for_what_left_the_table_fall_away(store, table):
    score(store, table, "An", ["revenue", "roas"])

    assert set_candidates(store, table, ["roas"]).scores == {"An": ("roas",)}


def test_choosing_puts_the_others_on_the_bench_and_undoing_takes_them_off(store, spaak):
    for kpi in ("otif", "roas"):
        choose(store, spaak, kpi)
    begin_workshop(store, spaak, ["An"], NOW)
    settle(store, spaak, ["revenue", "roas"])
    assert followed(store, spaak) == ["revenue", "roas"]
    assert followed(store, spaak, benched=True) == ["otif"]

    undo_workshop(store, spaak)

    assert followed(store, spaak) == ["otif", "roas"]


def test_undoing_a_second_choice_brings_the_first_back(store, table):
    settle(store, table, ["revenue", "roas"])
    settle(store, table, ["otif"])
    undo_workshop(store, table)

    assert followed(store, table) == ["revenue", "roas"]


def test_undoing_a_step_leaves_the_choice_alone(store, table):
    settle(store, table, ["revenue"])
    onward(store, table, LATER)

    assert undo_workshop(store, table).step == "goals"
    assert followed(store, table) == ["revenue"]


def test_an_ended_workshop_goes_on_after_undo(store, table):
    assert can_undo(store, table)
    assert not can_resume(store, table)
    end_workshop(store, table)
    assert not can_undo(store, table)
    assert workshop(store, table) is None
    assert can_resume(store, table)

    assert undo_workshop(store, table).candidates == SEVEN


def test_a_workshop_whose_begin_was_undone_is_none_to_go_on_with(store, spaak):
    assert not can_resume(store, spaak)
    begin_workshop(store, spaak, ["An"], NOW)
    assert not can_undo(store, spaak)
    assert undo_workshop(store, spaak) is None
    assert not can_resume(store, spaak)


def test_what_is_parked_stays_through_steps_and_comes_back_when_taken_out(store, table):
    kept = park(store, table, "  Wie betaalt \x00 de monteur? ", date(2026, 7, 1))
    assert park(store, table, " \n ", date(2026, 7, 1)) is None
    go_to(store, table, "handover", LATER)
    assert [note.text for note in parked(store, table)] == ["Wie betaalt de monteur?"]

    unpark(store, table, kept.id)
    assert parked(store, table) == ()
    repark(store, table, kept.id)
    assert parked(store, table) == (kept,)


@pytest.mark.parametrize(
    ("do", "code"),
    [
        (lambda store, space: score(store, space, "Cas", []), "not_taking_part"),
        (lambda store, space: score(store, space, "An", SEVEN[:6]), "too_many_dots"),
        (lambda store, space: set_candidates(store, space, ["nonsense"]), "unknown_kpi"),
        (lambda store, space: set_candidates(store, space, [f"k{i}" for i in range(13)]), "too_many_candidates"),
        (lambda store, space: settle(store, space, []), "one_to_five"),
        (lambda store, space: settle(store, space, SEVEN[:6]), "one_to_five"),
        (lambda store, space: settle(store, space, ["nonsense"]), "unknown_kpi"),
        (lambda store, space: go_to(store, space, "nowhere", NOW), "unknown_step"),
        (lambda store, space: begin_workshop(store, space, ["An", " "], NOW), "empty_name"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(store, table, do, code):
    before = workshop(store, table)
    with pytest.raises(StoreError) as refused:
        do(store, table)

    assert refused.value.code == code
    assert workshop(store, table) == before


def test_without_a_workshop_there_is_nothing_to_go_on_with(store, spaak):
    with pytest.raises(StoreError, match="no_workshop"):
        onward(store, spaak, NOW)


def test_dots_given_on_two_screens_at_once_are_all_kept(store, spaak):
    names = [f"n{place}" for place in range(8)]
    begin_workshop(store, spaak, names, NOW)
    set_candidates(store, spaak, SEVEN)
    with ThreadPoolExecutor(8) as together:
        list(together.map(lambda name: score(store, spaak, name, ["revenue"]), names))

    assert sorted(workshop(store, spaak).scores) == names
