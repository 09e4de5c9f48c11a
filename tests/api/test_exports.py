"""Exports: the kept snapshots' own files, whole and in ranges, what changed between them, parts that are asked for, and nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest

from scoring.model import Received
from scoring.store import Store
from scoring.store.exports import export
from scoring.store.verification import verify

Serving = Callable[[Path, Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def exports(client: httpx.Client) -> dict[str, Any]:
    listed: dict[str, Any] = client.get("/v1/exports").raise_for_status().json()
    return listed


@pytest.fixture(scope="module")
def claims(exports: dict[str, Any]) -> dict[str, Any]:
    return next(file for file in exports["files"] if file["table"] == "claims")


def test_every_file_is_what_the_manifest_says(client: httpx.Client, exports: dict[str, Any]) -> None:
    for file in exports["files"]:
        answer = client.get(file["url"]).raise_for_status()
        assert len(answer.content) == file["bytes"] == int(answer.headers["content-length"])
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"] == answer.headers["etag"].strip('"')
        if file["table"]:
            assert answer.headers["content-type"] == "application/vnd.apache.parquet"
            assert pq.read_table(io.BytesIO(answer.content)).num_rows == file["rows"]
        else:
            assert answer.headers["content-type"] == "application/json"


def test_what_is_downloaded_is_the_export_that_the_command_writes_to_the_byte_and_verifies(
    client: httpx.Client, exports: dict[str, Any], data: Path, tmp_path: Path
) -> None:
    (tmp_path / "got").mkdir()
    for file in exports["files"]:
        (tmp_path / "got" / file["file"]).write_bytes(client.get(file["url"]).raise_for_status().content)
    assert verify(tmp_path / "got").problems == []
    export(data, tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "got").iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}


def test_every_snapshot_that_is_kept_is_listed_with_files_that_can_be_had(grown: httpx.Client, two: list[str]) -> None:
    listed = grown.get("/v1/exports").raise_for_status().json()
    assert [one["snapshot_id"] for one in listed["snapshots"]] == sorted(two)
    assert listed["snapshot_id"] == two[-1]
    for one in listed["snapshots"]:
        assert one["snapshot_id"] != two[-1] or one["files"] == listed["files"]
        for file in one["files"]:
            assert len(grown.get(file["url"]).raise_for_status().content) == file["bytes"]


def test_incremental_pulls_give_each_change_once_and_lead_from_the_earlier_claims_to_the_later(grown: httpx.Client, two: list[str]) -> None:
    claims = {which: {row["claim_id"]: row for row in _table(grown, which, "claims")} for which in two}
    given: list[dict[str, Any]] = []
    cursor = None
    while True:
        asked = {"since": two[0], "limit": 3, **({"cursor": cursor} if cursor else {})}
        page = grown.get(f"/v1/exports/{two[1]}/changes", params=asked).raise_for_status().json()
        given += page["changes"]
        if (cursor := page["next_cursor"]) is None:
            break
    ids = [change["claim"]["claim_id"] for change in given]
    assert ids == sorted(set(ids))
    now = {claim_id: row["score"] for claim_id, row in claims[two[0]].items()}
    for change in given:
        now.pop(change["claim"]["claim_id"], None)
        if change["change"] != "removed":
            now[change["claim"]["claim_id"]] = change["claim"]["score"]
    assert now == {claim_id: row["score"] for claim_id, row in claims[two[1]].items()}
    assert {"added", "changed"} <= {change["change"] for change in given}


def test_who_keeps_a_propositions_id_finds_what_it_has_become(grown: httpx.Client, two: list[str]) -> None:
    told = grown.get(f"/v1/exports/{two[1]}/lineage", params={"since": two[0]}).raise_for_status().json()
    assert told["lineage"], "the documents of this test change no proposition: choose others"
    for row in told["lineage"]:
        assert grown.get(f"/v1/propositions/{row['later_proposition_id']}").is_success
    one = told["lineage"][0]["earlier_proposition_id"]
    asked = {"since": two[0], "proposition": one}
    assert grown.get(f"/v1/exports/{two[1]}/lineage", params=asked).json()["lineage"] == [
        row for row in told["lineage"] if one in (row["earlier_proposition_id"], row["later_proposition_id"])
    ]
    missing = grown.get("/v1/propositions/p_0123456789abcdef")
    assert missing.status_code == 404
    assert f"/v1/exports/{two[1]}/lineage" in missing.json()["detail"]


def test_changes_since_a_snapshot_that_is_not_kept_are_a_problem(grown: httpx.Client, two: list[str]) -> None:
    gone = "0123456789abcdef"
    assert grown.get(f"/v1/exports/{two[1]}/changes", params={"since": gone}).status_code == 404
    assert grown.get(f"/v1/exports/{two[1]}/changes").status_code == 400


@pytest.mark.parametrize("form", ["parquet", "csv", "ndjson", "arrow", "annotations", "claimreview", "stix", "prov"])
def test_a_part_that_is_asked_for_is_made_and_served_with_ranges_and_digests(client: httpx.Client, form: str, tmp_path: Path) -> None:
    body = {"format": form, "filters": {"section": "main", "min_score": 0.5}, "licence": "CC-BY-4.0"}
    answer = client.post("/v1/exports", json=body)
    assert answer.status_code == 202
    job = _made(client, answer.json())
    assert client.post("/v1/exports", json=body).json() == job
    for file in job["files"]:
        got = client.get(file["url"]).raise_for_status()
        assert hashlib.sha256(got.content).hexdigest() == file["sha256"] == got.headers["etag"].strip('"')
        if got.content:
            part = client.get(file["url"], headers={"Range": "bytes=0-5"})
            assert (part.status_code, part.content) == (206, got.content[:6])
        (tmp_path / file["file"]).write_bytes(got.content)
    assert verify(tmp_path).problems == []
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert (manifest["filters"], manifest["licence"]) == (body["filters"], "CC-BY-4.0")


@pytest.mark.parametrize(
    "body",
    [
        {"format": "excel"},
        {"filters": {"min_score": 2}},
        {"filters": {"secton": "main"}},
        {"filters": {"text": "a\u0000b"}},
        {"filters": {"text": "a" * 301}},
        {"format": "stix", "text": False},
        {"snapshot_id": "../.."},
        {"out": "/tmp"},
    ],
)
def test_a_part_that_cannot_be_meant_is_a_problem(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/v1/exports", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_a_part_of_a_snapshot_that_is_not_kept_is_unknown(client: httpx.Client) -> None:
    assert client.post("/v1/exports", json={"snapshot_id": "0123456789abcdef"}).status_code == 404
    assert client.get("/v1/exports/x_0123456789abcdef").status_code == 404
    assert client.get("/v1/exports/x_0123456789abcdef/claims.csv").status_code == 404


def _made(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while job["state"] in ("queued", "running"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
        job = client.get(job["url"]).raise_for_status().json()
    assert job["state"] == "done", job
    return job


def _table(client: httpx.Client, snapshot_id: str, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(client.get(f"/v1/exports/{snapshot_id}/{table}.parquet").content)).to_pylist()
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("grown") / "data"


@pytest.fixture(scope="module")
def two(folder: Path) -> list[str]:
    """The ids of two snapshots of a data folder, the later one current: an established publisher's claim leads the others now."""
    told = "The ferry line to Astrel was suspended on Monday, the Ministry of Waters of Orlesse said in a statement. Nobody waited."
    said = "The harbour office suspended the ferry line to Astrel on Monday, harbour master Ilse Varnow said."
    agency = Received(document_name="agency.txt", content=said.encode(), publisher="agency")
    courier = Received(document_name="courier.txt", content=told.encode(), publisher="Quillhaven Courier")
    with Store(folder) as store:
        store.ingest([agency])
        first = store.publish().snapshot_id
        store.ingest([courier])
        return [first, store.publish().snapshot_id]


@pytest.fixture(scope="module")
def grown(folder: Path, two: list[str], serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server over the data folder with the two snapshots."""
    with serving(folder, tmp_path_factory.mktemp("log") / "log") as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def test_the_export_holds_the_scores_that_are_served(client: httpx.Client, claims: dict[str, Any]) -> None:
    table = pq.read_table(io.BytesIO(client.get(claims["url"]).content)).to_pylist()
    served = client.get("/v1/claims", params={"limit": 1000}).json()["claims"]
    assert {row["claim_id"]: row["score"] for row in table} == {row["claim_id"]: row["score"] for row in served}


def test_a_part_of_a_file_can_be_asked_for(client: httpx.Client, claims: dict[str, Any]) -> None:
    whole, size = client.get(claims["url"]).content, claims["bytes"]
    for asked, start, stop in (
        ("0-3", 0, 4),
        ("-8", size - 8, size),
        (f"{size - 5}-", size - 5, size),
        (f"4-{size * 2}", 4, size),
        ("7-7", 7, 8),
    ):
        part = client.get(claims["url"], headers={"Range": f"bytes={asked}"})
        assert (part.status_code, part.content) == (206, whole[start:stop])
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"


def test_a_part_that_is_not_there_is_a_problem(client: httpx.Client, claims: dict[str, Any]) -> None:
    for asked in (f"{claims['bytes']}-", "-0", "5-2"):
        answer = client.get(claims["url"], headers={"Range": f"bytes={asked}"})
        assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{claims['bytes']}")
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=a-b", "lines=1-2", "bytes=", "bytes=" + "9" * 400 + "-"])
def test_a_range_that_means_nothing_gets_the_whole_file(client: httpx.Client, claims: dict[str, Any], asked: str) -> None:
    assert client.get(claims["url"], headers={"Range": asked}).status_code in (200, 416)


def test_an_unchanged_file_is_not_sent_again(client: httpx.Client, claims: dict[str, Any]) -> None:
    etag = client.head(claims["url"]).headers["etag"]
    assert etag == f'"{claims["sha256"]}"'
    for names in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        assert (client.get(claims["url"], headers={"If-None-Match": names}).status_code) == 304
    assert client.get(claims["url"], headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(claims["url"], headers={"Range": "bytes=0-3", "If-Range": '"other"'}).status_code == 200


def test_head_names_the_size_and_sends_nothing(client: httpx.Client, claims: dict[str, Any]) -> None:
    head = client.head(claims["url"])
    assert (head.status_code, head.content, int(head.headers["content-length"])) == (200, b"", claims["bytes"])
    part = client.head(claims["url"], headers={"Range": "bytes=0-"})  # so DuckDB-Wasm finds out whether it can read parts
    assert (part.status_code, part.content, int(part.headers["content-length"])) == (206, b"", claims["bytes"])


@pytest.mark.parametrize(
    "name",
    [
        "serve.duckdb",
        "schema.json",
        "nothing.parquet",
        "..%2Fmanifest.json",
        "..%2f..%2f..%2flog%2freceived.jsonl",
        "%2e%2e/CURRENT",
        "claims.parquet%00",
    ],
)
def test_nothing_but_the_listed_files_can_be_had(client: httpx.Client, exports: dict[str, Any], data: Path, name: str) -> None:
    answer = client.get(f"/v1/exports/{exports['snapshot_id']}/{name}")
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (data / "CURRENT").is_file()


def test_a_snapshot_that_is_not_kept_is_a_problem(client: httpx.Client) -> None:
    for snapshot in ("0123456789abcdef", "..", "%2e%2e", "snapshots"):
        assert client.get(f"/v1/exports/{snapshot}/claims.parquet").status_code in (400, 404)
