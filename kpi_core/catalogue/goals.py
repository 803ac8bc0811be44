"""The goals people may have, each with its KPIs in the order that matters for it. See `goals.yaml`."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kpi_core.catalogue.built import refuse
from kpi_core.errors import DefinitionError
from kpi_core.model import Goal

if TYPE_CHECKING:
    from collections.abc import Collection

Several = Annotated[tuple[str, ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Texts(_Strict):
    name: str = Field(min_length=1, max_length=40)
    sentence: str = Field(min_length=1, max_length=120)


class _GoalEntry(_Strict):
    nl: _Texts
    en: _Texts
    results: Several
    drivers: Several
    guards: Several


def load_goals(known: Collection[str], text: str | None = None) -> dict[str, Goal]:
    """Return every goal by id, in the order written: that of the package, or of a YAML text. known: the ids of the KPIs.

    Raises DefinitionError for an incomplete goal, a KPI that does not exist, and one that stands twice in a goal.
    """
    if text is None:
        text = files(__package__).joinpath("goals.yaml").read_text(encoding="utf-8")
    try:
        entries = TypeAdapter(dict[str, _GoalEntry]).validate_python(yaml.load(text, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as problem:
        raise DefinitionError("bad_definition", file="goals.yaml", detail=str(problem)) from problem
    found = {id_: _goal(id_, entry) for id_, entry in entries.items()}
    for goal in found.values():
        _check(goal, known)
    return found


def _goal(id_: str, entry: _GoalEntry) -> Goal:
    names = {"nl": entry.nl.name, "en": entry.en.name}
    sentences = {"nl": entry.nl.sentence, "en": entry.en.sentence}
    return Goal(id_, names, sentences, entry.results, entry.drivers, entry.guards)


def _check(goal: Goal, known: Collection[str]) -> None:
    for place, kpi in enumerate(goal.kpis):
        if kpi not in known:
            refuse(goal.id, f"names {kpi}, which is not a KPI")
        if kpi in goal.kpis[:place]:
            refuse(goal.id, f"names {kpi} twice")
