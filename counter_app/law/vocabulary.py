"""Terms by which a consent receipt speaks to machines: W3C DPV 2.2, and our own where it has none.

Data, not code (resources/consent/dpv.toml). Every purpose, item and right of the notice has a term,
or the table does not load.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from counter_app.law.notice_pack import REQUESTS

FILE = "dpv.toml"
_ITEMS = 9
_Terms = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class VocabularyFault(ValueError):
    """The table is not whole: it names an unknown prefix, or something has no term."""


class TermsOfRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a purpose or a provision to the group is called.

    Attributes:
        choices: the answers that it rests on; none of one that rests on the notice.
    """

    terms: _Terms
    basis: Literal["notice", "consent", "law"]
    choices: tuple[str, ...] = ()


class OwnTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of our own, under the nearest one of DPV."""

    broader: str
    ja: str
    en: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    version: str
    prefix: dict[str, str]
    row: dict[str, TermsOfRow]
    item: dict[str, _Terms]
    basis: dict[str, str]
    state: dict[str, str]
    notice: dict[str, str]
    right: dict[str, str]
    own: dict[str, OwnTerm]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The table, with every short term written out as an address (IRI).

    Attributes:
        version: of DPV and of this table.
        rows: by the keys of purposes and provisions to the group.
        items: by the item's number, as text.
        notices: by how the consent was signed.
    """

    version: str
    rows: Mapping[str, TermsOfRow]
    items: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, str]
    states: Mapping[str, str]
    notices: Mapping[str, str]
    rights: Mapping[str, str]


def load_vocabulary(folder: Path) -> Vocabulary:
    """The table of a folder.

    Raises:
        VocabularyFault: as `read_vocabulary`.
    """
    return read_vocabulary((folder / FILE).read_text(encoding="utf-8"))


def read_vocabulary(text: str) -> Vocabulary:
    """The table of a file's text.

    Raises:
        VocabularyFault: it is no such table, a term's prefix or own name is unknown, or an item or
            a right has no term.
    """
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (ValueError, msgspec.ValidationError) as fault:
        raise VocabularyFault(f"{fault}") from None
    if set(file.item) != {str(no) for no in range(1, _ITEMS + 1)}:
        raise VocabularyFault("an item has no term")
    if set(file.right) != set(REQUESTS):
        raise VocabularyFault("a right has no term")

    def iri(term: str) -> str:
        prefix, colon, name = term.partition(":")
        if not colon or prefix not in file.prefix or not name.isalnum():
            raise VocabularyFault(f"no term: {term}")
        if prefix == "own" and name not in file.own:
            raise VocabularyFault(f"not said what it means: {term}")
        return file.prefix[prefix] + name

    for one in file.own.values():
        iri(one.broader)
    return Vocabulary(
        file.version,
        {
            key: TermsOfRow(tuple(map(iri, row.terms)), row.basis, row.choices)
            for key, row in file.row.items()
        },
        {no: tuple(map(iri, terms)) for no, terms in file.item.items()},
        dict(_spelled(file.basis, iri)),
        dict(_spelled(file.state, iri)),
        dict(_spelled(file.notice, iri)),
        dict(_spelled(file.right, iri)),
    )


def _spelled(terms: Mapping[str, str], iri: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for key, term in terms.items():
        yield key, iri(term)
