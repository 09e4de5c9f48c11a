"""The API is the one that tests/openapi.json pins: what it promises to programs changes only on purpose."""

from __future__ import annotations

from pathlib import Path

import msgspec

from api.openapi import document
from api.routes import HANDLERS

PINNED = Path(__file__).resolve().parents[1] / "openapi.json"


def test_the_api_is_the_one_that_is_pinned() -> None:
    described = msgspec.json.decode(msgspec.json.encode(document(HANDLERS)))
    assert described == msgspec.json.decode(PINNED.read_bytes()), "the API has changed; if that is meant: make openapi"
