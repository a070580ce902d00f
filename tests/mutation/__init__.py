"""Faults planted in both engines, to show that the tests find them: `python -m tests.mutation.plant`."""
