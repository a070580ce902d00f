"""`qualitycredit verify`: what a log of decisions is said to hold, checked from files, without anybody's help."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from qualitycredit.cli import options
from qualitycredit.cli.answering import answering
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.errors import LedgerUnreadable
from qualitycredit.ledger import (
    VerifierKey,
    check_beginning,
    check_counts,
    check_entry,
    check_listed,
    check_pocket,
    check_register,
    check_tiles,
    prove_beginning,
    prove_entry,
    read_beginning_proof,
    read_checkpoint,
    read_counts,
    read_entry_proof,
    read_opening,
    read_pocket,
    read_register,
)
from qualitycredit.ledger.tiles import CHECKPOINT, Fetch
from qualitycredit.reading import load_standard

app = typer.Typer(
    help="离线核对决定的日志 · Check the log of decisions, offline.",
    no_args_is_help=True,
)

Keys = Annotated[
    list[str],
    typer.Option(
        "--key", metavar="VKEY", help="日志的验证密钥，可重复 · the log's verifier key, may be repeated"
    ),
]
Copy = Annotated[
    Path | None,
    typer.Option(
        "--log",
        metavar="FOLDER",
        help="日志的副本：checkpoint 和 tile · a copy of the log: checkpoint and tile",
    ),
]
Proof = Annotated[
    Path | None,
    typer.Option("--proof", metavar="FILE", help="证明文件，代替副本 · a proof, instead of a copy"),
]


@app.command()
@answering
def pocket(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="随身文件 · the pocket file")],
    key: Keys,
    standard: Annotated[
        str | None,
        typer.Option(
            "--standard",
            metavar="NAME|FOLDER",
            help="标准（默认按文件） · the standard (default: the file's)",
        ),
    ] = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """核对随身文件：证明、签名，并按事实重新定级 · Check a pocket file: proof, signature, and the grade, given again.

    例 Example: qualitycredit verify pocket docs/tutorial/log/chen.json --key "$(cat docs/tutorial/log/vkey)"
    """
    del lang, quiet
    found = read_pocket(_text(file))
    named = found.statement["standard"]
    law = load_standard(standard or str(named.get("standard")), _readings(named.get("readings")))
    checkpoint = check_pocket(found, _keys(key), law)
    result = found.statement["result"]
    zh, en = (f"{result['enterprise_id']} {result['as_of']} {result['grade']}",) * 2
    SPEAKER.show(
        SPEAKER.say(
            f"{zh}：事实重新定级结果相同；决定是日志“{checkpoint.origin}”{checkpoint.size} 条中的第 {found.proof.index} 条。",
            f"{en}: its facts give this grade again; the decision is entry {found.proof.index} of {checkpoint.size} of {checkpoint.origin}.",
        )
    )


@app.command()
@answering
def entry(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="公示的条目，JSON · an entry of the register, JSON")
    ],
    key: Keys,
    log: Copy = None,
    proof: Proof = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """核对公示的条目在日志里 · Check that an entry of the public register is in the log.

    例 Example: qualitycredit verify entry build/entry.json --log build/log --key VKEY
    """
    del lang, quiet
    keys, copy = _keys(key), _one_of(log, proof)
    for one in _entries(file):
        opening = read_opening(one.get("opening"))
        code, listing = str(one.get("code")), str(one.get("listing"))
        check_listed(opening, code=code, listing=listing)
        found = (
            read_entry_proof(_text(proof))
            if copy is None
            else prove_entry(_fetch(copy), opening.index, _text(copy / CHECKPOINT), keys)
        )
        checkpoint = check_entry(opening.commitment, found, keys)
        SPEAKER.show(
            SPEAKER.say(
                f"{code} {listing}：是日志“{checkpoint.origin}”{checkpoint.size} 条中的第 {found.index} 条。",
                f"{code} {listing}: is entry {found.index} of {checkpoint.size} of {checkpoint.origin}.",
            )
        )


@app.command()
@answering
def register(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="登记的全部条目，JSON Lines · the whole register, JSON Lines"),
    ],
    log: Annotated[Path, typer.Option("--log", metavar="FOLDER", help="日志的副本 · a copy of the log")],
    key: Keys,
    counts: Annotated[
        Path | None,
        typer.Option("--counts", metavar="FILE", help="公布的统计数，JSON · published counts, JSON"),
    ] = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """核对登记的每一条都在日志里，公布的统计数与登记相符 · Check the whole register against the log, and counts against it.

    例 Example: qualitycredit verify register build/register.jsonl --log build/log --counts build/counts.json --key VKEY
    """
    del lang, quiet
    checkpoint = read_checkpoint(_text(log / CHECKPOINT), _keys(key))
    entries = read_register(_text(file))
    found = check_register(entries, _fetch(log), checkpoint)
    name, proved, unopened = checkpoint.origin, found.proved, found.unopened
    SPEAKER.show(
        SPEAKER.say(
            f"登记的 {proved} 条都在日志“{name}”里；{unopened} 条还没有公开承诺，下一个检查点以后再核对。",
            f"Entries of the register in {name}: {proved}; to be opened after the next checkpoint: {unopened}.",
        )
    )
    if counts is not None:
        checked = check_counts(entries, read_counts(_text(counts)))
        SPEAKER.show(
            SPEAKER.say(
                f"公布的 {checked} 个统计数与登记相符。",
                f"Published counts as in the register: {checked}.",
            )
        )


@app.command()
@answering
def checkpoints(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="以前的检查点 · the checkpoint of before")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="现在的检查点 · the checkpoint of now")],
    key: Keys,
    log: Copy = None,
    proof: Proof = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """核对以前的日志是现在的开头 · Check that the log as it was is the beginning of the log as it is.

    例 Example: qualitycredit verify checkpoints build/yesterday build/log/checkpoint --log build/log --key VKEY
    """
    del lang, quiet
    keys, copy = _keys(key), _one_of(log, proof)
    before, now = read_checkpoint(_text(old), keys), read_checkpoint(_text(new), keys)
    hashes = (
        list(read_beginning_proof(_text(proof)).hashes)
        if copy is None
        else prove_beginning(_fetch(copy), before.size, now.size)
    )
    check_beginning(before, now, hashes)
    SPEAKER.show(
        SPEAKER.say(
            f"{now.origin}：以前的 {before.size} 条是现在 {now.size} 条的开头。",
            f"{now.origin}: the {before.size} entries of before are the first of the {now.size} of now.",
        )
    )


@app.command(name="log")
@answering
def whole(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="日志的副本 · a copy of the log")],
    key: Keys,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """核对日志副本的每一块 · Check every tile of a copy of the log.

    例 Example: qualitycredit verify log build/log --key VKEY
    """
    del lang, quiet
    checkpoint = read_checkpoint(_text(folder / CHECKPOINT), _keys(key))
    check_tiles(_fetch(folder), checkpoint)
    SPEAKER.show(
        SPEAKER.say(
            f"{checkpoint.origin}：{checkpoint.size} 条都与签名的检查点相符。",
            f"{checkpoint.origin}: all {checkpoint.size} entries fit the signed checkpoint.",
        )
    )


def _keys(texts: list[str]) -> list[VerifierKey]:
    return [VerifierKey.read(text) for text in texts]


def _one_of(log: Path | None, proof: Path | None) -> Path | None:
    if (log is None) == (proof is None):
        raise typer.BadParameter(
            SPEAKER.say("请给出 --log 或 --proof 中的一个。", "Give one of --log and --proof.")
        )
    return log


def _readings(said: object) -> dict[str, str]:
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def _text(path: Path | None) -> str:
    assert path is not None  # noqa: S101 - one of the two was given
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerUnreadable(
            f"{path} 读不出来（{error}）。请检查路径，或者再取一次。",
            f"{path} cannot be read ({error}). Check the path, or fetch it again.",
        ) from error


def _entries(path: Path) -> list[dict[str, Any]]:
    """Read an entry, or all that the interface answers about a code; notices of withdrawal have nothing to check."""
    try:
        document = json.loads(_text(path))
        found = [one for one in document.get("entries", [document]) if not one.get("withdrawn_on")]
    except (AttributeError, ValueError) as error:
        raise LedgerUnreadable(
            f"{path} 不是公示条目的 JSON。请从公示接口再取一次。",
            f"{path} is no entry of the register as JSON. Fetch it from the register again.",
        ) from error
    if not found:
        raise LedgerUnreadable(
            f"{path} 里没有现行的公示条目，没有可以核对的。",
            f"{path} has no entry that stands: nothing can be checked.",
        )
    return found


def _fetch(folder: Path) -> Fetch:
    def fetch(path: str) -> bytes | None:
        place = folder / "tile" / path
        return place.read_bytes() if place.is_file() else None

    return fetch
