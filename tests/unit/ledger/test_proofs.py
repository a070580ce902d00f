"""Hashes and proofs, beside the published vectors of RFC 6962 and beside pymerkle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from qualitycredit.ledger import (
    Leaves,
    begins,
    consistency_proof,
    includes,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from tests.unit.ledger.trees import entries

VECTORS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
PUBLISHED = Leaves([leaf_hash(bytes.fromhex(one)) for one in VECTORS])


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_published(size: int) -> None:
    assert root_of(PUBLISHED, size).hex() == ROOTS[size]


def test_the_proofs_are_those_published() -> None:
    assert [one.hex() for one in inclusion_proof(PUBLISHED, 5, 8)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ROOTS[4],
    ]
    assert [one.hex() for one in consistency_proof(PUBLISHED, 6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ROOTS[4],
    ]
    assert [one.hex() for one in consistency_proof(PUBLISHED, 2, 5)] == [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]


MOST = 130
ENTRIES = entries(MOST)
TREE = Leaves([leaf_hash(one) for one in ENTRIES])
ORACLE = InmemoryTree.init_from_entries(ENTRIES)
SIZES = st.integers(0, MOST)


@given(SIZES.filter(bool), st.data())
def test_an_entry_is_proved_as_pymerkle_does(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(TREE, index, size), root_of(TREE, size)
    leaf, *others = ORACLE.prove_inclusion(index + 1, size).path
    assert (leaf, others, ORACLE.get_root(size)) == (leaf_hash(ENTRIES[index]), proof, root)
    assert includes(leaf, index, size, proof, root)


@given(SIZES.filter(bool), st.data())
def test_another_entry_is_not_proved(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(TREE, index, size), root_of(TREE, size)
    leaf = leaf_hash(ENTRIES[index])
    assert not includes(leaf_hash(b"another"), index, size, proof, root)
    assert not includes(leaf, size, size, proof, root)
    assert not includes(leaf, -1, size, proof, root)
    assert not includes(leaf, index, size, [*proof, leaf], root)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not includes(leaf, index, size, proof[:at] + proof[at + 1 :], root)
        assert not includes(leaf, index, size, [*proof[:at], leaf_hash(b""), *proof[at + 1 :]], root)
        other = data.draw(st.integers(0, size - 1).filter(lambda one: one != index))
        assert not includes(leaf, other, size, proof, root)


@given(SIZES, st.data())
def test_a_beginning_is_proved(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, new))
    proof, roots = consistency_proof(TREE, old, new), (root_of(TREE, old), root_of(TREE, new))
    assert begins(old, new, proof, *roots)
    if old:
        # pymerkle writes its proofs otherwise; it agrees on both roots, and that they fit.
        oracle = ORACLE.prove_consistency(old, new)
        oracle.verify(*roots)


@given(SIZES, st.data())
def test_another_beginning_is_not_proved(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, new))
    proof, before, after = consistency_proof(TREE, old, new), root_of(TREE, old), root_of(TREE, new)
    other = leaf_hash(b"another")
    assert not begins(old, new, [*proof, other], before, after)
    if old:
        assert not begins(old, new, proof, other, after)
        assert not begins(old, new, proof, before, other)
        assert not begins(new + 1, new, proof, before, after)
    for at in range(len(proof)):
        assert not begins(old, new, proof[:at] + proof[at + 1 :], before, after)
        assert not begins(old, new, [*proof[:at], other, *proof[at + 1 :]], before, after)


def test_a_proof_that_is_empty_proves_nothing() -> None:
    assert not begins(3, 5, [], root_of(TREE, 3), root_of(TREE, 5))
