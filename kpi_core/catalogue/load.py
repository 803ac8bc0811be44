"""The catalogue's YAML read into `Kpi`s; a definition that contradicts itself or names what does not exist is refused."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, NoReturn

import yaml
from pydantic import TypeAdapter, ValidationError

from kpi_core.catalogue.entries import KpiEntry, MeasureEntry
from kpi_core.catalogue.zero import zero_code
from kpi_core.errors import DefinitionError, FormulaError
from kpi_core.formula.facts import tables
from kpi_core.formula.parse import parse
from kpi_core.model import Kpi, MeasureDefinition, Variant
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import LANGS, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node

FILES = ("marketing", "sales", "ecommerce", "customer", "finance", "hr")
DEPARTMENTS = ("marketing", "sales", "ecommerce", "customer", "finance", "hr", "operations")
COHORT = "cohort"
"""The segment that is not a column: the month or quarter of a customer's first order."""


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
    for measure in measures.values():
        trees[measure.id] = _parsed(measure.id, measure.formula, trees, columns())
    return trees


def load(texts: Map[str, str] | None = None) -> dict[str, Kpi]:
    """Return every KPI by id: those of the package, or of the YAML texts given per file name.

    Raises DefinitionError for an incomplete entry, an unknown name, and an id that stands twice.
    """
    trees, known = measure_trees(load_measures()), columns()
    found: dict[str, Kpi] = {}
    for name in texts or FILES:
        for id_, entry in _entries(name, KpiEntry, texts[name] if texts else None).items():
            if id_ in found:
                _refuse(id_, f"stands in {found[id_].departments[0]}.yaml and in {name}.yaml")
            if entry.departments[0] != name or not {*entry.departments} <= {*DEPARTMENTS}:
                _refuse(id_, f"departments must be known ones and start with {name}")
            found[id_] = _kpi(id_, entry, trees, known)
    for kpi in found.values():
        _check_neighbours(kpi, found)
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


def _kpi(id_: str, entry: KpiEntry, trees: Map[str, Node], known: Map[str, Map[str, str]]) -> Kpi:
    tree = _parsed(id_, entry.formula, trees, known)
    _check_segments(id_, entry, tree, known)
    variants = tuple(
        Variant(
            id=name,
            name=one.name.model_dump(),
            formula=one.formula,
            tree=_parsed(id_, one.formula, trees, known),
            unit=one.unit or entry.unit,
            stands_in=one.stands_in,
        )
        for name, one in entry.variants.items()
    )
    zero = entry.zero or zero_code(tree, entry.unit)
    plain: dict[str, Any] = entry.model_dump(exclude={"nl", "en", "zero", "variants"})
    words = {lang: getattr(entry, lang).model_dump() for lang in LANGS}
    texts: dict[str, Any] = {part: {lang: words[lang][part] for lang in LANGS} for part in words["nl"]}
    return Kpi(
        id=id_, tree=tree, variants=variants, zero={lang: say(f"zero.{zero}", lang) for lang in LANGS}, **plain, **texts
    )


def _parsed(id_: str, formula: str, trees: Map[str, Node], known: Map[str, Map[str, str]]) -> Node:
    try:
        return parse(formula, trees, known)
    except FormulaError as problem:
        _refuse(id_, f"{formula!r} at {problem.position}: {problem.code} {dict(problem.fields)}")


def _check_segments(id_: str, entry: KpiEntry, tree: Node, known: Map[str, Map[str, str]]) -> None:
    for segment in entry.segments:
        if segment != COHORT and not all(segment in known[kind] for kind in tables(tree)):
            _refuse(id_, f"segment {segment} is not a role of every table in the formula")
    for column in entry.optional:
        kind, _, role = column.partition(".")
        if role not in known.get(kind, ()):
            _refuse(id_, f"optional column {column} does not exist")


def _check_neighbours(kpi: Kpi, found: Iterable[str]) -> None:
    for other in (kpi.pair, kpi.guard, *kpi.drivers):
        if other is not None and (other not in found or other == kpi.id):
            _refuse(kpi.id, f"refers to {other}, which is not another KPI")


def _refuse(id_: str, detail: str) -> NoReturn:
    raise DefinitionError("bad_definition", file=id_, detail=detail)
