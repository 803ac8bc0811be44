"""What people agreed, decided and did about a KPI: each is kept with every state it had."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date, datetime


@dataclass(frozen=True)
class Vote:
    """How far one person stands behind a target: 0 (no) to 5 (all the way) fingers.

    person: "" for a vote without a name. doubt: in the voter's words; answer: what was said to it, "" while it stands.
    """

    person: str
    fingers: int
    on: date
    doubt: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Agreement:
    """Who was asked about a target, how they voted, and the owner's own yes.

    about: what the target asked then, as a code; votes about something else do not count for what it asks now.
    asked: everyone who was asked, those who have not voted yet too. accepted_on: None = the owner did not say yes.
    """

    about: str
    asked: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    accepted_by: str = ""
    accepted_on: date | None = None


@dataclass(frozen=True)
class Action:
    """Something someone does to move a KPI, from a day, done by a day.

    begun: from when its effect may show. segment: the part it is about, None = everything. effect: what is expected of it, in
    words; expected: the same as a change of the KPI's value per period, in its unit, None = not put in a number.
    done_on, dropped_on: None while it runs. round: the id of the round it was decided in, "" = in none.
    """

    id: str
    kpi: str
    text: str
    owner: str
    due: date
    begun: date
    segment: tuple[str, str] | None = None
    effect: str = ""
    expected: float | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    round: str = ""


@dataclass(frozen=True)
class Decision:
    """What a round decided about one KPI, with the verdict and the cause it was taken on.

    verdict: the code of the status, "" = the KPI had no target. cause: as it was told then, or in the group's own words.
    choice: go on as now, steer with an action, or set another target. told: the verdict as a sentence, as it was told then.
    """

    id: str
    round: str
    kpi: str
    choice: Literal["go_on", "steer", "revise"]
    owner: str
    on: date
    verdict: str = ""
    cause: str = ""
    text: str = ""
    told: str = ""


@dataclass(frozen=True)
class Round:
    """One look back together, over the period with this id (`Period.id`), and how the figures were when it closed.

    present: who were there. closed_on: None while it goes on. kpis: in the order in which they are looked at.
    figures: per KPI, or "kpi:variant", and period the value, None = it had none; only what no earlier round had closed.
    rows: the lines each rested on. definitions: what each counted then, as a code. taken: what was taken over later.
    fingerprint: of the data it was held on. running_since: when its clock last began to run, None = it stands still;
    spent: the seconds before that.
    """

    id: str
    period: str
    begun: date
    present: tuple[str, ...] = ()
    closed_on: date | None = None
    figures: Map[str, Map[str, float | None]] = field(default_factory=dict)
    fingerprint: str = ""
    kpis: tuple[str, ...] = ()
    rows: Map[str, Map[str, int]] = field(default_factory=dict)
    definitions: Map[str, str] = field(default_factory=dict)
    taken: Map[str, Map[str, float | None]] = field(default_factory=dict)
    running_since: datetime | None = None
    spent: float = 0.0


@dataclass(frozen=True)
class Note:
    """Something written down about a KPI, a period of it, or nothing in particular. period: a `Period.id`, "" = none."""

    id: str
    text: str
    on: date
    kpi: str = ""
    period: str = ""
    who: str = ""


@dataclass(frozen=True)
class Renewal:
    """What the yearly review decided about one KPI of a level, and why."""

    id: str
    year: int
    kpi: str
    level: str
    outcome: Literal["keep", "change", "retire"]
    reason: str
    on: date
    who: str = ""


@dataclass(frozen=True)
class Workshop:
    """How far a workshop has come. step: one of `work.workshop.STEPS`, begun at `since`; at: which KPI of the step is on.

    people: who take part. candidates: the KPIs on the table. scores: per person the KPIs they gave a dot. chosen: the KPIs
    the group chose, in order; before: those followed until then, so that choosing can be undone.
    """

    step: str
    since: datetime
    people: tuple[str, ...] = ()
    at: int = 0
    candidates: tuple[str, ...] = ()
    scores: Map[str, tuple[str, ...]] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
