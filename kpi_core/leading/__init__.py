"""Leading and lagging: whether a KPI that somebody named moves before another one."""

from kpi_core.leading.check import LAGS, LEAST, SEARCHED, Checked, Verdict, check, links
from kpi_core.leading.residuals import Shocks, shocks

__all__ = ["LAGS", "LEAST", "SEARCHED", "Checked", "Shocks", "Verdict", "check", "links", "shocks"]
