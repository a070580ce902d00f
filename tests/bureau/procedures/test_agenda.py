"""The calendar: what is due on which day, days off, years that nobody knows, and a file that tells nothing confidential."""

from datetime import date, timedelta

import pytest

from bureau.audit.models import Event
from bureau.procedures.agenda import SOURCES, beside, cases_due, contribute, month_of
from bureau.procedures.icalendar import folded, icalendar_of
from bureau.procedures.models import Case
from bureau.procedures.opening import order_rectification
from bureau.ui.clock import day, now
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import enterprise, verified

pytestmark = pytest.mark.django_db
TODAY = day(NOW)


def ordered(act_as: Casting) -> Case:
    return order_rectification(
        by=act_as("evaluator"),
        at=NOW,
        enterprise=enterprise(),
        reason="标识不全",
        help_offered="指导",
        put_right_by=TODAY + timedelta(days=20),
    )


def test_a_month_of_deadlines(act_as: Casting) -> None:
    case = ordered(act_as)
    verified(act_as("ali"), act_as("bowen"), NOW)
    weeks = month_of(act_as("evaluator"), 2026, 11, TODAY)
    days = {one.on: one for week in weeks for one in week}
    assert (weeks[0][0].on, weeks[-1][-1].on, len(weeks)) == (date(2026, 10, 26), date(2026, 12, 6), 6)
    assert [one.on for one in days.values() if one.today] == [TODAY]
    assert not days[date(2026, 10, 31)].within
    assert (days[date(2026, 11, 21)].works, days[date(2026, 11, 20)].works) == (False, True)
    assert case.due_on is not None
    (due,) = days[case.due_on].due[:1]
    assert due.label.startswith(case.number)
    labels = [one.label for each in days.values() for one in each.due]
    assert "指出失信行为 杭州阿丽食品有限公司" in labels
    assert not any(each.due for week in month_of(act_as("chen"), 2026, 11, TODAY) for each in week)
    unknown = month_of(act_as("evaluator"), 2027, 3, TODAY)
    assert {one.works for week in unknown for one in week} == {None}
    assert beside(2026, 12) == (date(2026, 11, 1), date(2027, 1, 1))
    contribute(cases_due)
    assert SOURCES.count(cases_due) == 1


def test_a_full_day_names_a_few_and_lists_the_rest(act_as: Casting, sign_in: Signing) -> None:
    cases = [ordered(act_as) for _ in range(6)]
    weeks = month_of(act_as("evaluator"), 2026, 11, TODAY)
    (full,) = (one for week in weeks for one in week if one.due)
    ((more, url),) = full.more
    assert (len(full.due), more) == (4, 2)
    page = sign_in("evaluator").get(url).content.decode()
    assert all(one.number in page for one in cases)
    assert "没有" in sign_in("evaluator").get(f"{url[:-2]}01").content.decode()


def test_the_file_tells_numbers_alone(act_as: Casting) -> None:
    case = ordered(act_as)
    address = "https://bureau.example"
    made = icalendar_of(act_as("evaluator"), TODAY + timedelta(days=30), address).decode()
    assert f"SUMMARY:{case.number}\r\nURL:{address}/cases/{case.pk}/\r\n" in made
    assert "阿丽" not in made
    assert "整改" not in made
    long = list(folded("URL:" + "质量" * 40))
    assert max(map(len, long)) <= 75
    assert b"".join(one.removeprefix(b" ") for one in long).decode() == "URL:" + "质量" * 40


def test_on_the_pages(act_as: Casting, sign_in: Signing) -> None:
    case = ordered(act_as)
    client = sign_in("evaluator")
    page = client.get("/cases/calendar/?month=2026-11").content.decode()
    for words in ("期限日历", case.number, "休", "2026-12", "存入自己的日历"):
        assert words in page, words
    for asked in ("2027-03", "", "1999-01", "abc"):
        assert client.get(f"/cases/calendar/?month={asked}").status_code == 200
    assert "待定" in client.get("/cases/calendar/?month=2027-03").content.decode()
    answer = client.get("/cases/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert Event.objects.get(event="procedures.agenda_taken").change == {
        "deadlines": Case.objects.filter(due_on__gte=day(now())).count()
    }
