"""The KPIs people made themselves: rows are only ever added. The newest row of one is how it stands; one without a body
removed it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from kpi_core.periods import Grain
from kpi_core.store import schema
from kpi_core.store.codec import decode, encode
from kpi_core.store.records import OwnKpiVersion
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from sqlalchemy import Row

    from kpi_core.model import OwnKpi
    from kpi_core.store.space import Space

_TABLE = schema.own_kpi


class OwnKpis:
    """The own KPIs of one workspace. Whether a formula can be used is not decided here."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def all(self) -> tuple[OwnKpi, ...]:
        """Return the own KPIs that stand now, in the order in which they were made."""
        newest = (
            select(func.max(_TABLE.c.id).label("newest"), func.min(_TABLE.c.id).label("oldest"))
            .where(_TABLE.c.workspace_id == self._space.id)
            .group_by(_TABLE.c.kpi)
            .subquery()
        )
        query = select(_TABLE).join(newest, _TABLE.c.id == newest.c.newest).order_by(newest.c.oldest)
        found = (_record(row).kpi for row in self._space.connection.execute(query))
        return tuple(kpi for kpi in found if kpi is not None)

    def get(self, kpi: str) -> OwnKpi | None:
        """Return an own KPI, None when there is none with this id."""
        versions = self.history(kpi)
        return versions[0].kpi if versions else None

    def ids(self) -> frozenset[str]:
        """Return every id that was ever given, those of removed ones too."""
        query = select(_TABLE.c.kpi).where(_TABLE.c.workspace_id == self._space.id).distinct()
        return frozenset(self._space.connection.execute(query).scalars())

    def history(self, kpi: str) -> tuple[OwnKpiVersion, ...]:
        """Return every state of one own KPI, newest first."""
        query = select(_TABLE).where(_TABLE.c.workspace_id == self._space.id, _TABLE.c.kpi == kpi)
        return tuple(_record(row) for row in self._space.connection.execute(query.order_by(_TABLE.c.id.desc())))

    def put(self, kpi: OwnKpi) -> None:
        """Let `kpi` stand from now on under its id."""
        if self.get(kpi.id) != kpi:
            self._add(kpi.id, kpi)
            self._space.note("own_kpi_set", kpi=kpi.id)

    def remove(self, kpi: str) -> None:
        """Take an own KPI away; `put` of an earlier state brings it back."""
        if self.get(kpi) is not None:
            self._add(kpi, None)
            self._space.note("own_kpi_removed", kpi=kpi)

    def _add(self, kpi: str, body: OwnKpi | None) -> None:
        self._space.connection.execute(
            insert(_TABLE).values(
                workspace_id=self._space.id,
                kpi=kpi,
                body=None if body is None else encode(body),
                created_at=self._space.now(),
                who=self._space.who,
            )
        )


def _record(row: Row[tuple[object, ...]]) -> OwnKpiVersion:
    return OwnKpiVersion(row.id, None if row.body is None else _own(decode(row.body)), row.created_at, row.who)


def _own(kept: OwnKpi) -> OwnKpi:
    return replace(kept, unit=Unit(kept.unit), direction=Direction(kept.direction), grain=Grain(kept.grain))
