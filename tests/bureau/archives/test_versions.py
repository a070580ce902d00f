"""Whatever officers do, in whatever order: nothing counts that two have not seen, and what counted stays as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bureau.accounts.models import Person
from bureau.accounts.queries import acting_for
from bureau.archives import actions
from bureau.archives.models import Record, State
from bureau.archives.queries import dossier_of
from tests.bureau.conftest import NOW
from tests.bureau.objects import CODE, enterprise, some_facts

PEOPLE = st.sampled_from(["ali", "bowen", "hangzhou", "chen"])
WHICH = st.integers(0, 5)
OUTCOMES = st.sampled_from(["pass", "fail"])
GROUND = {"reason": "理由", "ground": "文 1"}


class Officers(RuleBasedStateMachine):
    """Officers who do what they like to the records of one enterprise."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.at = NOW
        self.enterprise = enterprise()
        self.seen: dict[int, tuple[object, ...]] = {}

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def do(self, action: Any, who: str, **given: Any) -> None:  # noqa: ANN401 - any action
        self.at += timedelta(seconds=1)
        by = acting_for(Person.objects.get(username=who), self.at.date())
        try:
            action(by=by, at=self.at, **given)
        except (ValidationError, PermissionDenied):
            return

    def to(self, action: Any, who: str, which: int, **given: Any) -> None:  # noqa: ANN401 - any action
        rows = Record.objects.order_by("pk")
        if rows:
            self.do(action, who, record=rows[which % len(rows)], **given)

    @rule(who=PEOPLE, outcome=OUTCOMES, draft=st.booleans())
    def enter(self, who: str, outcome: str, *, draft: bool) -> None:
        self.do(
            actions.enter, who, enterprise=self.enterprise, facts=some_facts(outcome=outcome), draft=draft
        )

    @rule(who=PEOPLE, which=WHICH)
    def verify(self, who: str, which: int) -> None:
        self.to(actions.verify, who, which)

    @rule(who=PEOPLE, which=WHICH, action=st.sampled_from([actions.annul, actions.contest, actions.settle]))
    def change(self, who: str, which: int, action: object) -> None:
        self.to(action, who, which, **GROUND)

    @rule(who=PEOPLE, which=WHICH, outcome=OUTCOMES)
    def correct(self, who: str, which: int, outcome: str) -> None:
        self.to(actions.correct, who, which, facts=some_facts(outcome=outcome), **GROUND)

    @rule(who=PEOPLE, which=WHICH, outcome=OUTCOMES)
    def amend(self, who: str, which: int, outcome: str) -> None:
        self.to(actions.amend, who, which, facts=some_facts(outcome=outcome))

    @rule(who=PEOPLE, which=WHICH)
    def give_back(self, who: str, which: int) -> None:
        self.to(actions.give_back, who, which, reason="理由")

    @rule(who=PEOPLE, which=WHICH)
    def withdraw(self, who: str, which: int) -> None:
        self.to(actions.withdraw, who, which)

    @invariant()
    def what_counts_was_seen_by_two(self) -> None:
        rows = list(Record.objects.all())
        counting = {one.record_id for one in rows if one.in_force}
        dossier = dossier_of(CODE, as_of=self.at.date(), known_at=self.at)
        assert {one.record_id for one in dossier.records} == counting
        assert len(dossier.records) == len(counting)
        for one in rows:
            if one.state == State.VERIFIED:
                assert one.verified_by_id not in (None, one.entered_by_id)
                said = (one.facts, one.recorded_at, one.change, one.entered_by_id, one.verified_by_id)
                assert self.seen.setdefault(one.pk, said) == said
        assert self.seen.keys() <= {one.pk for one in rows}


@pytest.mark.django_db
def test_officers_who_do_what_they_like() -> None:
    run_state_machine_as_test(Officers, settings=settings(max_examples=15, stateful_step_count=30))
