"""All procedures about one enterprise, walked from end to end by everybody who has a part in them, over more than a year.

The days between are not waited for: the server is started again on a later day, and the nightly command runs on it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.walking import CODE, NAME, Bureau


@pytest.fixture
def bureau(tmp_path: Path, browser: Browser, pictures: Path) -> Iterator[Bureau]:
    """Give the system on a folder of its own."""
    made = Bureau(tmp_path, browser, pictures)
    try:
        yield made
    finally:
        made.stop()


def measures(bureau: Bureau) -> str:
    return bureau.at("evaluator", f"/measures/of/{CODE}/").locator("main").text_content() or ""


def test_a_year_of_one_enterprise(bureau: Bureau) -> None:
    registered = {"code": CODE, "name": NAME, "established_on": "2012-05-04", "region": "330106"}
    bureau.fill(bureau.at("ali", "/enterprises/add/"), **registered)
    bureau.fill(bureau.at("ali", f"/enterprises/{CODE}/products/add/"), code="P1", name="木椅")
    bureau.enter("factory_inspection", outcome="done", subject="P1", inspected="20", passed="20")
    trusted_is_published(bureau)
    failing_is_rectified_and_objected_to(bureau)
    the_worst_is_exposed(bureau)
    what_is_put_right_is_repaired(bureau)


def trusted_is_published(bureau: Bureau) -> None:
    """Walk A: applied for, evaluated, decided, open to objections, published."""
    desk = bureau.at("ding", "/desk/")
    bureau.seen(desk, "desk-of-the-best")
    desk.get_by_role("link", name="申请公示为守信企业").click()
    page = bureau.fill(desk)
    page.locator(".notice", has_text="已立案").wait_for()
    bureau.take("evaluator", "守信企业公示", "受理", "评价中")
    bureau.seen(bureau.at("evaluator"), "evaluating")
    said = {"confirmed": "True", "reason": "对照标准逐条核对，相符。"}
    bureau.take("evaluator", "守信企业公示", "提出评价结论", "等待决定", **said)
    decided = {"reason": "评价符合标准。"}
    bureau.take("reviewer", "守信企业公示", "同意，征求公众意见", "征求意见", **decided)
    assert "减少日常监管频次" in measures(bureau)
    bureau.pass_days(20)
    listed = {"months": "12", "reason": "征求意见期满，没有异议。"}
    page = bureau.rule("守信企业公示", "发布", "公示中", **listed)
    bureau.seen(page, "published")


def failing_is_rectified_and_objected_to(bureau: Bureau) -> None:
    """Walk C: suspended at once, ordered to put right, objected to on two levels, annulled, and all of it undone."""
    bureau.enter("quality_spot_check", outcome="fail", subject="P1")
    assert "暂停公示" in bureau.at("ding", "/desk/").locator("main").inner_text()
    found = measures(bureau)
    assert "列入监管重点" in found
    assert "减少日常监管频次" in found.split("已终止的措施")[-1]
    bureau.seen(bureau.at("evaluator"), "measures-of-the-untrustworthy")
    ordered = {"reason": "木椅强度不合格。", "help_offered": "派技术人员指导。"}
    until = (bureau.today + timedelta(days=30)).isoformat()
    bureau.fill(bureau.at("evaluator", f"/cases/order/{CODE}/"), **ordered, put_right_by=until)
    bureau.seen(bureau.at("evaluator", "/cases/calendar/"), "calendar")
    bureau.take("ding", "限期整改", "签收", "整改中")
    page = bureau.take("ding", "限期整改", "报告整改结果", "等待复查", reason="已更换胶料，自检合格。")
    bureau.seen(page, "put-right")
    bureau.seen(bureau.at("evaluator", "/measures/honours/"), "honours")
    bureau.seen(bureau.at("reviewer", "/cases/texts/rectification.open/"), "words")
    bureau.seen(bureau.at("ding", "/cases/asked/"), "asked")
    bureau.take("evaluator-2", "限期整改", "复查合格", "整改合格", reason="复检合格。")
    warned_of_a_growing_risk(bureau)
    desk = bureau.at("ding", f"/archives/dossiers/{CODE}/")
    desk.get_by_role("link", name="产品质量监督抽查").first.click()
    desk.get_by_role("link", name="在旁边作出说明").click()
    bureau.fill(desk, words="所抽样品不是本企业生产。")
    desk.locator("#reply").wait_for()
    bureau.seen(desk, "replied")
    desk.get_by_role("link", name="对这条记录提出异议").click()
    bureau.fill(desk, reason="所抽样品系假冒。")
    bureau.take("evaluator", "异议", "标明异议", "已标明")
    assert "暂不定级" in bureau.at("ding", "/desk/").locator("main").inner_text()
    bureau.take("reviewer", "异议", "异议不成立", "可以申请复查", reason="样品有企业签字。")
    bureau.take("ding", "异议", "申请上级复查", "上级复查中", reason="签字系伪造。")
    upheld = {"reason": "笔迹鉴定不符。", "document": "国质复〔2026〕3 号"}
    page = bureau.take("nation-reviewer", "异议", "复查：异议成立，撤销记录", "异议成立", **upheld)
    page = bureau.take("evaluator", "撤销后的善后", "记下已告知", "已告知有关各方", reason="已书面告知。")
    bureau.seen(page, "undone")
    assert "守信" in bureau.at("ding", "/desk/").locator("main").inner_text()
    page = bureau.rule("守信企业公示", "恢复公示", "公示中", reason="等级已恢复。")


def warned_of_a_growing_risk(bureau: Bureau) -> None:
    """Walk a yellow card: a second fault, a draft with its reasons, sent, acknowledged, closed."""
    assert "预警和黄牌警告" not in bureau.at("ding", "/desk/").locator("main").inner_text()
    bureau.enter("accident", outcome="general")
    assert "预警和黄牌警告" not in bureau.at("ding", "/desk/").locator("main").inner_text()
    page = bureau.at("evaluator", f"/cases/of/{CODE}/")
    page.locator("tr", has_text="预警和黄牌警告").first.get_by_role("link").first.click()
    page.get_by_role("link", name="发出", exact=True).click()
    assert page.locator("main [name='reason']").input_value()
    bureau.seen(page, "yellow-card-drafted")
    bureau.fill(page, level="yellow")
    page.locator(".notice", has_text="已办理").wait_for()
    bureau.take("ding", "预警和黄牌警告", "确认知悉", "企业已知悉")
    bureau.take("evaluator", "预警和黄牌警告", "解除", "已解除", reason="已排除风险。")
    page = bureau.at("ali", f"/archives/dossiers/{CODE}/")
    page.get_by_role("link", name="质量事故").first.click()
    page.get_by_role("link", name="撤销记录").click()
    bureau.fill(page, reason="事故不在本企业", ground="浙质〔2026〕5 号")
    page.get_by_role("button", name="确认提出").click()
    page.get_by_text("已提出").wait_for()
    page = bureau.at("bowen", "/archives/verification/")
    page.get_by_role("link", name="质量事故").click()
    page.get_by_role("link", name="核对", exact=True).last.click()
    bureau.fill(page)
    page.get_by_text("已核对，计入档案").wait_for()


def the_worst_is_exposed(bureau: Bureau) -> None:
    """Walk D: two who do not see each other review, the enterprise is heard, and it is listed for a term."""
    bureau.enter("counterfeiting", outcome="intentional")
    assert "暂停公示" in bureau.at("ding", "/desk/").locator("main").inner_text()
    assert "严重失信企业曝光" not in bureau.at("ding", "/desk/").locator("main").inner_text()
    facts = {"confirmed": "True", "reason": "现场笔录和票据齐全。"}
    bureau.take("reviewer", "严重失信企业曝光", "复核失信事实", "等待复核程度", **facts)
    page = bureau.at("reviewer-2", f"/cases/of/{CODE}/")
    page.locator("tr", has_text="严重失信企业曝光").first.get_by_role("link").first.click()
    assert "现场笔录和票据齐全" not in page.locator("main").inner_text()
    degree = {"confirmed": "True", "reason": "故意，货值大。"}
    page = bureau.take("reviewer-2", "严重失信企业曝光", "复核失信程度", "等待告知企业", **degree)
    bureau.seen(page, "reviewed-by-two")
    bureau.take("evaluator", "严重失信企业曝光", "告知企业", "等待陈述", reason="告知事实、依据和权利。")
    bureau.seen(bureau.at("ding", "/desk/"), "desk-of-the-worst")
    bureau.take("ding", "严重失信企业曝光", "要求听证", "等待听证", reason="货值有误。")
    bureau.take("evaluator", "严重失信企业曝光", "记下听证", "等待决定", reason="货值核对无误。")
    case = bureau.at("evaluator-2", f"/cases/of/{CODE}/")
    case.locator("tr", has_text="严重失信企业曝光").first.get_by_role("link").first.click()
    case.get_by_role("link", name="决定曝光", exact=True).click()
    bureau.fill(case, reason="情节严重，予以曝光。")
    case.locator(".errorlist, .notice, [role=alert]", has_text="D.").first.wait_for()
    bureau.seen(case, "decision-without-its-clause")
    clause = re.search(r"D\.\d", case.locator("main").inner_text())
    assert clause
    bureau.fill(case, reason=f"违反{clause[0]}：伪造他人厂名，情节严重，予以曝光。")
    case.locator(".notice", has_text="已办理").wait_for()
    listed = {"months": "36", "reason": "依决定列入。"}
    page = bureau.rule("严重失信企业曝光", "列入名单", "已列入黑名单", **listed)
    bureau.seen(page, "listed")
    papers_are_taken(bureau)
    assert "黑名单" in measures(bureau)
    closed_down_with_others(bureau)


def papers_are_taken(bureau: Bureau) -> None:
    """Take what was received as PDF, byte for byte as the officer has it."""
    taken = []
    for username, path in (("ding", "/desk/"), ("evaluator", f"/cases/of/{CODE}/")):
        page = bureau.at(username, path)
        if username != "ding":
            page.locator("tr", has_text="严重失信企业曝光").first.get_by_role("link").first.click()
        row = page.locator("tr", has_text="列入严重失信名单决定书").first
        with page.expect_download() as waiting:
            row.get_by_role("link", name="PDF").click()
        taken.append(waiting.value.path().read_bytes())
    assert taken[0][:5] == b"%PDF-"
    assert taken[0] == taken[1]


def closed_down_with_others(bureau: Bureau) -> None:
    """Walk the extreme: reported to the government, which acknowledges, and decides not to close it down."""
    page = bureau.at("evaluator", f"/cases/of/{CODE}/")
    page.get_by_role("link", name="提请报告政府").click()
    bureau.fill(page, reason="拒不停止生产。")
    kind = "报告政府，会同取缔"
    bureau.take("reviewer", kind, "批准报告", "等待报告政府", reason="情节严重。")
    told = {"document": "浙质报〔2026〕1 号", "recipient": "西湖区人民政府"}
    page = bureau.take("evaluator", kind, "报告当地政府", "等待政府回执", **told)
    assert kind not in bureau.at("ding", "/desk/").locator("main").inner_text()
    bureau.take("evaluator", kind, "记下政府回执", "会同办理", document="西政收〔2026〕8 号")
    ended = {"document": "西政函〔2026〕9 号", "reason": "已停止生产。"}
    page = bureau.take("evaluator", kind, "记下不予取缔", "政府决定不予取缔", **ended)
    bureau.seen(page, "reported-to-the-government")


def what_is_put_right_is_repaired(bureau: Bureau) -> None:
    """Walk a repair after a year on the list: put right, promised in public, repaired; the listing and its measures end."""
    bureau.pass_days(380)
    desk = bureau.at("ding", "/desk/")
    desk.get_by_role("link", name="申请信用修复").click()
    bureau.fill(desk, reason="已停止侵权并赔偿。", promise="不再伪造他人厂名，接受监督。")
    examined = {"confirmed": "True", "reason": "已改正。"}
    bureau.take("evaluator", "信用修复", "提出审查结论", "等待决定", **examined)
    page = bureau.take("reviewer", "信用修复", "准予修复", "已修复", reason="期限已到，已经改正，公开承诺。")
    bureau.seen(page, "repaired")
    page = bureau.at("evaluator", f"/cases/of/{CODE}/")
    assert "信用修复，移出名单" in page.locator("main").inner_text()
    bureau.seen(page, "all-cases")
