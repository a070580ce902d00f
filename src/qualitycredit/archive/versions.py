"""A lake as it lies on disk: Parquet parts in a folder a province, and one file a version that says which parts count.

A version is there once its file is, and that is written last: a reader sees whole versions only. A version that is
`whole` says all that there is; any other adds to the one before it. Rows of a part that is `replacing` take the place
of rows with the same key in earlier versions.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from qualitycredit.archive.archive import IDENTIFIERS, Archive, IdentifierKind
from qualitycredit.archive.schema import TABLES, TableName
from qualitycredit.archive.sources import LayeredSource, ParquetSource
from qualitycredit.errors import ArchiveUnreadable

MARK: Final = "lake.toml"
FORMAT: Final = 1
VERSIONS: Final = "versions"
ROW_KEYS: Final[Mapping[TableName, tuple[str, ...]]] = MappingProxyType(
    {
        "enterprises": ("enterprise_id",),
        "products": ("enterprise_id", "product"),
        "records": ("source", "record_id", "recorded_at"),
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """A Parquet file with rows of one table; `path` is seen from the lake."""

    table: TableName
    path: str
    rows: int
    sha256: str
    replacing: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its parts, how many rows of each table stand with it, and the last moment known to the lake (UTC)."""

    number: int
    whole: bool
    parts: tuple[Part, ...]
    counts: Mapping[TableName, int]
    latest: datetime | None

    def to_json(self) -> str:
        """Give the text of the version's file."""
        document = asdict(self) | {"latest": None if self.latest is None else self.latest.isoformat()}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def is_lake(folder: Path) -> bool:
    """Tell whether a folder is a lake."""
    return (folder / MARK).is_file()


def require_lake(folder: Path) -> None:
    """Raise ArchiveUnreadable where a folder is no lake."""
    if not is_lake(folder):
        zh = f"{folder}：不是湖。请先用 qualitycredit lake create 由档案建湖。"
        raise ArchiveUnreadable(
            zh, f"{folder}: this is no lake. Make one of an archive with qualitycredit lake create."
        )


def version_file(folder: Path, number: int) -> Path:
    """Give the file of a version."""
    return folder / VERSIONS / f"{number:06}.json"


def read_versions(folder: Path) -> tuple[Version, ...]:
    """Give all versions of a lake, in order; raises ArchiveUnreadable where one is missing or cannot be read."""
    found = tuple(_version(file) for file in sorted((folder / VERSIONS).glob("*.json")))
    if not found:
        raise ArchiveUnreadable(f"{folder}：湖里没有版本。", f"{folder}: the lake has no version.")
    for before, version in pairwise(found):
        if version.number != before.number + 1:
            missing = version_file(folder, before.number + 1)
            raise ArchiveUnreadable(f"{missing}：缺少这个版本。", f"{missing}: this version is missing.")
    return found


def standing(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Give the last whole version and those that add to it."""
    start = max(place for place, version in enumerate(versions) if version.whole)
    return tuple(versions[start:])


def lake_archive(folder: Path, versions: Sequence[Version] | None = None) -> Archive:
    """Open a lake at the last of the versions, by default the newest: each row as it stands there.

    Raises ArchiveUnreadable.
    """
    known = versions or read_versions(folder)
    parts = [part for version in standing(known) for part in version.parts]
    for part in parts:
        if not (folder / part.path).is_file():
            zh = f"{folder}：缺少文件 {part.path}。请从备份中恢复。"
            raise ArchiveUnreadable(
                zh, f"{folder}: the file {part.path} is missing. Bring it back from a backup."
            )
    sources = {name: _source(folder, name, parts) for name in TABLES}
    identifier = lake_identifier(folder)
    return Archive(sources, identifier, folder, folder / MARK, sha256=lake_sha256(folder, known))


def lake_sha256(folder: Path, versions: Sequence[Version]) -> str:
    """Give the fingerprint of a lake at the last of the versions, of what its versions say about their parts."""
    digest = sha256(f"{lake_identifier(folder)}\n".encode())
    for version in standing(versions):
        for part in version.parts:
            digest.update(f"{version.number} {part.table} {part.replacing:d} {part.sha256}\n".encode())
    return digest.hexdigest()


def lake_identifier(folder: Path) -> IdentifierKind:
    """Say what identifies an enterprise in a lake; raises ArchiveUnreadable where it is not of this program."""
    file = folder / MARK
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        zh = f"{file}：不是 UTF-8 编码的 TOML 文件（{error}）。"
        raise ArchiveUnreadable(zh, f"{file}: this is not a TOML file in UTF-8 ({error}).") from error
    for known in IDENTIFIERS:
        if entries == {"format": FORMAT, "identifier": known}:
            return known
    zh = f"{file}：这个程序读不了这样的湖（{entries}）。"
    raise ArchiveUnreadable(zh, f"{file}: this program cannot read such a lake ({entries}).")


def _source(folder: Path, name: TableName, parts: Sequence[Part]) -> ParquetSource | LayeredSource:
    # All parts were written by this program with the columns of the schema, so that none has to be opened here.
    own = [part for part in parts if part.table == name]
    files, schema = tuple(folder / part.path for part in own), TABLES[name].arrow
    replacing = tuple(folder / part.path for part in own if part.replacing)
    return (
        LayeredSource(files, schema, replacing, ROW_KEYS[name]) if replacing else ParquetSource(files, schema)
    )


def _version(file: Path) -> Version:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        parts = tuple(Part(**part) for part in held["parts"])
        latest = None if held["latest"] is None else datetime.fromisoformat(held["latest"])
        return Version(held["number"], held["whole"], parts, held["counts"], latest)
    except (OSError, KeyError, TypeError, ValueError) as error:
        zh = f"{file}：版本文件读不出来（{error}）。"
        raise ArchiveUnreadable(zh, f"{file}: the file of this version cannot be read ({error}).") from error
