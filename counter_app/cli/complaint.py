"""What a command says when it fails: a code for programs, and a sentence for people."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from counter_app.app import RESOURCES
from counter_app.texts import Texts, load_texts


def complain(told: Mapping[str, Any], *, as_json: bool) -> None:
    """Say what is wrong and what to do next; JSON on standard output has code and facts alone.

    Args:
        told: the code under `error`, and the facts of its sentence.
        as_json: for programs.
    """
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
        return
    code = told["error"]
    facts = {name: value for name, value in told.items() if name != "error"}
    shown = " ".join(f"{name}={value}" for name, value in facts.items())
    sys.stderr.write(f"counterctl: {code} {shown}".rstrip() + "\n")
    words = _words_here()
    if words.has(f"error.{code}"):  # the codes of the line to HQ have none
        sys.stderr.write(words.say(f"error.{code}", **facts) + "\n")


def _words_here() -> Texts:
    """Japanese where the shell speaks it, else English as in the commands' help."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = "ja" if next(filter(None, names), "").startswith("ja") else "en"
    return load_texts(RESOURCES / "texts").in_language(language)
