"""The tiles of a log give what its leaves give, however it grew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitycredit.errors import LedgerUnreadable, ProofRefuted
from qualitycredit.ledger import (
    Leaves,
    TiledNodes,
    check_tiles,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    prove_beginning,
    root_of,
)
from qualitycredit.ledger.tiles import Tile, tiles_between
from tests.unit.ledger.trees import Log, entries

MOST = 1030


def test_the_paths_are_those_of_the_specification() -> None:
    assert Tile(0, 1234067).path == "0/x001/x234/067"
    assert Tile(None, 7, 112).path == "entries/007.p/112"
    paths = [tile.path for tile in tiles_between(0, 70_000) if tile.level is not None]
    assert len(paths) == 273 + 1 + 1 + 1 + 1
    assert paths[-4:] == ["0/273.p/112", "1/000", "1/001.p/17", "2/000.p/1"]
    assert [tile.path for tile in tiles_between(0, 256)] == ["0/000", "entries/000", "1/000.p/1"]
    assert list(tiles_between(300, 300)) == []


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 400), max_size=4), st.data())
def test_tiles_prove_what_leaves_prove(steps: list[int], data: st.DataObject) -> None:
    log, every = Log(), entries(sum(steps))
    for step in steps:
        log.append(every[len(log.entries) :][:step])
    size = len(every)
    leaves, nodes = Leaves([leaf_hash(one) for one in every]), TiledNodes(log.fetch, size)
    assert log.root == root_of(leaves, size) == root_of(nodes, size)
    check_tiles(log.fetch, log.checkpoint)
    if size:
        index = data.draw(st.integers(0, size - 1))
        assert inclusion_proof(nodes, index, size) == inclusion_proof(leaves, index, size)
        old = data.draw(st.integers(0, size))
        assert prove_beginning(log.fetch, old, size) == consistency_proof(leaves, old, size)


def test_a_partial_tile_may_be_gone_when_the_full_one_is_there() -> None:
    log = Log(*entries(100))
    old = log.root
    log.append(entries(200)[100:])
    log.append(entries(300)[200:])
    del log.files["0/000.p/100"]
    assert root_of(TiledNodes(log.fetch, 100), 100) == old


@pytest.mark.parametrize(
    ("path", "content"),
    [("0/000", None), ("0/001.p/44", b"short"), ("entries/000", None), ("1/000.p/1", b"\x00" * 31)],
)
def test_a_tile_that_is_missing_or_cut_short_is_refused(path: str, content: bytes | None) -> None:
    log = Log(*entries(300))
    if content is None:
        del log.files[path]
    else:
        log.files[path] = content
    with pytest.raises((LedgerUnreadable, ProofRefuted), match=path):
        check_tiles(log.fetch, log.checkpoint)


@pytest.mark.parametrize("path", ["0/000", "1/000.p/1", "entries/001.p/44"])
def test_a_tile_that_was_rewritten_is_found(path: str) -> None:
    log = Log(*entries(300))
    log.files[path] = log.files[path][:-32] + bytes(32)
    with pytest.raises(ProofRefuted, match="rewritten"):
        check_tiles(log.fetch, log.checkpoint)


def test_a_tile_that_a_proof_needs_is_asked_for() -> None:
    log = Log(*entries(300))
    nodes = TiledNodes({**log.files, "0/001.p/44": b""}.get, 300)
    with pytest.raises(LedgerUnreadable, match=r"tile/0/001\.p/44 of the log is missing"):
        inclusion_proof(nodes, 299, 300)
    nodes = TiledNodes({**log.files, "0/000": log.files["0/000"][:-1]}.get, 300)
    with pytest.raises(LedgerUnreadable, match=r"tile/0/000 .* 8192 bytes and has 8191"):
        inclusion_proof(nodes, 3, 300)


def test_a_log_that_was_rewritten_to_fit_is_found_by_its_checkpoint() -> None:
    log, other = Log(*entries(300)), Log(*entries(299), b"another")
    with pytest.raises(ProofRefuted, match="do not fit the signed checkpoint"):
        check_tiles(other.fetch, log.checkpoint)
