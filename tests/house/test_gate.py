"""Nobody opens an act's content but through the purpose gate, each for a job of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from counter_app.law.jobs import Job
from tests.house.checkout import CHECKOUT, kept_files

GATED = ("services", "cli", "app", "sync")
"""The folders of counter_app that ask; and all of ui."""

PAST_THE_GATE = frozenset({"open_part", "part_fields", "open_blob", "seal_act"})
ACTS_OWN = frozenset({"fields", "keys"})
IMAGES = "counter_app/services/image_openings.py"
OWN_WAYS = {
    "counter_app/services/consent_receipts.py": "keys_for",  # the customer's copy carries its keys
    "counter_app/services/extra_purposes.py": "fields_of_items",  # what a consent of its own says
}
SEALERS = ("counter_app/sync/sealer.py", "counter_app/sync/erasures.py")
"""They wrap an act's keys for the notice's rows and open nothing."""
A_FILE_OF_ITS_OWN = "counter_app/services/consent_check.py"
"""It opens a receipt that somebody brings: no record is near."""
SEALING = "counter_app.storage.sealing"


def past_the_gate(source: str, place: str = "") -> Iterator[str]:
    """Every way past the gate in a program's text; a few files have one of their own."""
    opens_images = place == IMAGES
    own = {"fields"} if place in SEALERS else ACTS_OWN
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            if node.module == SEALING:
                yield f"{node.lineno}: imports {SEALING}"
            for name in node.names:
                if name.name in PAST_THE_GATE:
                    yield f"{node.lineno}: imports {name.name}"
        elif isinstance(node, ast.Attribute):
            inner = node.value
            named = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
            of_acts = named.strip("_") in {"acts", "act_log"}
            if node.attr == "open" and named.strip("_") == "blobs" and not opens_images:
                yield f"{node.lineno}: .blobs.open"
            if node.attr in OWN_WAYS.values() and OWN_WAYS.get(place) != node.attr:
                yield f"{node.lineno}: .{node.attr}"
            if node.attr in PAST_THE_GATE or (node.attr in own and of_acts):
                yield f"{node.lineno}: .{node.attr}"
        elif isinstance(node, ast.Call) and is_fields_of_an_act(node):
            yield f"{node.lineno}: .fields of an act"


def is_fields_of_an_act(call: ast.Call) -> bool:
    """Whether all that a purpose may use is read, by whatever name the log goes there."""
    is_it = isinstance(call.func, ast.Attribute) and call.func.attr == "fields"
    return is_it and len(call.args) + len(call.keywords) > 1


def sources() -> Iterator[tuple[str, str]]:
    for path in kept_files(".py"):
        place = path.relative_to(CHECKOUT).as_posix()
        if place.startswith(("ui/", *(f"counter_app/{folder}/" for folder in GATED))):
            yield place, path.read_text(encoding="utf-8")


def test_nobody_goes_past_the_gate() -> None:
    found = [
        f"{place}:{told}"
        for place, text in sources()
        if place != A_FILE_OF_ITS_OWN
        for told in past_the_gate(text, place)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'record.acts.fields(view, stored, "provide")',
        'self._record.acts.fields(view, stored, "provide")',
        "opened = self._acts.fields",
        'log = record.acts; log.fields(view, stored, "provide")',
        "record.acts.keys(view, 3)",
        "self._record.blobs.open(name)",
        "from counter_app.storage.sealing import open_part",
        "from counter_app.domain.acts import part_fields",
        "sealing.open_blob(data, key, part)",
        "record.acts.keys_for(view, stored, Job.CUSTODY)",
        "acts.fields_of_items(view, stored, items)",
    ],
)
def test_a_way_past_it_is_seen(line: str) -> None:
    assert list(past_the_gate(line))


def test_who_seals_draws_keys_and_opens_nothing() -> None:
    sealer = SEALERS[0]
    assert not list(past_the_gate("record.acts.keys(tx, 3)", sealer))
    assert list(past_the_gate('record.acts.fields(tx, stored, "provide")', sealer))
    assert list(past_the_gate("sealing.open_part(act, part, key)", sealer))


def test_the_gate_itself_and_other_keys_pass() -> None:
    allowed = "record.acts.fields_for(view, stored, Job.CUSTODY); told.keys(); form.fields"
    assert not list(past_the_gate(allowed))


def jobs_named(source: str) -> set[str]:
    """The jobs that a program's text names."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Job"
    }


def test_every_job_of_the_table_is_somebodys() -> None:
    texts = [path.read_text(encoding="utf-8") for path in kept_files(".py")]
    program = [
        text
        for path, text in zip(kept_files(".py"), texts, strict=True)
        if path.relative_to(CHECKOUT).parts[0] in ("counter_app", "ui")
    ]
    assert set().union(*map(jobs_named, program)) == {job.name for job in Job}
    assert jobs_named("a = Job.CUSTODY") == {"CUSTODY"}
