"""What a year says of a KPI: whether it was looked at, led to decisions, moved and still serves a goal; and what to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["keep", "change", "retire"]
Reason = Literal["young", "unused", "no_goal", "vanity", "no_decision", "still", "used"]
OUTCOMES: tuple[Outcome, ...] = ("keep", "change", "retire")
YOUNG = 90
"""Days of being followed below which a year says nothing yet."""


@dataclass(frozen=True)
class Year:
    """One KPI over a year. days: how long it could be followed. looked: days on which it was looked at. decided: decisions
    that changed something, acted: actions begun for it. moved: beyond normal variation, None = cannot be told. served: it hangs
    under a goal, None = no goal was chosen. vanity: it looks nicer than it steers.
    """

    days: int
    looked: int
    decided: int
    acted: int
    moved: bool | None = None
    served: bool | None = None
    vanity: bool = False


def proposed(year: Year) -> tuple[Outcome, Reason]:
    """Return what to do with a KPI and why; what led to a decision is kept, whatever else.

    Steering is the use of a KPI, so looking alone does not keep it; nor is it let go for lying still while people act on it.
    """
    used = year.decided + year.acted > 0
    if year.days < YOUNG:
        return "keep", "young"
    if used:
        return ("change", "no_goal") if year.served is False else ("keep", "used")
    if not year.looked:
        return "retire", "unused"
    if year.served is False:
        return "retire", "no_goal"
    if year.vanity:
        return "change", "vanity"
    return ("change", "still") if year.moved is False else ("change", "no_decision")
