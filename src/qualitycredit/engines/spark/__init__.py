"""The engine for many machines: the columnar engine's statement on Apache Spark, over Parquet that all of them see.

Nothing here imports pyspark before a session is opened, so that a machine without Spark can do everything else.
"""

from qualitycredit.engines.spark.delivering import collected, counted, staged, written
from qualitycredit.engines.spark.needs import require_spark
from qualitycredit.engines.spark.sessions import LOCAL, spark_session
from qualitycredit.engines.spark.statements import spark_sql
from qualitycredit.engines.spark.tables import require_parquet
from qualitycredit.engines.spark.work import Work

__all__ = [
    "LOCAL",
    "Work",
    "collected",
    "counted",
    "require_parquet",
    "require_spark",
    "spark_session",
    "spark_sql",
    "staged",
    "written",
]
