"""What is to come of a KPI when things go on as now: one engine for the band, the chance, the verdict and the alarm."""

from kpi_core.forecast.chance import always_chance, level_chance, suggestions, sum_chance
from kpi_core.forecast.counts import BetaBinomial, pooled
from kpi_core.forecast.expect import outlook
from kpi_core.forecast.history import History, history_of, season_of
from kpi_core.forecast.labels import Label, label_of, rounded_chance
from kpi_core.forecast.outlook import Outlook, Silence
from kpi_core.forecast.scale import Scale
from kpi_core.forecast.smooth import SmoothOutlook
from kpi_core.forecast.stage import FEWEST, Stage, stage_of

__all__ = [
    "FEWEST",
    "BetaBinomial",
    "History",
    "Label",
    "Outlook",
    "Scale",
    "Silence",
    "SmoothOutlook",
    "Stage",
    "always_chance",
    "history_of",
    "label_of",
    "level_chance",
    "outlook",
    "pooled",
    "rounded_chance",
    "season_of",
    "stage_of",
    "suggestions",
    "sum_chance",
]
