"""What the engine needs and a machine may lack: the package pyspark, Java, and a master that answers."""

import os
import re
import shutil
import socket
import subprocess
from importlib.util import find_spec
from typing import Final

from qualitycredit.errors import EngineUnavailable

JAVA: Final = 17
# How long one address of a master may take to accept a connection, in seconds.
_PATIENCE: Final = 5.0
_STANDALONE: Final = "spark://"
_MASTERS: Final = re.compile(r"local(\[[^\]]+\])?|yarn|k8s://.+|spark://[^:,/]+:[0-9]+(,[^:,/]+:[0-9]+)*")


def require_spark(master: str) -> None:
    """Raise EngineUnavailable, which says what to do, for the first of the three that is missing."""
    if find_spec("pyspark") is None:
        raise EngineUnavailable(
            "这里没有安装 pyspark。请运行 pip install 'qualitycredit[spark]'。",
            "pyspark is not installed here. Run: pip install 'qualitycredit[spark]'",
        )
    _require_java()
    if not _MASTERS.fullmatch(master):
        raise EngineUnavailable(
            f"“{master}”不是 Spark 主节点的地址，请写成 local[*] 或者 spark://主机:7077 这样。",
            f"“{master}” is no master of Spark: write it like local[*] or spark://host:7077.",
        )
    if master.startswith(_STANDALONE):
        _require_answer(master, addresses(master))


def addresses(master: str) -> list[tuple[str, int]]:
    """Give host and port of each address of a standalone master, none for another kind of master."""
    if not master.startswith(_STANDALONE):
        return []
    parts = (part.rpartition(":") for part in master.removeprefix(_STANDALONE).split(","))
    return [(host, int(port)) for host, _, port in parts]


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    command = f"{home}/bin/java" if home else shutil.which("java")
    found = _version(command) if command else None
    if found is not None and found >= JAVA:
        return
    zh = "没有找到 Java" if found is None else f"找到的是 Java {found}"
    en = "no Java was found" if found is None else f"the Java found is {found}"
    raise EngineUnavailable(
        f"Spark 需要 Java {JAVA}，{zh}。在 Debian 上请运行 apt-get install openjdk-{JAVA}-jre-headless，"
        "或者用 JAVA_HOME 指明位置。",
        f"Spark needs Java {JAVA}, and {en}. On Debian: apt-get install openjdk-{JAVA}-jre-headless; "
        "elsewhere set JAVA_HOME.",
    )


def _version(command: str) -> int | None:
    try:
        said = subprocess.run(  # noqa: S603 - the Java that Spark would run
            [command, "-version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    number = re.search(r'version "(\d+)', said.stderr)
    return int(number[1]) if number else None


def _require_answer(master: str, found: list[tuple[str, int]]) -> None:
    refused: OSError | None = None
    for address in found:
        try:
            with socket.create_connection(address, timeout=_PATIENCE):
                return
        except OSError as error:
            refused = error
    raise EngineUnavailable(
        f"连不上 Spark 主节点 {master}（{refused}）。请核对地址，并确认主节点已经启动。",
        f"the Spark master {master} cannot be reached ({refused}). Check the address, and that the master runs.",
    ) from refused
