"""The check sheet: a standard beside the sentences that its rules mean, for an official to sign."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualitycredit.archive import atomic_path
from qualitycredit.explaining.sheet_background import decision, readings, vocabulary
from qualitycredit.explaining.sheet_law import clauses, readings_behind, table
from qualitycredit.language import LANGUAGES, Bilingual, Language
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard

_PURPOSE: Final = Bilingual(
    "这张核对表供主管这部标准的人员逐句核对、签字，不需要懂程序。每一条下面，左边是原文的话，中间是系统实际检查的内容，"
    "右边是由谁判断。中间的句子由系统执行的规则自动写成，没有抄录原文。"
    "请逐句比较：意思相同，规则就写对了；意思不同，就是规则有误，请在第五部分写明是哪一句。",
    "This sheet is for whoever answers for the standard to check and sign; no knowledge of programming is needed. Under "
    "each clause stand the words of the law, what is checked in fact, and who says so. The sentences in the middle are "
    "made from the rules that the system runs, and copy nothing from the law. Compare them line by line: where they mean "
    "the same, the rule is right; where they do not, the rule is wrong: name the line in part 5.",
)
_HOW_TO_READ: Final = (
    Bilingual(
        "**“引号”**里的，是第四部分登记的记录和结果的名称。",
        "**“Quoted”** words are the records and results of part 4.",
    ),
    Bilingual(
        "**记录**是质量档案中有文书为凭的一件事实。当日以后才发生的不算。",
        "A **record** is a fact in the archive with a document behind it. What occurs after the as-of day does not count.",
    ),
    Bilingual("**当日**是定级所依据的那一天。", "The **as-of day** is the day for which the grade is found."),
    Bilingual(
        "**当年**是当日所在的日历年，从 1 月 1 日到当日。**最近 n 年内**是到当日为止的 n 年，"
        "n 年前的同月同日不在其内。",
        "The **current calendar year** runs from 1 January to the as-of day. The **last n years** end on the as-of day; "
        "the same day n years before lies outside them.",
    ),
    Bilingual(
        "**期限**是规定的最后一天；许可、资质的期限是有效期的最后一天。最后一天当天，期限未过。",
        "The **term** of a record ends with its deadline; that of a permit or qualification with its last day of validity. "
        "On the last day it is still within its term.",
    ),
    Bilingual(
        "**结束**是指问题已经解决或者改正，许可、资质、认证已经撤销或者收回；有效期届满不是结束。当日以后才结束的，当日算没有结束。",
        "A record **ended** when its matter was resolved or put right, or when the permit, qualification or certification "
        "was withdrawn; to run out is not to end. What ends after the as-of day has not ended.",
    ),
    Bilingual(
        "**对象**是记录所针对的产品；资质的对象是证书的名称。",
        "The **subject** of a record is the product it is about; that of a qualification is the certificate's name.",
    ),
    Bilingual(
        "**合格率**是合格数的合计除以检验数的合计；两个数缺了一个的记录不计。",
        "A **pass rate** is the sum passed over the sum inspected; a record that lacks either number does not count.",
    ),
    Bilingual(
        "**结论为未知**，是说缺少数据，成立不成立都不能认定；怎样处理，见第二部分。",
        "**Unknown** is what cannot be said either way for want of data; part 2 says what follows.",
    ),
    Bilingual(
        "**由谁判断**：“系统计算”的由档案得出；“官员判定”的由官员认定，系统不计算；“不判断”的写明理由。**读法**一栏是第三部分的编号：换一种读法，这句话就会不同。",
        "**Who says so**: computed from the archive; an official's finding, which the system does not compute; or not "
        "judged, with the ground. **Reading** is the number in part 3: another value of it makes another sentence.",
    ),
)


def check_sheet(standard: Standard, language: Language) -> str:
    """Give the check sheet of a standard under its readings, as Markdown."""
    return "\n".join(_lines(standard, language)).rstrip() + "\n"


def both_sheets(folder: Path) -> str:
    """Give the sheet of the standard in `folder` under the default readings: Chinese, then English."""
    standard = load_standard(folder)
    return "\n---\n\n".join(check_sheet(standard, language) for language in LANGUAGES)


def write_sheet(folder: Path) -> Path:
    """Write `sheet.md` into the folder of a standard; raises OutputRefused where it cannot be written."""
    path = folder / "sheet.md"
    with atomic_path(path) as unfinished:
        unfinished.write_text(both_sheets(folder), encoding="utf-8")
    return path


def _lines(standard: Standard, language: Language) -> Iterator[str]:
    title = standard.title.say(language)
    yield Bilingual(
        f"# 核对表：{title}（{standard.edition}）", f"# Check sheet: {title} ({standard.edition})"
    ).say(language)
    yield from ("", standard.source, "", _PURPOSE.say(language), "")
    yield from _part("怎样读这张表", "How to read this sheet", language)
    yield from (f"- {line.say(language)}" for line in _HOW_TO_READ)
    yield ""
    behind = readings_behind(standard)
    yield from _part("一、各条标准", "1. The clauses", language)
    yield from clauses(standard, behind, language)
    yield from _part("二、怎样定级", "2. How the grade is found", language)
    yield from decision(standard, language)
    yield from _part("三、读法", "3. Readings", language)
    yield from readings(standard, behind, language)
    yield from _part("四、词语", "4. Words", language)
    yield from vocabulary(standard, language)
    yield from _part("五、签字", "5. Signature", language)
    yield from _signature(standard, language)


def _part(zh: str, en: str, language: Language) -> Iterator[str]:
    yield from (f"## {Bilingual(zh, en).say(language)}", "")


def _signature(standard: Standard, language: Language) -> Iterator[str]:
    yield Bilingual(
        "我已逐句核对。除下面写明的句子以外，“检查的内容”与原文的意思相同，所选读法可以采用。",
        "I have compared every line. But for the lines named below, what is checked means what the law says, and the "
        "chosen readings may be used.",
    ).say(language)
    yield ""
    yield (
        Bilingual("意思不同的句子（没有请写“无”）：", "Lines that differ (or “none”): ").say(language)
        + "_" * 40
    )
    yield ""
    columns = Bilingual("姓名 | 单位、职务 | 日期 | 签字", "name | office | date | signature").say(language)
    yield from table(columns.split(" | "), [["　"] * 4])
    yield Bilingual("签字所核对的版本：", "The version that was checked:").say(language)
    yield ""
    yield f"- {Bilingual('标准原文', 'text of the standard').say(language)} SHA-256 `{standard.text_hash}`"
    yield f"- {Bilingual('规则、词语和读法', 'rules, words and readings').say(language)} SHA-256 `{standard.rules_hash}`"
    yield ""
    yield Bilingual(
        "原文或者规则改动任何一个字，这两串数字就会不同，本表即须重新核对、签字。",
        "A change of any character of the text or the rules changes these numbers, and the sheet must be signed again.",
    ).say(language)
