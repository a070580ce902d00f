"""How often the standard nyc-letter-grade gives the letter that the city itself gave.

    python bench/studies/nyc_agreement.py <restaurants.zip>

Each dated grade of the city is held against the grade of that restaurant as of that very day. The city's letter is read
here only; the archive that is graded does not hold it.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from qualitycredit.archive import latest_moment, open_archive, read_dossiers, require_valid
from qualitycredit.archive.conversion import convert_nyc
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.model.facts import Record
from qualitycredit.reading import load_standard

EPOCH = date(1970, 1, 1)
LAST_KNOWN = datetime(2015, 2, 1)
LETTERS = ("A", "B", "C")
BAND_A = 13
AGREED = 0.99


def city_codes(source: Path) -> Mapping[tuple[str, date], str]:
    """Read the code that the city wrote beside each inspection."""
    codes = {}
    with ZipFile(source) as packed:
        for line in packed.read("restaurants.json").decode().splitlines():
            restaurant = json.loads(line)
            for grade in restaurant["grades"]:
                day = EPOCH + timedelta(milliseconds=grade["date"]["$date"])
                codes[restaurant["restaurant_id"], day] = grade["grade"]
    return codes


def gradings(source: Path) -> Iterator[tuple[Record, str, str | None]]:
    """Grade every restaurant as of the day of each of its inspections: the inspection, the grade, the reason."""
    standard = load_standard("nyc-letter-grade")
    with TemporaryDirectory() as folder:
        convert_nyc(source, Path(folder))
        archive = open_archive(Path(folder))
        require_valid(archive, standard.kinds)
        known_at = latest_moment(archive) or LAST_KNOWN
        for dossier in read_dossiers(archive, known_at):
            for record in dossier.records:
                decision = grade_dossier(standard, dossier, record.occurred_on, known_at)
                yield record, decision.grade, decision.reason


def share(part: int, whole: int) -> str:
    """Write a share with its numbers."""
    return f"{part:,} of {whole:,} ({100 * part / whole:.2f} %)"


def main() -> None:
    """Print the agreement and the pairs that differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    source = parser.parse_args().source
    codes = city_codes(source)
    pairs: Counter[tuple[str, str]] = Counter()
    scores: dict[tuple[str, str], list[int]] = defaultdict(list)
    low: dict[str, list[int]] = defaultdict(list)
    reasons: Counter[str] = Counter()
    for record, grade, reason in gradings(source):
        code = codes[record.enterprise_id, record.occurred_on]
        letter = code if code in LETTERS else "U"
        pairs[letter, grade] += 1
        if record.score is not None and 0 <= record.score <= BAND_A:
            low[code].append(int(record.score))
        if record.score is not None:
            scores[letter, grade].append(int(record.score))
        if grade == "U":
            reasons[str(reason)] += 1
    lettered = sum(count for (letter, _), count in pairs.items() if letter != "U")
    same_letter = sum(count for (letter, grade), count in pairs.items() if letter == grade != "U")
    same = sum(count for (letter, grade), count in pairs.items() if letter == grade)
    print(f"dated grades: {pairs.total():,}")
    print(f"same, of all: {share(same, pairs.total())}")
    print(f"same letter, of those to which the city gave one: {share(same_letter, lettered)}")
    print(f"reasons for no grade: {dict(reasons)}")
    print("\n| city | standard | count | mean score | median score | range |\n|---|---|---|---|---|---|")
    for (letter, grade), count in sorted(pairs.items()):
        found = scores[letter, grade]
        print(
            f"| {letter} | {grade} | {count:,} | {mean(found):.1f} | {median(found)} | {min(found)} to {max(found)} |"
        )
    print(
        "\n| code of the city, 0 to 13 points | count | mean | median | most frequent |\n|---|---|---|---|---|"
    )
    for code, found in sorted(low.items()):
        most = ", ".join(f"{score} ({count})" for score, count in Counter(found).most_common(3))
        print(f"| {code} | {len(found):,} | {mean(found):.1f} | {median(found):.0f} | {most} |")
    if same_letter < AGREED * lettered:
        raise SystemExit(f"fewer than {AGREED:.0%} of the city's letters agree")


if __name__ == "__main__":
    main()
