"""The command: what it prints, where its files lie, and its exit codes."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.hq.__main__ import main
from counter_app.hq.data_folder import open_data
from counter_app.hq.role_keys import RoleKeys
from counter_app.sync.checkpoint import verified_text
from counter_app.sync.directory import parse_directory
from counter_app.sync.enrolment import parse_enrolment_file
from tests.counter_app.hq.builders import NOON, SmallHq, SmallTill, wire

NOW = "2026-11-22T12:00:00+09:00"


class Shell:
    """Runs commands on one data folder, as JSON."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, Any]:
        """Exit code, and what was printed."""
        common = ["--data", str(self.folder / "hq"), "--now", NOW, "--json"]
        code = main([*common, *words])
        out = self._capsys.readouterr().out
        return code, json.loads(out) if out else None

    def done(self, *words: str) -> Any:
        """What a command printed that has to work."""
        code, told = self.run(*words)
        assert code == 0, told
        return told


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path, capsys)
    made.done("init")
    return made


@pytest.fixture
def sent(shell: Shell) -> SmallTill:
    """A till whose one act is at HQ, without consent to marketing."""
    shell.done("roles")
    till = SmallTill()
    with open_data(shell.folder / "hq") as data:
        with data.store.read() as tx:
            _version, note = tx.desk.directory()
        public = parse_directory(verified_text(note, "hq", data.key.public_key())).keys
        roles = RoleKeys(shell.folder / "hq.role-keys")
        hq = SmallHq(shell.folder / "hq", data, HeldClock(NOON), roles, public)
        hq.enrol(till)
        seq = till.full_act()
        hq.take(till, till.body(**wire(*till.envelopes(public, seq, "provide", "fraud"))))
    return till


def opened(shell: Shell, seq: int, purpose: str, *more: str) -> tuple[int, Any]:
    return shell.run("open", "--till", "T01", "--seq", str(seq), "--purpose", purpose, *more)


def test_init_makes_a_folder_that_is_its_owners_only(shell: Shell) -> None:
    files = {path.name: path.stat().st_mode & 0o777 for path in (shell.folder / "hq").iterdir()}
    assert files == {"hq.key": 0o600, "hq.db": 0o600}
    assert (shell.folder / "hq").stat().st_mode & 0o777 == 0o700


def test_init_never_writes_over_what_is_there(shell: Shell) -> None:
    key = (shell.folder / "hq" / "hq.key").read_bytes()
    assert shell.run("init") == (3, {"error": "hq_exists"})
    assert (shell.folder / "hq" / "hq.key").read_bytes() == key


def test_init_wants_a_notice_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path, capsys)
    assert shell.run("init", "--notice", "nobody/2000-01-01")[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_without_init_every_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path, capsys)
    for words in (["verify"], ["roles"], ["serve"], ["revoke", "--till", "T01"]):
        assert shell.run(*words) == (3, {"error": "hq_missing"})


def test_an_enrolment_file_is_its_owners_only_and_shows_its_code_nowhere_else(shell: Shell) -> None:
    shell.done("roles")
    path = shell.folder / "T01.json"
    told = shell.done("enrol-code", "--till", "T01", "--url", "https://hq.example", "-o", str(path))

    file = parse_enrolment_file(path.read_bytes())

    assert told == {"till": "T01", "expires": "2026-11-22T03:15:00.000Z", "file": str(path)}
    assert (file.till, file.url) == ("T01", "https://hq.example")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_code_needs_roles_and_a_till_code(shell: Shell) -> None:
    path = str(shell.folder / "code")
    words = ("enrol-code", "--url", "https://hq.example", "-o", path, "--till")
    assert shell.run(*words, "T01") == (3, {"error": "roles_missing"})
    assert shell.run(*words, "till one") == (2, {"error": "till_code_form"})
    assert not Path(path).exists()


def test_roles_lie_beside_the_data_unless_said_otherwise(shell: Shell) -> None:
    told = shell.done("roles")
    assert told["role_keys"] == str(shell.folder / "hq.role-keys")
    assert len(told["rows"]) == 17
    assert (told["version"], told["expires"]) == (1, "2027-02-20")
    elsewhere = shell.folder / "safe" / "keys"
    elsewhere.parent.mkdir()
    told = shell.done("--role-keys", str(elsewhere), "roles")
    assert told["version"] == 2
    assert elsewhere.stat().st_mode & 0o777 == 0o600


def test_open_shows_what_the_purpose_may_use(shell: Shell, sent: SmallTill) -> None:
    code, told = opened(shell, 1, "provide")
    assert code == 0
    assert (told["till"], told["seq"], told["kind"]) == ("T01", 1, Kind.ARTICLE_ACCEPTED.value)
    assert sorted(told["items"]) == [str(no) for no in range(1, 10)]
    assert told["items"]["1"]["person.name"] == "見本 person.name"
    assert "2" not in opened(shell, 1, "fraud")[1]["items"]


def test_open_without_an_envelope_exits_3_and_an_unknown_purpose_2(
    shell: Shell, sent: SmallTill
) -> None:
    code, told = opened(shell, 1, "marketing")
    assert (code, told["error"]) == (3, "no_envelope")
    code, told = opened(shell, 2, "provide")
    assert (code, told["error"]) == (3, "act_not_here")
    code, told = opened(shell, 1, "curiosity")
    assert (code, told["error"]) == (2, "purpose_unknown")


def test_a_role_key_that_is_not_in_the_file_is_said(shell: Shell, sent: SmallTill) -> None:
    other = shell.folder / "other.role-keys"
    shell.done("roles", "--role-keys", str(other))
    code, told = opened(shell, 1, "provide", "--role-keys", str(other))
    assert (code, told["error"]) == (3, "role_key_not_here")


def test_open_needs_the_role_keys(shell: Shell, sent: SmallTill) -> None:
    nowhere = str(shell.folder / "nowhere")
    code, told = opened(shell, 1, "provide", "--role-keys", nowhere)
    assert (code, told["error"]) == (3, "role_keys_missing")
    (shell.folder / "hq.role-keys").chmod(0o644)
    if os.name == "posix":
        code, told = opened(shell, 1, "provide")
        assert (code, told["error"]) == (3, "key_file_open")


def test_openings_name_their_operator(shell: Shell, sent: SmallTill) -> None:
    opened(shell, 1, "provide", "--operator", "A. Officer")
    with open_data(shell.folder / "hq") as data, data.store.read() as tx:
        assert [one.operator for one in tx.desk.openings()] == ["A. Officer"]


def test_a_roles_own_file_opens_nothing_else(shell: Shell, sent: SmallTill) -> None:
    folder = shell.folder / "handed out"
    told = shell.done("roles", "split", "-o", str(folder))
    assert sorted(told["files"]) == sorted(str(path) for path in folder.iterdir())
    assert len(told["files"]) == 16
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    own = str(folder / "fraud.role-keys")
    assert opened(shell, 1, "fraud", "--role-keys", own)[0] == 0
    code, told = opened(shell, 1, "provide", "--role-keys", own)
    assert (code, told["error"]) == (3, "role_key_not_here")


def test_one_roles_keys_are_handed_out_into_a_file(shell: Shell, sent: SmallTill) -> None:
    own = shell.folder / "provide.role-keys"
    words = ("roles", "split", "-o", str(own), "--role")
    assert shell.run(*words, "improve") == (3, {"error": "only_by_anonymiser", "role": "improve"})
    assert shell.run(*words, "nobody")[0] == 2
    assert shell.done(*words, "provide") == {"files": [str(own)]}
    assert opened(shell, 1, "provide", "--role-keys", str(own))[0] == 0


def test_handing_out_never_makes_new_keys(shell: Shell, sent: SmallTill) -> None:
    before = (shell.folder / "hq.role-keys").read_bytes()
    assert shell.run("roles", "--role", "provide") == (2, {"error": "split_missing"})
    assert shell.run("roles", "split") == (2, {"error": "output_missing"})
    assert (shell.folder / "hq.role-keys").read_bytes() == before
    assert shell.done("roles")["version"] == 2  # the control
    assert (shell.folder / "hq.role-keys").read_bytes() != before


def test_who_looked_is_told(shell: Shell, sent: SmallTill) -> None:
    opened(shell, 1, "provide", "--operator", "A. Officer", "--reason", "an inquiry")
    opened(shell, 1, "improve", "--operator", "B. Officer")
    told = shell.done("openings", "--till", "T01", "--seq", "1")["openings"]
    assert [(one["operator"], one["purpose"], one["reason"]) for one in told] == [
        ("A. Officer", "provide", "an inquiry"),
        ("B. Officer", "improve", ""),
    ]
    assert [one["test_opening"] for one in told] == [False, True]
    assert told[0]["at"] == "2026-11-22T03:00:00.000Z"
    assert shell.done("openings", "--till", "T02") == {"openings": []}
    assert shell.run("openings", "--seq", "1") == (2, {"error": "till_missing"})


def test_verify_is_0_and_after_an_alteration_4_with_the_act(shell: Shell, sent: SmallTill) -> None:
    told = shell.done("verify")
    assert told["tills"] == [{"till": "T01", "size": 1, "root": sent.tree.root().hex()}]
    assert told["faults"] == []
    with closing(sqlite3.connect(shell.folder / "hq" / "hq.db")) as base, base:
        base.execute("UPDATE acts SET commitments = zeroblob(32)")
    code, told = shell.run("verify")
    assert code == 4
    assert {"till": "T01", "seq": 1, "code": "act_altered"} in told["faults"]


def test_verify_stays_0_when_an_envelope_was_deleted(shell: Shell, sent: SmallTill) -> None:
    with closing(sqlite3.connect(shell.folder / "hq" / "hq.db")) as base, base:
        base.execute("DELETE FROM envelopes WHERE row = 'fraud'")
    assert opened(shell, 1, "fraud")[0] == 3
    assert shell.run("verify")[0] == 0


def test_an_envelope_that_was_altered_exits_4(shell: Shell, sent: SmallTill) -> None:
    with closing(sqlite3.connect(shell.folder / "hq" / "hq.db")) as base, base:
        base.execute("UPDATE envelopes SET sealed = zeroblob(200)")
    code, told = opened(shell, 1, "provide")
    assert (code, told["error"]) == (4, "envelope_damaged")


def test_revoke(shell: Shell, sent: SmallTill) -> None:
    assert shell.done("revoke", "--till", "T01") == {"till": "T01"}
    assert shell.run("revoke", "--till", "T01")[0] == 3


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["open", "--till", "T01", "--seq", "0", "--purpose", "provide"],
        ["open", "--till", "T01", "--seq", "x", "--purpose", "provide"],
        ["open", "--till", "T01", "--seq", str(1 << 60), "--purpose", "provide"],
        ["enrol-code", "--till", "T01"],
    ],
)
def test_wrong_use_exits_2(words: list[str], shell: Shell) -> None:
    with pytest.raises(SystemExit) as ended:
        shell.run(*words)
    assert ended.value.code == 2


@pytest.mark.parametrize("now", ["noon", "2026-11-22T12:00:00"])
def test_a_held_clock_needs_a_moment_with_its_zone(now: str, shell: Shell) -> None:
    assert shell.run("verify", "--now", now) == (2, {"error": "moment_form"})


def test_options_may_stand_before_or_after_the_command(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(shell.folder / "hq")
    for words in (["--data", folder, "verify"], ["verify", "--data", folder]):
        assert main(words) == 0
    assert main(["--data", "/nowhere/at/all", "verify", "--data", folder]) == 0
    capsys.readouterr()


def test_without_json_lines_are_for_people(
    shell: Shell, sent: SmallTill, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(shell.folder / "hq")
    assert main(["--data", folder, "verify"]) == 0
    assert capsys.readouterr().out.startswith("tills: till=T01 size=1 root=")
    assert main(["--data", folder, "revoke", "--till", "T02"]) == 3
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "counter-hq: till_not_enrolled till=T02\n")


def test_a_damaged_key_is_not_taken_for_a_new_one(shell: Shell) -> None:
    (shell.folder / "hq" / "hq.key").write_text("no key\n", encoding="ascii")
    assert shell.run("verify") == (4, {"error": "hq_key_damaged"})


def test_a_file_that_cannot_be_written_is_said(shell: Shell) -> None:
    shell.done("roles")
    words = ("enrol-code", "--till", "T01", "--url", "https://hq.example", "-o")
    code, told = shell.run(*words, str(shell.folder / "no" / "such" / "folder"))
    assert (code, told["error"]) == (3, "file_not_written")
