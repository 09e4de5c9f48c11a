"""Exports: the snapshot's own Parquet files, whole and in parts, and nothing else."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest


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
        assert answer.headers["content-type"] == "application/vnd.apache.parquet"
        assert len(answer.content) == file["bytes"] == int(answer.headers["content-length"])
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert pq.read_table(io.BytesIO(answer.content)).num_rows == file["rows"]


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


@pytest.mark.parametrize(
    "name",
    [
        "serve.duckdb",
        "manifest.json",
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
