"""The first letters of a name in pinyin, by which people who know a name look for it."""

import re

from pypinyin import Style, lazy_pinyin

_NEITHER = re.compile(r"[^0-9a-z]")


def initials_of(name: str) -> str:
    """Give the first letter of each character, and Latin letters and digits as they are: 阿丽食品2厂 is alsp2c."""
    return _NEITHER.sub("", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower())
