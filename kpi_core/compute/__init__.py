"""Formulas to figures: what is asked of each table (`asks`), as one SQL statement (`plan`), run and laid out (`results`)."""

from kpi_core.compute.results import compute
from kpi_core.compute.run import Backend
from kpi_core.compute.trace import rows_of

__all__ = ["Backend", "compute", "rows_of"]
