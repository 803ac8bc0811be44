"""The steps of a workshop: what each asks the group. Each returns whether there is enough to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.parts.workshop_acting import act, agree, aim, hand_over
from pages.parts.workshop_choosing import choose, gather, give_dots, go_where

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.model import Workshop

_STEPS: dict[str, Callable[[Workshop], bool]] = {
    "goals": go_where,
    "candidates": gather,
    "scores": give_dots,
    "chosen": choose,
    "targets": aim,
    "agreement": agree,
    "actions": act,
    "handover": hand_over,
}


def step(at: Workshop) -> bool:
    """Draw the step a workshop is at."""
    return _STEPS[at.step](at)
