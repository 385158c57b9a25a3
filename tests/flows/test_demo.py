"""The demo as a newcomer runs it: what it leaves, what every command says of it, and what leaks."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import pytest

from tests.flows.byte_search import ByteSearch, Found
from ui.demo_outcome import SPECIMEN, VERSION
from ui.demo_script import NOW

CHECKOUT = Path(__file__).parents[2]
NINE = [str(no) for no in range(1, 10)]
PAPERS = {"purchase_slip.pdf", "consent_receipt.pdf", "ledger_2026-11-22.pdf"}
LEFT = {"papers", "screens", "summary.json", "till", "hq", "hq.role-keys", "till.key"}
"""What a demo leaves in its folder."""

SHARED = [Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm") if Path(name).is_dir()]  # noqa: S108 - looked into
"""Folders that every program may write to, whatever it was told."""

PLANT = "planted."
"""How the files begin that are put somewhere to be found."""

SCREENS = {
    *("first_run", "sign_in", "board", "notice", "document_live", "document_read"),
    *("document_checked", "details", "article", "offer", "offer_agreed", "full_notice_1"),
    *("choices", "choices_made", "signature", "signed", "approval", "payout", "payout_pin"),
    *("papers", "done", "ledger", "ledger_printed"),
}


@dataclass(frozen=True)
class Demo:
    """One run of the demo, in a home and temporary folders of its own.

    Attributes:
        began: seconds of the epoch.
        stood: what lay in the shared folders before.
    """

    home: Path
    began: float
    stood: frozenset[Path]
    exit_code: int
    told: str

    @property
    def out(self) -> Path:
        """What the demo fills."""
        return self.home / "demo-out"

    @property
    def summary(self) -> dict[str, Any]:
        """What the demo says of itself."""
        found: dict[str, Any] = json.loads((self.out / "summary.json").read_text("utf-8"))
        return found

    def ctl(self, *words: str) -> tuple[int, dict[str, Any]]:
        """`counterctl` on what the demo left."""
        place = ("--data", str(self.out / "till"), "--key-file", str(self.out / "till.key"))
        return command("counter_app.cli", *words, *place)

    def hq(self, *words: str) -> tuple[int, dict[str, Any]]:
        """`counter-hq` on what the demo left."""
        return command("counter_app.hq", *words, "--data", str(self.out / "hq"))


def command(module: str, *words: str) -> tuple[int, dict[str, Any]]:
    """A command on the demo's day; its exit code and its answer."""
    done = subprocess.run(  # noqa: S603 - the project's own commands
        [sys.executable, "-m", module, *words, "--now", NOW.isoformat(), "--json"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, json.loads(done.stdout)


def play(home: Path) -> Demo:
    """Run the demo where whatever it writes by a relative name, too, lands in its own home."""
    temporary = home / "tmp"
    temporary.mkdir(parents=True)
    own = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR"), str(temporary))
    own |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(CHECKOUT)}
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    stood = frozenset(path for folder in SHARED for path in folder.iterdir())
    began = time.time()  # noqa: TID251 - of the files' own clock
    done = subprocess.run(  # noqa: S603 - the project's own command
        [sys.executable, "-m", "ui", "demo", "--out", str(home / "demo-out")],
        cwd=home,
        env={**inherited, **own},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Demo(home, began, stood, done.returncode, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """One run for every test here; processes that share the work each wait for the same one."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home, note = root / "demo-home", root / "demo-home.json"
    with (root / "demo-home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            played = play(home)
            told = [played.began, [*map(str, played.stood)], played.exit_code, played.told]
            note.write_text(json.dumps(told), encoding="utf-8")
    began, stood, exit_code, said = json.loads(note.read_text(encoding="utf-8"))
    return Demo(home, began, frozenset(map(Path, stood)), exit_code, said)


def test_the_demo_ends_well_and_says_what_it_did(demo: Demo) -> None:
    assert demo.exit_code == 0, demo.told
    told = demo.summary
    assert set(told) == {
        *("version", "result", "specimen", "visit_id", "act_seq", "leaf", "read", "decision"),
        *("written", "synced", "seconds"),
    }
    assert (told["version"], told["result"], told["specimen"]) == (VERSION, "done", SPECIMEN.name)
    assert set(told["read"]) == {
        *("name", "address", "birth_date", "issued_on", "expires_on", "number")
    }
    for field in told["read"].values():
        assert field["equal"] is True
        assert 0.5 < field["confidence"] <= 1
    assert told["decision"] == {"verify_identity": True, "codes": []}
    # Set-up, approval of the notice, the clerk; consent, acceptance, payout, copy; one line.
    assert told["written"]["ledger_lines"] == 1
    assert told["written"]["files"] == len(PAPERS)
    assert told["synced"]["receipt_seq"] == told["synced"]["tree_size"] == told["written"]["acts"]
    assert len(bytes.fromhex(told["leaf"])) == len(bytes.fromhex(told["synced"]["root"])) == 32
    assert set(told["seconds"]) == {
        *("window_shown", "card_read", "accepted_to_line", "sync", "total")
    }
    assert all(seconds > 0 for seconds in told["seconds"].values())


def test_the_demo_leaves_its_papers_and_a_picture_of_every_screen(demo: Demo) -> None:
    assert {path.name for path in demo.out.iterdir()} == LEFT
    assert {path.name for path in (demo.out / "papers").iterdir()} == PAPERS
    names = sorted(path.name.removesuffix(".png") for path in (demo.out / "screens").iterdir())
    parts = [name.split("_", 2) for name in names]
    assert {side for _no, side, _step in parts} == {"clerk", "customer"}
    for side in ("clerk", "customer"):
        steps = [(no, step) for no, of, step in parts if of == side]
        assert [int(no) for no, _step in steps] == list(range(1, len(names) // 2 + 1))
        assert {step for _no, step in steps} >= SCREENS
    assert "stuck" not in {step for _no, _side, step in parts}
    for name in names:
        picture = cv2.imread(str(demo.out / "screens" / f"{name}.png"))
        assert picture is not None
        assert min(picture.shape[:2]) >= 700


def test_the_summary_holds_no_contents(demo: Demo) -> None:
    assert list(searcher().look(demo.out / "summary.json")) == []


def test_till_and_hq_prove_themselves_and_agree(demo: Demo) -> None:
    told = demo.summary
    code, till = demo.ctl("ledger", "verify")
    assert (code, till["faults"], till["lines"]) == (0, [], 1)
    assert (till["acts"], till["root"]) == (told["written"]["acts"], told["synced"]["root"])
    assert demo.ctl("rebuild", "--check") == (0, {"faults": []})
    code, hq = demo.hq("verify")
    assert (code, hq["faults"]) == (0, [])
    size, root = told["synced"]["tree_size"], told["synced"]["root"]
    assert hq["tills"] == [{"till": "T01", "size": size, "root": root}]
    code, status = demo.ctl("sync", "status")
    assert (code, status["enrolled"], status["alarm"]) == (0, True, "")
    assert (status["acked"], status["unsent"]) == (size, 0)


def test_the_ledger_is_printed_and_exported_and_the_pc_examined(demo: Demo, tmp_path: Path) -> None:
    on = ("--on", "2026-11-22")
    code, told = demo.ctl("ledger", "print", *on, "-o", str(tmp_path / "day.pdf"))
    assert (code, told["lines"]) == (0, 1)
    assert [one.form for one in searcher().look(tmp_path / "day.pdf")] != []
    code, told = demo.ctl("ledger", "export", *on, "--csv", "-o", str(tmp_path / "day.csv"))
    assert (code, told["lines"]) == (0, 1)
    code, told = demo.ctl("doctor")
    weights = {one["code"]: one["weight"] for one in told["checks"]}
    assert (code, weights["record"], weights["reader"], weights["hq"]) == (0, *["well"] * 3)
    code, told = demo.ctl("sync", "once")  # HQ is gone with the demo
    assert (code, told["error"]) == (3, "hq_unreachable")


def test_hq_opens_what_the_notice_allows_and_nothing_else(demo: Demo) -> None:
    act = ("--till", "T01", "--seq", str(demo.summary["act_seq"]))

    code, whole = demo.hq("open", *act, "--purpose", "provide")
    assert (code, sorted(whole["items"])) == (0, NINE)
    assert whole["items"]["1"]["person.name"] == truth()["name"]
    assert whole["items"]["2"]["id_document.number"] == truth()["number"]
    assert [no for no in NINE if not whole["items"][no]] == ["7", "8"]  # empty, and yet there
    assert whole["items"]["9"] == {"other.own_article": "own"}
    code, fraud = demo.hq("open", *act, "--purpose", "fraud")
    assert (code, fraud["items"]["1"]["person.name"]) == (0, truth()["name"])
    assert "2" not in fraud["items"]
    assert "id_document" not in json.dumps(fraud)
    assert truth()["number"] not in json.dumps(fraud)
    for row in ("marketing", "g_marketing", "g_screening"):
        code, told = demo.hq("open", *act, "--purpose", row)
        assert (code, told["error"]) == (3, "no_envelope"), row


def test_a_person_is_found_in_the_papers_and_the_pictures_only(demo: Demo) -> None:
    found = findings(demo)

    assert {one.path.name for one in found} == PAPERS
    assert {one.path.parent for one in found} == {demo.out / "papers"}
    assert {one.form for one in found} == {"text of a PDF"}
    read = next((demo.out / "screens").glob("*_clerk_document_read.png"))
    assert [one.form for one in searcher().look(read)] == ["picture of the card"]


def test_the_search_sees_what_lies_in_clear(demo: Demo) -> None:
    with planted(demo) as plants:
        found = {one.path for one in findings(demo, plants)}

    assert found - set(plants) == {demo.out / "papers" / name for name in PAPERS}
    assert [path.name for path in plants if path not in found] == []


def test_the_search_takes_no_other_picture_for_the_card(demo: Demo) -> None:
    for picture in (
        SPECIMEN.with_name("no_card.jpg"),
        next((demo.out / "screens").glob("*_customer_document_read.png")),
        next((demo.out / "screens").glob("*_clerk_board.png")),
    ):
        assert list(searcher().look(picture)) == [], picture.name


def truth() -> dict[str, str]:
    """What stands on the specimen, by the names that it was made with."""
    told = json.loads(SPECIMEN.with_suffix(".json").read_text(encoding="utf-8"))
    return {name: one["value"] for name, one in told["fields"].items()}


def card() -> Any:
    """The specimen as the camera saw it."""
    return cv2.imread(str(SPECIMEN))


def searcher() -> ByteSearch:
    """Looks for what stands on the specimen, and for the specimen as the camera saw it."""
    told = truth()
    name = told["name"]
    surname, given = name[:2], name[2:]
    words = [name, f"{surname} {given}", f"{surname}\u3000{given}", told["address"], told["number"]]
    return ByteSearch(words, card())


def findings(demo: Demo, plants: Collection[Path] = ()) -> list[Found]:
    """What lies in clear in anything that was made or changed since the demo began.

    The screenshots are meant to show the person. In the folders that everybody shares, what stood
    there before is somebody else's folder, and pytest's are those of other tests; a plant that is
    not among `plants` is another process's.
    """
    passed = {demo.out / "screens", *(path for path in demo.stood if path.is_dir())}

    def passes_over(path: Path) -> bool:
        if path.name.startswith(PLANT):
            return path not in plants
        if path.is_relative_to(demo.home):
            return path in passed
        return path in passed or "pytest" in path.name

    return searcher().search([demo.home, *SHARED], demo.began - 1, passes_over)


@contextmanager
def planted(demo: Demo) -> Iterator[list[Path]]:
    """Clear copies in the forms and the places where a careless program leaves them."""
    told = truth()
    name, number, address = told["name"], told["number"], told["address"]
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    small = cv2.resize(card(), None, fx=0.4, fy=0.4)
    data: list[tuple[Path, str, bytes]] = [
        (demo.out / "till", "name_utf16.bin", name.encode("utf-16-le")),
        (demo.out / "till", "address_utf8.txt", address.encode()),
        (demo.out / "hq", "number.bin", b"\x00" + number.encode() + b"\x00"),
        (demo.out / "hq", "escaped.json", json.dumps({"n": name}).encode("ascii")),
        (demo.home, "coded.txt", base64.b64encode(f"name={name};".encode())),
        (demo.home / "tmp", "wide.txt", wide.encode()),
        (demo.home / "tmp", "sjis.csv", f"1,{address},".encode("cp932")),
        (demo.home / "tmp", "core", b"memory" + _encoded(".jpg", card()) + b"memory"),
        (SHARED[0], "small.png", _encoded(".png", small)),
        (SHARED[-1], "name.txt", name.encode()),
    ]
    paths: list[Path] = []
    try:
        for folder, file, text in data:
            handle, path = tempfile.mkstemp(suffix=f".{file}", prefix=PLANT, dir=folder)
            paths.append(Path(path))
            with os.fdopen(handle, "wb") as out:
                out.write(text)
        yield paths
    finally:
        for made in paths:
            made.unlink()


def _encoded(kind: str, picture: Any) -> bytes:
    done, data = cv2.imencode(kind, picture)
    assert done
    return bytes(data.tobytes())
