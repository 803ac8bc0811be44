"""The parts of a KPI side by side over a year, and each through time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.alerts import AlertBadge, side_badge
from kpi_core.catalogue import adds_up
from kpi_core.charts import Bar, bars_of, multiples, ranking
from kpi_core.numbers import show_date
from kpi_core.passports import segment_name
from kpi_core.periods import MONTHS_PER_YEAR, Grain, add_months
from kpi_core.series import is_sum, series
from kpi_core.texts import say
from kpi_core.work.cautions import not_the_sum
from kpi_core.work.compared import Beside, beside
from kpi_core.work.looked import dimensions, tables_of
from kpi_core.work.remarks import left_out
from kpi_core.work.signals import signals_of_parts
from kpi_core.work.tabled import Lines, per_part

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.charts import Chart
    from kpi_core.dataset import Dataset
    from kpi_core.model import Results, SeriesPoint
    from kpi_core.signals import Newest
    from kpi_core.texts import Lang
    from kpi_core.work.looked import Look

MOST_SMALL = 8
LATE_START = timedelta(days=7)
"""A table that begins this much after a span does still covers it: shops close on the first days of a year."""


@dataclass(frozen=True)
class Split:
    """The parts side by side over the whole span, and each over time. `note`: why some are not there.

    alerts: of a part that gives a signal by itself, its badge.
    beside: which of them differ more than chance explains, None where that cannot be asked.
    """

    title: str
    span: str
    chart: Chart
    table: Lines
    small: Map[str, Chart]
    note: str
    alerts: Map[str, AlertBadge]
    beside: Beside | None = None


def split_of(look: Look, kept: tuple[SeriesPoint, ...], dataset: Dataset, whole: Newest) -> Split | None:
    """Return the parts of what is looked at, None where it is not split or nothing is complete. kept: the points on the page. whole: what its newest period says."""
    by, lang, kpi = look.view.by, look.lang, look.kpi
    complete = [point.period for point in kept if point.complete]
    if not complete or by not in dimensions(dataset, kpi, look.variant):
        return None
    end = complete[-1].end
    span = (max(complete[0].start, add_months(end + timedelta(days=1), -MONTHS_PER_YEAR)), end)
    earlier = (add_months(span[0], -MONTHS_PER_YEAR), _year_before(end))
    too_early = any(
        table.first is None or table.first > earlier[0] + LATE_START for table in tables_of(dataset, kpi, look.variant)
    )
    now = look.results(Grain.ALL, by, span)
    before = None if too_early else look.results(Grain.ALL, by, earlier)
    bars = bars_of(now, kpi, lang, before=before, adds_up=adds_up(kpi).segments, by=by)
    named = {bar.segment: bar.name for bar in bars if bar.segment is not None}
    over_time = look.results(look.view.grain, by)
    inside = {point.period for point in kept}
    fair = beside(kpi, by, now, _months(look, over_time, span), (lang, look.mode))
    unsure, small = (fair.unsure, fair.small) if fair else (frozenset(), frozenset())
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
        chart=ranking(
            kpi,
            [bar for bar in bars if bar.segment not in small] or bars,
            lang,
            look.mode,
            before=say("explore.before", lang),
            unsure=unsure,
        ),
        table=per_part(bars, _whole(now, lang), kpi, by, lang),
        small=multiples(kpi, lines, lang, look.mode, zero=is_sum(kpi, look.variant)),
        note=" ".join(filter(None, (left_out(now, kpi, len(named), lang), not_the_sum(now, kpi, lang)))),
        alerts=_alerts(look, over_time, named, whole),
        beside=fair,
    )


def _alerts(look: Look, over_time: Results, named: dict[str, str], whole: Newest) -> dict[str, AlertBadge]:
    """Return the badge of each part, by its name, that gives a signal by itself."""
    found = signals_of_parts(over_time, look.kpi, whole, look.marks)
    return {named[segment]: side_badge(one.side, look.lang) for segment, one in found.items() if segment in named}


def _months(look: Look, over_time: Results, span: tuple[date, date]) -> Results:
    """Return the whole months of a span; those on the page where it shows months."""
    if look.view.grain is not Grain.MONTH:
        return look.results(Grain.MONTH, look.view.by, span)
    frame = over_time.frame
    return replace(over_time, frame=frame[(frame["start"] >= span[0]) & (frame["end"] <= span[1])])


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
