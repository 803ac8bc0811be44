"""`compute`: what KPIs were, per period and segment, over one or more files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.cli.formulas import named_issues, with_formulas
from kpi_core.cli.options import (
    file_options,
    json_option,
    lang_option,
    param_option,
    today_option,
    variant_option,
    where_option,
)
from kpi_core.cli.output import issue_json, print_issues, print_json, print_results
from kpi_core.cli.prepared import prepared
from kpi_core.cli.request import request_of
from kpi_core.compute import compute as compute_kpis
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from kpi_core.cli.prepared import Prepared
    from kpi_core.model import Results
    from kpi_core.texts import Lang


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--kpi", "kpis", multiple=True, metavar="ID", help="A KPI of the catalogue.")
@click.option("--formula", "formulas", multiple=True, metavar="TEXT", help="A KPI of your own, such as som(omzet) / 2.")
@click.option("--grain", type=click.Choice([grain.value for grain in Grain]), default="all", show_default=True)
@click.option("--by", metavar="ROLE|cohort", help="Split by a role, or by the month of the first order.")
@where_option
@click.option("--from", "start", metavar="DATE", help="First day, or the first day of a period such as 2026-Q1.")
@click.option("--to", "end", metavar="DATE", help="Last day, or the last day of a period.")
@param_option
@variant_option
@today_option
@file_options
@lang_option
@json_option
def compute(files: tuple[str, ...], *, lang: Lang, as_json: bool, **given: object) -> None:
    """Compute KPIs over FILES; order lines and orders in two tables are put together by order number."""
    asked = prepared(
        files, request_of(lang, given), given, lambda request, tables: with_formulas(request, tables, lang)
    )
    results = _results(asked)
    issues = named_issues(asked.request, [*asked.issues, *results.issues])
    if as_json:
        print_json({"results": results_json(results), "issues": [issue_json(issue, lang) for issue in issues]})
    else:
        print_results(results, asked.request.kpis, lang, asked.request.variants)
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


def _results(asked: Prepared) -> Results:
    request = asked.request
    return compute_kpis(
        request.kpis,
        asked.dataset,
        request.grain,
        by=request.by,
        where=request.where,
        start=request.start,
        end=request.end,
        params=request.params,
        variants=request.variants,
        today=request.today,
    )
