"""The entrance: what every request passes before the application sees it, and every answer on its way out."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Collection, Iterable
from http import HTTPStatus
from time import perf_counter
from typing import Any, NamedTuple, cast

import msgspec
from litestar.enums import ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send
from litestar.types.asgi_types import HTTPResponseStartEvent
from litestar.utils.path import normalize_path

from api.access import Access, Key
from api.answers import Answers, Kept, coding_for, compressed, compressible, etag, names, tag_of
from api.bodies import Bodies, Refused, replayed, take_in
from api.browsers import SECURITY, Headers, Origins
from api.deprecation import DEPRECATED, Deprecation
from api.doorway import ASKS_HEAD
from api.limits import LONGEST_ADDRESS, Rates, Room, client_at
from api.logs import Requests
from api.metrics import Metrics
from api.problems import KEY_NAME, MEDIA_TYPE, REQUEST_ID, asked_for, told
from api.settings import Settings
from scoring.deadlines import Deadline, current
from scoring.errors import CrediblyError
from scoring.snapshots import Snapshots

TEXTS = 8
"""Texts that may wait to be scored, one after the other, each for seconds: they take no place of those who ask the database."""

BUSY_FOR = 1
"""Seconds after which it is worth asking again when too many wait."""

_BODILESS = ("GET", "HEAD", "OPTIONS")
"""Methods whose bodies nobody looks at."""

_PREFLIGHT = b"access-control-request-method"

_UNMETERED = ("/health", "/ready", "/metrics")

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")

_ID = re.compile("[a-z]_[0-9a-f]{16}")

_KEPT_FOR_ALL = (b"cache-control", b"no-cache")
_KEPT_FOR_ONE = (b"cache-control", b"private, no-cache")
_NOT_KEPT = (b"cache-control", b"no-store")
_DEPENDS = (b"vary", b"Accept, Accept-Encoding")


EARLY = "early"
"""Among the `opt` of a route: a `LookUp`."""

LookUp = Callable[[Snapshots, str], bytes | None]
"""The JSON about what an id names in the current snapshot, in microseconds; None, or a CrediblyError, where the application must tell."""


class Edition(NamedTuple):
    """What is served at one moment: the snapshot, and how often the server had moved when it was noted."""

    snapshot_id: str
    switches: int


class Early(NamedTuple):
    """A route that says where its usual answers can be looked up: without a query, the last part of the address is an id."""

    route: str
    handler: HTTPRouteHandler
    look_up: LookUp


class Visit:
    """One request, from its first byte to the last of its answer."""

    __slots__ = (
        *("accept", "accept_encoding", "authorization", "headers", "key", "method", "origin"),
        *("request_id", "route", "scope", "sent", "started", "status", "unchanged"),
    )

    def __init__(self, scope: HTTPScope) -> None:
        said = dict(scope["headers"])
        asked_id = said.get(b"x-request-id", b"")
        self.scope = scope
        self.method = scope["method"]
        self.request_id = asked_id.decode() if _REQUEST_ID.fullmatch(asked_id) else os.urandom(8).hex()
        self.accept = said.get(b"accept", b"")
        self.accept_encoding = said.get(b"accept-encoding")
        self.authorization = said.get(b"authorization")
        self.origin = said.get(b"origin")
        self.unchanged = said.get(b"if-none-match")
        self.started = perf_counter()
        self.key: Key | None = None
        self.headers: Headers = [(b"x-request-id", self.request_id.encode())]
        self.route = "none"
        self.status = 0
        self.sent = 0


class Entrance:
    """`app` behind its entrance. What it answers to is told by `Settings`, what it serves by `Snapshots`."""

    def __init__(self, app: ASGIApp, snapshots: Snapshots, access: Access, metrics: Metrics, settings: Settings) -> None:
        self._app = app
        self._snapshots = snapshots
        self._access = access
        self._metrics = metrics
        self._settings = settings
        self._origins = Origins(settings.allow_origins)
        self._rates = Rates(settings.requests_per_minute)
        self._waiting = Room(settings.queue)
        self._texts = Room(TEXTS)
        self._bodies = Bodies(settings)
        self._answers = Answers(settings.cache_megabytes * 1_000_000)
        self._requests = Requests(settings.log_format)
        self._routes: dict[str, str] = {}
        self._edition: Edition | None = None
        self._methods: dict[str, Collection[str]] = {}
        self._early: dict[str, Early] = {}
        metrics.watch("requests_waiting", "Requests that wait for the database or are being answered by it.", lambda: self._waiting.taken)
        metrics.watch("texts_waiting", "Texts that wait to be scored or are.", lambda: self._texts.taken)
        metrics.watch("answers_bytes", "Memory that kept answers take.", lambda: self._answers.bytes)

    def answers_to(self, routes: Iterable[HTTPRoute]) -> None:
        """The methods of each address: of those that several routes share, Litestar's own answer to OPTIONS knows the first only.

        And the routes that answer early.
        """
        for route in routes:
            self._methods[route.path_format] = route.methods
            for handler in route.route_handlers:
                if look_up := handler.opt.get(EARLY):
                    self._early[route.path_format.rpartition("/")[0]] = Early(route.path_format, handler, look_up)

    def look(self) -> None:
        """Move to what is published and to the keys there are. Called about every half second, in a thread of its own."""
        self._access.look()
        held, switches = self._snapshots.look()
        edition = Edition(held.manifest.snapshot_id, switches)
        if edition != self._edition:
            self._metrics.snapshot((held.folder / "manifest.json").stat().st_mtime)
        self._edition = edition

    def flush(self) -> None:
        self._requests.flush()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        scope["path"] = normalize_path(scope["path"])  # as routing does: what is asked of a path is asked of the one that answers
        visit = Visit(scope)
        scope[REQUEST_ID] = visit.request_id  # type: ignore[literal-required]

        async def send_on(message: Any) -> None:
            if message["type"] == "http.response.start":
                visit.status = message["status"]
            elif visit.method == "HEAD":
                message["body"] = b""
            else:
                visit.sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._answer(visit, receive, send_on)
        finally:
            self._note(visit)

    def _note(self, visit: Visit) -> None:
        seconds = perf_counter() - visit.started
        method = visit.method if visit.method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        self._metrics.request(method, visit.route, visit.status, seconds)
        if self._settings.log_requests:
            self._requests.add(
                {
                    "request_id": visit.request_id,
                    "method": visit.method[:16],
                    "path": asked_for(visit.scope)[:1000],
                    "route": visit.route,
                    "status": visit.status,
                    "milliseconds": round(seconds * 1000, 2),
                    "bytes": visit.sent,
                    "key": visit.key.name if visit.key else None,
                }
            )

    async def _answer(self, visit: Visit, receive: Receive, send: Send) -> None:
        path = visit.scope["path"]
        visit.headers += self._origins.headers(visit.origin)
        if visit.method == "OPTIONS" and visit.origin and any(name == _PREFLIGHT for name, _ in visit.scope["headers"]):
            visit.headers = [(b"x-request-id", visit.request_id.encode()), *self._origins.preflight(visit.origin)]
            await _send(send, 204, [*visit.headers, *SECURITY], b"")
            return
        if refused := self._not_let_in(visit):
            if visit.method not in _BODILESS:
                await take_in(receive, self._settings.body_seconds)
            await self._refuse(visit, send, refused)
            return
        edition = self._edition if self._edition and self._edition.switches == self._snapshots.switches else None
        tag = None
        if edition and visit.method in ("GET", "HEAD") and path.startswith("/v1/"):
            tag = tag_of(edition.snapshot_id, path, visit.scope["query_string"], visit.accept)
        if tag and (await self._known(visit, send, tag) or await self._looked_up(visit, send, tag, edition)):
            return
        await self._made(visit, receive, send, tag, edition)

    def _not_let_in(self, visit: Visit) -> Refused | None:
        """Why a request is refused before anything of it is looked at, if it is. Notes whose key it came with."""
        path = visit.scope["path"]
        if len(path) + len(visit.scope["query_string"]) > LONGEST_ADDRESS:
            detail = f"the address is longer than {LONGEST_ADDRESS:,} bytes: send less, or as the body of a POST where there is one"
            return Refused(HTTPStatus.REQUEST_URI_TOO_LONG, detail)
        visit.key = self._access.key(visit.authorization) if visit.authorization is not None else None
        visit.scope[KEY_NAME] = visit.key.name if visit.key else ""  # type: ignore[literal-required]
        if refusal := self._access.refusal(visit.method, path, visit.authorization, visit.key):
            challenge = [(b"www-authenticate", b'Bearer realm="credibly"')] if refusal.status == HTTPStatus.UNAUTHORIZED else []
            return Refused(refusal.status, refusal.detail, challenge)
        if path in _UNMETERED:
            return None
        within, headers = self._rates.take(f"key {visit.key.name}" if visit.key else client_at((visit.scope["client"] or ("",))[0]))
        visit.headers += headers
        if within:
            return None
        detail = f"more than {self._settings.requests_per_minute} requests a minute: wait as long as the header Retry-After says"
        return Refused(HTTPStatus.TOO_MANY_REQUESTS, detail)

    async def _known(self, visit: Visit, send: Send, tag: str) -> bool:
        """Answer from what is known without any work: nothing changed, or the answer is kept. False when it is neither."""
        if visit.unchanged and (named := names(visit.unchanged, tag)):
            visit.route = self._routes.get(_shape(visit.scope["path"]), "unchanged")
            self._metrics.answer("unchanged")
            await _send(send, 304, [(b"etag", named), self._caching(visit), _DEPENDS, *visit.headers, *SECURITY], b"")
            return True
        kept = self._answers.get(tag, coding_for(visit.accept_encoding))
        if kept is None:
            return False
        visit.route = self._routes.get(_shape(visit.scope["path"]), "kept")
        self._metrics.answer("memory")
        await _send(send, 200, [*kept.headers, self._caching(visit), *visit.headers], kept.body)
        return True

    async def _looked_up(self, visit: Visit, send: Send, tag: str, edition: Edition | None) -> bool:
        """Answer what is only looked up, without the routing. False: it is not, or something is wrong, which the application tells."""
        above, _, last = visit.scope["path"].rpartition("/")
        early = self._early.get(above)
        if early is None or visit.scope["query_string"] or not _ID.fullmatch(last):
            return False
        try:
            body = early.look_up(self._snapshots, last)
        except CrediblyError:
            return False
        if body is None:
            return False
        inner = cast(Scope, {**visit.scope, "path_template": early.route, "route_handler": early.handler})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        start: HTTPResponseStartEvent = {"type": "http.response.start", "status": 200, "headers": headers}
        await self._whole(visit, send, start, body, inner, tag, edition, keep=False)
        return True

    def _caching(self, visit: Visit) -> tuple[bytes, bytes]:
        return _KEPT_FOR_ONE if visit.key else _KEPT_FOR_ALL

    async def _made(self, visit: Visit, receive: Receive, send: Send, tag: str | None, edition: Edition | None) -> None:
        """Let the application answer, unless too many wait for it already."""
        receive_on: Receive = receive
        if visit.method not in _BODILESS:
            try:
                body = await self._bodies.read(visit.scope["path"], receive)
            except Refused as refused:
                await self._refuse(visit, send, refused)
                return
            if body is None:
                return
            receive_on = replayed(body, receive)
        room: Room | None = None
        if visit.scope["path"].startswith("/v1/"):
            room = self._texts if visit.scope["path"] == "/v1/score" else self._waiting
        if room and not room.take():
            detail = f"{room.most} requests wait already, and no more may: ask again in {BUSY_FOR} second"
            await self._refuse(visit, send, Refused(HTTPStatus.SERVICE_UNAVAILABLE, detail, [(b"retry-after", str(BUSY_FOR).encode())]))
            return
        deadline = Deadline(self._settings.query_seconds)
        under = current.set(deadline)
        alarm = asyncio.get_running_loop().call_later(deadline.seconds, deadline.expire)
        start: HTTPResponseStartEvent | None = None
        inner = cast(Scope, {**visit.scope, "method": "GET", ASKS_HEAD: True}) if visit.method == "HEAD" else visit.scope

        async def send_on(message: Any) -> None:
            nonlocal start, room
            if message["type"] == "http.response.start":
                start = message
                if room:  # whoever reads slowly keeps nobody waiting
                    room.give()
                    room = None
                return
            if start is not None and not message.get("more_body"):
                await self._whole(visit, send, start, message.get("body", b""), inner, tag, edition)
                start = None
                return
            if start is not None:
                start["headers"] = [*map(_with_head, start["headers"]), *self._of_route(visit, inner), *visit.headers, *SECURITY]
                await send(start)
                start = None
            await send(message)

        try:
            await self._app(inner, receive_on, send_on)
        finally:
            alarm.cancel()
            deadline.done()
            current.reset(under)
            if room:
                room.give()

    async def _whole(
        self,
        visit: Visit,
        send: Send,
        start: HTTPResponseStartEvent,
        body: bytes,
        inner: Scope,
        tag: str | None,
        edition: Edition | None,
        *,
        keep: bool = True,
    ) -> None:
        """An answer that is there in one piece: compressed if asked for, kept if it may be and `keep`."""
        headers: Headers = [*map(_with_head, start["headers"])]
        if visit.method == "OPTIONS" and (methods := self._methods.get(str(inner.get("path_template")))):
            headers = [(name, value) for name, value in headers if name != b"allow"]
            headers.append(_with_head((b"allow", ", ".join(methods).encode())))
        status = start["status"]
        said = {name for name, _ in headers}
        own_headers = self._of_route(visit, inner)
        coding = ""
        if compressible(headers, body):
            coding = coding_for(visit.accept_encoding)
            if coding:
                body = compressed(body, coding)
                headers = [(name, value) for name, value in headers if name != b"content-length"]
                headers += [(b"content-encoding", coding.encode()), (b"content-length", str(len(body)).encode())]
            if not tag:
                headers.append((b"vary", b"Accept-Encoding"))
        if tag and status == HTTPStatus.OK and edition and edition.switches == self._snapshots.switches and b"etag" not in said:
            headers += [(b"etag", etag(tag, coding)), _DEPENDS, *own_headers, *SECURITY]
            self._routes.setdefault(_shape(visit.scope["path"]), visit.route)
            self._metrics.answer("made")
            if keep:
                self._answers.put(tag, coding_for(visit.accept_encoding), Kept(headers, body))
            await _send(send, status, [*headers, self._caching(visit), *visit.headers], body)
            return
        if b"cache-control" not in said and visit.scope["path"].startswith("/v1/"):
            headers.append(_NOT_KEPT)
        await _send(send, status, [*headers, *own_headers, *visit.headers, *SECURITY], body)

    def _of_route(self, visit: Visit, inner: Scope) -> Headers:
        """Notes the route that answered; what its answers say of its own end, if it will go."""
        visit.route = str(inner.get("path_template") or "none")
        handler = inner.get("route_handler")
        leaving = handler.opt.get(DEPRECATED) if isinstance(handler, HTTPRouteHandler) else None
        return leaving.headers() if isinstance(leaving, Deprecation) else []

    async def _refuse(self, visit: Visit, send: Send, refused: Refused) -> None:
        content = msgspec.json.encode(told(visit.scope, refused.status, refused.detail))
        described = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(content)).encode()), _NOT_KEPT]
        await _send(send, refused.status.value, [*described, *refused.headers, *visit.headers, *SECURITY], content)


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _shape(path: str) -> str:
    """A path without its id: what has one shape goes to one route.

    >>> _shape("/v1/claims/c_0123456789abcdef/explanation")
    '/v1/claims/*/explanation'
    """
    parts = path.split("/")
    return "/".join([*parts[:3], *("*" for _ in parts[3:4]), *parts[4:]])


def _with_head(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """`Allow` in a fixed order, with HEAD wherever there is GET."""
    name, value = header
    if name.lower() != b"allow":
        return header
    methods = sorted(method.strip() for method in value.split(b","))
    return name, b", ".join([*methods, b"HEAD"] if b"GET" in methods else methods)
