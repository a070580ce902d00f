"""The plain engine: one enterprise at a time; what `Evaluation`, `Horizons` and `define_decision` say is the definition.

`grade_dossier` gives the same on a standard that is prepared once, in a small part of the time.
"""

from qualitycredit.engines.scalar.days import FOREVER
from qualitycredit.engines.scalar.deciding import grade_dossier, grade_with_due
from qualitycredit.engines.scalar.decisions import define_decision, grade_in
from qualitycredit.engines.scalar.horizons import Horizons
from qualitycredit.engines.scalar.verdicts import Evaluation

__all__ = [
    "FOREVER",
    "Evaluation",
    "Horizons",
    "define_decision",
    "grade_dossier",
    "grade_in",
    "grade_with_due",
]
