"""Envelopes: a letter that only the bureau can open, and an answer that only whoever has the receipt can.

A letter is encrypted with a key agreed by X25519 between one made for it alone and that of the bureau. Who reads the
inbox, and who runs the portal after it was written, cannot open it.
"""

import hashlib
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

WIDTH: Final = 32
# Each key encrypts one text and no other.
NONCE: Final = bytes(12)
# Without letters and digits that are read for each other.
LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBER, SECRET = 10, 20


class Unopened(ValueError):
    """An envelope was made for another key, or was changed."""


def new_receipt() -> tuple[str, str]:
    """Give a number and a secret that nobody can guess."""
    return _letters(NUMBER), _letters(SECRET)


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def lookup_of(number: str, secret: str) -> str:
    """Give by what the answer to a receipt is found."""
    return hashlib.sha256(f"{number}:{secret}".encode()).hexdigest()


def key_of(number: str, secret: str) -> bytes:
    """Give the key of the answer to a receipt."""
    return _derived(secret.encode(), number.encode(), b"answer")


def private_of(text: str) -> bytes:
    """Give the private half of the bureau's key, from a secret of the bureau."""
    return _derived(text.encode(), b"", b"inbox")


def public_of(private: bytes) -> bytes:
    """Give the public half."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(content: bytes, public: bytes) -> bytes:
    """Put a letter into an envelope for whoever has the private half."""
    own = X25519PrivateKey.generate()
    made = own.public_key().public_bytes_raw()
    shared = own.exchange(X25519PublicKey.from_public_bytes(public))
    return made + seal_with(_derived(shared, made + public, b"letter"), content)


def unseal(sealed: bytes, private: bytes) -> bytes:
    """Take a letter out."""
    made, rest = sealed[:WIDTH], sealed[WIDTH:]
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(made)
        )
    except ValueError as error:
        raise Unopened from error
    return unseal_with(_derived(shared, made + public_of(private), b"letter"), rest)


def seal_with(key: bytes, content: bytes) -> bytes:
    """Encrypt the one text of a key."""
    return ChaCha20Poly1305(key).encrypt(NONCE, content, None)


def unseal_with(key: bytes, sealed: bytes) -> bytes:
    """Decrypt it."""
    try:
        return ChaCha20Poly1305(key).decrypt(NONCE, sealed, None)
    except InvalidTag as error:
        raise Unopened from error


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), WIDTH, salt or None, b"qualitycredit " + purpose).derive(secret)
