"""The examples of a page: commands with what they print, and Python with what it prints.

A page's examples run in order, in one folder. `…` stands for anything within a line, and alone on a line for any lines.
`python -m tests.docs.examples` puts what is printed now in place of what stands in the pages; read the difference.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualitycredit.archive.synthesis import synthesise
from qualitycredit.cli.main import run
from qualitycredit.cli.speaking import SPEAKER, language_of_locale
from qualitycredit.reading import standard_folder
from tests.docs.logs import write_log
from tests.docs.pages import ROOT, Block, blocks, name_of, pages

ENTERPRISES, SEED = 400, 2006
PLAIN_COMMANDS = {"cat", "cp", "head", "iconv", "ls", "mkdir", "sed"}


@dataclass(frozen=True, slots=True)
class Example:
    """A command line, or a block of Python, with what the page says it prints; `line` is where that stands."""

    page: Path
    line: int
    source: str
    printed: str | None


def pages_with(*languages: str) -> list[Path]:
    """Give the pages that have blocks in one of these languages."""
    return [page for page in pages() if blocks(page, *languages)]


def make_workplace(folder: Path) -> None:
    """Lay out a folder as the project is after `make sample`, with a small sample archive."""
    for name in ("docs", "standards"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "tests" / "docs" / "feeds", folder / "build")
    synthesise(
        folder / "build" / "sample",
        enterprises=ENTERPRISES,
        seed=SEED,
        profile=standard_folder("aqsiq-2006") / "synthetic.toml",
    )
    write_log(folder / "build")


def speak(page: Path) -> None:
    """Speak the language of a page, as its reader's locale would have it."""
    os.environ["LC_ALL"] = "zh_CN.UTF-8" if ".zh-CN" in page.name else "en_US.UTF-8"
    SPEAKER.language, SPEAKER.quiet = language_of_locale(), False


def commands(block: Block) -> Iterator[Example]:
    """Yield the commands of a console block."""
    source, line, printed = "", 0, list[str]()
    for number, text in enumerate(block.text.splitlines(), start=block.line):
        if text.startswith("$ "):
            if source:
                yield Example(block.page, line, source, "".join(printed))
            source, line, printed = text.removeprefix("$ "), number + 1, []
        elif source.endswith("\\"):
            source, line = source.removesuffix("\\") + text.strip(), number + 1
        else:
            printed.append(f"{text}\n")
    yield Example(block.page, line, source, "".join(printed))


class Console:
    """Runs commands one after the other, and remembers how the last one ended."""

    def __init__(self) -> None:
        self.code = 0

    def run(self, source: str) -> str:
        """Run one command and give what it prints, results and messages together."""
        words = shlex.split(source)
        if words == ["echo", "$?"]:
            return f"{self.code}\n"
        if words[0] == "qualitycredit":
            return self._qualitycredit(words)
        assert words[0] in PLAIN_COMMANDS, f"an example may not run {words[0]}"
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        return done.stdout

    def _qualitycredit(self, words: list[str]) -> str:
        printed = io.StringIO()
        language, quiet, arguments, self.code = SPEAKER.language, SPEAKER.quiet, sys.argv, 0
        sys.argv = words
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                run()
        except SystemExit as end:
            self.code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            sys.argv = arguments
            SPEAKER.language, SPEAKER.quiet = language, quiet
        return printed.getvalue()


def python_examples(page: Path) -> list[Example]:
    """Give the Python blocks of a page, each with the output block right after it, where there is one."""
    found: list[Example] = []
    for block in blocks(page, "python", "output"):
        if block.language == "python":
            found.append(Example(page, block.line, block.text, None))
        else:
            found[-1] = Example(page, block.line, found[-1].source, block.text)
    return found


def run_python(example: Example, names: dict[str, object]) -> str:
    """Run a block of Python with the names of the blocks before it, and give what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example.source, f"{example.page.name}:{example.line}", "exec"), names)  # noqa: S102 - our own pages
    return printed.getvalue()


def as_said(printed: str, said: str) -> bool:
    """Tell whether a page says what is printed, trailing blanks aside."""
    lines = _lines(printed)
    reached = {0}
    for pattern in _lines(said):
        if pattern == "…":
            reached = set(range(min(reached), len(lines) + 1)) if reached else reached
        else:
            expression = re.compile(re.escape(pattern).replace("…", ".*"))
            reached = {at + 1 for at in reached if at < len(lines) and expression.fullmatch(lines[at])}
    return len(lines) in reached


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def outcomes(page: Path) -> Iterator[tuple[Example, str]]:
    """Run the examples of a page in the present folder, and give what each prints."""
    speak(page)
    console = Console()
    names: dict[str, object] = {"__name__": "example"}
    found: list[Example] = [example for block in blocks(page, "console") for example in commands(block)]
    scripts = python_examples(page)
    for example in sorted([*found, *scripts], key=lambda example: example.line):
        yield example, run_python(example, names) if example in scripts else console.run(example.source)


def rewrite(page: Path) -> None:
    """Put what is printed now into a page, except where it says so already, or says it with an ellipsis."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for example, printed in reversed(list(outcomes(page))):
        said = example.printed
        if said is None or as_said(printed, said):
            continue
        if "…" in said:
            sys.stderr.write(
                f"{name_of(page)}:{example.line}: write by hand what {example.source.strip()!r} prints\n"
            )
            continue
        count = len(said.splitlines())
        lines[example.line - 1 : example.line - 1 + count] = _lines(printed) if printed.strip() else []
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    chosen = [Path(name).resolve() for name in sys.argv[1:]] or pages_with("console", "python")
    with tempfile.TemporaryDirectory() as folder:
        layout = Path(folder) / "layout"
        make_workplace(layout)
        for each in chosen:
            with contextlib.chdir(shutil.copytree(layout, Path(folder) / f"{chosen.index(each)}")):
                rewrite(each)
