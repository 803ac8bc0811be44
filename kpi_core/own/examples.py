"""A few own KPIs to begin with: what a catalogue cannot know, and a formula can say."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_core.units import Direction, Unit


@dataclass(frozen=True)
class Example:
    """A KPI to begin with; its name and meaning are `own.example.<id>` and `own.example.<id>.meaning` in the texts."""

    id: str
    formula: str
    unit: Unit
    direction: Direction = Direction.HIGHER


EXAMPLES = (
    Example("calm", "rolling(revenue, 3) / 3", Unit.CURRENCY),
    Example("large", "distinct(sales.order_id where sales.net_amount >= 100) / orders", Unit.PERCENT),
    Example("spend", "ad_spend / net_revenue", Unit.PERCENT, Direction.LOWER),
)
