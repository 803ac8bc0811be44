"""How well the set that is followed steers, on its own figures: what was bought with what, and what only looks nice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.forecast import history_of
from kpi_core.gaps import as_told
from kpi_core.numbers import show_count, show_period
from kpi_core.periods import Grain
from kpi_core.phrases import in_sentence, shown
from kpi_core.series import as_variant, card_grain, finished, series
from kpi_core.steering import Line, together, traded
from kpi_core.store import COMPANY
from kpi_core.texts import say
from kpi_core.work.closed import closed_in
from kpi_core.work.confirming import current_of
from kpi_core.work.figures import Asked, figures
from kpi_core.work.known import catalogue_in
from kpi_core.work.marks import marks_in
from kpi_core.work.steering import availability, choices, params_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.model import Kpi, Marks, Results, SeriesPoint
    from kpi_core.periods import Period
    from kpi_core.steering import Traded
    from kpi_core.store import Store
    from kpi_core.texts import Lang

YARDSTICK = "revenue"
"""What a vanity KPI is held against where no result is followed."""


@dataclass(frozen=True)
class TradeOff:
    """A KPI that got better while its guard got worse, in a sentence; `followed`: whether the guard is followed.

    The sentence may hold the name of an own KPI: escape it where it is shown.
    """

    kpi: str
    guard: str
    followed: bool
    sentence: str


def trade_offs(store: Store, workspace: str, today: date, lang: Lang) -> tuple[TradeOff, ...]:
    """Return what was bought with what among the KPIs that are followed, in their order; their guards need not be."""
    seen = _looked(store, workspace, today)
    found = []
    for kpi in seen.followed:
        guard = seen.known[kpi].guard
        per = seen.together(kpi, guard) if guard and seen.has(guard) else None
        if guard and per and (one := traded(seen.line(kpi, per), seen.line(guard, per))):
            followed = guard in seen.followed
            found.append(
                TradeOff(kpi, guard, followed, _said(one, seen.kpi(kpi), seen.kpi(guard), lang, followed=followed))
            )
    return tuple(found)


def guards_wanted(store: Store, workspace: str, level: str) -> dict[str, str]:
    """Return per KPI of a level its guard, as far as that can be measured and is followed nowhere."""
    found = availability(store, workspace)
    with store.reading(workspace) as space:
        known = catalogue_in(space)
    every = {one.kpi for one in choices(store, workspace) if not one.benched}
    own = [one.kpi for one in choices(store, workspace, level) if not one.benched]
    wanted = {kpi: known[kpi].guard for kpi in own}
    return {
        kpi: guard
        for kpi, guard in wanted.items()
        if guard and guard not in every and guard in found and found[guard].status == "now"
    }


def vanities(store: Store, workspace: str, today: date, lang: Lang) -> dict[str, str]:
    """Return per followed KPI that looks nicer than it steers how it moved beside a result; none with too few months."""
    seen = _looked(store, workspace, today, months=True)
    found = {}
    for kpi in (one for one in seen.followed if seen.known[one].pair):
        other = seen.yardstick(kpi)
        moved = together(seen.months(kpi), seen.months(other)) if other else None
        if not (other and moved):
            continue
        names = {name: in_sentence(seen.kpi(one).name[lang]) for name, one in (("kpi", kpi), ("other", other))}
        text = say(
            "vanity.together",
            lang,
            **names,
            same=show_count(moved.same, lang),
            count=show_count(moved.months, lang),
            chance=show_count(round(moved.by_chance), lang),
        )
        pair = seen.known[str(seen.known[kpi].pair)].name[lang]
        rest = say("vanity.more" if moved.more else "vanity.chance", lang, pair=pair)
        found[kpi] = f"{text[:1].upper()}{text[1:]} {rest}"
    return found


@dataclass(frozen=True)
class _Seen:
    """The figures of the KPIs that are followed, of their guards and of what they are held against."""

    known: Map[str, Kpi]
    followed: tuple[str, ...]
    company: tuple[str, ...]
    variants: Map[str, str | None]
    marks: Map[str, Marks]
    results: Map[Asked, Results]
    today: date

    def has(self, kpi: str) -> bool:
        """Tell whether a KPI can be measured."""
        return kpi in self.variants

    def kpi(self, kpi: str) -> Kpi:
        """Return a KPI in the definition in use."""
        return as_variant(self.known[kpi], self.variants[kpi])

    def points(self, kpi: str, per: Grain | None = None) -> tuple[SeriesPoint, ...]:
        """Return the whole periods of a KPI, as they were told."""
        found = series(self.results[Asked(kpi, self.variants[kpi], per=per)], kpi)
        done = finished(tuple(one for one in found if one.period.end <= self.today))
        return as_told(done, self.marks[kpi])

    def together(self, kpi: str, guard: str) -> Grain:
        """Return the grain at which two KPIs are held against each other: the wider of those of their cards."""
        return _wider(*(card_grain(self.known[one], self.variants[one]) for one in (kpi, guard)))

    def line(self, kpi: str, per: Grain) -> Line:
        """Return the past of a KPI at a grain."""
        history, periods = history_of(self.points(kpi, per), self.kpi(kpi), self.marks[kpi])
        return Line(history, periods, self.known[kpi].direction)

    def months(self, kpi: str) -> dict[Period, float | None]:
        """Return the value of a KPI per whole month."""
        return {one.period: one.value if one.complete else None for one in self.points(kpi, Grain.MONTH)}

    def yardstick(self, kpi: str) -> str | None:
        """Return the result a vanity KPI is held against: the first the company follows, else revenue, else its pair."""
        steers = (one for one in self.company if one != kpi and not self.known[one].pair)
        return next((one for one in (*steers, YARDSTICK, str(self.known[kpi].pair)) if self.has(one)), None)


def _looked(store: Store, workspace: str, today: date, *, months: bool = False) -> _Seen:
    active = [one for one in choices(store, workspace) if not one.benched]
    available = availability(store, workspace)
    with store.reading(workspace) as space:
        known, marks, dataset = catalogue_in(space), marks_in(space), current_of(space)
        params, closed = params_in(space), closed_in(space)
    followed = tuple(dict.fromkeys(one.kpi for one in active))
    company = tuple(one.kpi for one in active if one.level == COMPANY)
    beside = [known[kpi].pair if months else known[kpi].guard for kpi in followed if known[kpi].pair or not months]
    named = (*company, *beside, YARDSTICK) if months else beside
    vain = [kpi for kpi in followed if known[kpi].pair]
    wanted = dict.fromkeys([*(vain if months else followed), *(one for one in named if one and one in known)])
    usual = {one.kpi: one.variant for one in active}
    variants = {
        kpi: usual.get(kpi, available[kpi].variant) for kpi in wanted if kpi in usual or available[kpi].status == "now"
    }
    if dataset is None:
        return _Seen(known, (), (), {}, marks, {}, today)
    if months and not vain:
        variants = {}
    asked = [
        Asked(kpi, variant, per=per)
        for kpi, variant in variants.items()
        for per in _grains(kpi, known, variants, months=months)
    ]
    results = figures(dataset, asked, known, params, today, closed)
    return _Seen(known, followed, company, variants, marks, results, today)


def _grains(kpi: str, known: Map[str, Kpi], variants: Map[str, str | None], *, months: bool) -> set[Grain]:
    """Return at which grains a KPI is asked: its card's, and the wider one of what guards it or what it guards."""
    if months:
        return {Grain.MONTH}
    own = {one: card_grain(known[one], variants[one]) for one in variants}
    beside = [one for one in own if known[kpi].guard == one or known[one].guard == kpi]
    return {own[kpi], *(_wider(own[kpi], own[one]) for one in beside)}


def _wider(one: Grain, other: Grain) -> Grain:
    order = list(Grain)
    return max(one, other, key=order.index)


def _said(found: Traded, kpi: Kpi, guard: Kpi, lang: Lang, *, followed: bool) -> str:
    text = say(
        "guard.traded",
        lang,
        first=show_period(found.first, lang),
        last=show_period(found.last, lang),
        value=shown(found.better.value, kpi, lang),
        expected=shown(found.better.expected, kpi, lang),
        guard=in_sentence(guard.name[lang]),
        guard_value=shown(found.worse.value, guard, lang),
        guard_expected=shown(found.worse.expected, guard, lang),
    )
    return text if followed else f"{text} {say('guard.unfollowed', lang, guard=guard.name[lang])}"
