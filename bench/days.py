"""The days that a query is given as literals; nothing of the library, so that nobody measured beside it loads it."""

from datetime import date, datetime


def years_before(day: date, years: int) -> date:
    """Go back some years, keeping month and day; 29 February becomes the 28th where the year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def literals(as_of: date, known_at: datetime) -> dict[str, str]:
    """Give the days that the standard looks at, and the knowledge time, as SQL."""
    days = {
        "today": as_of,
        "one_year_ago": years_before(as_of, 1),
        "two_years_ago": years_before(as_of, 2),
        "three_years_ago": years_before(as_of, 3),
        "last_year": date(as_of.year - 1, 12, 31),
    }
    written = {name: f"DATE '{day.isoformat()}'" for name, day in days.items()}
    return written | {"known_at": f"TIMESTAMP '{known_at.isoformat(sep=' ')}'"}
