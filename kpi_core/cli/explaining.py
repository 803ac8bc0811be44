"""`passport` and `tree`: what a KPI is, how its value comes about in the files given, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.catalogue import CATALOGUE
from kpi_core.cli.options import file_options, lang_option, param_option, today_option
from kpi_core.cli.prepared import prepared
from kpi_core.cli.request import request_of
from kpi_core.cli.usage import day, wrong
from kpi_core.compute.request import with_defaults
from kpi_core.measurable import measurable
from kpi_core.passports import markdown
from kpi_core.passports import passport as passport_of
from kpi_core.periods import parse_period
from kpi_core.work.passports import Asked, latest, made_of, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as Map

    from kpi_core.passports.tree import Branch
    from kpi_core.periods import Period
    from kpi_core.texts import Lang

INDENT = "  "
DATA = (
    click.option("--variant", metavar="VARIANT", help="Another definition of the KPI."),
    click.option("--period", metavar="PERIOD", help="Such as 2026-03 or 2026-Q1; the last complete one if not given."),
    param_option,
    today_option,
    file_options,
    lang_option,
)
"""What both commands take, about the files and the period."""


def about_data(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about files and period."""
    for option in reversed(DATA):
        command = option(command)
    return command


@click.command()
@click.argument("kpi")
@click.argument("files", nargs=-1)
@about_data
def passport(kpi: str, files: tuple[str, ...], *, lang: Lang, **given: object) -> None:
    """Print the passport of KPI as Markdown; with FILES also the sum behind its value and where its numbers stand."""
    asked, period = _asked(kpi, files, lang, given)
    found = CATALOGUE[kpi]
    if asked is None:
        text = passport_of(found, measurable(found, {}), lang, str(given["variant"] or "") or None)
        click.echo(markdown(text, lang), nl=False)
        return
    data = asked.dataset
    state = measurable(found, data.roles_present, data.words_present, with_defaults(asked.params).keys())
    figures = numbers(asked, period, lang, made_of(asked, period, lang)) if period else None
    click.echo(markdown(passport_of(found, state, lang, asked.variant), lang, figures), nl=False)


@click.command()
@click.argument("kpi")
@click.argument("files", nargs=-1, required=True)
@about_data
def tree(kpi: str, files: tuple[str, ...], *, lang: Lang, **given: object) -> None:
    """Print what KPI is made of, with the values of one period in FILES."""
    asked, period = _asked(kpi, files, lang, given)
    found = made_of(asked, period, lang) if asked and period else None
    if found is None:
        wrong("cli_no_tree", name=CATALOGUE[kpi].name[lang])
    for line in (*_drawn(found.root, 0), *found.lines):
        click.echo(line)


def _drawn(branch: Branch, depth: int) -> Iterator[str]:
    sign = f"{branch.sign} " if branch.sign else "~ " if branch.driver else ""
    change = f"  ({branch.change})" if branch.change else ""
    yield f"{INDENT * depth}{sign}{branch.name}: {branch.shown}{change}"
    for inner in branch.inside:
        yield from _drawn(inner, depth + 1)


def _asked(kpi: str, files: tuple[str, ...], lang: Lang, given: Map[str, object]) -> tuple[Asked | None, Period | None]:
    """Return what is asked and of which period; None without files. Raises WrongUsage for what does not exist."""
    variant = given.get("variant")
    variants = (f"{kpi}={variant}",) if variant else ()
    request = request_of(lang, {**given, "kpis": (kpi,), "variants": variants})
    when = given.get("period")
    if when:
        day("--period", str(when))
    if not files:
        return None, None
    dataset = prepared(files, request, given).dataset
    [found] = request.kpis
    state = measurable(found, dataset.roles_present, dataset.words_present)
    asked = Asked(found, request.variants.get(kpi) or state.variant, dataset, request.params, request.today, CATALOGUE)
    return asked, parse_period(str(when)) if when else latest(asked)
