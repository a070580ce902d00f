"""A log of commitments to decisions, which can only grow, and what proves that something is in it.

Hashes and proofs are those of RFC 9162; checkpoints, tiles and proof files are those of C2SP, so that others can keep a
copy and witness it. Nothing here reads a clock, a random number or the network: salts and files are arguments.
"""

from qualitycredit.ledger.checking import (
    check_beginning,
    check_entry,
    check_pocket,
    check_tiles,
    prove_beginning,
    prove_entry,
)
from qualitycredit.ledger.checkpoints import Checkpoint, read_checkpoint
from qualitycredit.ledger.commitments import (
    PARTS,
    SALT,
    Opening,
    Statement,
    canonical,
    check_listed,
    commit,
    commitment,
    open_parts,
    read_opening,
)
from qualitycredit.ledger.facts import facts_sha256
from qualitycredit.ledger.hashing import Leaves, leaf_hash, node_hash, root_of
from qualitycredit.ledger.notes import SigningKey, VerifierKey
from qualitycredit.ledger.pockets import Pocket, read_pocket
from qualitycredit.ledger.proof_files import (
    BeginningProof,
    EntryProof,
    read_beginning_proof,
    read_entry_proof,
)
from qualitycredit.ledger.proofs import begins, consistency_proof, includes, inclusion_proof
from qualitycredit.ledger.registers import check_counts, check_register, read_counts, read_register
from qualitycredit.ledger.tiles import Growing, TiledNodes

__all__ = [
    "PARTS",
    "SALT",
    "BeginningProof",
    "Checkpoint",
    "EntryProof",
    "Growing",
    "Leaves",
    "Opening",
    "Pocket",
    "SigningKey",
    "Statement",
    "TiledNodes",
    "VerifierKey",
    "begins",
    "canonical",
    "check_beginning",
    "check_counts",
    "check_entry",
    "check_listed",
    "check_pocket",
    "check_register",
    "check_tiles",
    "commit",
    "commitment",
    "consistency_proof",
    "facts_sha256",
    "includes",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "open_parts",
    "prove_beginning",
    "prove_entry",
    "read_beginning_proof",
    "read_checkpoint",
    "read_counts",
    "read_entry_proof",
    "read_opening",
    "read_pocket",
    "read_register",
    "root_of",
]
