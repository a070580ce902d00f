"""Sheets, made for tests."""

import io
from datetime import date
from typing import Any

import xlsxwriter

from tests.bureau.objects import CODE

HEAD = ["统一社会信用代码", "结果", "发生日期", "产品代码或者资质名称", "文书号", "记录编号", "备注"]
ROW = [CODE, "不合格", "2026-03-03", "P1", "文 7", "样 1", ""]
CHECK = "quality_spot_check"


def csv_of(*rows: list[str], encoding: str = "utf-8") -> bytes:
    return "\n".join(",".join(row) for row in rows).encode(encoding)


def excel_of(*rows: list[Any]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, place, cell, day)
                else:
                    sheet.write(at, place, cell)
    return out.getvalue()


def row(**more: str) -> list[str]:
    names = ["code", "outcome", "day", "subject", "document", "number", "remark"]
    return [more.get(name, cell) for name, cell in zip(names, ROW, strict=True)]
