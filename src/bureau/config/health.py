"""Health: the process answers. Readiness: the database answers, and its tables are those of this version."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

UNAVAILABLE = 503


def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    del request
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """Say whether work can be done: the database is reached and no migration is outstanding."""
    del request
    try:
        outstanding = _outstanding()
    except Error:
        return JsonResponse({"status": "no database"}, status=UNAVAILABLE)
    if outstanding:
        return JsonResponse(
            {"status": "migrations outstanding", "migrations": outstanding}, status=UNAVAILABLE
        )
    return JsonResponse({"status": "ok"})


def is_up_to_date() -> bool:
    """Tell whether the tables are there, and are those of this version."""
    return _outstanding() == 0


def _outstanding() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
