"""From an entry as written to a `Kpi`: formulas parsed, texts per language, and what does not exist refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from kpi_core.catalogue.zero import zero_code
from kpi_core.errors import DefinitionError, FormulaError
from kpi_core.formula.facts import tables
from kpi_core.formula.parse import parse, parse_identity
from kpi_core.model import Benchmark, Change, Identity, Kpi, Variant
from kpi_core.texts import LANGS, say
from kpi_core.units import USUAL_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from collections.abc import Mapping as Map

    from kpi_core.catalogue.entries import BenchmarkEntry, KpiEntry
    from kpi_core.formula.tree import Node

COHORT = "cohort"
"""The segment that is not a column: the month or quarter of a customer's first order."""
APART = {"nl", "en", "zero", "precision", "variants", "benchmark", "equals", "roughly", "changes"}


def kpi_of(
    id_: str, entry: KpiEntry, trees: Map[str, Node], known: Map[str, Map[str, str]], names: Collection[str]
) -> Kpi:
    """Return the KPI of an entry. trees: of the measures. known: the columns. names: what identities may refer to."""
    tree = parsed(id_, entry.formula, trees, known)
    _check_segments(id_, entry, tree, known)
    zero = entry.zero or zero_code(tree, entry.unit)
    plain: dict[str, Any] = entry.model_dump(exclude=APART)
    words = {lang: getattr(entry, lang).model_dump() for lang in LANGS}
    texts: dict[str, Any] = {part: {lang: words[lang][part] for lang in LANGS} for part in words["nl"]}
    return Kpi(
        id=id_,
        tree=tree,
        variants=tuple(_variant(id_, entry, name, trees, known) for name in entry.variants),
        zero={lang: say(f"zero.{zero}", lang) for lang in LANGS},
        precision=USUAL_DECIMALS.get(entry.unit, 0) if entry.precision is None else entry.precision,
        benchmark=_benchmark(entry.benchmark) if entry.benchmark else None,
        equals=_identities(id_, entry.equals, names),
        roughly=_identities(id_, entry.roughly, names),
        changes=tuple(Change(one.version, one.dated, {"nl": one.nl, "en": one.en}) for one in entry.changes),
        **plain,
        **texts,
    )


def parsed(id_: str, formula: str, trees: Map[str, Node], known: Map[str, Map[str, str]]) -> Node:
    """Return the tree of a formula in a definition. Raises DefinitionError with the place and the reason."""
    try:
        return parse(formula, trees, known)
    except FormulaError as problem:
        refuse(id_, f"{formula!r} at {problem.position}: {problem.code} {dict(problem.fields)}")


def refuse(id_: str, detail: str) -> NoReturn:
    """Refuse a definition."""
    raise DefinitionError("bad_definition", file=id_, detail=detail)


def _variant(id_: str, entry: KpiEntry, name: str, trees: Map[str, Node], known: Map[str, Map[str, str]]) -> Variant:
    one = entry.variants[name]
    _check_columns(id_, one.optional or (), known)
    return Variant(
        id=name,
        name=one.name.model_dump(),
        formula=one.formula,
        tree=parsed(id_, one.formula, trees, known),
        unit=one.unit or entry.unit,
        stands_in=one.stands_in,
        optional=one.optional,
        window_days=one.window_days,
        exact_only=one.exact_only,
    )


def _benchmark(entry: BenchmarkEntry) -> Benchmark:
    figures = {"nl": entry.nl, "en": entry.en}
    return Benchmark(
        entry.source,
        entry.url,
        entry.dated,
        {lang: one.text for lang, one in figures.items()},
        {lang: one.scope for lang, one in figures.items()},
        {lang: one.definition for lang, one in figures.items()},
    )


def _identities(id_: str, formulas: Iterable[str], names: Collection[str]) -> tuple[Identity, ...]:
    found = []
    for formula in formulas:
        try:
            found.append(Identity(formula, parse_identity(formula, names)))
        except FormulaError as problem:
            refuse(id_, f"{formula!r} at {problem.position}: {problem.code} {dict(problem.fields)}")
    return tuple(found)


def _check_segments(id_: str, entry: KpiEntry, tree: Node, known: Map[str, Map[str, str]]) -> None:
    for segment in entry.segments:
        if segment != COHORT and not all(segment in known[kind] for kind in tables(tree)):
            refuse(id_, f"segment {segment} is not a role of every table in the formula")
    _check_columns(id_, entry.optional, known)


def _check_columns(id_: str, columns: Iterable[str], known: Map[str, Map[str, str]]) -> None:
    for column in columns:
        kind, _, role = column.partition(".")
        if role not in known.get(kind, ()):
            refuse(id_, f"optional column {column} does not exist")
