"""What the number on a card is about: its periods, the number, and the same a period and a year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_core.model import SeriesPoint, Status, Target
    from kpi_core.periods import Period


@dataclass(frozen=True)
class Span:
    """What the value is about: its periods, its number, and the same a period and a year before.

    margins: how far each of the three may be off by chance; None = it rests on no answers. answers: how many the first has.
    """

    periods: tuple[Period, ...]
    now: float | None
    previous: float | None
    year_ago: float | None
    total: bool
    margins: tuple[float | None, float | None, float | None] = (None, None, None)
    answers: int = 0


def span_of(done: tuple[SeriesPoint, ...], target: Target | None, status: Status | None) -> Span:
    """Return the total since the start for a sum with a target, else the last whole period. done: the whole ones, oldest first."""
    known = {p.period: p.value for p in done if p.complete}
    if target and status and status.now is not None:
        periods = tuple(p for p in known if p.start >= target.start and p.end <= target.until)
        return Span(periods, status.now, None, _total(known, tuple(p.year_earlier() for p in periods)), total=True)
    if not done:
        return Span((), None, None, None, total=False)
    last = done[-1].period
    earlier = last.shifted(-1), last.year_earlier()
    off = {p.period: p.margin for p in done}
    return Span(
        (last,),
        done[-1].value,
        known.get(earlier[0]),
        known.get(earlier[1]),
        total=False,
        margins=(done[-1].margin, off.get(earlier[0]), off.get(earlier[1])),
        answers=done[-1].rows,
    )


def _total(known: dict[Period, float | None], periods: tuple[Period, ...]) -> float | None:
    values = [known.get(period) for period in periods]
    return sum(v for v in values if v is not None) if values and all(v is not None for v in values) else None
