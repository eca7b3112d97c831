"""Run by Alembic: the connection, with its transaction begun, is handed in by `store.migrating`."""

from alembic import context

from workflow.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
