"""What stands in the pages about measurements is what the kept figures give."""

from pathlib import Path
from xml.etree import ElementTree as ET

from bench.contestants import REFERENCE, UNIT
from bench.figures import KEPT, Figure, LeftOut, Results, read_results
from bench.lines import LINES, rows
from bench.performance import PAGE, with_figures
from bench.report import duration, growth, report

ROOT = Path(__file__).parents[2]
MADE_UP = Results(
    machine={"cores": "2", "memory": "24 GB", "machine": "x86_64", "python": "3.11.7", "duckdb": "2.0.0"},
    records={10_000: 101_234},
    figures=[
        Figure(10_000, UNIT, "counted", 0.5, 0.5, 100.4),
        Figure(10_000, REFERENCE, "to disk", 6.0, 6.0, 2048.0),
        Figure(10_000, "ZEN", "features given", 12.34, 20.0, 300.0),
        Figure(10_000, "ZEN", "features prepared", 20.0, 20.0, 300.0),
    ],
    left_out=[LeftOut(10_000, "Spark", "there is no Java")],
    one={"grade": 0.0001, "read": 0.0002, "read and grade": 0.0003, "explain": 0.001, "text": 0.002},
    day={"seconds": 0.6},
)


def test_the_table_is_what_the_kept_figures_give() -> None:
    assert (KEPT.parent / "results.md").read_text(encoding="utf-8") == report(read_results())


def test_the_page_says_what_the_kept_figures_give() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_figures(page, read_results())


def test_the_picture_names_whom_the_kept_figures_name() -> None:
    root = ET.parse(ROOT / "docs" / "pictures" / "growth.svg").getroot()  # noqa: S314 - our own file
    texts = {"".join(text.itertext()) for text in root.findall(".//{*}text")}
    assert {str(row["who"]) for row in rows(read_results())} == texts & set(LINES)


def test_figures_are_kept_whole(tmp_path: Path) -> None:
    MADE_UP.write(tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == MADE_UP
    assert read_results(tmp_path / "none.json") == Results()


def test_a_table_tells_times_rates_ratios_and_who_is_left_out() -> None:
    lines = report(MADE_UP).splitlines()
    assert "## 10,000 enterprises, 101,234 records" in lines
    assert f"| {REFERENCE} | to disk | 6.00 | 1,670 | 12.0 | 2,048 |" in lines
    assert "| ZEN | features given | 12.3 | 810 | 24.7 | 300 |" in lines
    assert "| ZEN | features prepared | 20.0 | 500 | 40.0 |  |" in lines
    assert "Not measured: Spark (there is no Java)." in lines
    assert "| columnar, ratio to the trivial `GROUP BY`, 10,000 enterprises | at most 16 | 12.0 |" in lines
    assert "| columnar in chunks, peak memory, 10,000 enterprises | at most 1 GB | not measured |" in lines
    assert "| one enterprise, graded in memory | at most 0.1 ms | 0.100 ms |" in lines
    assert (
        "| a day with news of 0.5 %, as a share of a full run, 10,000 enterprises | under 2 % | 10.0% |"
        in lines
    )


def test_growth_puts_sizes_side_by_side() -> None:
    assert "| ZEN: features given | 810 |" in growth(MADE_UP).splitlines()


def test_durations_are_for_people() -> None:
    assert [duration(seconds) for seconds in (3, 119, 125, 3600)] == [
        "3 seconds",
        "119 seconds",
        "2 minutes",
        "60 minutes",
    ]
