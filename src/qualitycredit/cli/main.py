"""The command `qualitycredit`: its commands, its messages and its exit codes."""

import gc
import io
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from qualitycredit.cli import bureau, convert, lake, verify
from qualitycredit.cli.answering import answering, refused
from qualitycredit.cli.check import check
from qualitycredit.cli.compare import compare
from qualitycredit.cli.explain import explain
from qualitycredit.cli.grade import grade
from qualitycredit.cli.options import Lang, Quiet
from qualitycredit.cli.regrade import regrade
from qualitycredit.cli.sheet import sheet
from qualitycredit.cli.speaking import SPEAKER, let_go
from qualitycredit.cli.sql import sql
from qualitycredit.cli.synth import synth
from qualitycredit.cli.validate import validate

app = typer.Typer(
    name="qualitycredit",
    help="把质量信用标准当作数据，为企业定级并说明理由 · Grade enterprises by a legal standard kept as data, with reasons.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (grade, regrade, explain, validate, check, sheet, sql, compare, synth):
    app.command()(answering(command))
app.add_typer(convert.app, name="convert")
app.add_typer(lake.app, name="lake")
app.add_typer(verify.app, name="verify")
app.command()(bureau.serve)
app.command()(bureau.serve_portal)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(bureau.manage)


@answering
def _version(value: bool) -> None:
    if value:
        SPEAKER.show(version("qualitycredit"))
        raise typer.Exit


@app.callback()
def _common(
    lang: Lang = None,
    quiet: Quiet = False,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 · version")
    ] = False,
) -> None:
    del lang, quiet, show_version


def run() -> None:
    """Run the command line; what an output's encoding lacks is written as an escape."""
    # Statements are trees of many objects, all of them needed: looking for garbage among them takes long.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except OSError as error:
        # Only for what is printed without a command, as help is.
        let_go(sys.stdout)
        sys.exit(refused(error))
