"""Other readers over the same images: each in an environment of its own, never a dependency.

The environments lie in build/peers, which git ignores. fastmrz is AGPL-3.0: it is installed there
only, and called as a process. A field counts when its printed text stands in the page's text.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.id_scoring import folded
from tests.bench.id_truths import FIELDS, Truth

_CHECKOUT = Path(__file__).resolve().parents[2]
_FOLDER = _CHECKOUT / "build" / "peers"
_SCRIPT = Path(__file__).parent / "id_peer_page.py"


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader of others.

    Attributes:
        name: as the script knows it.
        packages: what its environment needs.
        passports_only: it reads machine-readable zones and nothing else.
    """

    name: str
    packages: tuple[str, ...]
    passports_only: bool = False


PEERS = (
    Peer("tesseract", ()),
    Peer("rapidocr", ("rapidocr==3.10.0", "onnxruntime>=1.23,<2")),
    Peer("fastmrz", ("fastmrz==2.1.2",), passports_only=True),
    Peer("passporteye", ("PassportEye==2.2.2", "setuptools<81"), passports_only=True),
)


def python_of(peer: Peer) -> Path | None:
    """The peer's Python, installed if need be; None when that cannot be done."""
    folder = _FOLDER / peer.name
    python, done = folder / "bin" / "python", folder / "installed"
    if done.exists():
        return python
    steps = [[sys.executable, "-m", "venv", "--clear", str(folder)]]
    if peer.packages:
        steps.append([str(python), "-m", "pip", "install", "--quiet", *peer.packages])
    for words in steps:
        if subprocess.run(words, check=False, capture_output=True).returncode:  # noqa: S603 - our own words
            return None
    done.touch()
    return python


def peer_rows(peer: Peer, frames: list[Truth]) -> list[tuple[str, str]]:
    """The peer's rows of the table, or one that says why there are none."""
    frames = [one for one in frames if not one.refused]
    if peer.passports_only:
        frames = [one for one in frames if one.kind.startswith("passport")]
    python = python_of(peer)
    if python is None or not frames:
        why = "cannot be installed here" if python is None else "no frame for it"
        return [(f"peer {peer.name}", f"skipped: {why}")]
    began = time.perf_counter()
    words = [str(python), str(_SCRIPT), peer.name, *(str(one.image) for one in frames)]
    told = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if told.returncode:
        last = (told.stderr.strip().splitlines() or ["no word"])[-1]
        return [(f"peer {peer.name}", f"skipped: {last}")]
    pages = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    right = [
        _found(frame, str(page["text"]), peer) for frame, page in zip(frames, pages, strict=True)
    ]
    took = [float(page["seconds"]) * 1000 for page in pages]
    share = f"{sum(map(sum, right)) / max(1, sum(map(len, right))):7.2%}"
    median, slow = np.percentile(took, [50, 95])
    return [
        (f"peer {peer.name} / exact", f"{share}  {sum(map(sum, right))}/{sum(map(len, right))}"),
        (f"peer {peer.name} / wall ms", f"median {median:.0f}  p95 {slow:.0f}"),
        (f"peer {peer.name} / whole run s", f"{time.perf_counter() - began:.0f}"),
    ]


def _found(frame: Truth, page: str, peer: Peer) -> list[bool]:
    names = ("mrz1", "mrz2") if peer.passports_only else (*FIELDS, "surname", "given")
    printed = frame.told["fields"]
    return [folded(printed[name]["text"]) in folded(page) for name in names if name in printed]
