"""A CSV file is UTF-8 or GB18030 as a whole; what is neither, or both, is refused with the lines that show it."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE, IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from qualitycredit.archive.copies import Copies
from qualitycredit.errors import ArchiveUnreadable

Encoding = Literal["utf-8", "gb18030"]

# How many bytes a row of a CSV file may have, its line end included; DuckDB reads no more.
LONGEST: Final = 2_000_000
# Shorter than the longest line, so that one that is too long goes over the end of a block.
_BLOCK: Final = 1 << 20
# In UTF-8, all Chinese characters and punctuation lie at or above U+0800, in three bytes or more. A line of GB18030
# that happens to be valid UTF-8 as well (联通 is one) nearly always reads as two-byte characters below it.
_THREE_BYTES: Final = "\u0800"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A CSV file in UTF-8: `file` is what the archive holds, `readable` that or a copy of it in UTF-8.

    `lines` counts the line ends of the file, and one more where the last line has none. `overlong` says that a line
    has more than `LONGEST` bytes.
    """

    file: Path
    readable: Path
    encoding: Encoding
    lines: int
    overlong: bool


@dataclass(frozen=True, slots=True)
class _Survey:
    valid: bool
    lines: int
    overlong: bool
    mixed_ends: bool


def readable_text(file: Path, copies: Copies) -> TextFile:
    """Find the encoding of a file; GB18030, or line ends of two sorts, are rewritten once into `copies`.

    Raises ArchiveUnreadable for an empty file, UTF-16 or other binary, a mixture, or an unknown encoding.
    """
    survey = _survey(file)
    encoding: Encoding = "utf-8" if survey.valid else _by_lines(file)
    if encoding == "utf-8" and not survey.mixed_ends:
        return TextFile(file, file, encoding, survey.lines, survey.overlong)
    copy = copies.folder / f"{file.stem}.utf-8.csv"
    _rewrite(file, copy, encoding)
    return TextFile(file, copy, encoding, survey.lines, survey.overlong)


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            # A block never ends between the two bytes of one line end.
            yield block + stream.read(1) if block.endswith(b"\r") else block


def _survey(file: Path) -> _Survey:
    """Read the whole file once: is it UTF-8, how many lines has it, is one too long, and do they all end alike."""
    decoder = getincrementaldecoder("utf-8")()
    valid, feeds, returns, pairs, last = True, 0, 0, 0, b""
    begun, longest = 0, 0
    for block in _blocks(file):
        if (not last and block.startswith((BOM_UTF16_LE, BOM_UTF16_BE))) or b"\0" in block:
            raise _binary(file)
        feeds += block.count(b"\n")
        if b"\r" in block:
            returns += block.count(b"\r")
            pairs += block.count(b"\r\n")
        last = block[-1:]
        ends = [at for end in (b"\n", b"\r") for at in (block.find(end), block.rfind(end)) if at >= 0]
        longest = max(longest, begun + min(ends, default=len(block) - 1) + 1)
        begun = len(block) - 1 - max(ends) if ends else begun + len(block)
        valid = valid and _goes_on(decoder, block)
    if not last:
        zh = f"{file}：文件是空的。请至少写一行表头。"
        raise ArchiveUnreadable(zh, f"{file}: the file is empty. It needs at least a header line.")
    valid = valid and _goes_on(decoder, b"", final=True)
    sorts = sum(count > 0 for count in (pairs, feeds - pairs, returns - pairs))
    lines = feeds + returns - pairs + (last not in {b"\n", b"\r"})
    return _Survey(valid, lines, longest > LONGEST, sorts > 1)


def _goes_on(decoder: IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _by_lines(file: Path) -> Encoding:
    """Decide about a file that is not UTF-8: it is GB18030 where no line is plainly UTF-8."""
    first_utf8 = first_gb18030 = 0
    with file.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.isascii():
                continue
            as_utf8, as_gb18030 = _decoded(line, "utf-8"), _decoded(line, "gb18030")
            if as_utf8 is None and as_gb18030 is None:
                raise _unknown(file, number)
            if as_utf8 is None:
                first_gb18030 = first_gb18030 or number
            elif as_gb18030 is None or max(as_utf8) >= _THREE_BYTES:
                first_utf8 = first_utf8 or number
    if first_utf8:
        raise _mixture(file, first_utf8, first_gb18030)
    return "gb18030"


def _decoded(line: bytes, encoding: Encoding) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rewrite(file: Path, copy: Path, encoding: Encoding) -> None:
    decoder = getincrementaldecoder(encoding)()
    with copy.open("w", encoding="utf-8", newline="\n") as stream:
        for number, block in enumerate(_blocks(file)):
            text = decoder.decode(block).replace("\r\n", "\n").replace("\r", "\n")
            stream.write(text if number else text.removeprefix("\ufeff"))


def _binary(file: Path) -> ArchiveUnreadable:
    return ArchiveUnreadable(
        f"{file}：不是 UTF-8 或者 GB18030 的文本（像是 UTF-16 或者二进制文件）。请另存为 UTF-8 编码的 CSV。",
        f"{file}: this is not text in UTF-8 or GB18030 (it looks like UTF-16 or a binary file). Save it as CSV UTF-8.",
    )


def _unknown(file: Path, line: int) -> ArchiveUnreadable:
    return ArchiveUnreadable(
        f"{file}，第 {line} 行：既不是 UTF-8 也不是 GB18030。请把整个文件另存为 UTF-8 编码的 CSV。",
        f"{file}, line {line}: neither UTF-8 nor GB18030. Save the whole file as CSV UTF-8.",
    )


def _mixture(file: Path, utf8: int, gb18030: int) -> ArchiveUnreadable:
    return ArchiveUnreadable(
        f"{file}：混用了两种编码：第 {utf8} 行是 UTF-8，第 {gb18030} 行是 GB18030。请把整个文件统一为 UTF-8。",
        f"{file}: two encodings are mixed: line {utf8} is UTF-8, line {gb18030} is GB18030. Save the whole file as UTF-8.",
    )
