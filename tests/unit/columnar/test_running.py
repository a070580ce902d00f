"""A running query tells its progress, and an interruption stops it."""

from datetime import date
from random import Random

import pytest

from qualitycredit.engines.columnar import grade_columnar, running
from qualitycredit.reading import load_standard
from tests.generative.archives import connect
from tests.generative.drawing import KNOWN_AT
from tests.generative.shuffling import shuffled_dossiers

AS_OF = date(2026, 6, 30)
STANDARD = load_standard()


def test_progress_is_told_while_the_query_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_SECONDS", 0.001)
    told: list[float] = []
    with connect(shuffled_dossiers(STANDARD, AS_OF, Random(1), 50)) as connection:
        batches = list(grade_columnar(connection, STANDARD, AS_OF, KNOWN_AT, told.append))
    assert sum(batch.num_rows for batch in batches) == 50
    assert told
    assert all(0 <= share <= 1 for share in told)


def test_an_interruption_stops_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_SECONDS", 0.001)

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with (
        connect(shuffled_dossiers(STANDARD, AS_OF, Random(1), 50)) as connection,
        pytest.raises(KeyboardInterrupt),
    ):
        list(grade_columnar(connection, STANDARD, AS_OF, KNOWN_AT, interrupt))
