"""After any additions, corrections, annulments and days passing, a regrade gives the bytes that a full grade gives."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from qualitycredit.archive import Archive, open_archive, tables_of
from qualitycredit.engines.columnar import running
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.grading import grade
from qualitycredit.grading.tables import batches_of, coded, coded_schema, regrouped
from qualitycredit.grading.writing import write_decisions
from qualitycredit.lake import add_changes, compact_lake, create_lake, regrade, regrading, write_regrading
from qualitycredit.lake.index import INDEX
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.standard import Standard
from qualitycredit.model.words import Words
from qualitycredit.reading import load_standard
from tests.generative.drawing import days, records
from tests.generative.remembering import coded_said, due_said
from tests.generative.shapes import SHAPES

STANDARDS = {
    standard.name: standard for standard in (load_standard(), load_standard("nyc-letter-grade"), *SHAPES)
}
# The days that pass: over a leap day, over edges of windows, and over New Year.
DAYS = [
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2026, 6, 30),
]
IDS = [f"E{number}" for number in range(30)]
EXAMPLES = max(2, settings().max_examples // 25)


@pytest.fixture(autouse=True)
def _remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write each statement once, and never grade all because of the number of those that changed."""
    monkeypatch.setattr(running, "coded_query", coded_said)
    monkeypatch.setattr(running, "due_query", due_said)
    monkeypatch.setattr(regrading, "_MOST", 9.0)
    monkeypatch.setattr(regrading, "_OVERLAYS", 3)
    monkeypatch.setattr("qualitycredit.lake.following._SEGMENTS", 3)


def file_of(
    standard: Standard, dossiers: list[Dossier], day: date, moment: datetime | None, path: Path
) -> bytes:
    """Give the file that the definition writes."""
    words = Words.of(standard)
    known = (dossier if moment is None else dossier.known_at(moment) for dossier in dossiers)
    decided = batches_of(grade_dossier(standard, dossier, day, moment) for dossier in known)
    schema = coded_schema(words)
    write_decisions(path, regrouped((coded(batch, words) for batch in decided), schema), schema)
    return path.read_bytes()


class Lake(RuleBasedStateMachine):
    """A lake, and beside it what it should hold: `held` of what was added, `news` of what is about to be."""

    standard: Standard

    @initialize(data=st.data(), first=st.integers(0, len(DAYS) - 1))
    def begin(self, data: st.DataObject, first: int) -> None:
        self.folder = Path(mkdtemp(prefix="lake-"))
        self.lake = self.folder / "lake"
        self.at, self.count = first, 0
        self.now = datetime(2024, 1, 1)
        self.held: dict[str, Dossier] = {}
        self.news: dict[str, Dossier] = {}
        for identifier in data.draw(st.sets(st.sampled_from(IDS), min_size=1, max_size=4)):
            self._found(data, identifier)
        create_lake(self.lake, self._archive(self.news), self.standard.kinds)
        self.held, self.news = self.news, {}

    @property
    def day(self) -> date:
        return DAYS[self.at]

    @rule(data=st.data())
    def found(self, data: st.DataObject) -> None:
        self._found(data, data.draw(st.sampled_from(IDS)))

    @rule(data=st.data())
    def record(self, data: st.DataObject) -> None:
        self._append(data.draw(self._known()), data)

    @rule(data=st.data(), ahead=st.integers(1, 400))
    def record_of_a_moment_to_come(self, data: st.DataObject, ahead: int) -> None:
        self._append(data.draw(self._known()), data, timedelta(days=ahead))

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        for old in self._open(data):
            drawn = data.draw(records(self.standard.kinds, self.day, 0))
            self._replace(
                old,
                replace(drawn, record_id=old.record_id, source=old.source, enterprise_id=old.enterprise_id),
            )

    @rule(data=st.data())
    def contest_or_settle(self, data: st.DataObject) -> None:
        for old in self._open(data):
            outcomes = {outcome.name: outcome for outcome in self.standard.kinds[old.kind].outcomes}
            if old.outcome is not None and outcomes[old.outcome].contestable:
                self._replace(old, replace(old, contested=not old.contested))

    @rule(data=st.data())
    def annul(self, data: st.DataObject) -> None:
        for old in self._open(data):
            self._replace(old, None)

    @rule(data=st.data())
    def change_the_enterprise(self, data: st.DataObject) -> None:
        dossier = self._now(data.draw(self._known()))
        enterprise = self._enterprise(data, dossier.enterprise.enterprise_id)
        self.news[enterprise.enterprise_id] = replace(dossier, enterprise=enterprise)

    @rule(
        data=st.data(), flags=st.tuples(st.booleans(), st.booleans()), product=st.sampled_from(("P1", "P2"))
    )
    def change_a_product(self, data: st.DataObject, flags: tuple[bool, bool], product: str) -> None:
        dossier = self._now(data.draw(self._known()))
        made = Product(dossier.enterprise.enterprise_id, product, "品", *flags)
        others = (other for other in dossier.products if other.product != product)
        products = tuple(sorted((*others, made), key=lambda each: each.product))
        self.news[made.enterprise_id] = replace(dossier, products=products)

    @precondition(lambda self: self.at < len(DAYS) - 1)
    @rule()
    def let_days_pass(self) -> None:
        self.at += 1

    @rule(whole=st.booleans())
    def add(self, *, whole: bool) -> None:
        """Add what is new, said in full or as no more than the rows that changed; a second time it is no news."""
        changes = self._archive(self.news if whole else {key: self._changed(key) for key in self.news})
        version = add_changes(self.lake, changes, self.standard.kinds)
        assert (version is None) == all(self.held.get(key) == dossier for key, dossier in self.news.items())
        assert add_changes(self.lake, changes, self.standard.kinds) is None
        self.held |= self.news
        self.news = {}

    @rule(data=st.data())
    def be_killed_while_adding(self, data: st.DataObject) -> None:
        """Add, and lose what was not written when the process was killed: all after the version, or the version too."""
        copytree(self.lake, self.folder / "before")
        self.add(whole=True)
        if data.draw(st.booleans()):
            rmtree(self.lake / INDEX)
            (self.folder / "before" / INDEX).rename(self.lake / INDEX)
        rmtree(self.folder / "before")

    @rule()
    def find_rubbish(self) -> None:
        (self.lake / "records" / ".000099-rows").mkdir(exist_ok=True)
        (self.lake / "records" / "region=11").mkdir(exist_ok=True)
        (self.lake / "records" / "region=11" / "000099-rows-0.parquet").write_bytes(b"PAR1")
        (self.lake / "versions" / ".000099.json-1").write_text("{")

    @rule()
    def lose_the_index(self) -> None:
        rmtree(self.lake / INDEX)

    @rule()
    def compact(self) -> None:
        compact_lake(self.lake)

    @rule(all_known=st.booleans())
    def regrade(self, *, all_known: bool) -> None:
        done = regrade(
            self.lake, as_of=self.day, standard=self.standard, known_at=None if all_known else self.now
        )
        path = self.folder / "regraded.parquet"
        receipt = write_regrading(done, path)
        moments = [
            m for d in self.held.values() for r in d.records for m in (r.recorded_at, r.superseded_at) if m
        ]
        known = [moment for moment in moments if all_known or moment <= self.now]
        moment = max(known, default=self.now if moments else None)
        dossiers = [self.held[key] for key in sorted(self.held)]
        assert path.read_bytes() == file_of(
            self.standard, dossiers, self.day, moment, self.folder / "all.parquet"
        )
        assert receipt.known_at == (None if moment is None else moment.isoformat())
        assert done.state.summary.total == len(self.held)

    def teardown(self) -> None:
        if not hasattr(self, "lake"):
            return
        done = regrade(self.lake, as_of=self.day, standard=self.standard)
        for name in ("decisions.parquet", "decisions.csv"):
            (self.folder / "full").mkdir(exist_ok=True)
            write_regrading(done, self.folder / name)
            grade(open_archive(self.lake), as_of=self.day, standard=self.standard).write(
                self.folder / "full" / name
            )
            for each in (name, f"{name}.receipt.json"):
                assert (self.folder / each).read_bytes() == (self.folder / "full" / each).read_bytes()
        rmtree(self.folder)

    def _known(self) -> st.SearchStrategy[str]:
        return st.sampled_from(sorted({*self.held, *self.news}))

    def _now(self, identifier: str) -> Dossier:
        return self.news.get(identifier) or self.held[identifier]

    def _changed(self, identifier: str) -> Dossier:
        """Give the rows that are not held; the enterprise always, which may be said again."""
        dossier, held = self.news[identifier], self.held.get(identifier)
        if held is None:
            return dossier
        products = tuple(product for product in dossier.products if product not in held.products)
        return Dossier(
            dossier.enterprise, products, tuple(r for r in dossier.records if r not in held.records)
        )

    def _archive(self, dossiers: dict[str, Dossier]) -> Archive:
        return Archive.from_tables(*tables_of(dossiers.values()), identifier="local")

    def _moment(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def _enterprise(self, data: st.DataObject, identifier: str) -> Enterprise:
        established_on = data.draw(days(self.day))
        gone = data.draw(st.sampled_from((None, None, None, -1, 0, 1, 300)))
        gone_on = None if gone is None else max(established_on, self.day + timedelta(days=gone))
        region = data.draw(st.sampled_from(("110000", "440100")))
        return Enterprise(identifier, "名", established_on, gone_on, region, None, data.draw(st.booleans()))

    def _found(self, data: st.DataObject, identifier: str) -> None:
        if identifier not in self.held and identifier not in self.news:
            self.news[identifier] = Dossier(self._enterprise(data, identifier))
            for _ in range(data.draw(st.integers(0, 3))):
                self._append(identifier, data)

    def _append(self, identifier: str, data: st.DataObject, ahead: timedelta = timedelta()) -> None:
        self.count += 1
        drawn = data.draw(records(self.standard.kinds, self.day, self.count))
        at = self._moment() + ahead
        made = replace(
            drawn, record_id=f"R{self.count}", enterprise_id=identifier, recorded_at=at, superseded_at=None
        )
        dossier = self._now(identifier)
        self.news[identifier] = replace(dossier, records=(*dossier.records, made))

    def _open(self, data: st.DataObject) -> Iterator[Record]:
        """Draw a record that stands, if there is one whose moment has come."""
        dossiers = (self._now(key) for key in sorted({*self.held, *self.news}))
        found = [
            r for d in dossiers for r in d.records if r.superseded_at is None and r.recorded_at <= self.now
        ]
        if found:
            yield data.draw(st.sampled_from(found))

    def _replace(self, old: Record, new: Record | None) -> None:
        at = self._moment()
        dossier = self._now(old.enterprise_id)
        kept = tuple(replace(each, superseded_at=at) if each is old else each for each in dossier.records)
        added = () if new is None else (replace(new, recorded_at=at, superseded_at=None),)
        self.news[old.enterprise_id] = replace(dossier, records=(*kept, *added))


@pytest.mark.parametrize("name", STANDARDS)
def test_a_regrade_gives_the_bytes_of_a_full_grade(name: str) -> None:
    class OfThisStandard(Lake):
        standard = STANDARDS[name]

    run_state_machine_as_test(
        OfThisStandard,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
