"""The rows that HQ keeps. `till` leads every key: it is the shard key of a distributed engine.

Acts, nodes and receipts are only ever added. Envelopes and blobs can be deleted, by the wish of
their till. The names are those of docs/formats.md.
"""

from __future__ import annotations

import sqlalchemy as sa

FORMAT = 1

metadata = sa.MetaData()


def _till() -> sa.Column[str]:
    return sa.Column("till", sa.String(8), primary_key=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


about = sa.Table(
    "about",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

tills = sa.Table(
    "tills",
    metadata,
    _till(),
    _number("generation"),
    sa.Column("device", sa.String(64), nullable=False),
    sa.Column("certificate", sa.Text, nullable=False),
    sa.Column("enrolled_at", sa.String(24), nullable=False),
    sa.Column("revoked_at", sa.String(24), nullable=True),
)

heads = sa.Table(
    "heads",
    metadata,
    _till(),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("root", sa.LargeBinary, nullable=False),
    sa.Column("checkpoint", sa.Text, nullable=False),
    sa.Column("receipt", sa.Text, nullable=False),
)

acts = sa.Table(
    "acts",
    metadata,
    _till(),
    _number("seq"),
    sa.Column("header", sa.LargeBinary, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("commitments", sa.LargeBinary, nullable=False),
    sa.Column("leaf", sa.LargeBinary, nullable=False),
)

nodes = sa.Table(
    "nodes",
    metadata,
    _till(),
    _number("level"),
    _number("place"),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)

receipts = sa.Table(
    "receipts",
    metadata,
    _till(),
    sa.Column("batch", sa.String(64), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("deleted", sa.Integer, nullable=False),
    sa.Column("checkpoint", sa.Text, nullable=False),
    sa.Column("receipt", sa.Text, nullable=False),
)

runs = sa.Table(
    "runs",
    metadata,
    _till(),
    sa.Column("run", sa.LargeBinary, primary_key=True),
    sa.Column("row", sa.String(32), nullable=False),
    sa.Column("key_id", sa.LargeBinary, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

envelopes = sa.Table(
    "envelopes",
    metadata,
    _till(),
    _number("seq"),
    sa.Column("row", sa.String(32), primary_key=True),
    sa.Column("run", sa.LargeBinary, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

blobs = sa.Table(
    "blobs",
    metadata,
    _till(),
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
)

codes = sa.Table(
    "codes",
    metadata,
    _till(),
    _number("no"),
    sa.Column("serial", sa.String(32), nullable=False),
    sa.Column("expires", sa.String(24), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("used", sa.Boolean, nullable=False),
)

openings = sa.Table(
    "openings",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(24), nullable=False),
    sa.Column("till", sa.String(8), nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("purpose", sa.String(32), nullable=False),
    sa.Column("operator", sa.String(64), nullable=False),
)

# Beside the openings, not in them: a store of an older program has no place for it there.
opening_notes = sa.Table(
    "opening_notes",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("test", sa.Boolean, nullable=False),
)

# A question of the anonymiser is about every till, and stands under none of them.
statistics = sa.Table(
    "statistics",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(24), nullable=False),
    sa.Column("operator", sa.String(64), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("purpose", sa.String(32), nullable=False),
    sa.Column("measure", sa.String(16), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("period", sa.String(15), nullable=False),
    sa.Column("refused", sa.String(32), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
)

statistic_acts = sa.Table(
    "statistic_acts",
    metadata,
    _till(),
    _number("seq"),
    sa.Column("period", sa.String(15), nullable=False),
)

directories = sa.Table(
    "directories",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("note", sa.Text, nullable=False),
)

bundles = sa.Table(
    "bundles",
    metadata,
    sa.Column("topic", sa.String(32), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("file", sa.LargeBinary, nullable=False),
)
