"""What a known customer reads first when the notice has changed since they agreed to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter_app.domain.consent import Choices
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Step
from counter_app.law.notice_bundle import packed_notice
from counter_app.law.notice_version import version_files
from counter_app.services.notice_again import AskedAgain, EarlierConsent
from counter_app.sync.bundle import NOTICE, Bundle, sign_bundle
from tests import builders
from tests.notices import edit, revised
from tests.signed_bundles import HQ, know_hq
from tests.ui.counters import CLERK, CLERK_PIN
from tests.ui.customer.conftest import COLUMN, WIDE, click, drawn
from tests.ui.screens.conftest import Shown, Stage, visit_at
from ui.customer.full_notice import FullNoticePage
from ui.widgets.changed_notice import ChangedNotice
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.paragraphs import Paragraphs

TODAY = date(2026, 11, 22)
"""The specimen day, on which the new notice begins."""


def sold(stage: Stage) -> None:
    """A deal of the same person under the shipped notice."""
    counter = stage.counter
    visit = visit_at(counter, Step.CONSENT)
    read = (("purpose:provide", 2.5),)
    full = counter.notices.shown("ja", "full", counter.clock.now(), read)
    counter.visits.sign(visit.visit_id, builders.consent(Choices(direct_mail=True), shown=full))
    counter.acceptance.accept(visit.visit_id, StaffCode(CLERK), CLERK_PIN, "cash")


def changed(stage: Stage, folder: Path, *, wider: bool = True) -> None:
    """HQ sends a notice that begins today."""
    path = revised(
        *(folder / "later",),
        fraud_sees_documents=wider,
        marketing_sees_documents=wider,
        day=TODAY.isoformat(),
    )
    if wider:
        edit(path / "facts.toml", ('"screening"]\n[[part]]\nitem = 9\nkey = "guardian"', ADDED))
    know_hq(stage.counter.record)
    payload = packed_notice(version_files(path))
    stage.counter.bundles.load(sign_bundle(Bundle(NOTICE, 1, TODAY, payload), HQ))


ADDED = '"screening", "improve"]\n[[part]]\nitem = 9\nkey = "guardian"'


def opened(
    stage: Stage, language: str = "ja", size: tuple[int, int] = WIDE
) -> tuple[FullNoticePage, Shown, ChangedNotice]:
    visit = visit_at(stage.counter, Step.CONSENT)
    screen, shown = stage.show(FullNoticePage, visit, language=language, size=size)
    drawn()
    card = screen.findChild(ChangedNotice, "notice_changed")
    assert card is not None
    return screen, shown, card


def test_a_customer_who_agreed_to_an_older_notice_is_told_what_is_wider(
    stage: Stage, tmp_path: Path
) -> None:
    sold(stage)
    changed(stage, tmp_path)

    _, _, card = opened(stage)

    assert not card.isHidden()
    assert card.text().split("\n") == [
        "前回ご同意いただいたお知らせ（2023年2月1日）から、内容が変わりました。",
        "「不正な利用の防止」に、「身分証に書かれた内容」も使います",
        "「お得なご案内」に、「身分証に書かれた内容」も使います",
        "「サービスの改善と調査」に使う範囲が広がります",
        "",
        "前にいただいた情報は、前回の同意の範囲でだけ使います。",
    ]


def test_it_stands_before_the_first_leaf_only_and_follows_the_language(
    stage: Stage, tmp_path: Path
) -> None:
    sold(stage)
    changed(stage, tmp_path)
    screen, shown, card = opened(stage, "en")
    assert card.text().startswith(
        "This notice has changed since you agreed to the one of February 1, 2023."
    )
    assert "now also uses" in card.text()

    assert not shown.hands.find("notice")  # the notice itself begins behind it

    click(shown, "primary")
    assert card.isHidden()
    assert shown.hands.find("notice")
    click(shown, "back")
    assert not card.isHidden()
    screen.speak(stage.counter.texts.in_language("ja"))
    assert card.text().startswith("前回ご同意いただいたお知らせ")


@pytest.mark.parametrize("known", [True, False])
def test_nobody_else_reads_it(stage: Stage, tmp_path: Path, *, known: bool) -> None:
    """Whoever was never here; and a known customer when nothing is wider."""
    if known:
        sold(stage)
    changed(stage, tmp_path, wider=not known)

    _, _, card = opened(stage)

    assert card.isHidden()


def test_with_one_version_nobody_reads_it(stage: Stage) -> None:
    sold(stage)

    assert not opened(stage)[2].isVisible()


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
@pytest.mark.parametrize("size", [COLUMN, WIDE])
def test_nothing_of_it_is_cut(
    stage: Stage, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    sold(stage)
    changed(stage, tmp_path)

    screen, _shown, card = opened(stage, language, size)

    sheet = screen.findChild(CustomerSheet)
    assert sheet is not None
    for larger in (False, True):
        screen.set_larger(larger)
        drawn()
        stage.settle()
        assert sheet.fits, larger
        for words in card.findChildren(Paragraphs):
            assert words.height() >= words.heightForWidth(words.width())


def test_the_earlier_consent_is_a_fact_for_other_screens_too(stage: Stage, tmp_path: Path) -> None:
    sold(stage)
    changed(stage, tmp_path)

    again = stage.counter.changed_notice.for_visit(visit_at(stage.counter, Step.CONSENT))

    assert isinstance(again, AskedAgain)
    assert again.earlier == EarlierConsent(
        "2023-02-01",
        builders.wording("ja"),
        TODAY,
        marketing=True,
        group=False,
    )
