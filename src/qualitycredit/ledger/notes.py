"""Signed notes of C2SP with Ed25519: a text, and under it the signatures of one key or of several."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from qualitycredit.errors import LedgerUnreadable, SignatureRefused

_ED25519: Final = b"\x01"
_KEY: Final = 32
_NAME: Final = r"[^\s+]+"
_SIGNATURE: Final = re.compile(rf"— ({_NAME}) ([A-Za-z0-9+/]+=*)")
# More than this is no note that a verifier has to read.
_MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name; its text is the `vkey` of C2SP, such as `example.org/log+1a2b3c4d+AQ…`."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names the key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """Give the text by which the key is handed on."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def read(cls, text: str) -> "VerifierKey":
        """Read the text of a key. Raises LedgerUnreadable."""
        match = re.fullmatch(rf"({_NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/]+=*)", text.strip())
        key = match and _decoded(match[3])
        if match and key and key[:1] == _ED25519 and len(key) == 1 + _KEY:
            found = cls(match[1], key[1:])
            if found.id.hex() == match[2]:
                return found
        raise LedgerUnreadable(
            f"“{text.strip()}”不是 C2SP 的验证密钥（名称+八位十六进制+Base64）。请从日志的公布处原样抄录。",
            f"“{text.strip()}” is no C2SP verifier key (name+8 hexadecimal digits+Base64). Copy it as it is published.",
        )


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its name; its text begins with `PRIVATE+KEY+`, as other tools for signed notes write it."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        """The key by which its signatures are checked."""
        return VerifierKey(self.name, self._private.public_key().public_bytes_raw())

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, text: str) -> bytes:
        """Give the signature of a text."""
        return self._private.sign(text.encode())

    def secret(self) -> str:
        """Give the text by which the key is kept, which nobody else may see."""
        key = base64.b64encode(_ED25519 + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{key}"

    @classmethod
    def read(cls, text: str) -> "SigningKey":
        """Read the text of a key. Raises LedgerUnreadable, without saying what stands there."""
        match = re.fullmatch(rf"PRIVATE\+KEY\+({_NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/]+=*)", text.strip())
        key = match and _decoded(match[3])
        if match and key and key[:1] == _ED25519 and len(key) == 1 + _KEY:
            found = cls(match[1], key[1:])
            if found.verifier.id.hex() == match[2]:
                return found
        raise LedgerUnreadable(
            "这不是签名密钥（PRIVATE+KEY+名称+八位十六进制+Base64）。",
            "This is no signing key (PRIVATE+KEY+name+8 hexadecimal digits+Base64).",
        )


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under a note: the name and the number of its key, and what it signed with."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a new line, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def check(self, keys: Sequence[VerifierKey]) -> list[VerifierKey]:
        """Give the keys that signed the text. Raises SignatureRefused where none did, or where one did not sign this."""
        known = {(key.name, key.id): key for key in keys}
        signed = []
        for one in self.signatures:
            key = known.get((one.name, one.key_id))
            if key is not None:
                _verify(key, one, self.text)
                signed.append(key)
        if not signed:
            names = "、".join(map(str, keys))
            raise SignatureRefused(
                f"检查点没有给定密钥（{names}）的签名。请核对密钥；如已更换密钥，请同时给出新旧两个。",
                f"The checkpoint is not signed by the key given ({names}). Check the key; where it was changed, give both.",
            )
        return signed


def _verify(key: VerifierKey, signature: Signature, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature.value, text.encode())
    except InvalidSignature as error:
        raise SignatureRefused(
            f"{key.name} 的签名与检查点的文字不符：文字在签名以后改动过。",
            f"The signature of {key.name} does not fit the text of the checkpoint: the text was changed after it was signed.",
        ) from error


def signed(text: str, keys: Sequence[SigningKey]) -> str:
    """Give the note of a text that ends with a new line, signed by each of the keys."""
    lines = [f"— {key.name} {base64.b64encode(key.verifier.id + key.sign(text)).decode()}\n" for key in keys]
    return f"{text}\n{''.join(lines)}"


def read_note(content: str) -> Note:
    """Read a note. Raises LedgerUnreadable."""
    text, blank, below = content.rpartition("\n\n")
    lines = below.removesuffix("\n").split("\n")
    found = [_SIGNATURE.fullmatch(line) for line in lines]
    values = [_decoded(match[2]) if match else None for match in found]
    whole = blank and text and content.endswith("\n") and len(content) <= _MOST
    if not whole or any(value is None or len(value) <= 4 for value in values):  # noqa: PLR2004 - the number of the key
        raise LedgerUnreadable(
            "这不是签名的检查点：应有正文、一个空行和以“— ”开头的签名。请从日志所在的地址再取一次。",
            "This is no signed checkpoint: a text, an empty line, and signatures that begin with “— ”. Fetch it again.",
        )
    pairs = zip(found, values, strict=True)
    return Note(
        text + "\n",
        tuple(Signature(match[1], value[:4], value[4:]) for match, value in pairs if match and value),
    )


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
