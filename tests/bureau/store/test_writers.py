"""Several processes publish at once: each link has its number, the chain holds, and nothing is lost or there twice."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.db import connection

WRITERS, EACH = 3, 12
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "store", database="public", verbosity=0)
"""
# Every writer releases entries of its own, and all of them the same ones besides.
WRITE = """
import sys, django
django.setup()
from tests.bureau.store.entries import AT, A, D, many
from bureau.store.actions import release
writer, each = map(int, sys.argv[1:])
for number in range(each):
    many(1, start=1000 * writer + number)
    release(A, at=AT)
    release(D, at=AT)
"""
CHECK = """
import django
django.setup()
from bureau.store.chain import Link, added_up
from bureau.store.queries import changes_after, head, register
links = [
    Link(one.sequence, one.kind, one.on.isoformat(), one.code, one.decision, one.snapshot, one.content, one.previous, one.sha256)
    for one in changes_after(0, size=1000)
]
print(len(added_up(links, head().sha256)), len(links), len(list(register())))
"""


def start(source: str, environment: dict[str, str], *words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", source, *map(str, words)],
        env=environment,
        cwd=Path(__file__).parents[3],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def done(process: "subprocess.Popen[str]") -> str:
    printed, wrong = process.communicate(timeout=120)
    assert process.returncode == 0, wrong
    return printed


def place(folder: Path) -> dict[str, str]:
    """Give the environment of a store that nobody else has, on the kind of database of this run."""
    here = {
        name: os.environ[name] for name in ("PATH", "SECRET_KEY", "ENCRYPTION_KEY", "ALLOWED_HOSTS", "HTTPS")
    }
    here |= {
        "DJANGO_SETTINGS_MODULE": "bureau.config.settings",
        "BUREAU_DATA": str(folder),
        "LANG": "C.UTF-8",
    }
    if connection.vendor == "postgresql":
        url, name = urlsplit(os.environ["DATABASE_URL"]), f"writers_{uuid4().hex}"
        with psycopg.connect(url.geturl(), autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
        here |= {
            "DATABASE_URL": url.geturl(),
            "PUBLIC_DATABASE_URL": url._replace(path=f"/{name}").geturl(),
        }
    return here


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    environment = place(tmp_path)
    done(start(PREPARE, environment))
    writers = [start(WRITE, environment, number + 1, EACH) for number in range(WRITERS)]
    for one in writers:
        done(one)
    entries = WRITERS * EACH + 2
    assert done(start(CHECK, environment)) == f"{entries} {entries} {entries}\n"
