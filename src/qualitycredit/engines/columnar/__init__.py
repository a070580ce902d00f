"""The fast engine: a standard as one SQL statement that grades every enterprise of an archive at once."""

from qualitycredit.engines.columnar.running import (
    Chunked,
    decision_relation,
    grade_columnar,
    grade_in_chunks,
    grade_with_due,
)
from qualitycredit.engines.columnar.signs import FOREVER
from qualitycredit.engines.columnar.statements import (
    clause_query,
    clause_sql,
    decision_query,
    decision_sql,
    trace_query,
)
from qualitycredit.engines.columnar.steadiness import REGRADE_ON

__all__ = [
    "FOREVER",
    "REGRADE_ON",
    "Chunked",
    "clause_query",
    "clause_sql",
    "decision_query",
    "decision_relation",
    "decision_sql",
    "grade_columnar",
    "grade_in_chunks",
    "grade_with_due",
    "trace_query",
]
