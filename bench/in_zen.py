"""In ZEN (GoRules): clauses as expressions, grades as a decision table, over features of the enterprise; both worlds.

The engine compiles the decision once and is asked about ten thousand enterprises a call, its fastest way here. Features
are handed over as JSON, which is quicker than dictionaries of Python where they come from a database.

usage: python -m bench.in_zen ARCHIVE OUT.parquet
"""

import sys
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import zen
from pyarrow import parquet

from bench.archives import AS_OF, KNOWN_AT, opened
from bench.features import STEADY, VARYING, features_sql
from bench.measuring import tell

Document = dict[str, Any]
BATCH = 10_000
GRADES = "DCAB"


def full(rate: str) -> str:
    """Say that a rate is 100 %; without data as the world has it."""
    return f"({rate}_inspected == 0 ? missing_is_good : {rate}_passed == {rate}_inspected)"


RATES = f"{full('factory')} and (not statutory or {full('statutory')}) and (not exporter or {full('export')})"
STATUTORY_SHORT = f"(not {full('statutory')} and (statutory or statutory_inspected > 0))"
CLAUSES = {
    "A_0": "not systems_ineffective and not certification_withdrawn",
    "A_1": "three_years_old and not failed_in_three_years and not offence_in_three_years",
    "A_2": "not breach",
    "A_3": f"{RATES} and not (exporter and foreign_notification)",
    "A_4": "not false_claim",
    "A_5": "not dispute and not accident",
    "A_6": "not service_failure",
    "A_7": "not permit_shortfall",
    "A_8": "not (exporter and export_nonconforming)",
    "B_0": "not systems_unsound",
    "B_1": "two_years_old and not failed and not offence",
    "B_2": "not breach",
    "B_3": RATES,
    "B_4": "not false_claim",
    "B_5": "not dispute_late and not accident",
    "B_6": "not service_failure",
    "B_7": "not permit_shortfall",
    "B_8": "not (exporter and export_seriously_nonconforming)",
    "C_0": "offence",
    "C_1": "(permit_shortfall and not overdue) or put_right",
    "C_2": "failed",
    "C_3": f"not {full('factory')} or {STATUTORY_SHORT} or (exporter and not {full('export')})",
    "C_4": "breach_below_declared",
    "C_5": "false_claim_of_c",
    "C_6": "dispute_late or accident_of_c",
    "C_7": "service_partial",
    "C_8": "exporter and export_seriously_nonconforming",
    "D_0": "major_harm or accident_major",
    "D_1": "qualification_absent or qualification_lapsed",
    "D_2": "counterfeiting_intentional",
    "D_3": "overdue",
    "D_4": "failed_twice or statutory_fault",
    "D_5": "false_claim_major",
    "D_6": "breach_of_standard",
    "D_7": "licence_revoked",
    "D_8": "service_severe",
}
# In an expression node `$` is what the lines above have computed.
LISTS = {
    group: f" {join} ".join(f"$.{group}_{number}" for number in range(9))
    for group, join in {"A": "and", "B": "and", "C": "or", "D": "or"}.items()
}
# The first of these that holds is why there is no grade.
REASON = (
    "not_established ? 'not_established' : deregistered ? 'deregistered'"
    " : $.best == $.worst and $.best != 'U' ? null"
    " : $.best == 'U' and not two_years_old ? 'too_young' : $.best != $.worst ? 'unsettled' : 'text_gap'"
)
SUMMARY = {
    "best": "not_established or deregistered ? null : worlds[0].grade",
    "worst": "not_established or deregistered ? null : worlds[1].grade",
    "reason": REASON,
    "grade": "$.reason == null ? $.best : 'U'",
}


def expressions(name: str, lines: Mapping[str, str], **mode: object) -> Document:
    """Give a node of expressions."""
    content = {
        "expressions": [{"id": key, "key": key, "value": value} for key, value in lines.items()],
        **mode,
    }
    return node(name, "expressionNode", content)


def table(name: str, **mode: object) -> Document:
    """Give the decision table: the first list that holds decides."""
    rules: list[Document] = [
        {"_id": grade, **{other: "true" if other == grade else "" for other in GRADES}, "grade": f"'{grade}'"}
        for grade in (*GRADES, "U")
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": grade, "name": grade, "field": grade} for grade in GRADES],
        "outputs": [{"id": "grade", "name": "grade", "field": "grade"}],
        "rules": rules,
        **mode,
    }
    return node(name, "decisionTableNode", content)


def node(name: str, kind: str, content: Document) -> Document:
    """Give a node of a decision."""
    return {"id": name, "name": name, "type": kind, "content": content, "position": {"x": 0, "y": 0}}


def decision() -> Document:
    """Give the decision: clauses and grade of each world, then of both together."""
    each = {"executionMode": "loop", "inputField": "worlds", "outputPath": "worlds", "passThrough": True}
    nodes = [
        node("facts", "inputNode", {}),
        expressions("clauses", CLAUSES | LISTS, **each),
        table("grades", **each),
        expressions("summary", SUMMARY, passThrough=False),
        node("result", "outputNode", {}),
    ]
    edges = [
        {
            "id": f"{first['id']}-{second['id']}",
            "type": "edge",
            "sourceId": first["id"],
            "targetId": second["id"],
        }
        for first, second in pairwise(nodes)
    ]
    return {"nodes": nodes, "edges": edges}


def json_sql() -> str:
    """Give the query of the features, an enterprise a JSON document."""

    def world(name: str, missing_is_good: str) -> str:
        varying = [f"{column}: {name}_{column}" for column in VARYING]
        steady = [f"{column}: {column}" for column in STEADY]
        return "{" + ", ".join([*steady, *varying, f"missing_is_good: {missing_is_good}"]) + "}"

    steady = ", ".join(f"{name}: {name}" for name in ("not_established", "deregistered", "two_years_old"))
    document = f"{{{steady}, worlds: [{world('best', 'TRUE')}, {world('worst', 'FALSE')}]}}"
    return (
        f"SELECT enterprise_id, to_json({document})::VARCHAR AS facts FROM ({features_sql(AS_OF, KNOWN_AT)})"
    )


def main(archive: Path, out: Path) -> None:
    """Prepare the features, evaluate, write the grades; features come in batches, for they are large as JSON."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"opinion": decision()}}})
    evaluation, identifiers, results = 0.0, [], []
    with opened(archive) as connection:
        for batch in connection.sql(json_sql()).to_arrow_reader(BATCH):
            requests: list[Any] = [
                {"key": "opinion", "context": context} for context in batch["facts"].to_pylist()
            ]
            start = time.perf_counter()
            answers = engine.evaluate_batch(requests)
            evaluation += time.perf_counter() - start
            identifiers += batch["enterprise_id"].to_pylist()
            results += [answer["data"]["result"] for answer in answers]
    tell("evaluation", evaluation)
    columns = {
        name: [result.get(name) for result in results] for name in ("grade", "best", "worst", "reason")
    }
    parquet.write_table(pa.table({"enterprise_id": identifiers, **columns}), out, compression="zstd")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
