"""A synthetic archive is made part by part, as many at a time as there are cores."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing
from os import cpu_count
from pathlib import Path
from queue import SimpleQueue
from typing import Final, get_args

import pyarrow as pa

from qualitycredit.archive.opening import MANIFEST
from qualitycredit.archive.schema import TABLES
from qualitycredit.archive.synthesis.folders import MARK, gather, in_place_of
from qualitycredit.archive.synthesis.grounds import tables
from qualitycredit.archive.synthesis.parts import Maker, Part, cut
from qualitycredit.archive.synthesis.profile import Profile
from qualitycredit.archive.synthesis.profile_files import read_profile
from qualitycredit.archive.writing import FileFormat
from qualitycredit.errors import OutputRefused

_FORMATS: Final[tuple[FileFormat, ...]] = get_args(FileFormat)
# The codes of enterprises have 8 digits of their own.
_MOST: Final = 10**8


def synthesise(
    folder: Path,
    *,
    enterprises: int,
    seed: int,
    profile: Path,
    file_format: str = "parquet",
    replace: bool = False,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Make an archive of made-up enterprises after a profile; the same seed gives the same bytes.

    Up to 100,000 enterprises make one Parquet file a table, more a folder of parts; CSV is one file always. `progress`
    is told the share that is done, from 0 to 1. Nothing stands at `folder` before everything does. Raises OutputRefused
    for a number or format that cannot be, and for a folder in use (a synthetic archive gives way to `replace`);
    StandardNotFound and StandardError for the profile.
    """
    if not 1 <= enterprises <= _MOST:
        zh = f"企业数不能是 {enterprises}，应当在 1 和 {_MOST} 之间。"
        raise OutputRefused(zh, f"The number of enterprises cannot be {enterprises}, only from 1 to {_MOST}.")
    chosen = next((known for known in _FORMATS if known == file_format), None)
    if chosen is None:
        names = ", ".join(_FORMATS)
        raise OutputRefused(
            f"没有格式“{file_format}”，只有 {names}。", f"No format “{file_format}”, only {names}."
        )
    read = read_profile(profile)
    parts = cut(enterprises)
    with in_place_of(folder, replace=replace) as made:
        for name in TABLES:
            (made / name).mkdir()
        _write(parts, tables(read), seed, made, chosen, progress)
        gather(made, chosen)
        (made / MANIFEST).write_text('identifier = "uscc"\n', encoding="utf-8")
        (made / MARK).write_text(_mark(read, enterprises, seed), encoding="utf-8")


def _write(
    parts: Sequence[Part],
    grounds: Mapping[str, pa.Table],
    seed: int,
    folder: Path,
    file_format: FileFormat,
    progress: Callable[[float], None] | None,
) -> None:
    with ExitStack() as stack:
        cores = min(cpu_count() or 1, len(parts))
        makers = [stack.enter_context(closing(Maker(grounds, seed))) for _ in range(cores)]
        free: SimpleQueue[Maker] = SimpleQueue()
        for maker in makers:
            free.put(maker)

        def write(part: Part) -> None:
            maker = free.get()
            try:
                maker.write(part, folder, file_format)
            finally:
                free.put(maker)

        pool = stack.enter_context(ThreadPoolExecutor(cores))
        futures = [pool.submit(write, part) for part in parts]
        try:
            for done, future in enumerate(as_completed(futures), start=1):
                future.result()
                if progress is not None:
                    progress(done / len(parts))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for maker in makers:
                maker.interrupt()
            raise


def _mark(profile: Profile, enterprises: int, seed: int) -> str:
    return (
        "# 仿真档案：企业和记录都是编造的。 This archive is synthetic: its enterprises and records are made up.\n"
        f"enterprises = {enterprises}\n"
        f"seed = {seed}\n"
        f"horizon = {profile.horizon}\n"
        f'profile_sha256 = "{profile.fingerprint}"\n'
    )
