"""What the pages say of actions: a line each, with who does it by when, what is late, and how its KPI stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.numbers import show_date
from kpi_core.texts import say
from kpi_core.work.actions import actions, is_running, overdue

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.model import Action
    from kpi_core.store import Store
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Doing:
    """An action as it is shown; its text and the names are customer text. late: what its badge says, "" = it is on time."""

    action: Action
    running: bool
    by: str
    late: str


def doing(store: Store, workspace: str, today: date, lang: Lang, kpi: str | None = None) -> tuple[Doing, ...]:
    """Return the actions as they are shown, of one KPI or of all, in the order of `actions`."""
    return tuple(
        Doing(one, is_running(one), _by(one, lang), say("action.late", lang) if overdue(one, today) else "")
        for one in actions(store, workspace, kpi)
    )


def _by(action: Action, lang: Lang) -> str:
    if action.done_on:
        when = say("action.done", lang, date=show_date(action.done_on, lang))
    elif action.dropped_on:
        when = say("action.dropped", lang, date=show_date(action.dropped_on, lang))
    else:
        return say("action.by", lang, owner=action.owner, due=show_date(action.due, lang))
    return f"{action.owner} · {when}"
