"""How much history there is, and what may be said on it."""

from __future__ import annotations

from enum import StrEnum

FEWEST = 6
QUARTERS = 4


class Stage(StrEnum):
    """FIRST_LOOK: a level with its spread. ONE_YEAR: last year is the only shape there is. FULL: the season is measured."""

    FIRST_LOOK = "first_look"
    ONE_YEAR = "one_year"
    FULL = "full"


BELOW = {Stage.FIRST_LOOK: 12, Stage.ONE_YEAR: 24}
BELOW_OF_QUARTERS = {Stage.FIRST_LOOK: 8, Stage.ONE_YEAR: 8}
"""Two years of quarters are eight: then there is nothing between a first look and all of it."""


def stage_of(n: int, season: int) -> Stage:
    """Return the stage of n periods with a season of that length."""
    below = BELOW_OF_QUARTERS if season == QUARTERS else BELOW
    return next((stage for stage, end in below.items() if n < end), Stage.FULL)
