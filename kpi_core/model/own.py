"""A KPI that someone made up for their own workspace, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_core.periods import Grain
    from kpi_core.units import Direction, Unit

OWN = "own."


@dataclass(frozen=True)
class OwnKpi:
    """A user's own definition. id: "own." and a slug of the name it was made with, the same through every change.

    formula: in the spelling that is stored (`sum(sales.net_amount) / 2`), other KPIs and measures by their id.
    meaning: in the words of whoever made it, "" = none was given.
    """

    id: str
    name: str
    formula: str
    unit: Unit
    direction: Direction
    grain: Grain
    meaning: str = ""
