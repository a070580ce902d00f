"""What is checked of a log and of a decision in it; every difference is a sentence."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from qualitycredit.engines.scalar import define_decision
from qualitycredit.errors import LedgerError, LedgerUnreadable, PocketDiffers, ProofRefuted
from qualitycredit.language import Bilingual
from qualitycredit.ledger.checkpoints import Checkpoint, read_checkpoint
from qualitycredit.ledger.facts import facts_sha256
from qualitycredit.ledger.hashing import leaf_hash, root_of
from qualitycredit.ledger.notes import VerifierKey
from qualitycredit.ledger.pockets import Pocket, graded_parts
from qualitycredit.ledger.proof_files import EntryProof
from qualitycredit.ledger.proofs import begins, consistency_proof, includes, inclusion_proof
from qualitycredit.ledger.tiles import WIDTH, Fetch, Growing, Tile, TiledNodes, hashes_in, tiles_between
from qualitycredit.model.standard import Standard

_STANDARD: Final = {
    "standard": "name",
    "edition": "edition",
    "text_sha256": "text_hash",
    "rules_sha256": "rules_hash",
}


def check_entry(commitment: bytes, proof: EntryProof, keys: Sequence[VerifierKey]) -> Checkpoint:
    """Check that a commitment is in a log. Raises LedgerUnreadable, SignatureRefused or ProofRefuted."""
    checkpoint = read_checkpoint(proof.checkpoint, keys)
    if not includes(leaf_hash(commitment), proof.index, checkpoint.size, proof.hashes, checkpoint.root):
        raise ProofRefuted(
            f"日志第 {proof.index} 条不是这项决定：决定、凭证、盐值或者证明改动过，或者日志没有这一条。",
            f"Entry {proof.index} of the log is not this decision: decision, receipt, salt or proof was changed, or the log lacks it.",
        )
    return checkpoint


def prove_entry(fetch: Fetch, index: int, checkpoint: str, keys: Sequence[VerifierKey]) -> EntryProof:
    """Make the proof of an entry out of the tiles of a log."""
    size = read_checkpoint(checkpoint, keys).size
    if index >= size:
        raise LedgerUnreadable(
            f"检查点只有 {size} 条，还没有第 {index} 条。请取较新的检查点。",
            f"The checkpoint has {size} entries, and entry {index} not yet. Fetch a newer checkpoint.",
        )
    return EntryProof(index, tuple(inclusion_proof(TiledNodes(fetch, size), index, size)), checkpoint)


def check_beginning(old: Checkpoint, new: Checkpoint, hashes: Sequence[bytes]) -> None:
    """Check that a log as it was is the beginning of the log as it is. Raises ProofRefuted."""
    if old.origin != new.origin:
        raise ProofRefuted(
            f"两个检查点属于不同的日志：“{old.origin}”和“{new.origin}”。",
            f"The two checkpoints are of different logs: “{old.origin}” and “{new.origin}”.",
        )
    if old.size > new.size:
        raise ProofRefuted(
            f"日志从 {old.size} 条变成了 {new.size} 条：有条目被删去，或者两个检查点前后颠倒。",
            f"The log went from {old.size} entries to {new.size}: entries were dropped, or the checkpoints stand in the wrong order.",
        )
    if not begins(old.size, new.size, hashes, old.root, new.root):
        raise ProofRefuted(
            f"原有的 {old.size} 条不是现有 {new.size} 条的开头：历史改写过。请保存两个检查点作为证据。",
            f"The first {old.size} of the {new.size} entries are not those of before: history was rewritten. Keep both checkpoints as evidence.",
        )


def prove_beginning(fetch: Fetch, old: int, new: int) -> list[bytes]:
    """Make the proof of a beginning out of the tiles of a log; none where the sizes leave nothing to prove."""
    return consistency_proof(TiledNodes(fetch, new), old, new) if 0 < old < new else []


def check_tiles(fetch: Fetch, checkpoint: Checkpoint) -> None:
    """Check every tile and every entry of a log against its checkpoint. Raises LedgerUnreadable or ProofRefuted."""
    size = checkpoint.size
    leaves = [one for tile in tiles_between(0, size) if tile.level == 0 for one in _hashes(fetch, tile)]
    grown = Growing(fetch, 0, leaves)
    for tile in tiles_between(0, size):
        made = [grown.node(0 if tile.level is None else 8 * tile.level, n) for n in _numbers(tile)]
        if made != (_entries(fetch, tile) if tile.level is None else list(_hashes(fetch, tile))):
            raise ProofRefuted(
                f"日志的 tile/{tile.path} 与它下面的散列值不符：有条目改写过。",
                f"tile/{tile.path} of the log does not fit the hashes below it: an entry was rewritten.",
            )
    if root_of(grown, size) != checkpoint.root:
        raise ProofRefuted(
            f"日志的 {size} 条与签名的检查点不符：有条目改写过，或者日志分了叉。",
            f"The {size} entries of the log do not fit the signed checkpoint: an entry was rewritten, or the log forked.",
        )


def _numbers(tile: Tile) -> range:
    return range(tile.number * WIDTH, tile.number * WIDTH + tile.width)


def _hashes(fetch: Fetch, tile: Tile) -> Iterator[bytes]:
    return hashes_in(fetch(tile.path) or b"", tile)


def _entries(fetch: Fetch, tile: Tile) -> list[bytes]:
    content, found = fetch(tile.path) or b"", []
    while content:
        length = 2 + int.from_bytes(content[:2], "big")
        found.append(leaf_hash(content[2:length]))
        content = content[length:]
    return found


def check_pocket(pocket: Pocket, keys: Sequence[VerifierKey], standard: Standard) -> Checkpoint:
    """Check a pocket file: its proof, and its grade, which is given again. Raises a LedgerError with every difference."""
    checkpoint = read_checkpoint(pocket.proof.checkpoint, keys)
    refused: list[LedgerError] = []
    try:
        check_entry(pocket.commitment, pocket.proof, keys)
    except ProofRefuted as error:
        refused.append(error)
    refused += [PocketDiffers(one.zh, one.en) for one in differences(pocket, standard)]
    if refused:
        sayings = [one.saying for one in refused]
        raise type(refused[0])("\n".join(one.zh for one in sayings), "\n".join(one.en for one in sayings))
    return checkpoint


def differences(pocket: Pocket, standard: Standard) -> Iterator[Bilingual]:
    """Give what a pocket file says otherwise than its own facts do under the standard that it names."""
    if facts_sha256(pocket.facts) != pocket.statement["facts"].get("facts_sha256"):
        yield Bilingual(
            "事实与决定所记的 SHA-256 不符：事实改动过。",
            "The facts do not have the SHA-256 that the decision names: a fact was changed.",
        )
    for key, attribute in _STANDARD.items():
        yield from _differing(key, pocket.statement["standard"].get(key), getattr(standard, attribute))
    decision = define_decision(standard, pocket.facts, _day(pocket), None)
    for part, graded in graded_parts(decision).items():
        for key, value in graded.items():
            yield from _differing(key, pocket.statement[part].get(key), value)


def _day(pocket: Pocket) -> date:
    try:
        return date.fromisoformat(pocket.statement["result"]["as_of"])
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerUnreadable(
            "随身文件没有写明定级日期（as_of）。请重新下载。",
            "The pocket file does not say the day of the grade (as_of). Download it again.",
        ) from error


def _differing(key: str, said: object, found: object) -> Iterator[Bilingual]:
    if said != found:
        yield Bilingual(
            f"{key}：文件写的是 {_shown(said)}，重新核对得到的是 {_shown(found)}。",
            f"{key}: the file says {_shown(said)}, checking it again gives {_shown(found)}.",
        )


def _shown(value: object) -> str:
    return "、".join(map(str, value)) or "—" if isinstance(value, list) else str(value)
