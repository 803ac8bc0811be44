"""Which KPI of the company a department's KPI contributes to: proposed from the definitions, decided by the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Measure
from kpi_core.store import COMPANY
from kpi_core.work.known import catalogue
from kpi_core.work.steering import choices

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Kpi
    from kpi_core.store import Store

_KEY = "contributes"


def contributes(store: Store, workspace: str) -> dict[tuple[str, str], str]:
    """Return per department and KPI followed there the company KPI it contributes to; those that contribute to none are absent.

    Until the owner decides it is the same KPI where the company follows it too, else the first company KPI it drives or is
    part of by its definition.
    """
    followed = [choice for choice in choices(store, workspace) if not choice.benched]
    company = [choice.kpi for choice in followed if choice.level == COMPANY]
    known, decided = catalogue(store, workspace), told(store, workspace)
    found: dict[tuple[str, str], str] = {}
    for choice in followed:
        place = (choice.level, choice.kpi)
        if choice.level == COMPANY:
            continue
        towards = decided[place] if place in decided else _proposed(choice.kpi, company, known)
        if towards in company:
            found[place] = towards
    return found


def told(store: Store, workspace: str) -> dict[tuple[str, str], str]:
    """Return what the owner decided: per department and KPI the company KPI, "" = it contributes to none."""
    with store.reading(workspace) as space:
        kept = space.settings.all().get(_KEY) or {}
    return {(level, kpi): towards for level, own in kept.items() for kpi, towards in own.items()}


def set_contribution(store: Store, workspace: str, level: str, kpi: str, towards: str | None) -> None:
    """Let a department's KPI contribute to a company KPI; "" = to none, None = as is proposed. Raises StoreError `not_followed`."""
    with store.reading(workspace) as space:
        kept: dict[str, dict[str, str]] = {
            one: dict(own) for one, own in (space.settings.all().get(_KEY) or {}).items()
        }
    followed = {(choice.level, choice.kpi) for choice in choices(store, workspace)}
    if level == COMPANY or (level, kpi) not in followed or (towards and (COMPANY, towards) not in followed):
        raise StoreError("not_followed")
    own = kept.setdefault(level, {})
    if towards is None:
        own.pop(kpi, None)
    else:
        own[kpi] = towards
    with store.writing(workspace) as space:
        space.settings.put(_KEY, {one: names for one, names in kept.items() if names} or None)


def _proposed(kpi: str, company: Sequence[str], known: Map[str, Kpi]) -> str:
    if kpi in company:
        return kpi
    return next((one for one in company if one in known and kpi in (*known[one].drivers, *_inside(known[one]))), "")


def _inside(kpi: Kpi) -> set[str]:
    """Return what a KPI is made of by arithmetic."""
    ways = (*kpi.equals, *kpi.roughly)
    return {node.name for one in ways for node in parts(one.tree) if isinstance(node, Measure)}
