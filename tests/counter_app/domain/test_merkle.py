"""The tree grown leaf by leaf is the tree of RFC 6962, which is defined over all leaves at once."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain import merkle

leaves_of_a_log = st.lists(st.binary(max_size=20), max_size=70)


def by_the_book(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(
        b"\x01" + by_the_book(leaves[:half]) + by_the_book(leaves[half:])
    ).digest()


class Tree:
    """Nodes as a till keeps them: added, never changed."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}

    def node(self, level: int, place: int) -> bytes:
        """A node that is there."""
        return self.nodes[level, place]

    def grow(self, size: int, leaf: bytes) -> None:
        """Add a leaf to a tree of this size."""
        for level, place, value in merkle.added_nodes(size, merkle.leaf_hash(leaf), self.node):
            assert (level, place) not in self.nodes
            self.nodes[level, place] = value


@given(leaves_of_a_log)
def test_every_size_has_the_root_that_the_rfc_gives(leaves: list[bytes]) -> None:
    tree = Tree()
    for size, leaf in enumerate(leaves):
        tree.grow(size, leaf)

    for size in range(len(leaves) + 1):  # earlier roots stay provable
        assert merkle.root(size, tree.node) == by_the_book(leaves[:size])


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=40), st.data())
def test_one_changed_leaf_changes_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:place], leaves[place] + b"!", *leaves[place + 1 :]]
    trees = Tree(), Tree()
    for tree, log in zip(trees, (leaves, changed), strict=True):
        for size, leaf in enumerate(log):
            tree.grow(size, leaf)

    roots = [merkle.root(len(leaves), tree.node) for tree in trees]
    assert roots[0] != roots[1]


@given(leaves_of_a_log.filter(bool), st.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_from_no_other(
    leaves: list[bytes], data: st.DataObject
) -> None:
    """RFC 6962 section 2.1.1: whoever has leaf, place and path needs no other leaf."""
    tree = merkle.Tree()
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    for one in hashes:
        tree.append(one)
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    root = by_the_book(leaves[:size])

    path = merkle.inclusion_path(index, size, tree.node)

    assert merkle.root_by_path(index, size, hashes[index], path) == root
    assert merkle.root_by_path(index, size, merkle.leaf_hash(b"another" * 4), path) != root
    assert merkle.root_by_path(index, size, hashes[index], [*path, bytes(32)]) != root
    assert merkle.root_by_path(size, size, hashes[index], path) is None
    if path:
        assert merkle.root_by_path(index, size, hashes[index], path[:-1]) != root
        wrong = [bytes(32), *path[1:]]
        assert merkle.root_by_path(index, size, hashes[index], wrong) != root


def test_the_path_of_the_rfcs_own_example() -> None:
    """RFC 6962 section 2.1.3: the path of d3 in a tree of seven is [c, g, l]."""
    tree = merkle.Tree()
    for place in range(7):
        tree.append(merkle.leaf_hash(bytes([place])))

    path = merkle.inclusion_path(3, 7, tree.node)

    last = merkle.node_hash(tree.node(1, 2), tree.node(0, 6))
    assert path == [tree.node(0, 2), tree.node(1, 0), last]
