"""An export can be had in other formats, without texts and in parts; it is whole or has no manifest, and every change to it is found."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
from pathlib import Path
from typing import get_args

import duckdb
import msgspec
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus import CORPUS, received

from scoring.database import connect, create_tables
from scoring.files import schema_id, statements
from scoring.snapshots import ClaimFilter
from scoring.store import Store, exports, publication
from scoring.store.exports import Choice, export
from scoring.store.manifests import MANIFEST, read_manifest
from scoring.store.tables import TEXTS, Format, references
from scoring.store.verification import verify

THOROUGH = int(os.environ.get("CREDIBLY_TEST_THOROUGH", "1"))
"""10 interrupts exports 200 times and changes files 1,000 times, which takes two or three minutes."""

FORMATS = get_args(Format.__value__ if hasattr(Format, "__value__") else Format)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_verifies_and_is_the_same_bytes_each_time(published: Path, tmp_path: Path, form: Format) -> None:
    for name in ("one", "two"):
        export(published, tmp_path / name, Choice(format=form))
    assert verify(tmp_path / "one").problems == []
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_every_format_holds_the_same_scores_to_the_digit(published: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        export(published, tmp_path / form, Choice(format=form))
    with duckdb.connect() as con:
        query = "select claim_id, score, bits::decimal(18, 7) from {} order by 1"
        parquet = con.execute(query.format(f"'{tmp_path}/parquet/claims.parquet'")).fetchall()
        of_csv = con.execute(query.format(f"read_csv('{tmp_path}/csv/claims.csv')")).fetchall()
        of_json = con.execute(query.format(f"'{tmp_path}/ndjson/claims.ndjson'")).fetchall()
    with pa.memory_map(str(tmp_path / "arrow" / "claims.arrow")) as source:
        arrow = pa.ipc.open_file(source).read_all()
    of_arrow = list(zip(*(arrow[name].to_pylist() for name in ("claim_id", "score", "bits")), strict=True))
    assert len(parquet) > 5
    assert parquet == of_csv == of_json == of_arrow


def test_a_file_tells_what_its_columns_mean(exported: Path) -> None:
    told = pq.read_metadata(exported / "claims.parquet").metadata
    assert told[b"schema_id"].decode() == schema_id() == read_manifest(exported / MANIFEST).schema_id
    assert json.loads(told[b"columns"])["score"].startswith("0 to 1: how well it is supported")


def test_without_text_no_sentence_leaves(published: Path, tmp_path: Path) -> None:
    manifest = export(published, tmp_path / "out", Choice(text=False, format="ndjson"))
    assert manifest.left_out == list(TEXTS)
    whole = b"".join(_bytes(tmp_path / "out").values()).decode()
    assert "passengers waited on the quay" not in whole.casefold()
    assert "we shall not pay" not in whole.casefold()
    assert verify(tmp_path / "out").problems == []


def test_the_columns_left_out_exist(published: Path) -> None:
    with connect() as con:
        create_tables(con)
        columns = {f"{table}.{column}" for table, column in con.execute("select table_name, column_name from duckdb_columns()").fetchall()}
    assert set(TEXTS) <= columns


def test_a_filter_leaves_what_belongs_to_the_claims_that_pass(published: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = export(published, out, Choice(claims=ClaimFilter(section="quote")))
    assert manifest.filters == {"section": "quote"}
    assert set(pl.read_parquet(out / "claims.parquet")["section"]) == {"quote"}
    assert pl.read_parquet(out / "documents.parquet")["document_name"].to_list() == ["notes.md"]
    assert verify(out).problems == []


@pytest.mark.parametrize(
    "asked", [ClaimFilter(min_score=0.5), ClaimFilter(text="ferry"), ClaimFilter(rated=False), ClaimFilter(source="nobody")]
)
def test_no_reference_of_a_filtered_export_leads_nowhere(published: Path, tmp_path: Path, asked: ClaimFilter) -> None:
    export(published, tmp_path / "out", Choice(claims=asked))
    assert verify(tmp_path / "out").problems == []


def test_a_reference_that_leads_nowhere_is_found(published: Path, tmp_path: Path) -> None:
    with connect() as con:
        create_tables(con)
        found = {(one.table, one.columns, one.parent) for one in references(con)}
    assert {
        ("claims", ("document_id",), "documents"),
        ("links", ("other_claim_id",), "claims"),
        ("contributions", ("rule_id",), "rules"),
    } <= found


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    hostile = [
        "=1+1 said the clerk.",
        "+41 is the number of Astrel.",
        "-2 degrees were measured in Astrel.",
        "@harbour said so on Monday.",
        "＝1+1 was it.",
    ]
    with Store(tmp_path / "data") as store:
        store.ingest([received(f"{start}.txt", "\n\n".join(hostile), publisher=f"={start}") for start in ("=cmd|' /C calc'!A0", "@x")])
        store.publish()
    export(tmp_path / "data", tmp_path / "out", Choice(format="csv"))
    texts = 0
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for name, cell in row.items():
                    number = cell.replace(".", "", 1).lstrip("-").isdigit()
                    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")), (path.name, name, cell)
                    texts += cell.startswith("'")
    assert texts > 5


def test_every_change_is_found_and_the_file_is_named(published: Path, exported: Path, tmp_path: Path) -> None:
    """Bits, bytes, swapped words, truncations and copies of another export's files, in every file and the manifest."""
    with Store(tmp_path / "other") as store:
        store.ingest(CORPUS[:2])
        store.publish()
    export(tmp_path / "other", tmp_path / "stale")
    out = shutil.copytree(exported, tmp_path / "out")
    chance = random.Random(20310505)
    paths = sorted(out.iterdir())
    changed = 0
    while changed < 100 * THOROUGH:
        path = chance.choice(paths)
        before = path.read_bytes()
        after = _changed(before, (tmp_path / "stale" / path.name).read_bytes(), chance)
        if after == before:
            continue
        path.write_bytes(after)
        named = {Path(problem.file).name for problem in verify(out).problems}
        assert path.name in named, (path.name, changed)
        path.write_bytes(before)
        changed += 1
    assert verify(out).problems == []


def _changed(content: bytes, stale: bytes, chance: random.Random) -> bytes:
    held = bytearray(content)
    at = chance.randrange(len(held))
    match chance.choice(("bit", "byte", "swap", "truncate", "stale")):
        case "bit":
            held[at] ^= 1 << chance.randrange(8)
        case "byte":
            held[at] = chance.randrange(256)
        case "swap":
            one, two = (8 * (chance.randrange(len(held)) // 8) for _ in range(2))
            held[one : one + 8], held[two : two + 8] = held[two : two + 8], held[one : one + 8]
        case "truncate":
            del held[at:]
        case "stale":
            return stale
    return bytes(held)


class _Interrupted(BaseException):
    """What a kill does, at a place of our choosing: nothing after it runs but the next command."""


@pytest.mark.parametrize("choice", [Choice(), Choice(format="csv", text=False)], ids=["copied", "written"])
def test_an_interrupted_export_has_no_manifest_and_is_completed_by_the_same_command(
    published: Path, exported: Path, tmp_path: Path, choice: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a random step to disk the export stops, over an earlier export or none; then it is run again."""
    export(published, tmp_path / "whole", choice)
    whole = _bytes(tmp_path / "whole")
    chance = random.Random(5)
    sync = exports.sync
    for attempt in range(10 * THOROUGH):
        out = tmp_path / str(attempt)
        if attempt % 2:
            shutil.copytree(exported, out)
        left = chance.randrange(1, 60)

        def counted(path: Path) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise _Interrupted
            sync(path)

        for module in (exports, publication):
            monkeypatch.setattr(module, "sync", counted)
        try:
            export(published, out, choice)
        except _Interrupted:
            if (out / MANIFEST).is_file():
                manifest = read_manifest(out / MANIFEST)
                assert [problem for problem in verify(out).problems if ".incoming" not in problem.file] == []
                assert manifest.filters == {}
        for module in (exports, publication):
            monkeypatch.setattr(module, "sync", sync)
        export(published, out, choice)
        assert _bytes(out) == whole
        shutil.rmtree(out)


def test_what_was_finished_before_an_interruption_is_not_written_again(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    write = exports.write

    def counted(con: duckdb.DuckDBPyConnection, table: str, *rest: object, **named: object) -> int:
        if len(made) == 5:
            raise _Interrupted
        made.append(table)
        return write(con, table, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "write", counted)
    with pytest.raises(_Interrupted):
        export(published, tmp_path / "out", Choice(format="csv"))
    monkeypatch.setattr(exports, "write", lambda con, table, *rest, **named: (made.append(table), write(con, table, *rest, **named))[1])
    export(published, tmp_path / "out", Choice(format="csv"))
    assert sorted(made) == sorted(statements("schema"))


def test_another_export_is_not_mixed_with_an_interrupted_one(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"

    def stopped(*_: object) -> None:
        raise _Interrupted

    monkeypatch.setattr(exports, "_move_in", stopped)
    with pytest.raises(_Interrupted):
        export(published, out, Choice(format="csv"))
    monkeypatch.undo()
    export(published, out)
    assert {path.suffix for path in out.iterdir()} == {".parquet", ".json"}
    assert verify(out).problems == []


def test_the_manifest_names_what_took_the_documents_apart_and_the_licence(published: Path, tmp_path: Path) -> None:
    manifest = export(published, tmp_path / "out", Choice(licence="CC-BY-4.0"))
    assert set(manifest.parsers) == {"selectolax", "markdown-it-py"}
    assert (manifest.licence, manifest.failed_documents) == ("CC-BY-4.0", 1)
    assert msgspec.json.decode((tmp_path / "out" / MANIFEST).read_bytes())["digest"] == manifest.digest
