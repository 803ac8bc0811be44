"""One workspace inside one transaction: the only way to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kpi_core.store import schema
from kpi_core.store.choices import Choices
from kpi_core.store.entries import Entries
from kpi_core.store.imports import Drafts, Mappings, Uploads, Versions
from kpi_core.store.looks import Looks
from kpi_core.store.own_kpis import OwnKpis
from kpi_core.store.records import Event
from kpi_core.store.settings import Settings
from kpi_core.store.targets import Targets
from kpi_core.store.writing import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from kpi_core.store.records import Workspace


@dataclass(frozen=True)
class Space:
    """A workspace, open for the length of one transaction. `folder` holds its files and no one else's."""

    connection: Connection
    workspace: Workspace
    folder: Path
    now: Callable[[], datetime]
    who: str

    @property
    def id(self) -> str:
        """The workspace's id."""
        return self.workspace.id

    @property
    def dataset_folder(self) -> Path:
        """Where the prepared data of this workspace stands."""
        return self.folder / "datasets"

    @cached_property
    def uploads(self) -> Uploads:
        """The files people dropped."""
        return Uploads(self)

    @cached_property
    def drafts(self) -> Drafts:
        """The upload that waits to be confirmed."""
        return Drafts(self)

    @cached_property
    def mappings(self) -> Mappings:
        """What is remembered per set of headers."""
        return Mappings(self)

    @cached_property
    def versions(self) -> Versions:
        """The confirmed states of the data."""
        return Versions(self)

    @cached_property
    def choices(self) -> Choices:
        """The chosen KPIs."""
        return Choices(self)

    @cached_property
    def targets(self) -> Targets:
        """The targets and their history."""
        return Targets(self)

    @cached_property
    def own_kpis(self) -> OwnKpis:
        """The KPIs people made themselves, and their history."""
        return OwnKpis(self)

    def entries(self, kind: str) -> Entries:
        """Return what people agreed, decided or did, of one kind."""
        return Entries(self, kind)

    @cached_property
    def looks(self) -> Looks:
        """How often each KPI was looked at."""
        return Looks(self)

    @cached_property
    def settings(self) -> Settings:
        """Values people set, such as the gross margin."""
        return Settings(self)

    def note(self, action: str, **detail: object) -> None:
        """Add a line to the log."""
        note(self.connection, self.id, self.now(), self.who, action, **detail)

    def stamp(self, apart: Iterable[str] = ()) -> int:
        """Return the number of the last change; it grows with every one, and only then. apart: kinds of entries left out."""
        table = schema.event
        query = select(func.max(table.c.id)).where(table.c.workspace_id == self.id)
        for kind in apart:
            query = query.where(table.c.action.not_like(f"{kind}\\_%", escape="\\"))
        return self.connection.execute(query).scalar() or 0

    def events(self, most: int = 100) -> tuple[Event, ...]:
        """Return the latest lines of the log, newest first."""
        table = schema.event
        query = select(table).where(table.c.workspace_id == self.id).order_by(table.c.id.desc()).limit(most)
        return tuple(Event(row.at, row.who, row.action, row.detail) for row in self.connection.execute(query))
