"""What a number counts in."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """The unit of a KPI. Percent values are proportions: 0.05 is 5%."""

    COUNT = "count"
    CURRENCY = "currency"
    PERCENT = "percent"
    RATIO = "ratio"
    SCORE = "score"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"


USUAL_DECIMALS = {Unit.PERCENT: 1, Unit.RATIO: 2, Unit.HOURS: 1, Unit.MONTHS: 1}
"""The decimals a KPI of a unit is shown with where its definition says nothing else; none in other units."""


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
