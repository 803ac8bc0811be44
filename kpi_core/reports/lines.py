"""What was agreed, decided, done and written down, each as a line of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.numbers import show_count, show_date, show_period
from kpi_core.periods import parse_period
from kpi_core.phrases import value_name
from kpi_core.reports.report import ActionLine, DecisionLine, NoteLine
from kpi_core.targets.agreement import CARRIES, said_yes, votes_now, waiting_for
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kpi_core.model import Action, Agreement, Decision, Note, Target
    from kpi_core.texts import Lang


def action_line(action: Action, name: str, today: date, lang: Lang, worked: str = "") -> ActionLine:
    """Return an action as text. name: of its KPI. worked: whether it had its effect, as a sentence."""
    running = action.done_on is None and action.dropped_on is None
    late = running and action.due < today
    return ActionLine(
        id=action.id,
        kpi=action.kpi,
        kpi_name=name,
        text=action.text,
        owner=action.owner,
        due=show_date(action.due, lang),
        on=action.due,
        state=_state(action, late, lang),
        running=running,
        late=late,
        part=value_name(*action.segment, lang) if action.segment else "",
        effect=action.effect,
        worked=worked,
    )


def _state(action: Action, late: bool, lang: Lang) -> str:
    for code, day in (("done", action.done_on), ("dropped", action.dropped_on)):
        if day:
            return say(f"report.action.{code}", lang, date=show_date(day, lang))
    return say("report.action.late" if late else "report.action.running", lang)


def last_decisions(decisions: Iterable[Decision], kpi: str, name: str, lang: Lang) -> tuple[DecisionLine, ...]:
    """Return what the last round that spoke of a KPI decided about it."""
    own = sorted((one for one in decisions if one.kpi == kpi), key=lambda one: one.on)
    return tuple(
        DecisionLine(
            kpi,
            name,
            show_date(one.on, lang),
            say(f"report.choice.{one.choice}", lang),
            one.owner,
            one.text,
            one.cause,
        )
        for one in own
        if one.round == own[-1].round
    )


def note_line(note: Note, lang: Lang) -> NoteLine:
    """Return a note with the period it is about, else the day it was written."""
    about = show_period(parse_period(note.period), lang) if note.period else show_date(note.on, lang)
    return NoteLine(about, note.text, note.who)


def agreement_lines(target: Target, agreement: Agreement, lang: Lang) -> tuple[str, ...]:
    """Return who agreed to what a target asks now, and which doubts there are, without the names of those who voted."""
    votes, waiting = votes_now(agreement, target), waiting_for(agreement, target)
    lines = [_accepted(target, agreement, lang)]
    if votes:
        behind = sum(vote.fingers >= CARRIES for vote in votes)
        counts = {"behind": show_count(behind, lang), "count": show_count(len(votes), lang)}
        lines.append(say("report.agreed.votes", lang, **counts))
    if waiting:
        lines.append(say("report.agreed.waiting", lang, n=len(waiting), count=show_count(len(waiting), lang)))
    lines += [_doubt(vote.doubt, vote.answer, lang) for vote in votes if vote.doubt]
    if not votes and target.doubts.strip():
        lines.append(_doubt(target.doubts.strip(), "", lang))
    return tuple(lines)


def _accepted(target: Target, agreement: Agreement, lang: Lang) -> str:
    day = said_yes(agreement, target)
    if day is None:
        return say("report.agreed.open", lang)
    who = agreement.accepted_by or target.owner
    date_words = show_date(day, lang)
    return (
        say("report.agreed.by", lang, who=who, date=date_words)
        if who
        else say("smart.a.agreed_on", lang, date=date_words)
    )


def _doubt(doubt: str, answer: str, lang: Lang) -> str:
    key = "report.agreed.answered" if answer else "report.agreed.doubt"
    return say(key, lang, doubt=doubt, answer=answer)
