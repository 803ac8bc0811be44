"""`assess`: the verdict on a target, where it should be by now, and where it is heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.cli.options import file_options, json_option, lang_option, param_option, today_option
from kpi_core.cli.output import issue_json, print_issues, print_json
from kpi_core.cli.prepared import prepared
from kpi_core.cli.request import request_of
from kpi_core.cli.target_json import read_target
from kpi_core.gaps import with_facts
from kpi_core.model import NO_MARKS
from kpi_core.phrases import course, distance, reason, shown
from kpi_core.series import as_variant
from kpi_core.targets import assess as judge
from kpi_core.texts import say
from kpi_core.work.figures import asked_for, figures

if TYPE_CHECKING:
    from kpi_core.model import Issue, Kpi, Status, Target
    from kpi_core.texts import Lang


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--target", "target", required=True, metavar="TARGET.json", help="What is asked: kpi, value, start, until."
)
@param_option
@today_option
@file_options
@lang_option
@json_option
def assess(files: tuple[str, ...], *, target: str, lang: Lang, as_json: bool, **given: object) -> None:
    """Judge the target of TARGET.json on FILES: on course or not, where it should be now, and how likely it is made."""
    wanted = read_target(target)
    request = request_of(lang, {**given, **_named(wanted)})
    read = prepared(files, request, given)
    dataset = read.dataset
    kpi, asked = request.kpis[0], asked_for(wanted)
    results = figures(dataset, [asked], {kpi.id: kpi}, request.params, request.today)[asked]
    marks = with_facts(NO_MARKS, dataset, kpi.defined(wanted.variant).tree)
    status = judge(wanted, kpi, results, request.today, marks)
    named = as_variant(kpi, wanted.variant)
    issues = (*read.issues, *results.issues)
    if as_json:
        print_json({**status_json(status, named, lang), "issues": [issue_json(issue, lang) for issue in issues]})
        return
    _print(status, named, course(wanted, kpi, results, status, lang, marks=marks), issues, lang)


def status_json(status: Status, kpi: Kpi, lang: Lang) -> dict[str, object]:
    """Return a verdict as scripts get it: amounts in the KPI's unit, what is not known null, the reason as a sentence."""
    heading = dict(zip(("low", "middle", "high"), status.heading, strict=True)) if status.heading else None
    return {
        "verdict": status.verdict.value,
        "now": status.now,
        "expected": status.expected,
        "gap": status.gap,
        "chance": status.chance,
        "heading": heading,
        "reason": reason(status, kpi, lang),
        "code": status.reason,
        "judged": status.fields.get("judged"),
        "route": status.fields.get("route"),
        "reach": status.reach.isoformat() if status.reach else None,
    }


def _named(target: Target) -> dict[str, object]:
    """Return what a target names, as the options of `compute` would."""
    by = target.segment[0] if target.segment else None if target.age else target.by
    return {
        "kpis": (target.kpi,),
        "by": by,
        "where": tuple(f"{role}={value}" for role, values in target.where for value in values),
        "variants": (f"{target.kpi}={target.variant}",) if target.variant else (),
    }


def _print(status: Status, kpi: Kpi, sentence: str, issues: tuple[Issue, ...], lang: Lang) -> None:
    click.echo(say(f"status.{status.verdict}", lang))
    if sentence:
        click.echo(sentence)
    if status.expected is not None and status.gap is not None:
        expected, gap = shown(status.expected, kpi, lang), distance(status.gap, kpi, lang)
        click.echo(say("assess.expected", lang, expected=expected, gap=gap))
    click.echo(reason(status, kpi, lang))
    print_issues(issues, lang)
