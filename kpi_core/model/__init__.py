"""The nouns: what flows from a file to a verdict. Frozen, without behaviour beyond looking things up in themselves."""

from kpi_core.model.definitions import Kpi, MeasureDefinition, Variant
from kpi_core.model.files import (
    CellError,
    ColumnType,
    FileRead,
    Issue,
    Level,
    Meaning,
    Question,
    Reading,
    Receipt,
    Sheet,
    Skipped,
    SumCheck,
    Table,
    TableColumn,
)
from kpi_core.model.mapping import ColumnRole, Confidence, Mapping, Role, RoleType, TableKind
from kpi_core.model.outcomes import Finding, Results, SeriesPoint, Status, Target, Verdict

__all__ = [
    "CellError",
    "ColumnRole",
    "ColumnType",
    "Confidence",
    "FileRead",
    "Finding",
    "Issue",
    "Kpi",
    "Level",
    "Mapping",
    "Meaning",
    "MeasureDefinition",
    "Question",
    "Reading",
    "Receipt",
    "Results",
    "Role",
    "RoleType",
    "SeriesPoint",
    "Sheet",
    "Skipped",
    "Status",
    "SumCheck",
    "Table",
    "TableColumn",
    "TableKind",
    "Target",
    "Variant",
    "Verdict",
]
