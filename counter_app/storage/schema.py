"""The schema of ledger.db: which version it has, and the way to the newest.

All upgrades run in one transaction of the caller: after a crash the old schema or the new one is
there, nothing between. A schema newer than this program is refused.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from counter_app.domain.errors import IntegrityFault, Refused

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: sa.Connection, *, fresh: bool = False) -> None:
    """Bring the schema to the newest version inside the connection's transaction.

    Args:
        connection: of ledger.db, in a transaction.
        fresh: it is a new file and gets its tables here; any other has some.

    Raises:
        Refused: `store_newer_schema`.
        IntegrityFault: `store_damaged`: the tables are gone.
    """
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    now = MigrationContext.configure(connection).get_current_revision()
    if now is None and not fresh:
        raise IntegrityFault("store_damaged")
    if now is not None and now not in known:
        raise Refused("store_newer_schema")
    command.upgrade(config, "head")
