"""Tests of absences."""
