"""The KPI catalogue: every KPI with its formula and what people need to steer by it, one YAML file per department."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kpi_core.catalogue.goals import load_goals
from kpi_core.catalogue.load import DEPARTMENTS, columns, load, load_measures, load_settings, measure_trees
from kpi_core.catalogue.search import find_in
from kpi_core.catalogue.words import in_sentences, in_words, long_names
from kpi_core.formula.facts import Additivity, additive
from kpi_core.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Goal, Kpi, MeasureDefinition, Setting
    from kpi_core.texts import Lang

__all__ = [
    "CATALOGUE",
    "DEPARTMENTS",
    "GOALS",
    "MEASURES",
    "SETTINGS",
    "adds_up",
    "columns",
    "find",
    "in_sentences",
    "in_words",
    "load",
    "long_names",
    "measure_trees",
]

CATALOGUE: Map[str, Kpi] = Lazy(cache(load))
MEASURES: Map[str, MeasureDefinition] = Lazy(cache(load_measures))
GOALS: Map[str, Goal] = Lazy(cache(lambda: load_goals(CATALOGUE)))
SETTINGS: Map[str, Setting] = Lazy(cache(load_settings))


def find(text: str, lang: Lang, known: Map[str, Kpi] = CATALOGUE) -> tuple[Kpi, ...]:
    """Return the KPIs of `known` that `text` may mean, best first; all of them for no text. See `search.find_in`."""
    return find_in(known.values(), text, lang)


def adds_up(kpi: Kpi) -> Additivity:
    """Return whether segments and periods of a KPI add up; unique visitors add up over nothing."""
    return Additivity(segments=False, periods=False) if kpi.exact_only else additive(kpi.tree)
