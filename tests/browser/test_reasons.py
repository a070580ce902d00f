"""An official reads why a grade is so, by keyboard and on paper, and asks what was known on a day, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Signing
from tests.browser.test_pages import faults, look

SIZES = ((WIDE, "wide"), (NARROW, "narrow"))


def check(page: Page, name: str, pictures: Path) -> None:
    """Look at a page at both sizes: nobody is kept out, nothing runs off."""
    for size, label in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type] # a size
        look(page, f"reasons-{name}", pictures, label)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        assert faults(page) == [], name
    page.set_viewport_size(WIDE)  # type: ignore[arg-type] # a size


def open_first(page: Page, query: str) -> str:
    """Open the reasons of the first enterprise of a list, and give its code."""
    page.goto(f"/grades/list/?{query}")
    page.locator("td a").first.click()
    page.wait_for_url("**/grades/enterprises/**")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_reasons_are_read_folded_and_unfolded(language: str, visit: Signing, pictures: Path) -> None:
    page = visit("nation-supervisor", language=language)
    for query in ("grade=B", "grade=C", "reason=unsettled"):
        open_first(page, query)
        check(page, f"{query.split('=')[1]}-{language[:2]}", pictures)
        shown = page.locator("article.clause:visible").count()
        folded = page.locator("main details:not([open]) > summary:visible")
        while folded.count():
            folded.first.click()
        every = page.locator("article.clause")
        assert page.locator("article.clause:visible").count() == every.count() > shown
        check(page, f"{query.split('=')[1]}-{language[:2]}-all", pictures)


def test_a_fold_opens_by_keyboard_and_by_a_link_to_what_is_in_it(visit: Signing) -> None:
    page = visit("nation-supervisor")
    open_first(page, "grade=C")
    folded = page.locator("details.chapter[open] details.fold > summary").first
    clause = folded.locator("xpath=..").locator("article.clause").first
    assert not clause.is_visible()
    folded.focus()
    page.keyboard.press("Enter")
    assert clause.is_visible()
    page.reload()
    link = page.locator(".better a").first
    target = page.locator(f"[id='{link.inner_text()}']")
    link.focus()
    page.keyboard.press("Enter")
    target.wait_for(state="visible")


def test_the_printed_page_leaves_nothing_folded(visit: Signing, pictures: Path) -> None:
    page = visit("nation-supervisor")
    open_first(page, "grade=C")
    page.emulate_media(media="print")
    assert not page.locator(".nav").is_visible()
    assert page.locator("article.clause").first.is_visible()
    heights = page.locator("article.clause").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) > 0
    look(page, "reasons-printed", pictures, "wide")


def test_paper_comes_in_both_languages(visit: Signing) -> None:
    page = visit("nation-supervisor")
    code = open_first(page, "grade=A")
    for name in ("PDF 中文", "PDF English"):
        address = page.get_by_role("link", name=name).get_attribute("href")
        assert address
        answer = page.request.get(address)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF")
        assert code in answer.headers["content-disposition"]


def test_a_day_is_asked_and_its_reasons_are_read(visit: Signing, pictures: Path) -> None:
    page = visit("nation-supervisor")
    open_first(page, "grade=C")
    page.get_by_role("link", name="历次决定").click()
    check(page, "history", pictures)
    page.fill("#id_as_of", re.search(r"\d{4}-\d\d-\d\d", page.locator("section.panel").first.inner_text())[0])  # type: ignore[index] # every decision has its day
    page.press("#id_as_of", "Enter")
    page.locator("[aria-live]").wait_for()
    page.locator("[aria-live] summary").click()
    check(page, "answer", pictures)
    page.get_by_role("link", name="当时的理由").last.click()
    page.get_by_text("以前核对的记录，说明").wait_for()
    check(page, "then", pictures)
    page.get_by_role("link", name="看今天的").click()
    page.wait_for_url(re.compile(r"/grades/enterprises/[0-9A-Z]+/$"))


def test_the_moves_of_a_day_and_the_grade_where_one_looks(visit: Signing, pictures: Path) -> None:
    page = visit("nation-supervisor")
    page.goto("/grades/moved/")
    check(page, "moved-none", pictures)
    page.select_option("#id_moved", "first")
    page.get_by_text("首次定级").nth(1).wait_for()
    check(page, "moved-first", pictures)
    page.goto("/enterprises/")
    check(page, "enterprises", pictures)
    page.locator("td a.mark").first.click()
    page.wait_for_url("**/grades/enterprises/**")
    page.get_by_role("link", name="登记情况").click()
    check(page, "enterprise", pictures)
    page.locator("a.mark[href*='/grades/']").click()
    page.wait_for_url("**/grades/enterprises/**")
