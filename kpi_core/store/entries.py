"""What people agreed, decided and did: rows are only ever added. The newest row of a key is how it stands; one without a body
removed it; one that goes back says which row it repeats, so that undoing twice goes back two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from kpi_core.store import schema
from kpi_core.store.codec import decode, encode
from kpi_core.store.records import EntryVersion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from kpi_core.store.space import Space

_TABLE = schema.entry
START = 0
"""The row before the first: nothing stood yet."""


class Entries:
    """The entries of one kind in one workspace: `action`, `agreement`, `decision`, `note`, ..., each a noun under a key."""

    def __init__(self, space: Space, kind: str) -> None:
        self._space, self._kind = space, kind

    def all(self) -> dict[str, Any]:
        """Return what stands now by key, in the order in which the keys came."""
        newest = (
            select(func.max(_TABLE.c.id).label("newest"), func.min(_TABLE.c.id).label("oldest"))
            .where(self._own())
            .group_by(_TABLE.c.key)
            .subquery()
        )
        query = select(_TABLE).join(newest, _TABLE.c.id == newest.c.newest).order_by(newest.c.oldest)
        rows = self._space.connection.execute(query)
        return {row.key: decode(row.body) for row in rows if row.body is not None}

    def get(self, key: str) -> Any:
        """Return what stands under a key, None when nothing does."""
        versions = self.history(key)
        return versions[0].value if versions else None

    def history(self, key: str) -> tuple[EntryVersion, ...]:
        """Return every state of one key, newest first."""
        return tuple(_record(row) for row in self._rows(key))

    def put(self, key: str, value: object) -> None:
        """Let `value` stand under a key from now on."""
        if self.get(key) != value:
            self._add(key, encode(value))
            self._space.note(f"{self._kind}_set", key=key)

    def remove(self, key: str) -> None:
        """Take away what stands under a key; `undo` brings it back."""
        if self.get(key) is not None:
            self._add(key, None)
            self._space.note(f"{self._kind}_removed", key=key)

    def undo(self, key: str) -> Any:
        """Go back one step, once more each time, and return what stands then; before the first there is nothing."""
        step = self._step_back(key)
        if step is None:
            return None
        before, body = step
        self._add(key, body, again=before)
        self._space.note(f"{self._kind}_undone", key=key)
        return None if body is None else decode(body)

    def before(self, key: str) -> Any:
        """Return what `undo` would bring back, None when that is nothing."""
        step = self._step_back(key)
        return None if step is None or step[1] is None else decode(step[1])

    def _step_back(self, key: str) -> tuple[int, Any] | None:
        """Return the row one step back and its body, None where nothing stood yet."""
        rows = {row.id: row for row in self._rows(key)}
        newest = next(iter(rows.values()), None)
        if newest is None or newest.again == START:
            return None
        at = newest.again or newest.id
        earlier = next((row for row in rows.values() if row.id < at), None)
        before = START if earlier is None else earlier.id if earlier.again is None else earlier.again
        return before, rows[before].body if before in rows else None

    def _own(self) -> Any:
        return (_TABLE.c.workspace_id == self._space.id) & (_TABLE.c.kind == self._kind)

    def _rows(self, key: str) -> Sequence[Row[Any]]:
        query = select(_TABLE).where(self._own(), _TABLE.c.key == key).order_by(_TABLE.c.id.desc())
        return self._space.connection.execute(query).all()

    def _add(self, key: str, body: object, *, again: int | None = None) -> None:
        self._space.connection.execute(
            insert(_TABLE).values(
                workspace_id=self._space.id,
                kind=self._kind,
                key=key,
                body=body,
                again=again,
                created_at=self._space.now(),
                who=self._space.who,
            )
        )


def _record(row: Row[Any]) -> EntryVersion:
    return EntryVersion(row.id, None if row.body is None else decode(row.body), row.created_at, row.who)
