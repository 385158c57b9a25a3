"""The customer reads the purpose word for word, signs for this once, or says no."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.services.extra_answers import AnswerNow
from counter_app.services.extra_purposes import Asked
from tests.ui.counters import MANAGER
from tests.ui.customer.conftest import click, drawn
from tests.ui.customer.extra_questions import LINE, PURPOSES, asked, bought
from tests.ui.customer.test_read_back import spoken
from tests.ui.customer.test_signature import DOT, NAME, can_sign
from tests.ui.screens.conftest import Shown, Stage
from tests.ui.screens.words import words_of
from ui.customer.extra_purpose import ExtraPurposePage

LONG = "あ" * 600
"""As long as a purpose may be."""


def opened(
    stage: Stage, language: str = "ja", words: str = ""
) -> tuple[ExtraPurposePage, Shown, Asked, list[bool]]:
    bought(stage.counter)
    one = asked(stage.counter, language, words=words)
    page, shown = stage.show(ExtraPurposePage, language=language)
    page.show_asked(one)
    answered: list[bool] = []
    page.answered.connect(answered.append)
    drawn()
    return page, shown, one, answered


def signed(stage: Stage, shown: Shown) -> None:
    click(shown, "primary")
    shown.hands.draw("pad", NAME)
    click(shown, "primary")
    stage.settle()


def kept(stage: Stage) -> dict[str, Any]:
    """The fields of the one act that tells an answer."""
    record = stage.counter.record
    with record.read() as view:
        [stored] = record.acts.of_kind(view, Kind.EXTRA_CONSENT)
        found: dict[str, Any] = record.acts.fields_of_items(view, stored, frozenset(range(1, 10)))
    return found["other.extra_consent"]  # type: ignore[no-any-return]  # JSON has no types


def digest_of(told: dict[str, Any]) -> str:
    """As docs/formats.md says it, by a few lines of the test's own."""
    names = ("till", "deal", "visit_number", "items", "text", "language")
    body = {"label": "trade-in-counter/extra-purpose/v1"} | {name: told[name] for name in names}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def not_read(told: dict[str, Any], lines: list[str]) -> set[str]:
    """Stored words that the page did not tell."""
    return set(told["text"].values()) - set(lines)


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("language", list(PURPOSES))
def test_what_is_read_is_what_is_stored_and_hashed(
    stage: Stage, language: str, *, larger: bool
) -> None:
    page, shown, _one, answered = opened(stage, language)
    page.set_larger(larger)
    drawn()
    lines = spoken(page)
    signed(stage, shown)

    told = kept(stage)
    assert answered == [True]
    assert told["digest"] == digest_of(told)
    assert (told["language"], told["state"], told["seen_by"]) == (language, "ConsentGiven", MANAGER)
    assert not_read(told, lines) == set()
    pack = stage.counter.notices.pack(language)
    [items] = [line for line in lines if pack.item_words[1] in line]
    assert [no for no, words in pack.item_words.items() if words in items] == told["items"]
    # The control: one sign of a stored text is another.
    told["text"] = {key: words.replace(words[3], "X") for key, words in told["text"].items()}
    assert not_read(told, lines) == set(told["text"].values())
    assert told["digest"] != digest_of(told)


def test_it_says_who_asks_and_that_it_is_once_and_free(stage: Stage) -> None:
    page, _shown, one, _answered = opened(stage)
    words = words_of(page)
    for wanted in ("見本店", one.purpose.visit_number, "1回だけ", "断っても"):
        assert wanted in words


def test_markup_in_a_purpose_is_shown_as_it_was_typed(stage: Stage) -> None:
    words = "<b>太字</b> & <a href='x'>ここ</a>"
    page, _shown, _one, _answered = opened(stage, words=words)
    assert words in spoken(page)


def test_a_dot_is_no_signature(stage: Stage) -> None:
    _page, shown, _one, answered = opened(stage)
    click(shown, "primary")
    assert not can_sign(shown)
    shown.hands.draw("pad", DOT)
    assert not can_sign(shown)
    shown.hands.draw("pad", NAME)
    assert can_sign(shown)
    assert answered == []


def test_a_no_takes_two_presses_and_is_kept(stage: Stage) -> None:
    _page, shown, _one, answered = opened(stage)
    click(shown, "cancel")
    stage.settle()
    assert answered == []
    assert stage.counter.extra_purposes.of_line(LINE).answers == ()
    click(shown, "cancel")
    stage.settle()

    assert answered == [False]
    told = kept(stage)
    assert (told["state"], told["method"]) == ("ConsentRefused", "screen")


def test_back_from_signing_the_purpose_stands_there_again(stage: Stage) -> None:
    page, shown, _one, answered = opened(stage)
    click(shown, "primary")
    click(shown, "back")

    assert shown.hands.find("pad") is None
    assert PURPOSES["ja"] in words_of(page)
    signed(stage, shown)
    assert answered == [True]


def test_the_longest_purpose_is_read_to_its_end_before_it_can_be_signed(stage: Stage) -> None:
    page, shown, _one, answered = opened(stage, words=LONG)
    page.set_larger(True)
    drawn()
    presses = 0
    while shown.hands.find("pad") is None:
        click(shown, "primary")
        presses += 1
        assert presses < 9
    assert presses > 1  # the control is every other test: a short one is signed after one press
    shown.hands.draw("pad", NAME)
    click(shown, "primary")
    stage.settle()
    assert answered == [True]


def test_an_answer_after_the_page_was_taken_back_is_not_written(stage: Stage) -> None:
    _page, shown, _one, answered = opened(stage)
    stage.counter.extra_purposes.take_back()
    signed(stage, shown)

    assert answered == []
    assert [told.code for told in shown.told] == ["extra_not_asked"]
    assert stage.counter.extra_purposes.of_line(LINE).answers == ()


def test_one_question_takes_one_answer(stage: Stage) -> None:
    _page, shown, one, _answered = opened(stage)
    signed(stage, shown)
    with pytest.raises(Exception, match="extra_not_asked"):
        stage.counter.extra_purposes.answer(one, None)

    [answer] = stage.counter.extra_purposes.of_line(LINE).answers
    assert answer.now is AnswerNow.GIVEN
