"""What must be true before a visit goes on: pure rules over a visit and the law's decision.

The order of the counter is notice, identity, article, offer, consent, a guardian's consent where
the law asks for one, approval, acceptance. Going back is always free; going on needs what the step
before it leaves behind.
"""

from __future__ import annotations

from counter_app.domain.consent import Choices
from counter_app.domain.customer import Seller
from counter_app.domain.deal import BY_DOCUMENT, NEVER_PAID
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.visit import Step, Visit
from counter_app.law.cases import Decision
from counter_app.settings import Settings

ORDER = tuple(Step)
_ANY_ORDER = (Step.DOCUMENT, Step.DETAILS, Step.ARTICLE)
DOCUMENT_CODES = (
    "document_expired",
    "document_refused",
    "document_no_address",
    "unknown_document",
)
"""Faults of the document, which are said at the document step, to the customer too."""

PLAIN_CODES = frozenset(
    {
        "document_expired",
        "document_refused",
        "document_no_address",
        "unknown_document",
        "unsupported_kind",
        "health_insurance_card",
        "pension_book",
        "my_number_back",
        "combined_back",
        "minor_without_guardian",
    }
)
"""Faults of the document, of the age and of the card's side: the customer is told them plainly.

Every other reason is the shop's own and shows on the clerk's screen only (DESIGN 3).
"""

PAYOUTS = frozenset({"cash", "transfer"})
"""Ways in which money leaves this shop; the law's table knows points as well, and asks less."""

MINOR = "minor_without_guardian"
"""Said at the step that told the age: the document, or the birth date that the customer confirmed,
where a slip can still be mended."""


def require_open(visit: Visit) -> None:
    """A visit that ended takes nothing more.

    Raises:
        Refused: `visit_closed`.
    """
    if not visit.is_open:
        raise Refused("visit_closed")


def require_notice(visit: Visit) -> None:
    """No camera and no personal field before the notice was shown (APPI art. 21(2)).

    Raises:
        Refused: `visit_closed` or `notice_not_shown`.
    """
    require_open(visit)
    if visit.shown is None:
        raise Refused("notice_not_shown")


def holds_personal(visit: Visit) -> bool:
    """Whether anything of the customer or of their article was taken already."""
    taken = visit.document is not None or visit.seller != Seller() or bool(visit.articles)
    return taken or bool(visit.typed)


def require_before_acceptance(visit: Visit) -> None:
    """What the ledger says is settled when the articles are accepted; corrections are acts.

    Raises:
        Refused: `visit_closed` or `already_accepted`.
    """
    require_open(visit)
    if visit.acceptance is not None:
        raise Refused("already_accepted")


def require_group_answer(choices: Choices, settings: Settings) -> None:
    """The customer's answer on the group, as the dealer asks for it; silence is never a yes.

    Raises:
        Refused: `group_answer_missing` or `group_refused`.
    """
    if not settings.group_may_be_refused and choices.group_provision is False:
        raise Refused("group_refused")
    needed = settings.group_answer_required or not settings.group_may_be_refused
    if needed and choices.group_provision is None:
        raise Refused("group_answer_missing")


def stops(visit: Visit, decision: Decision) -> tuple[str, ...]:
    """What stops a visit where the document is looked at: its faults, and an age under 18.

    Once a guardian is there, the visit goes on; they consent after the offer.
    """
    said = DOCUMENT_CODES if visit.guardian is not None else (*DOCUMENT_CODES, MINOR)
    return tuple(code for code in decision.blocked if code in said)


def approval_needed(visit: Visit, settings: Settings) -> bool:
    """Whether a manager must approve the offer: it is above the clerk's limit."""
    return visit.offer > settings.clerk_limit_yen


def approved(visit: Visit) -> bool:
    """Whether the present offer was approved; a changed one must be approved again."""
    return visit.approval is not None and visit.approval.offer == visit.offer


def identity_asked(visit: Visit, decision: Decision, settings: Settings) -> bool:
    """Whether the seller is confirmed: the law asks for it, or this shop always does.

    The shop's policy asks nothing of somebody who sells back what they bought here, as the law's
    decision has it (law.decide): there the sale tells who they are.
    """
    always = settings.verify_always and visit.kind != "buyback_own_sale"
    return decision.verify_identity or always


def invoice_open(visit: Visit) -> bool:
    """Whether the clerk began an invoice issuer's number at the offer, and it is not whole yet.

    Gone on now, the books would say that the seller is no issuer.
    """
    asked = any(name.startswith("invoice.") for name in visit.typed)
    return visit.step is Step.OFFER and asked


def offers_buy_back(visit: Visit, step: Step) -> bool:
    """Whether a step shows the offer of a buy-back, or comes after it."""
    late = ORDER.index(step) >= ORDER.index(Step.OFFER)
    return late and visit.kind == "buyback_own_sale" and visit.acceptance is None


def require_payout(visit: Visit, payout: str | None) -> None:
    """Of an exchange and a consignment no money is paid; every other deal says how it is.

    Raises:
        Refused: `payout_never`.
        WrongInput: `payout_missing`.
    """
    if visit.kind in NEVER_PAID and payout is not None:
        raise Refused("payout_never")
    if visit.kind not in NEVER_PAID and payout not in PAYOUTS:
        raise WrongInput("payout_missing")


def step_done(visit: Visit, step: Step, decision: Decision, settings: Settings) -> bool:
    """Whether a step has left behind what the next one needs."""
    identity = identity_asked(visit, decision, settings)
    minor = MINOR in decision.blocked and visit.guardian is None
    confirmed = visit.seller.confirmed_at is not None
    done = {
        Step.NOTICE: visit.shown is not None,
        Step.DOCUMENT: (confirmed or not minor)
        and (not identity or _shown(visit))
        and not set(decision.blocked) & {"identity_required", *DOCUMENT_CODES},
        Step.DETAILS: not minor and visit.standing.authorised and (not identity or _stated(visit)),
        Step.ARTICLE: bool(visit.articles)
        and all(one.article.identifies for one in visit.articles),
        Step.OFFER: visit.offer_agreed and not invoice_open(visit),
        Step.CONSENT: visit.consent is not None,
        Step.GUARDIAN: visit.guardian is None or MINOR not in decision.blocked,
        Step.APPROVAL: not approval_needed(visit, settings) or approved(visit),
        Step.PAYOUT: visit.acceptance is not None,
        Step.PAPERS: bool(visit.papers),
        Step.DONE: False,
    }
    return done[step]


def skipped(visit: Visit, step: Step, settings: Settings) -> bool:
    """Whether a step is left out: nobody needs it."""
    if step is Step.APPROVAL:
        return not approval_needed(visit, settings)
    return step is Step.GUARDIAN and visit.guardian is None


def _shown(visit: Visit) -> bool:
    """What the route leaves behind at the document: one, the signed paper, or nothing yet."""
    shown = {
        "A_DOC": visit.document is not None,
        "B_SIGN": visit.paper is not None,
        "C_TABLET": True,
    }
    return shown[visit.route]


def _stated(visit: Visit) -> bool:
    """Whether the four particulars were stated and, on route C, the name written."""
    stated = visit.seller.confirmed_at is not None and not visit.seller.missing
    return stated and not name_to_write(visit)


def name_to_write(visit: Visit) -> bool:
    """Whether the customer has stated who they are, and has still to write their name."""
    confirmed = visit.seller.confirmed_at is not None
    return visit.route == "C_TABLET" and confirmed and visit.written_name is None


def reachable(visit: Visit, decision: Decision, settings: Settings) -> frozenset[Step]:
    """The steps that may be opened now."""
    if not visit.is_open:
        return frozenset()
    if visit.acceptance is not None:
        return frozenset({Step.PAPERS} | ({Step.DONE} if visit.papers else set()))
    steps: set[Step] = set()
    for step in ORDER[: ORDER.index(Step.PAPERS)]:
        if skipped(visit, step, settings):
            continue
        steps.add(step)
        if not step_done(visit, step, decision, settings):
            if not settings.identity_first and step in _ANY_ORDER:
                steps |= set(_ANY_ORDER)
            break
    return frozenset(steps)


def next_step(visit: Visit, settings: Settings) -> Step:
    """The step that a clerk goes on to: the one after the present one.

    Steps that are done are gone through again, so that after a change the customer sees everything
    that follows from it; only what nobody needs is left out: an approval, a guardian.
    """
    for step in ORDER[ORDER.index(visit.step) + 1 :]:
        if not skipped(visit, step, settings):
            return step
    return Step.DONE


def require_acceptable(visit: Visit, decision: Decision, settings: Settings) -> None:
    """Everything that must be true at the moment of the law: the article is received.

    Raises:
        Refused: the first reason, in the order of the counter.
    """
    require_notice(visit)
    require_before_acceptance(visit)
    if not visit.articles:
        raise Refused("article_missing")
    by_document = visit.route == BY_DOCUMENT
    for step, code in (
        (Step.DOCUMENT, "identity_required" if by_document else "paper_not_signed"),
        (Step.DETAILS, "name_not_written" if name_to_write(visit) else "particulars_missing"),
        (Step.ARTICLE, "article_incomplete"),
        (Step.OFFER, "offer_not_agreed"),
        (Step.CONSENT, "consent_missing"),
        (Step.GUARDIAN, guardian_code(visit)),
        (Step.APPROVAL, "approval_needed"),
    ):
        if not step_done(visit, step, decision, settings):
            raise Refused(_reason(visit, step, decision, code))
    if not decision.allowed:
        raise Refused(decision.blocked[0])


def guardian_code(visit: Visit) -> str:
    """Why a guardian who is there does not yet clear the deal."""
    given = visit.guardian is not None and visit.guardian.consent is not None
    return "guardian_consent_stale" if given else "guardian_consent_missing"


def _reason(visit: Visit, step: Step, decision: Decision, code: str) -> str:
    """What the law holds against a step, or else what the step is missing."""
    if step not in (Step.DOCUMENT, Step.DETAILS):
        return code
    if step is Step.DETAILS and not visit.standing.authorised:
        code = "authority_missing"
    said = DOCUMENT_CODES if step is Step.DOCUMENT else ()
    if visit.guardian is None:
        said = (*said, MINOR)
    return next((one for one in decision.blocked if one in said), code)
