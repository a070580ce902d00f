"""The system on a folder of its own, on any day, and whoever works with it in a real browser."""

import os
import re
import subprocess
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, PASSWORD, QUALITYCREDIT, WIDE, code, free_port, wait_for
from tests.browser.test_pages import faults, look

CODE, NAME = "91330100543482632Y", "杭州广祥家具有限公司"
# Read by Python when it starts: in the processes that have it, it is later.
LATER = """
import os, time, time_machine
days = int(os.environ.get("LATER_DAYS", "0"))
if days:
    time_machine.travel(time.time() + days * 86400, tick=True).start()
"""


class Bureau:
    """The system on some day, with a page for each who has signed in on it."""

    def __init__(self, folder: Path, browser: Browser, pictures: Path) -> None:
        """Make demo people, in a system without enterprises."""
        self.browser, self.pictures, self.folder = browser, pictures, folder
        (folder / "later").mkdir()
        (folder / "later" / "sitecustomize.py").write_text(LATER, encoding="utf-8")
        self.days = 0
        self.served: subprocess.Popen[bytes] | None = None
        self.pages: dict[str, Page] = {}
        self.manage("setup")
        self.manage("demo_people")
        self.start()

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of the system are given."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.folder / "later"),
            "LATER_DAYS": str(self.days),
            "BUREAU_DATA": str(self.folder),
            "LANG": "C.UTF-8",
            "LOG_LEVEL": "ERROR",
        }

    @property
    def today(self) -> date:
        """The day on which it is."""
        return date.today() + timedelta(days=self.days)  # noqa: DTZ011, TID251 - a browser has a clock

    def manage(self, *words: str) -> None:
        """Run a command."""
        command = [*QUALITYCREDIT, "manage", *words]
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=120)

    def start(self) -> None:
        """Serve it."""
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.served = subprocess.Popen(
            [*QUALITYCREDIT, "serve", "--port", str(port)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(f"{self.address}/health/ready/")

    def stop(self) -> None:
        """End it, and sign everybody out."""
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()
        if self.served is not None:
            self.served.terminate()
            self.served.wait(timeout=20)

    def pass_days(self, days: int) -> None:
        """Let days pass, and the nights between them."""
        self.stop()
        self.days += days
        self.manage("procedures_due")
        self.manage("measures_due")
        self.start()

    def at(self, username: str, path: str = "") -> Page:
        """Give somebody's page, signed in, at an address."""
        if username not in self.pages:
            context = self.browser.new_context(viewport=WIDE, locale="zh-CN", base_url=self.address)  # type: ignore[arg-type] # a size
            page = self.pages[username] = context.new_page()
            page.set_default_timeout(10_000)
            page.goto("/login/")
            page.fill("#id_login", username)
            page.fill("#id_password", PASSWORD)
            page.press("#id_password", "Enter")
            page.fill("#id_code", code(self.days))
            page.press("#id_code", "Enter")
            page.wait_for_url(f"{self.address}/")
        page = self.pages[username]
        if path:
            page.goto(path)
        return page

    def fill(self, page: Page, **fields: str) -> Page:
        """Fill a form in, and send it."""
        for name, value in fields.items():
            box = page.locator(f"main [name='{name}']").first
            kind = box.evaluate("each => each.type")
            if kind == "radio":
                page.check(f"main [name='{name}'][value='{value}']")
            elif kind == "select-one":
                box.select_option(value)
            elif kind == "checkbox":
                box.check()
            else:
                box.fill(value)
        page.locator("main form button[type=submit]").last.click()
        return page

    def take(self, username: str, kind: str, step: str, says: str, **fields: str) -> Page:
        """Take a step of the enterprise's case of a kind as whoever it is for; the case then `says` where it is."""
        page = self.at(username, "/desk/" if username == "ding" else f"/cases/of/{CODE}/")
        page.locator("tr", has_text=kind).first.get_by_role("link").first.click()
        page.get_by_role("link", name=step, exact=True).click()
        self.fill(page, **fields)
        page.locator(".notice", has_text="已办理").wait_for()
        page.locator("dl.facts", has_text=says).first.wait_for()
        return page

    def rule(self, kind: str, step: str, says: str, **fields: str) -> Page:
        """Let the publisher rule that a case is published; its page then `says` where it is."""
        page = self.at("publisher", f"/cases/of/{CODE}/")
        page.locator("tr", has_text=kind).first.get_by_role("link").first.click()
        page.get_by_role("link", name=step, exact=True).click()
        self.fill(page, outcome="release", **fields)
        page.wait_for_url("**/publication/rulings/*/")
        page.goto(f"/cases/of/{CODE}/")
        page.locator("tr", has_text=kind).first.get_by_role("link").first.click()
        page.locator("dl.facts", has_text=says).first.wait_for()
        return page

    def enter(self, kind: str, **fields: str) -> None:
        """Enter a record, and have it seen by a second officer."""
        given = {"occurred_on": self.today.isoformat(), "document": "浙质检〔2026〕1 号", **fields}
        page = self.fill(self.at("ali", f"/archives/dossiers/{CODE}/enter/{kind}/"), **given)
        page.locator(".notice", has_text="等待另一位同事核对").wait_for()
        found = re.search(r"/records/\d+/", page.url)
        assert found
        page = self.fill(self.at("bowen", f"/archives{found[0]}verify/"))
        page.locator(".notice").first.wait_for()

    def seen(self, page: Page, name: str) -> None:
        """Look at a page at both sizes; nobody is kept out, and nothing runs off."""
        for size, label in ((NARROW, "narrow"), (WIDE, "wide")):
            page.set_viewport_size(size)  # type: ignore[arg-type] # a size
            look(page, f"walk-{name}", self.pictures, label)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        assert faults(page) == [], name
