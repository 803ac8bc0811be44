"""What the pages say of actions: a line each, with who does it by when, what is late, how its KPI stands and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.cards import badge
from kpi_core.numbers import show_count, show_date
from kpi_core.phrases import shown, value_name, within
from kpi_core.series import card_grain, is_sum
from kpi_core.texts import say
from kpi_core.units import Unit
from kpi_core.work.actions import actions, is_running, overdue
from kpi_core.work.effects import effects_of
from kpi_core.work.figures import statuses
from kpi_core.work.known import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.cards import Badge
    from kpi_core.model import Action, Kpi
    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.effects import Told


@dataclass(frozen=True)
class Doing:
    """An action as it is shown; its words hold customer text. late: what its badge says, "" = it is on time.

    about: the KPI and the part it is about. expects: what it should bring, "" = nobody said. badge: how the KPI stands against its
    target, None without one. effect: what it did, None for a dropped one or without data.
    """

    action: Action
    running: bool
    about: str
    by: str
    late: str
    expects: str = ""
    badge: Badge | None = None
    effect: Told | None = None


@dataclass(frozen=True)
class Doings:
    """The actions of a workspace or of one KPI: the outcome in a sentence, those that run by due date, then done and dropped.

    owners, kpis: everyone and everything any action is of, whatever was asked for; kpis by id with their name.
    """

    headline: str
    running: tuple[Doing, ...]
    done: tuple[Doing, ...]
    dropped: tuple[Doing, ...]
    owners: tuple[str, ...]
    kpis: dict[str, str]


def doings(
    store: Store, workspace: str, today: date, lang: Lang, *, kpi: str | None = None, owner: str | None = None
) -> Doings:
    """Return the actions as they are shown: of one KPI or owner, or all."""
    every, known = actions(store, workspace), catalogue(store, workspace)
    kept = [one for one in every if kpi in (None, one.kpi) and owner in (None, one.owner)]
    effects = effects_of(store, workspace, today, lang) if kept else {}
    stands = {(t.kpi, t.segment): badge(s, lang) for t, s in statuses(store, workspace, today)} if kept else {}
    shown_ = [
        Doing(
            one,
            is_running(one),
            _about(one, known[one.kpi], lang),
            _by(one, lang),
            say("action.late", lang) if overdue(one, today) else "",
            _expects(one, known[one.kpi], lang),
            stands.get((one.kpi, one.segment)) or stands.get((one.kpi, None)),
            effects.get(one.id),
        )
        for one in kept
    ]
    return Doings(
        _headline(kept, today, lang),
        tuple(one for one in shown_ if one.running),
        tuple(one for one in shown_ if one.action.done_on),
        tuple(one for one in shown_ if one.action.dropped_on),
        tuple(sorted({one.owner for one in every}, key=str.casefold)),
        {one.kpi: known[one.kpi].name[lang] for one in every},
    )


def _headline(kept: Sequence[Action], today: date, lang: Lang) -> str:
    """Say how many are late and how many run, the late ones first."""
    running = [one for one in kept if is_running(one)]
    late = sum(overdue(one, today) for one in running)
    fine = len(running) - late
    if not kept:
        return say("actions.none", lang)
    if not running:
        return say("actions.all_ended", lang)
    counts = {"late": show_count(late, lang), "fine": show_count(fine, lang)}
    if not late:
        return say("actions.fine", lang, n=fine, fine=counts["fine"])
    first = say("actions.late", lang, n=late, late=counts["late"])
    return f"{first}, {say('actions.others', lang, n=fine, fine=counts['fine'])}." if fine else f"{first}."


def _about(action: Action, kpi: Kpi, lang: Lang) -> str:
    name = kpi.name[lang]
    if action.segment is None:
        return name
    return say("card.title.segment", lang, kpi=name, segment=value_name(*action.segment, lang))


def _by(action: Action, lang: Lang) -> str:
    if action.done_on:
        when = say("action.done", lang, date=show_date(action.done_on, lang))
    elif action.dropped_on:
        when = say("action.dropped", lang, date=show_date(action.dropped_on, lang))
    else:
        return say("action.by", lang, owner=action.owner, due=show_date(action.due, lang))
    return f"{action.owner} · {when}"


def change_asked(kpi: Kpi, lang: Lang) -> str:
    """Return how to ask what an action should change: of what adds up per period, of a level how far it moves."""
    if is_sum(kpi):
        return say("action.expected.sum", lang, period=_period(kpi, lang))
    return say("action.expected.level", lang)


def change_example(kpi: Kpi) -> str:
    """Return the code of an example of such a change."""
    return {Unit.PERCENT: "change_percent", Unit.CURRENCY: "change_currency"}.get(kpi.unit, "change")


def _period(kpi: Kpi, lang: Lang) -> str:
    return say(f"action.period.{card_grain(kpi)}", lang)


def _expects(action: Action, kpi: Kpi, lang: Lang) -> str:
    number = ""
    if action.expected is not None:
        points = kpi.unit in (Unit.PERCENT, Unit.SCORE)
        size = within(abs(action.expected), kpi, lang) if points else shown(abs(action.expected), kpi, lang)
        number = say(f"action.expected.{'up' if action.expected >= 0 else 'down'}", lang, size=size)
        if is_sum(kpi):
            number = f"{number} {say('action.per', lang, period=_period(kpi, lang))}"
    said = ", ".join(filter(None, (action.effect, number)))
    return say("action.expects", lang, text=said) if said else ""
