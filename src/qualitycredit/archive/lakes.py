"""An archive as Parquet that is parted by province, as many machines read it."""

from pathlib import Path

from qualitycredit.archive.archive import Archive
from qualitycredit.archive.connections import connect
from qualitycredit.archive.opening import MANIFEST
from qualitycredit.archive.parting import province_query, write_parted
from qualitycredit.archive.schema import TABLES
from qualitycredit.errors import OutputRefused


def write_lake(archive: Archive, folder: Path) -> None:
    """Write an archive into a new folder: `enterprises/region=11/…` and so on, with its manifest.

    Raises OutputRefused where the folder is there already or cannot be made.
    """
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        zh = f"{folder}：不能建立文件夹（{error}）。"
        raise OutputRefused(zh, f"{folder}: the folder cannot be made ({error}).") from error
    with connect() as connection:
        archive.register(connection)
        for name in TABLES:
            (folder / name).mkdir()
            write_parted(connection, province_query(name, "enterprises"), folder / name, "part")
    (folder / MANIFEST).write_text(f'identifier = "{archive.identifier}"\n', encoding="utf-8")
