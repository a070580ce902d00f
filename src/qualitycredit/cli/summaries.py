"""How many enterprises have which grade, and for which reason others have none, as a table and as JSON."""

from rich.table import Table
from rich.text import Text

from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.grading import Summary
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Standard


def counted_grades(standard: Standard, summary: Summary) -> list[dict[str, str | int | float | None]]:
    """Give grade, reason, enterprises and share, in the order of the grades."""
    return [
        {"grade": grade, "reason": reason, "enterprises": count, "share": round(count / summary.total, 6)}
        for (grade, reason), count in _ordered(standard, summary)
    ]


def grade_table(standard: Standard, summary: Summary) -> Table:
    """Give grades with their meaning and their numbers, in the order of the grades."""
    labels = standard.decision.labels
    table = Table(box=None, pad_edge=False)
    table.add_column(SPEAKER.say("等级", "grade"))
    table.add_column(SPEAKER.say("含义", "meaning"))
    table.add_column(SPEAKER.say("企业数", "enterprises"), justify="right")
    table.add_column(SPEAKER.say("比例", "share"), justify="right")
    for (grade, reason), count in _ordered(standard, summary):
        label = labels.get(reason or grade, Bilingual(reason or "", reason or "")).say(SPEAKER.language)
        table.add_row(*map(Text, (grade, label, f"{count:,}", f"{count / summary.total:.1%}")))
    table.add_row("", SPEAKER.say("合计", "total"), f"{summary.total:,}", "100.0%")
    return table


def _ordered(standard: Standard, summary: Summary) -> list[tuple[tuple[str, str | None], int]]:
    order = [*standard.decision.grades, standard.decision.unrated]
    counts = ((found, count) for found, count in summary.counts.items() if count)
    return sorted(counts, key=lambda item: (order.index(item[0][0]), item[0][1] or ""))
