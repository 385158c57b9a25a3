"""The papers of a purchase are made from what was accepted, and go to the printer or a folder."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from counter_app.domain.deal import DealKind
from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.domain.shop import Shop
from counter_app.domain.values import TillCode
from counter_app.domain.visit import Visit
from counter_app.services.notices import NoticeDesk, load_notice
from counter_app.services.papers import RECEIPT, SLIP, MadePaper, PaperDesk, PaperFolder
from tests.builders import consent, notice_shown, seller
from tests.counter_app.documents import builders
from tests.counter_app.services.counters import Counter
from tests.records import NOTICE_FOLDER, the_facts

SHOP = Shop(
    "見本店", "東京都見本区1-1-1", "301234567890", "東京都公安委員会", "13", TillCode("T01")
)


def desk(counter: Counter, folder: Path) -> PaperDesk:
    notice = load_notice(NOTICE_FOLDER, the_facts())
    small = counter.small
    notices = NoticeDesk(small.record, small.clock, notice, counter.staff, demo=True)
    return PaperDesk(
        small.record,
        small.clock,
        SHOP,
        notices,
        builders.fonts,
        builders.texts(),
        PaperFolder(folder),
        demo=True,
    )


def words(paper: MadePaper) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages)


def purchased(counter: Counter, kind: DealKind = "buy", *, invoice_number: str = "") -> Visit:
    """An accepted visit whose consent is bound to the shipped wording."""
    visit_id = counter.identified()
    counter.visits.set_kind(visit_id, kind)
    counter.agreed(visit_id=visit_id)
    counter.visits.set_invoice_number(visit_id, invoice_number)
    wording = load_notice(NOTICE_FOLDER, the_facts()).packs["ja"].sha256
    shown = notice_shown(layer="full", sha256=wording, pages=(("purpose:provide", 2.5),))
    counter.visits.sign(visit_id, consent(shown=shown))
    return counter.accept(visit_id, payout="cash" if kind == "buy" else None)


@pytest.mark.parametrize(
    ("kind", "title", "how"),
    [
        ("buy", "買取明細書・契約書", "現金でお支払い済み"),
        ("exchange", "交換明細書・契約書", "お金のお支払いはありません"),
        ("consignment", "委託明細書・契約書", "売れたあとに精算します"),
    ],
)
def test_the_slip_says_what_kind_of_deal_it_was(
    counter: Counter, tmp_path: Path, kind: DealKind, title: str, how: str
) -> None:
    slip, _receipt = desk(counter, tmp_path).make(purchased(counter, kind))

    told = words(slip)
    assert title in told
    assert how in told
    assert ("買い受けました" in told) == (kind == "buy")
    assert ("古物商特例対象" in told) == (kind != "consignment")


def test_an_accepted_visit_has_a_slip_and_a_receipt(counter: Counter, tmp_path: Path) -> None:
    visit = purchased(counter)

    slip, receipt = desk(counter, tmp_path).make(visit)

    assert (slip.name, receipt.name) == (SLIP, RECEIPT)
    for paper in (slip, receipt):
        assert seller().name.replace(" ", "") in words(paper).replace(" ", "")
    assert str(counter.lines()[0].number) in words(slip)
    assert len(slip.pages(dpi=40)) == 1


def test_a_visit_that_was_not_accepted_has_no_slip(counter: Counter, tmp_path: Path) -> None:
    visit_id = counter.signed()

    with pytest.raises(Refused, match="not_accepted_yet"):
        desk(counter, tmp_path).make(counter.visits.get(visit_id))


def test_a_folder_takes_papers_whole_and_for_their_owner_only(tmp_path: Path) -> None:
    folder = PaperFolder(tmp_path / "papers")

    folder.print(SLIP, b"one")
    folder.print(SLIP, b"two")

    [path] = (tmp_path / "papers").iterdir()
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file", encoding="utf-8")

    with pytest.raises(NotPossibleNow, match="paper_not_written"):
        PaperFolder(tmp_path / "papers").print(SLIP, b"one")


@pytest.mark.parametrize("issuer", ["", "T7000012050002"])
def test_the_slip_has_the_special_case_or_the_issuers_number(
    counter: Counter, tmp_path: Path, issuer: str
) -> None:
    slip, _receipt = desk(counter, tmp_path).make(purchased(counter, invoice_number=issuer))
    said = words(slip)
    assert ("古物商特例対象" in said) == (not issuer)
    assert ("T7000012050002" in said) == bool(issuer)


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
def test_the_notice_is_printed_in_the_language_that_is_asked_for(
    counter: Counter, tmp_path: Path, language: str
) -> None:
    papers = desk(counter, tmp_path)

    papers.print(papers.notice(language))

    wording = load_notice(NOTICE_FOLDER, the_facts()).packs[language]
    printed = "".join(
        page.extract_text() for page in PdfReader(tmp_path / f"notice_{language}.pdf").pages
    )
    assert wording.sha256 in printed.replace("\n", "").replace(" ", "")


def test_a_language_without_a_wording_is_printed_in_the_one_that_prevails(
    counter: Counter, tmp_path: Path
) -> None:
    assert desk(counter, tmp_path).notice("fr").name == "notice_ja.pdf"
