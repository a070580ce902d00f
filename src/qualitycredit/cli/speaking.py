"""What the command line says, in which language, and how: messages to stderr, results to stdout."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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
            self.messages.print(self.say(zh, en), markup=False)

    def show(self, text: str) -> None:
        """Print a result to stdout as it is."""
        self.results.print(text, markup=False, end="" if text.endswith("\n") else "\n")

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
