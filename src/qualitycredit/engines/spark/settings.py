"""How Spark is set up: what the meaning of the SQL rests on, what keeps a machine clean, and how much memory."""

import ipaddress
import os
from pathlib import Path
from typing import Final

from qualitycredit.engines.spark.needs import addresses

# What the meaning of a statement rests on: it holds in every session, whatever a cluster's own defaults say.
MEANING: Final = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    # The calendar is the same proleptic Gregorian one everywhere, before 1582 too.
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.compression.codec": "zstd",
    # Spark looks for filters that follow from others; over signs, layer upon layer, it would not come to an end.
    "spark.sql.constraintPropagation.enabled": "false",
}
_QUIET: Final = {
    "spark.app.name": "qualitycredit",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    # Decisions are collected because they were asked for.
    "spark.driver.maxResultSize": "0",
    # A task that was lost while it wrote leaves nothing beside what its second attempt writes.
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
}
_UNITS: Final = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
_MEBIBYTE: Final = 2**20


def settings(master: str, memory: str | None, folder: Path) -> dict[str, str]:
    """Give the settings of a new application; `folder` takes what it writes aside, `memory` is such as "2GB".

    On this machine the memory is that of the one process, by default half of what there is; on a cluster it is that
    of each executor, by default as the cluster says. A master on loopback is spoken to on loopback only.
    """
    local = master.startswith("local")
    chosen = {
        **_QUIET,
        **MEANING,
        "spark.master": master,
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    if local or all(_is_loopback(host) for host, _ in addresses(master) or [("", 0)]):
        chosen |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    if local:
        half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
        chosen["spark.driver.memory"] = _mebibytes(_bytes(memory) if memory else half)
    elif memory:
        chosen["spark.executor.memory"] = _mebibytes(_bytes(memory))
    return chosen


def shuffle_partitions(records: int, parallelism: int) -> int:
    """Give the number of parts in which so many records are shuffled: no fewer than run at once, each small."""
    return max(parallelism, -(-records // 200_000))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bytes(memory: str) -> int:
    number, unit = memory[:-2], memory[-2:]
    return int(number) * _UNITS[unit]


def _mebibytes(size: int) -> str:
    return f"{size // _MEBIBYTE}m"
