"""The log: a line a request and a line a mishap, for people or as JSON, each with the id of its request. No query strings, no keys."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import UTC, datetime
from typing import Any, BinaryIO, Literal

import msgspec

FLUSHED_AFTER = 0.1
"""Seconds for which lines of requests are gathered before they are written."""


class Requests:
    """The lines of requests. They are written some at a time: one by one they would cost as much as an answer from memory."""

    def __init__(self, form: Literal["text", "json"], to: BinaryIO | None = None) -> None:
        self._json = form == "json"
        self._to = to or sys.stderr.buffer
        self._lines: list[bytes] = []

    def add(self, told: dict[str, Any]) -> None:
        """One request: request_id, method, path, route, status, milliseconds, bytes, and key, the name of the key if one was sent."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        if self._json:
            line = msgspec.json.encode({"time": at, "level": "info", "event": "request", **told})
        else:
            key = f" {told['key']}" if told["key"] else ""
            line = (
                f"{at} {told['method']} {told['path']} {told['status']} {told['milliseconds']} ms {told['bytes']} bytes "
                f"{told['request_id']}{key}"
            ).encode("utf-8", "replace")
        if not self._lines:
            asyncio.get_running_loop().call_later(FLUSHED_AFTER, self.flush)
        self._lines.append(line)

    def flush(self) -> None:
        lines, self._lines = self._lines, []
        if lines:
            self._to.write(b"\n".join([*lines, b""]))
            self._to.flush()


class JsonLines(logging.Formatter):
    """A record of the standard library's logging as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told = {"time": at, "level": record.levelname.lower(), "event": record.getMessage()}
        if request_id := getattr(record, "request_id", None):
            told["request_id"] = request_id
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return msgspec.json.encode(told).decode()


class TextLines(logging.Formatter):
    """The same for people."""

    def __init__(self) -> None:
        super().__init__("[%(levelname)s] %(message)s%(of_request)s")

    def format(self, record: logging.LogRecord) -> str:
        request_id = getattr(record, "request_id", None)
        record.of_request = f" (request {request_id})" if request_id else ""
        return super().format(record)


def configuration(form: Literal["text", "json"]) -> dict[str, Any]:
    """For `logging.config`: everything goes to standard error, as lines of one form."""
    formatter = "api.logs.JsonLines" if form == "json" else "api.logs.TextLines"
    handler = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "lines"}
    logger = {"handlers": ["console"], "level": "INFO", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "handlers": {"console": handler},
        "loggers": {"_granian": logger, "credibly": logger},
    }
