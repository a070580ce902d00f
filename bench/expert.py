"""The hand-written SQL of expert.sql, for a day and a knowledge time."""

from datetime import date, datetime
from pathlib import Path
from string import Template
from typing import Final

from bench.days import literals

EVER: Final = 2**30
_CLAUSES: Final = [f"{group}.{number}" for group in "ABCD" for number in range(9)]
_A_AND_B: Final = (1 << 18) - 1
_ALL: Final = (1 << 36) - 1


def expert_sql(as_of: date, known_at: datetime) -> str:
    """Fill the days into expert.sql, for DuckDB and PostgreSQL alike."""
    text = Template((Path(__file__).parent / "expert.sql").read_text(encoding="utf-8"))
    return text.substitute(
        literals(as_of, known_at),
        year_left=(date(as_of.year + 1, 1, 1) - as_of).days,
        days_to_come=(date.max - as_of).days,
        ever=EVER,
        all_of_a_and_b=_A_AND_B,
        all_of_c_and_d=_ALL - _A_AND_B,
        clauses=", ".join(f"({place}, '{name}')" for place, name in enumerate(_CLAUSES)),
        no_text="CAST(ARRAY[] AS TEXT[])",
    )
