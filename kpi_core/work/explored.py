"""One KPI looked into: its line, which part makes the difference, the parts over time, and the same as tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core import cards, insights
from kpi_core.catalogue import adds_up
from kpi_core.charts import Bar, bars_of, multiples, ranking, trend
from kpi_core.formula.facts import compared_words, registers, tables
from kpi_core.model import Issue
from kpi_core.numbers import show_date
from kpi_core.passports import segment_name
from kpi_core.periods import MONTHS_PER_YEAR, Grain, add_months
from kpi_core.targets import as_variant, is_sum, is_total, judged_grain, of_members, path, series, tree_of
from kpi_core.texts import say
from kpi_core.work.cautions import cannot_split, not_the_sum
from kpi_core.work.confirming import current
from kpi_core.work.figures import Asked, asked_for, explore, results_of
from kpi_core.work.goals import target_of
from kpi_core.work.known import catalogue, known_kpi
from kpi_core.work.remarks import left_out, of_data, remarks
from kpi_core.work.steering import choices
from kpi_core.work.tabled import Lines, per_part, per_period

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.charts import Chart, Mode
    from kpi_core.dataset import Dataset, PreparedTable
    from kpi_core.model import Kpi, Results, SeriesPoint, Target
    from kpi_core.periods import Period
    from kpi_core.store import Store
    from kpi_core.texts import Lang

COHORTS = ("cohort_quarter", "cohort_month")
ONLY_OF_LEAVERS = frozenset({"leave_reason"})
"""Roles filled in only when a span ends: nobody who is still in force has one to be counted by."""
MOST_VALUES = 60
MOST_SMALL = 8
LATE_START = timedelta(days=7)
"""A table that begins this much after a span does still covers it: shops close on the first days of a year."""


@dataclass(frozen=True)
class View:
    """What is looked at. months: how far back, None = everything. only: a role and the one value kept of it."""

    kpi: str
    months: int | None = 24
    grain: Grain = Grain.MONTH
    by: str | None = None
    only: tuple[str, str] | None = None


@dataclass(frozen=True)
class Split:
    """The parts side by side over the whole span, and each over time. `note`: why some are not there."""

    title: str
    span: str
    chart: Chart
    table: Lines
    small: Map[str, Chart]
    note: str


@dataclass(frozen=True)
class Explored:
    """All that the explore page shows of one KPI. `results`: what the line rests on, for the downloads.

    notes: the warnings about what is looked at, as sentences. variant: the definition in use.
    """

    kpi: Kpi
    headline: str
    card: Card
    trend: Chart
    table: Lines
    split: Split | None
    results: Results
    periods: tuple[Period, ...]
    reach: date | None
    notes: tuple[str, ...] = ()
    variant: str | None = None


@dataclass(frozen=True)
class _Look:
    """Everything the parts of the page share."""

    store: Store
    workspace: str
    view: View
    kpi: Kpi
    variant: str | None
    today: date
    lang: Lang
    mode: Mode

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        return {self.view.only[0]: (self.view.only[1],)} if self.view.only else {}

    def results(self, grain: Grain, by: str | None = None, span: tuple[date, date] | None = None) -> Results:
        start, end = span or (None, None)
        return explore(
            self.store,
            self.workspace,
            self.kpi.id,
            grain,
            today=self.today,
            by=by,
            where=self.where,
            start=start,
            end=end,
            variant=self.variant,
        )


def dimensions(dataset: Dataset, kpi: Kpi, variant: str | None = None) -> tuple[str, ...]:
    """Return what a KPI can be split by with this data: those of its definition first, cohorts last.

    What the formula itself picks rows by is none of them: a current ratio of the suppliers alone means nothing.
    """
    kinds = _tables(dataset, kpi, variant)
    if not kinds:
        return ()
    shared = set.intersection(*(set(table.dimensions) for table in kinds))
    useful = {
        role for role in shared if all(1 < len([v for v in t.dimensions[role] if v]) <= MOST_VALUES for t in kinds)
    }
    named = [role for role in kpi.segments if role in useful]
    tree = tree_of(kpi, variant)
    chosen = {column.role for column in compared_words(tree)} | (ONLY_OF_LEAVERS if registers(tree) else set())
    rest = sorted(useful - set(named) - chosen)
    sales_only = all(table.kind == "sales" and "customer_id" in table.roles for table in kinds)
    return (*named, *rest, *(COHORTS if sales_only else ()))


def _tables(dataset: Dataset, kpi: Kpi, variant: str | None) -> list[PreparedTable]:
    return [dataset.tables[kind] for kind in tables(tree_of(kpi, variant)) if kind in dataset.tables]


def explored(
    store: Store, workspace: str, view: View, *, today: date, lang: Lang, mode: Mode = "light"
) -> Explored | None:
    """Return one KPI as the explore page shows it, None while there is no data."""
    dataset = current(store, workspace)
    if dataset is None:
        return None
    kpi = known_kpi(known := catalogue(store, workspace), view.kpi)
    variant = next((choice.variant for choice in choices(store, workspace) if choice.kpi == kpi.id), None)
    kpi = as_variant(kpi, variant)
    look = _Look(store, workspace, view, kpi, variant, today, lang, mode)
    card = _card(look)
    results = look.results(view.grain)
    points = series(results, kpi.id)
    reach = dataset.reached(today)
    kept = tuple(point for point in points if not reach or _inside(point, view, reach))
    twice = bool(kpi.min_group and view.by and view.only)
    told = [Issue("people_one_split", "warning", fields={"kpi": kpi.id})] if twice else []
    return Explored(
        kpi=kpi,
        headline=_headline(card, look),
        card=card,
        trend=_trend(card, kept, look),
        table=per_period(kept, points, kpi, lang),
        split=_split(look, kept, dataset) if view.by and not twice else None,
        results=replace(results, frame=results.frame[results.frame["period"].isin([p.period.id for p in kept])]),
        periods=tuple(point.period for point in reversed(kept)),
        reach=reach,
        notes=(
            *remarks(
                (*of_data(dataset, [tree_of(kpi, variant)]), *results.issues, *told),
                lang,
                kept[0].period.start if kept else None,
                known,
            ),
            *cannot_split(kpi, variant, dataset, lang),
        ),
        variant=variant,
    )


def _inside(point: SeriesPoint, view: View, reach: date) -> bool:
    if point.period.start > reach:
        return False
    return view.months is None or point.period.end >= add_months(reach.replace(day=1), 1 - view.months)


def _history(look: _Look) -> Results:
    target = _target(look)
    by = look.view.only[0] if look.view.only else None
    asked = asked_for(target) if target else Asked(look.kpi.id, look.variant, by)
    return results_of(look.store, look.workspace, asked, look.today)


def _target(look: _Look) -> Target | None:
    """Return the target on what is looked at, however its one part was named when it was set."""
    only = look.view.only
    found = target_of(look.store, look.workspace, look.kpi.id, only)
    if found is None and only:
        return target_of(look.store, look.workspace, look.kpi.id, None, ((only[0], (only[1],)),))
    return found


def _card(look: _Look) -> Card:
    only = look.view.only
    return cards.build(
        look.kpi,
        _history(look),
        lang=look.lang,
        today=look.today,
        target=_target(look),
        mode=look.mode,
        variant=look.variant,
        segment=only,
    )


def _headline(card: Card, look: _Look) -> str:
    if card.status:
        return insights.headline([card], look.lang)
    if card.number is None:
        return say("explore.headline.none", look.lang, kpi=card.title)
    return say("explore.headline", look.lang, kpi=card.title, value=card.value)


def _trend(card: Card, points: tuple[SeriesPoint, ...], look: _Look) -> Chart:
    total = is_total(card.target, look.kpi) if card.target else is_sum(look.kpi, look.variant)
    judged = card.target is not None and look.view.grain is judged_grain(card.target, look.kpi)
    route: dict[Period, float] = {}
    goals: tuple[float, ...] = ()
    if card.target and judged:
        steps = path(card.target, look.kpi, _history(look))
        route = {step.period: step.expected for step in steps if step.expected is not None}
        edges = (card.target.value, card.target.low, card.target.high)
        goals = () if total or of_members(card.target) else tuple(edge for edge in edges if edge is not None)
    verdict = card.status.verdict if card.status and judged else None
    return trend(look.kpi, points, look.lang, look.mode, route=route, goals=goals, verdict=verdict, zero=total)


def _split(look: _Look, kept: tuple[SeriesPoint, ...], dataset: Dataset) -> Split | None:
    by, lang, kpi = look.view.by, look.lang, look.kpi
    complete = [point.period for point in kept if point.complete]
    if not complete or by not in dimensions(dataset, kpi, look.variant):
        return None
    end = complete[-1].end
    span = (max(complete[0].start, add_months(end + timedelta(days=1), -MONTHS_PER_YEAR)), end)
    earlier = (add_months(span[0], -MONTHS_PER_YEAR), _year_before(end))
    too_early = any(
        table.first is None or table.first > earlier[0] + LATE_START for table in _tables(dataset, kpi, look.variant)
    )
    now = look.results(Grain.ALL, by, span)
    before = None if too_early else look.results(Grain.ALL, by, earlier)
    bars = bars_of(now, kpi, lang, before=before, adds_up=adds_up(kpi).segments, by=by)
    named = {bar.segment: bar.name for bar in bars if bar.segment is not None}
    over_time = look.results(look.view.grain, by)
    inside = {point.period for point in kept}
    lines = {
        name: [point for point in series(over_time, kpi.id, segment) if point.period in inside]
        for segment, name in list(named.items())[:MOST_SMALL]
    }
    return Split(
        title=say("explore.split", lang, role=segment_name(by, lang)),
        span=say(
            "explore.span",
            lang,
            first=show_date(span[0], lang, short=True),
            last=show_date(span[1], lang, short=True),
        ),
        chart=ranking(kpi, bars, lang, look.mode, before=say("explore.before", lang)),
        table=per_part(bars, _whole(now, lang), kpi, by, lang),
        small=multiples(kpi, lines, lang, look.mode, zero=is_sum(kpi, look.variant)),
        note=" ".join(filter(None, (left_out(now, kpi, len(named), lang), not_the_sum(now, kpi, lang)))),
    )


def _whole(results: Results, lang: Lang) -> Bar | None:
    """Return everything together, of the results of one period."""
    rows = results.frame[results.frame["segment"].isna()]
    if rows.empty or rows["value"].isna().iloc[0]:
        return None
    value, margin, n = (rows[name].iloc[0] for name in ("value", "margin", "rows"))
    off = None if margin != margin else float(margin)  # noqa: PLR0124  # not a number
    return Bar(say("explore.whole", lang), None, float(value), None, int(n), (off, None))


def _year_before(day: date) -> date:
    """Return the last day of the same span a year before; the end of a month stays the end of a month."""
    tomorrow = day + timedelta(days=1)
    return add_months(tomorrow, -MONTHS_PER_YEAR) - timedelta(days=1)
