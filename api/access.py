"""Access: API keys, of which only hashes are kept, and what each of them may do."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

import msgspec

from scoring.errors import BadRequest, DamagedData, UnknownThing

FILE = "keys.json"
"""In the data folder, unless a setting says where."""

MARK = "credibly_"
"""What every key begins with, so that scanners of repositories can find those that leaked."""

Scope = Literal["read", "write", "admin"]

_INCLUDES: dict[Scope, tuple[Scope, ...]] = {"read": ("read",), "write": ("write", "read"), "admin": ("admin", "write", "read")}

_FOR_ALL = ("/", "/health", "/ready", "/schema")
"""Addresses that hold nothing of what is stored, with what lies below the last."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key: 256 random bits, of which the SHA-256 is kept. Nobody guesses such a key, so that no slow hash is needed."""

    name: str
    sha256: str
    scopes: list[Scope]
    added_at: datetime

    def may(self, scope: Scope) -> bool:
        return any(scope in _INCLUDES[held] for held in self.scopes)


class _File(msgspec.Struct, kw_only=True):
    keys: list[Key] = []


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request is not let in."""

    status: HTTPStatus
    detail: str


def read_keys(path: Path) -> list[Key]:
    """The keys of a file, in order of name; none when there is no file. Raises DamagedData."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_File).keys
    except FileNotFoundError:
        return []
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedData(f"{path} cannot be read ({error}): restore it, or remove it and add the keys anew") from None


def add_key(path: Path, name: str, scopes: Sequence[Scope]) -> str:
    """A new key of that name, which is told here and never again. Raises BadRequest for a name that is taken or cannot be one."""
    held = read_keys(path)
    if not _NAME.fullmatch(name):
        raise BadRequest(f"{name[:64]!r} cannot name a key: take 1 to 64 letters, digits, dots, dashes and underscores")
    if any(key.name == name for key in held):
        raise BadRequest(f"there is a key named {name} already: take another name, or `credibly keys remove {name}` first")
    key = MARK + secrets.token_urlsafe(32)
    added = Key(name=name, sha256=_digest(key.encode()), scopes=sorted(set(scopes)), added_at=datetime.now(UTC).replace(microsecond=0))
    _write(path, [*held, added])
    return key


def remove_key(path: Path, name: str) -> None:
    """Servers stop to take the key within a second. Raises UnknownThing."""
    held = read_keys(path)
    if all(key.name != name for key in held):
        raise UnknownThing(f"there is no key named {name}: `credibly keys list` names those there are")
    _write(path, [key for key in held if key.name != name])


def _write(path: Path, keys: list[Key]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    content = msgspec.json.format(msgspec.json.encode(_File(keys=sorted(keys, key=lambda key: key.name))))
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123  (nobody else may read it)
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def is_loopback(host: str) -> bool:
    """
    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, True, False, False)
    """
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Access:
    """Who may do what. With `open_reading`, reading needs no key; storing always does."""

    def __init__(self, path: Path, *, open_reading: bool) -> None:
        self._path = path
        self._open = open_reading
        self._mark: tuple[int, int] | None = None
        self._keys: list[Key] = []
        self.look()

    def look(self) -> None:
        """Read the keys again if they have changed. Raises DamagedData."""
        try:
            now = self._path.stat()
            mark = (now.st_mtime_ns, now.st_ino)
        except FileNotFoundError:
            mark = None
        if mark != self._mark:
            self._keys = read_keys(self._path)
            self._mark = mark

    def key(self, authorization: bytes) -> Key | None:
        """The key that a header Authorization carries, if it is one of ours; all are compared, each in constant time."""
        scheme, _, sent = authorization.partition(b" ")
        digest = _digest(sent.strip()) if scheme.lower() == b"bearer" else ""
        found = None
        for key in self._keys:
            if hmac.compare_digest(key.sha256, digest):
                found = key
        return found

    def refusal(self, method: str, path: str, authorization: bytes | None, key: Key | None) -> Refusal | None:
        """Why a request with that key is not let in, if it is not."""
        if authorization is not None and key is None:
            return Refusal(status=HTTPStatus.UNAUTHORIZED, detail="this key is not known here: send a header `Authorization: Bearer KEY`")
        needed = self._needed(method, path)
        if needed is None or (key and key.may(needed)):
            return None
        if key is None:
            remedy = "send one as `Authorization: Bearer KEY`; `credibly keys add` makes them"
            return Refusal(status=HTTPStatus.UNAUTHORIZED, detail=f"this needs an API key of scope {needed}: {remedy}")
        return Refusal(
            status=HTTPStatus.FORBIDDEN, detail=f"this needs a key of scope {needed}, and {key.name} is of {', '.join(key.scopes)}"
        )

    def _needed(self, method: str, path: str) -> Scope | None:
        if method == "OPTIONS" or path in _FOR_ALL or path.startswith("/schema/"):
            return None
        if method == "POST" and path == "/v1/documents":
            return "write"
        if self._open:
            return None
        return "admin" if path == "/metrics" else "read"


def _digest(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()
