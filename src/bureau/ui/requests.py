"""What the logs know a request by."""

import structlog


def request_id() -> str:
    """Give the number of the request at hand, as all its log lines have it."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
