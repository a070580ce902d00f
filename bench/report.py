"""The figures as Markdown."""

from collections.abc import Iterator, Sequence

from bench.archives import AS_OF
from bench.contestants import IN_CHUNKS, REFERENCE, UNIT
from bench.figures import Figure, Results

MINUTE = 60
GIGABYTE = 1 << 10
NOT_YET = "not measured"
MACHINE = ("cores", "machine", "memory", "python")
STEPS = {
    "grade": "grading, all in memory",
    "read": "reading its dossier from a warm SQLite database",
    "read and grade": "reading and grading it",
    "explain": "grading with reasons, evidence and the way back",
    "text": "writing the explanation as Chinese text, once it is there",
}
# What was asked for: ratio, GB, GB in chunks, and milliseconds in memory and from SQLite.
RATIO, MEMORY, MEMORY_IN_CHUNKS, IN_MEMORY, FROM_SQLITE = 16, 3, 1, 0.1, 0.5


def report(results: Results) -> str:
    """Give everything as one page."""
    lines = ["# Measured", "", *_head(results)]
    for size in results.sizes:
        lines += [
            "",
            f"## {size:,} enterprises, {results.records[size]:,} records",
            "",
            *_table(results, size),
        ]
    if results.one:
        lines += ["", "## One enterprise of twelve records", "", *_one(results)]
        lines += ["", "## Against what was asked", "", *_asked(results)]
    return "\n".join(lines) + "\n"


def growth(results: Results) -> str:
    """Give the enterprises a second of each, size by size, as one table."""
    lines = [
        "| enterprises a second | " + " | ".join(f"of {size:,}" for size in results.sizes) + " |",
        "|---|" + "---:|" * len(results.sizes),
    ]
    for name, what in dict.fromkeys((figure.name, figure.what) for figure in results.figures):
        cells = []
        for size in results.sizes:
            found = [figure for figure in results.of(size, name) if figure.what == what]
            cells.append(_rounded(size / found[0].seconds) if found else "—")
        lines.append(f"| {name}: {what} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def duration(seconds: float) -> str:
    """Give a time for people."""
    return f"{seconds / MINUTE:.0f} minutes" if seconds > 2 * MINUTE else f"{seconds:.0f} seconds"


def _head(results: Results) -> Iterator[str]:
    of = results.machine
    packages = ", ".join(f"{name} {of[name]}" for name in of if name not in MACHINE)
    yield f"`make bench`: {of['cores']} cores ({of['machine']}), {of['memory']} of memory, Python {of['python']}, {packages}."
    yield f"Synthetic archives, graded as of {AS_OF}, their files in the memory of the operating system; all in one run."
    yield ""
    yield f"- Ratios are to the trivial `{UNIT}` over the same records."
    yield "- Peak memory is that of all processes of a contestant together."
    yield "- Each contestant's decisions were the same as ours, in every column that it gives: all of them for the SQL,"
    yield "  grade, best, worst and reason for pandas, OpenFisca and ZEN."
    yield "- Times of a whole process have the start of Python in them."
    yield "- [What the figures say](../docs/explanation/performance.md)"


def _table(results: Results, size: int) -> Iterator[str]:
    yield "| who | what is timed | seconds | enterprises a second | ratio | peak memory, MB |"
    yield "|---|---|---:|---:|---:|---:|"
    unit = results.of(size, UNIT)
    told: set[str] = set()
    for figure in (figure for figure in results.figures if figure.size == size):
        memory = "" if figure.name in told else f"{figure.megabytes:,.0f}"
        told.add(figure.name)
        ratio = _digits(figure.seconds / unit[0].seconds) if unit else ""
        rate = _rounded(size / figure.seconds)
        yield f"| {figure.name} | {figure.what} | {_digits(figure.seconds)} | {rate} | {ratio} | {memory} |"
    left_out = [each for each in results.left_out if each.size == size]
    if left_out:
        yield ""
        yield f"Not measured: {'; '.join(f'{each.name} ({each.why})' for each in left_out)}."


def _digits(number: float) -> str:
    """Give a number with two or three digits that mean something."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"  # noqa: PLR2004


def _rounded(rate: float) -> str:
    """Give a rate with three digits that mean something."""
    return f"{round(rate, 3 - len(str(int(rate)))):,.0f}"


def _one(results: Results) -> Iterator[str]:
    yield "| what is timed | milliseconds |"
    yield "|---|---:|"
    for step, what in STEPS.items():
        yield f"| {what} | {results.one[step] * 1000:.3f} |"


def _asked(results: Results) -> Iterator[str]:
    size = max(results.sizes)
    unit, ours = results.of(size, UNIT), results.of(size, REFERENCE)
    chunks = results.of(size, IN_CHUNKS)
    where = f"{size:,} enterprises"
    yield "| what | asked | measured |"
    yield "|---|---:|---:|"
    if unit and ours:
        ratio = ours[0].seconds / unit[0].seconds
        yield f"| columnar, ratio to the trivial `GROUP BY`, {where} | at most {RATIO} | {ratio:.1f} |"
    yield f"| columnar, peak memory, {where} | at most {MEMORY} GB | {_gigabytes(ours)} |"
    yield f"| columnar in chunks, peak memory, {where} | at most {MEMORY_IN_CHUNKS} GB | {_gigabytes(chunks)} |"
    yield f"| one enterprise, graded in memory | at most {IN_MEMORY} ms | {results.one['grade'] * 1000:.3f} ms |"
    from_sqlite = results.one["read and grade"] * 1000
    yield f"| one enterprise, from a warm SQLite database to its grade | at most {FROM_SQLITE} ms | {from_sqlite:.3f} ms |"
    if ours and "seconds" in results.day:
        share = results.day["seconds"] / ours[0].seconds
        yield f"| a day with news of 0.5 %, as a share of a full run, {where} | under 2 % | {share:.1%} |"


def _gigabytes(figures: Sequence[Figure]) -> str:
    return f"{figures[0].megabytes / GIGABYTE:.2f} GB" if figures else NOT_YET
