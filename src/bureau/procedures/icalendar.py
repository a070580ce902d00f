"""Deadlines as a file for a calendar of one's own (RFC 5545). It leaves the system, so it tells numbers and no names."""

from collections.abc import Iterator
from datetime import date, timedelta

from bureau.accounts.permissions import Acting
from bureau.procedures.agenda import SOURCES, Due

BACK, AHEAD = timedelta(days=92), timedelta(days=366)
# Octets of a line, its end not counted.
WIDTH = 75


def icalendar_of(by: Acting, today: date, address: str) -> bytes:
    """Give what is due within a year, and what is late since a quarter; each as a whole day, with the address of its page."""
    found = [one for source in SOURCES for one in source(by, today - BACK, today + AHEAD, today).named]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//qualitycredit//deadlines//ZH"]
    for one in sorted(found, key=lambda due: (due.on, due.short)):
        lines += _event(one, today, address)
    return b"".join(part + b"\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def _event(one: Due, today: date, address: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{one.short}-{one.on:%Y%m%d}@qualitycredit",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
        f"SUMMARY:{one.short}",
        f"URL:{address}{one.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def folded(line: str) -> Iterator[bytes]:
    """Part a line so that no part is too long and no character is cut; each part but the first begins with a blank."""
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > WIDTH:
            yield part
            part = b" "
        part += octets
    yield part
