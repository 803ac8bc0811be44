"""A draft holds several files; the one that waited becomes the first of its draft."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    old = sa.table(
        "draft",
        sa.column("workspace_id", sa.String),
        *(sa.column(name, sa.String) for name in ("name", "digest")),
        *(sa.column(name, sa.JSON) for name in ("answers", "kinds", "roles")),
        sa.column("updated_at", sa.DateTime),
    )
    waiting = op.get_bind().execute(sa.select(old)).all()
    op.drop_table("draft")
    new = op.create_table(
        "draft",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("refused", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_draft"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_draft_workspace_id", ondelete="CASCADE"
        ),
    )
    rows = [
        {
            "workspace_id": row.workspace_id,
            "files": [_file(row)],
            "answers": _map({}),
            "refused": [],
            "updated_at": row.updated_at,
        }
        for row in waiting
    ]
    op.bulk_insert(new, rows)


def _file(row: sa.Row[tuple[object, ...]]) -> dict[str, object]:
    return {
        "$": "StoredFile",
        "name": row.name,
        "digest": row.digest,
        "answers": _map(row.answers),
        "kinds": _map(row.kinds),
        "roles": _map({sheet: _map(columns) for sheet, columns in row.roles.items()}),
    }


def _map(values: dict[str, object]) -> dict[str, object]:
    return {"$": "map", "of": values}
