"""Logs: one JSON object a line, without personal data."""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

import structlog
from django_structlog.middlewares import RequestMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest

# What names a person, or says what a person looked for.
PERSONAL = frozenset({"ip", "user_agent", "user_id", "username"})

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def without_personal_data(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Take what is personal out of an entry."""
    del logger, method
    return {name: value for name, value in event.items() if name not in PERSONAL}


class RequestLog(RequestMiddleware):
    """Logs the start and the end of each request, by method and path; a query may name someone, and stays out."""

    @staticmethod
    def format_request(request: "HttpRequest") -> str:
        """Give method and path."""
        return f"{request.method} {request.path}"


def logging(level: str) -> dict[str, Any]:
    """Give the settings of Python's logging, and set structlog to go through it."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_personal_data,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        # Axes logs the names that were tried; its table has them for those who may see it.
        "loggers": {"axes": {"level": "CRITICAL"}, "django.server": {"level": "WARNING"}},
    }
