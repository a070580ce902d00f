"""Unified social credit codes (GB 32100) with the organisation code inside (GB 11714), as scalars and as SQL.

A code is 18 characters: authority, category, 6 digits of region, 8 characters and a check character of the
organisation code, and a check character over the whole. Both check characters must hold.
"""

import re
from typing import Final, Literal

from sqlglot import exp
from stdnum.cn import uscc

from qualitycredit.archive.queries import tree

CodeFault = Literal["not_a_code", "organisation_check", "code_check"]

# The check digits of GB 32100 leave out I, O, S, V and Z; GB 11714 counts the whole alphabet.
_CODE_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE_SHAPE: Final = "[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}"
_ORGANISATION_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS: Final = "0123456789X"
_SERIALS: Final = 10**8


def organisation_check(body: str) -> str:
    """Give the check character of the 8 characters of an organisation code (GB 11714)."""
    total = sum(_ORGANISATION_ALPHABET.index(c) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return _ORGANISATION_CHECKS[-total % 11]


def code_fault(code: str) -> CodeFault | None:
    """Say what is wrong with a code as it is written, or None; blanks and lower case are not forgiven."""
    if not re.fullmatch(_CODE_SHAPE, code):
        return "not_a_code"
    if code[16] != organisation_check(code[8:16]):
        return "organisation_check"
    return None if uscc.is_valid(code) else "code_check"


def made_code(region: str, serial: int) -> str:
    """Make the valid code of a made-up enterprise in `region` (6 digits); `serial` lies under 100 million."""
    if not re.fullmatch("[0-9]{6}", region) or not 0 <= serial < _SERIALS:
        raise ValueError(region, serial)
    body = f"{serial:08d}"
    code = f"91{region}{body}{organisation_check(body)}"
    return code + uscc.calc_check_digit(code)


def _weighted(values: list[exp.Expr], weights: tuple[int, ...]) -> exp.Expr:
    terms = [
        tree("$value * $weight", value=value, weight=weight)
        for value, weight in zip(values, weights, strict=True)
    ]
    total, *rest = terms
    for term in rest:
        total = tree("$total + $term", total=total, term=term)
    return exp.paren(total)


def _character_values(code: exp.Expr, first: int, last: int, alphabet: str) -> list[exp.Expr]:
    text = "(strpos($alphabet, substring($code, $at, 1)) - 1)"
    return [tree(text, alphabet=alphabet, code=code, at=at) for at in range(first, last + 1)]


def well_formed_sql(code: exp.Expr) -> exp.Expr:
    """Whether a text column has the shape of a code; the two checks below mean nothing where it has not."""
    return tree("regexp_full_match($code, $shape)", code=code, shape=_CODE_SHAPE)


def organisation_holds_sql(code: exp.Expr) -> exp.Expr:
    """Whether the check character of the organisation code inside a well-formed code holds."""
    total = _weighted(_character_values(code, 9, 16, _ORGANISATION_ALPHABET), _ORGANISATION_WEIGHTS)
    text = "substring($code, 17, 1) = substring($checks, 1 + (11 - $total % 11) % 11, 1)"
    return tree(text, code=code, checks=_ORGANISATION_CHECKS, total=total)


def code_holds_sql(code: exp.Expr) -> exp.Expr:
    """Whether the check character of a well-formed code holds."""
    total = _weighted(_character_values(code, 1, 17, _CODE_ALPHABET), _CODE_WEIGHTS)
    text = "substring($code, 18, 1) = substring($alphabet, 1 + (31 - $total % 31) % 31, 1)"
    return tree(text, code=code, alphabet=_CODE_ALPHABET, total=total)


def _digits(number: exp.Expr, count: int) -> list[exp.Expr]:
    text = "(($number // $power) % 10)"
    return [tree(text, number=number, power=10**power) for power in reversed(range(count))]


def made_code_sql(region: exp.Expr, serial: exp.Expr) -> exp.Expr:
    """`made_code` over a text column of 6 digits and an integer column from 0 to 99999999; nothing is checked."""
    places = _digits(exp.paren(tree("CAST($region AS BIGINT)", region=region)), 6)
    body = _digits(serial, 8)
    check = tree("((11 - $total % 11) % 11)", total=_weighted(body, _ORGANISATION_WEIGHTS))
    check_value = tree(
        "(CASE WHEN $check = 10 THEN $x ELSE $check END)", check=check, x=_CODE_ALPHABET.index("X")
    )
    values = [*map(exp.convert, (9, 1)), *places, *body, check_value]
    return tree(
        "concat('91', $region, lpad(CAST($serial AS VARCHAR), 8, '0'), substring($checks, 1 + $check, 1),"
        " substring($alphabet, 1 + (31 - $total % 31) % 31, 1))",
        region=region,
        serial=serial,
        checks=_ORGANISATION_CHECKS,
        check=check,
        alphabet=_CODE_ALPHABET,
        total=_weighted(values, _CODE_WEIGHTS),
    )
