"""How often a KPI was looked at, per day. Looking changes nothing, so it is not in the log and moves no stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from kpi_core.store import schema

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.store.space import Space

_TABLE = schema.look


class Looks:
    """The looks of one workspace."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def add(self, kpi: str, day: date) -> None:
        """Count one look at a KPI on a day."""
        key = {"workspace_id": self._space.id, "kpi": kpi, "day": day}
        same = (_TABLE.c.workspace_id == self._space.id) & (_TABLE.c.kpi == kpi) & (_TABLE.c.day == day)
        changed = self._space.connection.execute(update(_TABLE).where(same).values(count=_TABLE.c.count + 1))
        if changed.rowcount == 0:
            self._space.connection.execute(insert(_TABLE).values(**key, count=1))

    def days(self, first: date, last: date) -> dict[str, int]:
        """Return on how many days from `first` to `last` each KPI was looked at; one never looked at is not in it."""
        query = (
            select(_TABLE.c.kpi, func.count())
            .where(_TABLE.c.workspace_id == self._space.id, _TABLE.c.day.between(first, last))
            .group_by(_TABLE.c.kpi)
        )
        return {kpi: int(days) for kpi, days in self._space.connection.execute(query)}
