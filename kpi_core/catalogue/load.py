"""The catalogue's YAML read into `Kpi`s; a definition that contradicts itself or names what does not exist is refused."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from kpi_core.catalogue.built import kpi_of, parsed, refuse
from kpi_core.catalogue.entries import KpiEntry, MeasureEntry, SettingEntry
from kpi_core.errors import DefinitionError
from kpi_core.formula.facts import params
from kpi_core.model import Kpi, MeasureDefinition, Setting
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node

FILES = ("marketing", "sales", "ecommerce", "customer", "finance", "hr", "operations")
DEPARTMENTS = ("marketing", "sales", "ecommerce", "customer", "finance", "hr", "operations")


def columns() -> dict[str, dict[str, str]]:
    """Return the type of every role in every table kind."""
    return {kind.id: {role: ROLES[role].type for role in kind.roles} for kind in KINDS.values()}


def load_measures(text: str | None = None) -> dict[str, MeasureDefinition]:
    """Return the named aggregates, in the order written."""
    found = _entries("measures", MeasureEntry, text)
    return {id_: MeasureDefinition(id_, entry.formula, entry.name.model_dump()) for id_, entry in found.items()}


def measure_trees(measures: Map[str, MeasureDefinition]) -> dict[str, Node]:
    """Return the tree of each measure; one may use those written above it, which leaves no room for a circle."""
    trees: dict[str, Node] = {}
    known = columns()
    for measure in measures.values():
        trees[measure.id] = parsed(measure.id, measure.formula, trees, known)
    return trees


def load_settings(text: str | None = None) -> dict[str, Setting]:
    """Return every number that formulas may ask the user for, by name."""
    found = _entries("settings", SettingEntry, text)
    return {
        id_: Setting(
            id=id_, **{**entry.model_dump(), "name": entry.name.model_dump(), "question": entry.question.model_dump()}
        )
        for id_, entry in found.items()
    }


def load(texts: Map[str, str] | None = None) -> dict[str, Kpi]:
    """Return every KPI by id: those of the package, or of the YAML texts given per file name.

    Raises DefinitionError for an incomplete entry, an unknown name, and an id that stands twice.
    """
    entries: dict[str, KpiEntry] = {}
    for name in texts or FILES:
        for id_, entry in _entries(name, KpiEntry, texts[name] if texts else None).items():
            if id_ in entries:
                refuse(id_, f"stands in {entries[id_].departments[0]}.yaml and in {name}.yaml")
            if entry.departments[0] != name or not {*entry.departments} <= {*DEPARTMENTS}:
                refuse(id_, f"departments must be known ones and start with {name}")
            entries[id_] = entry
    trees, known, settings = measure_trees(load_measures()), columns(), load_settings()
    names = {*entries, *trees}
    found = {id_: kpi_of(id_, entry, trees, known, names) for id_, entry in entries.items()}
    for kpi in found.values():
        _check_neighbours(kpi, found)
        _check_settings(kpi, settings)
    return found


def _entries(name: str, entry: type[Any], text: str | None) -> dict[str, Any]:
    if text is None:
        text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    try:
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
        found: dict[str, Any] = TypeAdapter(dict[str, entry]).validate_python(raw)  # type: ignore[valid-type]
    except (yaml.YAMLError, ValidationError) as problem:
        raise DefinitionError("bad_definition", file=f"{name}.yaml", detail=str(problem)) from problem
    return found


def _check_neighbours(kpi: Kpi, found: Iterable[str]) -> None:
    for other in (kpi.pair, kpi.guard, *kpi.drivers):
        if other is not None and (other not in found or other == kpi.id):
            refuse(kpi.id, f"refers to {other}, which is not another KPI")


def _check_settings(kpi: Kpi, settings: Map[str, Setting]) -> None:
    asked = {name for tree in (kpi.tree, *(one.tree for one in kpi.variants)) for name in params(tree)}
    windows = {days for days in (kpi.window_days, *(one.window_days for one in kpi.variants)) if isinstance(days, str)}
    for name in asked | windows:
        if name not in settings:
            refuse(kpi.id, f"asks for the setting {name}, which does not exist")
