"""What people agreed, decided and did, with every state it had; and how often a KPI was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("body", sa.JSON),
        sa.Column("again", sa.Integer),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_entry_workspace_id", ondelete="CASCADE"),
    )
    op.create_index("ix_entry_workspace_id_kind_key", "entry", ["workspace_id", "kind", "key"])
    op.create_table(
        "look",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("kpi", sa.String(80), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kpi", "day", name="pk_look"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_look_workspace_id", ondelete="CASCADE"),
    )
