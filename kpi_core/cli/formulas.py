"""`--formula`: a KPI typed on the command line, in the words of the files it is computed over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.formula.tree import Column
from kpi_core.model import OWN, OwnKpi
from kpi_core.own import define, read, unit_of, vocabulary_of
from kpi_core.periods import Grain
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.cli.files import MappedTable
    from kpi_core.cli.request import Request
    from kpi_core.formula.vocabulary import Vocabulary
    from kpi_core.model import Issue
    from kpi_core.texts import Lang


def with_formulas(request: Request, tables: Iterable[MappedTable], lang: Lang) -> Request:
    """Return the request with a KPI for each formula, by the ids own.formula, own.formula_2, ... Raises FormulaError."""
    if not request.formulas:
        return request
    words = _words(tables, lang)
    made = tuple(_own(text, place, words) for place, text in enumerate(request.formulas, start=1))
    defined = define(made)
    for problem in defined.broken.values():
        raise problem
    return replace(request, kpis=(*request.kpis, *defined.kpis.values()))


def named_issues(request: Request, issues: list[Issue]) -> list[Issue]:
    """Return the issues with formulas as they were typed in place of their ids."""
    names = {kpi.id: kpi.name["en"] for kpi in request.kpis if kpi.id.startswith(OWN)}
    return [
        replace(issue, fields={**issue.fields, "kpi": names[str(issue.fields["kpi"])]})
        if issue.fields.get("kpi") in names
        else issue
        for issue in issues
    ]


def _own(text: str, place: int, words: Vocabulary) -> OwnKpi:
    formula, tree = read(text, words)
    id_ = f"{OWN}formula{'' if place == 1 else f'_{place}'}"
    return OwnKpi(id_, " ".join(text.split()), formula, unit_of(tree), Direction.HIGHER, Grain.MONTH)


def _words(tables: Iterable[MappedTable], lang: Lang) -> Vocabulary:
    mappings = [one.mapping for one in tables if one.mapping.kind]
    named = {Column(str(one.kind), role): column for one in mappings for role, column in one.roles.items()}
    return vocabulary_of(lang, frozenset(str(one.kind) for one in mappings), named, {})
