"""The reasons of a grade on paper: set by Typst as PDF/A, in the language that is active, out of the same reasons as the page."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting
from bureau.archives.vocabulary import verdict_label
from bureau.grades.explaining import Explained
from bureau.grades.models import Decision
from bureau.grades.presentation import Better, Chapter, Judged, Told, World
from bureau.ui.clock import local

TEMPLATE = Path(__file__).parent / "typst" / "explanation.typ"
FONT = "Noto Sans CJK SC"
# For archives that keep it for decades: everything that it needs is in it.
KIND: Final = "a-2b"


@cache
def fonts() -> typst.Fonts:
    """Give the fonts of this machine, looked for once."""
    return typst.Fonts()


def paper_of(explained: Explained, *, by: Acting, at: datetime) -> bytes:
    """Set the reasons as a PDF; it says for whom, when, and from what it can be computed again."""
    if FONT not in fonts().families():
        raise ValidationError(_("这台机器上没有中文字体，不能制作 PDF。请系统管理员安装 fonts-noto-cjk。"))
    written = json.dumps(_written(explained, by, at), ensure_ascii=False)
    made = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=fonts(),
        sys_inputs={"paper": written},
        pdf_standards=[KIND],
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)  # noqa: S101 - one document was asked for
    return made


def _written(explained: Explained, by: Acting, at: datetime) -> dict[str, Any]:
    enterprise, decision, reasons = explained.enterprise, explained.decision, explained.reasons
    english = (get_language() or "").startswith("en")
    printed = {"who": by.person_name, "body": str(by.body), "moment": _moment(at)}
    return {
        "lang": "en" if english else "zh",
        "region": None if english else "cn",
        "title": enterprise.name,
        "author": str(by.body),
        "code": enterprise.code,
        "running": f"{_('等级和理由')} · {enterprise.name}",
        "confidential": _("内部监管依据，不得对外提供"),
        "printed": _("%(body)s %(who)s 打印于 %(moment)s") % printed,
        "day": {"year": at.year, "month": at.month, "day": at.day},
        "notice": _notice(explained),
        "tone": explained.tone,
        "grade": {"letter": decision.grade, "name": decision.label} if decision else None,
        "facts": [*_worlds(reasons.worlds), *_decided(decision), (_("依据的记录"), _evidence(explained))],
        "lists": [*_open(explained), *_better(reasons.better)],
        "clauses": _("逐条说明"),
        "chapters": [_chapter(one) for one in reasons.chapters],
        "receipted": _("凭证"),
        "receipt": _receipt(decision) if decision else [],
    }


def _notice(explained: Explained) -> str:
    said = []
    if explained.past:
        asked = {"day": explained.as_of.isoformat(), "moment": _moment(explained.known_at)}
        said.append(_("按 %(moment)s 以前核对的记录，说明 %(day)s 的等级。") % asked)
    elif explained.stale:
        said.append(_("还没有按今天的情形作出决定；理由按今天说明。"))
    if explained.other_rules:
        said.append(_("当时的决定依据的规则与现行的不同；下面的理由按现行规则说明。"))
    return "".join(said)


def _worlds(worlds: tuple[World, ...]) -> list[tuple[str, str]]:
    labels = [_("理由")] if len(worlds) == 1 else [_("未定的事实都有利时"), _("都不利时")]
    return [(label, _world(one)) for label, one in zip(labels, worlds, strict=False)]


def _world(world: World) -> str:
    if world.faults:
        return "\n".join([world.grade + _("，符合："), *(f"{one.id} {one.text}" for one in world.faults)])
    return world.grade + (_("，这一等级的各条全部符合") if world.whole else _("，各级标准都没有写到这种情形"))


def _decided(decision: Decision | None) -> list[tuple[str, str]]:
    if decision is None:
        return []
    changes = (
        _("没有新的记录，%(day)s 以前不变") % {"day": decision.next_change_on.isoformat()}
        if decision.next_change_on
        else _("没有新的记录就不变")
    )
    return [
        (_("定级日期"), decision.as_of.isoformat()),
        (_("决定时间"), f"{_moment(decision.known_at)} · {decision.receipt.get_cause_display()}"),
        (_("下次可能变动"), changes),
    ]


def _evidence(explained: Explained) -> str:
    count = explained.reasons.checks
    if not count:
        return _("一条也没有。没有记录，不等于查过没有问题。")
    kinds = _("，").join(f"{kind} {number}" for kind, number in explained.reasons.kinds)
    return ngettext("%(count)s 条", "%(count)s 条", count) % {"count": count} + f"\n{kinds}"


def _open(explained: Explained) -> list[dict[str, Any]]:
    rows = [
        (one.said, one.if_good, one.if_bad, _("足以") if one.settles else _("还不够"))
        for one in explained.reasons.open_facts
    ]
    head = (_("事实"), _("有利于企业"), _("不利于企业"), _("足以定级"))
    return _listed(_("弄清哪些事实就能定级"), (5, 2, 2, 1.5), head, rows)


def _better(better: tuple[Better, ...]) -> list[dict[str, Any]]:
    rows = [
        (
            one.title,
            _day(one.settled_on),
            _day(one.possible_on),
            "\n".join(f"{stands} {clause.id} {clause.text}" for stands, clause in one.between),
        )
        for one in better
    ]
    head = (_("等级"), _("最早确定达到"), _("最早可能达到"), _("其间的条款"))
    return _listed(_("怎样达到更好的等级"), (1.5, 2, 2, 6), head, rows)


def _listed(
    title: str, widths: tuple[float, ...], head: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> list[dict[str, Any]]:
    return [{"title": title, "widths": widths, "head": head, "rows": rows}] if rows else []


def _chapter(chapter: Chapter) -> dict[str, Any]:
    named = "、".join(one.clause.id for one in chapter.unmet)
    return {
        "title": chapter.title,
        # Of a list of demands, what is not met is what matters; of a list of faults, it goes without saying.
        "clauses": [_clause(one) for one in chapter.clauses if one in chapter.standing or not one.adverse],
        "unmet": f"{_('不符合')}{_('：')}{named}" if chapter.unmet else "",
    }


def _clause(one: Judged) -> dict[str, Any]:
    best, worst = (verdict_label(each) for each in one.worlds)
    worlds = {"best": best, "worst": worst}
    return {
        "id": one.clause.id,
        "tone": one.tone,
        "verdict": verdict_label(one.verdict),
        "worlds": _("未定的事实有利时%(best)s，不利时%(worst)s") % worlds if one.best != one.worst else "",
        "text": one.clause.text,
        "phrases": [_phrase(phrase, alone=len(one.phrases) == 1) for phrase in one.phrases],
    }


def _phrase(phrase: Told, *, alone: bool) -> dict[str, Any]:
    lines = [(_("核查"), phrase.rule), (_("说明"), phrase.remark)]
    return {
        "quote": "" if alone else phrase.quote,
        "verdict": verdict_label(phrase.verdict) if phrase.verdict else "",
        "lines": [f"{label}{_('：')}{said}" for label, said in lines if said],
        "behind": [
            *(one.said for one in phrase.behind),
            *(f"{_('没有相应记录的产品')}{_('：')}{one}" for one in phrase.without),
            *(_rate(passed, inspected) for passed, inspected in phrase.rates),
        ],
    }


def _rate(passed: int, inspected: int) -> str:
    if not inspected:
        return _("没有检验数据")
    return _("检验 %(inspected)s，合格 %(passed)s") % {"inspected": inspected, "passed": passed}


def _receipt(decision: Decision) -> list[tuple[str, str]]:
    receipt = decision.receipt
    chosen = "; ".join(f"{name} = {value}" for name, value in receipt.readings.items())
    return [
        (_("标准"), f"{receipt.standard} {receipt.edition}"),
        (_("采用的解释"), chosen or "—"),
        (_("原文 SHA-256"), receipt.text_sha256),
        (_("规则 SHA-256"), receipt.rules_sha256),
        (_("所依据事实的 SHA-256"), decision.facts_sha256),
        (_("引擎"), f"{receipt.engine} {receipt.version}"),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else _("须有新的记录")


def _moment(at: datetime) -> str:
    return local(at).strftime("%Y-%m-%d %H:%M")
