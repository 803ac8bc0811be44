"""KPIs that people make themselves, with every state they had."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "own_kpi",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("kpi", sa.String(80), nullable=False),
        sa.Column("body", sa.JSON),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_kpi"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_own_kpi_workspace_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_own_kpi_workspace_id_kpi", "own_kpi", ["workspace_id", "kpi"])
