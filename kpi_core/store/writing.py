"""What every change has in common: put a row in or over, and note it in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, insert, update

from kpi_core.store import schema

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.engine import Connection


def put(connection: Connection, table: Table, key: Map[str, object], values: Map[str, object]) -> None:
    """Write the row with this key, over the one that is there."""
    same = and_(*(table.c[name] == value for name, value in key.items()))
    if connection.execute(update(table).where(same).values(**values)).rowcount == 0:
        connection.execute(insert(table).values(**key, **values))


def note(connection: Connection, workspace: str, at: datetime, who: str, action: str, **detail: object) -> None:
    """Add a line to the log of a workspace."""
    connection.execute(
        insert(schema.event).values(workspace_id=workspace, at=at, who=who, action=action, detail=detail)
    )
