"""Opening an archive folder: its manifest, its three tables, and every way in which they can be unfit to read."""

import tomllib
from pathlib import Path

from qualitycredit.archive.archive import IDENTIFIERS, Archive, IdentifierKind
from qualitycredit.archive.copies import Copies
from qualitycredit.archive.schema import TABLES, Table
from qualitycredit.archive.sources import Source, csv_source, parquet_source
from qualitycredit.archive.suggesting import nearest
from qualitycredit.archive.versions import is_lake, lake_archive
from qualitycredit.errors import ArchiveUnreadable

MANIFEST = "manifest.toml"


def open_archive(folder: Path) -> Archive:
    """Open the tables of a folder: `<table>.csv`, `<table>.parquet`, or a folder `<table>` of Parquet parts; or a lake.

    Parts may lie in folders below it, such as `region=11`, whose names are no data.
    Headers, encodings and types are checked here, values by `validate`. Raises ArchiveUnreadable.
    """
    if not folder.is_dir():
        raise ArchiveUnreadable(f"{folder}：没有这个文件夹。", f"{folder}: there is no such folder.")
    if is_lake(folder):
        return lake_archive(folder)
    identifier, manifest = _manifest(folder / MANIFEST)
    copies = Copies()
    sources = {name: _source(table, folder, copies) for name, table in TABLES.items()}
    return Archive(sources, identifier, folder, manifest, copies)


def _source(table: Table, folder: Path, copies: Copies) -> Source:
    text, single, parts = folder / f"{table.name}.csv", folder / f"{table.name}.parquet", folder / table.name
    found = [path for path in (text, single, parts) if path.exists()]
    if not found:
        raise ArchiveUnreadable(
            f"{folder}：缺少表 {table.name}。请放入 {text.name} 或者 {single.name}。",
            f"{folder}: the table {table.name} is missing. Put {text.name} or {single.name} there.",
        )
    if len(found) > 1:
        names = [path.name for path in found]
        raise ArchiveUnreadable(
            f"{folder}：表 {table.name} 有两份：{'、'.join(names)}。请只保留一份。",
            f"{folder}: the table {table.name} is there twice: {', '.join(names)}. Keep one and remove the other.",
        )
    (path,) = found
    try:
        if path == text:
            return csv_source(table, path, copies)
        return parquet_source(table, _parts(path) if path.is_dir() else [path])
    except OSError as error:
        zh = f"{path}：打不开（{error.strerror}）。请检查文件和权限。"
        raise ArchiveUnreadable(
            zh, f"{path}: this cannot be opened ({error.strerror}). Check its permissions."
        ) from error


def _parts(folder: Path) -> list[Path]:
    parts = sorted(part for part in folder.rglob("*.parquet") if not _is_aside(part.relative_to(folder)))
    if not parts:
        zh = f"{folder}：文件夹里没有 .parquet 文件。"
        raise ArchiveUnreadable(zh, f"{folder}: the folder holds no .parquet file.")
    return parts


def _is_aside(path: Path) -> bool:
    """Tell whether a path is one that others are still writing to, by the custom of lakes."""
    return any(name.startswith((".", "_")) for name in path.parts)


def _manifest(file: Path) -> tuple[IdentifierKind, Path | None]:
    if not file.exists():
        return "uscc", None
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        zh = f"{file}：不是 UTF-8 编码的 TOML 文件（{error}）。请改正，并存为 UTF-8 编码。"
        en = f"{file}: this is not a TOML file in UTF-8 ({error}). Correct it, and save it as UTF-8."
        raise ArchiveUnreadable(zh, en) from error
    for key in entries:
        if key != "identifier":
            raise ArchiveUnreadable(
                f"{file}：没有项目“{key}”。可用的只有 identifier。",
                f"{file}: there is no entry “{key}”. The only one is identifier.",
            )
    value = entries.get("identifier", "uscc")
    for known in IDENTIFIERS:
        if value == known:
            return known, file
    near = nearest(str(value), IDENTIFIERS) or "uscc"
    raise ArchiveUnreadable(
        f"{file}：identifier 不能是“{value}”，只能是 uscc 或者 local。是不是 {near}？",
        f"{file}: identifier cannot be “{value}”, only uscc or local. Did you mean {near}?",
    )
