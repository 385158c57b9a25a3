"""The till's log as a Merkle tree (RFC 6962 section 2.1): leaves, nodes, root.

Only hashes of complete subtrees are kept, by (level, index); level 0 holds the leaf hashes. The
root of any earlier size can be told from them, in a number of steps that grows with the logarithm
of the log's size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

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


def inclusion_path(index: int, size: int, node_at: NodeAt) -> list[bytes]:
    """What leads from one leaf to the root of the first `size` leaves (RFC 6962 section 2.1.1).

    Args:
        index: of the leaf, from 0; below `size`.
        size: leaves of the log.
        node_at: gives the complete subtrees.

    Returns:
        The sibling hashes, the leaf's own first.
    """
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left_size(end - start)
        if index < middle:
            path.append(_range_root(middle, end, node_at))
            end = middle
        else:
            path.append(_range_root(start, middle, node_at))
            start = middle
    return path[::-1]


def root_by_path(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root to which a path leads from a leaf hash (RFC 9162 section 2.1.3.2).

    Returns:
        The root, or None where the path is not as long as the place in the log asks for.
    """
    if not 0 <= index < size:
        return None
    at, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at % 2 == 1 or at == last:
            value = node_hash(sibling, value)
            while at % 2 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        at, last = at >> 1, last >> 1
    return value if last == 0 else None


def _left_size(size: int) -> int:
    """The largest power of two below `size`: how many leaves stand in the left subtree."""
    return 1 << (size - 1).bit_length() - 1


def _range_root(start: int, end: int, node_at: NodeAt) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node_at(level, start >> level)
    middle = start + _left_size(size)
    return node_hash(_range_root(start, middle, node_at), _range_root(middle, end, node_at))


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
