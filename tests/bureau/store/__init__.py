"""Tests of the public store."""
