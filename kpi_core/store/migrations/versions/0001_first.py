"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _of_workspace() -> sa.Column[str]:
    return sa.Column("workspace_id", sa.String(36), nullable=False)


def _belongs(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspace.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("deleted_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer, nullable=False),
        _of_workspace(),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        _belongs("upload"),
    )
    op.create_index("ix_upload_workspace_id_digest", "upload", ["workspace_id", "digest"])
    op.create_table(
        "dataset_version",
        sa.Column("id", sa.Integer, nullable=False),
        _of_workspace(),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dataset_version"),
        _belongs("dataset_version"),
    )
    op.create_index(
        "uq_dataset_version_current",
        "dataset_version",
        ["workspace_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "mapping",
        _of_workspace(),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("mapping", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "signature", name="pk_mapping"),
        _belongs("mapping"),
    )
    op.create_table(
        "draft",
        _of_workspace(),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("kinds", sa.JSON, nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_draft"),
        _belongs("draft"),
    )
    op.create_table(
        "choice",
        _of_workspace(),
        sa.Column("level", sa.String(80), nullable=False),
        sa.Column("kpi", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("benched", sa.Boolean, nullable=False),
        sa.Column("variant", sa.String(80)),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("removed_at", sa.DateTime),
        sa.PrimaryKeyConstraint("workspace_id", "level", "kpi", name="pk_choice"),
        sa.CheckConstraint("position >= 0", name="ck_choice_position"),
        _belongs("choice"),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer, nullable=False),
        _of_workspace(),
        sa.Column("kpi", sa.String(80), nullable=False),
        sa.Column("segment", sa.Text, nullable=False),
        sa.Column("body", sa.JSON),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
        _belongs("target"),
    )
    op.create_index("ix_target_workspace_id_kpi_segment", "target", ["workspace_id", "kpi", "segment"])
    op.create_table(
        "setting",
        _of_workspace(),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name="pk_setting"),
        _belongs("setting"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, nullable=False),
        _of_workspace(),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        _belongs("event"),
    )
    op.create_index("ix_event_workspace_id_at", "event", ["workspace_id", "at"])
