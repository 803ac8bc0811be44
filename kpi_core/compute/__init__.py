"""Formulas to figures: what is asked of each table (`asks`), as one SQL statement (`plan`), run and laid out (`results`)."""

from kpi_core.compute.margins import told_apart
from kpi_core.compute.parts import Part, Worked, parts_of
from kpi_core.compute.results import compute
from kpi_core.compute.run import Backend
from kpi_core.compute.trace import Place, places_of, rows_of

__all__ = ["Backend", "Part", "Place", "Worked", "compute", "parts_of", "places_of", "rows_of", "told_apart"]
