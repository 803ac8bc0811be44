"""What the explore page draws, as tables: a line per period, and a line per part, every cell ready to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.numbers import show_count, show_period, show_value
from kpi_core.passports import segment_name
from kpi_core.phrases import change, with_margin
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.charts import Bar
    from kpi_core.model import Kpi, SeriesPoint
    from kpi_core.texts import Lang

Lines = dict[str, list[str]]
"""The cells of each column under its head."""


def per_period(kept: Sequence[SeriesPoint], points: Sequence[SeriesPoint], kpi: Kpi, lang: Lang) -> Lines:
    """Return a line per period kept, the latest first, with its changes; points: all there are, to compare with."""
    known = {point.period: point for point in points}
    rows = []
    for point in reversed(kept):
        name = show_period(point.period, lang)
        before, year_ago = known.get(point.period.shifted(-1)), known.get(point.period.year_earlier())
        rows.append(
            (
                name if point.complete else say("explore.unfinished", lang, period=name),
                _value(point.value, point.margin, kpi, lang),
                _change(point, before, kpi, lang),
                _change(point, year_ago, kpi, lang),
                show_count(point.rows, lang),
            )
        )
    heads = (say("explore.column.period", lang), kpi.name[lang], say("explore.column.previous", lang), *_last(lang))
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}


def per_part(bars: Sequence[Bar], whole: Bar | None, kpi: Kpi, by: str, lang: Lang) -> Lines:
    """Return a line per part of the role `by`, in the order of the bars, then one for the whole, None = it has no value.

    The whole is its own figure and not the sum of the lines above: whoever stands in two parts counts in both.
    """
    rows = [
        (
            bar.name,
            _value(bar.value, bar.margins[0], kpi, lang),
            change(bar.value, bar.before, kpi, lang, bar.margins),
            show_count(bar.rows, lang),
        )
        for bar in bars
    ]
    if rows and whole:
        rows.append((whole.name, _value(whole.value, whole.margins[0], kpi, lang), "", show_count(whole.rows, lang)))
    heads = (segment_name(by, lang), say("explore.column.value", lang), *_last(lang))
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}


def _last(lang: Lang) -> tuple[str, str]:
    return say("explore.column.year_ago", lang), say("explore.column.rows", lang)


def _value(value: float | None, margin: float | None, kpi: Kpi, lang: Lang) -> str:
    precision = max(kpi.precision, 2) if kpi.unit is Unit.CURRENCY and kpi.precision else kpi.precision
    return with_margin(show_value(value, kpi.unit, lang, precision=precision), margin, kpi, lang)


def _change(now: SeriesPoint, before: SeriesPoint | None, kpi: Kpi, lang: Lang) -> str:
    earlier = (before.value, before.margin) if before else (None, None)
    return change(now.value, earlier[0], kpi, lang, (now.margin, earlier[1]))
