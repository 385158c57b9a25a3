"""What the notice says, written out by hand: who may use which item, and what is narrowed below it.

Nothing here is read from the facts or computed from them. The cells are those of the notice's two
tables, turned round (item to purposes); a new field, part or kind needs its line here too.
"""

from __future__ import annotations

from counter_app.domain.acts import Kind

P = {
    1: "provide",
    2: "inquiry",
    3: "appraise_verify",
    4: "screening",
    5: "fraud",
    6: "marketing",
    7: "improve",
    8: "investment",
}
G = {
    1: "g_membership",
    2: "g_screening",
    3: "g_identity",
    4: "g_marketing",
    5: "g_improve",
    6: "g_faults",
    7: "g_inquiry",
    8: "g_investment",
}
ROWS = (*P.values(), *G.values())

OWN_PURPOSES = {
    1: (1, 2, 3, 4, 5, 6, 7, 8),
    2: (1, 2, 3, 4),
    3: (1, 2, 4, 5, 6, 7, 8),
    4: (1, 2, 4, 5, 6, 7, 8),
    5: (1, 2, 4, 5, 6, 7, 8),
    6: (1, 2, 3, 4, 5, 6, 7, 8),
    7: (1, 2, 4, 5, 6, 7, 8),
    8: (1, 2, 3, 4, 5, 6, 7, 8),
    9: (1, 2, 3, 4, 5, 6, 7, 8),
}
"""Item to the dealer's own purposes: 64 cells of 72."""

GROUP_ROWS = {
    1: (1, 2, 3, 4, 5, 6, 7, 8),
    2: (2, 3, 7),
    3: (1, 2, 4, 5, 6, 7, 8),
    4: (1, 2, 4, 5, 6, 7, 8),
    5: (1, 2, 4, 5, 6, 7, 8),
    6: (1, 2, 3, 4, 5, 6, 7, 8),
    7: (2, 4, 5, 6, 7, 8),
    8: (2, 4, 5, 6, 7, 8),
    9: (2, 4, 5, 6, 7, 8),
}
"""Item to the rows of the provision to the group: 58 cells of 72."""

ITEM_OF = {
    "person": 1,
    "id_document": 2,
    "application": 3,
    "payment_method": 4,
    "billing": 5,
    "article": 6,
    "inquiry": 7,
    "service_history": 8,
    "other": 9,
}
"""Which item a field is of, by the word before its dot."""

WHOLE_PARTS = {
    "1.identity",
    "1.age_occupation",
    "1.contact",
    "2.document",
    "2.reading",
    "2.image",
    "3.application",
    "4.payment_method",
    "5.billing",
    "6.facts",
    "6.photos",
    "7.inquiry",
    "8.service_history",
    "9.consent",
    "9.rest",
}
"""Parts that every row has that has their item."""

_EVIDENCE = {"provide", "inquiry", "appraise_verify", "screening"}
NARROWED = {
    "9.signature": ({"other.signature", "other.written_name"}, _EVIDENCE),
    "9.guardian": ({"other.guardian"}, _EVIDENCE),
    "9.principal": ({"other.principal"}, _EVIDENCE),
    "9.note": ({"other.staff_note"}, {"provide", "screening"}),
    "9.correction": ({"other.correction"}, {"provide", "inquiry", "screening"}),
    "9.provision": ({"other.provision"}, {"provide", "inquiry"}),
    "9.opening": ({"other.opening"}, {"provide", "inquiry"}),
    "9.incident": ({"other.incident"}, {"provide"}),
}
"""Parts that fewer rows have than their item: what is in them, and who has them."""

BLOBS = {"2.image": "id_document.image", "6.photos": "article.photos"}
"""Parts that are files."""

POLICE = [
    "person.name",
    "person.address",
    "person.birth_date",
    "id_document.*",
    "person.sim_phone",
    "person.contact_phone",
]
"""The fields of the row for the police."""

_ALL = set(ROWS)
CAPS = {
    Kind.TILL_SET_UP: {"provide"},
    Kind.STAFF_CHANGED: {"provide"},
    Kind.NOTICE_APPROVED: {"provide"},
    Kind.CONSENT_GIVEN: _ALL,
    Kind.CONSENT_WITHDRAWN: _ALL,
    Kind.COPY_GIVEN: {"provide", "inquiry"},
    Kind.EXTRA_CONSENT: _ALL,
    Kind.EXTRA_USE: _ALL,
    Kind.ARTICLE_ACCEPTED: _ALL,
    Kind.PAID: _ALL,
    Kind.CORRECTION: _ALL,
    Kind.DISPOSAL: _ALL,
    Kind.MOVED: _ALL,
    Kind.INTERNAL: {"provide", "screening"},
    Kind.IMAGE_OPENED: {"provide"},
    Kind.REQUEST_TAKEN: _ALL,
    Kind.REQUEST_STEP: _ALL,
    Kind.REQUEST_ANSWERED: _ALL,
    Kind.PROVIDED: {"provide", "inquiry"},
    Kind.INCIDENT: {"provide"},
    Kind.ERASURE_BEGUN: _ALL,
    Kind.ERASURE_FINISHED: _ALL,
    Kind.CARRIED_OVER: {"provide"},
    Kind.CLOCK_CONFIRMED: {"provide"},
    Kind.DAY_CLOSED: {"provide"},
}
"""The rows that an act of a kind may be read for at all."""


def has_item(row: str, item: int) -> bool:
    """Whether the notice lets a row use an item."""
    own = row in {P[no] for no in OWN_PURPOSES[item]}
    return own or row in {G[no] for no in GROUP_ROWS[item]}


def items_of(row: str) -> set[int]:
    """The items of a row."""
    return {item for item in range(1, 10) if has_item(row, item)}


def parts_of(row: str) -> set[str]:
    """The parts that a row may open."""
    whole = {name for name in WHOLE_PARTS if has_item(row, int(name[0]))}
    return whole | {
        name
        for name, (_fields, rows) in NARROWED.items()
        if row in rows and has_item(row, int(name[0]))
    }


def may_see(row: str, field: str) -> bool:
    """Whether a row may see a field."""
    if field == "application.passcode":
        return False
    for fields, rows in NARROWED.values():
        if field in fields and row not in rows:
            return False
    return has_item(row, ITEM_OF[field.split(".", maxsplit=1)[0]])


def fields_of(row: str, fields: set[str]) -> set[str]:
    """Of these fields those that a row may see."""
    return {field for field in fields if may_see(row, field)}
