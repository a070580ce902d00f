"""Documents on paper: the same words as PDF/A by Typst, and as a Word file in a layout that can be edited in Word."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from docxtpl import DocxTemplate

LAYOUTS = Path(__file__).parent / "layouts"
# 方正小标宋 and 仿宋_GB2312, which the Word file names, may not be passed on: these stand for them.
FONTS = frozenset({"Noto Serif CJK SC", "Noto Sans CJK SC"})
KIND: Final = "a-2b"
# The first moment that a file of this kind can bear: the same words give the same bytes, whenever they are set.
STILL = (1980, 1, 1, 0, 0, 0)

Words = Mapping[str, Any]


@cache
def fonts() -> typst.Fonts:
    """Give the fonts of this machine, looked for once."""
    return typst.Fonts()


def pdf_of(words: Words, at: datetime) -> bytes:
    """Set a document as a PDF for archives; raises ValidationError where the fonts are missing."""
    if not set(fonts().families()) >= FONTS:
        raise ValidationError(_("这台机器上没有中文字体，不能制作 PDF。请系统管理员安装 fonts-noto-cjk。"))
    day = {"year": at.year, "month": at.month, "day": at.day}
    made = typst.compile(
        (LAYOUTS / "official.typ").read_bytes(),
        font_paths=fonts(),
        sys_inputs={"paper": json.dumps({**words, "day": day}, ensure_ascii=False)},
        pdf_standards=[KIND],
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)  # noqa: S101 - one document was asked for
    return made


def docx_of(words: Words) -> bytes:
    """Set a document as a Word file."""
    template = DocxTemplate(LAYOUTS / "official.docx")
    template.render(dict(words), autoescape=True)
    made = io.BytesIO()
    template.save(made)
    return _still(made.getvalue())


def _still(content: bytes) -> bytes:
    still = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(still, "w") as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, STILL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return still.getvalue()
