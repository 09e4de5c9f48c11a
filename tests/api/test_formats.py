"""Rows as files: the same rows in every format, by `format` or by Accept; and every address of the cookbook works."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import httpx
import msgspec
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.database import connect
from scoring.errors import DamagedData
from scoring.model import Received
from scoring.snapshots import Snapshot, Snapshots
from scoring.store import Store
from tests.api.conftest import Serving

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"

MEDIA_TYPES = {
    "json": "application/json",
    "array": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.file",
    "parquet": "application/vnd.apache.parquet",
}


def read(form: str, body: bytes) -> list[dict[str, Any]]:
    if form == "ndjson":
        return [json.loads(line) for line in body.splitlines()]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(body.decode(), newline="")))
    if form == "arrow":
        with pa.ipc.open_file(body) as file:
            return file.read_all().to_pylist()
    if form == "parquet":
        return pq.read_table(io.BytesIO(body)).to_pylist()
    return json.loads(body)


def cell(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize("form", ["array", "ndjson", "arrow", "parquet", "csv"])
@pytest.mark.parametrize(
    "path", ["/v1/claims?filter=score:>0.3&select=claim_id,text,score,checkable&limit=40", "/v1/claims?group_by=section,kind&limit=100"]
)
def test_every_format_holds_the_rows_of_the_envelope(client: httpx.Client, form: str, path: str) -> None:
    envelope = client.get(path).raise_for_status().json()
    expected = envelope.get("claims") or envelope["groups"]
    answer = client.get(f"{path}&format={form}").raise_for_status()
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    found = read(form, answer.content)
    if form == "csv":
        assert found == [{name: cell(value) for name, value in row.items()} for row in expected]
    else:
        assert found == expected


@pytest.mark.parametrize(("form", "accept"), [(form, kind.partition(";")[0]) for form, kind in MEDIA_TYPES.items() if form != "array"])
def test_accept_names_a_format_as_well(client: httpx.Client, form: str, accept: str) -> None:
    asked = client.get("/v1/sources?limit=3", headers={"Accept": f"image/png, {accept};q=0.9, */*;q=0.1"}).raise_for_status()
    assert asked.headers["content-type"] == MEDIA_TYPES[form]
    assert "Accept" in asked.headers["vary"]


def test_pages_of_every_format_lead_on_by_the_header_link(client: httpx.Client) -> None:
    whole = client.get("/v1/claims?format=array&limit=10000&filter=section:main").json()
    found, path = [], "/v1/claims?format=array&limit=30&filter=section:main"
    while path:
        answer = client.get(path).raise_for_status()
        found += answer.json()
        link = answer.headers.get("link")
        path = link[1 : link.index(">")] if link else ""
    assert found == whole


def test_no_cell_of_a_table_is_a_formula(serving: Serving, tmp_path: Path) -> None:
    with Store(tmp_path / "data") as store:
        store.ingest([Received(document_name="=HYPERLINK(1)", content=b"The port of Quill took in 20 ships.", publisher="@SUM(1)")])
        store.publish()
    with serving(tmp_path / "data", tmp_path / "log") as address:
        answer = httpx.get(f"{address}/v1/documents?format=csv").raise_for_status()
        [row] = read("csv", answer.content)
        assert (row["document_name"], row["publisher"]) == ("'=HYPERLINK(1)", "'@SUM(1)")
        assert httpx.get(f"{address}/v1/documents?format=array").json()[0]["document_name"] == "=HYPERLINK(1)"


def addresses() -> list[str]:
    """Every address of the documentation that a GET may ask for."""
    written = DOCS.read_text(encoding="utf-8")
    found = re.findall(r"http://127\.0\.0\.1:8000(/v1/[^\s'\"`)]+)", written)
    return [one for one in dict.fromkeys(found) if "query" not in one and one[4:] != "score"]


@pytest.mark.parametrize("path", addresses())
def test_every_address_of_the_documentation_is_answered(client: httpx.Client, path: str) -> None:
    answer = client.post(path, json={"text": "Exports fell."}) if path == "/v1/score" else client.get(path)
    assert answer.raise_for_status().content


def test_other_tools_read_what_they_are_given(client: httpx.Client, tmp_path: Path) -> None:
    whole = client.get("/v1/claims?format=array&limit=10000").json()
    for name, form in (("claims.json", "array"), ("claims.csv", "csv"), ("claims.parquet", "parquet"), ("claims.arrow", "arrow")):
        (tmp_path / name).write_bytes(client.get(f"/v1/claims?format={form}&limit=10000").raise_for_status().content)
    with connect(files=True) as con:
        readers = {"claims.json": con.read_json, "claims.csv": con.read_csv, "claims.parquet": con.read_parquet}
        for name, reader in readers.items():
            relation = reader(str(tmp_path / name))
            assert [row[0] for row in relation.select("claim_id").fetchall()] == [row["claim_id"] for row in whole]
    assert pl.read_ipc(tmp_path / "claims.arrow")["score"].to_list() == [row["score"] for row in whole]


def test_a_long_question_goes_into_a_body(client: httpx.Client) -> None:
    known = client.get("/v1/claims?limit=10000").json()["claims"]
    asked = {"ids": [claim["claim_id"] for claim in known], "filter": "section:main|quote", "sort": "score:desc", "limit": 5}
    first = client.post("/v1/claims/query", json=asked).raise_for_status().json()
    assert first["claims"] == client.get("/v1/claims?section=main,quote&sort=score:desc&limit=5").json()["claims"]
    second = client.post("/v1/claims/query", json={**asked, "cursor": first["next_cursor"]}).raise_for_status().json()
    assert not {row["claim_id"] for row in first["claims"]} & {row["claim_id"] for row in second["claims"]}
    assert client.post("/v1/claims/query", json={"format": "csv"}).headers["content-type"].startswith("text/csv")
    assert client.post("/v1/claims/query", json={"sektion": "main"}).status_code == 400


def test_short_filters_take_several_values_with_commas(client: httpx.Client) -> None:
    def ids(query: str) -> list[str]:
        return [row["claim_id"] for row in client.get(f"/v1/claims?limit=10000&{query}").raise_for_status().json()["claims"]]

    assert ids("section=main,quote") == ids("filter=section:main|quote")
    assert ids("document=b5-ministry-statement.txt,none") == ids("filter=document:b5-ministry-statement.txt")
    assert ids("source=Lenn Valley Post,Merrow Wire") == ids("filter=said_by:Merrow Wire|Lenn Valley Post") != []
    assert ids("kind=fact,opinion&rated=true") == ids("filter=kind:fact|opinion,score:!null")


def test_a_claim_is_looked_up_as_the_tables_have_it(client: httpx.Client, data: Path) -> None:
    snapshot = Snapshots(data).current()
    for claim_id in (row["claim_id"] for row in client.get("/v1/claims?format=array&select=claim_id&limit=10000").json()):
        assert snapshot.looked_up(claim_id) == msgspec.json.encode(snapshot.claim(claim_id))
    assert client.get(f"/v1/claims/{claim_id}").content == snapshot.looked_up(claim_id)


def test_without_a_row_store_claims_are_looked_up_in_the_tables(data: Path, tmp_path: Path) -> None:
    older = tmp_path / "snapshot"
    shutil.copytree(Snapshots(data).current().folder, older)
    (older / "lookups.sqlite").unlink()
    snapshot = Snapshot(older)
    assert snapshot.looked_up("c_0000000000000000") is None
    (older / "lookups.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(DamagedData, match="publish again"):
        Snapshot(older)


def test_what_would_change_a_score_is_told_when_it_is_asked_for(client: httpx.Client) -> None:
    [claim] = client.get("/v1/claims?rated=true&limit=1").json()["claims"]
    address = f"/v1/claims/{claim['claim_id']}/explanation"
    assert client.get(address).json()["flip"] is None
    asked = client.get(f"{address}?flip=true").json()
    assert asked["flip"]["word"] == claim["icd203"]
    assert {**asked, "flip": None} == client.get(f"{address}?flip=false").json()
