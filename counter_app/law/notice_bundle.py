"""What HQ says in a bundle of the notice: which bytes it approves, and a whole version if need be.

`{"notice_id","revised","sha256":{language:hex},"files":{name:text}}`: the files are those of a
version's folder, or none where HQ approves what the till has already (docs/formats.md, section 8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from counter_app.law.notice import NoticeFactsFault
from counter_app.law.notice_version import Notice, read_version

_SHA256 = re.compile(r"[0-9a-f]{64}")


class _Form(msgspec.Struct, forbid_unknown_fields=True):
    notice_id: str
    revised: str
    sha256: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class NoticeBundle:
    """The payload of a bundle, taken apart.

    Attributes:
        sha256: of the wordings that HQ approves, by language.
        notice: the version that it brings, or None.
    """

    notice_id: str
    revised: str
    sha256: Mapping[str, str]
    notice: Notice | None


def packed_notice(files: Mapping[str, bytes]) -> bytes:
    """The payload that brings these files and approves every wording of them.

    Raises:
        NoticeFactsFault, NoticePackFault: as read_version; HQ signs no other.
    """
    notice = read_version(files)
    form = _Form(
        notice.facts.notice_id,
        notice.facts.revised.isoformat(),
        {language: pack.sha256 for language, pack in notice.packs.items()},
        {name: data.decode("utf-8") for name, data in files.items()},
    )
    return msgspec.json.encode(form, order="sorted")


def parse_notice_bundle(payload: bytes) -> NoticeBundle:
    """What a payload says.

    Raises:
        NoticeFactsFault: it has another form, approves nothing, or other bytes than it brings.
        NoticePackFault: as read_version.
    """
    try:
        form = msgspec.json.decode(payload, type=_Form)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise NoticeFactsFault("the payload is no approval of a notice") from None
    if not form.sha256 or not all(map(_SHA256.fullmatch, form.sha256.values())):
        raise NoticeFactsFault("the payload approves no bytes")
    if not form.files:
        return NoticeBundle(form.notice_id, form.revised, form.sha256, None)
    notice = read_version({name: text.encode("utf-8") for name, text in form.files.items()})
    brought = {language: pack.sha256 for language, pack in notice.packs.items()}
    named = (notice.facts.notice_id, notice.facts.revised.isoformat())
    if brought != form.sha256 or named != (form.notice_id, form.revised):
        raise NoticeFactsFault("the payload names other bytes than it brings")
    return NoticeBundle(form.notice_id, form.revised, form.sha256, notice)
