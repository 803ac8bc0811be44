"""Where everything people enter is kept, at once and for good: SQLite by default, PostgreSQL by address.

Every row of a workspace is reached through a `Space`, which is bound to that one workspace and to one transaction: nothing
can leak to another client, and a failure half-way changes nothing.
"""

from kpi_core.store.records import (
    COMPANY,
    Choice,
    DatasetVersion,
    EntryVersion,
    Event,
    OwnKpiVersion,
    Part,
    RefusedFile,
    Remembered,
    StoredDraft,
    StoredFile,
    Supersedes,
    TargetVersion,
    Workspace,
)
from kpi_core.store.space import Space
from kpi_core.store.store import Store, open_store

__all__ = [
    "COMPANY",
    "Choice",
    "DatasetVersion",
    "EntryVersion",
    "Event",
    "OwnKpiVersion",
    "Part",
    "RefusedFile",
    "Remembered",
    "Space",
    "Store",
    "StoredDraft",
    "StoredFile",
    "Supersedes",
    "TargetVersion",
    "Workspace",
    "open_store",
]
