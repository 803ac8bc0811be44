# ruff: noqa: INP001 - Alembic runs this file as a script
"""Alembic's entry: it migrates over the connection and inside the transaction that `database.connect` opened."""

from alembic import context

from kpi_core.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
