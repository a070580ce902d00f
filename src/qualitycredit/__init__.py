"""A legal standard of quality credit as data, graded over an archive of facts, with reasons.

`open_archive` and `load_standard` read, `grade` and `explain` decide, `validate` and `compare` help before and after.
Days and moments are arguments always; no clock is read.
"""

from qualitycredit.archive import Archive, Fault, FaultReport, open_archive, validate, write_archive
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.errors import (
    ArchiveError,
    ArchiveFaulty,
    ArchiveUnreadable,
    CaseFailed,
    EnginesDisagree,
    EngineUnavailable,
    EnterpriseNotFound,
    LedgerError,
    LedgerUnreadable,
    NotInLanguage,
    OutputRefused,
    PocketDiffers,
    ProofRefuted,
    QualityCreditError,
    QuoteNotInText,
    SignatureRefused,
    StandardError,
    StandardNotFound,
    TextNotCovered,
    UnknownTerm,
)
from qualitycredit.explaining import (
    Explanation,
    check_sheet,
    explain,
    explain_dossier,
    explanation_document,
    explanation_html,
    explanation_text,
)
from qualitycredit.grading import Difference, Grading, Receipt, Summary, grade
from qualitycredit.grading import difference as compare
from qualitycredit.lake import Regrading, add_changes, compact_lake, create_lake, regrade, write_regrading
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveFaulty",
    "ArchiveUnreadable",
    "CaseFailed",
    "Decision",
    "Difference",
    "Dossier",
    "EngineUnavailable",
    "EnginesDisagree",
    "Enterprise",
    "EnterpriseNotFound",
    "Explanation",
    "Fault",
    "FaultReport",
    "Grading",
    "LedgerError",
    "LedgerUnreadable",
    "NotInLanguage",
    "OutputRefused",
    "PocketDiffers",
    "Product",
    "ProofRefuted",
    "QualityCreditError",
    "QuoteNotInText",
    "Receipt",
    "Record",
    "Regrading",
    "SignatureRefused",
    "Standard",
    "StandardError",
    "StandardNotFound",
    "Summary",
    "TextNotCovered",
    "UnknownTerm",
    "Verdict",
    "add_changes",
    "check_sheet",
    "compact_lake",
    "compare",
    "create_lake",
    "explain",
    "explain_dossier",
    "explanation_document",
    "explanation_html",
    "explanation_text",
    "grade",
    "grade_dossier",
    "load_standard",
    "open_archive",
    "regrade",
    "validate",
    "write_archive",
    "write_regrading",
]
