"""Signals in words: the sentence under a line, the words beside a mark, and the badge."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kpi_core.numbers import show_period
from kpi_core.periods import Grain, Period
from kpi_core.phrases import shown
from kpi_core.signals import Kind, Side, findings_of
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.charts.ahead import MarkKind
    from kpi_core.model import Finding, Kpi
    from kpi_core.signals import Newest, Nowcast, Signal
    from kpi_core.texts import Lang


class AlertBadge(NamedTuple):
    """A word with its icon and colour."""

    word: str
    icon: str
    color: str


SIGNS = {
    Side.WARNING: ("notification_important", "red"),
    Side.OPPORTUNITY: ("trending_up", "blue"),
    Side.CHANGE: ("swap_vert", "gray"),
}
SHAPES: Map[Side, MarkKind] = {Side.WARNING: "bad", Side.OPPORTUNITY: "good", Side.CHANGE: "change"}
"""How each side is marked in a chart."""
WATCH = ("visibility", "gray")


def told(newest: Newest, kpi: Kpi, lang: Lang, grain: Grain = Grain.MONTH) -> str:
    """Return what the newest period says, in at most two sentences. grain: of the periods, where there are none to tell it."""
    return " ".join(sentence(one, kpi, lang) for one in findings_of(newest, kpi, grain))


def sentence(finding: Finding, kpi: Kpi, lang: Lang) -> str:
    """Return a finding about signals as a sentence, its numbers in the KPI's unit."""
    fields = {name: _field(value, kpi, lang) for name, value in finding.fields.items()}
    if "grain" in finding.fields:
        fields["periods"] = say(f"signal.periods.{finding.fields['grain']}", lang, n=finding.fields["n"])
    text = say(f"finding.{finding.code}", lang, **fields)
    return text[:1].upper() + text[1:]


def mark_words(signal: Signal, lang: Lang) -> str:
    """Return what a chart says beside the first mark of a signal: "plotseling lager", "sinds maart lager" once it lasts."""
    since = show_period(signal.since, lang)
    if signal.since.grain is Grain.MONTH:
        since = since.removesuffix(f" {signal.since.start.year}")
    kind = Kind.CREEPING if signal.stays else signal.kind
    return say(f"signal.mark.{kind}.{'high' if signal.above else 'low'}", lang, since=since)


def badge_of(newest: Newest, lang: Lang) -> AlertBadge | None:
    """Return the badge of a signal, or of what is worth another look; ordinary variation has none."""
    if newest.signal:
        return side_badge(newest.signal.side, lang)
    return AlertBadge(say("signal.badge.near", lang), *WATCH) if newest.state == "near" else None


def side_badge(side: Side, lang: Lang) -> AlertBadge:
    """Return the badge of a signal."""
    return AlertBadge(say(f"signal.badge.{side}", lang), *SIGNS[side])


def running(found: Nowcast, kpi: Kpi, lang: Lang) -> str:
    """Return where a period that still runs is heading, as a sentence."""
    values = {name: shown(getattr(found, name), kpi, lang) for name in ("so_far", "middle", "low", "high")}
    text = say("signal.running", lang, period=show_period(found.period, lang), **values)
    return text[:1].upper() + text[1:]


def _field(value: object, kpi: Kpi, lang: Lang) -> object:
    match value:
        case Period():
            return show_period(value, lang)
        case float():
            return shown(value, kpi, lang)
        case _:
            return value
