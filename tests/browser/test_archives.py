"""A recorder's and a verifier's work on an archive, walked in a real browser at both sizes."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Signing
from tests.browser.test_pages import faults, look

CODE = "913301060000001231"
DOSSIER = f"/archives/dossiers/{CODE}/"
SHEET = f"统一社会信用代码,结果,发生日期,文书号\n{CODE},一般,2026-03-03,文 1\n{CODE},坏,三月,\n"


def check(page: Page, name: str, pictures: Path) -> None:
    """Look at a page at both sizes: nobody is kept out, nothing runs off."""
    for size, label in ((WIDE, "wide"), (NARROW, "narrow")):
        page.set_viewport_size(size)  # type: ignore[arg-type] # a size
        look(page, f"archives-{name}", pictures, label)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, name
        assert faults(page) == [], name


def enter(page: Page, pictures: Path) -> None:
    page.goto("/enterprises/add/")
    page.fill("#id_code", CODE)
    page.fill("#id_name", "杭州阿丽食品有限公司")
    page.fill("#id_established_on", "2010-05-20")
    page.fill("#id_region", "330106")
    page.get_by_role("button", name="登记").click()
    check(page, "enterprise", pictures)
    page.goto("/enterprises/?words=hzal")
    check(page, "found", pictures)
    page.get_by_role("link", name="杭州阿丽食品有限公司").click()
    page.get_by_role("link", name="质量档案").click()
    check(page, "empty", pictures)
    page.get_by_role("link", name="录入记录").click()
    check(page, "choose", pictures)
    page.get_by_role("link", name="产品质量监督抽查").click()
    page.get_by_role("button", name="录入").click()
    check(page, "wrong", pictures)
    page.select_option("#id_outcome", "fail")
    page.fill("#id_occurred_on", "2026-03-03")
    page.fill("#id_document", "浙质监抽〔2026〕7 号")
    page.get_by_role("button", name="录入").click()
    page.get_by_text("已录入，等待另一位同事核对").wait_for()
    check(page, "entered", pictures)


def test_a_record_is_entered_seen_by_two_and_annulled(visit: Signing, pictures: Path, tmp_path: Path) -> None:
    ali, bowen = visit("ali"), visit("bowen")
    enter(ali, pictures)
    bowen.goto("/archives/verification/")
    check(bowen, "verification", pictures)
    bowen.get_by_role("link", name="产品质量监督抽查").click()
    bowen.get_by_role("link", name="核对", exact=True).last.click()
    check(bowen, "verify", pictures)
    bowen.get_by_role("button", name="核对无误").click()
    bowen.get_by_text("已核对，计入档案").wait_for()
    ali.goto(DOSSIER)
    check(ali, "dossier", pictures)
    ali.get_by_role("link", name="产品质量监督抽查").click()
    ali.get_by_role("link", name="撤销记录").click()
    ali.fill("#id_reason", "决定被复议机关撤销")
    ali.fill("#id_ground", "浙复〔2026〕3 号")
    ali.get_by_role("button", name="看看会怎样").click()
    ali.get_by_text("对等级的影响").wait_for()
    check(ali, "annul", pictures)
    ali.get_by_role("button", name="确认提出").click()
    ali.get_by_text("已提出").wait_for()
    sheet = tmp_path / "违法.csv"
    sheet.write_text(SHEET, encoding="gb18030")
    ali.goto("/archives/batches/add/")
    check(ali, "sheet", pictures)
    ali.select_option("#id_kind", "violation")
    ali.set_input_files("#id_file", sheet)
    ali.get_by_role("button", name="上传并检查").click()
    ali.get_by_text("没有结果“坏”").wait_for()
    check(ali, "preview", pictures)
    ali.get_by_role("button", name="只录入没有错误的").click()
    bowen.goto("/archives/batches/awaiting/")
    check(bowen, "batches", pictures)
    bowen.get_by_role("link", name="核对", exact=True).last.click()
    check(bowen, "batch-verify", pictures)
    bowen.get_by_role("button", name="核对无误").click()
    bowen.get_by_text("已核对，计入档案").wait_for()
    large(ali, bowen, pictures, tmp_path)


def large(ali: Page, bowen: Page, pictures: Path, folder: Path) -> None:
    """Enter and verify a sheet so large that it says how far it is."""
    sheet = folder / "大.csv"
    rows = "".join(f"{CODE},一般,2026-03-03,文书第 {number} 号\n" for number in range(1100))
    sheet.write_text(f"统一社会信用代码,结果,发生日期,文书号\n{rows}", encoding="utf-8")
    ali.goto("/archives/batches/add/")
    ali.select_option("#id_kind", "violation")
    ali.set_input_files("#id_file", sheet)
    ali.get_by_role("button", name="上传并检查").click()
    ali.get_by_role("button", name="整批录入").click()
    ali.get_by_text("已录入 1100 条").wait_for()
    check(ali, "work", pictures)
    bowen.goto("/archives/batches/awaiting/")
    bowen.get_by_role("link", name="核对", exact=True).last.click()
    bowen.get_by_role("button", name="核对无误").click()
    bowen.get_by_text("已核对，计入档案").wait_for()
    check(bowen, "work-verified", pictures)
