"""Statements that are written out once, for tests that run the same ones again and again."""

from datetime import date, datetime

from qualitycredit.engines.columnar.statements import coded_query, due_query
from qualitycredit.model.standard import Standard


class Said:
    """A query that has been written out before."""

    def __init__(self, text: str) -> None:
        self._text = text

    def sql(self, _dialect: str) -> str:
        return self._text


Asked = tuple[str, str, date, datetime | None]
_CODED: dict[Asked, Said] = {}
_DUE: dict[Asked, Said] = {}


def coded_said(standard: Standard, day: date, moment: datetime | None) -> Said:
    key = (standard.name, standard.rules_hash, day, moment)
    if key not in _CODED:
        _CODED[key] = Said(coded_query(standard, day, moment).sql("duckdb"))
    return _CODED[key]


def due_said(standard: Standard, day: date, moment: datetime | None) -> Said:
    key = (standard.name, standard.rules_hash, day, moment)
    if key not in _DUE:
        _DUE[key] = Said(due_query(standard, day, moment).sql("duckdb"))
    return _DUE[key]
