"""For whom the person at the counter sells: what the visit takes over, and what the acts keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from counter_app.clock import business_day
from counter_app.domain.acts import moment_text
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Visit
from counter_app.services.decision import LawDesk


def with_authority(
    visit: Visit, law: LawDesk, authority: str, by: StaffCode, at: datetime
) -> Visit:
    """The visit with what staff saw: that the person at the counter may sell for another.

    Raises:
        Refused: `authority_not_needed`: the article is their own, or nobody was asked.
        WrongInput: `authority_unknown`: the law's table has no such thing for this case.
    """
    standing = visit.standing
    if not standing.for_another:
        raise Refused("authority_not_needed")
    offered = law.authorities(standing.behalf, business_day(at))
    if authority not in {one.key for one in offered}:
        raise WrongInput("authority_unknown")
    return replace(visit, standing=replace(standing, authority=authority, seen_by=by, seen_at=at))


def standing_fields(visit: Visit, law: LawDesk, day: date) -> dict[str, Any]:
    """What the acceptance keeps: the answer, the principal, or the company and who came for it.

    These stand in the place of what services.acceptance.seller_fields says of a person.
    """
    standing, seller = visit.standing, visit.seller
    answer = {"other.own_article": standing.behalf}
    if not standing.for_another:
        return answer
    words = {one.key: one.ja for one in law.authorities(standing.behalf, day)}
    seen = {
        "authority": standing.authority,
        "authority_ja": words.get(standing.authority, ""),
        "seen_by": standing.seen_by or "",
        "seen_at": moment_text(standing.seen_at) if standing.seen_at else "",
    }
    if standing.behalf == "person":
        principal = {"name": standing.name, "address": standing.address}
        return answer | {"other.principal": principal | seen}
    return answer | {
        "person.name": standing.name,
        "person.name_kana": "",
        "person.address": standing.address,
        "person.birth_date": "",
        "person.occupation": "",
        "person.at_counter": {
            "name": seller.name,
            "name_kana": seller.name_kana,
            "address": seller.address,
            "birth_date": seller.birth_date.isoformat() if seller.birth_date else "",
            "occupation": seller.occupation,
            "post": standing.post,
            **seen,
        },
    }
