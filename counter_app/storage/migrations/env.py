"""What Alembic runs: the upgrades, on the connection that counter_app.storage.schema hands over."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
