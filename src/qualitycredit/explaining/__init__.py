"""Why a grade is what it is: trace, sentence, check sheet, deciding facts and the way back."""

from qualitycredit.explaining.documents import explanation_document
from qualitycredit.explaining.explanation import Explanation, explain, explain_dossier
from qualitycredit.explaining.pages import explanation_html, explanation_text
from qualitycredit.explaining.sheet import check_sheet, write_sheet

__all__ = [
    "Explanation",
    "check_sheet",
    "explain",
    "explain_dossier",
    "explanation_document",
    "explanation_html",
    "explanation_text",
    "write_sheet",
]
