"""Files of evidence, kept by what is in them: the same content is one file, and a changed one is found out."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024
# How a file of each type begins, and what stands near its end; its name says nothing.
MARKS = (
    ("application/pdf", b"%PDF-", b"%%EOF"),
    ("image/png", b"\x89PNG\r\n\x1a\n", b"IEND"),
    ("image/jpeg", b"\xff\xd8\xff", b"\xff\xd9"),
)
END = 1024


class Damaged(Exception):
    """A file of evidence is missing, or is not what it was."""


def media_type_of(content: bytes) -> str:
    """Say what a file is by what is in it; refuse what is none of the three, cut short or too large."""
    if len(content) > LARGEST:
        raise ValidationError(_("文件不能大于 %(size)s MB。") % {"size": LARGEST // 1024 // 1024})
    for media_type, start, end in MARKS:
        if content.startswith(start):
            if end not in content[-END:]:
                raise ValidationError(_("文件不完整，请重新扫描或者上传。"))
            return media_type
    raise ValidationError(_("只收 PDF、PNG 和 JPEG 文件，以文件内容为准。"))


def _place(sha256: str) -> Path:
    folder: Path = settings.EVIDENCE_FOLDER
    return folder / sha256[:2] / sha256


def keep(content: bytes) -> str:
    """Keep a file, and give its SHA-256; it is there as a whole or not at all."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = _place(sha256)
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(place)
    return sha256


def fetch(sha256: str) -> bytes:
    """Give a file as it was kept; raises Damaged."""
    try:
        content = _place(sha256).read_bytes()
    except OSError as error:
        raise Damaged(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(sha256)
    return content
