"""Settings of a workspace: one value per key, plain JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from kpi_core.store import schema
from kpi_core.store.writing import put

if TYPE_CHECKING:
    from kpi_core.store.space import Space

_TABLE = schema.setting


class Settings:
    """The settings of one workspace; the log keeps what a value was before."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def all(self) -> dict[str, Any]:
        """Return every key with its value."""
        query = select(_TABLE.c.key, _TABLE.c.value).where(_TABLE.c.workspace_id == self._space.id)
        return {row.key: row.value for row in self._space.connection.execute(query)}

    def put(self, key: str, value: object) -> None:
        """Set one key; None takes it away."""
        before = self.all().get(key)
        own = {"workspace_id": self._space.id, "key": key}
        if value is None:
            same = (_TABLE.c.workspace_id == self._space.id) & (_TABLE.c.key == key)
            self._space.connection.execute(delete(_TABLE).where(same))
        else:
            put(self._space.connection, _TABLE, own, {"value": value, "updated_at": self._space.now()})
        self._space.note("setting_changed", key=key, before=before, after=value)
