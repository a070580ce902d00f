"""The hand-written SQL that the bench measures gives what the library gives, in every column."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from pyarrow import parquet

from bench.agreement import differences
from bench.archives import AS_OF as BENCH_AS_OF
from bench.archives import KNOWN_AT as BENCH_KNOWN_AT
from bench.archives import opened
from bench.contestants import DECISIONS
from bench.expert import expert_sql
from qualitycredit import grade, load_standard, open_archive
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.grading.tables import SCHEMA
from qualitycredit.model.facts import Dossier, Record
from qualitycredit.reading import standard_folder
from tests.generative.archives import connect
from tests.generative.drawing import AS_OF, KNOWN_AT
from tests.generative.shuffling import shuffled_dossiers

# Days on which a calendar goes wrong, besides those of the generated tests.
DAYS = (*AS_OF, date(2027, 3, 1), date(2028, 2, 29))


def assert_agreement(drawn: Sequence[Dossier], as_of: date) -> None:
    standard = load_standard()
    with connect(drawn) as connection:
        rows = connection.sql(expert_sql(as_of, KNOWN_AT)).to_arrow_table().to_pylist()
    decisions = (grade_dossier(standard, d.known_at(KNOWN_AT), as_of, KNOWN_AT) for d in drawn)
    wanted = [{name: getattr(decision, name) for name in SCHEMA.names} for decision in decisions]
    for row in wanted:
        row |= {"met": list(row["met"]), "unknown": list(row["unknown"])}
    assert rows == sorted(wanted, key=lambda row: row["enterprise_id"])


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_the_experts_sql_agrees_in_every_column(as_of: date) -> None:
    random = Random(f"expert {as_of}")
    drawn = shuffled_dossiers(load_standard(), as_of, random, 500)
    # Every other one has little against it: a day of change is looked for behind every grade.
    drawn[1::2] = [_better(dossier, as_of, random) for dossier in drawn[1::2]]
    assert_agreement(drawn, as_of)


def test_it_agrees_on_a_synthetic_archive(tmp_path: Path) -> None:
    folder, reference, decided = tmp_path / "archive", tmp_path / "ours.parquet", tmp_path / "expert.parquet"
    synthesise(
        folder, enterprises=20_000, seed=2006, profile=standard_folder("aqsiq-2006") / "synthetic.toml"
    )
    grade(open_archive(folder), as_of=BENCH_AS_OF, standard=load_standard(), validated=True).write(reference)
    with opened(folder) as connection:
        connection.sql(expert_sql(BENCH_AS_OF, BENCH_KNOWN_AT)).write_parquet(str(decided))
    assert differences(str(decided), str(reference), DECISIONS) == 0


def test_a_difference_is_seen(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.parquet", tmp_path / "theirs.parquet"
    rows = {"E1": ("A", date(2027, 1, 1)), "E2": ("U", None), "E3": ("D", None)}
    _write(ours, rows)
    _write(theirs, {"E1": ("A", date(2028, 1, 1)), "E3": ("D", None)})
    assert differences(str(ours), str(ours), ["grade", "next_change_on"]) == 0
    assert differences(str(theirs), str(ours), ["grade"]) == 1
    assert differences(str(theirs), str(ours), ["grade", "next_change_on"]) == 2


def _write(path: Path, rows: Mapping[str, tuple[str, date | None]]) -> None:
    grades, days = zip(*rows.values(), strict=True)
    columns = {"enterprise_id": list(rows), "grade": grades, "next_change_on": pa.array(days, pa.date32())}
    parquet.write_table(pa.table(columns), path)


def _better(dossier: Dossier, as_of: date, random: Random) -> Dossier:
    """Give a dossier of an old enterprise with full rates and at most two of its other records."""
    enterprise = replace(dossier.enterprise, established_on=date(1996, 2, 29), deregistered_on=None)
    rates = [
        Record(
            record_id=f"N{number}",
            enterprise_id="",
            kind=kind,
            outcome="done",
            occurred_on=as_of - timedelta(days=random.choice((0, 1, 100, 364, 365, 366, -3))),
            recorded_at=datetime(2020, 1, 1),
            source="S",
            inspected=4,
            passed=4,
        )
        for number, kind in enumerate(("factory_inspection", "statutory_inspection", "export_inspection"))
    ]
    others = dossier.records[: random.randint(0, 2)]
    return Dossier(enterprise, dossier.products[: random.randint(0, 1)], (*others, *rates))
