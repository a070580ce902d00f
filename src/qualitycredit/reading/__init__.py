"""From the files of a standard to its model; every fault is said with file, clause, line and column."""

from qualitycredit.reading.standards import load_standard, standard_folder, standards_folder, text_hash

__all__ = ["load_standard", "standard_folder", "standards_folder", "text_hash"]
