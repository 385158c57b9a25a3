"""The list of the dealer's group companies: who the provisions to the group may go to.

The notice only points to a list; here it is data, beside the facts of the notice's version. A
record of a provision needs the recipient's name, address and representative (Act on the Protection
of Personal Information, art. 29), so every company has all three.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter_app.law.notice import NoticeFactsFault

FILE = "group.toml"
"""Beside facts.toml."""

_SCHEMA = 1
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LIST_KEYS = {"schema", "reference", "published_at", "company"}
_COMPANY_KEYS = {"key", "name", "address", "representative"}
_PREVAILING = "ja"


@dataclass(frozen=True, slots=True)
class GroupCompany:
    """One company of the group.

    Attributes:
        key: stands in records of provisions; never changes.
        names: by language; the Japanese one is always there.
    """

    key: str
    names: Mapping[str, str]
    address: str
    representative: str

    def name(self, language: str) -> str:
        """The company's name in a language, or in Japanese."""
        return self.names.get(language, self.names[_PREVAILING])


@dataclass(frozen=True, slots=True)
class GroupList:
    """The companies, in the order of the list.

    Attributes:
        reference: the rows are invented ones that the dealer has yet to replace.
        published_at: https address of the whole list, or empty.
    """

    companies: tuple[GroupCompany, ...]
    reference: bool
    published_at: str

    def find(self, key: str) -> GroupCompany | None:
        """The company of a key; None for whoever is not in the list and so may get nothing."""
        return next((company for company in self.companies if company.key == key), None)


def load_group(path: Path) -> GroupList:
    """The list of one notice version from its group.toml.

    Raises:
        NoticeFactsFault: the list is not whole.
        OSError: the file cannot be read.
    """
    return parse_group(path.read_bytes())


def parse_group(data: bytes) -> GroupList:
    """The list from its file's bytes.

    Raises:
        NoticeFactsFault: the list is not whole.
    """
    try:
        raw = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise NoticeFactsFault(f"{FILE}: {fault}") from None
    if raw.keys() != _LIST_KEYS or raw["schema"] != _SCHEMA:
        raise NoticeFactsFault(f"{FILE} must have schema {_SCHEMA}, {', '.join(_LIST_KEYS)}")
    published, reference, rows = raw["published_at"], raw["reference"], raw["company"]
    if not isinstance(reference, bool) or not isinstance(rows, list) or not rows:
        raise NoticeFactsFault(f"{FILE} must say whether it is for reference, and name companies")
    if not isinstance(published, str) or not (published == "" or published.startswith("https://")):
        raise NoticeFactsFault(f"{FILE}: published_at must be empty or begin with https://")
    companies = tuple(map(_company, rows))
    keys = [company.key for company in companies]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise NoticeFactsFault(f"{FILE} names {', '.join(sorted(twice))} twice")
    return GroupList(companies, reference, published)


def _company(raw: object) -> GroupCompany:
    if not isinstance(raw, dict) or raw.keys() != _COMPANY_KEYS:
        raise NoticeFactsFault(f"a company in {FILE} must have {', '.join(sorted(_COMPANY_KEYS))}")
    key, names = raw["key"], raw["name"]
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise NoticeFactsFault(f"{FILE}: {key!r} is no key of a company")
    told: list[Any] = [raw["address"], raw["representative"]]
    if isinstance(names, dict):
        told += names.values()
    if not isinstance(names, dict) or _PREVAILING not in names or not all(map(_said, told)):
        raise NoticeFactsFault(f"{FILE}: {key} needs a Japanese name, address and representative")
    return GroupCompany(key, names, raw["address"], raw["representative"])


def _said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
