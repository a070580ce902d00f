"""A grade is found, its reasons are read, and its history is asked, in a real browser at both sizes."""

from pathlib import Path

import pytest

from tests.browser.conftest import NARROW, WIDE, Signing
from tests.browser.test_pages import faults, look

PAGES = ("board/", "list/", "moved/", "counted/", "standard/")


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_lists_and_the_law_are_open_to_all_who_read(language: str, visit: Signing, pictures: Path) -> None:
    page = visit("nation-supervisor", language=language)
    for size, label in ((WIDE, "wide"), (NARROW, "narrow")):
        page.set_viewport_size(size)  # type: ignore[arg-type] # a size
        for path in PAGES:
            answer = page.goto(f"/grades/{path}")
            assert answer is not None
            assert answer.ok, path
            name = f"grades-{path.strip('/')}-{language[:2]}"
            look(page, name, pictures, label)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            assert faults(page) == [], path


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_reasons_of_a_grade_are_read(language: str, visit: Signing, pictures: Path) -> None:
    page = visit("nation-supervisor", language=language)
    for grade in ("A", "C", "U"):
        for size, label in ((WIDE, "wide"), (NARROW, "narrow")):
            page.set_viewport_size(size)  # type: ignore[arg-type] # a size
            page.goto(f"/grades/list/?grade={grade}")
            page.locator("td a").first.click()
            look(page, f"grade-{grade}-{language[:2]}", pictures, label)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert faults(page) == []
            page.locator(".head-and-action a.button").first.click()
            page.fill("#id_as_of", "2026-11-01")
            page.fill("#id_known_at", "2026-11-01T09:00")
            page.press("#id_known_at", "Enter")
            page.locator("[aria-live]").wait_for()
            look(page, f"history-{grade}-{language[:2]}", pictures, label)
            assert faults(page) == []
