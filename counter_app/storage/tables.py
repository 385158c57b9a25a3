"""The rows of ledger.db. Nobody outside storage knows them.

Acts are the truth; ledger_lines, search_lines, search_marks, holds, requests, staff and act_bases
follow from them and can be rebuilt. Drafts, counters, envelopes, those still owed and the state of
the line to HQ are working rows; bundles and bulletins came from outside.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

acts = sa.Table(
    "acts",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("header", sa.LargeBinary, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("commitments", sa.LargeBinary, nullable=False),
    sa.Column("leaf", sa.LargeBinary, nullable=False),
)

act_keys = sa.Table(
    "act_keys",
    metadata,
    sa.Column("seq", sa.ForeignKey("acts.seq"), primary_key=True),
    sa.Column("part", sa.String, primary_key=True),
    sa.Column("key_no", sa.Integer, nullable=False, unique=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
)

act_bases = sa.Table(
    "act_bases",
    metadata,
    sa.Column("seq", sa.ForeignKey("acts.seq"), primary_key=True),
    sa.Column("basis", sa.String, primary_key=True),
)

tree = sa.Table(
    "tree",
    metadata,
    sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("part", sa.String, nullable=False),
    sa.Column("key_no", sa.Integer, nullable=False, unique=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("visit_id", sa.String, nullable=False, index=True),
    sa.Column("seq", sa.ForeignKey("acts.seq"), nullable=True),
    sa.Column("at_hq", sa.Boolean, nullable=False, default=False),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run", sa.LargeBinary, primary_key=True),
    sa.Column("row", sa.String, nullable=False),
    sa.Column("key_id", sa.LargeBinary, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

envelopes = sa.Table(
    "envelopes",
    metadata,
    sa.Column("seq", sa.ForeignKey("acts.seq"), primary_key=True),
    sa.Column("row", sa.String, primary_key=True),
    sa.Column("run", sa.ForeignKey("runs.run"), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

owed_envelopes = sa.Table(
    "owed_envelopes",
    metadata,
    sa.Column("seq", sa.ForeignKey("acts.seq"), primary_key=True),
    sa.Column("row", sa.String, primary_key=True),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("visit_id", sa.String, primary_key=True),
    sa.Column("state", sa.LargeBinary, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False, index=True),
    sa.Column("saved_at", sa.String, nullable=False),
)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("pin_hash", sa.String, nullable=False),
    sa.Column("failed", sa.Integer, nullable=False),
    sa.Column("locked_until", sa.String, nullable=True),
)

ledger_lines = sa.Table(
    "ledger_lines",
    metadata,
    sa.Column("running", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("act_seq", sa.ForeignKey("acts.seq"), nullable=False, index=True),
    sa.Column("day", sa.String, nullable=False, index=True),
    sa.Column("imei", sa.String, nullable=False, index=True),
    sa.Column("line", sa.LargeBinary, nullable=False),
)

hq = sa.Table(
    "hq",
    metadata,
    sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("hq_key", sa.String, nullable=False),
    sa.Column("code", sa.String, nullable=False),
    sa.Column("certificate", sa.String, nullable=False),
    sa.Column("directory", sa.String, nullable=False),
    sa.Column("acked", sa.Integer, nullable=False),
    sa.Column("receipt", sa.String, nullable=False),
    sa.CheckConstraint("one = 1", name="ck_hq_one"),
)

bundles = sa.Table(
    "bundles",
    metadata,
    sa.Column("topic", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("valid_from", sa.String, nullable=False),
    sa.Column("file", sa.LargeBinary, nullable=False),
    sa.Column("loaded_at", sa.String, nullable=False),
    sa.Column("hq_key", sa.String, nullable=True),
)

holds = sa.Table(
    "holds",
    metadata,
    sa.Column("seq", sa.ForeignKey("acts.seq"), primary_key=True),
    sa.Column("running", sa.Integer, primary_key=True, autoincrement=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("reference", sa.String, nullable=False),
    sa.Column("last", sa.String, nullable=True),
    sa.Column("ended", sa.Integer, nullable=True),
)

requests = sa.Table(
    "requests",
    metadata,
    sa.Column("seq", sa.ForeignKey("acts.seq"), primary_key=True, autoincrement=False),
    sa.Column("number", sa.String, nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("taken_on", sa.String, nullable=False),
    sa.Column("due", sa.String, nullable=False),
    sa.Column("steps", sa.String, nullable=False),
    sa.Column("answered", sa.Integer, nullable=True, index=True),
    sa.Column("result", sa.String, nullable=False),
)

bulletins = sa.Table(
    "bulletins",
    metadata,
    sa.Column("act_seq", sa.ForeignKey("acts.seq"), primary_key=True, autoincrement=False),
    sa.Column("arrived_on", sa.String, nullable=False),
    sa.Column("last_day", sa.String, nullable=False),
    sa.Column("digest", sa.String, nullable=False, unique=True),
    sa.Column("bulletin", sa.LargeBinary, nullable=False),
)

search_lines = sa.Table(
    "search_lines",
    metadata,
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("names", sa.String, nullable=False),
    sa.Column("numbers", sa.String, nullable=False),
)

search_marks = sa.Table(
    "search_marks",
    metadata,
    sa.Column("kind", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("mark", sa.String, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("again", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
