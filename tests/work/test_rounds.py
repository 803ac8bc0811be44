"""A round: begun once per period, kept at every step, undone step by step, with a clock that outlives a reload."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Target
from kpi_core.periods import Grain, parse_period
from kpi_core.work.closing import close_round
from kpi_core.work.round_page import is_due, items, late
from kpi_core.work.rounds import (
    begin_round,
    change_present,
    decide,
    decisions,
    drop_round,
    due,
    minutes_left,
    open_round,
    pause,
    rounds,
    settled,
    undo_decision,
)
from tests.work.conftest import MAY_AND_JUNE, orders

TODAY = date(2026, 7, 10)
JUNE = parse_period("2026-06")
TARGET = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), 10_000.0, owner="Sanne")
NOON = datetime(2026, 7, 10, 12, tzinfo=UTC)


@pytest.fixture
def june(store, spaak):
    return begin_round(store, spaak, JUNE, ["Sanne", "Joost"], TODAY, kpis=["revenue"], now=NOON)


def decided(store, spaak, round_, **changed):
    asked = {"kpi": "revenue", "choice": "go_on", "owner": "Sanne", "on": TODAY} | changed
    return decide(store, spaak, round_.id, **asked)


@pytest.mark.parametrize(
    ("grain", "today", "period"),
    [
        (Grain.MONTH, date(2026, 7, 1), "2026-06"),
        (Grain.MONTH, date(2026, 1, 31), "2025-12"),
        (Grain.QUARTER, date(2026, 7, 10), "2026-Q2"),
        (Grain.WEEK, date(2026, 7, 10), "2026-W27"),
    ],
)
def test_a_round_is_about_the_last_whole_period(grain, today, period):
    assert due(grain, today).id == period


@pytest.mark.parametrize(
    ("review", "period", "looked_at"),
    [
        (Grain.WEEK, "2026-06", True),
        (Grain.MONTH, "2026-05", True),
        (Grain.QUARTER, "2026-05", False),
        (Grain.QUARTER, "2026-06", True),
        (Grain.YEAR, "2026-06", False),
        (Grain.YEAR, "2025-12", True),
        (Grain.YEAR, "2026-Q2", True),
        (Grain.MONTH, "2026-W22", False),
        (Grain.WEEK, "2026-W22", True),
    ],
)
def test_a_kpi_is_looked_at_when_its_own_review_is_due(review, period, looked_at):
    assert is_due(review, parse_period(period)) is looked_at


def test_a_round_about_the_same_period_is_gone_on_with(store, spaak, june):
    again = begin_round(store, spaak, JUNE, ["Mira"], TODAY)

    assert again == june == open_round(store, spaak)
    assert open_round(store, spaak, Grain.QUARTER) is None
    assert work.people(store, spaak) == ("Joost", "Sanne")


@pytest.mark.parametrize(
    ("period", "present", "code"),
    [("2026-07", [], "period_not_over"), ("2026-06", [f"P{n}" for n in range(61)], "too_many_people")],
)
def test_a_round_that_cannot_be_held_is_refused(store, spaak, period, present, code):
    with pytest.raises(StoreError, match=code):
        begin_round(store, spaak, parse_period(period), present, TODAY)
    assert rounds(store, spaak) == ()


def test_names_and_words_come_in_on_one_line_without_what_cannot_be_seen(store, spaak):
    made = begin_round(store, spaak, JUNE, ["  San\u200bne\n", "", "Sanne"], TODAY)
    kept = decided(store, spaak, made, owner=" Jo\tost ", text="=1+1\r\n", cause="\x00Zuid")

    assert made.present == ("Sanne",)
    assert (kept.owner, kept.text, kept.cause) == ("Jo ost", "=1+1", "Zuid")


def test_a_decision_takes_the_place_of_the_one_before_and_is_undone_step_by_step(store, spaak, june):
    first = decided(store, spaak, june)
    second = decided(store, spaak, june, choice="revise", text="Te hoog")

    assert decisions(store, spaak) == (second,)
    assert undo_decision(store, spaak, second.id) == first
    assert undo_decision(store, spaak, second.id) is None
    assert decisions(store, spaak, "revenue") == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"choice": "wait"}, "unknown_choice"), ({"owner": "  "}, "empty_name"), ({"kpi": "nothing"}, "unknown_kpi")],
)
def test_a_decision_that_says_too_little_is_refused(store, spaak, june, changed, code):
    with pytest.raises(StoreError, match=code):
        decided(store, spaak, june, **changed)


def test_to_steer_is_settled_once_an_action_stands_beside_it(store, spaak, june):
    decided(store, spaak, june, choice="steer")
    assert settled(store, spaak, june.id) == frozenset()

    work.add_action(store, spaak, kpi="revenue", text="Bel", owner="Joost", due=TODAY, begun=TODAY, round=june.id)
    assert settled(store, spaak, june.id) == {"revenue"}


def test_the_clock_runs_from_the_beginning_and_stands_still_in_a_pause(store, spaak, june):
    def after(minutes):
        return NOON + timedelta(minutes=minutes)

    assert [minutes_left(june, after(m)) for m in (0, 0.5, 6, 14.9, 15, 16)] == [15, 15, 9, 1, 0, -1]
    paused = pause(store, spaak, june.id, after(6))
    assert minutes_left(paused, after(600)) == 9
    going = pause(store, spaak, june.id, after(600))
    assert minutes_left(going, after(603)) == 6


def test_a_closed_round_takes_no_more_decisions_and_its_period_no_second_round(store, spaak, take):
    take("omzet.csv", MAY_AND_JUNE)
    made = begin_round(store, spaak, JUNE, [], TODAY)
    close_round(store, spaak, made.id, TODAY)

    with pytest.raises(StoreError, match="round_closed"):
        decided(store, spaak, made)
    with pytest.raises(StoreError, match="period_closed"):
        begin_round(store, spaak, JUNE, [], TODAY)
    assert open_round(store, spaak) is None


def test_who_are_there_can_change_and_a_mistaken_round_goes(store, spaak, june):
    assert change_present(store, spaak, june.id, ["Mira"]).present == ("Mira",)
    drop_round(store, spaak, june.id)
    assert rounds(store, spaak) == ()
    with pytest.raises(StoreError, match="unknown_round"):
        decided(store, spaak, june)


def test_who_has_not_delivered_is_told_with_the_owner(store, spaak, take):
    take("omzet.csv", MAY_AND_JUNE)
    work.choose(store, spaak, "revenue")
    work.set_target(store, spaak, replace(TARGET))

    assert late(store, spaak, parse_period("2026-05"), TODAY, "nl") == ()
    (one,) = late(store, spaak, parse_period("2026-07"), date(2026, 8, 10), "nl")
    assert (one.name, one.until, one.kpis, one.owners) == ("Verkopen", "29 juni 2026", "Omzet", "Sanne")


def test_what_went_well_comes_first_and_the_worst_after_it(store, spaak, take):
    take("omzet.csv", orders(*_year()))
    for kpi in ("new_customers", "revenue", "average_order_value"):
        work.choose(store, spaak, kpi)
    work.set_target(store, spaak, replace(TARGET, value=990_000.0))
    ended = replace(TARGET, kpi="average_order_value", value=50.0, until=date(2026, 6, 30))
    work.set_target(store, spaak, ended)

    found = items(store, spaak, JUNE, today=TODAY, lang="nl")

    assert [one.kpi for one in found] == ["average_order_value", "revenue", "new_customers"]
    assert [bool(one.glad) for one in found] == [True, False, False]
    assert found[0].owner == "Sanne"


def _year():
    return [
        (f"{day:02d}-{month:02d}-{year}", f"{year}{month}{day}", f"K{day % 5}", "100,00", "Zuid")
        for year in (2025, 2026)
        for month in range(1, 13 if year == 2025 else 7)
        for day in range(2, 31 if month != 2 else 29, 2)
    ]
