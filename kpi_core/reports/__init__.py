"""What a hand-over says, as values and ready words."""

from kpi_core.reports.report import (
    ActionLine,
    AttentionLine,
    DecisionLine,
    GapLine,
    KpiReport,
    LevelReport,
    NoteLine,
    Report,
    ReportDate,
    ReportPoint,
    TargetLine,
    Tone,
)

__all__ = [
    "ActionLine",
    "AttentionLine",
    "DecisionLine",
    "GapLine",
    "KpiReport",
    "LevelReport",
    "NoteLine",
    "Report",
    "ReportDate",
    "ReportPoint",
    "TargetLine",
    "Tone",
]
