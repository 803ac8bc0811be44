"""Which KPI somebody thinks moves before another, kept in the workspace, and what the figures say of it.

A pair is named before it is checked. Every pair ever named for a KPI counts as looked at, also after it was taken away: whoever
tries ten finds one by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.charts.leading import leading as drawn
from kpi_core.errors import StoreError
from kpi_core.forecast import history_of
from kpi_core.gaps import as_told
from kpi_core.leading import LAGS, LEAST, Verdict, check
from kpi_core.numbers import show_count
from kpi_core.periods import Grain
from kpi_core.phrases import in_sentence
from kpi_core.series import as_variant, is_sum, series
from kpi_core.texts import say
from kpi_core.work.closed import closed_in
from kpi_core.work.confirming import current_of
from kpi_core.work.figures import Asked, figures
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.marks import marks_in
from kpi_core.work.steering import availability, choices, params_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from numpy.typing import NDArray

    from kpi_core.charts import Chart, Mode
    from kpi_core.leading import Checked
    from kpi_core.model import Kpi, Marks, SeriesPoint
    from kpi_core.store import Space, Store
    from kpi_core.texts import Lang

MOST_PAIRS = 5
MONTHS_DRAWN = 48
SEASON = 12
KEY = "leading."


@dataclass(frozen=True)
class Pair:
    """A KPI that may move first, and how many months later the other would follow. gone: taken away since."""

    kpi: str
    lag: int
    gone: bool = False


@dataclass(frozen=True)
class Shown:
    """A pair as the page shows it. They may hold the names of own KPIs: escape where they are shown.

    verdict: the sentence. more: what else to know, "" for nothing. chart: None where one of the two has no months to draw.
    """

    pair: Pair
    title: str
    verdict: str
    more: str
    chart: Chart | None


def pairs(store: Store, workspace: str, kpi: str) -> tuple[Pair, ...]:
    """Return the pairs named for a KPI that follows, in the order they were named."""
    with store.reading(workspace) as space:
        known = catalogue_in(space)
        return tuple(pair for pair in _all(space, kpi) if not pair.gone and pair.kpi in known)


def name_pair(store: Store, workspace: str, kpi: str, first: str, lag: int) -> None:
    """Keep that `first` moves `lag` months before `kpi`; what was taken away comes back.

    Raises StoreError `unknown_kpi`, `leading_itself`, `leading_lag` for a lag that is not 1 to 6, `leading_full` above five.
    """
    with store.writing(workspace) as space:
        known = catalogue_in(space)
        known_kpi(known, kpi)
        known_kpi(known, first)
        if first == kpi:
            raise StoreError("leading_itself")
        if lag not in LAGS:
            raise StoreError("leading_lag", most=LAGS[-1])
        pair, before = Pair(first, lag), _all(space, kpi)
        if pair in before:
            return
        if sum(not one.gone for one in before) >= MOST_PAIRS:
            raise StoreError("leading_full", n=MOST_PAIRS)
        kept = [pair if (one.kpi, one.lag) == (first, lag) else one for one in before]
        _put(space, kpi, kept if pair in kept else [*kept, pair])


def drop_pair(store: Store, workspace: str, kpi: str, pair: Pair) -> None:
    """Take a pair away; `name_pair` brings it back as it was. It stays among those that were looked at."""
    with store.writing(workspace) as space:
        before = _all(space, kpi)
        if pair in before:
            _put(space, kpi, [Pair(one.kpi, one.lag, gone=True) if one == pair else one for one in before])


def candidates(store: Store, workspace: str, kpi: str, lang: Lang) -> dict[str, str]:
    """Return the KPIs that may move before one, each as it is offered: its drivers first, then those that look ahead.

    All of them can be measured. An own KPI has the name people gave it.
    """
    found = [id_ for id_, state in availability(store, workspace).items() if state.status == "now" and id_ != kpi]
    with store.reading(workspace) as space:
        known = catalogue_in(space)
    drivers = known_kpi(known, kpi).drivers
    offered = {}
    for id_ in sorted(found, key=lambda id_: (id_ not in drivers, known[id_].timing != "leading", found.index(id_))):
        sort = "driver" if id_ in drivers else known[id_].timing
        offered[id_] = say(f"leading.option.{sort}", lang, kpi=known[id_].name[lang])
    return offered


def shown(
    store: Store, workspace: str, kpi: str, *, today: date, lang: Lang, mode: Mode = "light"
) -> tuple[Shown, ...]:
    """Return every pair named for a KPI with its picture and what may be said of it; none while there is no data."""
    named = pairs(store, workspace, kpi)
    variants = {choice.kpi: choice.variant for choice in choices(store, workspace)}
    with store.reading(workspace) as space:
        dataset, params, known, marks = current_of(space), params_in(space), catalogue_in(space), marks_in(space)
        looked, closed = len(_all(space, kpi)), closed_in(space)
    if dataset is None or not named:
        return ()
    ids = dict.fromkeys([kpi, *(pair.kpi for pair in named)])
    asked = {id_: Asked(id_, variants.get(id_), per=Grain.MONTH) for id_ in ids}
    results = figures(dataset, asked.values(), known, params, today, closed)
    lines = {
        id_: _Line(as_variant(known[id_], one.variant), as_told(series(results[one], id_), marks[id_]), one.variant)
        for id_, one in asked.items()
    }
    histories = {id_: _history(line, marks) for id_, line in lines.items()}
    return tuple(
        _shown(
            pair, lines[pair.kpi], lines[kpi], _checked(pair, histories[pair.kpi], histories[kpi], looked), (lang, mode)
        )
        for pair in named
    )


@dataclass(frozen=True)
class _Line:
    kpi: Kpi
    points: tuple[SeriesPoint, ...]
    variant: str | None


def _history(line: _Line, marks: Map[str, Marks]) -> dict[date, float]:
    history, periods = history_of(line.points, line.kpi, marks[line.kpi.id])
    return {period.start: float(value) for period, value in zip(periods, history.values, strict=True)}


def _checked(pair: Pair, first: Map[date, float], then: Map[date, float], looked: int) -> Checked:
    shared = sorted(first.keys() & then.keys())

    def values(of: Map[date, float]) -> NDArray[np.float64]:
        return np.array([of[month] for month in shared], dtype=np.float64)

    return check(values(first), values(then), pair.lag, season=SEASON, looked=looked)


def _shown(pair: Pair, first: _Line, then: _Line, found: Checked, look: tuple[Lang, Mode]) -> Shown:
    lang = look[0]
    name, apart = first.kpi.name[lang], months(pair.lag, lang)
    moved = say("leading.panel", lang, kpi=name, months=apart)
    title = say("leading.pair", lang, first=name, then=in_sentence(then.kpi.name[lang]), months=apart)
    verdict = _verdict(found, pair, lang)
    return Shown(
        pair, title, verdict, _more(found, lang), _chart((first, then), pair.lag, moved, f"{title}. {verdict}", look)
    )


def _chart(both: tuple[_Line, _Line], lag: int, moved: str, alt: str, look: tuple[Lang, Mode]) -> Chart | None:
    upper, lower = (
        (line.kpi, line.points[-MONTHS_DRAWN:], words, is_sum(line.kpi, line.variant))
        for line, words in zip(both, (moved, both[1].kpi.name[look[0]]), strict=True)
    )
    if any(sum(point.complete and point.value is not None for point in points) < 2 for _, points, *_ in (upper, lower)):
        return None
    return drawn(upper, lower, lag, alt, look)


def _verdict(found: Checked, pair: Pair, lang: Lang) -> str:
    """Return what may be said: what fits with few months needs the same direction, since that is what people expect."""
    fields = {"count": show_count(found.n, lang), "least": show_count(LEAST, lang)}
    fields |= {"months": months(found.lag, lang), "named": months(pair.lag, lang)}
    against = found.verdict is Verdict.FITS and not found.same
    text = say("leading.reverse" if against else f"leading.{found.verdict}", lang, **fields)
    if found.same is None:
        return text
    return f"{text} {say('leading.same' if found.same else 'leading.opposite', lang, **fields)}"


def _more(found: Checked, lang: Lang) -> str:
    return (
        say("leading.only_strong", lang, count=show_count(found.n, lang))
        if found.verdict is Verdict.CANNOT_TELL
        else ""
    )


def months(lag: int, lang: Lang) -> str:
    """Return a lag in words: "2 maanden"."""
    return say("leading.months", lang, n=lag, count=show_count(lag, lang))


def _all(space: Space, kpi: str) -> tuple[Pair, ...]:
    kept = space.settings.all().get(f"{KEY}{kpi}") or []
    return tuple(Pair(str(one["kpi"]), int(one["lag"]), gone=bool(one["gone"])) for one in kept)


def _put(space: Space, kpi: str, kept: list[Pair]) -> None:
    rows = [{"kpi": pair.kpi, "lag": pair.lag, "gone": pair.gone} for pair in kept]
    space.settings.put(f"{KEY}{kpi}", rows)
