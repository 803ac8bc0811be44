"""The actions of a workspace: what someone does to move a KPI. Every state they had is kept, and each step can be undone."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kpi_core.errors import StoreError
from kpi_core.model import Action
from kpi_core.roles import ROLES
from kpi_core.work.known import catalogue, catalogue_in, known_kpi
from kpi_core.work.names import LONGEST_REMARK, clean

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.store import Space, Store
    from kpi_core.texts import Lang

Segment = tuple[str, str] | None
LONGEST_ACTION = 300
MOST_ACTIONS = 1000
_KIND = "action"


def actions(store: Store, workspace: str, kpi: str | None = None) -> tuple[Action, ...]:
    """Return the actions, of one KPI or of all: those that run by due date, then those done and dropped, latest first.

    Actions on a KPI that is no longer there are left out; they come back with it.
    """
    with store.reading(workspace) as space:
        known = catalogue_in(space)
        kept = [one for one in space.entries(_KIND).all().values() if one.kpi in known and kpi in (None, one.kpi)]
    running = sorted((one for one in kept if is_running(one)), key=lambda one: (one.due, one.begun))
    ended = sorted((one for one in kept if not is_running(one)), key=_ended_on, reverse=True)
    return (*running, *ended)


def is_running(action: Action) -> bool:
    """Tell whether an action is neither done nor dropped."""
    return action.done_on is None and action.dropped_on is None


def overdue(action: Action, today: date) -> bool:
    """Tell whether an action still runs after the day it was to be done by."""
    return is_running(action) and action.due < today


def add_action(
    store: Store,
    workspace: str,
    *,
    kpi: str,
    text: str,
    owner: str,
    due: date,
    begun: date,
    segment: Segment = None,
    effect: str = "",
    expected: float | None = None,
    round: str = "",  # noqa: A002 - the noun's own name
) -> Action:
    """Keep a new action and return it as it was kept.

    Raises StoreError `unknown_kpi`, `empty_action`, `no_owner`, `action_days`, `not_a_number`, `target_part` or
    `too_many_actions`.
    """
    new = Action(uuid4().hex, kpi, text, owner, due, begun, segment, effect, expected, round=round)
    with store.writing(workspace) as space:
        if len(space.entries(_KIND).all()) >= MOST_ACTIONS:
            raise StoreError("too_many_actions", most=MOST_ACTIONS)
        return _keep(space, new)


def change_action(store: Store, workspace: str, id_: str, **changed: Any) -> Action:
    """Let fields of an action be otherwise and return it. Raises as `add_action`, and StoreError `unknown_action`."""
    with store.writing(workspace) as space:
        return _keep(space, replace(_found(space, id_), **changed))


def finish_action(store: Store, workspace: str, id_: str, on: date) -> Action:
    """Say that an action is done, and when. Raises StoreError `unknown_action`."""
    return change_action(store, workspace, id_, done_on=on, dropped_on=None)


def drop_action(store: Store, workspace: str, id_: str, on: date) -> Action:
    """Say that an action will not be done; it stays to be seen. Raises StoreError `unknown_action`."""
    return change_action(store, workspace, id_, dropped_on=on, done_on=None)


def undo_action(store: Store, workspace: str, id_: str) -> Action | None:
    """Undo the last change of an action and return what stands now; None when it was just made."""
    with store.writing(workspace) as space:
        found: Action | None = space.entries(_KIND).undo(id_)
        return found


def suggestions(store: Store, workspace: str, kpi: str, lang: Lang) -> tuple[str, ...]:
    """Return what the KPI's own definition says to do when it is off; empty when it says nothing."""
    found = catalogue(store, workspace).get(kpi)
    return tuple(found.actions.get(lang, ())) if found else ()


def _found(space: Space, id_: str) -> Action:
    found: Action | None = space.entries(_KIND).get(id_)
    if found is None:
        raise StoreError("unknown_action")
    return found


def _keep(space: Space, action: Action) -> Action:
    kept = replace(
        action,
        text=clean(action.text, LONGEST_ACTION),
        owner=clean(action.owner),
        effect=clean(action.effect, LONGEST_REMARK),
    )
    known_kpi(catalogue_in(space), kept.kpi)
    if not kept.text:
        raise StoreError("empty_action")
    if not kept.owner:
        raise StoreError("no_owner")
    if kept.due < kept.begun:
        raise StoreError("action_days")
    if kept.expected is not None and not math.isfinite(kept.expected):
        raise StoreError("not_a_number")
    if kept.segment is not None and kept.segment[0] not in ROLES:
        raise StoreError("target_part")
    space.entries(_KIND).put(kept.id, kept)
    return kept


def _ended_on(action: Action) -> tuple[bool, date]:
    return action.dropped_on is None, action.done_on or action.dropped_on or action.due
