"""What the API refuses, and how: problem details that name what is wrong."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

Serving = Callable[[Path, Path], AbstractContextManager[str]]

CLAIM = "c_0123456789abcdef"

PLACE = "place"
"""The order in which claims come when nobody says another."""


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json"), response.text
    told: dict[str, Any] = response.json()
    assert set(told) == {"type", "title", "status", "detail", "instance"}
    assert told["status"] == status
    assert told["instance"] == f"urn:credibly:request:{response.headers['x-request-id']}"
    return told


@pytest.mark.parametrize("path", ["/nowhere", "/v1", "/v1/claim", "/v1/claims/c_0/explain", "/schema/../etc/passwd", "/v1/%00", "/é"])
def test_an_unknown_address_is_a_problem(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get(path).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", [f"/v1/claims/{CLAIM}", f"/v1/claims/{CLAIM}/explanation", "/v1/documents/d_0123456789abcdef"])
def test_an_unknown_id_is_named_in_the_problem(client: httpx.Client, path: str) -> None:
    assert path.split("/")[3] in problem(client.get(path), 404)["detail"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/claims?as_of=yesterday", "a day for its end in UTC"),
        ("/v1/claims?weights=prior", "corroborated:3"),
        ("/v1/claims?kind=facts", "prediction"),
        ("/v1/claims/c_0", "16 hex digits"),
    ],
)
def test_what_does_not_fit_is_told_in_words_and_not_by_a_pattern(client: httpx.Client, path: str, told: str) -> None:
    detail = problem(client.get(path), 400)["detail"]
    assert told in detail
    assert "regex" not in detail


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/v1/claims"), ("DELETE", "/"), ("PUT", "/health"), ("TRACE", "/v1/rules"), ("GET", "/v1/score")]
)
def test_a_wrong_method_is_told_which_are_right(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path)
    problem(response, 405)
    assert response.headers["allow"] == ("OPTIONS, POST" if path == "/v1/score" else "GET, OPTIONS, HEAD")


def test_options_names_every_method_of_an_address(client: httpx.Client) -> None:
    known = {"/v1/documents": "GET, OPTIONS, POST, HEAD", "/v1/claims": "GET, OPTIONS, HEAD", "/v1/score": "OPTIONS, POST"}
    for path, methods in known.items():
        assert client.options(path).headers["allow"] == methods


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("limt=5", "did you mean limit?"),
        ("min-score=0.5", "did you mean min_score?"),
        ("zzz=1", "known are document"),
        ("limit=5&limit=6", "limit is given twice"),
        ("limit=0", "limit"),
        ("limit=10001", "limit"),
        ("limit=5&per_page=5", "leave one out"),
        ("filter=sektion:main", "did you mean section?"),
        ("filter=publisher:x", "did you mean document.publisher?"),
        ("filter=section", "field:value"),
        ("filter=section:", "missing"),
        ("filter=section:nowhere", "it is one of boilerplate, comment"),
        ("filter=score:high", "takes a number"),
        ("filter=score:0.9-0.1", "upside down"),
        ("filter=start:1.5", "whole number"),
        ("filter=document.published_at:2031-13", "takes a time"),
        ("filter=score.search:a", "is no text"),
        ('filter=document:"a', "not closed"),
        ("filter=" + ",".join(["section:main"] * 51), "more than 50"),
        ("sort=scor", "did you mean score?"),
        ("sort=score:down", "no direction"),
        ("sort=score,score:desc", "named twice"),
        ("sort=start,stop,score,bits", "more than 3"),
        ("sort=said_by", "no field"),
        ("sort=relevance_score", "with search only"),
        ("select=claim_id,texts", "did you mean text?"),
        ("select=text,text", "named twice"),
        ("group_by=a,b,c,d", "more than 3"),
        ("group_by=section:day", "only times"),
        ("group_by=section&sort=score", "leave sort and select out"),
        ("search=!!!", "no word"),
        ("sample=0", "sample"),
        ("format=xml", "format"),
        ("order=highest&sort=score", "leave one out"),
        ("limit=99999999999999999999999999", "limit"),
        ("limit=five", "limit"),
        ("limit=1.5", "limit"),
        ("limit=", "limit"),
        ("rated=maybe", "rated"),
        ("rated=null", "rated"),
        ("section=nowhere", "section"),
        ("section=null", "section"),
        ("min_score=nan", "min_score"),
        ("min_score=inf", "min_score"),
        ("max_score=-0.1", "max_score"),
        ("proposition=p_1", "proposition"),
        ("text=", "text"),
        ("text=" + "x" * 301, "text"),
        ("text=a%00b", "text"),
        ("source=%00", "source"),
        ("cursor=%00", "cursor"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(client: httpx.Client, query: str, named: str) -> None:
    assert named in problem(client.get(f"/v1/claims?{query}"), 400)["detail"]


def test_an_address_without_parameters_takes_none(client: httpx.Client) -> None:
    assert "takes none" in problem(client.get("/v1/moments?limit=5"), 400)["detail"]


@pytest.mark.parametrize("text", ["%ED%A0%80", "%FF%FE", "%C3%28", "%F4%90%80%80", "%E2%80%AE", "😀"])
def test_bytes_that_are_no_text_find_nothing(client: httpx.Client, text: str) -> None:
    assert client.get(f"/v1/claims?text={text}").json()["claims"] == []


def broken_cursors() -> list[str]:
    def encoded(content: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    here = "0123456789abcdef"
    return [
        "x",
        "====",
        "é",
        "bm9wZQ",
        encoded([here, "claims", []]),
        encoded([here, "claims", [], PLACE]),
        encoded([here, "claims", ["five"], PLACE]),
        encoded([here, "claims", [True], PLACE]),
        encoded([here, "claims", [1 << 70], PLACE]),
        encoded([here, "claims", [None], PLACE]),
        encoded([here, "claims", ["high", 0], "score,place"]),
        encoded([here, "sources", [5, "s_0"], "claims:desc,source_id"]),
        encoded({"snapshot_id": here}),
        encoded([[[[]]]]),
        base64.urlsafe_b64encode(b"[" * 370).decode(),
    ]


@pytest.mark.parametrize("cursor", broken_cursors())
def test_a_broken_cursor_is_refused(client: httpx.Client, cursor: str) -> None:
    assert "cursor" in problem(client.get("/v1/claims", params={"cursor": cursor}), 400)["detail"]


@pytest.mark.parametrize("snapshot", ["0123456789abcdef", "../../etc", "", ".", "a" * 200])
def test_a_cursor_whose_snapshot_is_gone_is_told_so(client: httpx.Client, snapshot: str) -> None:
    content = json.dumps([snapshot, "claims", [0], PLACE]).encode()
    detail = problem(client.get("/v1/claims", params={"cursor": base64.urlsafe_b64encode(content).decode().rstrip("=")}), 410)["detail"]
    assert "start again" in detail


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"", "JSON body"),
        (b"{", "truncated"),
        (b"[]", "object"),
        (b"null", "object"),
        (b'"text"', "object"),
        (b"{}", "exactly one"),
        (b'{"text": "a", "html": "b"}', "exactly one"),
        (b'{"text": null}', "text"),
        (b'{"text": 5}', "text"),
        (b'{"text": ""}', "text"),
        (b'{"text": "a\\u0000b"}', "text"),
        (b'{"text": "\\ud800"}', ""),
        (b'{"text": "\xff"}', ""),
        (b'{"text": "a", "colour": "red"}', "colour"),
        (b'{"text": "a", "name": ""}', "name"),
        (b'{"text": ' + b"[" * 100_000, ""),
        (b'{"colour": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ""),
        (b"[" * 100_000 + b"]" * 100_000, ""),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, ""),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_body_that_does_not_fit_is_refused(client: httpx.Client, body: bytes, named: str) -> None:
    response = client.post("/v1/score", content=body, headers={"Content-Type": "application/json"})
    assert named in problem(response, 400)["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonx", "", "junk"])
def test_a_body_of_another_kind_is_refused(client: httpx.Client, kind: str) -> None:
    problem(client.post("/v1/score", content=b'{"text": "a"}', headers={"Content-Type": kind}), 415)


def test_a_body_in_json_may_name_its_charset(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert client.post("/v1/score", content=b'{"text": "Exports fell."}', headers=headers).status_code == 200


def test_a_body_over_a_megabyte_is_refused_also_when_it_comes_in_pieces(client: httpx.Client) -> None:
    problem(client.post("/v1/score", json={"text": "a" * 1_000_001}), 413)
    pieces = (b" " * 100_000 for _ in range(11))
    problem(client.post("/v1/score", content=pieces, headers={"Content-Type": "application/json"}), 413)


@pytest.mark.parametrize("path", ["/", "/schema", "/health", "/v1/claims?limit=3", "/v1/rules", "/schema/swagger-ui.css"])
def test_head_answers_like_get_without_the_body(client: httpx.Client, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["content-length"] == get.headers.get("content-length", head.headers["content-length"])


def test_head_of_what_is_not_there_is_404_without_a_body(client: httpx.Client) -> None:
    response = client.head("/nowhere")
    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize("path", ["/", "/schema", "/v1/claims", "/nowhere", "/v1/claims?limit=0", "/schema/openapi.json"])
def test_browsers_are_kept_from_guessing(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_mistake_of_the_server_shows_nothing_of_its_inside(serving: Serving, tmp_path: Path) -> None:
    snapshot = tmp_path / "data" / "snapshots" / "0123456789abcdef"
    with serving(tmp_path / "data", tmp_path / "log", "--accept-documents") as address:
        snapshot.mkdir(parents=True)
        (snapshot / "manifest.json").write_text("{}")
        (tmp_path / "data" / "CURRENT").write_text("0123456789abcdef\n")
        told = problem(httpx.get(f"{address}/v1/claims"), 500)
        assert "Traceback" not in str(told)
        assert str(tmp_path) not in str(told)
    assert "0123456789abcdef" in (tmp_path / "log").read_text()


def test_without_data_everything_but_health_says_that_nothing_is_published(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path / "none", tmp_path / "log", "--accept-documents") as address:
        for path in ("/v1/claims", f"/v1/claims/{CLAIM}", "/v1/exports", "/v1/rules"):
            response = httpx.get(address + path)
            assert "credibly ingest" in problem(response, 503)["detail"]
            assert int(response.headers["retry-after"]) > 0
        problem(httpx.post(f"{address}/v1/score", json={"text": "Exports fell."}), 503)
        health = httpx.get(f"{address}/health")
        assert (health.status_code, health.json()["status"]) == (200, "nothing published")
        assert httpx.get(f"{address}/schema").status_code == 200


def test_nonsense_on_the_socket_does_not_stop_the_server(server: str, client: httpx.Client) -> None:
    host, port = urlsplit(server).hostname, urlsplit(server).port
    for nonsense in (
        b"\0\0\0\0\r\n\r\n",
        b"GET /v1/claims HTTP/9.9\r\n\r\n",
        b"GET  \r\n\r\n",
        b"POST /v1/score HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
    ):
        with socket.create_connection((host, port), timeout=5) as raw:
            raw.sendall(nonsense)
    assert client.get("/health").status_code == 200
