"""Did an action work: per action what its KPI did since, beside what was expected without it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.effects import MOST_AFTER, Effect, Worked, effect, first_whole
from kpi_core.forecast import history_of
from kpi_core.gaps import as_told
from kpi_core.numbers import show_count
from kpi_core.numbers.shown import month_names
from kpi_core.phrases import shown, within
from kpi_core.series import as_variant, card_grain, is_sum, series
from kpi_core.texts import say
from kpi_core.units import Direction, Unit
from kpi_core.work.actions import actions
from kpi_core.work.closed import closed_in
from kpi_core.work.confirming import current_of
from kpi_core.work.figures import Asked, figures
from kpi_core.work.known import catalogue_in
from kpi_core.work.marks import marks_in
from kpi_core.work.steering import choices, params_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.model import Action, Kpi, SeriesPoint, Target
    from kpi_core.periods import Grain, Period
    from kpi_core.store import Store
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Told:
    """What is said of an action's effect: the code, a few words for a badge, and the sentence; it may hold an own KPI's name."""

    verdict: Worked
    title: str
    text: str


@dataclass(frozen=True)
class _About:
    """What the sentence of an effect is said with. sums: whether the KPI's periods add up."""

    kpi: Kpi
    grain: Grain
    sums: bool
    today: date
    lang: Lang


def effects_of(store: Store, workspace: str, today: date, lang: Lang) -> dict[str, Told]:
    """Return per action id what can be said of its effect; dropped actions have none, nor has anything without data.

    The KPI is looked at per month, or per longer period where it is slower, for the part the action is about. Special periods
    and those nobody wrote down are left out.
    """
    kept = [one for one in actions(store, workspace) if one.dropped_on is None]
    variants = {choice.kpi: choice.variant for choice in choices(store, workspace)}
    with store.reading(workspace) as space:
        dataset, params, known, marks = current_of(space), params_in(space), catalogue_in(space), marks_in(space)
        closed = closed_in(space)
        targets = {(one.kpi, one.segment): one for one in space.targets.all()}
    if dataset is None or not kept:
        return {}
    asked = {one.id: Asked(one.kpi, variants.get(one.kpi), one.segment[0] if one.segment else None) for one in kept}
    results = figures(dataset, asked.values(), known, params, today, closed)
    found = {}
    for one in kept:
        variant = asked[one.id].variant
        kpi = as_variant(known[one.kpi], variant)
        part = one.segment[1] if one.segment else None
        points = as_told(series(results[asked[one.id]], kpi.id, part), marks[kpi.id])
        points = tuple(point for point in points if point.period.end <= today)
        history, periods = history_of(points, kpi, marks[kpi.id])
        up = good_side(kpi, targets.get((one.kpi, one.segment)), points, one.begun)
        seen = effect(history, periods, one.begun, up=up)
        about = _About(kpi, card_grain(known[one.kpi], variant), is_sum(known[one.kpi], variant), today, lang)
        found[one.id] = _told(seen, one, about, _beside(one, kept, about.grain))
    return found


def good_side(kpi: Kpi, target: Target | None, points: Sequence[SeriesPoint], begun: date) -> bool | None:
    """Tell whether more is better: of a KPI that is to stay between two bounds, towards them from where it stood."""
    if kpi.direction is not Direction.RANGE:
        return kpi.direction is Direction.HIGHER
    before = [point.value for point in points if point.period.end < begun and point.value is not None]
    if target is None or not before:
        return None
    if target.high is not None and before[-1] > target.high:
        return False
    return True if target.low is not None and before[-1] < target.low else None


def _beside(action: Action, kept: list[Action], grain: Grain) -> int:
    """Return how many other actions on the same KPI, or on a part of it, work in a period in which this one does."""
    first = first_whole(action.begun, grain)

    def together(other: Action) -> bool:
        same = None in (action.segment, other.segment) or action.segment == other.segment
        near = first.shifted(-MOST_AFTER) < first_whole(other.begun, grain) < first.shifted(MOST_AFTER)
        return other.id != action.id and other.kpi == action.kpi and same and near

    return sum(together(one) for one in kept)


def _told(seen: Effect, action: Action, about: _About, beside: int) -> Told:
    lang = about.lang
    period = say(f"action.period.{about.grain}", lang)
    periods = say(f"signal.periods.{about.grain}", lang, n=seen.n)
    fields = {"kpi": about.kpi.name[lang], "period": period, "n": seen.n, "periods": periods, "needed": seen.needed}
    fields["when"] = _month_after(seen.at, about.today, lang) if seen.at else ""
    said = [say(_code(seen, about), lang, **fields, **_ends(seen, about))]
    if seen.verdict is not Worked.CANNOT_TELL and seen.gained:
        if about.sums:
            total = _size(seen.gained[1] * seen.n, about)
            said.append(say("effect.total", lang, total=total, periods=periods))
        if action.expected is not None:
            said.append(say("effect.meant", lang, meant=_size(action.expected, about)))
    if beside and seen.gained:
        said.append(say("effect.beside", lang, n=beside + 1, count=show_count(beside + 1, lang)))
    return Told(seen.verdict, say(f"effect.title.{seen.verdict}", lang), " ".join(said))


def _code(seen: Effect, about: _About) -> str:
    if seen.verdict is Worked.CANNOT_TELL:
        return f"effect.cannot.{seen.reason}"
    side = "more" if seen.gained and seen.gained[1] > 0 else "less"
    return f"effect.{seen.verdict}.{side}.{'sum' if about.sums else 'level'}"


def _ends(seen: Effect, about: _About) -> dict[str, str]:
    """Return the difference and its ends by size; an end on the other side of nothing is nothing."""
    if seen.gained is None:
        return {}
    low, middle, high = seen.gained if seen.gained[1] > 0 else (-end for end in reversed(seen.gained))
    return {"low": _size(max(low, 0.0), about), "gain": _size(middle, about), "high": _size(high, about)}


def _size(value: float, about: _About) -> str:
    """Return a difference of the KPI without its sign, in points for shares and scores."""
    if about.kpi.unit in (Unit.PERCENT, Unit.SCORE):
        return within(abs(value), about.kpi, about.lang)
    return shown(abs(value), about.kpi, about.lang)


def _month_after(period: Period, today: date, lang: Lang) -> str:
    """Return the month in which a period's figures can be there, with its year when that is another than now."""
    month = period.shifted(1).start
    name = month_names(lang)[month.month - 1]
    return name if month.year == today.year else f"{name} {month.year}"
