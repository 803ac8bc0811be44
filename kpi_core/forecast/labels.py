"""A chance as a word: how a target compares with what the KPI did before."""

from __future__ import annotations

from enum import StrEnum

from kpi_core.forecast.stage import FEWEST, Stage, stage_of

ROUGH, FINE = 0.10, 0.05


class Label(StrEnum):
    """From what happens by itself to what never happened; none of them is a failure."""

    SAFE = "safe"
    ACHIEVABLE = "achievable"
    AMBITIOUS = "ambitious"
    VERY_AMBITIOUS = "very_ambitious"
    NOT_REALISTIC = "not_realistic"


FROM = {Label.SAFE: 0.90, Label.ACHIEVABLE: 0.70, Label.AMBITIOUS: 0.30, Label.VERY_AMBITIOUS: 0.05}


def label_of(chance: float, n: int, season: int = 12) -> Label | None:
    """Return the label of a chance that rests on n periods; None where they are too few to tell.

    In the first stage only the ends of the scale are told.
    """
    found = next((label for label, least in FROM.items() if chance >= least), Label.NOT_REALISTIC)
    if n < FEWEST:
        return None
    if stage_of(n, season) is Stage.FIRST_LOOK and found not in (Label.SAFE, Label.NOT_REALISTIC):
        return None
    return found


def rounded_chance(chance: float, n: int, season: int = 12) -> float:
    """Return a chance as it may be shown: in steps of 5%, of 10% below two years, and never outside 5 to 95%."""
    step = FINE if stage_of(n, season) is Stage.FULL else ROUGH
    return min(max(round(round(chance / step) * step, 2), FINE), 1 - FINE)
