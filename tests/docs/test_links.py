"""Every link of every page leads to a file that is there, and to a heading that is in it."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import ROOT, anchors, links, name_of, pages


def faults_of_links(page: Path) -> list[str]:
    faults = []
    for line, target in links(page):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, fragment = unquote(target).partition("#")
        file = page if not path else page.parent / path
        if not file.exists():
            faults.append(f"line {line}: {target} is not there")
        elif fragment and file.suffix == ".md" and fragment not in anchors(file):
            faults.append(f"line {line}: {target} is no heading there")
    return faults


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    assert faults_of_links(page) == []


def test_a_link_that_leads_nowhere_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One `two`\n[a](no.md) [b](page.md#one-two) [c](#three) [d](https://example.org)\n```\n[e](no)\n```\n"
    )
    assert faults_of_links(page) == ["line 2: no.md is not there", "line 2: #three is no heading there"]


def reachable(page: Path) -> set[Path]:
    found = {page}
    waiting = [page]
    while waiting:
        here = waiting.pop()
        targets = {
            (here.parent / target.partition("#")[0]).resolve()
            for _, target in links(here)
            if "://" not in target
        }
        for target in targets - found:
            if target.suffix == ".md" and target.is_file():
                found.add(target)
                waiting.append(target)
    return found


def test_every_page_of_the_documentation_can_be_reached() -> None:
    found = reachable(ROOT / "README.md")
    assert [
        name_of(page) for page in pages() if page.is_relative_to(ROOT / "docs") and page not in found
    ] == []
