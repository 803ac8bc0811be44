"""Whether a column of numbers is a percentage, and whether 5 in it means 5% or 500%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.model import Reading
from kpi_core.read.amounts import Amounts, bare, build_numbers
from kpi_core.read.formats import says_percent
from kpi_core.read.telling import question

if TYPE_CHECKING:
    from kpi_core.model import Question
    from kpi_core.read.around import Around
    from kpi_core.read.examine import Evidence, RawColumn

POINTS_FROM = 1.5  # a column said to be a percentage that goes above 150% as a proportion, is in points
_SAID = re.compile(
    r"%|(?:^|[\W_])(?:pct|perc)(?:$|[\W_.])|percent|procent|prozent|pourcent|conversie(?:graad|ratio)?$"
    r"|conversion[ _]?rate|(?:bounce|open|click)[ _-]?rate|(?:^|[\W_])ctr(?:$|[\W_])",
    re.IGNORECASE,
)


def weigh_percent(
    column: RawColumn, evidence: Evidence, amounts: Amounts, around: Around
) -> tuple[Amounts, Question | None, bool]:
    """Return how the column is read as to percent, the question when that is in doubt, and whether its cells disagree."""
    texts = [found.percent for found in evidence.numbers.values()]
    codes = [says_percent(code) for code in column.formats]
    said = _SAID.search(column.header) is not None
    if not any(texts) and not any(codes):
        return _weigh_said(column, evidence, amounts, around) if said else (amounts, None, False)
    loose = _bare_positions(column, evidence)
    if not loose:
        return replace(amounts, percent=True), None, False
    most = sum(texts) * 2 > len(texts) if any(texts) else sum(codes) * 2 > len(codes)
    if not most and not said:
        return amounts, None, True
    return _settle(column, evidence, amounts, around, loose[0])


def _weigh_said(
    column: RawColumn, evidence: Evidence, amounts: Amounts, around: Around
) -> tuple[Amounts, Question | None, bool]:
    values = np.abs(build_numbers(column, evidence, amounts).series.to_numpy())
    if not np.nanmax(values, initial=0.0):
        return replace(amounts, percent=True), None, False
    if np.nanmax(values) > POINTS_FROM:
        return replace(amounts, percent=True, bare="points"), None, False
    first = int(np.flatnonzero(np.nan_to_num(values))[0])
    return _settle(column, evidence, amounts, around, first)


def _settle(
    column: RawColumn, evidence: Evidence, amounts: Amounts, around: Around, example: int
) -> tuple[Amounts, Question | None, bool]:
    readings = {
        "points": replace(amounts, percent=True, bare="points"),
        "proportion": replace(amounts, percent=True),
    }
    answer = around.answer(column, "percent")
    if answer in readings:
        return readings[answer], None, False
    shown = [_reading(choice, column, evidence, reading, example) for choice, reading in readings.items()]
    identity = around.identity(column, "percent")
    return amounts, question(identity, "percent_scale", column, example, shown, sheet=around.sheet), False


def _reading(choice: str, column: RawColumn, evidence: Evidence, amounts: Amounts, position: int) -> Reading:
    values = build_numbers(column, evidence, amounts).series
    own, mean = float(values.iloc[position]), float(values.mean())
    return Reading(choice, _shown(own), None, {"value": own, "mean": _shown(mean)})


def _shown(value: float) -> str:
    """Return a proportion as a percentage, with no language of its own: 0.055 is "5.5%"."""
    return f"{value * 100:.4g}%" if abs(value) < 100 else f"{value * 100:.0f}%"


def _bare_positions(column: RawColumn, evidence: Evidence) -> list[int]:
    """Return the filled cells without a percent sign that would make a difference."""
    values = build_numbers(column, evidence, Amounts("comma", percent=True)).series.to_numpy()
    return [int(position) for position in np.flatnonzero(bare(column, evidence) & (np.nan_to_num(values) != 0))]
