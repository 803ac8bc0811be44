"""Did it work: a KPI after an action beside what was expected of it without one."""

from kpi_core.effects.check import FEWEST_AFTER, FEWEST_BEFORE, MOST_AFTER, effect, first_whole
from kpi_core.effects.model import Effect, Worked

__all__ = ["FEWEST_AFTER", "FEWEST_BEFORE", "MOST_AFTER", "Effect", "Worked", "effect", "first_whole"]
