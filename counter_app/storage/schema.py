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

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
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
    known = set(_scripts())
    now = MigrationContext.configure(connection).get_current_revision()
    if now is None and not fresh:
        raise IntegrityFault("store_damaged")
    if now is not None and now not in known:
        raise Refused("store_newer_schema")
    command.upgrade(config, "head")


def is_older(connection: sa.Connection) -> bool:
    """Whether a file has the schema of an earlier version of this program."""
    newest, *earlier = _scripts()
    now = MigrationContext.configure(connection).get_current_revision()
    return now in earlier and now != newest


def contents(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table has, and the bytes of the acts: to compare a copy with its file."""
    names = connection.exec_driver_sql(_TABLES).scalars().all()
    found = {name: _count(connection, name, "count(*)") for name in names}
    return found | {"bytes of acts": _count(connection, "acts", "total(length(content))")}


def _count(connection: sa.Connection, table: str, what: str) -> int:
    wanted = sa.select(sa.text(what)).select_from(sa.table(table))
    return int(connection.execute(wanted).scalar() or 0)


def _scripts() -> list[str]:
    """Every revision that this program knows, the newest first."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
