"""The yearly look at the KPIs that are followed: what the year says of each, what is proposed, and what the owner decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.catalogue import GOALS
from kpi_core.errors import StoreError
from kpi_core.gaps import as_told
from kpi_core.model import Renewal
from kpi_core.numbers import show_count, show_date
from kpi_core.phrases import in_sentence
from kpi_core.series import as_variant, finished, series
from kpi_core.steering import OUTCOMES, Year, proposed
from kpi_core.texts import say
from kpi_core.work.closed import closed_in
from kpi_core.work.confirming import current_of
from kpi_core.work.figures import Asked, figures
from kpi_core.work.known import catalogue_in
from kpi_core.work.leading import pairs, shown
from kpi_core.work.marks import marks_in, sensitivity_in
from kpi_core.work.names import LONGEST_REMARK, clean
from kpi_core.work.signals import newest_signal, past_signals
from kpi_core.work.steering import NeedsBench, bench, choices, choose, params_in
from kpi_core.work.wanted import goals, hung

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.model import Kpi
    from kpi_core.steering import Outcome
    from kpi_core.store import Choice, Space, Store
    from kpi_core.texts import Lang

YEAR = timedelta(days=365)
_KIND = "renewal"
MOVED = {None: "unknown", True: "yes", False: "no"}
TELLING = ("normal", "edge", "near", "short", "signal")
"""States of a newest period from which it can be told whether a KPI moves."""


@dataclass(frozen=True)
class Renewed:
    """One KPI of a level in the yearly look. signs: what the year says, a sentence each. reason: of what is proposed.

    decided: what the owner decided this year, None = not yet. young: followed too short to say anything. The names of own KPIs
    are people's own: escape them where they are shown.
    """

    kpi: str
    level: str
    name: str
    signs: tuple[str, ...]
    proposal: Outcome
    reason: str
    decided: Renewal | None
    young: bool = False


@dataclass(frozen=True)
class Review:
    """The yearly look: the outcome in a sentence, the days it is about, when it is due, and every KPI."""

    headline: str
    first: date
    last: date
    due_on: date
    lines: tuple[Renewed, ...]


def count_look(store: Store, workspace: str, kpi: str, day: date) -> None:
    """Count that a KPI was looked at; it changes nothing and is in no log."""
    with store.writing(workspace) as space:
        space.looks.add(kpi, day)


def due_on(store: Store, workspace: str) -> date | None:
    """Return when the next yearly look is due: a year after the last one, or after the first KPI was chosen; None before."""
    with store.reading(workspace) as space:
        return _due_on(space)


def review(store: Store, workspace: str, today: date, lang: Lang) -> Review | None:
    """Return the yearly look over the 365 days up to today, None while no KPI is followed or benched in it."""
    with store.reading(workspace) as space:
        made: dict[str, Renewal] = space.entries(_KIND).all()
        due, began = _due_on(space), space.choices.begun()
    decided = {(one.level, one.kpi): one for one in made.values() if one.year == today.year}
    followed = [one for one in choices(store, workspace) if not one.benched or (one.level, one.kpi) in decided]
    if not followed or due is None or began is None:
        return None
    first = today - YEAR
    facts = _Facts(store, workspace, followed, first, today, (today - began.date()).days)
    lines = tuple(_line(one, facts, decided.get((one.level, one.kpi)), lang) for one in followed)
    return Review(_headline(lines, lang), first, today, due, lines)


def renew(store: Store, workspace: str, *, kpi: str, level: str, outcome: Outcome, reason: str, on: date) -> Renewal:
    """Keep what the owner decided about a KPI, with the reason; retiring puts it on the bench, where its history stays.

    Raises StoreError `not_chosen`, `renewal_reason`, or `level_full` where one comes back and its place is taken.
    """
    told = clean(reason, LONGEST_REMARK)
    if not told:
        raise StoreError("renewal_reason")
    if outcome not in OUTCOMES:
        raise StoreError("unknown_outcome", outcome=outcome)
    new = Renewal(f"{on.year}.{level}.{kpi}", on.year, kpi, level, outcome, told, on, store.who)
    _seat(store, workspace, kpi, level, benched=outcome == "retire")
    with store.writing(workspace) as space:
        space.entries(_KIND).put(new.id, new)
    return new


def undo_renewal(store: Store, workspace: str, id_: str) -> Renewal | None:
    """Go back one step with a decision, and with the bench; return what stands then. Raises StoreError `level_full`."""
    with store.writing(workspace) as space:
        now: Renewal | None = space.entries(_KIND).get(id_)
        found: Renewal | None = space.entries(_KIND).undo(id_)
    about = now or found
    if about is None:
        return None
    try:
        _seat(store, workspace, about.kpi, about.level, benched=found is not None and found.outcome == "retire")
    except StoreError:
        with store.writing(workspace) as space:
            space.entries(_KIND).put(id_, now) if now else space.entries(_KIND).remove(id_)
        raise
    return found


def _seat(store: Store, workspace: str, kpi: str, level: str, *, benched: bool) -> None:
    now = next((one for one in choices(store, workspace, level) if one.kpi == kpi), None)
    if now is None:
        raise StoreError("not_chosen", kpi=kpi)
    if benched and not now.benched:
        bench(store, workspace, kpi, level)
    if now.benched and not benched and isinstance(choose(store, workspace, kpi, level), NeedsBench):
        raise StoreError("level_full")


def _due_on(space: Space) -> date | None:
    last = max((one.on for one in space.entries(_KIND).all().values()), default=None)
    began = space.choices.begun()
    since = last or (began.date() if began else None)
    return since + YEAR if since else None


class _Facts:
    """What the year holds for every KPI that is followed, read once."""

    def __init__(  # noqa: PLR0917  read once, in one place
        self, store: Store, workspace: str, followed: list[Choice], first: date, last: date, days: int
    ) -> None:
        self.store, self.workspace, self.first, self.last, self.days = store, workspace, first, last, days
        with store.reading(workspace) as space:
            self.looked = space.looks.days(first, last)
            decisions = list(space.entries("decision").all().values())
            actions = list(space.entries("action").all().values())
            self.known, self.marks, dataset = catalogue_in(space), marks_in(space), current_of(space)
            self.sensitivity, params, closed = sensitivity_in(space), params_in(space), closed_in(space)
        self.decided = [one.kpi for one in decisions if first <= one.on <= last and one.choice != "go_on"]
        self.acted = [one.kpi for one in actions if first <= one.begun <= last and one.dropped_on is None]
        self.under = hung(store, workspace).under
        self.has_goals = bool(goals(store, workspace))
        self.asked = {one.kpi: Asked(one.kpi, one.variant) for one in followed}
        self.results = (
            {} if dataset is None else figures(dataset, self.asked.values(), self.known, params, last, closed)
        )
        self.leads = self._leads([one.kpi for one in followed])

    def _leads(self, followed: list[str]) -> Map[str, list[str]]:
        """Return per KPI those that somebody said follow it."""
        found: dict[str, list[str]] = {}
        for kpi in dict.fromkeys(followed):
            for pair in pairs(self.store, self.workspace, kpi):
                found.setdefault(pair.kpi, []).append(kpi)
        return found

    def moved(self, kpi: Kpi) -> bool | None:
        """Tell whether a KPI went beyond its normal variation in the year; None where that cannot be told."""
        asked = self.asked[kpi.id]
        if asked not in self.results:
            return None
        used, marks = as_variant(kpi, asked.variant), self.marks[kpi.id]
        done = finished(tuple(one for one in series(self.results[asked], kpi.id) if one.period.end <= self.last))
        points = as_told(done, marks)
        since = next((one.period for one in points if one.period.start >= self.first), None)
        if since is None or newest_signal(points, used, marks, self.sensitivity).state not in TELLING:
            return None
        return bool(past_signals(points, used, marks, self.sensitivity, since=since))

    def year(self, kpi: Kpi) -> Year:
        """Return the year of one KPI."""
        return Year(
            days=self.days,
            looked=self.looked.get(kpi.id, 0),
            decided=self.decided.count(kpi.id),
            acted=self.acted.count(kpi.id),
            moved=self.moved(kpi),
            served=bool(self.under.get(kpi.id)) if self.has_goals else None,
            vanity=bool(kpi.pair),
        )


def _line(choice: Choice, facts: _Facts, decided: Renewal | None, lang: Lang) -> Renewed:
    kpi = facts.known[choice.kpi]
    year = facts.year(kpi)
    outcome, reason = proposed(year)
    pair = facts.known[kpi.pair].name[lang] if kpi.pair else ""
    fields = {"looked": show_count(year.looked, lang), "pair": pair}
    text = say(f"renewal.reason.{outcome}.{reason}", lang, n=year.looked, **fields)
    signs, young = tuple(_signs(kpi, year, facts, lang)), reason == "young"
    return Renewed(choice.kpi, choice.level, kpi.name[lang], signs, outcome, text, decided, young)


def _signs(kpi: Kpi, year: Year, facts: _Facts, lang: Lang) -> list[str]:
    """Return what the year says of a KPI, a sentence each."""
    told = [
        say("renewal.looked", lang, n=year.looked, count=show_count(year.looked, lang)),
        say("renewal.decided", lang, n=year.decided, count=show_count(year.decided, lang)),
        say("renewal.acted", lang, n=year.acted, count=show_count(year.acted, lang)),
        say(f"renewal.moved.{MOVED[year.moved]}", lang),
    ]
    for follower in facts.leads.get(kpi.id, ()):
        found = shown(facts.store, facts.workspace, follower, today=facts.last, lang=lang)
        told += [f"{one.title}. {one.verdict}" for one in found if one.pair.kpi == kpi.id]
    goal = facts.under.get(kpi.id)
    if goal:
        told.append(say("renewal.goal", lang, goal=in_sentence(GOALS[goal].name[lang])))
    elif facts.has_goals:
        told.append(say("renewal.goal.none", lang))
    return told


def _headline(lines: tuple[Renewed, ...], lang: Lang) -> str:
    open_ = [one for one in lines if one.decided is None]
    if not open_:
        return say("renewal.headline.done", lang, n=len(lines), count=show_count(len(lines), lang))
    if all(one.young for one in open_):
        return say("renewal.headline.young", lang)
    counted = {name: sum(one.proposal == name for one in open_) for name in OUTCOMES}
    parts = [say(f"renewal.count.{name}", lang, count=show_count(n, lang)) for name, n in counted.items() if n]
    return say("renewal.headline", lang, n=len(open_), count=show_count(len(open_), lang), parts=", ".join(parts))


def due_words(store: Store, workspace: str, today: date, lang: Lang) -> str:
    """Return the calm line that says the yearly look is due; "" while it is not."""
    due = due_on(store, workspace)
    return say("renewal.due", lang, date=show_date(due, lang)) if due and due <= today else ""
