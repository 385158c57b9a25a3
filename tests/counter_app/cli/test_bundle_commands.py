"""counterctl bundle load: from a stick, with HQ down; and the law that is asked afterwards."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter_app.cli.__main__ import main
from counter_app.hq.__main__ import main as hq_main
from counter_app.hq.bundles import SHIPPED_LAW
from tests.signed_bundles import SHIPPED_THRESHOLD, law_bundle, law_payload

NOW = "2026-11-22T14:00:00+09:00"
INIT = (
    "init",
    *("--shop", "見本店", "--address", "東京都見本区1-1-1", "--permit-number", "301234567890"),
    *("--permit-authority", "東京都公安委員会", "--prefecture", "13", "--till", "T01"),
    *("--manager", "M01", "--manager-name", "見本 店長", "--approve-notice", "--demo"),
)
Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run counterctl on a till, or counter-hq on its HQ; exit code and JSON lines."""

    def run(*words: str, stdin: str = "", hq: bool = False) -> tuple[int, list[dict[str, Any]]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        told = ["--json", "--now", NOW]
        if hq:
            code = hq_main([*words, "--data", str(tmp_path / "hq"), *told])
        else:
            place = ["--data", str(tmp_path / "till"), "--key-file", str(tmp_path / "till.key")]
            code = main([*words, *place, *told])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def made(shell: Run, tmp_path: Path) -> Run:
    """A till that took its HQ's enrolment file; no HQ answers anywhere."""
    for words in (("init",), ("roles",)):
        assert shell(*words, hq=True)[0] == 0
    code = ("enrol-code", "--till", "T01", "--url", "https://hq.example")
    assert shell(*code, "-o", str(tmp_path / "e"), hq=True)[0] == 0
    assert shell(*INIT, stdin="2468\n")[0] == 0
    assert shell("enrol", str(tmp_path / "e"))[0] == 0
    return shell


def signed(run: Run, tmp_path: Path, threshold: int, *more: str) -> Path:
    """HQ's bundle of the shipped tables with another sum from which on identity is confirmed."""
    (tmp_path / "law.json").write_bytes(law_payload(threshold))
    output = tmp_path / f"law-{threshold}.bundle"
    words = ("bundle", "sign", "law", str(tmp_path / "law.json"), "-o", str(output), *more)
    code, told = run(*words, hq=True)
    assert code == 0, told
    return output


def asked(run: Run, day: str, price: int) -> tuple[bool, int]:
    case = {"on": day, "kind": "buy", "lines": [{"goods": "smartphone", "price_yen": price}]}
    code, [told] = run("law", "check", stdin=json.dumps(case))
    assert code == 0
    return told["verify_identity"], told["version"]


def test_hq_signs_and_a_till_takes_it_from_a_stick(made: Run, tmp_path: Path) -> None:
    stick = signed(made, tmp_path, 5_000, "--valid-from", "2026-12-01")

    answer = {"topic": "law", "version": 2, "valid_from": "2026-12-01"}
    assert made("bundle", "load", str(stick)) == (0, [answer])

    assert asked(made, "2026-11-30", 5_000) == (False, 1)
    assert asked(made, "2026-12-01", 5_000) == (True, 2)
    assert made("ledger", "verify")[1][0]["faults"] == []


def test_hq_tells_what_it_signed_and_signs_for_today_unless_said(made: Run, tmp_path: Path) -> None:
    output = tmp_path / "law.bundle"
    words = ("bundle", "sign", "law", str(SHIPPED_LAW), "-o", str(output))

    code, told = made(*words, hq=True)

    assert code == 0
    assert told == [{"topic": "law", "version": 2, "valid_from": "2026-11-22", "file": str(output)}]
    assert made(*words, "--version", "9", hq=True)[1][0]["version"] == 9
    code, told = made(*words, "--version", "9", hq=True)
    assert (code, told) == (3, [{"error": "bundle_not_newer", "newest": 9}])


def test_a_bundle_is_refused_twice_and_backwards(made: Run, tmp_path: Path) -> None:
    second, third = (signed(made, tmp_path, yen) for yen in (5_000, 6_000))
    assert made("bundle", "load", str(third))[0] == 0

    for stick in (third, second):
        code, [told] = made("bundle", "load", str(stick))
        assert (code, told["error"], told["newest"]) == (3, "bundle_not_newer", 3)
    assert asked(made, "2026-11-22", 5_999) == (False, 3)


def test_another_hqs_bundle_and_a_changed_one_exit_4(made: Run, tmp_path: Path) -> None:
    (tmp_path / "stranger").write_bytes(law_bundle())
    stick = signed(made, tmp_path, 5_000)
    (tmp_path / "changed").write_bytes(stick.read_bytes().replace(b"5000", b"9000"))

    for name in ("stranger", "changed"):
        code, [told] = made("bundle", "load", str(tmp_path / name))
        assert (code, told) == (4, {"error": "bundle_not_proved"})
    assert asked(made, "2026-11-22", 9_999) == (False, 1)
    assert made("bundle", "load", str(stick))[0] == 0  # the control


def test_what_cannot_be_a_bundle_exits_2(made: Run, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello", encoding="utf-8")
    assert made("bundle", "load", str(tmp_path / "text")) == (2, [{"error": "bundle_form"}])

    output = str(tmp_path / "prices.bundle")
    sign = ("bundle", "sign", "price_book", str(tmp_path / "text"), "-o", output)
    assert made(*sign, hq=True)[0] == 0
    code, [told] = made("bundle", "load", output)
    assert (code, told["error"]) == (2, "bundle_topic_unknown")
    code, [told] = made("bundle", "sign", "weather", str(tmp_path / "text"), "-o", output, hq=True)
    assert (code, told["error"]) == (2, "bundle_topic_unknown")
    code, [told] = made("bundle", "sign", "law", str(tmp_path / "text"), "-o", output, hq=True)
    assert (code, told["error"]) == (2, "bundle_payload")


def test_a_file_that_is_not_there_exits_3(made: Run, tmp_path: Path) -> None:
    assert made("bundle", "load", str(tmp_path / "none"))[0] == 3


def test_a_till_that_knows_no_hq_refuses(shell: Run, tmp_path: Path) -> None:
    assert shell(*INIT, stdin="2468\n")[0] == 0
    (tmp_path / "stick").write_bytes(law_bundle())

    assert shell("bundle", "load", str(tmp_path / "stick")) == (3, [{"error": "hq_not_known"}])


def test_without_a_till_the_shipped_law_answers(shell: Run) -> None:
    assert SHIPPED_THRESHOLD  # the sum that the other tests change
    assert asked(shell, "2026-11-22", 10_000) == (True, 1)
    assert asked(shell, "2026-11-22", 9_999) == (False, 1)


def test_bulletins_come_from_hq_by_a_stick(made: Run, tmp_path: Path) -> None:
    told = {"number": "第12号", "issued_on": "2026-11-20", "station": "見本警察署"}
    papers, stick = tmp_path / "papers.json", tmp_path / "papers.bundle"
    papers.write_text(json.dumps([{**told, "items": [{"model": "見本"}]}]), encoding="utf-8")
    assert made("bundle", "sign", "bulletins", str(papers), "-o", str(stick), hq=True)[0] == 0

    assert made("bundle", "load", str(stick))[0] == 0
    assert made("bundle", "load", str(stick))[0] == 3  # once is enough

    [[one]] = [answer["bulletins"] for answer in made("bulletin", "list")[1]]
    assert (one["number"], one["arrived_on"]) == ("第12号", NOW[:10])
    assert made("ledger", "verify")[1][0]["faults"] == []
