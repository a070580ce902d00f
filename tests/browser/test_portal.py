"""The portal in a real browser: nobody is kept out, nothing runs off a narrow screen, and no script is needed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.conftest import NARROW, QUALITYCREDIT, WIDE, free_port, wait_for
from tests.browser.test_pages import faults, look

# Those of tests/bureau/store/entries.py, which only a process with Django in it can read.
CODE, OTHER = "913301060000001231", "91330106000000200X"
ROOT = Path(__file__).parents[2]
PAGES = {
    "home": "/",
    "search": "/search/?q=公司",
    "nothing": "/search/?q=没有的",
    "entry-a": f"/entries/{CODE}/",
    "entry-d": f"/entries/{OTHER}/",
    "unlisted": "/entries/913300000000000017/",
    "withdrawn": "/withdrawn/",
    "statistics": "/statistics/",
    "standard": "/standard/",
    "education": "/education/",
    "self-check": "/self-check/",
    "advice": "/advice/",
    "report": "/report/",
    "report-answer": "/report/answer/",
    "data": "/data/",
    "nowhere": "/nowhere/",
}
FILL = """
import django
django.setup()
from dataclasses import replace
from datetime import timedelta
from bureau.portal.provinces import PROVINCES
from bureau.store.actions import mark_day, release, withdraw
from bureau.store.publishing import publish_counts
from bureau.ui.clock import day, now
from tests.bureau.store.entries import A, D
at = now()
today = day(at)
fresh = {"published_on": today, "expires_on": today + timedelta(days=365)}
gone = replace(A, code="91330106000000300X", name="绍兴丙酒业有限公司", decision="三", **fresh)
for entry in (replace(A, **fresh), replace(D, **fresh), gone):
    release(entry, at=at)
withdraw(code=gone.code, decision="三", because="ended", on=today, at=at)
mark_day(on=today, at=at)
publish_counts("graded", {one.code: 37 * 4 ** (number % 7) for number, one in enumerate(PROVINCES)}, on=today)
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the portal on a store with something on every page, and give its address."""
    folder, port = tmp_path_factory.mktemp("bureau"), free_port()
    here = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LOG_LEVEL": "ERROR"}
    bureau = {**here, "BUREAU_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "bureau.config.settings"}
    for words in (
        [*QUALITYCREDIT, "manage", "setup"],
        [*QUALITYCREDIT, "manage", "release_standard"],
        [sys.executable, "-c", FILL],
    ):
        subprocess.run(words, env=bureau, cwd=ROOT, check=True, capture_output=True, timeout=120)
    served = subprocess.Popen(
        [*QUALITYCREDIT, "serve-portal", "--port", str(port)],
        env={**here, "PUBLIC_DATA": str(folder / "public"), "INBOX_DATA": str(folder / "inbox")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    found = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{found}/health/ready/")
        yield found
    finally:
        served.terminate()
        served.wait(timeout=20)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nobody_is_kept_out(prefix: str, portal: str, browser: Browser, pictures: Path) -> None:
    context = browser.new_context(base_url=portal, viewport=WIDE)  # type: ignore[arg-type] # a size
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    weights: list[int] = []

    def weigh(answer: Response) -> None:
        weights.append(len(answer.body()))

    page.on("response", weigh)
    found, heaviest = {}, 0
    for name, address in PAGES.items():
        weights.clear()
        page.set_viewport_size(WIDE)  # type: ignore[arg-type] # likewise
        page.goto(prefix + address)
        heaviest = max(heaviest, sum(weights))
        look(page, f"portal-{name}{prefix.replace('/', '-')}", pictures, "wide")
        found[name] = faults(page)
        page.set_viewport_size(NARROW)  # type: ignore[arg-type] # likewise
        look(page, f"portal-{name}{prefix.replace('/', '-')}", pictures, "narrow")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found[name].append(f"{over} pixels too wide at 390")
    context.close()
    assert {name: those for name, those in found.items() if those} == {}
    assert refused == []
    assert heaviest < 100_000


def test_it_works_without_script_and_by_keyboard(portal: str, browser: Browser) -> None:
    context = browser.new_context(base_url=portal, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.fill("#q", "甲味")
    page.press("#q", "Enter")
    page.get_by_role("link", name="杭州甲味食品有限公司").click()
    assert page.get_by_role("heading", name="杭州甲味食品有限公司").is_visible()
    page.get_by_role("link", name="English").click()
    assert page.url == f"{portal}/en/entries/{CODE}/"
    assert page.get_by_text("Trustworthy enterprises").is_visible()
    context.close()
