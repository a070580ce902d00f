"""Grades: decisions that are never older than the archive they stand on, with their reasons and receipts."""
