"""A CSV row has at most 2,000,000 bytes: one that has more is a fault with its place, never lost and never a quote."""

from pathlib import Path

import pytest

from qualitycredit.archive import connect, open_archive
from qualitycredit.archive.encoding import LONGEST
from qualitycredit.errors import ArchiveFaulty, ArchiveUnreadable
from tests.unit.archive.small import codes_of, faults_of, text_of, write_small


def of_size(size: int, **changes: str) -> str:
    """Give the table of products with one row of `size` bytes, its line end included, filled up by the name."""
    empty = text_of("products", {"name": "", **changes})
    (_, row) = empty.splitlines()
    name = "长" * ((size - len(row.encode()) - 1) // 3)
    row = row.replace(",,", f",{name},", 1)
    row = row.replace(name, name + "x" * (size - len(row.encode()) - 1), 1)
    return f"{empty.splitlines()[0]}\n{row}\n"


def test_a_row_may_be_as_long_as_can_be_read(tmp_path: Path) -> None:
    folder = write_small(tmp_path, products=of_size(LONGEST))
    assert codes_of(folder) == []
    with connect() as connection:
        open_archive(folder).register(connection, ["products"])
        assert connection.sql("SELECT count(*) FROM products").fetchall() == [(1,)]


@pytest.mark.parametrize("size", [LONGEST + 1, 3_000_000, 34_000_000])
@pytest.mark.parametrize("ended", [True, False])
def test_a_longer_row_is_a_fault_even_where_it_is_the_last(tmp_path: Path, size: int, *, ended: bool) -> None:
    text = of_size(size)
    folder = write_small(tmp_path, products=text if ended else text.removesuffix("\n") + "x")
    (fault,) = faults_of(folder)
    assert (fault.row, fault.line, fault.column, fault.code) == (1, 2, "name", "line_too_long")
    assert fault.value == "长" * 200
    assert fault.say("en").startswith(
        f"products.csv, row 1, line 2, column name: The line has {size:,} bytes"
    )
    assert "Shorten the value" in fault.message.en
    assert f"这一行有 {size:,} 字节" in fault.say("zh")
    with connect() as connection, pytest.raises(ArchiveFaulty, match="2,000,000 bytes"):
        open_archive(folder).register(connection, ["products"])


def test_the_rows_around_a_long_one_are_checked(tmp_path: Path) -> None:
    quotes = '""' * 990_000
    rows = ({"product": "P1", "name": f'"{quotes}"'}, {"product": "P2", "permit_required": "nein"})
    folder = write_small(
        tmp_path, products=of_size(2_500_000) + text_of("products", *rows).partition("\n")[2]
    )
    assert [(fault.row, fault.line, fault.code) for fault in faults_of(folder)] == [
        (1, 2, "line_too_long"),
        (3, 4, "not_a_boolean"),
    ]


def test_a_row_of_many_lines_is_too_long_as_well(tmp_path: Path) -> None:
    name = '"' + ("x" * 99 + "\n") * 21_000 + '"'
    folder = write_small(tmp_path, products=text_of("products", {"name": name}))
    (fault,) = faults_of(folder)
    assert (fault.row, fault.line, fault.column, fault.code) == (1, 2, "name", "line_too_long")


def test_an_open_quote_before_much_text_is_still_an_open_quote(tmp_path: Path) -> None:
    rows = [{"product": f"P{number}"} for number in range(40_000)]
    folder = write_small(tmp_path, products=text_of("products", {"product": "P", "name": '"open'}, *rows))
    assert [(fault.line, fault.code) for fault in faults_of(folder)] == [(2, "broken_quotes")]


def test_chinese_that_grows_in_utf_8_is_measured_as_it_is_read(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    text = text_of("products", {"name": "长" * 700_000})
    (folder / "products.csv").write_text(text, encoding="gb18030")
    assert [(fault.line, fault.code) for fault in faults_of(folder)] == [(2, "line_too_long")]


def test_a_header_that_is_no_header_is_named_in_part(tmp_path: Path) -> None:
    folder = write_small(tmp_path, products="x" * 3_000_000 + "\n")
    with pytest.raises(ArchiveUnreadable, match=f"no column “{'x' * 100}…”"):
        open_archive(folder)
