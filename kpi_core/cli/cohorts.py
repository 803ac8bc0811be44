"""`cohorts`: which part of each group of customers came back, per period since they first came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.cli.options import file_options, json_option, lang_option, today_option
from kpi_core.cli.output import issue_json, print_issues, print_json
from kpi_core.cli.prepared import prepared
from kpi_core.cli.request import request_of
from kpi_core.cohorts import triangle_of
from kpi_core.compute.cohorts import cohort_counts
from kpi_core.model import Issue
from kpi_core.numbers import show_count, show_value
from kpi_core.periods import Grain
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.cohorts import Triangle
    from kpi_core.texts import Lang

ASKED = ("customer_retention_rate", "revenue", "customer_churn_rate", "mrr")
"""The KPIs whose open questions stand in the way of a triangle: who came, when, and what they brought."""
KINDS = ("sales", "subscriptions")


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--grain", type=click.Choice(["month", "quarter", "year"]), default="month", show_default=True)
@click.option("--of", "kind", type=click.Choice(KINDS), help="Which table; orders when both are there.")
@click.option("--where", "where", multiple=True, metavar="ROLE=VALUE", help="Only customers whose first row says so.")
@today_option
@file_options
@lang_option
@json_option
def cohorts(files: tuple[str, ...], *, kind: str | None, lang: Lang, as_json: bool, **given: object) -> None:
    """Count customers of FILES by the period of their first order, and how many of them order again each period after it.

    Of subscriptions: by their first day, and how many are still subscribed on the last day of each period. Periods that are
    not complete yet are left out. revenue is what a group brought in that period alone; of subscriptions what it pays a month.
    """
    request = request_of(lang, {**given, "kpis": ASKED})
    read = prepared(files, request, given)
    dataset = read.dataset
    chosen = [kind] if kind else [entry for entry in KINDS if entry in dataset.tables]
    counts = [
        cohort_counts(dataset, entry, Grain(request.grain), where=request.where, today=request.today)
        for entry in chosen
    ]
    triangle = next((triangle_of(entry) for entry in counts if entry), None)
    issues = (*read.issues, *_issues(triangle))
    if as_json:
        print_json({"cohorts": cohorts_json(triangle), "issues": [issue_json(issue, lang) for issue in issues]})
    else:
        _print(triangle, lang)
        print_issues(issues, lang)


def cohorts_json(triangle: Triangle | None) -> list[dict[str, object]]:
    """Return one entry per group and age, oldest group first; what is not complete yet has none."""
    return [
        {
            "cohort": cohort.period.id,
            "age": cell.age,
            "size": cell.size,
            "active": cell.active,
            "retention": cell.retention,
            "lo": cell.low,
            "hi": cell.high,
            "revenue": cell.revenue,
        }
        for cohort in (triangle.cohorts if triangle else ())
        for cell in cohort.cells
    ]


def _issues(triangle: Triangle | None) -> tuple[Issue, ...]:
    if triangle is None:
        return (Issue("cohorts_not_possible", "warning"),)
    return (Issue("cohorts_unknown", "info", fields={"n": triangle.unknown}),) if triangle.unknown else ()


def _print(triangle: Triangle | None, lang: Lang) -> None:
    for cohort in triangle.cohorts if triangle else ():
        shares = "  ".join(show_value(cell.retention, Unit.PERCENT, lang, precision=0) for cell in cohort.cells)
        click.echo(f"{cohort.period.id}  {show_count(cohort.size, lang)}  {shares}")
