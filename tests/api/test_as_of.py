"""The API as of a time: what was known then, or how to publish it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from scoring.model import Received
from scoring.store import Store

TEXTS = (
    ("Merrow Wire", "The harbour office closed the Astrel bridge on Monday. Two divers looked at the ropes, said Ilse Varnow."),
    ("Orlesse Herald", "Engineers found cracks in both pillars. On Monday the harbour office closed the Astrel bridge."),
)


@pytest.fixture(scope="module")
def past(serving: Callable[[Path, Path], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server over two documents that came on two days, both published."""
    folder = tmp_path_factory.mktemp("past")
    with Store(folder / "data") as store:
        for day, (publisher, text) in enumerate(TEXTS, 1):
            document = Received(document_name=f"{day}.txt", content=text.encode(), publisher=publisher)
            store.ingest([document], received_at=datetime(2025, 3, day, 8, tzinfo=UTC))
            store.publish()
    with serving(folder / "data", folder / "log") as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.mark.parametrize("listing", ["claims", "documents", "sources", "propositions"])
def test_every_list_shows_what_was_there(past: httpx.Client, listing: str) -> None:
    then = past.get(f"/v1/{listing}", params={"as_of": "2025-03-01"}).raise_for_status().json()
    now = past.get(f"/v1/{listing}").raise_for_status().json()
    assert then["snapshot_id"] != now["snapshot_id"]
    assert then[listing] != now[listing]


@pytest.mark.parametrize(
    ("thing", "listing"), [("claim", "claims"), ("source", "sources"), ("proposition", "propositions"), ("document", "documents")]
)
def test_one_thing_is_shown_as_it_was(past: httpx.Client, thing: str, listing: str) -> None:
    then = past.get(f"/v1/{listing}", params={"as_of": "2025-03-01T12:00Z"}).json()
    address = f"/v1/{listing}/{then[listing][0][f'{thing}_id']}"
    shown = past.get(address, params={"as_of": "2025-03-01T12:00Z"}).raise_for_status().json()
    assert shown["snapshot_id"] == then["snapshot_id"] != past.get(address).raise_for_status().json()["snapshot_id"]


def test_what_came_later_is_not_known_then(past: httpx.Client) -> None:
    later, *_ = past.get("/v1/claims", params={"document": "2.txt"}).json()["claims"]
    assert past.get(f"/v1/claims/{later['claim_id']}", params={"as_of": "2025-03-01"}).status_code == 404


def test_the_history_and_the_explanations_as_of_its_moments_agree(past: httpx.Client) -> None:
    [claim] = past.get("/v1/claims", params={"document": "1.txt", "text": "bridge"}).json()["claims"]
    moments = past.get(f"/v1/claims/{claim['claim_id']}/history").raise_for_status().json()["moments"]
    for moment in moments:
        told = past.get(f"/v1/claims/{claim['claim_id']}/explanation", params={"as_of": moment["since"]}).raise_for_status().json()
        assert (told["score"], told["snapshot_id"]) == (moment["score"], moment["snapshot_id"])
    assert [line["rule_id"] for line in moments[1]["moved"]] == ["corroborated"]


def test_the_moments_that_can_be_named_follow_on_each_other(past: httpx.Client) -> None:
    moments = past.get("/v1/moments").raise_for_status().json()["moments"]
    assert [(moment["since"], moment["until"]) for moment in moments] == [
        ("2025-03-01T08:00:00Z", "2025-03-02T08:00:00Z"),
        ("2025-03-02T08:00:00Z", None),
    ]


@pytest.mark.parametrize(
    ("as_of", "status", "told"),
    [
        ("2025-02-28", 404, "the first document came at 2025-03-01T08:00:00Z"),
        ("9000-01-01", 404, "still to come"),
        ("2025-02-30", 400, "is no time"),
        ("yesterday", 400, "as_of"),
    ],
)
def test_a_time_that_cannot_be_answered_for_is_a_problem_that_says_why(past: httpx.Client, as_of: str, status: int, told: str) -> None:
    answer = past.get("/v1/claims", params={"as_of": as_of})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]


def test_a_page_as_of_a_time_goes_on_at_that_time(past: httpx.Client) -> None:
    first = past.get("/v1/sources", params={"as_of": "2025-03-02T09:00Z", "limit": 1}).json()
    rest = (
        past.get("/v1/sources", params={"as_of": "2025-03-02T09:00Z", "limit": 1, "cursor": first["next_cursor"]}).raise_for_status().json()
    )
    assert rest["snapshot_id"] == first["snapshot_id"]
    assert past.get("/v1/sources", params={"as_of": "2025-03-01", "cursor": first["next_cursor"]}).status_code == 400
