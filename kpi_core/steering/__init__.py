"""Whether a set of KPIs steers well: one bought with another, what looks nice beside what matters, looking ahead and back."""

from kpi_core.steering.guards import WINDOWS, Line, Traded, traded
from kpi_core.steering.renewal import OUTCOMES, Outcome, Reason, Year, proposed
from kpi_core.steering.vanity import LEAST, Together, together

__all__ = [
    "LEAST",
    "OUTCOMES",
    "WINDOWS",
    "Line",
    "Outcome",
    "Reason",
    "Together",
    "Traded",
    "Year",
    "proposed",
    "together",
    "traded",
]
