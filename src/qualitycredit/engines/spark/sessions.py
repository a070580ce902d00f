"""Sessions on a Spark master: opened with a sentence where that cannot be, and closed without a trace."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from qualitycredit.engines.spark.needs import require_spark
from qualitycredit.engines.spark.settings import MEANING, settings
from qualitycredit.errors import EngineUnavailable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL: Final = "local[*]"


@contextmanager
def spark_session(master: str = LOCAL, memory: str | None = None) -> Iterator["SparkSession"]:
    """Give a session on a master, of an application that ends with it; `memory` is as `settings` says.

    Where the program has an application open on the same master, the session is one of that, which goes on after.
    Raises EngineUnavailable where Spark cannot be had here, cannot be reached, or gives up.
    """
    require_spark(master)
    from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra: the command line starts without it
    from pyspark import SparkContext  # noqa: PLC0415 - likewise
    from pyspark.errors import PySparkException  # noqa: PLC0415 - likewise
    from pyspark.sql import SparkSession  # noqa: PLC0415 - likewise

    # Not the active session: Java keeps that by thread, and an interrupted call leaves this thread with a new one.
    active = SparkContext._active_spark_context  # noqa: SLF001 - no other way to ask
    try:
        if active is None:
            with _application(master, memory) as session:
                yield _own(session)
        elif active.master == master:
            yield _own(SparkSession.builder.getOrCreate())
        else:
            raise EngineUnavailable(
                f"这个程序已经连在 {active.master} 上，Spark 一次只能连一个主节点。",
                f"this program is on {active.master} already, and Spark knows one master at a time.",
            )
    except (PySparkException, Py4JError) as error:
        reason = reason_of(str(error))
        raise EngineUnavailable(
            f"Spark（{master}）做不下去：{reason}。各台机器上档案的路径须相同；内存不够时请用 --memory。",
            f"Spark ({master}) gave up: {reason}. The archive has to be at the same path on every machine; "
            "where memory is short, give more with --memory.",
        ) from error


def reason_of(message: str) -> str:
    """Pick the sentence of a Java error that says most: its last cause, else what it begins with."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    said = [line.removeprefix(": ") for line in lines if not line.startswith("An error occurred")]
    return [*said[:1], *causes][-1].rstrip(".") if said or causes else message


@contextmanager
def _application(master: str, memory: str | None) -> Iterator["SparkSession"]:
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415 - an extra: the command line starts without it
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415 - likewise
    from pyspark.sql import SparkSession  # noqa: PLC0415 - likewise

    handler = signal.getsignal(signal.SIGINT)
    with TemporaryDirectory(prefix="qualitycredit-spark-", ignore_cleanup_errors=True) as folder:
        conf = SparkConf().setAll(list(settings(master, memory, Path(folder)).items()))
        # What Java says on the way goes to a file: errors come back as exceptions, and the rest disturbs the bar.
        with Path(folder, "log").open("wb") as log:
            # One Java process serves all applications of a program, one after the other.
            gateway = SparkContext._gateway or launch_gateway(  # type: ignore[no-untyped-call] # noqa: SLF001 - no other way to ask
                conf, {"stdout": log, "stderr": log}
            )
            SparkContext(conf=conf, gateway=gateway)
        # Spark puts a handler of its own in place, which would cancel the jobs of every session; it does so in the main
        # thread, and in no other may a handler be put back.
        with suppress(ValueError):
            signal.signal(signal.SIGINT, handler)
        session = SparkSession.builder.getOrCreate()
        try:
            yield session
        finally:
            session.stop()


def _own(session: "SparkSession") -> "SparkSession":
    own = session.newSession()
    for name, value in MEANING.items():
        own.conf.set(name, value)
    return own
