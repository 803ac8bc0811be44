"""`drivers`: why a KPI changed from one period to another, in parts that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.cli.options import (
    file_options,
    json_option,
    lang_option,
    param_option,
    today_option,
    variant_option,
    where_option,
)
from kpi_core.cli.output import issue_json, print_issues, print_json
from kpi_core.cli.prepared import prepared
from kpi_core.cli.request import request_of
from kpi_core.cli.usage import wrong
from kpi_core.drivers import Drivers, Unsplit
from kpi_core.drivers.over import Question, best, by_role, within
from kpi_core.gaps import with_facts
from kpi_core.model import NO_MARKS
from kpi_core.periods import parse_period
from kpi_core.series import as_variant
from kpi_core.texts import say
from kpi_core.work.driven import amount, part_name, role_name, sentence
from kpi_core.work.looked import dimensions

if TYPE_CHECKING:
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.periods import Period
    from kpi_core.texts import Lang


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--kpi", "kpi", required=True, metavar="ID", help="A KPI of the catalogue.")
@click.option("--by", metavar="ROLE", help="Divide by this role; the one that explains most when not given.")
@click.option("--from", "before", required=True, metavar="PERIOD", help="The earlier period: 2025-05, 2025-Q1, 2025.")
@click.option("--to", "now", required=True, metavar="PERIOD", help="The later period.")
@where_option
@param_option
@variant_option
@today_option
@file_options
@lang_option
@json_option
def drivers(
    files: tuple[str, ...], *, kpi: str, before: str, now: str, lang: Lang, as_json: bool, **given: object
) -> None:
    """Divide the change of a KPI over the parts of FILES: each part's contribution, and which moved more than by chance."""
    spans = _period("--from", before), _period("--to", now)
    request = request_of(lang, {**given, "kpis": (kpi,)})
    if spans[1].end <= spans[0].end:
        wrong("cli_window")
    read = prepared(files, request, given)
    dataset = read.dataset
    variant = request.variants.get(kpi)
    asked = Question(
        as_variant(request.kpis[0], variant),
        dataset,
        *spans,
        request.today,
        request.where,
        request.params,
        marks=with_facts(NO_MARKS, dataset, request.kpis[0].defined(variant).tree),
    )
    bridge = by_role(asked, request.by) if request.by else best(asked, _roles(dataset, asked.kpi))
    said = _headline(asked, bridge, lang)
    issues = (*read.issues, *(bridge.issues if isinstance(bridge, Unsplit) else ()))
    if as_json:
        print_json({**drivers_json(bridge, said), "issues": [issue_json(issue, lang) for issue in issues]})
        return
    click.echo(said)
    if isinstance(bridge, Drivers):
        _print(bridge, asked.kpi, lang)
    print_issues(issues, lang)


def drivers_json(bridge: Drivers | Unsplit, headline: str) -> dict[str, object]:
    """Return the parts, largest first, and what they add up to; the segment null is the rest together.

    What cannot be divided has no parts and no total; its headline says why.
    """
    if isinstance(bridge, Unsplit):
        return {"drivers": [], "total": {"from": None, "to": None, "change": None}, "headline": headline}
    parts = [
        {
            "segment": part.segment,
            "contribution": part.contribution,
            "mix": part.mix,
            "rate": part.rate,
            "significant": part.significant,
        }
        for part in bridge.parts
    ]
    total = {"from": bridge.total_from, "to": bridge.total_to, "change": bridge.change}
    return {"by": bridge.by, "drivers": parts, "total": total, "headline": headline}


def _headline(asked: Question, bridge: Drivers | Unsplit, lang: Lang) -> str:
    if isinstance(bridge, Unsplit):
        return say(f"drivers.unsplit.{bridge.reason}", lang)
    return sentence(bridge, asked.kpi, lang, within(asked, bridge))


def _roles(dataset: Dataset, kpi: Kpi) -> list[str]:
    found = [role for role in dimensions(dataset, kpi) if not role.startswith("cohort")]
    return [role for role in found if role in kpi.segments] or found


def _period(option: str, text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError:
        wrong("cli_no_date", option=option, word=text)


def _print(bridge: Drivers, kpi: Kpi, lang: Lang) -> None:
    most = max((abs(part.contribution) for part in bridge.parts), default=0.0)
    click.echo(role_name(bridge.by, lang))
    for part in bridge.parts:
        mark = "*" if part.significant else " "
        added = amount(part.contribution, kpi, lang, most)
        click.echo(f"  {mark} {part_name(bridge.by, part.segment, lang)}: {added}")
    click.echo(f"  = {say('bridge.total', lang)}: {amount(bridge.change, kpi, lang, most)}")
