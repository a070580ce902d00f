"""From the application to the portal and off it again, in two real servers on one folder: bureau and public store."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, PASSWORD, QUALITYCREDIT, WIDE, code, free_port, wait_for
from tests.browser.test_pages import faults, look

CODE = "913301060000001231"
ROOT = Path(__file__).parents[2]
BEGIN = """
import django
django.setup()
from datetime import timedelta
from bureau.accounts.models import Person
from bureau.accounts.queries import acting_for
from bureau.audit.actors import System
from bureau.archives import actions as archives
from bureau.archives.models import Record
from bureau.procedures.actions import advance, take
from bureau.procedures.models import Case
from bureau.procedures.opening import apply_for_publication
from bureau.procedures.ways import Kind
from bureau.ui.clock import day, now
from tests.bureau.objects import enterprise, verified
from tests.bureau.procedures.conftest import good, own_person, seriously_bad
at = now()
WHY = {"reason": "与标准相符"}
def act_as(username, at=at):
    return acting_for(Person.objects.get(username=username), day(at), request_id="walk")
def step(case, name, who, **given):
    return take(by=act_as(who), at=now(), case=case, step=name, given=given)
"""
# The enterprise applies, it is evaluated, and nobody of the public objects.
APPLY = """
one = good(act_as)
case = apply_for_publication(by=act_as(own_person().username), at=at, enterprise=one)
step(case, "accept", "evaluator")
step(case, "evaluate", "evaluator", confirmed=True, **WHY)
step(case, "approve", "reviewer", **WHY)
advance(by=System(request_id="walk"), at=now(), case=case, step="notice_over")
"""
# A publisher releases it, at a moment at which another one does the same.
RELEASE = """
import time
from django.core.exceptions import ValidationError
from bureau.publication.actions import release
case, by = Case.objects.get(kind=Kind.EVALUATION), act_as("publisher")
given = {"months": 12, "reason": "符合规则，与同类情形一致。"}
time.sleep(max(0.0, START - time.time()))
try:
    release(by=by, at=now(), case=case, given=given, version=case.version)
    print("released")
except ValidationError as error:
    print(error.messages[0])
"""
# A fault comes to light: the grade falls.
FALL = """
from bureau.enterprises.models import Enterprise
verified(act_as("ali"), act_as("bowen"), now(), kind="counterfeiting", outcome="intentional", occurred_on=day(at) - timedelta(days=40))
"""
# Two review it, the enterprise is told, has nothing to say, and it is decided.
REVIEW = """
case = Case.objects.get(kind=Kind.EXPOSURE)
step(case, "review_facts", "reviewer", confirmed=True, **WHY)
step(case, "review_degree", "reviewer-2", confirmed=True, **WHY)
step(case, "notify", "evaluator", reason="D.2")
advance(by=System(request_id="walk"), at=now(), case=case, step="waive")
step(case, "decide", "evaluator-2", reason="符合 D.2：故意制售假冒伪劣产品。")
"""
# The act behind it is annulled.
ANNUL = """
record = Record.objects.get(kind="counterfeiting")
archives.annul(by=act_as("ali"), at=now(), record=record, reason="查明不实", ground="浙质〔2026〕9 号")
archives.verify(by=act_as("bowen"), at=now(), record=Record.objects.get(state="awaiting"))
"""


@dataclass(frozen=True)
class Pair:
    """Both servers, and a way to do the work of others in the bureau."""

    bureau: str
    portal: str
    environment: dict[str, str]

    def run(self, script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + script],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "bureau.config.settings"},
            cwd=ROOT,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Serve the bureau and the portal."""
    folder, ports = tmp_path_factory.mktemp("bureau"), (free_port(), free_port())
    here = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LOG_LEVEL": "ERROR"}
    bureau = {**here, "BUREAU_DATA": str(folder)}
    for words in (["setup"], ["demo_people"], ["publish_due"]):
        subprocess.run(
            [*QUALITYCREDIT, "manage", *words], env=bureau, check=True, capture_output=True, timeout=120
        )
    served = [
        subprocess.Popen(
            [*QUALITYCREDIT, command, "--port", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command, port, environment in (
            ("serve", ports[0], bureau),
            (
                "serve-portal",
                ports[1],
                {**here, "PUBLIC_DATA": str(folder / "public"), "INBOX_DATA": str(folder / "inbox")},
            ),
        )
    ]
    made = Pair(f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}", bureau)
    try:
        for address in (made.bureau, made.portal):
            wait_for(f"{address}/health/ready/")
        yield made
    finally:
        for one in served:
            one.terminate()
        for one in served:
            one.wait(timeout=20)


@pytest.fixture
def sign_in(pair: Pair, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Give a page of the bureau in which someone has signed in."""
    contexts = []

    def sign(username: str) -> Page:
        context = browser.new_context(viewport=WIDE, locale="zh-CN", base_url=pair.bureau)  # type: ignore[arg-type] # a size
        contexts.append(context)
        page = context.new_page()
        page.goto("/login/")
        page.fill("#id_login", username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.fill("#id_code", code())
        page.press("#id_code", "Enter")
        page.wait_for_url(f"{pair.bureau}/")
        return page

    yield sign
    for context in contexts:
        context.close()


def both(page: Page, name: str, pictures: Path) -> None:
    """Look at a page at both sizes."""
    for size, label in ((NARROW, "narrow"), (WIDE, "wide")):
        page.set_viewport_size(size)  # type: ignore[arg-type] # a size
        look(page, f"publication-{name}", pictures, label)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    assert faults(page) == [], name


def ruled(page: Page, name: str, pictures: Path) -> None:
    """Rule that the only case that waits is published."""
    page.goto("/publication/")
    both(page, f"{name}-waits", pictures)
    page.locator("tbody a").first.click()
    both(page, f"{name}-case", pictures)
    page.get_by_label("予以公示").check()
    page.fill("#id_reason", "符合规则，与同类情形一致。")
    page.get_by_role("button", name="办理").click()
    page.wait_for_url("**/publication/rulings/*/")
    assert page.get_by_text("公示中").first.is_visible()
    both(page, f"{name}-ruling", pictures)


def released_by_two_at_once(pair: Pair) -> None:
    """Let two processes release the only case that waits at one moment: one does, the other is told."""
    script = f"START = {time.time() + 8}\n{RELEASE}"  # noqa: TID251 - processes meet by the clock
    with ThreadPoolExecutor(2) as publishers:
        said = sorted(publishers.map(pair.run, [script, script]), key=len)
    assert said[0] == "released"
    assert "另一位同事" in said[1]


def public(pair: Pair, browser: Browser) -> str:
    """Give what a reader finds about the enterprise, who has signed in nowhere."""
    page = browser.new_page()
    page.goto(f"{pair.portal}/entries/{CODE}/")
    found = page.locator("main").inner_text()
    page.close()
    return found


def test_from_an_application_to_the_public_and_off_again(
    pair: Pair, sign_in: Callable[[str], Page], browser: Browser, pictures: Path
) -> None:
    publisher = sign_in("publisher")
    assert "这个代码没有有效的公示" in public(pair, browser)
    pair.run(APPLY)
    assert "这个代码没有有效的公示" in public(pair, browser)
    publisher.goto("/publication/")
    both(publisher, "a-waits", pictures)
    released_by_two_at_once(pair)
    seen = public(pair, browser)
    assert "守信企业" in seen
    assert "酱油" in seen
    pair.run(FALL)
    seen = public(pair, browser)
    assert "公示终止：企业退出，或者公示的条件不再具备" in seen
    assert "严重失信" not in seen.replace("严重失信企业经复核才公示", "")
    pair.run(REVIEW)
    assert "公示终止" in public(pair, browser)
    ruled(publisher, "d", pictures)
    seen = public(pair, browser)
    assert "D.2" in seen
    assert "假冒" in seen
    assert "企业没有说明" in seen
    pair.run(ANNUL)
    seen = public(pair, browser)
    assert "所依据的文书已经撤销" in seen
    assert "假冒" not in seen
    publisher.goto("/publication/rulings/")
    both(publisher, "rulings", pictures)
    publisher.goto("/publication/rules/")
    both(publisher, "rules", pictures)


def test_a_report_reaches_the_bureau_and_its_answer_the_public(
    pair: Pair, sign_in: Callable[[str], Page], browser: Browser, pictures: Path
) -> None:
    context = browser.new_context(base_url=pair.portal, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="反映问题").first.click()
    page.get_by_label("产品质量问题").check()
    page.select_option("#id_region", "330000")
    page.fill("#id_enterprise", "阿丽食品")
    page.fill("#id_text", "买到的酱油发霉。")
    page.fill("#id_contact", "王某")
    page.get_by_role("button", name="提交").click()
    page.screenshot(path=pictures / "portal-receipt.png", full_page=True)
    number, secret = page.locator("main code").all_inner_texts()
    subprocess.run(
        [*QUALITYCREDIT, "manage", "receive_leads"],
        env=pair.environment,
        check=True,
        capture_output=True,
        timeout=120,
    )
    ali = sign_in("ali")
    ali.goto("/leads/")
    both(ali, "leads", pictures)
    ali.get_by_role("link", name=number).click()
    both(ali, "lead", pictures)
    ali.get_by_role("link", name="受理").click()
    ali.get_by_role("button", name="受理").click()
    ali.get_by_role("link", name="答复").click()
    ali.fill("#id_text", "已经检查，责令召回。")
    ali.get_by_role("button", name="答复").click()
    assert ali.get_by_text("反映的人凭回执可以看到").is_visible()
    page.goto("/report/answer/")
    page.fill("#id_number", number)
    page.fill("#id_secret", secret)
    page.get_by_role("button", name="查看").click()
    assert page.get_by_text("已经检查，责令召回。").is_visible()
    context.close()
