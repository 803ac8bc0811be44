"""Groups of customers by when they first came: who comes back, what they bring, who is quiet and what is still to come."""

from kpi_core.cohorts.finding import finding_of
from kpi_core.cohorts.lower import Lower, Marks, lower
from kpi_core.cohorts.outlooks import Foreseen, Lacks, foreseen, lacks
from kpi_core.cohorts.quiet import Quiet, quiet
from kpi_core.cohorts.stay import Leaving, Stay, stay
from kpi_core.cohorts.triangle import LEAST, Cell, Cohort, Triangle, pooled, triangle_of
from kpi_core.cohorts.wilson import wilson
from kpi_core.cohorts.worth import Brought, worth_by_age

__all__ = [
    "LEAST",
    "Brought",
    "Cell",
    "Cohort",
    "Foreseen",
    "Lacks",
    "Leaving",
    "Lower",
    "Marks",
    "Quiet",
    "Stay",
    "Triangle",
    "finding_of",
    "foreseen",
    "lacks",
    "lower",
    "pooled",
    "quiet",
    "stay",
    "triangle_of",
    "wilson",
    "worth_by_age",
]
