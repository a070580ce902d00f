"""The fast engine: a standard as one SQL statement that grades every enterprise of an archive at once."""

from qualitycredit.engines.columnar.running import decision_relation, grade_columnar
from qualitycredit.engines.columnar.signs import FOREVER
from qualitycredit.engines.columnar.statements import (
    clause_query,
    clause_sql,
    decision_query,
    decision_sql,
    trace_query,
)

__all__ = [
    "FOREVER",
    "clause_query",
    "clause_sql",
    "decision_query",
    "decision_relation",
    "decision_sql",
    "grade_columnar",
    "trace_query",
]
