"""A day of each role, one after the other, on one enterprise: what one does is what the next one finds.

What each sees is kept in build/pictures/days; `make pictures` puts it into docs/pictures/days, for docs/tutorial/a-day.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Signing
from tests.browser.test_pages import faults

DING = "91330100543482632Y"
DOSSIER, GRADE = f"/archives/dossiers/{DING}/", f"/grades/enterprises/{DING}/"
SIZE = {"width": 1100, "height": 760}


@dataclass(frozen=True)
class Walk:
    """Takes people to their pages, and keeps a picture of what each came for."""

    visit: Signing
    folder: Path

    def comes(self, username: str) -> Page:
        """Let somebody sign in and look at his first page."""
        page = self.visit(username, size=SIZE)
        page.goto("/")
        return page

    def seen(self, page: Page, name: str = "") -> None:
        """Hold a page to what all pages are held to, and keep its picture under a name."""
        assert faults(page) == [], page.url
        if name:
            page.screenshot(path=self.folder / f"{name}.jpg", type="jpeg", quality=70)
        page.set_viewport_size(NARROW)  # type: ignore[arg-type] # a size
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
        page.set_viewport_size(SIZE)  # type: ignore[arg-type] # a size


@pytest.fixture
def walk(visit: Signing, pictures: Path) -> Walk:
    """Give the walk, and a folder for its pictures."""
    folder = pictures / "days"
    folder.mkdir(exist_ok=True)
    for kept in folder.iterdir():
        kept.unlink()
    return Walk(visit, folder)


def recorder(walk: Walk) -> None:
    """Register an enterprise, find it by its first letters, and enter what a spot check found."""
    page = walk.comes("ali")
    walk.seen(page)
    page.goto("/enterprises/add/")
    page.fill("#id_code", DING)
    page.fill("#id_name", "杭州广祥家具有限公司")
    page.fill("#id_established_on", "2010-05-20")
    page.fill("#id_region", "330106")
    page.get_by_role("button", name="登记").click()
    page.goto("/enterprises/?words=hzgx")
    page.get_by_role("link", name="杭州广祥家具有限公司").first.click()
    page.get_by_role("link", name="质量档案").click()
    walk.seen(page)
    page.get_by_role("link", name="录入记录").click()
    page.get_by_role("link", name="产品质量监督抽查").click()
    page.select_option("#id_outcome", "fail")
    page.fill("#id_occurred_on", "2026-03-03")
    page.fill("#id_document", "浙质监抽〔2026〕7 号")
    walk.seen(page, "recorder")
    page.get_by_role("button", name="录入").click()
    page.get_by_text("已录入，等待另一位同事核对").wait_for()


def verifier(walk: Walk) -> None:
    """See what waits, by the notice; and what it would do to the grade."""
    page = walk.comes("bowen")
    page.get_by_role("link", name="通知").click()
    walk.seen(page)
    page.get_by_role("button", name="待您核对的记录").click()
    page.get_by_role("link", name="产品质量监督抽查").first.click()
    page.get_by_role("link", name="核对", exact=True).last.click()
    walk.seen(page, "verifier")
    page.get_by_role("button", name="核对无误").click()
    page.get_by_text("已核对，计入档案").wait_for()


def evaluator(walk: Walk) -> None:
    """Order that it be put right, by a day, with help."""
    page = walk.comes("evaluator")
    page.goto(GRADE)
    walk.seen(page)
    page.goto(f"/cases/order/{DING}/")
    page.fill("#id_reason", "监督抽查不合格")
    page.fill("#id_help_offered", "派技术人员上门指导")
    until = date.today() + timedelta(days=25)  # noqa: DTZ011, TID251 - the day of the server, or the one beside it
    page.fill("#id_put_right_by", until.isoformat())
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/cases/[0-9]+/$"))
    walk.seen(page, "evaluator")


def reviewer(walk: Walk) -> None:
    """Read why the grade is what it is, and what awaits one."""
    page = walk.comes("reviewer")
    page.goto("/cases/")
    walk.seen(page)
    page.goto(GRADE)
    walk.seen(page, "reviewer")


def publisher(walk: Walk) -> None:
    """See that nothing waits to be published, and by which rules it would be."""
    page = walk.comes("publisher")
    page.goto("/publication/")
    assert page.locator("tbody tr").count() == 0
    walk.seen(page)
    page.goto("/publication/rules/")
    walk.seen(page, "publisher")


def supervisor(walk: Walk) -> None:
    """See who looked at the dossier, and who is away."""
    page = walk.comes("supervisor")
    page.goto("/audit/reads/")
    expect(page.locator("main")).to_contain_text("阿丽")
    walk.seen(page, "supervisor")
    page.goto("/absences/")
    walk.seen(page)


def statistician(walk: Walk) -> None:
    """Look at the board, and go to the list behind a number."""
    page = walk.comes("statistician")
    page.get_by_role("link", name="总览").first.click()
    walk.seen(page, "statistician")
    page.goto("/grades/counted/")
    walk.seen(page)


def administrator(walk: Walk) -> None:
    """See the people, and what each role may do."""
    page = walk.comes("administrator")
    page.get_by_role("link", name="人员").first.click()
    walk.seen(page, "administrator")
    page.goto("/roles/")
    walk.seen(page)


def laboratory(walk: Walk) -> None:
    """Find that no opinion is asked for."""
    page = walk.comes("laboratory")
    page.goto("/cases/")
    expect(page.locator("main")).to_contain_text("没有这样的事项")
    walk.seen(page, "laboratory")


def partner(walk: Walk) -> None:
    """Find the directories, which is all there is for another department."""
    page = walk.comes("partner")
    walk.seen(page, "partner")


def enterprise(walk: Walk) -> None:
    """Find one's grade, what waits for one, and who looked; and ask what another fact would do."""
    page = walk.comes("ding")
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("整改")
    walk.seen(page, "enterprise")
    page.goto(DOSSIER)
    expect(page.locator("main")).to_contain_text("平评")
    walk.seen(page)
    page.goto("/desk/check/")
    walk.seen(page, "self-check")


DAYS: tuple[Callable[[Walk], None], ...] = (
    recorder,
    verifier,
    evaluator,
    reviewer,
    publisher,
    supervisor,
    statistician,
    administrator,
    laboratory,
    partner,
    enterprise,
)


def test_a_day_of_each_role(walk: Walk) -> None:
    for day in DAYS:
        day(walk)
    kept = {path.stem for path in walk.folder.glob("*.jpg")}
    assert kept >= {day.__name__ for day in DAYS}
