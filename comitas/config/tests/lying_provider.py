"""A provider of OpenID Connect for tests, on the loopback, that lies as it is told. It checks PKCE (RFC 7636) and the redirect address."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _each in range(2))
CLIENT = "comitas"


class Provider:
    """What it says of itself and of who signs in; tests change it before the code is redeemed."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.subject: Any = "s-1"
        self.claims: dict[str, Any] = {}
        self.without: set[str] = set()
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.asked: dict[str, str] = {}
        self.redeemed: list[dict[str, str]] = []
        self.answer: Any = None
        self.config: dict[str, Any] = {}

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks", "token_endpoint_auth_methods_supported": ["client_secret_post"], **self.config,
        }  # fmt: skip

    def keys(self) -> dict[str, Any]:
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**told, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str]) -> tuple[int, Any]:
        self.redeemed.append(form)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.asked.get("code_challenge")
        if not proven or form.get("redirect_uri") != self.asked.get("redirect_uri") or form.get("code") != "code-1":
            return 400, {"error": "invalid_grant"}
        if self.answer is not None:
            return 200, self.answer
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300,
            "nonce": self.asked.get("nonce", ""), "email": "karin@arland.example", "email_verified": True, **self.claims,
        }  # fmt: skip
        told = {name: value for name, value in claims.items() if name not in self.without}
        signed = jwt.encode(told, self.key, algorithm=self.algorithm, headers={"kid": "1"})
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": signed}


@contextmanager
def running() -> Iterator[Provider]:
    """On a port that was free, until the end of the test."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            found = {"/.well-known/openid-configuration": provider.about(), "/jwks": provider.keys()}.get(path)
            self._say(200 if found else 404, found)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(*provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, status: int, told: Any) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
