"""Every page in a real browser: nobody is kept out, nothing runs off a narrow screen, and the keyboard is enough."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Signing

AXE = Axe()
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
PAGES = {
    "administrator": (
        "/",
        "/people/",
        "/people/invite/",
        "/people/ali/",
        "/people/ali/switch/",
        "/bodies/",
        "/bodies/P33/",
        "/bodies/P33/add/",
        "/delegations/",
        "/delegations/give/",
        "/roles/",
        "/account/",
        "/second-factor/",
        "/sessions/",
        "/password/change/",
        "/nowhere/",
        "/audit/events/",
    ),
    "supervisor": ("/audit/events/", "/audit/reads/", "/absences/", "/absences/add/", "/absences/work/ali/"),
    "evaluator": ("/notices/", "/notices/mail/stop/"),
    "": ("/login/", "/welcome/MQ/spent/", "/signup/"),
}


def look(page: Page, address: str, pictures: Path, size: str) -> None:
    name = address.strip("/").replace("/", "-") or "home"
    page.screenshot(path=pictures / f"{name}.{size}.png", full_page=True)


def faults(page: Page) -> list[str]:
    """Give what axe finds, each with the place."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("username", PAGES)
def test_nobody_is_kept_out(username: str, visit: Signing, pictures: Path) -> None:
    page = visit(username)
    refused: list[str] = []
    page.on(
        "console",
        lambda message: refused.append(message.text) if "Content Security" in message.text else None,
    )
    found = {}
    for address in PAGES[username]:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type] # a size
        page.goto(address)
        look(page, address, pictures, "wide")
        found[address] = faults(page)
        page.set_viewport_size(NARROW)  # type: ignore[arg-type] # likewise
        look(page, address, pictures, "narrow")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found[address].append(f"{over} pixels too wide at 390")
    assert {address: those for address, those in found.items() if those} == {}
    assert refused == []


def test_the_keyboard_is_enough(visit: Signing) -> None:
    page = visit("administrator")
    page.goto("/people/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")
        )
    assert "邀请人员" in reached
    assert "words" in reached
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_filter_replaces_the_list_only(visit: Signing) -> None:
    page = visit("administrator")
    page.goto("/bodies/")
    page.evaluate("window.stayed = true")
    page.fill("#id_words", "宁波")
    page.press("#id_words", "Enter")
    page.wait_for_url("**/bodies/?words=*")
    page.get_by_text("共 1 条").wait_for()
    assert page.evaluate("window.stayed")
    assert page.get_by_role("link", name="宁波出入境检验检疫局").is_visible()


def test_the_language_is_switched(visit: Signing, pictures: Path) -> None:
    page = visit("administrator")
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Good day, 关礼").wait_for()
    look(page, "home-english", pictures, "wide")
    page.goto("/roles/")
    look(page, "roles-english", pictures, "wide")
    assert page.get_by_role("heading", name="Roles and rights").is_visible()
    assert faults(page) == []


def test_what_is_wrong_is_said_at_its_place(visit: Signing, pictures: Path) -> None:
    page = visit("administrator")
    page.goto("/people/invite/")
    page.get_by_role("button", name="邀请").click()
    page.get_by_role("alert").wait_for()
    look(page, "invite-wrong", pictures, "wide")
    assert faults(page) == []


def test_pages_are_printed_without_what_is_for_the_screen(visit: Signing) -> None:
    page = visit("administrator")
    page.goto("/roles/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="主导航").is_visible()
    assert page.get_by_role("table").is_visible()
