"""Where each field comes from: the person, the use of the service, or somebody else.

The notice names these three sources; a disclosure tells them field by field. Data
(resources/requests/provenance.toml).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from counter_app.law.dated import LawTableFault
from counter_app.law.notice import NoticeFacts
from counter_app.law.table_files import parsed, text_of

FILE = "provenance.toml"
Source = Literal["direct", "service_use", "third_party"]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: dict[str, Source]


def load_provenance(path: Path, facts: NoticeFacts) -> Mapping[str, Source]:
    """The source of every field of the notice.

    Raises:
        LawTableFault: the file is damaged, or a field is missing or unknown.
    """
    try:
        table = msgspec.convert(parsed(FILE, text_of(path)), _Table)
    except msgspec.ValidationError as fault:
        raise LawTableFault(f"{FILE}: {fault}") from None
    odd = table.source.keys() ^ facts.field_items.keys()
    if odd:
        raise LawTableFault(f"{FILE}: missing or unknown fields: {', '.join(sorted(odd))}")
    return table.source
