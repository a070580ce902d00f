"""Sheets of records in Excel and CSV: their columns, how they are read, joined, checked, and given back marked."""
