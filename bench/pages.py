"""Measure the pages of the system on a nation: how long each takes at the median, and how many queries it asks.

usage: python -m bench.pages [--enterprises N] [--times N] [--folder FOLDER] [--write]

Needs what `make setup` installs. A synthetic archive, about ten records an enterprise, is taken into SQLite as
`manage demo` does it; the pages are then asked through Django's test client, so that neither a network nor a browser is
measured. Each page is asked by someone whose work it is, of the nation where the nation may, so that no scope makes it
easy. The first time is not counted: it fills caches. `--write` keeps the table in bench/results-pages.md.
"""

# ruff: noqa: S603 - the commands are ours
import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from qualitycredit.cli.main import run; run()"]
RESULTS = Path(__file__).parent / "results-pages.md"
TARGET = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A page: what it is called in the table, who asks, and the address."""

    name: str
    who: str
    address: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page took: milliseconds at the median and at the slowest, queries, and bytes."""

    asked: Asked
    median: float
    slowest: float
    queries: int
    size: int


def fill(folder: Path, enterprises: int) -> None:
    """Make the archive, and take it in, where that was not done."""
    sample = folder / "sample"
    if not (sample / "manifest.toml").exists():
        words = ["synth", str(sample), "--enterprises", str(enterprises), "--seed", "2006", "--quiet"]
        subprocess.run([*COMMAND, *words], check=True)
    subprocess.run([*COMMAND, "manage", "demo", str(sample)], check=True, stdout=subprocess.DEVNULL)


def pages(code: str, fullest: str, name: str, initials: str) -> list[Asked]:
    """Give what is asked, of an enterprise where it is about one."""
    nation, board = "nation-supervisor", "/grades/board/"
    dossier = f"/archives/dossiers/{code}/"
    return [
        Asked("first page", nation, "/"),
        Asked("enterprises, a list of 50", nation, "/enterprises/"),
        Asked("enterprises, page 200", nation, "/enterprises/?page=200"),
        Asked("found by code", nation, f"/enterprises/?words={code}"),
        Asked("found by a part of the name", nation, f"/enterprises/?words={name[2:6]}"),
        Asked("found by pinyin initials", nation, f"/enterprises/?words={initials[:5]}"),
        Asked("enterprises of a province", nation, "/enterprises/?region=330000"),
        Asked("enterprises of a grade", nation, "/enterprises/?grade=D"),
        Asked("enterprises with a kind of record", nation, "/enterprises/?record=violation"),
        Asked("enterprises with a deadline", nation, "/enterprises/?deadline=passed"),
        Asked("records across enterprises", nation, "/archives/found/"),
        Asked("records of a kind", nation, "/archives/found/?kind=violation"),
        Asked("dossier", nation, dossier),
        Asked("dossier, the fullest", nation, f"/archives/dossiers/{fullest}/"),
        Asked("enterprise", nation, f"/enterprises/{code}/"),
        Asked("reasons of a grade", nation, f"/grades/enterprises/{code}/"),
        Asked("grades, a list of 50", nation, "/grades/list/"),
        Asked("grades that moved on a day", nation, "/grades/moved/"),
        Asked("grades counted", nation, "/grades/counted/"),
        Asked("board", nation, board),
        Asked("work list", "evaluator", "/cases/"),
        Asked("measures", "evaluator", "/measures/"),
        Asked("awaiting verification", "bowen", "/archives/verification/"),
        Asked("desk of an enterprise", "ding", "/desk/"),
        Asked("events", nation, "/audit/events/"),
    ]


def measure(times: int) -> list[Taken]:
    """Ask each page so many times."""
    from django.db import connection  # noqa: PLC0415 - the environment comes first
    from django.db.models import Count  # noqa: PLC0415 - likewise
    from django.test import Client  # noqa: PLC0415 - likewise

    from bureau.accounts.models import Person  # noqa: PLC0415 - likewise
    from bureau.enterprises.models import Enterprise, Name  # noqa: PLC0415 - likewise

    counted = Enterprise.objects.filter(region__startswith="33").annotate(count=Count("records"))
    ordered = counted.order_by("-count", "code")
    fullest, one = ordered[0], ordered[counted.count() // 2]
    name = Name.objects.get(enterprise=one, valid_to=None)
    clients: dict[str, Any] = {}
    taken = []
    for asked in pages(one.code, fullest.code, name.name, name.initials):
        if asked.who not in clients:
            clients[asked.who] = Client(headers={"host": "localhost"})
            person = Person.objects.get(username=asked.who)
            clients[asked.who].force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        client = clients[asked.who]
        client.get(asked.address)
        queries: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, queries: list[str] = queries) -> Any:  # noqa: ANN401 - Django's
            queries.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            answer = client.get(asked.address)
        if answer.status_code != 200:  # noqa: PLR2004 - all is well
            raise SystemExit(f"{asked.address}: {answer.status_code}")
        took = []
        for _ in range(times):
            begun = time.perf_counter()
            client.get(asked.address)
            took.append(1000 * (time.perf_counter() - begun))
        taken.append(Taken(asked, statistics.median(took), max(took), len(queries), len(answer.content)))
    return taken


def table(taken: list[Taken], title: str) -> str:
    """Give the table, with what missed the target marked."""
    lines = [title, "", "| page | median ms | slowest ms | queries | kB |", "|---|---:|---:|---:|---:|"]
    for one in taken:
        median = f"**{one.median:,.0f}**" if one.median > TARGET else f"{one.median:,.0f}"
        size = one.size / 1000
        lines.append(f"| {one.asked.name} | {median} | {one.slowest:,.0f} | {one.queries} | {size:,.0f} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--enterprises", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pages-bench")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    folder = given.folder / str(given.enterprises)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "BUREAU_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "bureau.config.settings",
        "LOG_LEVEL": "ERROR",
    }
    fill(folder, given.enterprises)
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from bureau.archives.models import Record  # noqa: PLC0415 - likewise
    from bureau.enterprises.models import Enterprise  # noqa: PLC0415 - likewise

    title = (
        f"{Enterprise.objects.count():,} enterprises, {Record.objects.count():,} records, SQLite, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"{given.times} times each through Django's test client."
    )
    found = table(measure(given.times), title)
    print(found)
    if given.write:
        RESULTS.write_text(f"# Pages measured\n\n{found}", encoding="utf-8")


if __name__ == "__main__":
    main()
