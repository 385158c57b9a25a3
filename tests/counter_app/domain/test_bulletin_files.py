"""Bulletins as files: one or many, and nothing under a name that would match nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from counter_app.domain.bulletin_files import bulletins_from, require_bulletins
from counter_app.domain.errors import WrongInput

ONE = {
    "number": "第12号",
    "issued_on": "2026-11-20",
    "station": "見本警察署",
    "items": [{"goods": "携帯電話機", "imeis": ["490154203237518"], "text": "箱なし"}],
}


def data(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def test_one_or_many_are_read() -> None:
    [one] = bulletins_from(data(ONE))
    assert (one.number, one.issued_on, one.station) == ("第12号", date(2026, 11, 20), "見本警察署")
    assert one.items[0].imeis == ("490154203237518",)
    assert bulletins_from(data([ONE, ONE])) == (one, one)


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        data([]),
        data("第12号"),
        data({**ONE, "items": [{"imei": "490154203237518"}]}),
        data({**ONE, "arrived_on": "2026-01-01"}),
        data({**ONE, "issued_on": "20.11.2026"}),
        data({key: ONE[key] for key in ("number", "station", "items")}),
    ],
)
def test_what_is_no_bulletin_is_said(told: bytes) -> None:
    with pytest.raises(WrongInput, match="bulletin_file_form"):
        bulletins_from(told)
    with pytest.raises(ValueError, match="bulletin_file_form"):
        require_bulletins(told, 1)


def test_a_bulletin_that_cannot_be_kept_is_said_by_its_own_code() -> None:
    with pytest.raises(WrongInput, match="bulletin_incomplete"):
        bulletins_from(data({**ONE, "number": ""}))
    require_bulletins(data(ONE), 1)  # the control
