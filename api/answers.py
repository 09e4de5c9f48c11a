"""Answers that are asked for again: their ETag, those kept in memory, and their compression."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from hashlib import blake2b
from importlib.metadata import version
from typing import NamedTuple

import pyarrow as pa

from api.browsers import Headers

OF_ONE_SNAPSHOT = ("claims", "documents", "passages", "sources", "propositions", "links", "rules")
"""Nouns under /v1/ whose answers follow from one snapshot and the request alone; what else there is changes at other times too."""

WORTH_IT = 1_000
"""Bytes from which an answer is compressed."""

_TEXTUAL = (
    b"application/json",
    b"application/problem+json",
    b"text/",
    b"application/x-ndjson",
    b"application/vnd.apache.arrow",
    b"image/svg",
)

_LONGEST_ACCEPT = 200
"""Bytes of the header Accept; browsers send 130."""

_SHARE = 8
"""No answer takes more than this part of the memory for answers."""


class Kept(NamedTuple):
    """An answer as it is sent."""

    headers: Headers
    body: bytes


class Answers:
    """The answers given last, as far as they fit into `most` bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self.bytes = 0

    def get(self, tag: str, coding: str) -> Kept | None:
        if kept := self._kept.get((tag, coding)):
            self._kept.move_to_end((tag, coding))
        return kept

    def put(self, tag: str, coding: str, answer: Kept) -> None:
        size = _size(answer)
        if size > self._most // _SHARE or (tag, coding) in self._kept:
            return
        self._kept[tag, coding] = answer
        self.bytes += size
        while self.bytes > self._most:
            self.bytes -= _size(self._kept.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._kept)


def _size(answer: Kept) -> int:
    return len(answer.body) + 1_000  # its headers, and what the table itself takes


def tag_of(snapshot_id: str, path: str, query: bytes, accept: bytes) -> str | None:
    """The tag of the answer that a snapshot gives to a GET, the same for the same parameters in any order; None where it may change.

    >>> tag_of("5f", "/v1/claims", b"limit=3&kind=fact", b"") == tag_of("5f", "/v1/claims", b"kind=fact&limit=3", b"*/*")
    True
    >>> tag_of("5f", "/v1/moments", b"", b"") is tag_of("5f", "/v1/claims", b"as_of=2031-05-04", b"") is None
    True
    """
    _, _, rest = path.partition("/v1/")
    if rest.partition("/")[0] not in OF_ONE_SNAPSHOT or path.endswith("/history") or len(accept) > _LONGEST_ACCEPT:
        return None
    parts = sorted(query.split(b"&"))
    if any(part.startswith(b"as_of") or b"%" in part.partition(b"=")[0] for part in parts):
        return None
    wanted = b"" if accept == b"*/*" else accept
    asked = b"\0".join([_VERSION, snapshot_id.encode(), path.encode("utf-8", "surrogatepass"), b"&".join(parts), wanted])
    return blake2b(asked, digest_size=12).hexdigest()


_VERSION = version("credibly").encode()


def etag(tag: str, coding: str) -> bytes:
    """The ETag of an answer in one coding.

    >>> etag("5f0c", "gzip"), etag("5f0c", "")
    (b'"5f0c-gzip"', b'"5f0c"')
    """
    return f'"{tag}-{coding}"'.encode() if coding else f'"{tag}"'.encode()


def names(header: bytes, tag: str) -> bytes | None:
    """The ETag of this answer, in whatever coding, that If-None-Match names; `*` names none, since there may be no answer.

    >>> names(b'W/"77aa", "5f0c-zstd"', "5f0c"), names(b"*", "5f0c"), names(b'"5f0"', "5f0c")
    (b'"5f0c-zstd"', None, None)
    """
    for one in header.split(b","):
        said = one.strip().removeprefix(b"W/")
        if said.startswith(b'"' + tag.encode()) and said in (etag(tag, ""), etag(tag, "gzip"), etag(tag, "zstd")):
            return said
    return None


def coding_for(accept_encoding: bytes | None) -> str:
    """The compression that a client takes and that is best: zstd, gzip, or "" for none.

    >>> coding_for(b"gzip, deflate, br, zstd"), coding_for(b"gzip;q=1.0, zstd;q=0"), coding_for(b"identity"), coding_for(None)
    ('zstd', 'gzip', '', '')
    """
    if not accept_encoding:
        return ""
    taken = {}
    for part in accept_encoding.lower().split(b","):
        name, _, parameters = part.partition(b";")
        taken[name.strip()] = _weight(parameters)
    best = max(("zstd", "gzip"), key=lambda coding: taken.get(coding.encode(), 0.0))
    return best if taken.get(best.encode(), 0.0) > 0 else ""


def _weight(parameters: bytes) -> float:
    name, _, value = parameters.strip().partition(b"=")
    try:
        return min(1.0, max(0.0, float(value[:5]))) if name.strip() == b"q" else 1.0
    except ValueError:
        return 0.0


def compressible(headers: Headers, body: bytes) -> bool:
    """Whether an answer gains by compression: text of some length that is not compressed yet."""
    said = dict(headers)
    kind = said.get(b"content-type", b"")
    return len(body) >= WORTH_IT and b"content-encoding" not in said and kind.startswith(_TEXTUAL)


def compressed(body: bytes, coding: str) -> bytes:
    """The same bytes for the same body, at any time."""
    if coding == "zstd":
        packed: bytes = _ZSTD.compress(body, asbytes=True)
        return packed
    return gzip.compress(body, compresslevel=5, mtime=0)


_ZSTD = pa.Codec("zstd", compression_level=3)
