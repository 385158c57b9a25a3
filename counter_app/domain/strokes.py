"""Strokes of a signature as acts keep them, and the digest by which a paper names them."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from counter_app.domain.acts import canonical
from counter_app.domain.consent import Signature


def strokes_of(signature: Signature) -> dict[str, Any]:
    """The strokes as an act keeps them; nothing where the ink is on a paper."""
    return msgspec.to_builtins(signature) if signature.strokes else {}


def strokes_sha256(strokes: dict[str, Any]) -> str:
    """Hex digest of the strokes as canonical JSON; empty where there are none."""
    return hashlib.sha256(canonical(strokes)).hexdigest() if strokes else ""
