"""What was decided about a KPI the last time, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.numbers import show_date, show_period
from kpi_core.periods import parse_period
from kpi_core.texts import say
from kpi_core.work.actions import actions
from kpi_core.work.rounds import decisions, rounds

if TYPE_CHECKING:
    from kpi_core.model import Action, Decision
    from kpi_core.store import Store
    from kpi_core.texts import Lang

MOST = 2


@dataclass(frozen=True)
class LastTime:
    """What earlier rounds decided, as text; it holds what people typed. actions: their ids with a line each, newest first."""

    decision: str
    actions: tuple[tuple[str, str], ...]


def last_time(store: Store, workspace: str, round_: str, kpi: str, lang: Lang) -> LastTime:
    """Return the last decision about a KPI before a round, and the last actions on it that round did not make."""
    periods = {one.id: one.period for one in rounds(store, workspace)}
    before = next((one for one in decisions(store, workspace, kpi) if one.round != round_), None)
    done = [one for one in actions(store, workspace, kpi) if one.round != round_ and one.dropped_on is None]
    latest = sorted(done, key=lambda one: one.begun, reverse=True)[:MOST]
    told = _decision(before, periods.get(before.round, ""), lang) if before else ""
    return LastTime(told, tuple((one.id, action_words(one, lang)) for one in latest))


def _decision(one: Decision, period: str, lang: Lang) -> str:
    name = show_period(parse_period(period), lang) if period else show_date(one.on, lang)
    told = say("round.decided", lang, choice=say(f"round.choice.{one.choice}", lang), owner=one.owner, period=name)
    return f"{told} {one.text}".strip()


def action_words(one: Action, lang: Lang) -> str:
    """Return an action in a line, with who does it and when it is or was to be done."""
    code = "done" if one.done_on else "dropped" if one.dropped_on else "due"
    day = one.done_on or one.dropped_on or one.due
    return say(f"round.action.{code}", lang, action=one.text, owner=one.owner, date=show_date(day, lang))
