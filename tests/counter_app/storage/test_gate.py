"""The purpose gate at the record: a job gets its fields, of its kinds of acts, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused
from counter_app.law.jobs import Job
from counter_app.storage.act_log import NewAct
from counter_app.storage.sealing import open_part
from tests.records import ALL_BASES, CLERK, NOON, SmallRecord, small_record, the_facts

EVERYTHING = {
    name: f"value of {name}"
    for part in the_facts().parts.values()
    if not part.blob
    for name in part.fields
}
"""Every field that an act can hold, so that a job that gets too much is seen to get it."""


@pytest.fixture(name="till")
def _till(tmp_path: Path) -> Iterator[SmallRecord]:
    with small_record(tmp_path / "till") as till:
        yield till


def written(till: SmallRecord, kind: str) -> int:
    with till.record.write() as tx:
        new = NewAct(Kind(kind), CLERK, NOON, EVERYTHING, bases=ALL_BASES)
        return till.record.acts.append(tx, new).header.seq


def told(till: SmallRecord, seq: int, job: Job) -> dict[str, Any]:
    with till.record.read() as view:
        return till.record.acts.fields_for(view, till.record.acts.act(view, seq), job)


@pytest.mark.parametrize("job", list(Job))
def test_a_job_gets_its_fields_of_an_act_that_holds_them_all(till: SmallRecord, job: Job) -> None:
    reads = the_facts().jobs.reads[job]

    for kind in reads.kinds:
        got = told(till, written(till, kind), job)
        assert got.keys() == reads.fields & EVERYTHING.keys()  # a file is opened by itself
        assert got == {name: EVERYTHING[name] for name in got}


@pytest.mark.parametrize("job", list(Job))
def test_a_job_opens_acts_of_its_kinds_only(till: SmallRecord, job: Job) -> None:
    for kind in {kind.value for kind in Kind} - the_facts().jobs.reads[job].kinds:
        seq = written(till, kind)
        with pytest.raises(Refused) as caught:
            told(till, seq, job)
        assert caught.value.code == "read_not_allowed"


def test_a_job_that_stands_in_no_table_reads_nothing(till: SmallRecord) -> None:
    seq = written(till, "article_accepted")

    for unknown in ("provide", "curiosity", ""):
        with pytest.raises(Refused) as caught:
            told(till, seq, cast("Job", unknown))
        assert caught.value.code == "read_not_allowed"


def test_no_part_is_opened_of_which_a_job_needs_nothing(
    till: SmallRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    seq = written(till, "article_accepted")
    opened: list[str] = []

    def spy(act: Any, name: str, key: bytes) -> bytes:
        opened.append(name)
        return open_part(act, name, key)

    monkeypatch.setattr("counter_app.storage.act_gate.open_part", spy)
    told(till, seq, Job.SPLIT_DEALS)

    assert opened == ["1.identity", "1.age_occupation", "1.contact", "3.application"]
    till.fields(seq)  # the control: the row's ceiling opens the document too
    assert "2.document" in opened
