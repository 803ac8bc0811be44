"""The store: its workspaces, and the way into each of them."""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from sqlalchemy import Engine, select, update

from kpi_core.errors import StoreError
from kpi_core.store import schema
from kpi_core.store.database import WRITES, connect
from kpi_core.store.files import private_folder
from kpi_core.store.records import Workspace
from kpi_core.store.space import Space
from kpi_core.store.writing import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Connection

_TABLE, _EVENT = schema.workspace, schema.event


def _utc_now() -> datetime:
    return datetime.now(UTC)


def open_store(
    url: str | None = None,
    folder: Path | None = None,
    *,
    now: Callable[[], datetime] = _utc_now,
    who: str = "",
) -> Store:
    """Open the store, with its tables present and up to date.

    Parameters
    ----------
    url
        Address of the database; else `KPI_KOMPAS_DATABASE_URL`, else SQLite in the folder.
    folder
        Where files are kept; else `KPI_KOMPAS_DATA`, else the user's data folder of the system.
    now
        Gives the moment written beside each change: for the log only, nothing is calculated with it.
    who
        Who makes the changes, for the log.

    Raises
    ------
    StoreError
        `bad_database_url`, `database_unreachable`, `newer_database` or `folder_not_writable`.
    """
    folder = folder or Path(os.environ.get("KPI_KOMPAS_DATA") or user_data_path("kpi-kompas", appauthor=False))
    private_folder(folder)
    url = url or os.environ.get("KPI_KOMPAS_DATABASE_URL") or f"sqlite:///{folder / 'kpi-kompas.sqlite3'}"
    return Store(connect(url), folder, now, who)


@dataclass(frozen=True)
class Store:
    """All workspaces. Each method is one transaction; one store serves many threads."""

    engine: Engine
    folder: Path
    now: Callable[[], datetime]
    who: str = ""

    def close(self) -> None:
        """Let go of the database; what was written stays."""
        self.engine.dispose()

    def workspaces(self, *, trashed: bool = False) -> tuple[Workspace, ...]:
        """Return the workspaces in use, or those in the trash, by name."""
        in_trash = _TABLE.c.deleted_at.is_not(None)
        query = select(_TABLE).where(in_trash if trashed else ~in_trash)
        with self._connection() as connection:
            found = [_record(row) for row in connection.execute(query)]
        return tuple(sorted(found, key=lambda entry: (entry.name.casefold(), entry.created_at, entry.id)))

    def latest_workspace(self) -> str | None:
        """Return the workspace in use in which something changed last, None when there is none."""
        used = _TABLE.c.deleted_at.is_(None)
        query = select(_EVENT.c.workspace_id).join(_TABLE, _TABLE.c.id == _EVENT.c.workspace_id).where(used)
        with self._connection() as connection:
            found: str | None = connection.execute(query.order_by(_EVENT.c.id.desc()).limit(1)).scalar()
        return found

    def create_workspace(self, name: str, language: str) -> Workspace:
        """Add a workspace and return it."""
        with self.creating(str(uuid.uuid4()), name, language) as space:
            space.note("workspace_created", name=name)
        return space.workspace

    def folder_of(self, workspace: str) -> Path:
        """Return where the files of a workspace stand, and no one else's."""
        return self.folder / "workspaces" / workspace

    @contextmanager
    def creating(self, workspace: str, name: str, language: str) -> Iterator[Space]:
        """Add a workspace and open it to fill it: it is there with all of it, or not at all when an error leaves the block."""
        new = Workspace(workspace, name, language, self.now())
        with self._connection(writes=True) as connection:
            connection.execute(
                _TABLE.insert().values(
                    id=new.id, name=name, language=language, created_at=new.created_at, updated_at=new.created_at
                )
            )
            yield self._space(connection, new)

    def change_workspace(self, workspace: str, *, name: str | None = None, language: str | None = None) -> None:
        """Give a workspace another name or language; None leaves it as it is."""
        changes: dict[str, object] = {
            key: value for key, value in (("name", name), ("language", language)) if value is not None
        }
        self._change(workspace, "workspace_changed", changes)

    def trash_workspace(self, workspace: str) -> None:
        """Put a workspace in the trash: nothing in it changes, and it can be taken out again."""
        self._change(workspace, "workspace_trashed", {"deleted_at": self.now()})

    def restore_workspace(self, workspace: str) -> None:
        """Take a workspace out of the trash as it was."""
        self._change(workspace, "workspace_restored", {"deleted_at": None}, trashed=True)

    @contextmanager
    def reading(self, workspace: str) -> Iterator[Space]:
        """Open a workspace to look in it: everything seen belongs to one moment.

        Raises StoreError `no_workspace` when it does not exist or is in the trash.
        """
        with self._connection() as connection:
            yield self._space(connection, self._checked(connection, workspace))

    @contextmanager
    def writing(self, workspace: str) -> Iterator[Space]:
        """Open a workspace to change it: all of it happens, or nothing when an error leaves the block.

        Others that write wait until it is done, so what is read inside cannot change underfoot.
        """
        with self._connection(writes=True) as connection:
            yield self._space(connection, self._checked(connection, workspace, lock=True))

    def _change(self, workspace: str, action: str, changes: dict[str, object], *, trashed: bool = False) -> None:
        with self._connection(writes=True) as connection:
            self._checked(connection, workspace, trashed=trashed, lock=True)
            values = {**changes, "updated_at": self.now()}
            connection.execute(update(_TABLE).where(_TABLE.c.id == workspace).values(**values))
            detail = {key: value for key, value in changes.items() if isinstance(value, str)}
            note(connection, workspace, self.now(), self.who, action, **detail)

    def _space(self, connection: Connection, workspace: Workspace) -> Space:
        return Space(connection, workspace, self.folder_of(workspace.id), self.now, self.who)

    def _checked(
        self, connection: Connection, workspace: str, *, trashed: bool = False, lock: bool = False
    ) -> Workspace:
        query = select(_TABLE).where(_TABLE.c.id == str(workspace))
        row = connection.execute(query.with_for_update() if lock else query).one_or_none()
        if row is None or (row.deleted_at is not None) != trashed:
            raise StoreError("no_workspace")
        return _record(row)

    @contextmanager
    def _connection(self, *, writes: bool = False) -> Iterator[Connection]:
        with self.engine.connect().execution_options(**{WRITES: writes}) as connection, connection.begin():
            yield connection


def _record(row: object) -> Workspace:
    return Workspace(row.id, row.name, row.language, row.created_at, row.deleted_at)  # type: ignore[attr-defined]
