"""The folder of a synthetic archive: complete or not there, and never in the place of anything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from qualitycredit.archive.opening import MANIFEST
from qualitycredit.archive.schema import TABLES
from qualitycredit.archive.writing import FileFormat
from qualitycredit.errors import OutputRefused

# The file that tells a synthetic archive from a real one, and how to make it again.
MARK: Final = "synthesis.toml"


@contextmanager
def in_place_of(folder: Path, *, replace: bool) -> Iterator[Path]:
    """Give an empty folder beside `folder`, which takes its place when all has gone well, and else disappears.

    Raises OutputRefused where `folder` is in use by other than a synthetic archive, or cannot be written.
    """
    folder = folder.resolve()
    try:
        check_free(folder, replace=replace)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            made = Path(beside, "made")
            made.mkdir()
            yield made
            if folder.exists():
                folder.rename(Path(beside, "replaced"))
            made.rename(folder)
    except (OSError, duckdb.IOException) as error:
        zh = f"{folder}：写不进去（{error}）。"
        raise OutputRefused(zh, f"{folder}: this cannot be written ({error}).") from error


def check_free(folder: Path, *, replace: bool) -> None:
    """Refuse a folder that holds anything, unless that is a synthetic archive alone and `replace`."""
    if not folder.exists():
        return
    if not folder.is_dir():
        zh = f"{folder}：已经有这个文件，不是文件夹。请换一个名称。"
        raise OutputRefused(zh, f"{folder}: this is a file, not a folder. Choose another name.")
    names = {path.name for path in folder.iterdir()}
    own = {MARK, MANIFEST, *TABLES, *(f"{name}.{ending}" for name in TABLES for ending in ("csv", "parquet"))}
    if names and (MARK not in names or not names <= own):
        stranger = min(names - own, default=min(names))
        raise OutputRefused(
            f"{folder}：文件夹里有别的东西（{stranger}），不会覆盖。请换一个文件夹。",
            f"{folder}: the folder holds something else ({stranger}) and is left as it is. Choose another folder.",
        )
    if names and not replace:
        raise OutputRefused(
            f"{folder}：已经有一个仿真档案。要替换它，请加上 --replace。",
            f"{folder}: there is a synthetic archive already. Add --replace to put another in its place.",
        )


def gather(folder: Path, file_format: FileFormat) -> None:
    """Turn the parts of each table into one file, where there is one part or the format has no parts."""
    for name in TABLES:
        parts = sorted((folder / name).iterdir())
        if len(parts) > 1 and file_format == "parquet":
            continue
        first, *others = parts
        with first.open("ab") as whole:
            for part in others:
                with part.open("rb") as content:
                    copyfileobj(content, whole, 1 << 20)
                part.unlink()
        first.rename(folder / f"{name}.{file_format}")
        (folder / name).rmdir()
