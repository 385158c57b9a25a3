#!/usr/bin/env python3
"""Make resources/names/surnames.tsv and given_names.tsv: how people in Japan are called.

    .ci/name_lists.py system.dic

takes the dictionary inside the PyPI package sudachidict_core 20241021
(sudachidict_core/resources/system.dic; later packages have another binary form). Its surnames that
are in use and its given names of up to three signs are kept, without those in katakana.
"""

from __future__ import annotations

import re
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

NAMES = Path(__file__).parents[1] / "resources" / "names"
MAGIC = 0xCE9F011A92394434
HEADER = 272
COMMON = 10_000
"""A surname whose cost is below this is one in use; the others were made of place names."""

_SURNAME = re.compile("^[々〆ヶケノぁ-ゖ一-鿿豈-﫿𠀀-𯿿]{1,4}$")
_GIVEN = re.compile("^[々〆ヶケノぁ-ゖ一-鿿豈-﫿𠀀-𯿿]{1,3}$")


class Lexicon:
    """The words of a Sudachi dictionary of the first binary form, little endian throughout."""

    def __init__(self, data: bytes) -> None:
        if self._of("<Q", data, 0) != MAGIC:
            raise SystemExit("not a Sudachi dictionary of this form")
        self._data = data
        count, at = self._of("<H", data, HEADER), HEADER + 2
        self._classes = []
        for _ in range(count):
            parts = []
            for _ in range(6):
                text, at = self._text(at)
                parts.append(text)
            self._classes.append(parts)
        left, right = struct.unpack_from("<HH", data, at)
        at += 4 + 2 * left * right  # costs of neighbours
        at += 4 + 4 * self._of("<I", data, at)  # search tree
        at += 4 + self._of("<I", data, at)  # words of each of its leaves
        self._size, self._params = self._of("<I", data, at), at + 4
        self._places = self._params + 6 * self._size

    def names(self, kind: str) -> Iterator[tuple[str, int]]:
        """Each surname (姓) or given name (名) with its cost: the lower the commoner."""
        for n, at in enumerate(struct.unpack_from(f"<{self._size}I", self._data, self._places)):
            text, after = self._text(at)
            after += 2 if self._data[after] & 0x80 else 1  # its length in the text analysed
            found = self._classes[self._of("<H", self._data, after)]
            if found[2:4] == ["人名", kind]:
                yield text, self._of("<h", self._data, self._params + 6 * n + 4)

    def _text(self, at: int) -> tuple[str, int]:
        length = self._data[at]
        at += 1
        if length & 0x80:
            length, at = (length & 0x7F) << 8 | self._data[at], at + 1
        return self._data[at : at + 2 * length].decode("utf-16-le"), at + 2 * length

    @staticmethod
    def _of(form: str, data: bytes, at: int) -> int:
        return int(struct.unpack_from(form, data, at)[0])


def main() -> None:
    """Write both lists."""
    words = Lexicon(Path(sys.argv[1]).read_bytes())
    common = {name for name, cost in words.names("姓") if cost < COMMON and _SURNAME.match(name)}
    _write("surnames.tsv", common)
    _write("given_names.tsv", {name for name, _ in words.names("名") if _GIVEN.match(name)})


def _write(name: str, names: set[str]) -> None:
    """A row for each first sign: it, and what may follow."""
    rows: dict[str, list[str]] = defaultdict(list)
    for one in names:
        rows[one[0]].append(one[1:])
    lines = [f"{sign}\t{' '.join(sorted(rest))}" for sign, rest in sorted(rows.items())]
    (NAMES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{name}: {len(names)} names\n")


if __name__ == "__main__":
    main()
