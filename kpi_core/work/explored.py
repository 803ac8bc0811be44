"""One KPI looked into: its line, which part makes the difference, the parts over time, and the same as tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core import alerts, cards, insights
from kpi_core.gaps import as_told, gaps_of
from kpi_core.model import Issue
from kpi_core.periods import Grain, add_months
from kpi_core.series import as_variant, series, tree_of
from kpi_core.texts import say
from kpi_core.work.cautions import cannot_split
from kpi_core.work.closed import RESTATED
from kpi_core.work.confirming import current
from kpi_core.work.known import catalogue, known_kpi
from kpi_core.work.lined import Line, line_of
from kpi_core.work.looked import COHORTS, Look, View, dimensions, look_at
from kpi_core.work.marks import without_answered
from kpi_core.work.parted import Split, split_of
from kpi_core.work.remarks import of_data, remarks
from kpi_core.work.signals import running_month
from kpi_core.work.steering import choices, params
from kpi_core.work.tabled import Lines, per_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.charts import Mode
    from kpi_core.dataset import Dataset
    from kpi_core.gaps import Gap
    from kpi_core.model import Kpi, Results, SeriesPoint
    from kpi_core.periods import Period
    from kpi_core.store import Store
    from kpi_core.texts import Lang

__all__ = ["COHORTS", "Explored", "Line", "Split", "View", "dimensions", "explored"]


@dataclass(frozen=True)
class Explored:
    """All that the explore page shows of one KPI. `results`: what the line rests on, for the downloads.

    notes: the warnings about what is looked at, as sentences. variant: the definition in use.
    line: the chart with what is said around it. running: where the month that still runs is heading, "" without one.
    valued: whether there is any value on the page to draw.
    gaps: periods without a row on the page, of the whole KPI, of which nobody said what they are.
    """

    kpi: Kpi
    headline: str
    card: Card
    line: Line
    table: Lines
    split: Split | None
    results: Results
    periods: tuple[Period, ...]
    reach: date | None
    notes: tuple[str, ...] = ()
    variant: str | None = None
    running: str = ""
    gaps: tuple[Gap, ...] = ()
    valued: bool = True


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
    look = look_at(store, workspace, view, kpi, variant, today=today, lang=lang, mode=mode)
    card = _card(look)
    results = look.results(view.grain)
    points = as_told(series(results, kpi.id), look.marks)
    reach = dataset.reached(today)
    kept = tuple(point for point in points if not reach or _inside(point, view, reach))
    twice = bool(kpi.min_group and view.by and view.only)
    line = line_of(card, kept, points, look)
    told = [Issue("people_one_split", "warning", fields={"kpi": kpi.id})] if twice else []
    gaps = () if view.only else gaps_of(kept, kpi, look.marks)
    return Explored(
        kpi=kpi,
        headline=_headline(card, look),
        card=card,
        line=line,
        table=per_period(kept, points, kpi, lang),
        split=split_of(look, kept, dataset, line.newest) if view.by and not twice else None,
        results=replace(results, frame=results.frame[results.frame["period"].isin([p.period.id for p in kept])]),
        periods=tuple(point.period for point in reversed(kept)),
        reach=reach,
        notes=(
            *remarks(
                (
                    *of_data(dataset, [tree_of(kpi, variant)]),
                    *without_answered(results.issues, {kpi.id: look.marks}, {kpi.id} if gaps else ()),
                    *told,
                ),
                lang,
                kept[0].period.start if kept else None,
                known,
            ),
            *([say("closed.parts_of_now", lang)] if any(i.code in RESTATED for i in results.issues) else []),
            *cannot_split(kpi, variant, dataset, lang),
        ),
        variant=variant,
        running=_running(look, dataset, points),
        gaps=gaps,
        valued=any(point.value is not None for point in kept),
    )


def _running(look: Look, dataset: Dataset, points: Sequence[SeriesPoint]) -> str:
    """Say where the month is heading in which the data stops; "" when that counts as a whole one."""
    if look.view.only or look.view.grain is not Grain.MONTH or all(point.complete for point in points):
        return ""
    found = running_month(look.kpi, dataset, params(look.store, look.workspace), look.today)
    return alerts.running(found, look.kpi, look.lang) if found else ""


def _inside(point: SeriesPoint, view: View, reach: date) -> bool:
    if point.period.start > reach:
        return False
    return view.months is None or point.period.end >= add_months(reach.replace(day=1), 1 - view.months)


def _card(look: Look) -> Card:
    only = look.view.only
    return cards.build(
        look.kpi,
        look.history,
        lang=look.lang,
        today=look.today,
        target=look.target,
        mode=look.mode,
        variant=look.variant,
        segment=only,
        marks=look.marks,
    )


def _headline(card: Card, look: Look) -> str:
    if card.status:
        return insights.headline([card], look.lang)
    if card.number is None:
        return say("explore.headline.none", look.lang, kpi=card.title)
    return say("explore.headline", look.lang, kpi=card.title, value=card.value)
