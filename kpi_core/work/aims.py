"""A target while it is being set: its five letters, how it compares with the past, and what it asks of every month."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core import cards
from kpi_core.formula.facts import tables
from kpi_core.model import Form, Verdict
from kpi_core.numbers import show_count, show_value
from kpi_core.phrases import course, reason, shown, value_name
from kpi_core.targets import (
    as_variant,
    assess,
    base_of,
    holds,
    is_asked,
    is_total,
    judged_members,
    needed_per_month,
    points_of,
    resolved,
    smart_letters,
    tree_of,
)
from kpi_core.texts import say
from kpi_core.units import Unit
from kpi_core.work.agreeing import agreement_of
from kpi_core.work.break_even import break_even_in
from kpi_core.work.confirming import current
from kpi_core.work.explored import COHORTS, dimensions
from kpi_core.work.figures import Asked, asked_for, results_of
from kpi_core.work.known import catalogue, known_kpi
from kpi_core.work.marks import marks_of
from kpi_core.work.pictured import Shown, members_beside, trend_beside, years_beside
from kpi_core.work.remarks import remarks
from kpi_core.work.weighed import weighed

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.cards import Badge
    from kpi_core.charts import Chart, Mode
    from kpi_core.model import Kpi, Status, Target
    from kpi_core.store import Store
    from kpi_core.targets import Letter, Member, Needed
    from kpi_core.texts import Lang
    from kpi_core.work.weighed import Weighed

AUTUMN = 10
MOST_VALUES = 12
AGES = (3, 6, 12)
TENTH = 0.1
"""Below a tenth of a point one decimal would say that nothing is asked."""
MOST_COHORTS = 8


@dataclass(frozen=True)
class Aim:
    """What the target page shows beside the form. `years` is None before there is a whole span to compare with.

    weighed: how realistic it is. came: where the KPI came from, stands and is heading, once the target runs; "" before.

    ages: for a target at an age, per cohort (the customer's text) the KPI at several ages in months.

    members: for a target per part, each part (the customer's text) with its value and whether it meets it, the furthest off
    first; then `trend` shows them side by side.

    total: whether the target is a total over its days, else a level to be at. segments: the values it can be about.
    """

    kpi: Kpi
    letters: tuple[Letter, ...]
    badge: Badge | None
    reason: str
    needed: str
    trend: Chart
    years: Chart | None
    total: bool
    weighed: Weighed
    came: str = ""
    ages: Map[str, Map[int, str]] = field(default_factory=dict)
    members: Map[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many of the five letters stand."""
        return sum(letter.done for letter in self.letters)

    @property
    def carried(self) -> bool:
        """Whether the letter A stands: the people the target touches stand behind it."""
        return any(letter.done for letter in self.letters if letter.letter == "A")


def aim(store: Store, workspace: str, target: Target, *, today: date, lang: Lang, mode: Mode = "light") -> Aim:
    """Weigh a target, kept or not, against the KPI's own history. Raises StoreError `no_data`."""
    known = catalogue(store, workspace)
    kpi = as_variant(known_kpi(known, target.kpi), target.variant)
    results = results_of(store, workspace, asked_for(target), today)
    marks = marks_of(store, workspace, kpi.id)
    unsummed = [issue for issue in results.issues if issue.code == "exact_only"]
    valued = is_asked(target)
    status = assess(target, kpi, results, today, marks) if valued else None
    beside = weighed(target, kpi, results, marks, today=today, lang=lang, mode=mode)
    agreement = agreement_of(store, workspace, target)
    letters = smart_letters(target, kpi, results, today, lang, weighed=beside.found, agreement=agreement)
    came = course(target, kpi, results, status, lang, marks=marks) if status else ""
    ages: dict[str, dict[int, str]] = {}
    each = judged_members(target, kpi, results, today) if valued and target.form is Form.EACH_MEMBER else ()
    if target.form is Form.AT_AGE:
        ages = _ages(store, workspace, target, today, lang)
        results = results_of(store, workspace, Asked(target.kpi, target.variant), today)
    target = resolved(target, kpi, results)
    seen = Shown(target, kpi, results, status, marks, today, lang, mode)
    needed = _needed(needed_per_month(target, kpi, results, today), target, kpi, status, lang) if status else ""
    earned = break_even_in(store, workspace, kpi.id, today=today, lang=lang)
    return Aim(
        kpi=kpi,
        letters=letters if valued else tuple(_unweighed(letter, lang) for letter in letters),
        badge=cards.badge(status, lang),
        reason=_why(target, kpi, status, lang) if status else "",
        needed=" ".join(filter(None, (needed, earned, *remarks(unsummed, lang, known=known)))),
        trend=members_beside(seen, each) if each else trend_beside(seen),
        years=None if each else years_beside(seen, beside.found.heading),
        total=is_total(target, kpi),
        weighed=beside,
        came=came,
        ages=ages,
        members=_members(target, kpi, each, lang),
    )


def _ages(store: Store, workspace: str, target: Target, today: date, lang: Lang) -> dict[str, dict[int, str]]:
    """Return the KPI at several ages side by side, per cohort; the newest cohorts first, "–" where one is too young."""
    found: dict[str, dict[int, str]] = {}
    shown = as_variant(known_kpi(catalogue(store, workspace), target.kpi), target.variant)
    for age in sorted({*AGES, target.age or AGES[-1]}):
        frame = results_of(store, workspace, asked_for(replace(target, age=age)), today).frame
        for name, value in zip(frame["segment"], frame["value"], strict=True):
            text = show_value(float(value), shown.unit, lang)
            found.setdefault(value_name(target.by or "", str(name), lang), {})[age] = text
    return dict(list(found.items())[::-1][:MOST_COHORTS])


def _members(target: Target, kpi: Kpi, each: tuple[Member, ...], lang: Lang) -> dict[str, tuple[str, str]]:
    found = {}
    for one in each:
        word = "small" if one.small else "missed" if one.off else "kept"
        name = value_name(target.by or "", one.name, lang)
        found[name] = (shown(one.value, as_variant(kpi, target.variant), lang), say(f"aim.member.{word}", lang))
    return found


def segments(store: Store, workspace: str, kpi: str, variant: str | None) -> tuple[tuple[str, str], ...]:
    """Return what else than everything together a target can be about: a role with one of its most frequent values."""
    dataset = current(store, workspace)
    if dataset is None:
        return ()
    definition = known_kpi(catalogue(store, workspace), kpi)
    kinds = [dataset.tables[kind] for kind in tables(tree_of(definition, variant)) if kind in dataset.tables]
    return tuple(
        (role, value)
        for role in dimensions(dataset, definition, variant)
        if role not in COHORTS and len(kinds[0].dimensions[role]) <= MOST_VALUES
        for value in kinds[0].dimensions[role]
        if value
    )


def with_baseline(store: Store, workspace: str, target: Target, today: date) -> Target:
    """Return the target with where its KPI stood before it began; only a route and a change start somewhere."""
    kpi = known_kpi(catalogue(store, workspace), target.kpi)
    routed = target.value is not None and target.form in (Form.FROM_TO, Form.POINTS, Form.RELATIVE)
    if target.baseline is not None or not routed or (is_total(target, kpi) and target.form is Form.FROM_TO):
        return target
    results = results_of(store, workspace, asked_for(target), today)
    return replace(target, baseline=base_of(target, kpi, points_of(target, results)))


def _why(target: Target, kpi: Kpi, status: Status, lang: Lang) -> str:
    """Return the reason of a verdict beside the sentence about where the KPI came from, stands and is heading."""
    if status.chance is None or status.expected is None or target.value is None or holds(target):
        return reason(status, kpi, lang)
    should = say("aim.should", lang, expected=shown(status.expected, kpi, lang))
    return f"{should} {say('status.held', lang)}" if status.fields.get("held") else should


def _unweighed(letter: Letter, lang: Lang) -> Letter:
    """Return a letter as it is while nothing is asked yet: there is nothing to weigh."""
    return replace(letter, done=False, text=say("aim.unvalued", lang)) if letter.letter == "R" else letter


def _needed(needed: Needed | None, target: Target, kpi: Kpi, status: Status, lang: Lang) -> str:
    if needed is None:
        return ""
    left = needed.remaining if kpi.direction != "lower" or is_total(target, kpi) else -needed.remaining
    if left <= 0:
        lasts = status.verdict not in (Verdict.AT_RISK, Verdict.OFF_COURSE)
        return say("aim.there" if lasts else "aim.there.now", lang)
    amounts = {
        name: _amount(value, kpi, lang) for name, value in (("remaining", left), ("each", left / needed.periods))
    }
    sort = "sum" if is_total(target, kpi) else "level"
    count = show_count(needed.periods, lang)
    return say(f"aim.needed.{sort}.{needed.grain}", lang, n=needed.periods, count=count, **amounts)


def _amount(value: float, kpi: Kpi, lang: Lang) -> str:
    if kpi.unit is Unit.PERCENT:
        points = value * 100
        precision = None if abs(points) >= TENTH else 2
        return say("number.points", lang, value=show_value(points, Unit.SCORE, lang, precision=precision))
    return show_value(value, kpi.unit, lang, compact=True)


def usual_span(today: date, reach: date | None) -> tuple[date, date]:
    """Return the days a new target runs over at first: the calendar year the data has come to, or the next one from October on.

    reach: the last day of the data, None = no data. Data that stops in June gets a verdict now on the year it is about.
    """
    at = today if reach is None else min(today, reach + timedelta(days=1))
    year = at.year + (at.month >= AUTUMN)
    return date(year, 1, 1), date(year, 12, 31)
