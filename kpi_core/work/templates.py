"""How to begin with a next client: the KPIs, the goals and the own definitions of a workspace, and nothing of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kpi_core.catalogue import GOALS
from kpi_core.errors import StoreError
from kpi_core.export.project import Project, pack, unpack
from kpi_core.model import OwnKpi
from kpi_core.store import Choice
from kpi_core.store.codec import decode, encode
from kpi_core.store.fitting import fits
from kpi_core.work.known import catalogue_in
from kpi_core.work.leading import KEY as PAIRS
from kpi_core.work.marks import SENSITIVITIES
from kpi_core.work.steering import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from kpi_core.store import Space, Store, Workspace

_GOAL, _UNDER, _SOON, _TOWARDS = "goal", "kpi_goals", "sensitivity", "contributes"
_PROBLEMS = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)


def template(store: Store, workspace: str) -> bytes:
    """Return the template of a workspace: the KPIs it follows and its bench, its goals, which KPI leads which, how soon it is
    warned, and its own KPIs as they stand. No name of it or its people, no target, no figure, no file, no log.

    Raises StoreError `no_workspace`.
    """
    with store.reading(workspace) as space:
        own = space.own_kpis.all()
        known = catalogue_in(space)
        told = {
            "choices": [
                {"kpi": one.kpi, "level": one.level, "benched": one.benched, "variant": one.variant}
                for one in sorted(space.choices.all(), key=lambda one: (LEVELS.index(one.level), one.position))
                if one.kpi in known
            ],
            "own_kpis": [encode(kpi) for kpi in own],
            "settings": dict(_settings(space.settings.all(), set(known))),
        }
        return pack(Project("template", space.workspace.language, told))


def begin_from(store: Store, workspace: str, name: str) -> Workspace:
    """Make a workspace that begins with what another one steers by. name: ready to keep."""
    return begin_with(store, unpack(template(store, workspace)), name)


def begin_with(store: Store, project: Project, name: str) -> Workspace:
    """Make a workspace from a template that was read. Raises StoreError `project_unfit`; nothing changed then."""
    try:
        with store.creating(str(uuid4()), name, project.language) as space:
            space.note("workspace_created", name=name)
            _fill(space, project.workspace)
    except _PROBLEMS as error:
        raise StoreError("project_unfit") from error
    return space.workspace


def _settings(kept: Map[str, Any], known: set[str]) -> Iterator[tuple[str, object]]:
    """Yield the settings that say how to steer, none that says something of the client."""
    wanted = kept.get(_GOAL)
    goals = [one for one in (wanted if isinstance(wanted, list) else [wanted]) if one in GOALS]
    if goals:
        yield _GOAL, goals
    under = kept.get(_UNDER)
    if isinstance(under, dict):
        yield _UNDER, {kpi: goal for kpi, goal in under.items() if kpi in known and (goal in GOALS or goal == "")}
    towards = kept.get(_TOWARDS)
    if isinstance(towards, dict):
        yield _TOWARDS, {level: _among(own, known) for level, own in towards.items() if level in LEVELS}
    if kept.get(_SOON) in SENSITIVITIES:
        yield _SOON, kept[_SOON]
    for key in sorted(key for key in kept if key.removeprefix(PAIRS) in known and key.startswith(PAIRS)):
        pairs = [pair for pair in kept[key] if pair["kpi"] in known and not pair["gone"]]
        yield key, [{"kpi": pair["kpi"], "lag": int(pair["lag"]), "gone": False} for pair in pairs]


def _among(pairs: Map[str, str], known: set[str]) -> dict[str, str]:
    """Return the pairs of KPIs that are both known; "" as the second stands for none."""
    return {kpi: other for kpi, other in pairs.items() if kpi in known and other in {*known, ""}}


def _fill(space: Space, told: Map[str, Any]) -> None:
    for body in told["own_kpis"]:
        kpi = decode(body)
        if not fits(kpi, OwnKpi):
            raise StoreError("project_unfit")
        space.own_kpis.put(kpi)
    known = catalogue_in(space)
    for place, one in enumerate(told["choices"]):
        choice = Choice(one["kpi"], one["level"], place, one["benched"], one["variant"])
        if choice.level not in LEVELS or not fits((choice.kpi, choice.benched), tuple[str, bool]):
            raise StoreError("project_unfit")
        if choice.kpi in known and choice.variant in {None, *(entry.id for entry in known[choice.kpi].variants)}:
            space.choices.put(choice)
    for key, value in _settings(told["settings"], set(known)):
        space.settings.put(key, value)
