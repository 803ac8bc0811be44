"""The line of the explore page: with its route, where it is heading, its signals, and what is to be said of those."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from kpi_core import alerts
from kpi_core.cards import seen_as
from kpi_core.charts import Mark, coming, trend
from kpi_core.forecast import Silence, Stage
from kpi_core.model import Verdict
from kpi_core.numbers import show_period
from kpi_core.phrases import course, outlook_of, shown
from kpi_core.series import finished, is_sum
from kpi_core.targets import is_total, judged_grain, of_members, path
from kpi_core.texts import say
from kpi_core.units import Direction
from kpi_core.work.notes import notes
from kpi_core.work.signals import chart_marks, drawn, newest_signal, past_signals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.alerts import AlertBadge
    from kpi_core.cards import Card
    from kpi_core.charts import Chart, Coming
    from kpi_core.model import Kpi, SeriesPoint, Target
    from kpi_core.periods import Period
    from kpi_core.signals import Newest
    from kpi_core.work.looked import Look

BEHIND = (Verdict.AT_RISK, Verdict.OFF_COURSE)
ORDINARY = ("normal", "edge")


@dataclass(frozen=True)
class Line:
    """The chart of a KPI over time, and what is said around it; every sentence is "" where there is nothing to say.

    since: from when on it is on the bad side of its route. story: where it came from, stands and is heading, and how often that is
    enough. signal: what the newest whole period says by itself; badge: in a word, None where that is ordinary. notes: why the line does not go on, how far that can be
    trusted, what its points are.
    """

    chart: Chart
    newest: Newest
    since: str
    story: str
    signal: str
    badge: AlertBadge | None
    notes: tuple[str, ...]


def line_of(card: Card, kept: Sequence[SeriesPoint], points: Sequence[SeriesPoint], look: Look) -> Line:
    """Return the line. kept: the points on the page; points: all there are, which the way on rests on."""
    kpi, lang = look.kpi, look.lang
    target = card.target if card.target and look.view.grain is judged_grain(card.target, kpi) else None
    route: dict[Period, float] = {}
    goals: tuple[float, ...] = ()
    if target:
        steps = path(target, kpi, look.history, look.marks)
        route = {step.period: step.expected for step in steps if step.expected is not None}
        edges = (target.value, target.low, target.high)
        level = not is_total(target, kpi) and not of_members(target)
        goals = tuple(edge for edge in edges if edge is not None) if level else ()
    done = finished(tuple(point for point in points if point.period.end <= look.today))
    found, newest = _coming(done, look, target), newest_signal(done, kpi, look.marks, look.sensitivity)
    on_page = {point.period for point in kept}
    told, pooled = drawn(points, kpi)
    chart = trend(
        kpi,
        [point for point in told if point.period in on_page],
        lang,
        look.mode,
        route=route,
        goals=goals,
        verdict=seen_as(card.status) if target else None,
        zero=is_total(card.target, kpi) if card.target else is_sum(kpi, look.variant),
        band=None if isinstance(found, Silence) else found.band,
        marks=_marks(done, on_page, look),
    )
    notes = (say("signal.pooled", lang) if pooled else "", _note(found, look))
    return Line(
        chart,
        newest,
        since=_since(card, done, route, look),
        story=_story(card, look),
        signal=_signal(newest, card, look) if kept else "",
        badge=alerts.badge_of(newest, lang) if kept else None,
        notes=tuple(filter(None, notes)) if kept else (),
    )


def _coming(done: Sequence[SeriesPoint], look: Look, aimed: Target | None) -> Coming | Silence:
    until = aimed.until if aimed and done and aimed.until > done[-1].period.end else None
    return coming(done, look.kpi, look.marks, until=until)


def _marks(done: Sequence[SeriesPoint], on_page: set[Period], look: Look) -> tuple[Mark, ...]:
    written = {note.period for note in notes(look.store, look.workspace, look.kpi.id)}
    noted = tuple(Mark(period, "note") for period in sorted(on_page) if period.id in written)
    special = (*noted, *(Mark(period, "special") for period in sorted(on_page & look.marks.special)))
    if not on_page or not done:
        return special
    found = past_signals(done, look.kpi, look.marks, look.sensitivity, since=min(on_page))
    return (*special, *chart_marks(found, done[-1].period, look.lang))


def _since(card: Card, done: Sequence[SeriesPoint], route: dict[Period, float], look: Look) -> str:
    """Say from when on every period was on the bad side of the route; "" for a total that is not behind all the same."""
    direction = look.kpi.direction
    if card.status is None or card.status.verdict not in BEHIND or direction is Direction.RANGE:
        return ""
    lower = direction is Direction.LOWER
    if _total_is_there(card, look.kpi):
        return ""

    def behind(point: SeriesPoint) -> bool:
        asked = route.get(point.period)
        return asked is not None and point.value is not None and (point.value > asked if lower else point.value < asked)

    run = list(takewhile(behind, reversed(done)))
    if not run:
        return ""
    side = "above" if lower else "below"
    return say(f"explore.since.{side}", look.lang, n=len(run), period=show_period(run[-1].period, look.lang))


def _total_is_there(card: Card, kpi: Kpi) -> bool:
    """Return whether a total is where it should be by now, whatever its last periods were and its chance is."""
    if card.status is None or card.status.gap is None or card.target is None or not is_total(card.target, kpi):
        return False
    return card.status.gap <= 0 if kpi.direction is Direction.LOWER else card.status.gap >= 0


def _story(card: Card, look: Look) -> str:
    if look.target is None or card.status is None:
        return ""
    told = course(look.target, look.kpi, look.history, card.status, look.lang, marks=look.marks)
    return " ".join(filter(None, (told, outlook_of(card.status, look.lang))))


def _signal(newest: Newest, card: Card, look: Look) -> str:
    """Say what the newest period says by itself; beside a KPI that is behind, ordinary variation is no reason to do nothing."""
    if card.status and card.status.verdict in BEHIND and newest.state in ORDINARY:
        low, high = (shown(end, look.kpi, look.lang) for end in (newest.low, newest.high))
        plain = say("explore.no_outlier", look.lang, low=low, high=high)
        return plain if _total_is_there(card, look.kpi) else f"{plain} {say('explore.no_outlier.off', look.lang)}"
    return alerts.told(newest, look.kpi, look.lang, look.view.grain)


def _note(found: Coming | Silence, look: Look) -> str:
    if isinstance(found, Silence):
        return say(f"silence.{found.reason}", look.lang, **found.fields)
    return say(f"explore.{found.stage}", look.lang) if found.stage is not Stage.FULL else ""
