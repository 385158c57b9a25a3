"""The benchmark's figures: gathered frame by frame, then one table."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from tests.bench import id_scoring as score
from tests.bench.id_truths import Truth


class Figures:
    """What was found over many frames."""

    def __init__(self) -> None:
        self._shares: dict[str, list[bool]] = defaultdict(list)
        self._amounts: dict[str, list[float]] = defaultdict(list)
        self._signs: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, truth: Truth, line: dict[str, Any], wall: float, processor: float) -> None:
        """Count one frame: `line` is what `counterctl read-id` would print."""
        level = f"L{truth.level}"
        self._amounts["wall ms"].append(wall * 1000)
        self._amounts["processor ms"].append(processor * 1000)
        if truth.refused:
            self._share("refused kinds refused", truth.kind, right=bool(line["refused"]))
            self._share("refused for the right reason", right=line["refused"] == truth.refused)
        else:
            self._accepted(truth, line, level)
        if truth.told["quad"]:
            self._outline(truth, line, level)

    def _share(self, *names: str, right: bool) -> None:
        for depth in range(1, len(names) + 1):
            self._shares[" / ".join(names[:depth])].append(right)

    def _accepted(self, truth: Truth, line: dict[str, Any], level: str) -> None:
        stray = any(one["kind"] == "my_number" for one in truth.told["masks"])
        if not stray:
            self._share("accepted kinds not refused", truth.kind, right=not line["refused"])
        if stray and line["refused"]:
            self._share("masked or refused", "my_number", right=True)
            return
        self._share("kind right", level, right=line["kind"] == truth.kind)
        for name, right in truth.fields.items():
            self._field(truth, name, right, line)
        for kind, share in score.coverage(line["masked"], truth.told):
            kept = bool(line["refused"]) or share >= 0.9  # a refused frame is kept by nobody
            self._share("masked or refused", kind, right=kept)
        if not line["refused"]:
            over = score.over_masked(line["masked"], truth.told, truth.kind) * 100
            self._amounts["over-masked % of the card"].append(over)
            self._amounts[f"over-masked % of the card / {truth.kind}"].append(over)

    def _field(self, truth: Truth, name: str, right: tuple[str, ...], line: dict[str, Any]) -> None:
        level, read = f"L{truth.level}", (line["fields"].get(name) or {}).get("value", "")
        good = score.exact(read, right)
        self._share("exact", level, name, right=good)
        self._share("exact by field", name, right=good)
        self._share("exact by kind", truth.kind, level, right=good)
        self._share("exact up to variants", level, right=score.up_to_variants(read, right))
        wrong, signs = score.errors(read, right)
        for row in ("signs wrong", f"signs wrong / {name}"):
            self._signs[row][0] += wrong
            self._signs[row][1] += signs
        sure = bool(read) and name not in line["doubtful"]
        self._share("marked sure", level, right=sure)
        if sure:
            self._share("right among the sure", level, right=good)

    def _outline(self, truth: Truth, line: dict[str, Any], level: str) -> None:
        quad, told = line["quad"], truth.told
        found = bool(quad) and score.overlap(quad, told["quad"], told["size"]) > 0.95
        self._share("card found", level, right=found)
        if quad:
            self._amounts["corners px"].append(score.corner_error(quad, told["quad"]))

    def rows(self) -> list[tuple[str, str]]:
        """Name and figure of each row."""
        shares = [
            (name, f"{sum(one) / len(one):7.2%}  {sum(one)}/{len(one)}")
            for name, one in sorted(self._shares.items())
        ]
        signs = [
            (name, f"{wrong / max(1, all_of):7.2%}  {wrong}/{all_of}")
            for name, (wrong, all_of) in sorted(self._signs.items())
        ]
        amounts = [
            (
                name,
                "median {:.1f}  p90 {:.1f}  p95 {:.1f}".format(*np.percentile(one, [50, 90, 95])),
            )
            for name, one in sorted(self._amounts.items())
        ]
        return [*shares, *signs, *amounts]
