"""The purpose gate's table: against one written by hand, and what contradicts the notice."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from counter_app.domain.acts import Kind
from counter_app.law.dated import LawTableFault
from counter_app.law.jobs import Job, JobsFault, read_jobs
from counter_app.law.notice import NoticeFactsFault, load_facts
from counter_app.law.retention import read_retention
from tests.builders import NOTICE, facts

TABLE = NOTICE.parent.parent / "jobs.toml"
RETENTION = NOTICE.parents[2] / "law" / "retention.toml"

NOTE = "other.staff_note"
COLUMNS = """
    person.name person.address person.birth_date person.occupation person.at_counter
    id_document.method application.product application.date application.visit_id
    application.visit_number application.kind application.late billing.tax_remark
    billing.invoice_number article.category article.features article.imei article.serial
    article.price article.goods article.own_sale other.principal"""

EVERYTHING = set(facts().field_items) - {"application.passcode", NOTE, "other.incident"}
"""What the person themselves may be told: all but a passcode, staff's notes and incidents."""

EXPECTED = {
    "ledger_rows": (
        "provide",
        COLUMNS
        + """ person.name_kana person.contact_phone person.sim_phone article.corrects
        article.disposal article.movement other.guardian other.correction""",
    ),
    "consent_answers": ("provide", "other.consent other.withdrawal"),
    "consent_receipt": ("inquiry", "other.consent other.signature"),
    "copies": ("inquiry", "other.consent"),
    "last_consent": ("provide", "person.name person.birth_date other.consent"),
    "consents_of_person": ("provide", "person.name person.birth_date"),
    "extra_consents": ("provide", "other.extra_consent"),
    "find_deal": ("inquiry", "application.visit_number"),
    "hold_rows": ("provide", NOTE),
    "staff_rows": ("provide", NOTE),
    "erasure_notes": ("provide", NOTE),
    "carry_over": (
        "provide",
        """person.name person.address application.date application.product application.quantity
        article.price billing.amount billing.tax_remark billing.invoice_number""",
    ),
    "correction": ("provide", COLUMNS),
    "aftermath": (
        "provide",
        """article.disposal article.movement person.name person.address person.occupation
        person.age""",
    ),
    "open_image": ("appraise_verify", "id_document.image article.photos"),
    "split_deals": (
        "screening",
        """person.name person.birth_date person.address person.at_counter person.contact_phone
        application.kind""",
    ),
    "fraud_check": (
        "fraud",
        """person.name person.birth_date person.contact_phone application.kind article.imei
        article.serial""",
    ),
    "bulletin_notes": ("screening", NOTE),
    "custody": ("provide", NOTE),
    "police_inquiry": ("provide", NOTE),
    "police_provision": (
        "provide",
        """person.name person.address person.birth_date person.occupation person.age
        person.sim_phone person.contact_phone id_document.kind id_document.number
        id_document.issued_on id_document.expires_on id_document.reading
        id_document.address_proof id_document.method id_document.route id_document.checked_by
        application.date application.product application.quantity article.category
        article.features article.imei article.serial article.price article.disposal""",
    ),
    "notice_approvals": ("provide", NOTE),
    "day_cash": ("provide", "payment_method.kind billing.amount"),
    "day_closings": ("provide", NOTE),
    "exceptions": (
        "provide",
        """application.approved_by application.late billing.amount article.corrects
        other.correction other.staff_note""",
    ),
    "third_party_values": (
        "provide",
        """person.name person.name_kana person.alias person.address person.postal_code
        person.birth_date person.occupation person.at_counter person.sex person.contact_phone
        person.sim_phone person.workplace person.email id_document.kind id_document.number
        id_document.issued_on id_document.expires_on id_document.address_proof
        id_document.method id_document.route id_document.checked_by application.product
        application.quantity application.date application.visit_number application.visit_id
        application.approved_by application.kind application.late payment_method.kind
        payment_method.bank_account billing.amount billing.status billing.paid_on
        billing.tax_remark billing.invoice_number article.category article.features
        article.imei article.serial article.grade article.price article.goods article.offer
        article.corrects article.own_sale other.own_article other.statement""",
    ),
    "third_party_records": ("provide", "other.provision"),
    "incidents": ("provide", "other.incident"),
    "request_rows": (
        "inquiry",
        "person.name inquiry.kind inquiry.concerns inquiry.due inquiry.result",
    ),
    "requests": (
        "inquiry",
        """person.name person.at_counter person.contact_phone person.email person.address
        id_document.kind inquiry.kind inquiry.text inquiry.way inquiry.concerns inquiry.checked
        inquiry.due inquiry.result inquiry.answer inquiry.reasons""",
    ),
    "disclosure": ("inquiry", " ".join(EVERYTHING)),
    "request_deals": (
        "inquiry",
        "person.name person.birth_date person.at_counter payment_method.kind",
    ),
}
"""What each job may read: one cell for every field, written by hand and not from the table."""


def shipped() -> str:
    return TABLE.read_text(encoding="utf-8")


def expected_cells() -> set[tuple[str, str, str]]:
    return {
        (job, purpose, name) for job, (purpose, told) in EXPECTED.items() for name in told.split()
    }


def cells(text: str) -> set[tuple[str, str, str]]:
    reads = read_jobs(text, facts()).reads
    return {(job.value, one.purpose, name) for job, one in reads.items() for name in one.fields}


def test_every_job_reads_what_is_written_here_and_nothing_else() -> None:
    assert cells(shipped()) == expected_cells()
    assert set(facts().jobs.reads) == set(Job)


def test_each_field_that_is_taken_from_a_job_is_seen() -> None:
    """The table against itself with one cell changed: the comparison above would fail."""
    text = shipped()
    entries = list(re.finditer(r'"[a-z_]+\.[a-z_]+",? ?', text))
    changed = 0
    for entry in entries:
        without = text[: entry.start()] + text[entry.end() :]
        try:
            differs = cells(without) != expected_cells()
        except JobsFault:  # a job without any field
            differs = True
        assert differs, entry.group()
        changed += 1
    assert changed == len(expected_cells())


def test_each_field_that_is_given_to_a_job_is_seen_or_refused() -> None:
    """Every cell that is empty, filled: the comparison sees it, or the table does not load."""
    seen = refused = 0
    for job in Job:
        place = re.search(rf'key = "{job}"\n.*?fields = \[', shipped(), re.DOTALL)
        assert place is not None
        for name in facts().field_items:
            if name in EXPECTED[job][1].split():
                continue
            wider = shipped()[: place.end()] + f'"{name}", ' + shipped()[place.end() :]
            try:
                assert cells(wider) != expected_cells()
                seen += 1
            except JobsFault:
                refused += 1
    assert seen + refused + len(expected_cells()) == len(Job) * len(facts().field_items)
    assert refused >= len(Job)  # a passcode is in no act, whoever asks


def test_the_kinds_of_acts_are_kinds_that_there_are() -> None:
    kinds = chain.from_iterable(one.kinds for one in facts().jobs.reads.values())
    assert set(kinds) <= {kind.value for kind in Kind}


SPLIT = 'key = "split_deals"\npurpose = "screening"'
CASH = '"payment_method.kind", "billing.amount"'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (SPLIT, SPLIT.replace("screening", "resale"), "no row resale"),
        (CASH, '"payment_method.kind", "billing.shoe_size"', "belongs to no part"),
        (CASH, '"application.passcode"', "belongs to no part"),
        (CASH, '"billing.*"', "without need of a whole item"),
        (CASH, "", "at.*least|length"),
        ('key = "day_cash"', 'key = "day_cahs"', "Invalid enum"),
        ('key = "day_cash"', 'key = "day_closings"', "missing or stands twice"),
        ("schema = 1", "schema = 2", "schema|Invalid"),
        ("why = ", "wherefore = ", "unknown field"),
    ],
)
def test_a_table_that_contradicts_the_notice_does_not_load(old: str, new: str, told: str) -> None:
    text = shipped()
    assert old in text

    with pytest.raises(JobsFault, match=told):
        read_jobs(text.replace(old, new, 1), facts())


@pytest.mark.parametrize(
    ("purpose", "field"),
    [
        ("fraud", "id_document.number"),  # no item 2 for fraud
        ("appraise_verify", "payment_method.kind"),  # no item 4 to appraise
        ("fraud", "other.signature"),  # the part is only for other rows
        ("marketing", "other.staff_note"),
        ("inquiry", "other.incident"),
    ],
)
def test_a_job_cannot_pass_its_rows_items_nor_a_parts_readers(purpose: str, field: str) -> None:
    allowed = shipped().replace(CASH, f'"{field}"', 1)
    read_jobs(allowed, facts())  # the control: for purpose 1 each of them may be read
    denied = allowed.replace(
        'key = "day_cash"\npurpose = "provide"', f'key = "day_cash"\npurpose = "{purpose}"'
    )

    with pytest.raises(JobsFault, match=f"{purpose} may not use {field}"):
        read_jobs(denied, facts())


def test_a_whole_item_is_what_the_row_may_open_of_it() -> None:
    text = shipped().replace(f"fields = [{CASH}]", 'fields = ["other.*"]\nwhole_item = true', 1)
    text = text.replace(
        'key = "day_cash"\npurpose = "provide"', 'key = "day_cash"\npurpose = "fraud"'
    )

    got = read_jobs(text, facts()).reads[Job.DAY_CASH].fields

    assert {"other.consent", "other.statement"} <= got
    assert not {"other.signature", "other.guardian", "other.staff_note"} & got


def test_facts_under_which_a_job_reads_too_much_do_not_load(tmp_path: Path) -> None:
    folder = tmp_path / "notices" / "dealer" / "2026-01-01"
    folder.mkdir(parents=True)
    told = (NOTICE / "facts.toml").read_text(encoding="utf-8")
    (folder / "facts.toml").write_text(told, encoding="utf-8")
    assert load_facts(folder / "facts.toml").jobs.reads == {}  # without a table nobody reads
    (folder.parents[1] / "jobs.toml").write_text(shipped(), encoding="utf-8")
    assert load_facts(folder / "facts.toml").jobs.reads.keys() == set(Job)

    narrower = told.replace("items = [1, 2, 3, 4, 5, 6, 7, 8, 9]", "items = [1, 2, 3, 5, 6, 9]", 1)
    (folder / "facts.toml").write_text(narrower, encoding="utf-8")

    with pytest.raises(
        NoticeFactsFault, match=r"day_cash: provide may not use payment_method\.kind"
    ):
        load_facts(folder / "facts.toml")


def test_what_is_carried_over_must_be_what_that_job_may_read() -> None:
    told = RETENTION.read_text(encoding="utf-8")
    read_retention(told, facts())
    wider = told.replace('fields = ["person.name", ', 'fields = ["person.birth_date", ', 1)

    with pytest.raises(LawTableFault, match="more than that job may read"):
        read_retention(wider, facts())
