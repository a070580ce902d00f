"""The first lines of the rule boxes of a standard: a clause, and how its rules join."""

from collections.abc import Collection, Sequence
from pathlib import Path

from qualitycredit.errors import NotInLanguage, Place
from qualitycredit.model.standard import Reading
from qualitycredit.reading.documents import Document


def check_headings(
    law: Document, readings: Sequence[Reading], joins: Collection[str], registered_in: Path
) -> None:
    """Refuse a box that opens otherwise than with a clause, once, and all, any or a reading of `joins`."""
    seen: set[str] = set()
    for box in law.boxes:
        head = box.head
        if head in {("standard",), ("decision",)} or head[1:] == ("remark",):
            continue
        place = Place(box.place.file, box.place.line, 1, head[0] if head else None)
        if len(head) != 2 or "." not in head[0]:  # noqa: PLR2004
            words = ["all", "any", *joins]
            raise NotInLanguage(
                place,
                f"规则框的第一行应当是“```toml A.1 all”这样：条款号，再加 {'、'.join(words)} 之一。",
                f"a box opens like “```toml A.1 all”: the clause, then one of {', '.join(words)}.",
            )
        if head[1] not in {"all", "any", *joins}:
            raise _no_join(place, head[1], [reading.name for reading in readings], registered_in.name)
        if head[0] in seen:
            raise NotInLanguage(place, f"条款 {head[0]} 有两个规则框。", f"clause {head[0]} has two boxes.")
        seen.add(head[0])


def _no_join(place: Place, word: str, readings: Sequence[str], file: str) -> NotInLanguage:
    if word in readings:
        return NotInLanguage(
            place,
            f'读法“{word}”现在所取的值没有写明怎样连接。请在 {file} 里给每个值写上 join = "all" 或者 join = "any"。',
            f'the value that the reading “{word}” has says not how to join. Write join = "all" or join = "any" '
            f"under each of its values in {file}.",
        )
    zh = f"登记的有：{'、'.join(readings)}" if readings else "一个读法也没有登记"
    en = f"it registers {', '.join(readings)}" if readings else "it registers none"
    return NotInLanguage(
        place,
        f"“{word}”不是 all 或者 any，{file} 里也没有登记这个读法（{zh}）。请在那里登记；规则框的第一行写成“```toml A.1 all”这样。",
        f"“{word}” is neither all nor any, and {file} registers no reading of this name ({en}). Register it there; "
        "a box opens like “```toml A.1 all”.",
    )
