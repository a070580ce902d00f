"""A small log with its files, as somebody fetched them: a copy of it, yesterday's checkpoint, an entry, a pocket file."""

import json
from pathlib import Path

from qualitycredit.ledger import Pocket, TiledNodes, commitment, consistency_proof, open_parts
from qualitycredit.ledger.proof_files import BeginningProof
from tests.cast import CHEN, DING
from tests.unit.ledger.trees import KEY, Log, entries, statement_of

SALTS = (bytes(range(100, 132)), bytes(range(132, 164)))


def write_log(folder: Path) -> None:
    """Write a log of 300 entries, of which those of 陈 and 丁 are known."""
    statements = [statement_of(CHEN), statement_of(DING)]
    known = [commitment(salt, said) for salt, said in zip(SALTS, statements, strict=True)]
    log = Log(*entries(200))
    (folder / "yesterday").write_text(log.checkpoint.signed([KEY]), encoding="utf-8")
    log.append([*known, *entries(298)[200:]])
    copy, checkpoint = folder / "log", log.checkpoint.signed([KEY])
    for path, content in log.files.items():
        (copy / "tile" / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / "tile" / path).write_bytes(content)
    (copy / "checkpoint").write_text(checkpoint, encoding="utf-8")
    pocket = Pocket(CHEN, statements[0], SALTS[0], log.proof(200))
    (folder / "pocket.json").write_text(pocket.to_json(), encoding="utf-8")
    opening = open_parts(201, SALTS[1], statements[1]).document()
    entry = {"code": DING.enterprise.enterprise_id, "listing": "D", "withdrawn_on": None, "opening": opening}
    (folder / "entry.json").write_text(json.dumps({"listed": True, "entries": [entry]}), encoding="utf-8")
    days = {"region": "330106", "published_on": "2026-07-01", "expires_on": "2027-06-30"}
    other = {**entry, **days, "code": "91330100MA2AXXXX1X", "opening": None}
    gone = {**other, "withdrawn_on": "2026-08-01"}
    register = [{**entry, **days}, *[other] * 10, gone]
    lines = "".join(json.dumps(one) + "\n" for one in register)
    (folder / "register.jsonl").write_text(lines, encoding="utf-8")
    regions = (("", 10), ("33", 10), ("31", None))
    counts = [
        {"measure": "listed_d", "region": region, "count": count, "on": "2026-08-01"}
        for region, count in regions
    ]
    counts.append({"measure": "graded", "region": "", "count": 10, "on": "2026-08-01"})
    (folder / "counts.json").write_text(json.dumps(counts), encoding="utf-8")
    (folder / "entry.tlog-proof").write_text(str(log.proof(201)), encoding="utf-8")
    hashes = tuple(consistency_proof(TiledNodes(log.fetch, 300), 200, 300))
    (folder / "beginning").write_text(str(BeginningProof(200, hashes, checkpoint)), encoding="utf-8")
