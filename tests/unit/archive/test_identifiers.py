"""Unified social credit codes: the scalar check, the SQL and python-stdnum say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from stdnum.cn import uscc

from qualitycredit.archive import (
    code_fault,
    code_holds_sql,
    connect,
    made_code,
    made_code_sql,
    organisation_check,
    organisation_holds_sql,
    well_formed_sql,
)

SERIALS = st.integers(0, 10**8 - 1)
REGIONS = st.from_regex("[0-9]{6}", fullmatch=True, alphabet="0123456789")
# A real code, of Baidu in the doctest of python-stdnum, and the organisation code of the text of GB 11714.
REAL = "91110000600037341L"


CODE_COLUMN = exp.column("code")
VERDICTS = (
    exp.select(
        exp.case()
        .when(exp.not_(well_formed_sql(CODE_COLUMN)), "'not_a_code'")
        .when(exp.not_(organisation_holds_sql(CODE_COLUMN)), "'organisation_check'")
        .when(exp.not_(code_holds_sql(CODE_COLUMN)), "'code_check'")
    )
    .from_("codes")
    .order_by("at")
    .sql("duckdb")
)


def sql_fault(codes: list[str]) -> list[str | None]:
    with connect(threads=1) as connection:
        connection.execute(
            "CREATE TABLE codes AS SELECT unnest($1::VARCHAR[]) AS code, unnest(range(len($1))) AS at",
            [codes],
        )
        return [fault for (fault,) in connection.execute(VERDICTS).fetchall()]


def test_real_code_holds_and_each_part_is_checked() -> None:
    assert code_fault(REAL) is None
    assert code_fault("91110000600037341N") == "code_check"
    wrong_inside = "9111000060003735" + "1"
    assert code_fault(wrong_inside + uscc.calc_check_digit(wrong_inside)) == "organisation_check"


@pytest.mark.parametrize(
    "code", ["", "12345", "A1110000600037341L", "9111000060003IOZSV", "91110000600037341l", f" {REAL}"]
)
def test_what_is_not_a_code(code: str) -> None:
    assert code_fault(code) == "not_a_code"
    assert sql_fault([code]) == ["not_a_code"]


def test_check_characters_of_organisation_codes() -> None:
    # D2143569-X is the example of GB 11714.
    assert organisation_check("D2143569") == "X"
    assert organisation_check("60003734") == "1"
    assert organisation_check("00000000") == "0"


@given(REGIONS, SERIALS)
def test_made_codes_hold(region: str, serial: int) -> None:
    code = made_code(region, serial)
    assert code_fault(code) is None
    assert uscc.is_valid(code)
    assert code[2:8] == region


@given(st.lists(st.tuples(REGIONS, SERIALS, st.integers(8, 17), st.sampled_from(uscc._alphabet)), min_size=1))  # noqa: SLF001
def test_sql_and_scalar_agree_on_changed_codes(drawn: list[tuple[str, int, int, str]]) -> None:
    codes = [REAL]
    for region, serial, at, character in drawn:
        code = made_code(region, serial)
        codes.append(code[:at] + character + code[at + 1 :])
    assert sql_fault(codes) == [code_fault(code) for code in codes]


def test_sql_makes_the_same_codes() -> None:
    query = exp.select(made_code_sql(exp.column("region"), exp.column("serial")), "region", "serial").from_(
        "given"
    )
    with connect() as connection:
        connection.execute(
            "CREATE TABLE given AS SELECT lpad((range * 7919 % 1000000)::VARCHAR, 6, '0') AS region,"
            " range * 49999 AS serial FROM range(2001)"
        )
        for code, region, serial in connection.execute(query.sql("duckdb")).fetchall():
            assert code == made_code(region, serial)


@pytest.mark.parametrize(
    ("region", "serial"), [("51010", 1), ("51010A", 1), ("510100", -1), ("510100", 10**8)]
)
def test_no_code_is_made_of_what_does_not_fit(region: str, serial: int) -> None:
    with pytest.raises(ValueError, match=region):
        made_code(region, serial)
