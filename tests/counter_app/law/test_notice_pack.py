"""The shipped wording agrees with the facts, and a wording that says otherwise does not load."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.law.notice import NoticeFacts, load_facts
from counter_app.law.notice_pack import NoticePack, load_pack, parse_pack
from counter_app.law.notice_pages import NoticePackFault

FOLDER = (
    Path(__file__).parents[3] / "resources" / "notices" / "rakuten-mobile-secondhand" / "2023-02-01"
)
LANGUAGES = ("ja", "en", "ja-easy", "zh-Hans", "vi")
OTHERS = LANGUAGES[1:]
ALL = (1, 2, 3, 4, 5, 6, 7, 8, 9)
WITHOUT_DOCUMENT = (1, 3, 4, 5, 6, 7, 8, 9)

# The dealer's printed tables: purposes 1 to 8 and provisions 1 to 8 with their items.
PURPOSES = (ALL, ALL, (1, 2, 6, 8, 9), ALL, *(WITHOUT_DOCUMENT,) * 4)
GROUP = (
    (1, 3, 4, 5, 6),
    ALL,
    (1, 2, 6),
    WITHOUT_DOCUMENT,
    WITHOUT_DOCUMENT,
    WITHOUT_DOCUMENT,
    ALL,
    WITHOUT_DOCUMENT,
)


@pytest.fixture(scope="module")
def facts() -> NoticeFacts:
    return load_facts(FOLDER / "facts.toml")


def wording(language: str) -> str:
    return (FOLDER / f"{language}.md").read_text(encoding="utf-8")


def shipped(language: str, facts: NoticeFacts) -> NoticePack:
    return load_pack(FOLDER, language, facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_purpose_and_provision_names_the_items_of_the_printed_tables(
    language: str, facts: NoticeFacts
) -> None:
    pack = shipped(language, facts)

    assert tuple(page.items for page in pack.purposes) == PURPOSES
    assert tuple(page.items for page in pack.group) == GROUP


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_purpose_is_told_in_a_heading_and_two_sentences(
    language: str, facts: NoticeFacts
) -> None:
    # One line of the customer's page at 21 px, or two where readings stand beside the kanji.
    longest = {"ja": 45, "en": 90, "ja-easy": 90, "zh-Hans": 45, "vi": 90}[language]
    for page in shipped(language, facts).purposes:
        assert page.heading
        assert len(page.sentences) == 2
        assert all(len(sentence) <= longest for sentence in page.sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hash_is_of_the_very_bytes(language: str, facts: NoticeFacts) -> None:
    data = (FOLDER / f"{language}.md").read_bytes()
    other = data.replace(b"\n", b"\n\n", 1)

    assert shipped(language, facts).sha256 == hashlib.sha256(data).hexdigest()
    assert parse_pack(other, language, facts).sha256 != shipped(language, facts).sha256


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_knows_what_it_is(language: str, facts: NoticeFacts) -> None:
    pack = shipped(language, facts)

    assert (pack.notice_id, pack.language) == ("rakuten-mobile-secondhand", language)
    assert (pack.revised, pack.prevailing) == (date(2023, 2, 1), "ja")
    assert pack.reference_wording
    assert set(pack.item_words) == set(ALL)


def test_the_wording_is_marked_as_not_approved(facts: NoticeFacts) -> None:
    for language, marked in (
        ("ja", "参考文面・未承認"),
        ("en", "Reference wording, not approved"),
        ("ja-easy", "参考（さんこう）の 文（ぶん）です"),
        ("zh-Hans", "参考文本，尚未批准"),
        ("vi", "Bản tham khảo, chưa được phê duyệt"),
    ):
        assert shipped(language, facts).page("reference").heading == marked


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Japanese", "prevails")),
        ("ja-easy", ("もとの 日本語（にほんご）", "正式（せいしき）")),
        ("zh-Hans", ("日文", "为准")),
        ("vi", ("tiếng Nhật", "chính thức")),
    ],
)
def test_a_text_for_reference_first_says_that_the_japanese_one_prevails(
    language: str, told: tuple[str, ...], facts: NoticeFacts
) -> None:
    first = shipped(language, facts).full[0]

    assert first.key == "prevails"
    for words in told:
        assert words in "".join(first.sentences)


@pytest.mark.parametrize("language", OTHERS)
def test_every_wording_says_as_much_as_the_japanese_one(language: str, facts: NoticeFacts) -> None:
    japanese = shipped("ja", facts)
    for page in shipped(language, facts).pages:
        original = japanese.page(page.key)
        assert len(page.sentences) == len(original.sentences), page.key
        assert page.keys == original.keys, page.key
        assert bool(page.note) == bool(original.note), page.key


BARE_KANJI = re.compile(r"[々一-鿿]+(?![々一-鿿]|（[ぁ-ゖー])")
"""Kanji without their reading in brackets behind them."""


def test_every_kanji_of_the_easy_text_has_its_reading() -> None:
    text = re.sub(r"[0-9]+年[0-9]+月[0-9]+日", "", wording("ja-easy"))  # a date is its digits

    assert BARE_KANJI.findall(text) == []
    assert BARE_KANJI.findall("もとの 日本語（にほんご）の 文です") == ["文"]  # the control
    assert BARE_KANJI.findall(wording("ja"))


def test_the_short_layer_tells_who_what_for_where_to_ask_and_when_revised(
    facts: NoticeFacts,
) -> None:
    for language, controller, revised in (
        ("ja", "楽天モバイル株式会社", "2023年2月1日"),
        ("en", "Rakuten Mobile, Inc.", "February 1, 2023"),
        ("ja-easy", "楽天（らくてん）モバイル株式会社（かぶしきがいしゃ）", "2023年2月1日"),
        ("zh-Hans", "Rakuten Mobile, Inc.（乐天移动）", "2023年2月1日"),
        ("vi", "Rakuten Mobile, Inc.", "1 tháng 2 năm 2023"),
    ):
        short = shipped(language, facts).page("short")
        assert controller in short.sentences[0]
        assert {row.key for row in facts.purposes} | {"group", "police"} <= set(short.keys)
        assert "050-5434-4653" in short.point("counter")
        assert "9:00" in short.point("counter")
        assert "17:00" in short.point("counter")
        assert revised in short.point("revised")
        assert short not in shipped(language, facts).full


@pytest.mark.parametrize("language", LANGUAGES)
def test_rights_police_sources_and_clauses_are_told(language: str, facts: NoticeFacts) -> None:
    pack = shipped(language, facts)

    assert len(pack.page("rights").points) == 5
    assert len(pack.page("sources").points) == 3
    assert pack.page("police").keys == facts.police_fields
    for clause in ("outsourcing", "deidentified", "alteration"):
        assert pack.page(clause).sentences


def test_a_page_or_point_that_is_not_there_is_a_bug(facts: NoticeFacts) -> None:
    with pytest.raises(KeyError):
        shipped("ja", facts).page("purpose:nothing")
    with pytest.raises(KeyError):
        shipped("ja", facts).page("inquiry").point("fax")


def test_an_official_wording_needs_no_reference_page(facts: NoticeFacts) -> None:
    start, rest = wording("ja").split("## reference | ")
    official = start.replace("wording: reference", "wording: official")
    text = official + "## short" + rest.split("## short")[1]

    assert not parse_pack(text.encode(), "ja", facts).reference_wording


DISAGREEMENTS = {
    "missing purpose": ("## purpose:fraud | ", "## purpose:frauds | ", "purpose:fraud"),
    "missing clause": ("## alteration | ", "## changes | ", "alteration"),
    "purpose twice": ("## purpose:fraud | ", "## purpose:marketing | ", "stands twice"),
    "extra item": (
        "- [6] お売りになる品物\n\n## group:g_screening",
        "- [6] お売りになる品物\n- [7] お問い合わせの内容\n\n## group:g_screening",
        "g_membership",
    ),
    "missing item": (
        "- [6] お売りになる品物\n- [8] サービスのご利用歴\n",
        "- [8] サービスのご利用歴\n",
        "appraise_verify",
    ),
    "item named otherwise": (
        "- [2] 身分証に書かれた内容\n- [6] お売りになる品物\n\n## group:g_marketing",
        "- [2] 身分証など\n- [6] お売りになる品物\n\n## group:g_marketing",
        "g_identity",
    ),
    "item under a wrong number": (
        "- [2] 身分証に書かれた内容\n- [6]",
        "- [3] 身分証に書かれた内容\n- [6]",
        "must name the items",
    ),
    "other revised date": ("revised: 2023-02-01", "revised: 2024-02-01", "revised"),
    "other date in the words": ("2023年2月1日（2023-02-01）", "2024-02-01", "another date"),
    "no date where customers look": (
        "- [revised] 2023年2月1日（2023-02-01）",
        "- [revised] 2023年2月1日",
        "when the notice was revised",
    ),
    "other telephone": ("- [tel] 050-5434-4653", "- [tel] 050-5434-4654", "another telephone"),
    "no telephone in short": ("センター 050-5434-4653", "センター", "page short"),
    "no telephone at the counter": ("- [tel] 050-5434-4653", "- [tel] お電話で", "page inquiry"),
    "other hours": (
        "- [hours] 9:00〜17:00（年中無休）",
        "- [hours] 9:00〜18:00（年中無休）",
        "hours",
    ),
    "other notice": ("notice_id: rakuten-mobile", "notice_id: another", "notice_id"),
    "other language": ("language: ja", "language: en", "language"),
    "other prevailing text": ("prevailing: ja", "prevailing: en", "prevailing"),
    "neither reference nor official": ("wording: reference", "wording: nice", "wording"),
    "official with a reference page": ("wording: reference", "wording: official", "reference"),
    "a head line missing": ("prevailing: ja\n", "", "head"),
    "no head line": ("prevailing: ja\n", "prevailing\n", "head"),
    "a request missing": ("- [cease_provision] ほかに渡すのを止める\n", "", "rights"),
    "a police field too many": (
        "- [person.sim_phone]",
        "- [payment_method.bank_account] 口座\n- [person.sim_phone]",
        "police",
    ),
    "a purpose untold in short": ("- [fraud] ", "- [nothing] ", "short"),
    "a broken point": ("- [fraud] 不", "- fraud 不", "not a sentence"),
    "no heading": ("## police | 警察に渡すとき", "## police", "no heading"),
    "no title": ("# 古物", "古物", "title"),
    "no sentence but two notes": (
        "お申し込みの審査と、信用の審査に使います。\n",
        "> 一つ。\n> 二つ。\n",
        "page group:g_screening",
    ),
    "an empty page": ("## inquiry | ", "## empty | 空\n\n## inquiry | ", "page empty is empty"),
    "two notes": (
        "お客様がご本人であることを確かめます。\n",
        "> お客様がご本人であることを確かめます。\n> もう一つ。\n",
        "two notes",
    ),
}


@pytest.mark.parametrize("name", DISAGREEMENTS)
def test_a_wording_that_disagrees_with_the_facts_does_not_load(
    name: str, facts: NoticeFacts
) -> None:
    old, new, reason = DISAGREEMENTS[name]
    text = wording("ja")
    assert old in text, "the control must change something"

    with pytest.raises(NoticePackFault, match=reason):
        parse_pack(text.replace(old, new, 1).encode(), "ja", facts)


def test_purposes_stand_in_the_order_of_the_notice(facts: NoticeFacts) -> None:
    text = wording("ja")
    blocks = text.split("## ")
    fraud = next(i for i, block in enumerate(blocks) if block.startswith("purpose:fraud"))
    blocks[fraud], blocks[fraud + 1] = blocks[fraud + 1], blocks[fraud]

    with pytest.raises(NoticePackFault, match="order"):
        parse_pack("## ".join(blocks).encode(), "ja", facts)


def test_an_english_text_that_does_not_open_with_what_prevails_does_not_load(
    facts: NoticeFacts,
) -> None:
    head, prevails, rest = wording("en").split("## ", 2)

    with pytest.raises(NoticePackFault, match="which one prevails"):
        parse_pack(f"{head}## {rest}\n## {prevails}".encode(), "en", facts)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", "\ufeff# 見本".encode(), b"# a\r\nlanguage: ja\r\n", b""]
)
def test_bytes_that_are_not_plain_text_do_not_load(data: bytes, facts: NoticeFacts) -> None:
    with pytest.raises(NoticePackFault):
        parse_pack(data, "ja", facts)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_a_fault_and_never_a_crash(data: bytes) -> None:
    with pytest.raises(NoticePackFault):
        parse_pack(data, "ja", load_facts(FOLDER / "facts.toml"))
