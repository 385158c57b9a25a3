"""The till's log as a Merkle tree (RFC 6962 section 2.1): leaves, nodes, root.

Only hashes of complete subtrees are kept, by (level, index); level 0 holds the leaf hashes. The
root of any earlier size can be told from them, in a number of steps that grows with the logarithm
of the log's size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

NodeAt = Callable[[int, int], bytes]
"""Gives the hash of a complete subtree by (level, index)."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of one leaf: SHA-256(0x00 || leaf), 32 bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 || left || right), 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def added_nodes(size: int, leaf: bytes, node_at: NodeAt) -> Iterator[tuple[int, int, bytes]]:
    """The complete subtrees that come into being when a leaf hash is appended.

    Args:
        size: leaves before.
        leaf: hash of the new leaf.
        node_at: gives the subtrees that are there already.

    Yields:
        (level, index, hash), the leaf's own first.
    """
    level, index, value = 0, size, leaf
    yield level, index, value
    while index % 2 == 1:
        value = node_hash(node_at(level, index - 1), value)
        level, index = level + 1, index // 2
        yield level, index, value


def root(size: int, node_at: NodeAt) -> bytes:
    """The root over the first `size` leaves, 32 bytes."""
    if size == 0:
        return EMPTY_ROOT
    value: bytes | None = None
    for level in range(size.bit_length()):
        if size >> level & 1:
            subtree = node_at(level, (size >> level) - 1)
            value = subtree if value is None else node_hash(subtree, value)
    if value is None:  # pragma: no cover - a positive size has a bit set
        raise AssertionError(size)
    return value


class Tree:
    """A log held in memory: for checks that compute everything again.

    Attributes:
        nodes: the hash of every complete subtree, by (level, index).
    """

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.size = 0

    def append(self, leaf: bytes) -> None:
        """Append a leaf hash."""
        for level, index, value in added_nodes(self.size, leaf, self.node):
            self.nodes[level, index] = value
        self.size += 1

    def node(self, level: int, index: int) -> bytes:
        """A complete subtree's hash."""
        return self.nodes[level, index]

    def root(self, size: int | None = None) -> bytes:
        """The root now, or when the log had `size` leaves."""
        return root(self.size if size is None else size, self.node)
