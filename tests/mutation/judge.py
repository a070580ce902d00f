"""Say whether the tests see a fault: the engines against each other and the definition, soundness over time, the cases.

What is quick and finds most comes first, since one failure is enough.
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.reading import load_standard, standards_folder
from tests.generative.drawing import AS_OF, KNOWN_AT
from tests.generative.shuffling import shuffled_dossiers
from tests.generative.test_agreement import STANDARDS, assert_agreement
from tests.generative.test_prepared import assert_same
from tests.spec.engines import ENGINES, run_cases


def judge() -> None:
    """Raise where anything is not as it should be."""
    newest_shapes_first = range(len(STANDARDS) - 1, -1, -1)
    for position in newest_shapes_first:
        for as_of in AS_OF:
            for dossier in shuffled_dossiers(STANDARDS[position], as_of, Random(f"{position} {as_of}"), 12):
                assert_same(STANDARDS[position], dossier, as_of)
    for as_of in AS_OF:
        for position in newest_shapes_first:
            random = Random(f"fault {position} {as_of}")
            assert_agreement(position, as_of, shuffled_dossiers(STANDARDS[position], as_of, random, 60))
        if as_of == AS_OF[0]:
            _assert_sound()
            _assert_cases("scalar")
    _assert_cases("columnar")


def _assert_cases(engine: str) -> None:
    for standard in sorted(folder.parent for folder in Path(standards_folder()).glob("*/standard.md")):
        failures = run_cases(standard, ENGINES[engine])
        assert not failures, failures[0]


def _assert_sound() -> None:
    standard, random = load_standard(), Random(3)
    for dossier in shuffled_dossiers(standard, AS_OF[0], random, 150):
        known = dossier.known_at(KNOWN_AT)
        now = grade_dossier(standard, known, AS_OF[0], KNOWN_AT)
        ahead = (
            900 if now.next_change_on is None else (min(now.next_change_on, date(2030, 1, 1)) - AS_OF[0]).days
        )
        for days in {1, ahead - 1, ahead // 2} - {0, ahead}:
            then = grade_dossier(standard, known, AS_OF[0] + timedelta(days=days), KNOWN_AT)
            assert (then.grade, then.best, then.worst, then.reason) == (
                now.grade,
                now.best,
                now.worst,
                now.reason,
            )


if __name__ == "__main__":
    judge()
    sys.exit(0)
