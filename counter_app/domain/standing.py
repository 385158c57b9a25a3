"""On whose behalf the person at the counter sells: for themselves, another person or a company.

Whoever stands at the counter is identified (Act art. 15(1)). A company is the counterparty itself,
with its name and address; for another person the one at the counter is entered, and the principal
noted. In both cases staff have to see what shows that they may.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from counter_app.domain.customer import person_text, plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import StaffCode

Behalf = Literal["", "own", "person", "company"]
"""Empty while nobody was asked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer to "is the article your own?", and what goes with it.

    Attributes:
        behalf: own, or on behalf of a person or a company.
        name, address: of that person or company.
        post: of the one at the counter in the company.
        authority: key of the law's table: what shows that they may sell.
        seen_by, seen_at: which staff saw it, and when.
    """

    behalf: Behalf = ""
    name: str = ""
    address: str = ""
    post: str = ""
    authority: str = ""
    seen_by: StaffCode | None = None
    seen_at: datetime | None = None

    @property
    def for_another(self) -> bool:
        """Whether somebody else's article is sold."""
        return self.behalf in ("person", "company")

    @property
    def authorised(self) -> bool:
        """Whether nobody else's article is sold, or staff saw that they may."""
        return not self.for_another or bool(self.authority and self.seen_by and self.name)


def standing_to_keep(told: Standing, before: Standing) -> Standing:
    """The answer as it may be kept; nothing of anybody else where the article is their own.

    What staff saw before is kept while the answer stays the same.

    Raises:
        WrongInput: `principal_form`, `post_form`, `principal_missing` or `post_missing`.
    """
    if not told.for_another:
        return Standing(told.behalf)
    clean = Standing(
        told.behalf,
        person_text(told.name, "principal_form"),
        person_text(told.address, "principal_form"),
        plain_text(told.post, "post_form") if told.behalf == "company" else "",
    )
    if not (clean.name and clean.address):
        raise WrongInput("principal_missing")
    if clean.behalf == "company" and not clean.post:
        raise WrongInput("post_missing")
    seen = replace(
        clean, authority=before.authority, seen_by=before.seen_by, seen_at=before.seen_at
    )
    return seen if seen == before else clean
