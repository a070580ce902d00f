"""What is worked out from a standard is kept for that standard object, and no longer than it lives."""

import gc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.engines.scalar.keeping import PerStandard
from qualitycredit.engines.scalar.prepared import prepared
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard
from tests.cast import ALI, AS_OF, CAST, CHEN


def test_it_is_worked_out_once_a_standard() -> None:
    worked: list[str] = []

    def work(standard: Standard) -> int:
        worked.append(standard.name)
        return len(worked)

    kept = PerStandard(work)
    first = load_standard()
    # Equal, and another object.
    second = replace(first)
    assert (first == second, kept(first), kept(second), kept(first), len(kept)) == (True, 1, 2, 1, 2)
    assert worked == [first.name] * 2


def test_it_goes_with_the_standard() -> None:
    kept = PerStandard(lambda standard: standard.name)
    for _ in range(50):
        kept(replace(load_standard()))
    gc.collect()
    assert len(kept) == 0


def test_a_prepared_standard_goes_with_the_standard() -> None:
    gc.collect()
    before = len(prepared)
    standards = [load_standard(readings={"current_year": value}) for value in ("calendar", "rolling")]
    for standard in standards:
        grade_dossier(standard, ALI, AS_OF, None)
    assert len(prepared) == before + 2
    del standard, standards
    gc.collect()
    assert len(prepared) == before


def test_readings_are_not_mixed_up() -> None:
    day = date(2027, 1, 2)
    by_reading = {
        value: grade_dossier(load_standard(readings={"current_year": value}), CHEN, day, None).grade
        for value in ("calendar", "rolling", "calendar")
    }
    assert by_reading == {"calendar": "B", "rolling": "C"}


def test_threads_agree() -> None:
    standard = load_standard()
    expected = [grade_dossier(load_standard(), dossier, AS_OF, None) for dossier in CAST]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda dossier: grade_dossier(standard, dossier, AS_OF, None), CAST * 20))
    assert found == expected * 20
