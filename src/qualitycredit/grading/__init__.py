"""Clauses to grades over whole archives, and the differences between standards and readings."""

from qualitycredit.grading.differences import Difference, difference
from qualitycredit.grading.gradings import Engine, Grading, grade
from qualitycredit.grading.receipts import Receipt, receipt_path
from qualitycredit.grading.summary import Summary
from qualitycredit.grading.writing import check_output

__all__ = [
    "Difference",
    "Engine",
    "Grading",
    "Receipt",
    "Summary",
    "check_output",
    "difference",
    "grade",
    "receipt_path",
]
