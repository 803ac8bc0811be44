"""Files to take away."""

from kpi_core.export.agenda import tasks_ics
from kpi_core.export.results import guarded, results_csv, results_xlsx

__all__ = ["guarded", "results_csv", "results_xlsx", "tasks_ics"]
