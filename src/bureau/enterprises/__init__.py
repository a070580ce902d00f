"""Enterprises: legal persons by their codes, names over time, products, succession, and how they are found."""
