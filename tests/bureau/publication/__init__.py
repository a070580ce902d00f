"""Tests of publication."""
