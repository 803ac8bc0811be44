"""`compute`: what KPIs were, per period and segment, over one or more files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.cli.asked import questions_in_the_way
from kpi_core.cli.files import MappedTable, map_tables, read_path, wishes_of
from kpi_core.cli.formulas import named_issues, with_formulas
from kpi_core.cli.output import issue_json, print_issues, print_json, print_results
from kpi_core.cli.request import Request, request_of
from kpi_core.cli.usage import json_option, lang_option, password_option
from kpi_core.compute import compute as compute_kpis
from kpi_core.dataset import prepare
from kpi_core.errors import AnswerNeeded
from kpi_core.joining import join_tables, propose_joins, question_of
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.dataset import Dataset
    from kpi_core.model import FileRead, Issue, Mapping, Results, Table
    from kpi_core.texts import Lang


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--kpi", "kpis", multiple=True, metavar="ID", help="A KPI of the catalogue.")
@click.option("--formula", "formulas", multiple=True, metavar="TEXT", help="A KPI of your own, such as som(omzet) / 2.")
@click.option("--grain", type=click.Choice([grain.value for grain in Grain]), default="all", show_default=True)
@click.option("--by", metavar="ROLE|cohort", help="Split by a role, or by the month of the first order.")
@click.option("--where", "where", multiple=True, metavar="ROLE=VALUE", help="Only these rows; repeat for or.")
@click.option("--from", "start", metavar="DATE", help="First day, or the first day of a period such as 2026-Q1.")
@click.option("--to", "end", metavar="DATE", help="Last day, or the last day of a period.")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Only this sheet.")
@click.option("--kind", "kinds", multiple=True, metavar="SHEET=KIND", help="What a sheet is about; '-' = leave out.")
@click.option("--map", "roles", multiple=True, metavar="COLUMN=ROLE", help="What a column means; '-' = nothing.")
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=CHOICE", help="The answer to a question.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A setting, such as margin=0,35.")
@click.option("--variant", "variants", multiple=True, metavar="KPI=VARIANT", help="Another definition of a KPI.")
@click.option("--today", metavar="DATE", help="The day to look from; the real one when not given.")
@click.option("--hidden", is_flag=True, help="Read hidden sheets too.")
@password_option
@lang_option
@json_option
def compute(files: tuple[str, ...], *, lang: Lang, as_json: bool, **given: object) -> None:
    """Compute KPIs over FILES; order lines and orders in two tables are put together by order number."""
    request = request_of(lang, given)
    wishes = wishes_of(given)
    found = [read_path(path, wishes) for path in files]
    tables = map_tables(found, wishes)
    request = with_formulas(request, tables, lang)
    joined = joined_tables(tables, request, wishes.answers)
    dataset = prepare(joined, sources=[entry.file for entry in tables])
    results = _results(request, dataset)
    issues = named_issues(request, _issues(found, tables, [mapping for _, mapping in joined], dataset, results))
    if as_json:
        print_json({"results": results_json(results), "issues": [issue_json(issue, lang) for issue in issues]})
    else:
        print_results(results, request.kpis, lang, request.variants)
        print_issues(issues, lang)


def results_json(results: Results) -> list[dict[str, object]]:
    """Return one entry per KPI, period and segment; what has no value is null."""
    return [
        {
            "kpi": row["kpi"],
            "period": row["period"],
            "start": row["start"].isoformat(),
            "end": row["end"].isoformat(),
            "segment": _text_or_none(row["segment"]),
            "value": row["value"],
            "numerator": row["numerator"],
            "denominator": row["denominator"],
            "margin": row["margin"],
            "rows": row["rows"],
            "complete": row["complete"],
        }
        for row in results.frame.to_dict("records")
    ]


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def joined_tables(
    tables: tuple[MappedTable, ...], request: Request, answers: Map[str, str]
) -> tuple[tuple[Table, Mapping], ...]:
    """Return tables that belong together joined; raises AnswerNeeded when a question stands in the way of a figure asked."""
    parts = [(entry.table, entry.mapping) for entry in tables]
    wanted = {str(role) for role in {request.by, *request.where} - {None}}
    unsure = [join for join in propose_joins(parts) if not join.sure and join.id not in answers]
    joined = join_tables(parts, answers)
    questions = [
        *questions_in_the_way(joined, request.kpis, request.variants, wanted),
        *(question_of(join, parts) for join in unsure if wanted & join.carries.keys()),
    ]
    if questions:
        raise AnswerNeeded("cli_answer_needed", questions=tuple(questions))
    return joined


def _results(request: Request, dataset: Dataset) -> Results:
    return compute_kpis(
        request.kpis,
        dataset,
        request.grain,
        by=request.by,
        where=request.where,
        start=request.start,
        end=request.end,
        params=request.params,
        variants=request.variants,
        today=request.today,
    )


def _issues(
    found: list[FileRead],
    tables: tuple[MappedTable, ...],
    mappings: list[Mapping],
    dataset: Dataset,
    results: Results,
) -> list[Issue]:
    issues = [issue for file in found for issue in file.issues]
    issues += [issue for entry in tables for issue in entry.table.issues]
    issues += [issue for mapping in mappings for issue in mapping.issues]
    return [*issues, *dataset.issues, *results.issues]
