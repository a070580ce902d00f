"""The folder in which work that was killed waits to be taken up again."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from qualitycredit.grading.receipts import Receipt


@contextmanager
def resumable_work(path: Path, receipt: Receipt, further: str) -> Iterator[Path]:
    """Give a folder beside `path` for work on it; only a run that is killed leaves it, and its like finds it again.

    Its name holds what the work is made from: the receipt, and what is `further` asked for. What another run to the
    same path has left is removed.
    """
    key = hashlib.sha256(f"{receipt.to_json()}{further}".encode()).hexdigest()[:16]
    folder = path.with_name(f".{path.name}.{key}.work")
    for other in path.parent.glob(f".{escape(path.name)}.*.work"):
        if other != folder:
            shutil.rmtree(other)
    folder.mkdir(exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
