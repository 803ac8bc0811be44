"""The chosen KPIs per level. A removed one keeps its row, so that undo finds its place and its variant again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kpi_core.store import schema
from kpi_core.store.records import Choice
from kpi_core.store.writing import put

if TYPE_CHECKING:
    from datetime import datetime

    from kpi_core.store.space import Space

_TABLE = schema.choice


class Choices:
    """The choices of one workspace. How many may stand at a level is not decided here."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def all(self, level: str | None = None) -> tuple[Choice, ...]:
        """Return the choices that stand, by level and position; the benched ones too."""
        query = select(_TABLE).where(_TABLE.c.workspace_id == self._space.id, _TABLE.c.removed_at.is_(None))
        if level is not None:
            query = query.where(_TABLE.c.level == level)
        query = query.order_by(_TABLE.c.level, _TABLE.c.position, _TABLE.c.kpi)
        return tuple(
            Choice(row.kpi, row.level, row.position, row.benched, row.variant)
            for row in self._space.connection.execute(query)
        )

    def put(self, choice: Choice) -> None:
        """Write a choice, over the one of the same KPI at the same level."""
        self._write(choice, removed=False)
        self._space.note("kpi_benched" if choice.benched else "kpi_chosen", kpi=choice.kpi, level=choice.level)

    def remove(self, choice: Choice) -> None:
        """Take a choice away; putting it again brings it back."""
        self._write(choice, removed=True)
        self._space.note("kpi_removed", kpi=choice.kpi, level=choice.level)

    def removed(self, kpi: str, level: str) -> Choice | None:
        """Return a choice that was taken away as it was, None when it never stood or still stands."""
        same = (_TABLE.c.workspace_id == self._space.id) & (_TABLE.c.kpi == kpi) & (_TABLE.c.level == level)
        query = select(_TABLE).where(same, _TABLE.c.removed_at.is_not(None))
        row = self._space.connection.execute(query).one_or_none()
        return None if row is None else Choice(row.kpi, row.level, row.position, row.benched, row.variant)

    def begun(self) -> datetime | None:
        """Return when the first KPI was chosen, None before."""
        event = schema.event
        query = select(func.min(event.c.at)).where(
            event.c.workspace_id == self._space.id, event.c.action == "kpi_chosen"
        )
        found: datetime | None = self._space.connection.execute(query).scalar()
        return found

    def _write(self, choice: Choice, *, removed: bool) -> None:
        now = self._space.now()
        put(
            self._space.connection,
            _TABLE,
            {"workspace_id": self._space.id, "level": choice.level, "kpi": choice.kpi},
            {
                "position": choice.position,
                "benched": choice.benched,
                "variant": choice.variant,
                "updated_at": now,
                "removed_at": now if removed else None,
            },
        )
