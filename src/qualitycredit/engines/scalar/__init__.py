"""The plain engine: one enterprise, walked node by node; what it says is the definition."""

from qualitycredit.engines.scalar.decisions import grade_dossier, grade_in
from qualitycredit.engines.scalar.horizons import FOREVER, Horizons
from qualitycredit.engines.scalar.verdicts import Evaluation

__all__ = ["FOREVER", "Evaluation", "Horizons", "grade_dossier", "grade_in"]
