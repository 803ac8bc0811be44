"""Pictures of results: each is data, a Vega-Lite specification, a sentence that tells its finding, and a key."""

from kpi_core.charts.ahead import Band, Mark
from kpi_core.charts.bridge import Step, bridge
from kpi_core.charts.brought import brought
from kpi_core.charts.coming import Coming, coming
from kpi_core.charts.course import course
from kpi_core.charts.enlarged import enlarged, for_a_room
from kpi_core.charts.frame import Chart, KeyItem
from kpi_core.charts.hero import bars
from kpi_core.charts.ranking import Bar, bars_of, ranking
from kpi_core.charts.scale import scale
from kpi_core.charts.sparkline import sparkline
from kpi_core.charts.tokens import SIGNS, Mode, Sign, color_of, tokens
from kpi_core.charts.tree import tree
from kpi_core.charts.trend import multiples, trend
from kpi_core.charts.triangle import triangle
from kpi_core.charts.votes import votes
from kpi_core.charts.years import years

__all__ = [
    "SIGNS",
    "Band",
    "Bar",
    "Chart",
    "Coming",
    "KeyItem",
    "Mark",
    "Mode",
    "Sign",
    "Step",
    "bars",
    "bars_of",
    "bridge",
    "brought",
    "color_of",
    "coming",
    "course",
    "enlarged",
    "for_a_room",
    "multiples",
    "ranking",
    "scale",
    "sparkline",
    "tokens",
    "tree",
    "trend",
    "triangle",
    "votes",
    "years",
]
