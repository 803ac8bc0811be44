"""What the coming year holds: rounds, deadlines of targets, actions due and the review of the KPI set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from kpi_core.export.agenda.calendar import HOST, Entry, calendar, uid_of
from kpi_core.export.agenda.rounds import first_working_day, rounds_ahead
from kpi_core.numbers import show_date, show_period
from kpi_core.periods import Grain, add_months, parse_period
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map
    from datetime import datetime

    from kpi_core.model import Action
    from kpi_core.reports import ReportDate
    from kpi_core.texts import Lang

MONTHS = 12
MORNING = time(9)
ROUND_MINUTES = 30
REVIEW_MONTH, REVIEW_MINUTES = 12, 60
"""The set is looked at in December, so that new targets stand when the year begins."""
WIDE = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)


@dataclass(frozen=True)
class Plan:
    """What is to be done about the KPIs of one workspace.

    names: per KPI that is followed its name, in the order to go through them; reviews: how often each is looked at. deadlines:
    the last days of targets; dates of another kind are passed over.
    """

    workspace: str
    names: Map[str, str]
    reviews: Map[str, Grain]
    deadlines: tuple[ReportDate, ...] = ()
    actions: tuple[Action, ...] = ()


def year_ahead(plan: Plan, lang: Lang, today: date) -> tuple[Entry, ...]:
    """Return everything of the twelve months from today in the order of its days; an action that is overdue stays on its day."""
    until = add_months(today, MONTHS)
    found = [*_rounds(plan, lang, today, until), *_weekly(plan, lang, today), *_review(plan, lang, today)]
    found += [
        Entry(uid_of(plan.workspace, "target", day.id), day.title, day.on, _owner(day.who, lang))
        for day in plan.deadlines
        if day.kind == "target" and today <= day.on <= until
    ]
    found += [_task(action, plan.names, lang) for action in plan.actions if _runs(action) and action.due <= until]
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.begins or time.min, entry.title)))


def tasks_ics(
    actions: Iterable[Action], names: Map[str, str], lang: Lang, *, stamp: datetime, more: Iterable[Entry] = ()
) -> bytes:
    """Return the actions as a calendar file, each on the day it is due; what is done or dropped is taken out of the calendar.

    names: per KPI its name. more: what else is to stand in it.
    """
    entries = [*(_task(action, names, lang) for action in actions), *more]
    return calendar(entries, lang, name=say("agenda.tasks", lang), stamp=stamp)


def _rounds(plan: Plan, lang: Lang, today: date, until: date) -> Iterator[Entry]:
    """Yield one round per day, about every KPI whose month, quarter or year has just ended."""
    due: dict[date, tuple[str, list[str]]] = {}
    narrow = [kpi for kpi in plan.names if plan.reviews[kpi] not in WIDE]
    for grain in WIDE:
        kpis = [kpi for kpi in plan.names if plan.reviews[kpi] is grain]
        kpis += narrow * (grain is Grain.MONTH)
        for day, period in rounds_ahead(grain, today, until) if kpis else ():
            due.setdefault(day, (period, []))[1].extend(kpis)
    for day, (period, kpis) in due.items():
        names = [plan.names[kpi] for kpi in plan.names if kpi in kpis]
        title = say("agenda.round", lang, period=show_period(parse_period(period), lang))
        yield Entry(
            uid_of(plan.workspace, "round", day.isoformat()[:7]),
            title,
            day,
            say("agenda.round.note", lang, kpis="\n".join(f"- {name}" for name in names)),
            MORNING,
            ROUND_MINUTES,
        )


def _weekly(plan: Plan, lang: Lang, today: date) -> Iterator[Entry]:
    names = [name for kpi, name in plan.names.items() if plan.reviews[kpi] in (Grain.DAY, Grain.WEEK)]
    if names:
        monday = today + timedelta(days=-today.weekday() % 7)
        note = say("agenda.round.note", lang, kpis="\n".join(f"- {name}" for name in names))
        uid = uid_of(plan.workspace, "weekly")
        yield Entry(uid, say("agenda.weekly", lang), monday, note, MORNING, ROUND_MINUTES // 2, weeks=52)


def _review(plan: Plan, lang: Lang, today: date) -> Iterator[Entry]:
    if not plan.names:
        return
    this, following = (first_working_day(date(year, REVIEW_MONTH, 1)) for year in (today.year, today.year + 1))
    day = this if this >= today else following
    note = say("agenda.review.note", lang)
    yield Entry(
        uid_of(plan.workspace, "review", str(day.year)), say("agenda.review", lang), day, note, MORNING, REVIEW_MINUTES
    )


def _task(action: Action, names: Map[str, str], lang: Lang) -> Entry:
    lines = (
        _owner(action.owner, lang),
        say("agenda.kpi", lang, kpi=names[action.kpi]) if action.kpi in names else "",
        say("agenda.effect", lang, effect=action.effect) if action.effect else "",
        say("agenda.begun", lang, date=show_date(action.begun, lang)),
    )
    title = say("agenda.action", lang, action=action.text)
    note = "\n".join(filter(None, lines))
    return Entry(f"action-{action.id}@{HOST}", title, action.due, note, cancelled=not _runs(action))


def _runs(action: Action) -> bool:
    return action.done_on is None and action.dropped_on is None


def _owner(name: str, lang: Lang) -> str:
    return say("agenda.owner", lang, owner=name) if name else ""
