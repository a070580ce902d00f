"""A CSV file is UTF-8 or GB18030 as a whole."""

from pathlib import Path

import pytest

from qualitycredit.archive import open_archive, read_versions
from qualitycredit.archive.copies import Copies
from qualitycredit.archive.encoding import readable_text
from qualitycredit.errors import ArchiveUnreadable
from tests.unit.archive.small import CODE, codes_of, faults_of, text_of, write_small

COPIES = Copies()
CHINESE = "甲,企业\n乙,质量\n"


def read(folder: Path, content: bytes) -> tuple[str, str, int]:
    file = folder / "enterprises.csv"
    file.write_bytes(content)
    text = readable_text(file, COPIES)
    return text.encoding, text.readable.read_bytes().decode(), text.lines


@pytest.mark.parametrize(
    ("content", "encoding", "text", "lines"),
    [
        (CHINESE.encode(), "utf-8", CHINESE, 2),
        (CHINESE.encode("utf-8-sig"), "utf-8", "\ufeff" + CHINESE, 2),
        (CHINESE.encode("gb18030"), "gb18030", CHINESE, 2),
        (("\ufeff" + CHINESE).encode("gb18030"), "gb18030", CHINESE, 2),
        (CHINESE.replace("\n", "\r\n").encode(), "utf-8", CHINESE.replace("\n", "\r\n"), 2),
        (b"a,b\r\n1,2\n3,4", "utf-8", "a,b\n1,2\n3,4", 3),
        (b"a,b\r1,2\r", "utf-8", "a,b\r1,2\r", 2),
        # The second line is GB18030 that happens to be valid UTF-8 too.
        ("编号\n联通\n".encode("gb18030"), "gb18030", "编号\n联通\n", 2),
    ],
)
def test_one_encoding_is_read(tmp_path: Path, content: bytes, encoding: str, text: str, lines: int) -> None:
    assert read(tmp_path, content) == (encoding, text, lines)


def test_characters_and_line_ends_across_blocks(tmp_path: Path) -> None:
    text = "企" * 1_398_101 + "a\r\n" + "业" * 2_000_000 + "\r\n"
    for encoding in ("utf-8", "gb18030"):
        assert read(tmp_path, text.encode(encoding))[2] == 2
    # Four-byte characters and one more make the first block end between the two bytes of a line end.
    assert read(tmp_path, b"a" * ((1 << 22) - 1) + b"\r\nb\r\n")[1:] == (
        "a" * ((1 << 22) - 1) + "\r\nb\r\n",
        2,
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        ("a,b\n".encode("utf-16"), "looks like UTF-16"),
        ("a,b\n".encode("utf-16-le"), "looks like UTF-16"),
        (b"a,b\n\xff\xff,c\n", "line 2: neither UTF-8 nor GB18030"),
        ("编号\n".encode("gb18030") + "企业\n".encode(), "line 2 is UTF-8, line 1 is GB18030"),
        ("a\n企业\n".encode() + "编号\n".encode("gb18030"), "line 2 is UTF-8, line 3 is GB18030"),
        # Too short a rest for UTF-8 at the very end.
        ("企业".encode()[:-1] + b"\xff", "line 1: neither UTF-8 nor GB18030"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(ArchiveUnreadable, match=said) as caught:
        read(tmp_path, content)
    assert str(tmp_path / "enterprises.csv") in caught.value.say("zh")


def test_utf8_cut_short_at_the_end_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreadable, match="neither"):
        read(tmp_path, b"a\n\xe4")


def test_gb18030_archive_reads_like_utf8(tmp_path: Path) -> None:
    write_small(tmp_path)
    file = tmp_path / "enterprises.csv"
    file.write_bytes(text_of("enterprises", {"name": "镕基企业"}).encode("gb18030"))
    assert codes_of(tmp_path) == []
    assert read_versions(open_archive(tmp_path), CODE).enterprise.name == "镕基企业"


def test_faults_name_the_file_of_the_archive_and_not_its_copy(tmp_path: Path) -> None:
    write_small(tmp_path)
    file = tmp_path / "enterprises.csv"
    file.write_bytes(text_of("enterprises", {"region": "成都"}).encode("gb18030"))
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.row, fault.line, fault.value) == ("enterprises.csv", 1, 2, "成都")
