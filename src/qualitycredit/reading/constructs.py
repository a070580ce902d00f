"""The words of the rule language itself, in Chinese and in English; they are the same in every standard."""

from collections.abc import Mapping
from typing import Final

_WORDS: Final = {
    "some": ("有", "some"),
    "none": ("没有", "none"),
    "when": ("若", "when"),
    "has_product": ("有产品", "has_product"),
    "every_product": ("产品均有", "every_product"),
    "lapsed": ("曾有现无", "lapsed"),
    "run": ("连续", "run"),
    "latest": ("最近", "latest"),
    "rate": ("合格率", "rate"),
    "clause": ("条款", "clause"),
    "any_of": ("任一", "any_of"),
    "all_of": ("全部", "all_of"),
    "years": ("年", "years"),
    "percent": ("百分之", "percent"),
    "latest_score": ("最近分数", "latest_score"),
    "total": ("合计", "total"),
    "highest": ("最高", "highest"),
    "lowest": ("最低", "lowest"),
    "finding": ("判定", "finding"),
    "not_judged": ("不判断", "not_judged"),
    # plain words
    "nothing": ("无", "nothing"),
    "true": ("真", "true"),
    "false": ("假", "false"),
    "today": ("当日", "today"),
    "calendar_year": ("日历年", "calendar_year"),
    "occurred_on": ("发生日", "occurred_on"),
    "due_on": ("期限", "due_on"),
    "closed_on": ("结束日", "closed_on"),
    "inspected": ("检验数", "inspected"),
    "passed": ("合格数", "passed"),
    "score": ("分数", "score"),
    "best_grade": ("最好等级", "best_grade"),
    "worst_grade": ("最差等级", "worst_grade"),
    "worlds_differ": ("两界不同", "worlds_differ"),
    # keywords
    "within": ("近", "within"),
    "during": ("在", "during"),
    "needed": ("须有", "needed"),
    "length": ("次数", "length"),
    "by_subject": ("按对象", "by_subject"),
    "missing": ("若无", "missing"),
}
CONSTRUCTS: Final[Mapping[str, str]] = {word: name for name, words in _WORDS.items() for word in words}
DATES: Final = ("occurred_on", "due_on", "closed_on")
NUMBERS: Final = ("inspected", "passed", "score")


def spelled(name: str) -> str:
    """Give the construct as messages name it: Chinese, then English."""
    return " / ".join(_WORDS[name])
