"""How a command ends when it cannot go on: one message on stderr, and the exit code of its class."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import duckdb
import typer

from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.errors import ArchiveUnreadable, OutputRefused, QualityCreditError

INTERRUPTED: Final = 130
Parameters = ParamSpec("Parameters")


def answering(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Turn refusals and interruptions of a command into messages and exit codes."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (KeyboardInterrupt, RuntimeError, duckdb.InterruptException) as error:
            # DuckDB says an interruption of its own query as a RuntimeError too.
            if isinstance(error, RuntimeError) and "interrupted" not in str(error):
                raise
            SPEAKER.complain(
                "已中断，没有留下写了一半的文件。", "Interrupted; no half-written file was left."
            )
            raise typer.Exit(INTERRUPTED) from error
        except (QualityCreditError, OSError, duckdb.Error) as error:
            raise typer.Exit(refused(error)) from error

    return run


def refused(error: QualityCreditError | OSError | duckdb.Error) -> int:
    """Print why a command cannot go on, and give its exit code."""
    refusal = _refusal(error)
    SPEAKER.complain(refusal.saying.zh, refusal.saying.en)
    return refusal.exit_code


def _refusal(error: QualityCreditError | OSError | duckdb.Error) -> QualityCreditError:
    detail = str(error).partition("\n")[0]
    match error:
        case QualityCreditError():
            return error
        case duckdb.OutOfMemoryException():
            return OutputRefused(
                "内存不够，请用 --memory 给更多的内存。", "Out of memory: give more with --memory."
            )
        case OSError() | duckdb.IOException():
            return OutputRefused(
                f"系统不让读写（{detail}）。请检查文件夹是否存在、是否可写、磁盘是否已满。",
                f"The system refuses to read or write ({detail}). Check that folders exist, may be written to and have room.",
            )
        case _:
            return ArchiveUnreadable(
                f"档案读到中途失败（{detail}）。文件可能已损坏，请用 validate 检查。",
                f"Reading the archive failed midway ({detail}). A file may be damaged: validate the archive.",
            )
