"""Targets: rows are only ever added. The newest row of a KPI and part is its target; one without a body removed it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from kpi_core.store import schema
from kpi_core.store.codec import decode, encode
from kpi_core.store.records import TargetVersion

if TYPE_CHECKING:
    from sqlalchemy import Row

    from kpi_core.model import Target
    from kpi_core.store.space import Space

_TABLE = schema.target
Segment = tuple[str, str] | None
Where = tuple[tuple[str, tuple[str, ...]], ...]


class Targets:
    """The targets of one workspace."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def all(self) -> tuple[Target, ...]:
        """Return the targets that stand now, in the order in which they were first set."""
        newest = (
            select(func.max(_TABLE.c.id).label("newest"), func.min(_TABLE.c.id).label("oldest"))
            .where(_TABLE.c.workspace_id == self._space.id)
            .group_by(_TABLE.c.kpi, _TABLE.c.segment)
            .subquery()
        )
        query = select(_TABLE).join(newest, _TABLE.c.id == newest.c.newest).order_by(newest.c.oldest)
        found = (_record(row).target for row in self._space.connection.execute(query))
        return tuple(target for target in found if target is not None)

    def get(self, kpi: str, segment: Segment = None, where: Where = ()) -> Target | None:
        """Return the target of a KPI, segment and filters, None when there is none."""
        versions = self.history(kpi, segment, where)
        return versions[0].target if versions else None

    def history(self, kpi: str, segment: Segment = None, where: Where = ()) -> tuple[TargetVersion, ...]:
        """Return every state of one target, newest first."""
        same = (
            (_TABLE.c.workspace_id == self._space.id)
            & (_TABLE.c.kpi == kpi)
            & (_TABLE.c.segment == key_of(segment, where))
        )
        query = select(_TABLE).where(same).order_by(_TABLE.c.id.desc())
        return tuple(_record(row) for row in self._space.connection.execute(query))

    def set(self, target: Target) -> None:
        """Let `target` stand from now on for its KPI, segment and filters."""
        if self.get(target.kpi, target.segment, target.where) != target:
            self._add(target.kpi, key_of(target.segment, target.where), target)
            self._space.note("target_set", kpi=target.kpi)

    def remove(self, kpi: str, segment: Segment = None, where: Where = ()) -> None:
        """Take a target away; `undo` brings it back."""
        if self.get(kpi, segment, where) is not None:
            self._add(kpi, key_of(segment, where), None)
            self._space.note("target_removed", kpi=kpi)

    def undo(self, kpi: str, segment: Segment = None, where: Where = ()) -> Target | None:
        """Bring back the state before the last change of one target, and return it."""
        versions = self.history(kpi, segment, where)
        before = versions[1].target if len(versions) > 1 else None
        if versions and versions[0].target != before:
            self._add(kpi, key_of(segment, where), before)
            self._space.note("target_undone", kpi=kpi)
        return before

    def _add(self, kpi: str, about: str, target: Target | None) -> None:
        self._space.connection.execute(
            insert(_TABLE).values(
                workspace_id=self._space.id,
                kpi=kpi,
                segment=about,
                body=None if target is None else encode(target),
                created_at=self._space.now(),
                who=self._space.who,
            )
        )


def key_of(segment: Segment, where: Where) -> str:
    """Return what a target is about as text; filters in one order, so that they are one target whatever order they came in."""
    if where:
        return json.dumps([segment, sorted((role, sorted(values)) for role, values in where)], ensure_ascii=False)
    return "" if segment is None else json.dumps(segment, ensure_ascii=False)


def _record(row: Row[tuple[object, ...]]) -> TargetVersion:
    return TargetVersion(row.id, None if row.body is None else decode(row.body), row.created_at, row.who)
