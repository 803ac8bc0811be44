"""The minutes of a round, gathered from what it decided, and its tasks and next round as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.export.agenda import Entry, first_working_day, tasks_ics
from kpi_core.export.agenda.calendar import uid_of
from kpi_core.numbers import show_date, show_period
from kpi_core.periods import Grain, parse_period
from kpi_core.phrases import in_sentence
from kpi_core.reports.minutes import Line, Minutes
from kpi_core.reports.sentences import sentence
from kpi_core.texts import LANGS, say
from kpi_core.work.actions import actions
from kpi_core.work.branding import branding
from kpi_core.work.drivers import cause
from kpi_core.work.effects import effects_of
from kpi_core.work.known import catalogue
from kpi_core.work.names import LONGEST_REMARK, clean
from kpi_core.work.overview import dashboard
from kpi_core.work.round_last import MOST, action_words
from kpi_core.work.round_page import moved
from kpi_core.work.rounds import decisions, grain_of, round_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from kpi_core.model import Action, Decision, Round
    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.effects import Told

LABELS = ("present", "restated", "cause", "decision", "action", "effect", "note")


@dataclass(frozen=True)
class _Asked:
    """What every part of the minutes is made from."""

    store: Store
    workspace: str
    held: Round
    today: date
    lang: Lang
    effects: dict[str, Told]
    actions: tuple[Action, ...]
    _told: dict[Lang, dict[str, str]] = field(default_factory=dict)

    def verdict(self, kpi: str, lang: Lang) -> str:
        """Return the verdict on a KPI as a sentence, "" for one that is followed no more; once worked out for all of them."""
        if lang not in self._told:
            board = dashboard(self.store, self.workspace, self.today, lang)
            cards = [card for level in board.levels for card in level.cards] if board else []
            self._told[lang] = {card.kpi.id: sentence(card, lang) for card in reversed(cards)}
        return self._told[lang].get(kpi, "")

    def cause(self, kpi: str, lang: Lang) -> str:
        """Return where the gap of a KPI comes from, "" where that cannot be told."""
        return cause(self.store, self.workspace, kpi, today=self.today, lang=lang)


def minutes(store: Store, workspace: str, round_: str, today: date, lang: Lang) -> Minutes:
    """Return the minutes of a round, going on or closed. Raises StoreError `unknown_round`.

    A verdict and a cause are told as they were then, in the language asked for where they still say the same.
    """
    held = round_of(store, workspace, round_)
    made = {one.kpi: one for one in decisions(store, workspace, round_=round_)}
    known, period = catalogue(store, workspace), parse_period(held.period)
    name = show_period(period, lang)
    asked = _Asked(
        store, workspace, held, today, lang, effects_of(store, workspace, today, lang), actions(store, workspace)
    )
    order = [kpi for kpi in dict.fromkeys((*held.kpis, *made)) if kpi in known]
    new = [one for one in asked.actions if one.round == round_ and one.dropped_on is None]
    counts = {
        "decisions": say("minutes.decisions", lang, n=len(made)) if made else say("minutes.decisions.none", lang),
        "actions": say("minutes.actions", lang, n=len(new)) if new else say("minutes.actions.none", lang),
    }
    state = "open" if held.closed_on is None else "closed"
    return Minutes(
        client=branding(store, workspace).name,
        title=say(f"minutes.title.{grain_of(held)}", lang, period=name),
        held=_held(held, lang),
        outcome=say(f"minutes.outcome.{state}", lang, period=name[:1].upper() + name[1:], **counts),
        present=", ".join(held.present),
        lines=tuple(_line(asked, kpi, known[kpi].name[lang], made.get(kpi)) for kpi in order),
        restated=(*_taken(asked), *(one.text for one in moved(store, workspace, today, lang))),
        upcoming=say("minutes.upcoming", lang, date=show_date(next_round(held), lang)),
        words={label: say(f"minutes.{label}", lang) for label in LABELS},
    )


def next_round(held: Round) -> date:
    """Return the day of the round after this one: the first working day after the period that comes next."""
    return first_working_day(parse_period(held.period).shifted(1).end + timedelta(days=1))


def tasks(store: Store, workspace: str, round_: str, lang: Lang, stamp: datetime) -> bytes:
    """Return the actions of a round on their days, and the next round, as a calendar file. Raises StoreError `unknown_round`."""
    held = round_of(store, workspace, round_)
    known = catalogue(store, workspace)
    names = {id_: kpi.name[lang] for id_, kpi in known.items()}
    own = [one for one in actions(store, workspace) if one.round == round_]
    period = parse_period(held.period).shifted(1)
    title = say(f"minutes.meeting.{period.grain}", lang, period=show_period(period, lang))
    day = next_round(held)
    which = period.id if period.grain is Grain.WEEK else day.isoformat()[:7]
    upcoming = Entry(uid_of(workspace, "round", which), title, day)
    return tasks_ics(own, names, lang, stamp=stamp, more=[upcoming])


def _held(held: Round, lang: Lang) -> str:
    begun = say("minutes.held", lang, date=show_date(held.begun, lang))
    if held.closed_on is None:
        return begun
    return f"{begun} · {say('minutes.closed', lang, date=show_date(held.closed_on, lang))}"


def _taken(asked: _Asked) -> Iterator[str]:
    """Say how many closed figures were taken over anew; what they were stays in the round they were closed in."""
    n = sum(len(values) for values in asked.held.taken.values())
    if n:
        yield say("minutes.taken", asked.lang, n=n)


def _line(asked: _Asked, kpi: str, name: str, made: Decision | None) -> Line:
    status = say(f"status.{made.verdict}", asked.lang) if made and made.verdict else ""
    told = _again(made.told if made else "", lambda lang: asked.verdict(kpi, lang), asked.lang)
    return Line(name, status, told, tuple(_facts(asked, kpi, made)))


def _facts(asked: _Asked, kpi: str, made: Decision | None) -> Iterator[tuple[str, str]]:
    lang = asked.lang
    if made is None:
        yield "decision", say("minutes.none", lang)
    else:
        why = _again(made.cause, lambda one: asked.cause(kpi, one), lang) if made.cause else ""
        if why:
            yield "cause", why[:1].upper() + why[1:]
        yield (
            "decision",
            say("minutes.decided", lang, choice=say(f"round.choice.{made.choice}", lang), owner=made.owner),
        )
        if made.text and made.choice != "steer":
            yield "note", made.text
    own = [one for one in asked.actions if one.kpi == kpi]
    for one in own:
        if one.round == asked.held.id:
            effect = f" ({one.effect})" if one.effect else ""
            yield "action", f"{action_words(one, lang)}{effect}"
    before = sorted((one for one in own if one.round != asked.held.id), key=lambda one: one.begun, reverse=True)
    for one in before[:MOST]:
        if one.id in asked.effects:
            yield "effect", f"{one.text}: {in_sentence(asked.effects[one.id].title)}"


def _again(kept: str, tell: Callable[[Lang], str], lang: Lang) -> str:
    """Return what was told then in the language asked for, where it still says the same; else as it was told."""
    now = tell(lang)
    if not kept or kept == _kept(now):
        return now
    return now if any(_kept(tell(other)) == kept for other in LANGS if other != lang) else kept


def _kept(text: str) -> str:
    """Return a sentence as a decision keeps it."""
    return clean(text, LONGEST_REMARK)
