"""The line without a socket answers as HQ does, and fails as it is told to."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import NotPossibleNow, Refused
from tests.counter_app.hq.builders import SmallHq, SmallTill, photo
from tests.counter_app.hq.lines import DirectLine, Fault


def line(hq: SmallHq, till: SmallTill, *script: Fault) -> DirectLine:
    return DirectLine(hq.app, till.code, till.key, hq.clock, script)


def test_it_takes_blobs_and_batches(hq: SmallHq, till: SmallTill) -> None:
    blob, cipher = photo()
    till.add(blobs={"2.image": blob})
    direct = line(hq, till)
    assert direct.missing_blobs([blob.sha256]) == [blob.sha256]
    assert direct.send(till.body()).missing == (blob.sha256,)
    direct.put_blob(blob.sha256, cipher)
    assert direct.missing_blobs([blob.sha256]) == []
    assert direct.send(till.body()).receipt
    assert direct.roles()
    assert hq.rows(till) == 1


def test_it_is_refused_as_anybody(hq: SmallHq, till: SmallTill) -> None:
    with pytest.raises(Refused, match="hq_refused"):
        line(hq, SmallTill()).missing_blobs(["0" * 64])
    with pytest.raises(Refused, match="hq_refused"):
        line(hq, till).enrol("A" * 24)


@pytest.mark.parametrize(
    ("fault", "there"), [("lost request", 0), ("lost reply", 1), ("twice", 1), ("well", 1)]
)
def test_it_fails_as_it_is_told(fault: Fault, there: int, hq: SmallHq, till: SmallTill) -> None:
    till.add()
    direct = line(hq, till, fault)
    if fault.startswith("lost"):
        with pytest.raises(NotPossibleNow, match="hq_unreachable"):
            direct.send(till.body())
    else:
        assert direct.send(till.body()).receipt
    assert hq.rows(till) == there
    assert direct.send(till.body()).receipt
    assert hq.rows(till) == 1
