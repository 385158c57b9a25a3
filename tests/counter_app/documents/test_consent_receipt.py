"""The consent receipt says what was shown, what was answered and how to withdraw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.documents.consent_receipt import ConsentReceipt, consent_receipt
from counter_app.domain.consent import NO_STROKES, Choices
from counter_app.domain.strokes import strokes_of, strokes_sha256
from counter_app.domain.values import StaffCode
from tests.counter_app.documents import builders
from tests.counter_app.documents.builders import squeezed, words_of


def receipt(language: str = "ja", choices: Choices | None = None) -> ConsentReceipt:
    return ConsentReceipt(
        shop=builders.SHOP,
        visit_number="T01-0147",
        name="𠮷田 見本",
        consent=builders.consent(language, choices),
        shown=builders.pack(language),
        prevailing=builders.pack("ja"),
        demo=False,
    )


def printed(told: ConsentReceipt) -> bytes:
    return consent_receipt(told, builders.fonts(), builders.texts(), builders.AT)


def test_the_receipt_binds_the_signature_to_what_was_shown() -> None:
    words = words_of(printed(receipt()))

    for told in (
        *("個人情報についての同意の控え", "受付番号T01-0147", "2023年2月1日"),
        *("rakuten-mobile-secondhand", builders.pack("ja").sha256, "参考文面・未承認"),
        *("日本語（正式な文は日本語）", "2026年11月22日14:01", "2項目、合わせて7秒", "𠮷田見本"),
    ):
        assert told in words, told


def test_each_purpose_stands_with_the_items_that_it_may_use() -> None:
    words = words_of(printed(receipt()))

    assert "3品物の査定と、ご本人の確認[1][2][6][8][9]" in words
    assert "5不正な利用の防止[1][3][4][5][6][7][8][9]" in words
    assert "[2]身分証に書かれた内容" in words


@pytest.mark.parametrize(
    ("choices", "answers"),
    [
        (Choices(), "しません しません しません しません"),
        (Choices(email=True), "しません します しません しません"),
        (Choices(direct_mail=True, sms=True), "します しません します しません"),
        (Choices(group_provision=True), "しません しません しません します"),
        (Choices(group_provision=False), "しません しません しません しません"),
    ],
)
def test_each_answer_is_printed_and_silence_is_no(choices: Choices, answers: str) -> None:
    words = words_of(printed(receipt(choices=choices)))
    labels = (
        "郵便でのご案内",
        "電子メールでのご案内",
        "SMSでのご案内",
        "グループ会社に情報を渡すこと",
    )

    for label, answer in zip(labels, answers.split(), strict=True):
        assert f"{label}同意{answer}" in words


def test_a_question_passed_over_is_told_apart_from_a_no() -> None:
    assert "渡すこと同意しません（お答えなし）" in words_of(printed(receipt(choices=Choices())))
    refused = words_of(printed(receipt(choices=Choices(group_provision=False))))
    assert "お答えなし" not in refused.replace("お答えのない項目", "")


def test_the_paper_has_the_digest_of_the_ink_and_offers_the_file() -> None:
    told = receipt()
    ink = strokes_sha256(strokes_of(told.consent.signature))

    words = words_of(printed(told))

    assert f"署名の指紋{ink}" in words
    assert "データ（ファイル）でもお渡しできます" in words


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_consent_signed_on_paper_says_who_saw_it(language: str) -> None:
    told = receipt(language)
    consent = replace(told.consent, method="paper", signature=NO_STROKES, seen_by=StaffCode("C01"))

    pdf = printed(replace(told, consent=consent))

    assert "紙に署名をいただきました（見届けた担当C01）" in words_of(pdf)
    assert "署名の指紋" not in words_of(pdf)
    assert len(builders.reader(pdf).pages) == 1


def test_withdrawal_is_told_with_the_inquiry_counter() -> None:
    words = words_of(printed(receipt()))

    assert "いつでも取り消せます" in words
    assert "050-5434-4653" in words
    assert "9:00〜17:00" in words


def test_an_english_receipt_names_the_language_shown_and_the_text_that_prevails() -> None:
    words = words_of(printed(receipt("en")))

    for told in (
        *("英語（正式な文は日本語）", "English (the Japanese text prevails)", "I do not agree"),
        *("Reference wording, not approved", "Valuing the article, checking who you are"),
        *("品物の査定と、ご本人の確認", "How to withdraw", builders.pack("en").sha256),
    ):
        assert squeezed(told) in words, told
    assert "Howto" not in words_of(printed(receipt("ja")))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja-easy", ("やさしい日本語（正式な文は日本語）", "同意（どうい）はいつでもやめられます")),
        ("zh-Hans", ("中国語(簡体字)（正式な文は日本語）", "简体中文（以日语为准）")),
        ("vi", ("ベトナム語（正式な文は日本語）", "Tiếng Việt (bản chính: Tiếng Nhật)")),
    ],
)
def test_the_receipt_speaks_the_language_that_was_read(
    language: str, told: tuple[str, ...]
) -> None:
    words = words_of(printed(receipt(language)))

    for one in (*told, builders.pack(language).sha256):
        assert squeezed(one) in words, one


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
def test_the_receipt_is_one_page_that_does_nothing(language: str) -> None:
    pdf = printed(receipt(language))

    assert len(builders.reader(pdf).pages) == 1
    assert builders.active_content(pdf) == set()
    assert builders.not_embedded(pdf) == set()
    assert builders.notdef_signs(pdf) == set()
    assert pdf == printed(receipt(language))


def test_a_receipt_for_another_text_than_the_one_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="not the one that was shown"):
        replace(receipt("ja"), shown=builders.pack("en"))


def test_metadata_does_not_name_the_customer() -> None:
    told = builders.metadata(printed(receipt()))

    assert told["/Title"] == "個人情報についての同意の控え T01-0147"
    assert not any("𠮷" in value for value in told.values())


def test_only_a_specimen_is_marked_as_one() -> None:
    assert words_of(printed(replace(receipt(), demo=True))).startswith("見本個人情報")
    assert words_of(printed(receipt())).startswith("個人情報")


def test_an_approved_wording_is_not_called_a_reference() -> None:
    told = receipt()
    shown = replace(told.consent.shown, reference_wording=False)

    approved = replace(told, consent=replace(told.consent, shown=shown))
    assert "未承認" not in words_of(printed(approved))
