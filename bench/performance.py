"""The page about performance: its tables stand between two marks, and are written from the kept figures."""

import re
from pathlib import Path

from bench.contestants import REFERENCE
from bench.figures import Results
from bench.report import growth

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "performance.md"
_PART = re.compile(r"(<!-- figures: (?P<name>\w+) -->\n).*?(<!-- end -->\n)", re.DOTALL)


def with_figures(page: str, results: Results) -> str:
    """Give the page with its tables written anew."""
    tables = {"growth": growth(results), "beside": beside(results)}
    return _PART.sub(lambda part: f"{part[1]}\n{tables[part['name']]}\n{part[3]}", page)


def beside(results: Results) -> str:
    """Give the time of each as a multiple of the columnar engine's time, size by size."""
    sizes = [size for size in results.sizes if results.of(size, REFERENCE)]
    lines = [
        "| time of each, the columnar engine's being 1 | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "|---|" + "---:|" * len(sizes),
    ]
    for name, what in dict.fromkeys((figure.name, figure.what) for figure in results.figures):
        cells = []
        for size in sizes:
            ours = results.of(size, REFERENCE)[0].seconds
            found = [figure.seconds for figure in results.of(size, name) if figure.what == what]
            cells.append(f"{found[0] / ours:.3g}" if found else "—")
        lines.append(f"| {name}: {what} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
