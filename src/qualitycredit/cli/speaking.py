"""What the command line says, in which language, and how: messages to stderr, results to stdout."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from qualitycredit.errors import OutputRefused
from qualitycredit.language import Bilingual, Language


class Advance(Protocol):
    """Report how much of the present work is done, from 0 to 1."""

    def __call__(self, share: float) -> None:
        """Show `share` as done."""


def language_of_locale() -> Language:
    """Choose by the locale: English where it asks for English, else Chinese, which comes first here."""
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "en" if locale.lower().startswith("en") else "zh"


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, soft_wrap=True)
    if not console.is_terminal:
        # What is piped into a file or a program is not cut to the width of a screen.
        console.width = 240
    return console


def let_go(stream: IO[str]) -> None:
    """Lead a stream that cannot be written to nowhere: Python would try once more to write what it holds at its end."""
    with suppress(OSError):
        place = stream.fileno()
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), place)


@dataclass(slots=True)
class Speaker:
    """The language, and the consoles for results and for messages; `quiet` keeps messages back, not results."""

    language: Language = field(default_factory=language_of_locale)
    quiet: bool = False
    results: Console = field(default_factory=lambda: _console(stderr=False))
    messages: Console = field(default_factory=lambda: _console(stderr=True))

    def say(self, zh: str, en: str) -> str:
        """Choose the saying of the language."""
        return Bilingual(zh, en).say(self.language)

    def tell(self, zh: str, en: str) -> None:
        """Print a message to stderr, unless quiet."""
        if not self.quiet:
            self._message(self.say(zh, en))

    def complain(self, zh: str, en: str) -> None:
        """Print a refusal to stderr, quiet or not."""
        self._message(self.say(zh, en), style="red")

    def _message(self, text: str, style: str | None = None) -> None:
        try:
            self.messages.print(text, markup=False, style=style)
        except OSError:
            # Nobody can be told; what the command does is not changed by it.
            let_go(self.messages.file)

    def show(self, result: str | Table) -> None:
        """Print a result to stdout, text as it is. Raises OutputRefused where it cannot be written."""
        end = "" if isinstance(result, str) and result.endswith("\n") else "\n"
        try:
            self.results.print(result, markup=False, end=end)
        except OSError as error:
            let_go(self.results.file)
            zh = f"标准输出写不进去（{error}）。请检查它通向哪里，磁盘是否已满。"
            en = f"The standard output cannot be written ({error}). Check where it leads, and that there is room."
            raise OutputRefused(zh, en) from error

    @contextmanager
    def working(self, zh: str, en: str) -> Iterator[Advance]:
        """Show a bar on stderr while work goes on; nothing where stderr is no terminal, or when quiet."""
        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            console=self.messages,
            transient=True,
            disable=self.quiet or not self.messages.is_terminal,
        )
        with bar:
            task = bar.add_task(self.say(zh, en), total=1.0)
            yield lambda share: bar.update(task, completed=share)


SPEAKER = Speaker()
