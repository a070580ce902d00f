"""The lines of the picture of growth: who is drawn, how, and where each line goes."""

from bench.contestants import REFERENCE, UNIT
from bench.figures import Results

# Who is drawn: the figure that is told first of each, and its colour and dash. Ours is drawn strongest.
LINES = {
    UNIT: ("#8a8a8a", (2, 2)),
    REFERENCE: ("#b3261e", (1, 0)),
    "expert's SQL on DuckDB": ("#1f5fa8", (1, 0)),
    "expert's SQL on PostgreSQL 18": ("#1f5fa8", (4, 3)),
    "expert's SQL on Spark": ("#1f5fa8", (1, 3)),
    "pandas": ("#2e7d4f", (1, 0)),
    "OpenFisca, features given": ("#a15c00", (4, 3)),
    "OpenFisca, features prepared": ("#a15c00", (1, 0)),
    "ZEN, features given": ("#6b3fa0", (4, 3)),
    "ZEN, features prepared": ("#6b3fa0", (1, 0)),
    "qualitycredit, scalar": ("#b3261e", (4, 3)),
}
TWICE = ("OpenFisca", "ZEN")


def rows(results: Results) -> list[dict[str, object]]:
    """Give a row a line and size."""
    found: list[dict[str, object]] = []
    for size in results.sizes:
        for name in dict.fromkeys(figure.name for figure in results.figures):
            figures = results.of(size, name)
            lines = [f"{name}, features given", f"{name}, features prepared"] if name in TWICE else [name]
            for line, figure in zip(lines, figures, strict=False):
                if line in LINES:
                    rate = size / figure.seconds
                    found.append({"who": line, "size": size, "seconds": figure.seconds, "rate": rate})
    return found
