"""`catalogue`: every KPI with its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.catalogue import CATALOGUE
from kpi_core.cli.measuring import tell_measurable
from kpi_core.cli.options import answer_option, json_option, lang_option, param_option, today_option
from kpi_core.cli.output import print_json
from kpi_core.formula.facts import params
from kpi_core.measurable import needed

if TYPE_CHECKING:
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Variant
    from kpi_core.texts import Lang


@click.command()
@click.argument("files", nargs=-1)
@click.option("--measurable", "measured", is_flag=True, help="Say what FILES can measure, and how to get the rest.")
@click.option("--goal", metavar="GOAL", help="Only the KPIs of a goal, in its order, such as growth.")
@param_option
@answer_option
@today_option
@lang_option
@json_option
def catalogue(
    files: tuple[str, ...],
    *,
    measured: bool,
    goal: str | None,
    params: tuple[str, ...],
    answers: tuple[str, ...],
    today: str | None,
    lang: Lang,
    as_json: bool,
) -> None:
    """List every KPI with its definition, or with --measurable what FILES can measure today."""
    if measured or files or goal:
        tell_measurable(files, lang, goal=goal, params=params, answers=answers, today=today, as_json=as_json)
        return
    if as_json:
        print_json({"kpis": [_kpi_json(kpi, lang) for kpi in CATALOGUE.values()]})
        return
    for kpi in CATALOGUE.values():
        click.echo(f"{kpi.id}: {kpi.name[lang]} ({', '.join(kpi.departments)})")
        click.echo(f"  {kpi.meaning[lang]}")
        click.echo(f"  {kpi.formula}")


def _kpi_json(kpi: Kpi, lang: Lang) -> dict[str, object]:
    return {
        "id": kpi.id,
        "name": kpi.name[lang],
        "aliases": list(kpi.aliases.get(lang, ())),
        "departments": list(kpi.departments),
        "meaning": kpi.meaning[lang],
        "formula": kpi.formula,
        "variants": [_variant_json(variant, kpi, lang) for variant in kpi.variants],
        "unit": kpi.unit.value,
        "precision": kpi.precision,
        "direction": kpi.direction.value,
        "timing": kpi.timing,
        "grain": kpi.grain.value,
        "review": kpi.review.value,
        "columns": _columns(kpi.tree, kpi.optional),
        "params": sorted(params(kpi.tree)),
        "segments": list(kpi.segments),
        "drivers": list(kpi.drivers),
        "pair": kpi.pair,
        "guard": kpi.guard,
        "standard": kpi.standard.get(lang) or None,
        "window_days": kpi.window_days,
        "min_group": kpi.min_group,
        "traps": list(kpi.traps.get(lang, ())),
        "actions": list(kpi.actions.get(lang, ())),
        "zero": kpi.zero.get(lang),
        "smart": kpi.smart.get(lang),
    }


def _variant_json(variant: Variant, kpi: Kpi, lang: Lang) -> dict[str, object]:
    return {
        "id": variant.id,
        "name": variant.name[lang],
        "formula": variant.formula,
        "unit": variant.unit.value,
        "columns": _columns(variant.tree, kpi.optional if variant.optional is None else variant.optional),
        "params": sorted(params(variant.tree)),
    }


def _columns(tree: Node, optional: tuple[str, ...]) -> list[str]:
    return sorted(f"{column.kind}.{column.role}" for column in needed(tree, optional))
