"""The notice on paper holds every word of its wording, and says of which bytes it is a copy."""

from __future__ import annotations

import re

import pytest

from counter_app.documents.notice_paper import notice_paper
from counter_app.law.notice import load_facts
from counter_app.law.notice_pack import NoticePack, load_pack
from counter_app.texts import load_texts
from tests import builders as known
from tests.counter_app.documents import builders

LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "vi")


def pack(language: str) -> NoticePack:
    return load_pack(builders.NOTICE, language, load_facts(builders.NOTICE / "facts.toml"))


def made(language: str, *, demo: bool = False) -> bytes:
    texts = load_texts(builders.RESOURCES / "texts").in_language(language)
    return notice_paper(
        pack(language), builders.SHOP, builders.fonts(), texts, known.NOW, demo=demo
    )


def words_of(pdf: bytes) -> str:
    """All words, without the blanks and line ends that setting them adds or takes."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in builders.reader(pdf).pages))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_wording_stands_on_it_in_its_order(language: str) -> None:
    wording, printed = pack(language), words_of(made(language))
    at = 0
    for page in wording.pages:
        told = (page.heading, *page.sentences, *(point.words for point in page.points), page.note)
        for words in filter(None, told):
            whole = re.sub(r"\s", "", words)
            assert whole in printed, page.key
        at = printed.index(re.sub(r"\s", "", page.heading), at)
    assert re.sub(r"\s", "", wording.title) in printed
    assert "この文はありません" not in printed  # the control


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_its_bytes_and_its_revision_on_every_page(language: str) -> None:
    wording = pack(language)
    pages = builders.reader(made(language)).pages
    assert 1 < len(pages) <= 8
    for page in pages:
        told = re.sub(r"\s", "", page.extract_text())
        assert wording.sha256 in told
        assert "rakuten-mobile-secondhand" in told
        assert "2023" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sign_is_missing_and_the_demo_is_marked(language: str) -> None:
    pdf = made(language, demo=True)
    assert builders.notdef_signs(pdf) == set()
    texts = load_texts(builders.RESOURCES / "texts").in_language(language)
    assert re.sub(r"\s", "", texts.say("paper.specimen")) in words_of(pdf)
    assert made(language) == made(language)  # the same bytes twice


def test_a_vietnamese_word_is_never_cut() -> None:
    lines = [
        line
        for page in builders.reader(made("vi")).pages
        for line in page.extract_text().splitlines()
    ]
    words = set(re.split(r"[\s.,:;()\[\]/・–\-]+", "\n".join(lines)))
    known_words = set(
        re.split(
            r"[\s.,:;()\[\]/・–\-|#>]+",
            (builders.NOTICE / "vi.md").read_text(encoding="utf-8"),
        )
    )
    letters = {word for word in words if re.fullmatch(r"[^\W\d_]+", word) and not word.isascii()}
    foot = {"Sửa", "đổi", "của", "văn", "bản"}
    names = {word for word in letters if word in builders.SHOP.name}
    assert letters - known_words - foot - names == set()
    assert len(letters) > 100
