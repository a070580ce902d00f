"""Whatever officers do and however days pass, what is stored is what the library says; what was decided stays."""

from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bureau.accounts.models import Person
from bureau.accounts.queries import acting_for
from bureau.archives import actions as archives
from bureau.archives.loading import load
from bureau.archives.models import Record
from bureau.archives.queries import dossier_of
from bureau.archives.vocabulary import kinds, standard
from bureau.audit.actors import System
from bureau.audit.models import Event
from bureau.enterprises import actions as enterprises
from bureau.enterprises.models import Product
from bureau.grades import actions, deciding
from bureau.grades.models import Cause, Decision, Receipt
from bureau.grades.queries import due_on, in_force_at
from bureau.ui.clock import day
from qualitycredit.archive import Archive, tables_of
from qualitycredit.engines.scalar import define_decision
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise, some_facts, verified
from tests.cast import CAST

BY = System(request_id="test")
GROUND = {"reason": "理由", "ground": "文 1"}
ENTERED = st.sampled_from(
    [
        (kind.name, outcome.name)
        for kind in kinds().values()
        for outcome in kind.outcomes
        if not {"inspected", "passed"} & set(kind.uses)
    ]
)


def current(code: str = CODE) -> Decision:
    return Decision.objects.get(enterprise=code, superseded_at__isnull=True)


def as_stored(code: str, as_of: date, known_at: datetime) -> dict[str, object]:
    """Give what the definition says, in the words in which it is stored."""
    fresh = define_decision(standard(), dossier_of(code, as_of=as_of, known_at=known_at), as_of, None)
    return {
        "grade": fresh.grade,
        "best": fresh.best or "",
        "worst": fresh.worst or "",
        "reason": fresh.reason or "",
        "met": list(fresh.met),
        "unknown": list(fresh.unknown),
        "next_change_on": fresh.next_change_on,
    }


class Days(RuleBasedStateMachine):
    """Two officers, one enterprise, and days that pass; each night what is due is graded again."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.at = NOW
        self.enterprise = enterprise()
        actions.regrade_due(by=BY, at=self.at, as_of=day(self.at))
        self.answers: dict[datetime, tuple[int, str]] = {}

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def do(self, action: Any, who: str, **given: Any) -> Any:  # noqa: ANN401 - any action
        self.at += timedelta(seconds=1)
        by = acting_for(Person.objects.get(username=who), day(self.at))
        try:
            with transaction.atomic():
                return action(by=by, at=self.at, **given)
        except ValidationError:
            return None

    @rule(said=ENTERED, ago=st.integers(0, 1500), due=st.none() | st.integers(0, 800), product=st.booleans())
    def a_fact(self, said: tuple[str, str], ago: int, due: int | None, *, product: bool) -> None:
        kind, outcome = said
        happened = day(self.at) - timedelta(days=ago)
        given: dict[str, object] = {"kind": kind, "outcome": outcome, "occurred_on": happened}
        given["subject"] = "P1" if product and "subject" in kinds()[kind].uses else ""
        if due is not None and "due_on" in kinds()[kind].uses:
            given["due_on"] = happened + timedelta(days=due)
        self.verified(self.do(archives.enter, "ali", enterprise=self.enterprise, facts=some_facts(**given)))

    @rule(passed=st.integers(0, 10), ago=st.integers(0, 800))
    def an_inspection(self, passed: int, ago: int) -> None:
        facts = some_facts(
            kind="factory_inspection",
            outcome="done",
            subject="",
            occurred_on=day(self.at) - timedelta(days=ago),
            inspected=10,
            passed=passed,
        )
        self.verified(self.do(archives.enter, "ali", enterprise=self.enterprise, facts=facts))

    @rule(
        which=st.integers(0, 5),
        action=st.sampled_from([archives.annul, archives.contest, archives.settle]),
    )
    def a_change(self, which: int, action: object) -> None:
        rows = Record.objects.filter(superseded_at__isnull=True, state="verified").order_by("pk")
        if rows:
            self.verified(self.do(action, "ali", record=rows[which % len(rows)], **GROUND))

    def verified(self, made: Record | None) -> None:
        if made is not None:
            self.do(archives.verify, "bowen", record=made)

    @rule(permit=st.booleans(), starts=st.none() | st.integers(0, 60))
    def a_product(self, starts: int | None, *, permit: bool) -> None:
        self.do(
            enterprises.add_product,
            "ali",
            enterprise=self.enterprise,
            code="P1",
            name="酱油",
            permit_required=permit,
            statutory_inspection=not permit,
            valid_from=None if starts is None else day(self.at) + timedelta(days=starts),
        )

    @rule(exporter=st.booleans())
    def export(self, *, exporter: bool) -> None:
        self.do(enterprises.set_exporter, "ali", enterprise=self.enterprise, exporter=exporter)

    @rule(days=st.integers(1, 400))
    def pass_days(self, days: int) -> None:
        """Let days pass; the job runs in each night, or, where it was down, in the last one only."""
        self.at += timedelta(days=days)
        actions.regrade_due(by=BY, at=self.at, as_of=day(self.at))

    @invariant()
    def what_is_stored_is_what_the_definition_says(self) -> None:
        stored = current()
        fresh = as_stored(CODE, day(self.at), self.at)
        for name in ("grade", "best", "worst", "reason", "met", "unknown"):
            assert getattr(stored, name) == fresh[name], name
        assert stored.next_change_on is None or day(self.at) < stored.next_change_on

    @invariant()
    def what_was_answered_is_answered_again(self) -> None:
        stored = current()
        self.answers[self.at] = stored.pk, stored.grade
        for moment, answer in self.answers.items():
            found = in_force_at(CODE, moment)
            assert found
            assert (found.pk, found.grade) == answer


@pytest.mark.django_db
def test_days_pass_and_officers_work() -> None:
    run_state_machine_as_test(
        Days,
        settings=settings(max_examples=10, stateful_step_count=20),
    )


pytestmark = pytest.mark.django_db


def test_a_decision_is_made_where_anything_changed(act_as: Casting) -> None:
    enterprise()
    assert in_force_at(CODE, NOW) is None
    ali, bowen = act_as("ali"), act_as("bowen")
    verified(ali, bowen, NOW)
    first = current()
    assert (first.grade, first.receipt.cause, first.receipt.engine) == ("C", Cause.CHANGE, "scalar")
    assert first.receipt.text_sha256 == standard().text_hash
    verified(ali, bowen, NOW + timedelta(hours=1), kind="honour", outcome="granted", subject="")
    assert current() == first
    made = actions.regrade_all(by=BY, at=NOW + timedelta(hours=2))
    assert made == 0
    assert not Event.objects.filter(event="grades.regraded").exists()


def test_few_and_many_come_out_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    load(by=BY, at=NOW, archive=Archive.from_tables(*tables_of(CAST)))
    few = {one.enterprise_id: one for one in Decision.objects.all()}
    assert len(few) == len(CAST)
    for code, one in few.items():
        wanted = as_stored(code, one.as_of, one.known_at)
        assert {name: getattr(one, name) for name in wanted} == wanted
    monkeypatch.setattr(deciding, "MANY", 1)
    monkeypatch.setattr(actions, "CHUNK", 2)
    assert actions.regrade_all(by=BY, at=NOW + timedelta(seconds=1)) == 0
    receipts = actions.regrade(at=NOW, codes=sorted(few), cause=Cause.STANDARD, as_of=date(2031, 1, 2))
    assert receipts
    for receipt, count in receipts:
        assert receipt.engine == "columnar"
        assert receipt.decisions.count() == count <= receipt.enterprises
        for one in receipt.decisions.all():
            wanted = as_stored(one.enterprise_id, one.as_of, one.known_at)
            assert {name: getattr(one, name) for name in wanted} == wanted


def test_another_reading_makes_new_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    enterprise()
    actions.regrade_due(by=BY, at=NOW, as_of=day(NOW))
    first = current()
    made = Receipt.objects.get()
    assert Event.objects.get(event="grades.regraded").change == {
        "cause": "due",
        "as_of": "2026-11-20",
        "decisions": 1,
    }
    monkeypatch.setattr(actions, "_receipt", _with_rules(actions._receipt, "another"))  # noqa: SLF001 - put in its place
    assert actions.regrade_all(by=BY, at=NOW + timedelta(seconds=1)) == 1
    assert current().receipt.rules_sha256 == "another" != made.rules_sha256
    assert in_force_at(CODE, NOW) == first
    assert in_force_at(CODE, NOW + timedelta(seconds=1)) == current()


def _with_rules(receipt: Any, rules: str) -> Any:  # noqa: ANN401 - a function in the place of another
    def changed(*given: Any) -> Receipt:  # noqa: ANN401 - whatever it takes
        made: Receipt = receipt(*given)
        made.rules_sha256 = rules
        return made

    return changed


def test_who_comes_late_decides_by_what_is_known_by_then(act_as: Casting) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    assert actions.regrade(at=NOW - timedelta(days=3), codes=[CODE], cause=Cause.CHANGE) == []
    assert current().known_at == NOW


def test_what_is_due_is_graded_by_command() -> None:
    enterprise()
    said = StringIO()
    call_command("regrade_due", stdout=said)
    call_command("regrade_due", "--as-of", day(current().known_at).isoformat(), stdout=said)
    call_command("regrade_all", stdout=said)
    assert said.getvalue().split() == ["新作决定", "1", "项。", *["新作决定", "0", "项。"] * 2]
    with pytest.raises(CommandError, match="今天以后"):
        call_command("regrade_due", "--as-of", "2999-01-01")


def test_what_is_due() -> None:
    one = enterprise()
    assert due_on(day(NOW)) == [CODE]
    actions.regrade_due(by=BY, at=NOW, as_of=day(NOW))
    assert due_on(day(NOW)) == []
    Product.objects.create(
        enterprise=one, code="P1", name="酱油", valid_from=date(2026, 12, 1), valid_to=date(2027, 2, 1)
    )
    actions.on_change([CODE], NOW)
    assert due_on(date(2026, 11, 30)) == []
    assert due_on(date(2026, 12, 1)) == [CODE]
    assert due_on(date(2026, 12, 2)) == [CODE]
