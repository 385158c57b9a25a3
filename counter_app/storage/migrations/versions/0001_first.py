"""The first schema: acts with their keys and tree, working rows, the line to HQ."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ABORT = "BEGIN SELECT RAISE(ABORT, 'acts are append-only'); END"
_APPENDED = """
CREATE TRIGGER acts_are_appended BEFORE INSERT ON acts
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM acts)
BEGIN SELECT RAISE(ABORT, 'acts are append-only'); END
"""
"""Also against REPLACE, for which SQLite fires no trigger of DELETE."""


def upgrade() -> None:
    """Make every table, and the triggers that keep acts as they are."""
    op.create_table(
        "acts",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("commitments", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_acts")),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "drafts",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_is_open"), "drafts", ["is_open"], unique=False)
    op.create_table(
        "hq",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("hq_key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("certificate", sa.String(), nullable=False),
        sa.Column("directory", sa.String(), nullable=False),
        sa.Column("acked", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.CheckConstraint("one = 1", name="ck_hq_one"),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_hq")),
    )
    op.create_table(
        "runs",
        sa.Column("run", sa.LargeBinary(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("run", name=op.f("pk_runs")),
    )
    op.create_table(
        "staff",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_staff")),
    )
    op.create_table(
        "tree",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "place", name=op.f("pk_tree")),
    )
    op.create_table(
        "act_bases",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"], name=op.f("fk_act_bases_seq")),
        sa.PrimaryKeyConstraint("seq", "basis", name=op.f("pk_act_bases")),
    )
    op.create_table(
        "act_keys",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("key_no", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"], name=op.f("fk_act_keys_seq")),
        sa.PrimaryKeyConstraint("seq", "part", name=op.f("pk_act_keys")),
        sa.UniqueConstraint("key_no", name=op.f("uq_act_keys_key_no")),
    )
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("key_no", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("at_hq", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"], name=op.f("fk_blobs_seq")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
        sa.UniqueConstraint("key_no", name=op.f("uq_blobs_key_no")),
    )
    op.create_index(op.f("ix_blobs_visit_id"), "blobs", ["visit_id"], unique=False)
    op.create_table(
        "envelopes",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("run", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_envelopes_run")),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"], name=op.f("fk_envelopes_seq")),
        sa.PrimaryKeyConstraint("seq", "row", name=op.f("pk_envelopes")),
    )
    op.create_table(
        "owed_envelopes",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"], name=op.f("fk_owed_envelopes_seq")),
        sa.PrimaryKeyConstraint("seq", "row", name=op.f("pk_owed_envelopes")),
    )
    op.create_table(
        "ledger_lines",
        sa.Column("running", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_seq", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("imei", sa.String(), nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["act_seq"], ["acts.seq"], name=op.f("fk_ledger_lines_act_seq")),
        sa.PrimaryKeyConstraint("running", name=op.f("pk_ledger_lines")),
    )
    op.create_index(op.f("ix_ledger_lines_act_seq"), "ledger_lines", ["act_seq"], unique=False)
    op.create_index(op.f("ix_ledger_lines_day"), "ledger_lines", ["day"], unique=False)
    op.create_index(op.f("ix_ledger_lines_imei"), "ledger_lines", ["imei"], unique=False)
    op.execute(f"CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts {_ABORT}")
    op.execute(f"CREATE TRIGGER acts_are_not_deleted BEFORE DELETE ON acts {_ABORT}")
    op.execute(_APPENDED)
