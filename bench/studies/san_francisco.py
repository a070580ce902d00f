"""The 2006 opinion on San Francisco's restaurants: the grades, and what inspectors found in the year after.

    python bench/studies/san_francisco.py <folder of the two vintages>

Grades and baselines see what happened by 1 February 2015, as the first vintage states it; what they are held against
happened in the year after that day. All measures are of one and the same set of businesses.
"""

import argparse
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from statistics import correlation, mean
from tempfile import TemporaryDirectory

from qualitycredit.archive import latest_moment, open_archive, read_dossiers, require_valid
from qualitycredit.archive.conversion import convert_lives
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.model.decision import Decision
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard, standard_folder

FIRST, SECOND = date(2015, 2, 1), date(2016, 2, 1)
# The end of the month in the names of the first vintage: what the archive knew before the second.
KNOWN_FIRST = datetime(2015, 9, 1)
LONG_AGO = date(2000, 1, 1)
POOR_UP_TO = 85
GRADES = ("A", "B", "C", "D")
YEARS = ("calendar", "rolling")
MEASURES = ("grade", "last check failed", "last score", "mean of the last three")
RESAMPLES, SEED = 500, 2006


@dataclass(frozen=True)
class Followed:
    """A business with scores by the day and in the year after, and its grade on the day."""

    grade: str
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def poor_later(self) -> bool:
        """Whether some score of the year after was 85 or less."""
        return min(self.after) <= POOR_UP_TO

    @property
    def measures(self) -> tuple[float, ...]:
        """What foretells, in the order of MEASURES, each the higher the worse."""
        last = self.before[-1]
        return (
            float(GRADES.index(self.grade)),
            float(last <= POOR_UP_TO),
            -float(last),
            -mean(self.before[-3:]),
        )


@dataclass(frozen=True)
class Archive:
    """The dossiers that the archive knew before and after the second vintage."""

    first: Mapping[str, Dossier]
    second: Mapping[str, Dossier]
    known_second: datetime


def converted(source: Path, pass_from: int) -> Archive:
    """Convert both vintages, checks being passed from a score."""
    with TemporaryDirectory() as folder:
        text = (standard_folder("aqsiq-2006") / "lives.toml").read_text(encoding="utf-8")
        mapping = Path(folder) / "lives.toml"
        mapping.write_text(text.replace("pass_from = 86", f"pass_from = {pass_from}"), encoding="utf-8")
        print(convert_lives(source, Path(folder), mapping))
        archive = open_archive(Path(folder))
        require_valid(archive, opinion("calendar").kinds)
        last = latest_moment(archive) or KNOWN_FIRST
        first, second = (
            {d.enterprise.enterprise_id: d for d in read_dossiers(archive, k)} for k in (KNOWN_FIRST, last)
        )
        return Archive(first, second, last)


def opinion(current_year: str) -> Standard:
    """Load the opinion; rates are presumed, since nobody counts what a restaurant makes."""
    return load_standard("aqsiq-2006", {"rate_evidence": "presumed", "current_year": current_year})


def scores(dossier: Dossier, after: date, until: date) -> tuple[int, ...]:
    """Give the scores of the days after `after`, up to `until`, in order."""
    checks = [
        r for r in dossier.records if r.kind == "supervisory_inspection" and after < r.occurred_on <= until
    ]
    return tuple(
        int(r.score)
        for r in sorted(checks, key=lambda r: (r.occurred_on, r.record_id))
        if r.score is not None
    )


def followed(archive: Archive, grades: Mapping[str, str]) -> list[Followed]:
    """Give the businesses that have a score by the first day and one in the year after, graded or not."""
    found = []
    for name, grade in grades.items():
        before = scores(archive.first[name], date.min, FIRST)
        after = scores(archive.second[name], FIRST, SECOND)
        if before and after:
            found.append(Followed(grade, before, after))
    return found


def ranks(values: Sequence[float]) -> list[float]:
    """Give each value its rank, ties their mean rank."""
    order = sorted(values)
    return [(bisect_left(order, value) + bisect_right(order, value) + 1) / 2 for value in values]


def auc(values: Sequence[float], events: Sequence[bool]) -> float:
    """Give the chance that a value with the event is higher than one without, ties counting half."""
    count = sum(events)
    total = sum(rank for rank, event in zip(ranks(values), events, strict=True) if event)
    return (total - count * (count + 1) / 2) / (count * (len(events) - count))


def aucs(businesses: Sequence[Followed]) -> list[float]:
    """Give the AUC of each measure for a later score of 85 or less."""
    events = [business.poor_later for business in businesses]
    return [
        auc(values, events) for values in zip(*(business.measures for business in businesses), strict=True)
    ]


def spread(values: Iterable[float]) -> str:
    """Write the middle 95 % of resampled values."""
    ordered = sorted(values)
    return f"{ordered[len(ordered) // 40]:.3f} to {ordered[-len(ordered) // 40]:.3f}"


def print_distribution(title: str, decisions: Iterable[Decision]) -> None:
    """Print how many businesses have each grade, and why some have none."""
    decisions = list(decisions)
    counted = Counter(decision.grade for decision in decisions)
    reasons = Counter(decision.reason for decision in decisions if decision.reason is not None)
    cells = " | ".join(f"{counted[grade]:,}" for grade in (*GRADES, "U"))
    said = ", ".join(f"{reason} {count:,}" for reason, count in reasons.most_common())
    met = Counter(clause for decision in decisions for clause in decision.met if clause[0] in "CD")
    print(
        f"| {title} | {cells} | {said} | {', '.join(f'{clause} {met[clause]:,}' for clause in sorted(met))} |"
    )


def print_later(businesses: Sequence[Followed]) -> None:
    """Print what was found later, by grade."""
    print("\n| grade | businesses | mean later score | 85 or less later | share |\n|---|---|---|---|---|")
    for grade in (*GRADES, "U"):
        group = [business for business in businesses if business.grade == grade]
        if group:
            poor = sum(business.poor_later for business in group)
            later = mean(mean(business.after) for business in group)
            print(f"| {grade} | {len(group):,} | {later:.1f} | {poor:,} | {100 * poor / len(group):.1f} % |")


def print_measures(title: str, businesses: Sequence[Followed], *, resampled: bool) -> None:
    """Print AUC and rank correlation of each measure, on the graded businesses."""
    graded = [business for business in businesses if business.grade in GRADES]
    worse_later = ranks([-mean(business.after) for business in graded])
    columns = zip(*(business.measures for business in graded), strict=True)
    rhos = [correlation(ranks(column), worse_later) for column in columns]
    poor = sum(business.poor_later for business in graded)
    print(
        f"\n{title}: {len(graded):,} graded businesses, of which {poor:,} scored {POOR_UP_TO} or less later"
    )
    print(
        "\n| | AUC | rank correlation | AUC, 95 % | less than the last score, 95 % |\n|---|---|---|---|---|"
    )
    drawn = Random(SEED)  # noqa: S311 - a resampling, no secret
    samples = [aucs(drawn.choices(graded, k=len(graded))) for _ in range(RESAMPLES if resampled else 0)]
    last = MEASURES.index("last score")
    for place, (name, area, rho) in enumerate(zip(MEASURES, aucs(graded), rhos, strict=True)):
        around = spread(sample[place] for sample in samples) if samples else ""
        less = spread(sample[last] - sample[place] for sample in samples) if samples else ""
        print(f"| {name} | {area:.3f} | {rho:.3f} | {around} | {less} |")


def print_study(archive: Archive, *, resampled: bool) -> None:
    """Print the grades of both days, and what they foretell, under both readings of the current year."""
    print(
        "\n| as of, current year | A | B | C | D | U | reasons for U | clauses of C and D |\n|---|---|---|---|---|---|---|---|"
    )
    grades: dict[str, dict[str, str]] = {}
    for year in YEARS:
        law = opinion(year)
        first = {name: grade_dossier(law, d, FIRST, KNOWN_FIRST) for name, d in archive.first.items()}
        print_distribution(f"{FIRST}, {year}", first.values())
        grades[year] = {name: decision.grade for name, decision in first.items()}
        known = archive.known_second
        print_distribution(
            f"{SECOND}, {year}", (grade_dossier(law, d, SECOND, known) for d in archive.second.values())
        )
    for year in YEARS:
        businesses = followed(archive, grades[year])
        print(f"\n### current_year = {year}\n")
        print_later(businesses)
        print_measures(year, businesses, resampled=resampled)
    print_ageless(archive)


def print_ageless(archive: Archive) -> None:
    """Print what the grades would foretell if every business were long established."""
    law = opinion("rolling")
    grades = {}
    for name, dossier in archive.first.items():
        old = replace(dossier, enterprise=replace(dossier.enterprise, established_on=LONG_AGO))
        if scores(old, date.min, FIRST):
            grades[name] = grade_dossier(law, old, FIRST, KNOWN_FIRST).grade
    print("\n### current_year = rolling, and every business long established\n")
    businesses = followed(archive, grades)
    print_later(businesses)
    print_measures("ageless", businesses, resampled=False)


def main() -> None:
    """Print every number of docs/explanation/san-francisco.md."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    source = parser.parse_args().source
    for pass_from in (86, 71):
        print(f"\n## Checks passed from {pass_from}\n")
        print_study(converted(source, pass_from), resampled=pass_from == POOR_UP_TO + 1)


if __name__ == "__main__":
    main()
