"""How a command ends when it cannot go on: one message on stderr, and the exit code of its class."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import duckdb
import typer

from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.errors import OutputRefused, QualityCreditError

INTERRUPTED: Final = 130
Parameters = ParamSpec("Parameters")


def answering(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Turn refusals and interruptions of a command into messages and exit codes."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except QualityCreditError as error:
            SPEAKER.messages.print(error.say(SPEAKER.language), markup=False, style="red")
            raise typer.Exit(error.exit_code) from error
        except duckdb.OutOfMemoryException as error:
            SPEAKER.messages.print(
                SPEAKER.say(
                    "内存不够，请用 --memory 给更多的内存。", "Out of memory: give more with --memory."
                )
            )
            raise typer.Exit(OutputRefused.exit_code) from error
        except (KeyboardInterrupt, RuntimeError) as error:
            # DuckDB says an interruption of its own query in this way.
            if isinstance(error, RuntimeError) and "interrupted" not in str(error):
                raise
            SPEAKER.messages.print(
                SPEAKER.say("已中断，没有留下写了一半的文件。", "Interrupted; no half-written file was left.")
            )
            raise typer.Exit(INTERRUPTED) from error

    return run
