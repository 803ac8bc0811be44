"""The names of the tables of a draft as people know them: by their file, their sheet and the title above them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.work import DraftTable


def label(entry: DraftTable, *, looked: bool) -> str:
    """Return the name of a table: that of its file when there is no other in it, else with the title above it."""
    table = entry.table
    alone = entry.key != table.name and table.name == PurePath(entry.file).stem
    named = entry.file if alone else entry.key
    if table.title and table.part > 1:
        named = f"{named}: {table.title}"
    if looked:
        return say("page.columns.list", sheet=named)
    return named if entry.used else say("page.columns.unused", sheet=named)
