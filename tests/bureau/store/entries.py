"""Entries as the bureau would release them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bureau.store.actions import release
from bureau.store.models import Entry
from bureau.store.snapshots import Fact, NewEntry

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CODE, OTHER = "913301060000001231", "91330106000000200X"

A = NewEntry(
    listing="A",
    code=CODE,
    name="杭州甲味食品有限公司",
    region="330106",
    region_name="浙江省杭州市西湖区",
    products=("酱油", "Soy ＳＡＵＣＥ"),
    decision="浙质公〔2026〕1 号",
    grounds="企业自愿申请，经评价符合 A 级全部条件。",
    published_on=TODAY,
    expires_on=date(2027, 11, 19),
)
FACTS: tuple[Fact, ...] = (
    {
        "clause": "D.1",
        "text": "发生质量安全事故",
        "facts": ["2026-03-01 食用油造成食物中毒，浙质罚〔2026〕9 号"],
    },
)
D = replace(
    A,
    listing="D",
    code=OTHER,
    name="宁波乙油脂有限公司",
    region="330203",
    region_name="浙江省宁波市海曙区",
    products=("食用油",),
    decision="浙质曝〔2026〕2 号",
    grounds="事实和程度均经复核。",
    facts=FACTS,
    reply="我公司已经召回全部产品。",
    opening={"leaf": 7, "salt": "00"},
)


def code_of(number: int) -> str:
    """Give a code with the shape of one."""
    return f"91330000{number:09d}X"


def many(count: int, *, start: int = 0, listing: str = "A") -> list[Entry]:
    """Release as many entries."""
    model = A if listing == "A" else D
    return [
        release(
            replace(
                model, code=code_of(number), name=f"第{number}食品厂", decision=f"浙质〔2026〕{number} 号"
            ),
            at=AT,
        )
        for number in range(start, start + count)
    ]
