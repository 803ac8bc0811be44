"""Parts compared honestly at one moment: which differ more than chance explains, and which are too small to say."""

from kpi_core.compared.limits import INNER, OUTER, Limits, mean_limits, over_span, overdispersion, share_limits
from kpi_core.compared.parts import LEAST_COUNT, LEAST_PERIODS, Compared, Edge, Part, Place, Row, compare
from kpi_core.compared.rows import compared

__all__ = [
    "INNER",
    "LEAST_COUNT",
    "LEAST_PERIODS",
    "OUTER",
    "Compared",
    "Edge",
    "Limits",
    "Part",
    "Place",
    "Row",
    "compare",
    "compared",
    "mean_limits",
    "over_span",
    "overdispersion",
    "share_limits",
]
