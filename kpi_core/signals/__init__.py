"""Early warning: which periods are further from what was expected than chance makes likely, and which are not."""

from kpi_core.signals.episodes import judge_newest, look_back, signals
from kpi_core.signals.findings import findings_of, findings_of_signal
from kpi_core.signals.model import Kind, Look, Newest, Sensitivity, Side, Signal, side_of
from kpi_core.signals.nowcast import Nowcast, nowcast
from kpi_core.signals.segments import Part, kept, segment_signals
from kpi_core.signals.shares import LEAST_TRIALS

__all__ = [
    "LEAST_TRIALS",
    "Kind",
    "Look",
    "Newest",
    "Nowcast",
    "Part",
    "Sensitivity",
    "Side",
    "Signal",
    "findings_of",
    "findings_of_signal",
    "judge_newest",
    "kept",
    "look_back",
    "nowcast",
    "segment_signals",
    "side_of",
    "signals",
]
