"""Keys and sealed values: AES-256-GCM (NIST SP 800-38D) and AES key wrap (RFC 5649), both from pyca/cryptography.

A sealed value is nonce (12 random bytes) + ciphertext + tag (16 bytes). `context` is bound into the seal: a value moved to
another row does not open there.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding, aes_key_wrap_with_padding

KEY_BYTES = 32
NONCE_BYTES = 12
OVERHEAD = NONCE_BYTES + 16


class SealBroken(Exception):
    """The sealed bytes were altered, cut, moved, or belong to another key."""


def new_key() -> bytes:
    """Thirty-two random bytes."""
    return os.urandom(KEY_BYTES)


def wrap(key: bytes, under: bytes) -> bytes:
    """*key* wrapped under the key *under* (RFC 5649)."""
    return aes_key_wrap_with_padding(under, key)


def unwrap(wrapped: bytes, under: bytes) -> bytes:
    """The key inside *wrapped*; raises `SealBroken` when *under* is not the key it was wrapped with."""
    try:
        return aes_key_unwrap_with_padding(under, wrapped)
    except (InvalidUnwrap, ValueError) as error:
        raise SealBroken("This key was not wrapped under the key given.") from error


def seal(plain: bytes, key: bytes, context: bytes) -> bytes:
    """*plain* sealed; `len(result) == len(plain) + OVERHEAD`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(sealed: bytes, key: bytes, context: bytes) -> bytes:
    """What was sealed, or `SealBroken`."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise SealBroken("These bytes are not what was sealed here.") from error
