"""What is asked and what was told about the past of one KPI, in words: gaps with both readings, special periods, the season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.forecast import Stage, season_of, stage_of
from kpi_core.numbers import show_period, show_value
from kpi_core.texts import say
from kpi_core.work.marks import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.gaps import Gap
    from kpi_core.model import Kpi
    from kpi_core.periods import Period
    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.marks import Silence


@dataclass(frozen=True)
class Reading:
    """One answer to a question about a gap: what it says, and the KPI per period it then gives."""

    answer: Silence
    title: str
    value: str
    note: str


@dataclass(frozen=True)
class GapQuestion:
    """Periods without a row: the question, what happens until it is answered, and its two readings."""

    periods: tuple[Period, ...]
    question: str
    until: str
    readings: tuple[Reading, Reading]


@dataclass(frozen=True)
class Remark:
    """One thing that was told about a period, to be taken back. kpi: of which one it was said, None = of all.

    answered: it was the answer to a gap, else the period was special.
    """

    period: Period
    words: str
    kpi: str | None
    answered: bool


@dataclass(frozen=True)
class Past:
    """What the explore page asks and shows about the past. title: of the list, with its length when there is one.

    choices: periods that can be marked, newest first, with their names. seasonal: None where the history says it by itself.
    """

    title: str
    gaps: tuple[GapQuestion, ...]
    remarks: tuple[Remark, ...]
    choices: dict[str, str]
    seasonal: bool | None


def past(store: Store, workspace: str, kpi: Kpi, gaps: Sequence[Gap], periods: Sequence[Period], *, lang: Lang) -> Past:
    """Return what to ask and to show. gaps: the open ones; periods: those on the page, newest first, at least one."""
    found, grain = told(store, workspace, kpi.id), periods[0].grain
    remarks = (
        *(
            Remark(
                one.period,
                f"{show_period(one.period, lang)}: {one.reason}",
                None if one.everywhere else kpi.id,
                answered=False,
            )
            for one in found.special
        ),
        *(
            Remark(period, say(f"mark.{answer}.was", lang, period=show_period(period, lang)), kpi.id, answered=True)
            for period, answer in found.silences
        ),
    )
    title = say(f"mark.title.{grain}", lang)
    season = season_of(grain)
    short = season > 1 and stage_of(len(periods), season) is not Stage.FULL
    return Past(
        title=say("mark.title.count", lang, title=title, count=len(remarks)) if remarks else title,
        gaps=tuple(_question(gap, kpi, lang) for gap in gaps),
        remarks=tuple(sorted(remarks, key=lambda one: one.period.start)),
        choices={period.id: show_period(period, lang) for period in periods},
        seasonal=found.seasonal if short else None,
    )


def _question(gap: Gap, kpi: Kpi, lang: Lang) -> GapQuestion:
    grain, names = gap.periods[0].grain, [show_period(period, lang) for period in gap.periods]
    span = names[0] if len(names) == 1 else say("mark.gap.span", lang, first=names[0], last=names[-1])
    per = {"nothing": gap.nothing, "unknown": gap.unknown}
    nothing, unknown = (
        Reading(
            answer,
            say(f"mark.{answer}", lang),
            say(f"mark.per.{grain}", lang, value=show_value(per[answer], kpi.unit, lang, compact=True)),
            say(f"mark.{answer}.note", lang),
        )
        for answer in ("nothing", "unknown")
    )
    return GapQuestion(
        gap.periods,
        say("mark.gap", lang, kpi=kpi.name[lang], span=span),
        say("mark.gap.until", lang, n=len(names)),
        (nothing, unknown),
    )
