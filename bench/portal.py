"""Measure the portal on a register of many entries: search in the store, then the served pages, files and API.

usage: python -m bench.portal [--entries N] [--seconds N] [--folder FOLDER] [--write]

Needs what `make setup` installs, and nginx for the lines beside it, which are left out where there is none. The store is
an SQLite file made for the purpose; the portal is served by the command that everyone uses, and asked over loopback by
eight callers at once, with the questions of many people, not of one. nginx serves files of the same bytes to the same
callers, who are threads of one process and are themselves the limit there.
"""

# ruff: noqa: S311, S603 - chance is for a sample, and the commands are ours
import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from bench.nginx import nginx

PLACES = [
    "杭州",
    "宁波",
    "温州",
    "嘉兴",
    "湖州",
    "绍兴",
    "金华",
    "衢州",
    "舟山",
    "台州",
    "丽水",
    "南京",
    "苏州",
    "无锡",
    "广州",
    "深圳",
    "成都",
    "重庆",
    "武汉",
    "长沙",
]
WORDS = [
    "甲",
    "乙",
    "丙",
    "丁",
    "华",
    "兴",
    "盛",
    "隆",
    "泰",
    "源",
    "丰",
    "达",
    "利",
    "康",
    "宏",
    "瑞",
    "祥",
    "和",
    "安",
    "永",
    "新",
    "明",
    "金",
    "银",
    "海",
    "江",
    "山",
    "林",
]
TRADES = [
    "食品",
    "酒业",
    "油脂",
    "机械",
    "电器",
    "化工",
    "建材",
    "玩具",
    "服装",
    "家具",
    "水泥",
    "钢铁",
    "轮胎",
    "电缆",
    "涂料",
]
RESULTS = Path(__file__).parent / "results-portal.md"
CALLERS = 8
COMMAND = [sys.executable, "-c", "from qualitycredit.cli.main import run; run()"]
BATCH = 10_000


def name_of(chance: random.Random) -> str:
    """Make a name such as enterprises have."""
    three = "".join(chance.choices(WORDS, k=3))
    return f"{chance.choice(PLACES)}{three}{chance.choice(TRADES)}有限公司"


def fill(entries: int) -> None:
    """Fill the store that the environment names; the chain gets one link, since it is not what is measured."""
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - likewise

    from bureau.store.actions import mark_day  # noqa: PLC0415 - likewise
    from bureau.store.models import Entry  # noqa: PLC0415 - likewise
    from bureau.store.snapshots import NewEntry  # noqa: PLC0415 - likewise

    call_command("migrate", "store", database="public", verbosity=0)
    if Entry.objects.exists():
        return
    chance, waiting = random.Random(2006), []
    for number in range(entries):
        region = f"{chance.choice((11, 31, 32, 33, 44, 51))}{chance.randrange(1, 12):02}{chance.randrange(1, 10):02}"
        new = NewEntry(
            listing="A",
            code=f"91{number:015d}X",
            name=name_of(chance),
            region=region,
            region_name="某省某市某区",
            products=(chance.choice(TRADES),),
            decision=f"第 {number} 号",
            grounds="企业自愿申请，经评价符合。",
            published_on=date(2026, 1, 1),
            expires_on=date(2036, 1, 1),
        )
        waiting.append(Entry(sequence=number + 1, **new.fields()))
        if len(waiting) == BATCH:
            Entry.objects.bulk_create(waiting)
            waiting.clear()
    Entry.objects.bulk_create(waiting)
    mark_day(on=date(2026, 1, 1), at=datetime(2026, 1, 1, tzinfo=UTC))


def questions(chance: random.Random, count: int) -> list[str]:
    """Make what people type: parts of names, from what is everywhere to what is nowhere."""
    found = []
    for _ in range(count):
        name = name_of(chance)
        found.append(
            chance.choice((name, name[2:7], name[2:5], name[:5], name[-6:], name[3:5], chance.choice(WORDS)))
        )
    return found


def search_in_store(count: int) -> list[float]:
    """Search the store without the web, and give how long each took, in milliseconds."""
    from bureau.store.queries import Asked, search  # noqa: PLC0415 - the environment comes first

    chance, took = random.Random(7), []
    for text in questions(chance, count):
        region = chance.choice(("", "", "33", "3301"))
        begun = time.perf_counter()
        search(Asked(text, "", region), on=date(2026, 6, 30))
        took.append(1000 * (time.perf_counter() - begun))
    return took


def hammer(port: int, paths: list[str], seconds: float) -> list[float]:
    """Ask from several callers at once, and give how long each answer took, in milliseconds."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    def call(seed: int) -> None:
        chance, connection = random.Random(seed), HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until:
            begun = time.perf_counter()
            connection.request("GET", chance.choice(paths))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:  # noqa: PLR2004 - all is well
                raise SystemExit(f"{answer.status}")
            took.append(1000 * (time.perf_counter() - begun))

    callers = [threading.Thread(target=call, args=(seed,)) for seed in range(CALLERS)]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    return took


def line(name: str, took: list[float], seconds: float) -> str:
    """Give a line of the table, and print it."""
    ordered = sorted(took)
    rate = len(took) / seconds
    p99 = ordered[int(len(ordered) * 0.99)]
    made = f"| {name} | {rate:,.0f} | {statistics.median(took):.1f} | {p99:.1f} |"
    print(made)
    return made


def fetched(port: int, path: str) -> bytes:
    """Give what the portal answers."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
        content: bytes = answer.read()
    return content


def beside_nginx(port: int, folder: Path, asked: dict[str, list[str]], seconds: float) -> list[str]:
    """Measure each kind of answer, from the portal and from nginx with files of the same bytes."""
    lines = []
    places = {name: str(number) for number, name in enumerate(asked)}
    files = {places[name]: fetched(port, paths[0]) for name, paths in asked.items()}
    with nginx(folder / "nginx", files, port + 1) as there:
        for name, paths in asked.items():
            size = f"{len(files[places[name]]) / 1000:,.0f} kB"
            lines.append(line(f"{name}, {size}", hammer(port, paths, seconds), seconds))
            if there:
                took = hammer(port + 1, [f"/{places[name]}"], seconds)
                lines.append(line("&nbsp;&nbsp;nginx, a file of the same size", took, seconds))
    return lines


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "portal-bench")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    folder = given.folder / str(given.entries)
    os.environ |= {
        "BUREAU_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "bureau.config.settings",
        "LOG_LEVEL": "ERROR",
    }
    fill(given.entries)
    lines = ["| what | a second | median ms | p99 ms |", "|---|---:|---:|---:|"]
    print("\n".join(lines))
    took = search_in_store(1000)
    lines.append(line(f"search in the store, {given.entries:,} entries", took, sum(took) / 1000))
    port = 8765
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    served = subprocess.Popen(
        [*COMMAND, "serve-portal", "--port", str(port), "--workers", "2"],
        env={**kept, "PUBLIC_DATA": str(folder / "public"), "LOG_LEVEL": "ERROR", "SEARCHES_A_MINUTE": "0"},
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live/")
                break
            except OSError:
                time.sleep(0.2)
        chance = random.Random(1)
        codes = [f"91{chance.randrange(given.entries):015d}X" for _ in range(1000)]
        asked = {
            "search page": [f"/search/?q={quote(one)}" for one in questions(chance, 1000)],
            "entry page": [f"/entries/{one}/" for one in codes],
            "check by code": [f"/api/v1/check/{one}" for one in codes],
            "style sheet": ["/static/ui/bureau.css"],
            "the whole register, JSON Lines": ["/data/v1/register.jsonl"],
        }
        lines += beside_nginx(port, folder, asked, given.seconds)
    finally:
        served.terminate()
        served.wait()
    if given.write:
        title = f"{given.entries:,} entries, SQLite, Python {platform.python_version()}, {os.cpu_count()} cores, {CALLERS} callers."
        RESULTS.write_text("\n".join(["# The portal measured", "", title, "", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
