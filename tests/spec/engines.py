"""The engines that every worked example runs on, and the definition that the scalar one is held against."""

from collections.abc import Sequence
from datetime import date

from qualitycredit.assuring.cases import run_cases
from qualitycredit.assuring.engines import ENGINES as FAST
from qualitycredit.engines.scalar import define_decision
from qualitycredit.model.decision import Decision
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard


def define(dossiers: Sequence[Dossier], standard: Standard, as_of: date) -> list[Decision]:
    """Grade by the definition itself."""
    return [define_decision(standard, dossier, as_of, None) for dossier in dossiers]


ENGINES = {**FAST, "definition": define}

__all__ = ["ENGINES", "run_cases"]
