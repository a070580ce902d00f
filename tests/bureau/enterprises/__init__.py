"""Enterprises."""
