"""Every language that customers are offered has all that they meet, and no word of another one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from counter_app.app import RESOURCES
from counter_app.law.tables import load_tables
from counter_app.texts import MissingText, TextsFault, customer_words, load_texts, placeholders
from tests.counter_app.test_texts import HEADER, ROOT, TEXTS
from tests.counter_app.test_texts import shipped as read

LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "vi")
TRANSLATED = ("ja-easy", "zh-Hans", "vi")
CUSTOMERS = customer_words(TEXTS)
BARE_KANJI = re.compile(r"[々一-鿿]+(?![々一-鿿]|（[ぁ-ゖー])")
"""Kanji without their reading in brackets behind them."""

SHOWN = (
    *sorted((ROOT / "ui" / "customer").glob("*.py")),
    ROOT / "ui" / "customer_screen.py",
    *(
        ROOT / "counter_app" / "documents" / name
        for name in ("consent_receipt.py", "purchase_slip.py", "identity_form.py", "sheet.py")
    ),
)
"""The files that draw the customer's pages and papers, beside the widgets that they use."""


AREA = r"(customer|paper|widget|window|error|clerk)\."


@cache
def shipped(language: str) -> dict[str, str]:
    """Key to sentence of one language."""
    return read(language)


def widgets_of(path: Path) -> set[Path]:
    """The widgets that a file is made of, and those of these."""
    found: set[Path] = set()
    left = [path]
    while left:
        for line in left.pop().read_text(encoding="utf-8").splitlines():
            named = re.match(r"from (ui\.widgets\.\w+) import", line)
            if named:
                widget = ROOT / f"{named[1].replace('.', '/')}.py"
                if widget not in found:
                    found.add(widget)
                    left.append(widget)
    return found


def asked_for(source: str) -> Iterator[str]:
    """The keys of texts that stand in a source file; of one that is put together, its beginning."""
    for node in ast.walk(ast.parse(source)):
        words = node.value if isinstance(node, ast.Constant) else None
        if not isinstance(words, str) or not re.match(AREA, words):
            continue
        # A role of type has such a name too: customer.title.
        if not re.fullmatch(r"(customer|clerk)\.[a-z_]+", words) or words in shipped("ja"):
            yield words


def not_for_customers(source: str) -> list[str]:
    """The keys in a source file that a customer's language need not have."""
    return [
        key
        for key in asked_for(source)
        if not CUSTOMERS.has(key) and not any(one.startswith(key) for one in CUSTOMERS.keys)
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_customers_language_has_just_what_customers_meet(language: str) -> None:
    japanese, words = shipped("ja"), shipped(language)

    assert words.keys() == {key for key in japanese if CUSTOMERS.has(key)}
    assert len(words) > 250
    for key, sentence in words.items():
        assert placeholders(sentence) == placeholders(japanese[key]), key
        assert sentence.count("\n") == japanese[key].count("\n"), key


def test_every_kanji_of_easy_japanese_has_its_reading() -> None:
    for key, sentence in shipped("ja-easy").items():
        if key not in {"window.own_name", "customer.idle.other"}:
            assert BARE_KANJI.findall(sentence) == [], key
    assert BARE_KANJI.findall("お金（かね）を 払います") == ["払"]  # the control


def test_no_language_is_left_in_another_ones_words() -> None:
    """Nothing was copied from the Japanese or English catalogue but names, signs and digits."""
    for language in TRANSLATED:
        for key, sentence in shipped(language).items():
            letters = re.sub(r"\{\w+\}|[^\w]|[\d_]", "", sentence)
            if language != "ja-easy" and len(letters) > 3:
                assert sentence != shipped("ja")[key] or key == "customer.idle.other", key
            if len(letters) > 3 and sentence.isascii():
                assert sentence != shipped("en")[key] or key in SAME_AS_ENGLISH, (language, key)


SAME_AS_ENGLISH = {"customer.choices.email", "customer.idle.other"}


def test_the_customers_files_ask_for_nothing_else() -> None:
    files = {*SHOWN} | {widget for path in SHOWN for widget in widgets_of(path)}
    clerks = {"staff_proof.py"}  # a clerk's widget that a customer's one shares parts with

    assert len(files) > 40
    for path in sorted(files):
        if path.name not in clerks:
            assert not_for_customers(path.read_text(encoding="utf-8")) == [], path.name
    assert not_for_customers('say("clerk.board.title")') == ["clerk.board.title"]  # the control
    assert not_for_customers('say(f"paper.ledger.{x}")') == ["paper.ledger."]
    assert not_for_customers('say("customer.please_wait")') == []


def test_occupations_have_words_in_every_language() -> None:
    """The ledger's words and the customer's stand for the same key."""
    rows = load_tables(RESOURCES / "law").occupations.on(date(2026, 11, 22))

    for language in LANGUAGES:
        words = shipped(language)
        assert all(words[f"customer.occupation.{row.key}"] for row in rows)
    for row in rows:
        assert shipped("ja")[f"customer.occupation.{row.key}"] == row.ja
        assert shipped("en")[f"customer.occupation.{row.key}"] == row.en


@pytest.mark.parametrize(
    ("language", "own", "vietnamese", "day"),
    [
        ("ja", "日本語", "ベトナム語", "2026年11月22日"),
        ("ja-easy", "やさしい日本語", "ベトナム語", "2026年11月22日"),
        ("en", "English", "Vietnamese", "November 22, 2026"),
        ("zh-Hans", "简体中文", "越南语", "2026年11月22日"),
        ("vi", "Tiếng Việt", "Tiếng Việt", "22 tháng 11, 2026"),
    ],
)
def test_languages_and_days_are_named_in_each(
    language: str, own: str, vietnamese: str, day: str
) -> None:
    texts = load_texts(TEXTS)

    assert texts.own_name(language) == own
    assert texts.in_language(language).name_of(language) == own
    assert texts.in_language(language).name_of("vi") == vietnamese
    assert texts.in_language(language).name_of("ja-easy") == "やさしい日本語"
    assert texts.in_language(language).day(date(2026, 11, 22)) == day


CUSTOMER = 'schema = 1\norder = []\nareas = ["customer."]\nkeys = ["window.own_name"]\n'
WHOLE = 'msgid "customer.a"\nmsgstr "A"\n\nmsgid "clerk.b"\nmsgstr "B"\n'
NAMED = '\nmsgid "window.own_name"\nmsgstr "X"\n'


def made(folder: Path, **bodies: str) -> Path:
    """Catalogues of one file each, and what customers meet."""
    (folder / "customer.toml").write_text(CUSTOMER, encoding="utf-8")
    for language, body in bodies.items():
        (folder / language).mkdir()
        (folder / language / "all.po").write_text(HEADER + body + NAMED, encoding="utf-8")
    return folder


def test_a_further_language_is_a_further_folder(tmp_path: Path) -> None:
    texts = load_texts(made(tmp_path, ja=WHOLE, fr='msgid "customer.a"\nmsgstr "A"\n'))

    assert (texts.for_clerks, texts.for_customers) == (("ja",), ("fr", "ja"))
    with pytest.raises(MissingText, match=r"clerk\.b"):
        texts.in_language("fr").say("clerk.b")  # and never in Japanese


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('msgid "clerk.b"\nmsgstr "B"\n', "customer.a"),
        ('msgid "customer.c"\nmsgstr "C"\n', "customer.a"),
        (WHOLE.replace("clerk.b", "clerk.c"), "clerk.c"),
    ],
)
def test_a_language_that_lacks_what_customers_meet_does_not_load(
    tmp_path: Path, body: str, reason: str
) -> None:
    with pytest.raises(TextsFault, match=reason):
        load_texts(made(tmp_path, ja=WHOLE, fr=body))


def test_a_folder_that_is_no_language_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(TextsFault, match="not a language"):
        load_texts(made(tmp_path, ja=WHOLE, xx_nowhere=WHOLE))
