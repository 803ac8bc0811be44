"""What a hand-over says: every figure and sentence ready to print, so that each document says the same as the app.

Texts of customers stand in it as they are: names, actions, doubts and notes. Whoever writes a document escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.insights import Journey
    from kpi_core.model import Target, Verdict
    from kpi_core.passports import Passport
    from kpi_core.targets import Letter
    from kpi_core.texts import Lang
    from kpi_core.units import Direction, Unit

Tone = Literal["green", "orange", "red", "blue", "gray"]
"""The colour of a badge, never without its word."""


@dataclass(frozen=True)
class ReportPoint:
    """One period in a picture.

    label: short, for an axis; name: the period in full. value and route: in the KPI's unit (percent as a proportion), None =
    no value, or no route there. words: the value as text, "–" without one. complete: False for a period that still runs.
    """

    label: str
    name: str
    value: float | None
    route: float | None
    complete: bool
    words: str


@dataclass(frozen=True)
class ActionLine:
    """An action as text. part: what it is about, "" = everything. state: where it stands ("loopt", "te laat", "klaar").

    due: as text; on: the same day. running: not done and not dropped; late: running and past its day. effect: as it was expected,
    "" = none given; worked: whether it did, as a sentence, "" = nothing to say of it.
    """

    id: str
    kpi: str
    kpi_name: str
    text: str
    owner: str
    due: str
    on: date
    state: str
    running: bool
    late: bool
    part: str = ""
    effect: str = ""
    worked: str = ""


@dataclass(frozen=True)
class DecisionLine:
    """What a round decided about a KPI. choice: in words; text: in the group's own words, "" = none; cause: as told then."""

    kpi: str
    kpi_name: str
    on: str
    choice: str
    owner: str
    text: str = ""
    cause: str = ""


@dataclass(frozen=True)
class NoteLine:
    """A note. about: the period or the day it is of, as text; who: "" = without a name."""

    about: str
    text: str
    who: str = ""


@dataclass(frozen=True)
class TargetLine:
    """A further target of a KPI, on a part of it: what it is about, what was asked, and the verdict with its reason."""

    title: str
    asked: str
    status: Verdict
    status_words: str
    tone: Tone
    reason: str


@dataclass(frozen=True)
class KpiReport:
    """One KPI at one level.

    kpi: its id. title: the name with its part and span, as its card shows it. value: as its card shows it, "–" without one;
    number: the same unrounded, None without one. period: what the value is of, "" without a value. status: None = no target;
    status_words: "" then, unless a signal is told. tone: of the badge. total: the picture is bars of a sum, else a line.

    sentence: the verdict in one sentence, with its cause where there is one; cause: that phrase alone, "" = none. reason: why the
    verdict is what it is. came: where it came from, stands and is heading, in one sentence. should: what it should be now and at
    the end, or what is needed before that can be told. ahead: where it is heading, "" = cannot be told. asked: the target in
    words, "" = none. letters: the five letters, each with what stands or what is missing; () without a target.

    agreement: who agreed and who doubts, a line each. edges: target lines in the picture, in the KPI's unit. actions: running
    first. decisions: of the last round. meaning, formula: in words. min_group: groups smaller than this are never shown.
    """

    kpi: str
    level: str
    name: str
    title: str
    unit: Unit
    precision: int
    direction: Direction
    total: bool
    value: str
    number: float | None
    period: str
    comparison: str
    status: Verdict | None
    status_words: str
    tone: Tone
    sentence: str
    meaning: str
    formula: str
    points: tuple[ReportPoint, ...]
    passport: Passport
    cause: str = ""
    reason: str = ""
    came: str = ""
    should: str = ""
    ahead: str = ""
    asked: str = ""
    target: Target | None = None
    letters: tuple[Letter, ...] = ()
    owner: str = ""
    agreement: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()
    others: tuple[TargetLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    min_group: int | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the letters that do not stand still need."""
        return tuple(letter.text for letter in self.letters if not letter.done)


@dataclass(frozen=True)
class LevelReport:
    """The KPIs of the company or of one department. level: its code; tally: how they stand; bench: names only."""

    level: str
    name: str
    tally: str
    kpis: tuple[KpiReport, ...]
    bench: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttentionLine:
    """One thing that needs attention: its badge in a word with its colour, what it is about, and why, with the cause."""

    word: str
    tone: Tone
    title: str
    text: str


@dataclass(frozen=True)
class GapLine:
    """Something the figures lack. kind: a column, a period without rows, cells that could not be read, a KPI without a value.

    about: the KPI or the table it stands in, as text; text: what is missing, a sentence; do: how to get it, "" = nothing known.
    """

    kind: Literal["column", "period", "cells", "value"]
    about: str
    text: str
    do: str = ""


@dataclass(frozen=True)
class ReportDate:
    """A day to remember. kind: an action is due, or a target ends. title: a sentence for a calendar; id: stable, to tell it by."""

    id: str
    kind: Literal["action", "target"]
    on: date
    title: str
    who: str = ""


@dataclass(frozen=True)
class Report:
    """All that a hand-over says, in one language.

    client: the name of the client. made_on, made: the day it was made, also as text. reach: the last day of the data, None = no
    dates; reach_words: until when the data goes, with the period that still runs. goal: what the company is after, "" = not chosen.
    levels: the company first. steps: what comes next, a sentence each. notes: warnings about the figures, a sentence each.
    logo: a PNG of at most 600 by 600, None = no logo.
    """

    client: str
    lang: Lang
    made_on: date
    made: str
    reach: date | None
    reach_words: str
    headline: str
    journey: Journey | None
    attention: tuple[AttentionLine, ...]
    levels: tuple[LevelReport, ...]
    goal: str = ""
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[GapLine, ...] = ()
    dates: tuple[ReportDate, ...] = ()
    logo: bytes | None = None

    @property
    def kpis(self) -> tuple[KpiReport, ...]:
        """Every KPI in order, the company first; one followed at two levels stands there twice."""
        return tuple(kpi for level in self.levels for kpi in level.kpis)

    @property
    def once(self) -> tuple[KpiReport, ...]:
        """Every KPI once, at its first level."""
        return tuple({kpi.kpi: kpi for kpi in reversed(self.kpis)}.values())[::-1]

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """The actions that run, the first due first."""
        found = {line.id: line for kpi in self.kpis for line in kpi.actions if line.running}
        return tuple(sorted(found.values(), key=lambda line: (line.on, line.id)))
