"""A passkey in software, for tests without a browser: what a device would answer (WebAuthn, 6.1 and 6.3), attestation "none"."""

import base64
import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

HOST = "testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class SoftKey:
    """One credential of one person. `verified` False: somebody holds the device, and it does not know who."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.user = ""
        self.verified, self.origin, self.host = True, f"https://{HOST}", HOST

    def made(self, options: dict[str, Any]) -> str:
        """The answer to what a registration asks for."""
        self.user = options["user"]["id"]
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        kept = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(public)
        told = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._about(ATTESTED) + kept})
        response = {"clientDataJSON": _text(self._client("create", options)), "attestationObject": _text(told)}
        return self._answer(response)

    def signed(self, options: dict[str, Any]) -> str:
        """The answer to what signing in asks for."""
        about, client = self._about(), self._client("get", options)
        signature = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": _text(client), "authenticatorData": _text(about), "signature": _text(signature), "userHandle": self.user,
        }  # fmt: skip
        return self._answer(response)

    def _about(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verified else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, what: str, options: dict[str, Any]) -> bytes:
        told = {
            "type": f"webauthn.{what}",
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": False,
        }
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, str]) -> str:
        told = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}
        return json.dumps({**told, "clientExtensionResults": {"credProps": {"rk": True}}})
