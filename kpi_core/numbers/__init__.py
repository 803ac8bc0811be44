"""Numbers and dates as people write and read them, per language."""

from kpi_core.numbers.entered import Ambiguous, parse_number
from kpi_core.numbers.shown import show_change, show_clock, show_count, show_date, show_period, show_value
from kpi_core.numbers.written import Written, written

__all__ = [
    "Ambiguous",
    "Written",
    "parse_number",
    "show_change",
    "show_clock",
    "show_count",
    "show_date",
    "show_period",
    "show_value",
    "written",
]
