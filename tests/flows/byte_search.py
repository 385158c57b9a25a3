"""Where do a person's words and the pixels of their card lie in clear?

Looks at every file below some folders that was made or changed since a moment: for words in every
form that a program may write them in, in PDFs by their text, and for pictures of the card in any
JPEG or PNG, also inside other files.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
from pypdf import PdfReader
from pypdf.errors import PyPdfError

_PDF, _JPEG, _PNG = b"%PDF", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_LEAST_MATCHES = 24
_NEAR_PX = 6.0
_LEAST_SIDE = 120
"""Pixels: on a picture narrower or lower than this nothing of a card can be read."""
_MOST_BYTES = 64 << 20


@dataclass(frozen=True)
class Found:
    """One finding: the file, and in which form something of the person is in it."""

    path: Path
    form: str


def forms(word: str) -> dict[str, bytes]:
    """The bytes that a word becomes in the encodings that programs use."""
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    made: dict[str, bytes] = {}
    for name, text in (("", word), (" full width", word.translate(wide))):
        for encoding in ("UTF-8", "UTF-16LE", "UTF-16BE", "CP932"):
            try:
                plain = text.encode(encoding)
            except UnicodeEncodeError:  # Shift_JIS has no sign for it
                continue
            made[f"{encoding}{name}"] = plain
            made |= _base64(plain, f"base64 of {encoding}{name}")
        escaped = "".join(f"\\u{ord(sign):04x}" for sign in text)
        made[f"\\u-escapes{name}"] = escaped.encode()
        made[f"\\u-escapes in capitals{name}"] = escaped.upper().replace("\\U", "\\u").encode()
    return made


def _base64(data: bytes, name: str) -> dict[str, bytes]:
    """What of the base64 of these bytes is the same whatever stands before and after them."""
    made = {}
    for shift in range(3):
        text = base64.b64encode(b"\x00" * shift + data)
        first = (shift * 8 + 5) // 6
        last = (shift + len(data)) * 8 // 6
        made[f"{name} at {shift}"] = text[first:last]
    return made


class ByteSearch:
    """Searches files for one person."""

    def __init__(self, words: Iterable[str], card: Any) -> None:
        """What to look for.

        Args:
            words: name, address, numbers.
            card: the card's picture, BGR.
        """
        self._words = [word for word in words if word]
        self._forms = [form for word in self._words for form in forms(word).items()]
        self._sift = cv2.SIFT.create(nfeatures=1500)
        self._card = self._features(card)

    def search(
        self,
        folders: Iterable[Path],
        since: float,
        passes_over: Callable[[Path], bool] = lambda _path: False,
    ) -> list[Found]:
        """Everything that is found in files changed at or after `since` (seconds of the epoch).

        Args:
            folders: looked into to the bottom.
            since: older files are not opened.
            passes_over: says of a file or folder that it is not to be looked at.
        """
        paths = {path for folder in folders for path in _files(folder, since, passes_over)}
        return [finding for path in sorted(paths) for finding in self.look(path)]

    def look(self, path: Path) -> Iterator[Found]:
        """What is found in one file."""
        try:
            with path.open("rb") as file:
                data = file.read(_MOST_BYTES)
        except OSError:  # gone since it was listed
            return
        for name, form in self._forms:
            if form in data:
                yield Found(path, name)
        if data.startswith(_PDF):
            yield from self._look_at_paper(path, data)
        if any(self._is_card(picture) for picture in _pictures(data)):
            yield Found(path, "picture of the card")

    def _look_at_paper(self, path: Path, data: bytes) -> Iterator[Found]:
        try:
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
        except PyPdfError:
            return
        plain = "".join(text.split())
        for word in self._words:
            if "".join(word.split()) in plain:
                yield Found(path, "text of a PDF")

    def _features(self, picture: Any) -> tuple[Any, Any]:
        """Places and descriptions of a picture's details."""
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        points, described = self._sift.detectAndCompute(grey, cast("Any", None))
        return np.array([point.pt for point in points], np.float32), described

    def _is_card(self, picture: Any) -> bool:
        """Whether details of the card are in a picture, and lie to each other as on the card."""
        if min(picture.shape[:2]) < _LEAST_SIDE:
            return False
        here, described = self._features(picture)
        there, card = self._card
        if len(here) < _LEAST_MATCHES:
            return False
        pairs = cv2.BFMatcher().knnMatch(described, card, k=2)
        good = [one for one, *other in pairs if other and one.distance < 0.7 * other[0].distance]
        if len(good) < _LEAST_MATCHES:
            return False
        _plane, fits = cv2.findHomography(
            here[[match.queryIdx for match in good]],
            there[[match.trainIdx for match in good]],
            cv2.RANSAC,
            _NEAR_PX,
        )
        if fits is None:
            return False
        kept = {match.trainIdx for match, fit in zip(good, fits.ravel(), strict=True) if fit}
        return len(kept) >= _LEAST_MATCHES


def _files(folder: Path, since: float, passes_over: Callable[[Path], bool]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not passes_over(Path(root, name))]
        for name in names:
            path = Path(root, name)
            try:
                changed = path.lstat().st_mtime
            except OSError:  # gone since it was listed
                continue
            regular = path.is_file() and not path.is_symlink()
            if regular and changed >= since and not passes_over(path):
                yield path


def _pictures(data: bytes) -> Iterator[Any]:
    """Every JPEG and PNG in these bytes that can be decoded."""
    for magic in (_JPEG, _PNG):
        start = data.find(magic)
        while start >= 0:
            picture = cv2.imdecode(np.frombuffer(data, np.uint8)[start:], cv2.IMREAD_COLOR)
            if picture is not None:
                yield picture
            start = data.find(magic, start + len(magic))
