"""Early warning over the figures of a workspace: on the newest period, on a chart, among segments, and while a month runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.alerts import SHAPES, mark_words
from kpi_core.charts import Mark
from kpi_core.compute import compute
from kpi_core.forecast import history_of
from kpi_core.model import NO_MARKS
from kpi_core.periods import Grain, add_months, period_of
from kpi_core.series import is_share, is_sum, series
from kpi_core.signals import (
    LEAST_TRIALS,
    Part,
    Sensitivity,
    judge_newest,
    nowcast,
    segment_signals,
    signals,
)
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi, Marks, Results, SeriesPoint
    from kpi_core.periods import Period
    from kpi_core.signals import Newest, Nowcast, Signal
    from kpi_core.texts import Lang

TOGETHER = 3
MONTHS_BACK = 13
MOST_LOOKED_AT = 60


def newest_signal(
    points: Sequence[SeriesPoint], kpi: Kpi, marks: Marks = NO_MARKS, sensitivity: str = Sensitivity.NORMAL
) -> Newest:
    """Return what the newest whole period of a series says. kpi: in the definition the points were worked out by."""
    history, periods = history_of(points, kpi, marks)
    return judge_newest(history, periods, kpi.direction, Sensitivity(sensitivity))


def past_signals(
    points: Sequence[SeriesPoint],
    kpi: Kpi,
    marks: Marks = NO_MARKS,
    sensitivity: str = Sensitivity.NORMAL,
    *,
    since: Period | None = None,
) -> tuple[Signal, ...]:
    """Return the signals of a series, oldest first. points: all there are; since: the first period to look at.

    At most the last five years of months, or as many shorter periods, are looked at: a forecast is made for each.
    """
    history, periods = history_of(points, kpi, marks)
    first = max([*periods[-MOST_LOOKED_AT:][:1], *([since] if since else [])], default=None)
    return signals(history, periods, kpi.direction, Sensitivity(sensitivity), since=first)


def chart_marks(found: Sequence[Signal], newest: Period, lang: Lang) -> tuple[Mark, ...]:
    """Return the marks of signals on a chart: one per period, the last signal's first with its words.

    newest: the last whole period; a signal that is over by then is told as what was, not as what is.
    """
    return tuple(
        Mark(period, SHAPES[signal.side], _said(signal, newest, lang) if first and signal is found[-1] else "")
        for signal in found
        for first, period in ((period == signal.period, period) for period in signal.flagged)
    )


def _said(signal: Signal, newest: Period, lang: Lang) -> str:
    if signal.flagged[-1] == newest:
        return mark_words(signal, lang)
    return say(f"signal.mark.over.{'high' if signal.above else 'low'}", lang)


def drawn(points: Sequence[SeriesPoint], kpi: Kpi) -> tuple[tuple[SeriesPoint, ...], bool]:
    """Return the points of a series to draw, and whether each takes three periods together.

    That is so for a share of counts of which most periods have fewer than 20: alone they show chance and little else. A point
    of which even three together have fewer has no value. An unfinished period stays as it is.
    """
    counts = [point.denominator for point in points if point.complete and point.denominator]
    few = bool(counts) and float(np.median(counts)) < LEAST_TRIALS
    if not few or not is_share(kpi):
        return tuple(points), False
    return tuple(
        _together(points[max(0, place - TOGETHER + 1) : place + 1]) if point.complete else point
        for place, point in enumerate(points)
    ), True


def _together(points: Sequence[SeriesPoint]) -> SeriesPoint:
    known = [
        (one.value * one.denominator, one.denominator) for one in points if one.value is not None and one.denominator
    ]
    total = sum(count for _, count in known)
    value = sum(hits for hits, _ in known) / total if total >= LEAST_TRIALS and len(points) == TOGETHER else None
    return replace(points[-1], value=value, denominator=total or None)


def signals_of_parts(results: Results, kpi: Kpi, whole: Newest, marks: Marks = NO_MARKS) -> dict[str, Signal]:
    """Return what segments signal in the newest whole period, by segment; at most three.

    results: of one grain, split by one role. whole: what the KPI itself says. Hidden groups have no rows and are not among them.
    """
    if whole.period is None:
        return {}
    found = results.frame[(results.frame["kpi"] == kpi.id) & results.frame["segment"].notna()]
    names = [str(name) for name in found["segment"].unique()]
    weight = found.groupby("segment")["value" if is_sum(kpi) else "denominator"].sum(min_count=1).abs()
    if weight.isna().all():
        weight = found.groupby("segment")["rows"].sum()
    total = float(weight.sum()) or 1.0
    parts = {
        name: Part(*history_of(series(results, kpi.id, name), kpi, marks), float(weight.get(name, 0.0)) / total)
        for name in names
    }
    return segment_signals(parts, kpi.direction, whole.period, whole_alarms=whole.signal is not None)


def running_month(kpi: Kpi, dataset: Dataset, params: Map[str, float], today: date) -> Nowcast | None:
    """Return where the month in which the data stops is heading; None for what does not add up, or where that cannot be told."""
    reached = dataset.reached(today)
    if reached is None or not is_sum(kpi) or reached >= period_of(reached, Grain.MONTH).end:
        return None
    start = add_months(reached.replace(day=1), 1 - MONTHS_BACK)
    results = compute([kpi], dataset, Grain.DAY, start=start, end=reached, params=params, today=today)
    days = {p.period.start: p.value for p in series(results, kpi.id) if p.value is not None}
    return nowcast(days, reached, min(days)) if days else None
