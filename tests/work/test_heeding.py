"""What needs attention with what people do about it: bad before good, at most three, and one row per KPI."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from kpi_core.cards import Badge
from kpi_core.insights import Attention
from kpi_core.model import Action, Verdict
from kpi_core.work.heeding import heeded

TODAY = date(2026, 7, 10)


def card(kpi):
    return SimpleNamespace(kpi=SimpleNamespace(id=kpi), title=kpi.upper(), target=None)


def row(kpi, verdict=None):
    return Attention(Badge(verdict, "word", "icon", "red"), kpi.upper(), f"{kpi}.", card(kpi))


def action(kpi, due=-1, **more):
    return Action(f"{kpi}{due}", kpi, "Bel", "Bo", TODAY + timedelta(days=due), date(2026, 1, 1), **more)


CARDS = [card(kpi) for kpi in "abcde"]


def told(rows, kept, lang="nl"):
    return [(one.card.kpi.id, one.text, one.unheeded) for one in heeded(rows, CARDS, kept, TODAY, lang)]


@pytest.mark.parametrize(
    ("kept", "text", "unheeded"),
    [
        ([], "a. Er loopt nog geen actie.", True),
        ([action("b", 5)], "a. Er loopt nog geen actie.", True),
        ([action("a", -1, done_on=TODAY)], "a. Er loopt nog geen actie.", True),
        ([action("a", -1, dropped_on=TODAY)], "a. Er loopt nog geen actie.", True),
        ([action("a", 0)], "a.", False),
        ([action("a", -1)], "a. De actie ‘Bel’ van Bo is te laat.", False),
        ([action("a", -2), action("a", -1)], "a. 2 acties zijn te laat, zoals ‘Bel’ van Bo.", False),
    ],
)
def test_what_is_behind_says_what_is_done_about_it(kept, text, unheeded):
    assert told([row("a", Verdict.OFF_COURSE)], kept) == [("a", text, unheeded)]


def test_a_target_that_is_over_asks_for_no_action():
    assert told([row("a", Verdict.MISSED)], []) == [("a", "a.", False)]


def test_late_actions_come_after_what_is_behind_and_before_all_else():
    rows = [row("a", Verdict.AT_RISK), row("b"), row("c")]

    found = told(rows, [action("a", 5), action("c"), action("d")], "en")

    assert [kpi for kpi, *_ in found] == ["a", "c", "d"]
    assert found[1][1] == "The action ‘Bel’ of Bo is overdue."


def test_there_are_never_more_than_three_and_only_those_with_a_card():
    rows = [row(kpi, Verdict.OFF_COURSE) for kpi in "abc"]

    assert [kpi for kpi, *_ in told(rows, [action("d"), action("zz")])] == ["a", "b", "c"]
    assert told([], [action("zz")]) == []
