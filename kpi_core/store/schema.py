"""The tables of the database. A change here needs a migration beside it: a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

NAME_LENGTH = 120
FILE_NAME_LENGTH = 200
ID_LENGTH = 36
CODE_LENGTH = 80

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC without a zone in the database (SQLite keeps no zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - its interface
        """Give the database UTC without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - its interface
        """Give Python the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def _of_workspace(*, key: bool = False) -> Column[str]:
    return Column(
        "workspace_id",
        String(ID_LENGTH),
        ForeignKey("workspace.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=key,
    )


workspace = Table(
    "workspace",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("language", String(2), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
)

upload = Table(
    "upload",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_workspace(),
    Column("name", String(FILE_NAME_LENGTH), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index(None, "workspace_id", "digest"),
)

version = Table(
    "dataset_version",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_workspace(),
    Column("fingerprint", String(64), nullable=False),
    Column("parts", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("current", Boolean, nullable=False),
    Index(
        "uq_dataset_version_current",
        "workspace_id",
        unique=True,
        sqlite_where=text("current"),
        postgresql_where=text("current"),
    ),
)

mapping = Table(
    "mapping",
    METADATA,
    _of_workspace(key=True),
    Column("signature", String(64), primary_key=True),
    Column("mapping", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

draft = Table(
    "draft",
    METADATA,
    _of_workspace(key=True),
    Column("files", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("refused", JSON, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

choice = Table(
    "choice",
    METADATA,
    _of_workspace(key=True),
    Column("level", String(CODE_LENGTH), primary_key=True),
    Column("kpi", String(CODE_LENGTH), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("benched", Boolean, nullable=False),
    Column("variant", String(CODE_LENGTH)),
    Column("updated_at", Moment, nullable=False),
    Column("removed_at", Moment),
    CheckConstraint("position >= 0", name="position"),
)

target = Table(
    "target",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_workspace(),
    Column("kpi", String(CODE_LENGTH), nullable=False),
    Column("segment", Text, nullable=False),
    Column("body", JSON(none_as_null=True)),
    Column("created_at", Moment, nullable=False),
    Column("who", String(NAME_LENGTH), nullable=False),
    Index(None, "workspace_id", "kpi", "segment"),
)

own_kpi = Table(
    "own_kpi",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_workspace(),
    Column("kpi", String(CODE_LENGTH), nullable=False),
    Column("body", JSON(none_as_null=True)),
    Column("created_at", Moment, nullable=False),
    Column("who", String(NAME_LENGTH), nullable=False),
    Index(None, "workspace_id", "kpi"),
)

entry = Table(
    "entry",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_workspace(),
    Column("kind", String(CODE_LENGTH), nullable=False),
    Column("key", Text, nullable=False),
    Column("body", JSON(none_as_null=True)),
    Column("again", Integer),
    Column("created_at", Moment, nullable=False),
    Column("who", String(NAME_LENGTH), nullable=False),
    Index(None, "workspace_id", "kind", "key"),
)

look = Table(
    "look",
    METADATA,
    _of_workspace(key=True),
    Column("kpi", String(CODE_LENGTH), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("count", Integer, nullable=False),
)

setting = Table(
    "setting",
    METADATA,
    _of_workspace(key=True),
    Column("key", String(CODE_LENGTH), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

event = Table(
    "event",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_workspace(),
    Column("at", Moment, nullable=False),
    Column("who", String(NAME_LENGTH), nullable=False),
    Column("action", String(CODE_LENGTH), nullable=False),
    Column("detail", JSON, nullable=False),
    Index(None, "workspace_id", "at"),
)
