"""Early warning: which periods are further from what was expected than chance makes likely, and which are not."""

from kpi_core.signals.episodes import judge_newest, signals
from kpi_core.signals.model import Kind, Newest, Sensitivity, Side, Signal, side_of
from kpi_core.signals.shares import Counts, counts_of, is_share_of_counts

__all__ = [
    "Counts",
    "Kind",
    "Newest",
    "Sensitivity",
    "Side",
    "Signal",
    "counts_of",
    "is_share_of_counts",
    "judge_newest",
    "side_of",
    "signals",
]
