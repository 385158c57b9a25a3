"""A visit: nothing personal before the notice, nothing lost by going back, nothing kept at its end.

What the invariants of the whole machine are is tried by test_visit_machine; here each is broken on
purpose, one by one.
"""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from counter_app.domain.consent import Choices
from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Ending, Step, Visit
from counter_app.services.notices import NoticeDesk, load_notice
from counter_app.services.visit import VisitDesk, typed_of
from tests.builders import (
    CLERK,
    CLERK_PIN,
    MANAGER,
    MANAGER_PIN,
    NOW,
    appraised,
    consent,
    facts,
    licence,
    notice_shown,
    seller,
    signature,
    stroke,
    wording,
)
from tests.counter_app.services.counters import MINOR_BORN, Counter, personal_inputs
from tests.records import NOTICE_FOLDER

TAKES_NOTHING_PERSONAL = {
    *("open", "get", "open_visits", "decision", "reachable", "go", "go_on", "speak"),
    *("show_notice", "agree", "approve", "note_papers", "finish", "end", "earlier_today"),
    "asks_for_name",
}
RARE = "髙橋 \ufa19 辻\U000e0100井 \U00020bb7 か\u3099"


def code_of(action: Any, *given: Any, **named: Any) -> str:
    """The code that an action is refused with, or an empty text when it is done."""
    try:
        action(*given, **named)
    except CounterError as told:
        return told.code
    return ""


# ---- the notice comes first


def test_every_method_of_the_desk_is_known_to_these_tests(counter: Counter) -> None:
    methods = {
        name
        for name, _ in inspect.getmembers(VisitDesk, inspect.isfunction)
        if not name.startswith("_")
    }

    assert methods == TAKES_NOTHING_PERSONAL | personal_inputs(counter).keys()


@pytest.mark.parametrize(
    "method",
    [
        *("set_document", "confirm_details", "set_articles", "set_invoice_number", "sign"),
        *("set_guardian", "guardian_agrees", "set_standing", "note_authority"),
    ],
)
def test_nothing_of_a_person_is_taken_before_the_notice_was_shown(
    counter: Counter, method: str
) -> None:
    visit_id = counter.opened(shown=False)
    before = counter.visits.get(visit_id)

    assert code_of(personal_inputs(counter)[method], visit_id) == "notice_not_shown"
    assert counter.visits.get(visit_id) == before
    assert "見本 太郎".encode() not in counter.drafts()


@pytest.mark.parametrize(
    "method",
    [
        *("set_document", "confirm_details", "set_articles", "set_invoice_number"),
        *("set_guardian", "set_standing"),
    ],
)
def test_after_the_notice_it_is_taken(counter: Counter, method: str) -> None:
    visit_id = counter.opened()
    before = counter.visits.get(visit_id)

    personal_inputs(counter)[method](visit_id)

    assert counter.visits.get(visit_id) != before


def test_no_step_but_the_notice_opens_before_it_was_shown(counter: Counter) -> None:
    visit_id = counter.opened(shown=False)

    assert counter.visits.reachable(counter.visits.get(visit_id)) == {Step.NOTICE}
    for step in Step:
        if step is not Step.NOTICE:
            assert code_of(counter.visits.go, visit_id, step), step
    assert code_of(counter.visits.go_on, visit_id) == "step_not_yet"


def test_the_showing_that_came_first_stands_when_the_notice_is_looked_at_again(
    counter: Counter,
) -> None:
    visit_id = counter.opened()
    later = notice_shown(shown_at=NOW + timedelta(minutes=5), language="en")

    counter.visits.set_document(visit_id, licence())

    assert counter.visits.show_notice(visit_id, later).shown == notice_shown()


def test_before_anything_was_taken_the_notice_may_be_shown_in_another_language(
    counter: Counter,
) -> None:
    visit_id = counter.opened()
    english = notice_shown(language="en", sha256=wording("en"))

    assert counter.visits.show_notice(visit_id, english).shown == english


# ---- what is typed


def test_names_are_kept_to_the_byte_from_the_card_to_the_ledger(counter: Counter) -> None:
    visit_id = counter.opened()
    counter.visits.set_document(visit_id, licence(name=RARE))
    counter.visits.confirm_details(visit_id, seller(name=RARE, address=f"東京都{RARE}"))

    counter.restart()
    visit = counter.visits.get(visit_id)
    assert visit.document is not None
    assert visit.document.name.encode() == visit.seller.name.encode() == RARE.encode()
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    counter.accept(visit_id)
    assert counter.lines()[0].name.encode() == RARE.encode()
    assert counter.lines()[0].address.encode() == f"東京都{RARE}".encode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "particulars_missing"),
        ({"name": " 　"}, "particulars_missing"),
        ({"address": ""}, "particulars_missing"),
        ({"occupation": ""}, "particulars_missing"),
        ({"birth_date": None}, "particulars_missing"),
        ({"birth_date": date(2026, 11, 23)}, "birth_date_form"),
        ({"birth_date": date(1899, 12, 31)}, "birth_date_form"),
        ({"name": "見本\n太郎"}, "name_form"),
        ({"name_kana": "ミホン\0"}, "name_form"),
        ({"address": "東京都\u2028千代田区"}, "address_form"),
        ({"address": "番" * 201}, "address_form"),
        ({"occupation": "会\x1b社員"}, "occupation_form"),
        ({"contact_phone": "090\t1"}, "phone_form"),
    ],
)
def test_what_cannot_stand_in_the_ledger_is_refused_and_changes_nothing(
    counter: Counter, typed: dict[str, Any], told: str
) -> None:
    visit_id = counter.signed()
    before = counter.visits.get(visit_id)

    assert code_of(counter.visits.confirm_details, visit_id, seller(**typed)) == told
    assert counter.visits.get(visit_id) == before


def test_a_card_with_line_ends_in_its_name_is_refused(counter: Counter) -> None:
    visit_id = counter.opened()

    assert code_of(counter.visits.set_document, visit_id, licence(name="見\n本")) == "name_form"
    assert code_of(counter.visits.set_document, visit_id, licence(address="\0a\0")) == (
        "address_form"
    )


MY_NUMBER = "983205673214"
"""A specimen with a fitting check digit; nobody's."""


@pytest.mark.parametrize(
    "kind", ["my_number_card", "qualification_certificate", "health_insurance_card", "pension_book"]
)
def test_a_number_that_must_not_be_kept_is_not_even_in_the_draft(
    counter: Counter, kind: str
) -> None:
    visit_id = counter.opened()
    reading = (("name", "見本 太郎", 0.98), ("number", MY_NUMBER, 0.99))

    visit = counter.visits.set_document(
        visit_id, licence(kind=kind, number=MY_NUMBER, reading=reading)
    )

    assert visit.document is not None
    assert visit.document.reading == reading[:1]
    assert MY_NUMBER.encode() not in counter.drafts()
    counter.visits.set_document(visit_id, licence(number=MY_NUMBER))  # the control
    assert MY_NUMBER.encode() in counter.drafts()


def test_what_the_customer_confirmed_carries_the_moment(counter: Counter) -> None:
    visit = counter.visits.confirm_details(counter.opened(), seller(name=" 見本 太郎　"))

    assert visit.seller.name == "見本 太郎"
    assert visit.seller.confirmed_at == counter.small.clock.now()


# ---- steps


def walked(counter: Counter, visit_id: VisitId) -> list[Step]:
    """The steps that `go_on` opens one after the other, until it is refused."""
    steps = []
    while not code_of(counter.visits.go_on, visit_id):
        steps.append(counter.visits.get(visit_id).step)
    return steps


def test_a_clerk_goes_on_step_by_step_and_past_an_approval_that_nobody_needs(
    counter: Counter,
) -> None:
    visit_id = counter.signed()

    assert walked(counter, visit_id) == [
        *(Step.DOCUMENT, Step.DETAILS, Step.ARTICLE, Step.OFFER, Step.CONSENT, Step.PAYOUT)
    ]
    assert Step.APPROVAL not in counter.visits.reachable(counter.visits.get(visit_id))


def test_above_the_limit_the_approval_is_one_of_the_steps(counter: Counter) -> None:
    visit_id = counter.signed(appraised("sample-phone-x-128"))

    assert walked(counter, visit_id)[-1] is Step.APPROVAL
    counter.visits.approve(visit_id, MANAGER, MANAGER_PIN)
    assert walked(counter, visit_id) == [Step.PAYOUT]


@pytest.mark.parametrize(
    ("done", "reached"),
    [
        ("opened", {Step.NOTICE, Step.DOCUMENT}),
        ("identified", {Step.NOTICE, Step.DOCUMENT, Step.DETAILS, Step.ARTICLE}),
        (
            "agreed",
            {Step.NOTICE, Step.DOCUMENT, Step.DETAILS, Step.ARTICLE, Step.OFFER, Step.CONSENT},
        ),
    ],
)
def test_identity_comes_first_where_the_shop_says_so(
    counter: Counter, done: str, reached: set[Step]
) -> None:
    visit_id = getattr(counter, done)()

    assert counter.visits.reachable(counter.visits.get(visit_id)) == reached


def test_else_identity_and_article_come_in_any_order_and_the_offer_after_both(
    counter: Counter,
) -> None:
    free = counter.with_settings(identity_first=False)
    visit_id = free.opened()

    free.visits.go(visit_id, Step.ARTICLE)
    free.visits.set_articles(visit_id, (appraised(),))
    assert code_of(free.visits.go, visit_id, Step.OFFER) == "step_not_yet"
    free.visits.set_document(visit_id, licence())
    free.visits.confirm_details(visit_id, seller())
    assert free.visits.go(visit_id, Step.OFFER).step is Step.OFFER


def test_going_back_loses_nothing(counter: Counter) -> None:
    visit_id = counter.signed()
    before = counter.visits.get(visit_id)

    for step in (Step.NOTICE, Step.OFFER, Step.DOCUMENT, Step.CONSENT):
        assert counter.visits.go(visit_id, step) == replace(before, step=step)


def test_a_language_clears_nothing(counter: Counter) -> None:
    visit_id = counter.signed()
    before = counter.visits.get(visit_id)

    assert counter.visits.speak(visit_id, "en") == replace(before, language="en")


def test_after_a_crash_a_visit_goes_on_at_the_same_step(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.visits.go(visit_id, Step.CONSENT)
    before = counter.visits.get(visit_id)

    counter.restart()

    assert counter.visits.open_visits() == [before]


def test_open_visits_come_in_the_order_in_which_they_were_opened(counter: Counter) -> None:
    first = counter.visits.open(CLERK)
    counter.small.clock.move(seconds=60)
    second = counter.visits.open(CLERK)

    assert [one.number for one in counter.visits.open_visits()] == ["T01-0001", "T01-0002"]
    assert counter.visits.open_visits() == [first, second]
    counter.visits.end(first.visit_id, Ending.CANCELLED)
    assert counter.visits.open_visits() == [second]
    assert counter.visits.open(CLERK).number == "T01-0003"


def test_a_visit_that_nobody_opened_is_unknown(counter: Counter) -> None:
    for action in (counter.visits.get, counter.visits.go_on, counter.visits.finish):
        assert code_of(action, VisitId("0" * 32)) == "visit_unknown"


# ---- the law stops it where it can still be mended


def test_an_expired_document_stops_at_the_document_with_its_reason(counter: Counter) -> None:
    visit_id = counter.opened()
    visit = counter.visits.set_document(visit_id, licence(expires_on=date(2026, 11, 21)))

    assert "document_expired" in counter.visits.decision(visit).blocked
    assert counter.visits.reachable(visit) == {Step.NOTICE, Step.DOCUMENT}


def test_a_document_is_good_on_its_last_day(counter: Counter) -> None:
    visit_id = counter.opened()
    visit = counter.visits.set_document(visit_id, licence(expires_on=date(2026, 11, 22)))

    assert Step.DETAILS in counter.visits.reachable(visit)


@pytest.mark.parametrize("kind", ["health_insurance_card", "student_card"])
def test_a_document_that_proves_nothing_stops_at_the_document(counter: Counter, kind: str) -> None:
    visit = counter.visits.set_document(counter.opened(), licence(kind=kind))

    assert counter.visits.reachable(visit) == {Step.NOTICE, Step.DOCUMENT}


def test_the_back_of_a_my_number_card_is_refused(counter: Counter) -> None:
    visit = counter.visits.set_document(
        counter.opened(), licence(kind="my_number_card", side="back", number="")
    )

    assert "document_refused" in counter.visits.decision(visit).blocked
    assert counter.visits.reachable(visit) == {Step.NOTICE, Step.DOCUMENT}


def test_a_person_of_17_stops_at_the_document_that_says_so(counter: Counter) -> None:
    visit = counter.visits.set_document(counter.opened(), licence(birth_date=MINOR_BORN))

    assert "minor_without_guardian" in counter.visits.decision(visit).blocked
    assert counter.visits.reachable(visit) == {Step.NOTICE, Step.DOCUMENT}


def test_a_birth_date_that_was_mistyped_can_still_be_mended(counter: Counter) -> None:
    visit_id = counter.identified(birth_date=MINOR_BORN)
    visit = counter.visits.get(visit_id)

    assert counter.visits.reachable(visit) == {Step.NOTICE, Step.DOCUMENT, Step.DETAILS}
    counter.visits.set_document(visit_id, licence())
    visit = counter.visits.confirm_details(visit_id, seller())
    assert Step.ARTICLE in counter.visits.reachable(visit)


def test_at_eighteen_a_person_may_sell(counter: Counter) -> None:
    visit_id = counter.identified(birth_date=MINOR_BORN - timedelta(days=1))

    assert Step.ARTICLE in counter.visits.reachable(counter.visits.get(visit_id))


# ---- the offer and the signature


@pytest.mark.parametrize(
    ("article", "line"), [(0, 2), (0, -1), (1, 0), (-1, 0), (10**6, 0), (0, 10**6)]
)
def test_only_lines_of_the_present_offer_are_agreed_to(
    counter: Counter, article: int, line: int
) -> None:
    visit_id = counter.identified()
    counter.visits.set_articles(visit_id, (appraised("sample-phone-mini-64", "no_box"),))

    assert code_of(counter.visits.agree, visit_id, article, line) == "offer_line_unknown"
    assert not counter.visits.get(visit_id).articles[0].agreed


def test_every_line_is_agreed_to_by_itself_and_can_be_taken_back(counter: Counter) -> None:
    visit_id = counter.identified()
    counter.visits.set_articles(visit_id, (appraised("sample-phone-mini-64", "no_box"),))

    counter.visits.agree(visit_id, 0, 0)
    assert code_of(counter.visits.sign, visit_id, consent()) == "offer_not_agreed"
    counter.visits.agree(visit_id, 0, 1)
    assert not code_of(counter.visits.sign, visit_id, consent())
    visit = counter.visits.agree(visit_id, 0, 1, yes=False)
    assert not visit.offer_agreed
    assert visit.consent is None


def test_articles_are_never_agreed_to_ahead(counter: Counter) -> None:
    visit_id = counter.identified()
    ticked = replace(appraised(), agreed=frozenset({0}))

    assert not counter.visits.set_articles(visit_id, (ticked,)).offer_agreed


@pytest.mark.parametrize(
    "method",
    [
        *("set_document", "take_document_away", "confirm_details", "set_articles", "disagree"),
        "set_invoice_number",
    ],
)
def test_any_change_after_the_signature_takes_it_away(counter: Counter, method: str) -> None:
    visit_id = counter.signed()
    desk = counter.visits
    assert desk.get(visit_id).consent is not None
    changes = personal_inputs(counter) | {
        "take_document_away": lambda visit: desk.set_document(visit, None),
        "disagree": lambda visit: desk.agree(visit, 0, 0, yes=False),
    }

    changes[method](visit_id)

    assert desk.get(visit_id).consent is None
    assert code_of(counter.accept, visit_id) != ""


def test_what_changes_nothing_that_was_signed_leaves_the_signature(counter: Counter) -> None:
    visit_id = counter.signed()

    counter.visits.speak(visit_id, "en")
    counter.visits.go(visit_id, Step.NOTICE)
    counter.visits.show_notice(visit_id, notice_shown())
    counter.visits.approve(visit_id, MANAGER, MANAGER_PIN)

    assert counter.visits.get(visit_id).consent == consent()


def test_a_signature_needs_ink_and_the_full_notice(counter: Counter) -> None:
    visit_id = counter.agreed()
    slip = consent(signature=signature(stroke(points=3)))

    assert code_of(counter.visits.sign, visit_id, slip) == "signature_too_small"
    assert code_of(counter.visits.sign, visit_id, consent(shown=notice_shown())) == (
        "notice_not_full"
    )
    assert counter.visits.get(visit_id).consent is None


@pytest.mark.parametrize(
    ("required", "answer", "told"),
    [
        (True, None, "group_answer_missing"),
        (True, False, ""),
        (True, True, ""),
        (False, None, ""),
    ],
)
def test_the_group_question_must_be_answered_only_where_the_shop_says_so(
    counter: Counter, *, required: bool, answer: bool | None, told: str
) -> None:
    strict = counter.with_settings(group_answer_required=required)
    visit_id = strict.agreed()

    assert code_of(strict.visits.sign, visit_id, consent(Choices(group_provision=answer))) == told


@pytest.mark.parametrize(
    ("answer", "told"),
    [(None, "group_answer_missing"), (False, "group_refused"), (True, "")],
)
def test_where_the_group_may_not_be_refused_a_no_is_never_taken_for_a_yes(
    counter: Counter, *, answer: bool | None, told: str
) -> None:
    strict = counter.with_settings(group_may_be_refused=False)
    visit_id = strict.agreed()

    assert code_of(strict.visits.sign, visit_id, consent(Choices(group_provision=answer))) == told
    assert (strict.visits.get(visit_id).consent is not None) == (answer is True)


# ---- approval


def test_a_manager_approves_the_offer_as_it_stands(counter: Counter) -> None:
    visit_id = counter.signed(appraised("sample-phone-x-128"))

    approval = counter.visits.approve(visit_id, MANAGER, MANAGER_PIN).approval

    assert approval is not None
    assert (approval.manager, approval.offer) == (MANAGER, 72_000)
    assert approval.at == counter.small.clock.now()


@pytest.mark.parametrize(
    ("code", "pin", "told"),
    [
        (CLERK, CLERK_PIN, "not_a_manager"),
        (MANAGER, CLERK_PIN, "pin_wrong"),
        (MANAGER, "", "pin_form"),
    ],
)
def test_a_wrong_pin_leaves_the_visit_as_it_was(
    counter: Counter, code: Any, pin: str, told: str
) -> None:
    visit_id = counter.signed(appraised("sample-phone-x-128"))
    before = counter.visits.get(visit_id)

    assert code_of(counter.visits.approve, visit_id, code, pin) == told
    assert counter.visits.get(visit_id) == before


def test_there_is_nothing_to_approve_without_an_offer(counter: Counter) -> None:
    assert code_of(counter.visits.approve, counter.opened(), MANAGER, MANAGER_PIN) == (
        "article_missing"
    )


def test_a_changed_offer_needs_a_new_approval_even_at_the_same_price(counter: Counter) -> None:
    visit_id = counter.signed(appraised("sample-phone-x-128"))
    counter.visits.approve(visit_id, MANAGER, MANAGER_PIN)

    visit = counter.visits.set_articles(visit_id, (appraised("sample-phone-x-128"),))

    assert visit.approval is None


# ---- the end


def with_image(counter: Counter, visit_id: VisitId) -> str:
    """A sealed picture that the visit's document refers to."""
    name = counter.small.record.blobs.keep(b"not a picture, but bytes", "2.image", visit_id)
    counter.visits.set_document(visit_id, licence(image=name))
    return name


@pytest.mark.parametrize("ending", list(Ending))
def test_a_visit_that_ends_without_a_purchase_leaves_no_draft_and_no_picture(
    counter: Counter, ending: Ending
) -> None:
    visit_id = counter.signed()
    with_image(counter, visit_id)
    assert "見本 太郎".encode() in counter.drafts()
    assert len(counter.files()) == 1

    ended = counter.visits.end(visit_id, ending, "minor_without_guardian")

    assert (ended.ending, ended.ending_code) == (ending, "minor_without_guardian")
    assert not ended.is_open
    assert ended.seller == Visit(visit_id, "", NOW, CLERK).seller
    assert (ended.document, ended.consent, ended.articles) == (None, None, ())
    assert counter.drafts() == b""
    assert counter.files() == []
    assert code_of(counter.visits.get, visit_id) == "visit_unknown"
    assert (counter.headers(), counter.lines()) == ([], [])


def test_no_older_copy_of_what_was_erased_waits_in_the_log(counter: Counter) -> None:
    visit_id = counter.signed()
    log = counter.small.folder / "ledger.db-wal"
    assert log.stat().st_size > 0

    counter.visits.end(visit_id, Ending.DECLINED)

    assert log.stat().st_size == 0


def test_another_visits_draft_and_picture_stay(counter: Counter) -> None:
    mine, other = counter.identified(), counter.identified()
    with_image(counter, mine)
    name = with_image(counter, other)

    counter.visits.end(mine, Ending.DECLINED)

    assert [path.name for path in counter.files()] == [name]
    assert counter.visits.get(other).document == licence(image=name)
    assert counter.small.record.blobs.open(name) == b"not a picture, but bytes"


def test_an_accepted_visit_cannot_be_ended_as_if_nothing_was_bought(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.accept(visit_id)

    for ending in Ending:
        assert code_of(counter.visits.end, visit_id, ending) == "already_accepted"


def test_after_acceptance_nothing_of_the_deal_can_be_changed(counter: Counter) -> None:
    visit_id = counter.signed()
    before = counter.accept(visit_id)

    for take in personal_inputs(counter).values():
        assert code_of(take, visit_id) == "already_accepted"
    assert code_of(counter.visits.agree, visit_id, 0, 0) == "already_accepted"
    assert code_of(counter.visits.approve, visit_id, MANAGER, MANAGER_PIN) == "already_accepted"
    assert counter.visits.get(visit_id) == before
    assert counter.visits.reachable(before) == {Step.PAPERS}


def test_papers_are_noted_once_each_and_only_after_acceptance(counter: Counter) -> None:
    visit_id = counter.signed()
    assert code_of(counter.visits.note_papers, visit_id, ("slip",)) == "not_accepted_yet"
    counter.accept(visit_id)

    counter.visits.note_papers(visit_id, ("slip", "receipt"))

    assert counter.visits.note_papers(visit_id, ("slip",)).papers == ("slip", "receipt")


@pytest.mark.parametrize("how", ["finish", "go", "go_on"])
def test_a_finished_visit_leaves_no_draft_and_keeps_what_was_bought(
    counter: Counter, how: str
) -> None:
    visit_id = counter.signed()
    counter.accept(visit_id)
    counter.visits.note_papers(visit_id, ("slip",))

    done = {
        "finish": lambda: counter.visits.finish(visit_id),
        "go": lambda: counter.visits.go(visit_id, Step.DONE),
        "go_on": lambda: counter.visits.go_on(visit_id),
    }[how]()

    assert done.step is Step.DONE
    assert not done.is_open
    assert counter.drafts() == b""
    assert counter.visits.open_visits() == []
    assert len(counter.lines()) == 1


def test_a_visit_is_finished_only_after_acceptance(counter: Counter) -> None:
    visit_id = counter.signed()

    assert code_of(counter.visits.finish, visit_id) == "not_accepted_yet"
    assert code_of(counter.visits.go, visit_id, Step.DONE) == "not_accepted_yet"
    assert counter.visits.get(visit_id).is_open


def test_a_picture_that_was_taken_again_does_not_outlive_the_visit(counter: Counter) -> None:
    visit_id = counter.identified()
    with_image(counter, visit_id)
    kept = with_image(counter, visit_id)
    assert len(counter.files()) == 2
    counter.visits.confirm_details(visit_id, seller())
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    counter.accept(visit_id)

    counter.visits.finish(visit_id)

    assert [path.name for path in counter.files()] == [kept]


def test_no_visit_begins_with_a_wording_that_nobody_approved(counter: Counter) -> None:
    notice = load_notice(NOTICE_FOLDER, facts())
    record, clock = counter.small.record, counter.small.clock
    real = NoticeDesk(record, clock, notice, counter.staff, demo=False)
    desk = VisitDesk(record, clock, counter.settings, counter.law, counter.staff, real)
    with pytest.raises(Refused, match="notice_not_approved"):
        desk.open(CLERK)

    real.approve(MANAGER, MANAGER_PIN)

    assert desk.open(CLERK).is_open


@pytest.mark.parametrize("layer", ["short", "full"])
def test_bytes_that_are_no_wording_of_this_till_bind_nothing(counter: Counter, layer: str) -> None:
    other = notice_shown(layer=layer, sha256="5a" * 32)
    visit_id = counter.agreed()
    bind = {
        "short": lambda: counter.visits.show_notice(visit_id, other),
        "full": lambda: counter.visits.sign(visit_id, consent(shown=other)),
    }
    with pytest.raises(Refused, match="notice_not_approved"):
        bind[layer]()

    assert counter.visits.get(visit_id).consent is None


def test_what_is_typed_survives_a_restart_until_it_is_confirmed(counter: Counter) -> None:
    visit_id = counter.opened()
    told = {"name": "髙𠮷 見本", "phone": "", "address": "見"}
    counter.visits.keep_typed(visit_id, "details", told)
    counter.visits.keep_typed(visit_id, "article", {"0.imei": "4901542"})

    counter.restart()
    visit = counter.visits.get(visit_id)
    assert typed_of(visit, "details") == {"name": "髙𠮷 見本", "address": "見"}
    assert typed_of(visit, "article") == {"0.imei": "4901542"}

    confirmed = counter.visits.confirm_details(visit_id, seller())
    assert typed_of(confirmed, "details") == {}
    assert typed_of(confirmed, "article") == {"0.imei": "4901542"}


def test_nothing_that_was_typed_outlives_the_visit(counter: Counter) -> None:
    visit_id = counter.opened()
    counter.visits.keep_typed(visit_id, "details", {"name": "見本 太郎"})
    assert "見本 太郎".encode() in counter.drafts()

    counter.visits.end(visit_id, Ending.DECLINED)

    assert "見本 太郎".encode() not in counter.drafts()


def test_a_page_of_endless_text_is_refused(counter: Counter) -> None:
    visit_id = counter.opened()
    for values in ({"name": "x" * 401}, {f"f{place}": "x" for place in range(201)}):
        with pytest.raises(WrongInput, match="typed_too_long"):
            counter.visits.keep_typed(visit_id, "details", values)
    assert counter.visits.get(visit_id).typed == {}
