"""The round: people look back over a period together and decide per KPI. Every step is kept at once and can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from kpi_core.errors import StoreError
from kpi_core.model import Decision, Round
from kpi_core.periods import Grain, parse_period, period_of
from kpi_core.work.actions import actions
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.names import LONGEST_REMARK, clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from kpi_core.periods import Period
    from kpi_core.store import Space, Store

GRAINS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER)
LENGTH = timedelta(minutes=15)
MOST_PRESENT = 60
CHOICES = ("go_on", "steer", "revise")
Choice = Literal["go_on", "steer", "revise"]


def due(grain: Grain, today: date) -> Period:
    """Return the period a round of a grain is about: the last whole one."""
    return period_of(today, grain).shifted(-1)


def rounds(store: Store, workspace: str) -> tuple[Round, ...]:
    """Return all rounds, the oldest first."""
    with store.reading(workspace) as space:
        return rounds_in(space)


def rounds_in(space: Space) -> tuple[Round, ...]:
    """Return all rounds of an open workspace, the oldest first."""
    found: list[Round] = [one for one in space.entries("round").all().values() if isinstance(one, Round)]
    return tuple(sorted(found, key=lambda one: (one.begun, parse_period(one.period).end)))


def grain_of(round_: Round) -> Grain:
    """Return the grain of the period a round is about."""
    return parse_period(round_.period).grain


def open_round(store: Store, workspace: str, grain: Grain = Grain.MONTH) -> Round | None:
    """Return the round of a grain that goes on, None when none does."""
    going = [one for one in rounds(store, workspace) if one.closed_on is None and grain_of(one) is grain]
    return going[-1] if going else None


def round_of(store: Store, workspace: str, id_: str) -> Round:
    """Return a round. Raises StoreError `unknown_round`."""
    with store.reading(workspace) as space:
        return round_in(space, id_)


def begin_round(
    store: Store,
    workspace: str,
    period: Period,
    present: Sequence[str],
    today: date,
    *,
    kpis: Sequence[str] = (),
    now: datetime | None = None,
) -> Round:
    """Begin the round about a period, or go on with the one that was begun, and return it.

    kpis: in the order in which they are looked at. now: when its clock begins to run, None = it stands still.
    Raises StoreError `period_not_over`, `period_closed`, `too_many_people` or `unknown_kpi`.
    """
    if period.end >= today:
        raise StoreError("period_not_over")
    there = tuple(dict.fromkeys(filter(None, map(clean, present))))
    if len(there) > MOST_PRESENT:
        raise StoreError("too_many_people", most=MOST_PRESENT)
    with store.writing(workspace) as space:
        known = catalogue_in(space)
        about = [one for one in rounds_in(space) if one.period == period.id]
        if any(one.closed_on for one in about):
            raise StoreError("period_closed")
        if about:
            return about[0]
        order = tuple(known_kpi(known, kpi).id for kpi in kpis)
        new = Round(uuid4().hex, period.id, today, there, kpis=order, running_since=now)
        space.entries("round").put(new.id, new)
        return new


def change_present(store: Store, workspace: str, id_: str, present: Sequence[str]) -> Round:
    """Say who are there. Raises StoreError `unknown_round`, `round_closed` or `too_many_people`."""
    there = tuple(dict.fromkeys(filter(None, map(clean, present))))
    if len(there) > MOST_PRESENT:
        raise StoreError("too_many_people", most=MOST_PRESENT)
    with store.writing(workspace) as space:
        return _put(space, replace(_going(space, id_), present=there))


def drop_round(store: Store, workspace: str, id_: str) -> None:
    """Take away a round that was begun by mistake; what was decided in it stays. Raises StoreError `unknown_round`, `round_closed`."""
    with store.writing(workspace) as space:
        space.entries("round").remove(_going(space, id_).id)


def pause(store: Store, workspace: str, id_: str, now: datetime) -> Round:
    """Let the clock of a round stand still, or run again. Raises StoreError `unknown_round` or `round_closed`."""
    with store.writing(workspace) as space:
        going = _going(space, id_)
        if going.running_since is None:
            return _put(space, replace(going, running_since=now))
        return _put(space, replace(going, running_since=None, spent=spent(going, now).total_seconds()))


def spent(round_: Round, now: datetime) -> timedelta:
    """Return how long the clock of a round has run."""
    ran = now - round_.running_since if round_.running_since else timedelta()
    return timedelta(seconds=round_.spent) + max(ran, timedelta())


def minutes_left(round_: Round, now: datetime) -> int:
    """Return the minutes left of the time meant for a round, a part of one as a whole; negative when it takes longer."""
    return -int((spent(round_, now) - LENGTH).total_seconds() // 60)


def decide(
    store: Store,
    workspace: str,
    round_: str,
    *,
    kpi: str,
    choice: Choice,
    owner: str,
    on: date,
    text: str = "",
    cause: str = "",
    verdict: str = "",
    told: str = "",
) -> Decision:
    """Keep what a round decides about a KPI, in place of what it decided before, and return it.

    Raises StoreError `unknown_round`, `round_closed`, `unknown_kpi`, `unknown_choice` or `empty_name` without an owner.
    """
    if choice not in CHOICES:
        raise StoreError("unknown_choice")
    with store.writing(workspace) as space:
        going = _going(space, round_)
        known_kpi(catalogue_in(space), kpi)
        made = Decision(
            decision_id(going.id, kpi),
            going.id,
            kpi,
            choice,
            clean_name(owner),
            on,
            verdict,
            clean(cause, LONGEST_REMARK),
            clean(text, LONGEST_REMARK),
            clean(told, LONGEST_REMARK),
        )
        space.entries("decision").put(made.id, made)
        return made


def decision_id(round_: str, kpi: str) -> str:
    """Return under which name the decision of a round about a KPI is kept."""
    return f"{round_}:{kpi}"


def decisions(store: Store, workspace: str, kpi: str | None = None, round_: str | None = None) -> tuple[Decision, ...]:
    """Return what was decided, about one KPI or in one round or all, the newest first."""
    with store.reading(workspace) as space:
        found: list[Decision] = list(space.entries("decision").all().values())[::-1]
    asked = [one for one in found if kpi in (None, one.kpi) and round_ in (None, one.round)]
    return tuple(sorted(asked, key=lambda one: one.on, reverse=True))


def settled(store: Store, workspace: str, round_: str) -> frozenset[str]:
    """Return the KPIs a round is done with: something was decided, and where that is to steer, an action stands beside it."""
    made = decisions(store, workspace, round_=round_)
    acted = {one.kpi for one in actions(store, workspace) if one.round == round_ and one.dropped_on is None}
    return frozenset(one.kpi for one in made if one.choice != "steer" or one.kpi in acted)


def undo_decision(store: Store, workspace: str, id_: str) -> Decision | None:
    """Undo the last change of a decision and return what stands now, None when it was just made."""
    with store.writing(workspace) as space:
        found: Decision | None = space.entries("decision").undo(id_)
        return found


def round_in(space: Space, id_: str) -> Round:
    """Return a round of an open workspace. Raises StoreError `unknown_round`."""
    found = space.entries("round").get(id_)
    if not isinstance(found, Round):
        raise StoreError("unknown_round")
    return found


def _going(space: Space, id_: str) -> Round:
    found = round_in(space, id_)
    if found.closed_on is not None:
        raise StoreError("round_closed")
    return found


def _put(space: Space, round_: Round) -> Round:
    space.entries("round").put(round_.id, round_)
    return round_
