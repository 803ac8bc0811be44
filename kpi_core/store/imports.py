"""From a dropped file to a version of the data: uploads, the draft, remembered mappings, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from kpi_core.errors import StoreError
from kpi_core.store import schema
from kpi_core.store.codec import decode, encode, encoded_map
from kpi_core.store.files import keep_bytes, kept_bytes
from kpi_core.store.records import DatasetVersion, Part, Remembered, StoredDraft
from kpi_core.store.writing import put

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Row

    from kpi_core.model import Mapping
    from kpi_core.store.space import Space


class Uploads:
    """The files of one workspace, as they were dropped."""

    def __init__(self, space: Space) -> None:
        self._space = space

    @property
    def folder(self) -> Path:
        """Where the bytes stand."""
        return self._space.folder / "uploads"

    def keep_file(self, data: bytes) -> str:
        """Keep the bytes of a file and return their digest; `add` says whose they are."""
        return keep_bytes(self.folder, data)

    def forget_file(self, digest: str) -> None:
        """Take the bytes of a file away again, unless it was added before."""
        table = schema.upload
        query = select(table.c.id).where(table.c.workspace_id == self._space.id, table.c.digest == digest)
        if self._space.connection.execute(query).first() is None:
            (self.folder / digest).unlink(missing_ok=True)

    def add(self, name: str, digest: str, size: int) -> None:
        """Note that a file was dropped."""
        self._space.connection.execute(
            insert(schema.upload).values(
                workspace_id=self._space.id, name=name, digest=digest, size=size, created_at=self._space.now()
            )
        )
        self._space.note("file_dropped", name=name, digest=digest)

    def bytes_of(self, digest: str) -> bytes:
        """Return a file of this workspace. Raises StoreError `upload_gone`."""
        return kept_bytes(self.folder, digest)


class Drafts:
    """The files of a workspace that are not confirmed yet: one draft holds them all."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def get(self) -> StoredDraft | None:
        """Return the draft, None when nothing waits."""
        query = select(schema.draft).where(schema.draft.c.workspace_id == self._space.id)
        row = self._space.connection.execute(query).one_or_none()
        if row is None:
            return None
        return StoredDraft(decode(row.files), decode(row.answers), decode(row.refused))

    def put(self, draft: StoredDraft) -> None:
        """Write the draft, over the one that waits."""
        values = {
            "files": encode(draft.files),
            "answers": encode(draft.answers),
            "refused": encode(draft.refused),
            "updated_at": self._space.now(),
        }
        put(self._space.connection, schema.draft, {"workspace_id": self._space.id}, values)

    def discard(self) -> None:
        """Drop the draft; the files themselves stay."""
        self._space.connection.execute(delete(schema.draft).where(schema.draft.c.workspace_id == self._space.id))


class Mappings:
    """How files with the same headers were read before."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def get(self, signature: str) -> Remembered | None:
        """Return what is remembered for these headers."""
        table = schema.mapping
        query = select(table).where(table.c.workspace_id == self._space.id, table.c.signature == signature)
        row = self._space.connection.execute(query).one_or_none()
        return None if row is None else Remembered(decode(row.mapping), row.answers)

    def all(self) -> tuple[Mapping, ...]:
        """Return every remembered mapping, the latest first."""
        table = schema.mapping
        query = select(table).where(table.c.workspace_id == self._space.id).order_by(table.c.updated_at.desc())
        return tuple(decode(row.mapping) for row in self._space.connection.execute(query))

    def remember(self, signature: str, mapping: Mapping, answers: Map[str, str]) -> None:
        """Remember a confirmed mapping and the answers given, over what was remembered for these headers."""
        values = {"mapping": encode(mapping), "answers": encoded_map(answers), "updated_at": self._space.now()}
        key = {"workspace_id": self._space.id, "signature": signature}
        put(self._space.connection, schema.mapping, key, values)


class Versions:
    """The versions of one workspace's data; one of them is current."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def all(self) -> tuple[DatasetVersion, ...]:
        """Return every version, newest first."""
        table = schema.version
        query = select(table).where(table.c.workspace_id == self._space.id).order_by(table.c.id.desc())
        return tuple(_version(row) for row in self._space.connection.execute(query))

    def current(self) -> DatasetVersion | None:
        """Return the version in use, None while there is no data."""
        table = schema.version
        query = select(table).where(table.c.workspace_id == self._space.id, table.c.current)
        row = self._space.connection.execute(query).one_or_none()
        return None if row is None else _version(row)

    def add(self, fingerprint: str, parts: Sequence[Part]) -> DatasetVersion:
        """Add a version and make it the current one."""
        self._none_current()
        values = {
            "workspace_id": self._space.id,
            "fingerprint": fingerprint,
            "parts": encode(tuple(parts)),
            "created_at": self._space.now(),
            "current": True,
        }
        self._space.connection.execute(insert(schema.version).values(**values))
        self._space.note("data_confirmed", fingerprint=fingerprint, files=sorted({part.file for part in parts}))
        added = self.current()
        assert added
        return added

    def make_current(self, version: int) -> DatasetVersion:
        """Go back, or forward, to a version. Raises StoreError `no_version`."""
        table = schema.version
        self._none_current()
        same = (table.c.workspace_id == self._space.id) & (table.c.id == version)
        if self._space.connection.execute(update(table).where(same).values(current=True)).rowcount != 1:
            raise StoreError("no_version")
        self._space.note("data_moved", version=version)
        found = self.current()
        assert found
        return found

    def _none_current(self) -> None:
        own = schema.version.c.workspace_id == self._space.id
        self._space.connection.execute(update(schema.version).where(own).values(current=False))


def _version(row: Row[tuple[object, ...]]) -> DatasetVersion:
    return DatasetVersion(row.id, row.fingerprint, decode(row.parts), row.created_at, row.current)
