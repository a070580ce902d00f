"""Sheets as rows of cells: Excel by what is in the file, CSV in UTF-8 or GB18030."""

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

LARGEST_UNPACKED = 400 * 1024 * 1024
# Excel counts days from here, since it takes 1900 for a leap year.
EXCEL_START = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)
SHAPES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
Rows = list[list[object]]


def rows_of(content: bytes) -> Rows:
    """Give the rows of a sheet, the headings first; refuse what is none."""
    rows = _excel(content) if content.startswith(b"PK") else _csv(content)
    kept = [row for row in rows if any(text_of(cell) for cell in row)]
    if len(kept) < 2:  # noqa: PLR2004 - headings and one row
        raise ValidationError(_("表里没有数据。第一行是栏目，从第二行起是数据。"))
    return rows


def _excel(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise ValidationError(_("工作簿解开后太大，不予打开。请分成几份。"))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, zipfile.BadZipFile) as error:
        raise ValidationError(_("工作簿打不开。请在 Excel 中另存为 .xlsx 再上传。")) from error


def _csv(content: bytes) -> Rows:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            return [list(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
        except csv.Error as error:
            raise ValidationError(_("CSV 的引号不成对，请检查后再上传。")) from error
    raise ValidationError(_("只收 .xlsx 和 CSV 文件（UTF-8 或 GB18030）。"))


def text_of(cell: object) -> str:
    """Give a cell as text; Excel keeps whole numbers as 7.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def day_of(cell: object) -> date:
    """Give a cell as a day: a date, the number by which Excel keeps one, or text; raises ValueError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if text.isdigit() and int(text) in EXCEL_DAYS:
        return EXCEL_START + timedelta(days=int(text))
    for shape in SHAPES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(text)


def whole_of(cell: object) -> int:
    """Give a cell as a whole number; raises ValueError."""
    return int(text_of(cell).replace(",", ""))


def decimal_of(cell: object) -> Decimal:
    """Give a cell as a number of at most 4 decimals; raises ValueError."""
    try:
        number = Decimal(text_of(cell))
        rounded = number.quantize(Decimal("0.0001"))
    except InvalidOperation as error:
        raise ValueError(text_of(cell)) from error
    if number != rounded:
        raise ValueError(text_of(cell))
    return rounded
