"""The benchmark's own sums, by truths made by hand: what is wrong must lower the figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bench import id_scoring as score
from tests.bench.id_table import Figures
from tests.bench.id_truths import truth_of

QUAD = [[100, 100], [956, 100], [956, 640], [100, 640]]


def told(**other: Any) -> dict[str, Any]:
    fields = {"name": {"text": "髙木　見本", "value": "髙木見本"}}
    fields["issue_date"] = {"text": "令和06年04月01日", "value": "2024-04-01"}
    masks = [
        {"kind": "licence_conditions", "quad": [[220, 340], [500, 340], [500, 380], [220, 380]]}
    ]
    base = {"type": "dl", "level": 1, "size": [1280, 720], "card_px": [856, 540], "ppm": 10}
    return base | {"quad": QUAD, "fields": fields, "masks": masks} | other


def line(
    name: str = "髙木見本", masked: list[list[int]] | None = None, **other: Any
) -> dict[str, Any]:
    fields = {"name": {"value": name}, "issued_on": {"value": "2024-04-01"}}
    boxes = [[220, 340, 281, 41]] if masked is None else masked
    base = {"kind": "driving_licence", "quad": QUAD, "fields": fields, "doubtful": []}
    return base | {"refused": None, "masked": boxes} | other


def table(read: dict[str, Any], truth: dict[str, Any] | None = None) -> dict[str, str]:
    figures = Figures()
    figures.add(truth_of(truth or told(), Path("0000.jpg")), read, 0.1, 0.1)
    return {name: figure.split()[0] for name, figure in figures.rows()}


def test_a_right_reading_scores_full_and_a_wrong_field_less() -> None:
    assert table(line())["exact"] == "100.00%"
    assert table(line(name="高木見本"))["exact"] == "50.00%"
    assert table(line(name="高木見本"))["exact up to variants"] == "100.00%"
    assert table(line(name="高木見本"))["right among the sure"] == "50.00%"
    assert table(line(name="高木見本", doubtful=["name"]))["right among the sure"] == "100.00%"
    assert table(line(name="島木見本"))["exact up to variants"] == "50.00%"


def test_an_uncovered_mask_lowers_recall_and_a_needless_one_is_counted() -> None:
    assert table(line())["masked or refused"] == "100.00%"
    assert table(line(masked=[]))["masked or refused"] == "0.00%"
    assert table(line(masked=[[220, 340, 200, 41]]))["masked or refused"] == "0.00%"
    assert score.over_masked([[220, 340, 281, 41]], told(), "driving_licence") == 0
    assert score.over_masked([[600, 400, 300, 200]], told(), "driving_licence") > 0.1


def test_corners_in_another_order_or_place_are_not_right() -> None:
    assert score.corner_error(QUAD, QUAD) == 0
    assert score.corner_error(QUAD[2:] + QUAD[:2], QUAD) > 500
    assert score.overlap(QUAD, QUAD, [1280, 720]) == pytest.approx(1)
    assert table(line(quad=None))["card found"] == "0.00%"


def test_an_accepted_kind_that_is_refused_and_a_refused_one_that_is_read_both_show() -> None:
    assert table(line(refused="no_card"))["accepted kinds not refused"] == "0.00%"
    back = told(type="mnb")
    assert table(line(refused="my_number_back"), back)["refused kinds refused"] == "100.00%"
    assert table(line(), back)["refused kinds refused"] == "0.00%"


def test_a_passports_name_is_surname_and_given_names() -> None:
    fields = {"surname": {"value": "SATO"}, "given": {"value": "HANA"}, "mrz1": {"value": "P<JPNS"}}
    fields = {name: one | {"text": one["value"]} for name, one in fields.items()}
    truth = truth_of(told(type="pp", fields=fields), Path("0000.jpg"))
    assert truth.fields["name"] == ("SATO HANA",)
    assert truth.kind == "passport_jp"
