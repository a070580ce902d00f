"""Tests of the public portal, under its own settings."""
