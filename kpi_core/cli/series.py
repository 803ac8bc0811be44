"""`forecast`, `realism` and `signals`: the engine over series of numbers, without a KPI."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import click
import numpy as np

from kpi_core.cli.options import json_option, lang_option
from kpi_core.cli.series_csv import read_series
from kpi_core.cli.series_output import Answer
from kpi_core.cli.series_realism import OWN, Aim, realism_of
from kpi_core.cli.usage import number, wrong
from kpi_core.forecast import History, Silence, outlook, season_of
from kpi_core.periods import Grain, Period, parse_period
from kpi_core.signals import Sensitivity
from kpi_core.signals import signals as signals_of
from kpi_core.signals.model import LEAST
from kpi_core.targets.likely import chance_words, label_name
from kpi_core.texts import say
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.cli.series_csv import Series
    from kpi_core.texts import Lang

FARTHEST = 120
SEASONS_SEEN = 2
GRAINS = [grain.value for grain in Grain if grain is not Grain.ALL]
LEVELS = [one.value for one in Sensitivity]
BANDS = ("mean", "lo80", "hi80", "lo95", "hi95")

file_argument = click.argument("file", metavar="SERIES.csv")
grain_option = click.option("--grain", type=click.Choice(GRAINS), help="What the periods must be; else as in the file.")
seasonal_option = click.option("--seasonal", is_flag=True, help="There is a season: last year's shape counts at once.")
direction_option = click.option(
    "--direction", type=click.Choice(["higher", "lower"]), default="higher", show_default=True, help="What is better."
)
as_of_option = click.option("--as-of", metavar="PERIOD", help="Judge as if the file ended with this period.")


@click.command()
@file_argument
@grain_option
@click.option("--horizon", type=click.IntRange(1, FARTHEST), default=12, show_default=True, help="How many periods.")
@as_of_option
@seasonal_option
@lang_option
@json_option
def forecast(file: str, *, horizon: int, lang: Lang, as_json: bool, **given: object) -> None:
    """Forecast every series of SERIES.csv (columns period, value and, for more than one, series)."""
    told, texts = Answer("forecasts", lang, as_json), cast("Map[str, str]", given)
    for series in _series(file, texts["grain"], texts["as_of"]):
        found = outlook(_history(series, seasonal=bool(given["seasonal"])))
        if isinstance(found, Silence):
            told.issue(series, f"silence.{found.reason}", found.fields)
            continue
        steps = min(horizon, found.longest)
        if steps < horizon:
            told.issue(series, "issue.series_less_far", {"n": found.n, "steps": steps, "asked": horizon})
        bands = (found.middle(steps), *found.band(steps, 0.8), *found.band(steps, 0.95))
        for step in range(steps):
            values = {name: float(band[step]) for name, band in zip(BANDS, bands, strict=True)}
            row = {"period": series.periods[-1].shifted(step + 1).id, **values}
            told.add(series, row, "series.forecast", **row)
    told.print()


@click.command()
@file_argument
@click.option("--value", required=True, metavar="V", help="The value aimed for.")
@click.option("--at", required=True, metavar="PERIOD", help="When, such as 2026-12.")
@click.option("--sum-from", metavar="PERIOD", help="The value is the total from this period up to --at.")
@direction_option
@as_of_option
@seasonal_option
@lang_option
@json_option
def realism(file: str, *, lang: Lang, as_json: bool, **given: object) -> None:
    """Tell how likely a value is reached if things go on as now, and which are reached 5, 3 and 1 in 10 times."""
    told, texts = Answer("realism", lang, as_json), cast("Map[str, str]", given)
    aim = _aim(texts, lang)
    for series in _series(file, aim.at.grain.value, texts["as_of"]):
        ahead = outlook(_history(series, seasonal=bool(given["seasonal"])))
        found = realism_of(series, ahead, aim)
        row = {
            "probability": found.chance,
            "label": found.label,
            "uplift": found.uplift,
            "suggestions": found.suggested,
        }
        if found.chance is None or isinstance(ahead, Silence):
            told.rows.append({"series": series.name, **row})
            key = f"issue.series_{found.why}" if found.why in OWN else f"silence.{found.why}"
            told.issue(series, key, found.fields)
            continue
        chance = chance_words(found.chance, ahead.n, lang, ahead.season)
        label = label_name(found.label, lang) if found.label else say("series.no_label", lang)
        told.add(series, row, "series.realism", chance=chance, label=label, **(found.suggested or {}))
    told.print()


def _aim(texts: Map[str, str], lang: Lang) -> Aim:
    at = _period("--at", texts["at"])
    since = _period("--sum-from", texts["sum_from"]) if texts["sum_from"] else None
    if since is not None and (since.grain is not at.grain or since > at):
        wrong("series_total", word=since.id, at=at.id)
    value = number("--value", texts["value"], lang)
    if not math.isfinite(value):
        wrong("cli_no_number", option="--value", word=texts["value"])
    return Aim(value, at, Direction(texts["direction"]), since)


@click.command()
@file_argument
@click.option("--sensitivity", type=click.Choice(LEVELS), default="normal", show_default=True)
@grain_option
@direction_option
@as_of_option
@seasonal_option
@lang_option
@json_option
def signals(file: str, *, lang: Lang, as_json: bool, **given: object) -> None:
    """List the periods that are further from what was expected than chance makes likely, each episode once."""
    told, texts = Answer("signals", lang, as_json), cast("Map[str, str]", given)
    direction, sensitivity = Direction(texts["direction"]), Sensitivity(texts["sensitivity"])
    for series in _series(file, texts["grain"], texts["as_of"]):
        history = _history(series, seasonal=bool(given["seasonal"]))
        for one in signals_of(history, series.periods, direction, sensitivity):
            row = {"period": one.period.id, "kind": one.kind, "side": one.side, "window": one.window}
            words = {name: say(f"series.{row[name]}", lang) for name in ("kind", "side")}
            told.add(series, row, "series.signals", period=one.period.id, **words)
        _tell_unjudged(told, series, history)
    told.print()


def _tell_unjudged(told: Answer, series: Series, history: History) -> None:
    """Say where no signal means little: there is nothing, or not enough, to hold a period against."""
    found, known = outlook(history), int(np.isfinite(history.values).sum())
    needed = SEASONS_SEEN * history.season
    if isinstance(found, Silence) and found.reason != "too_short":
        told.issue(series, f"silence.{found.reason}", found.fields)
    elif known <= LEAST:
        told.issue(series, "issue.series_unjudged", {"n": known, "needed": LEAST + 1})
    elif history.season > 1 and known < needed:
        told.issue(series, "issue.series_season_unseen", {"n": known, "needed": needed})


def _series(file: str, grain: str | None, as_of: str | None) -> Iterable[Series]:
    """Yield the series of a file as of a period; one of which nothing is known by then is left out."""
    last = _period("--as-of", as_of) if as_of else None
    for series in read_series(file, Grain(grain) if grain else None):
        if last is None:
            yield series
        elif last.grain is not series.grain:
            wrong("series_as_of", word=last.id, period=series.periods[0].id)
        elif before := series.until(last):
            yield before


def _history(series: Series, *, seasonal: bool) -> History:
    return History(np.array(series.values), season_of(series.grain), seasonal)


def _period(option: str, text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError:
        wrong("cli_no_date", option=option, word=text)
