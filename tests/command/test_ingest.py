"""`ingest` stores what can be read, names the rest with what is wrong, and says with its exit code which it was."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.command import credibly
from scoring.store import Store
from tests.containers.archives import bomb, page, zipped

GOOD = "The bridge was closed on Monday, the mayor said.\n"


def _ingest(data: Path, *arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(credibly, ["--data", str(data), "ingest", *map(str, arguments)], input=stdin)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_good_documents_are_stored_and_the_next_step_is_named(inbox: Path, data: Path) -> None:
    result = _ingest(data, inbox)
    assert result.exit_code == 0, result.output
    assert "1 document stored, 0 failed, 1 claim" in result.stdout
    assert f"next: credibly --data {data} explain" in result.stdout


BAD = {
    "empty.txt": (b"", "empty file (0 bytes)"),
    "blank.txt": (b" \n\n ", "empty file"),
    "report.txt": (b"%PDF-1.7 stuff", "this is a PDF (starts with %PDF)"),
    "latin.txt": (b"The caf\xe9 was closed.", "invalid UTF-8 at byte 7 (0xE9)"),
    "line.txt": (b"a" * 1_000_001, "a line of 1,000,001 characters"),
    "huge.txt": (b"a" * 20_000_001, "too large: more than 20,000,000 bytes"),
    "caption.txt": (b"Weather 21 C\n", "no sentence"),
    "data.txt": (b"\x00\x01\x02", "binary data"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_named_and_the_others_are_stored(inbox: Path, data: Path, name: str) -> None:
    content, why = BAD[name]
    (inbox / name).write_bytes(content)
    result = _ingest(data, inbox)
    assert result.exit_code == 1
    assert f"failed   {inbox / name}: {why}" in result.stdout
    assert "1 document stored, 1 failed" in result.stdout
    assert "Traceback" not in result.output


@pytest.mark.parametrize("others", [True, False])
def test_a_missing_file_is_a_failed_document_not_wrong_use(inbox: Path, data: Path, others: bool) -> None:
    result = _ingest(data, *([inbox / "good.txt"] if others else []), inbox / "gone.txt")
    assert result.exit_code == 1
    assert "gone.txt: no such file" in result.stdout


def test_a_folder_without_documents_is_named(inbox: Path, data: Path) -> None:
    (inbox / "empty").mkdir()
    result = _ingest(data, inbox / "empty")
    assert result.exit_code == 1
    assert "no documents in this folder" in result.stdout


def test_a_folder_is_read_with_all_its_folders_hidden_files_apart(inbox: Path, data: Path) -> None:
    (inbox / "deep" / "er").mkdir(parents=True)
    (inbox / "deep" / "er" / "b.md").write_text(GOOD)
    (inbox / ".hidden.txt").write_text(GOOD)
    (inbox / "numbers.csv").write_text("a,b\n")
    result = _ingest(data, inbox)
    assert result.exit_code == 0
    assert "2 documents stored" in result.stdout
    assert "skipped" in result.stdout
    assert "numbers.csv" in result.stdout


def test_a_pattern_is_expanded_and_one_that_matches_nothing_is_named(inbox: Path, data: Path) -> None:
    assert "1 document stored, 0 failed" in _ingest(data, inbox / "*.txt").stdout
    assert "no file matches this pattern" in _ingest(data, inbox / "*.html").stdout


def test_what_is_neither_file_nor_folder_is_refused_without_waiting_for_it(inbox: Path, data: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    assert "pipe.txt: not a regular file" in _ingest(data, inbox).stdout


def test_a_file_name_that_is_no_text_is_no_obstacle(inbox: Path, data: Path) -> None:
    (inbox / os.fsdecode(b"caf\xe9.txt")).write_text(GOOD)
    result = _ingest(data, inbox)
    assert "2 documents stored, 0 failed" in result.stdout


def test_sources_csv_beside_the_files_says_who_published_them_and_the_command_line_says_it_louder(inbox: Path, data: Path) -> None:
    (inbox / "sources.csv").write_text("document_name,publisher,url\ngood.txt,Merrow Wire,https://wire.example/1\n")
    _ingest(data, inbox, "--url", "https://wire.example/2", "--published-at", "2031-05-04")
    with Store(data) as store:
        row = store._stored()[0].to_pylist()[0]
    assert (row["publisher"], row["url"], row["published_at"].isoformat()) == (
        "Merrow Wire",
        "https://wire.example/2",
        "2031-05-04T00:00:00+00:00",
    )


def test_json_tells_of_each_document(inbox: Path, data: Path) -> None:
    (inbox / "empty.txt").write_text("")
    told = json.loads(_ingest(data, inbox, "--json").stdout)
    assert {document["document_name"]: document["state"] for document in told["documents"]} == {"good.txt": "stored", "empty.txt": "failed"}
    assert told["snapshot"]["claims"] == 1


def test_storing_twice_says_so_and_gives_the_same_snapshot(inbox: Path, data: Path) -> None:
    first, second = (json.loads(_ingest(data, inbox, "--json").stdout) for _ in range(2))
    assert second["already_stored"] == 1
    assert second["snapshot"] == first["snapshot"]


def test_a_removed_document_is_gone_from_the_next_snapshot(inbox: Path, data: Path) -> None:
    _ingest(data, inbox)
    result = CliRunner().invoke(credibly, ["--data", str(data), "remove", "good.txt"])
    assert result.exit_code == 0
    assert "0 claims in 0 documents" in result.stdout
    assert "no document named good.txt" in CliRunner().invoke(credibly, ["--data", str(data), "remove", "good.txt"]).stderr


@pytest.mark.parametrize("arguments", [[], ["--nonsense"], ["--published-at", "soon", "x"], ["--structured"]])
def test_wrong_use_is_exit_code_2(data: Path, arguments: list[str]) -> None:
    assert _ingest(data, *arguments).exit_code == 2
    assert not data.exists()


def test_a_folder_that_another_writer_has_is_refused_in_one_line(inbox: Path, data: Path) -> None:
    with Store(data):
        result = _ingest(data, inbox)
    assert result.exit_code == 1
    assert result.stderr.startswith("credibly: another process is writing")
    assert result.stderr.count("\n") == 1


RECORD = {"id": "a", "text": GOOD, "publisher": "Merrow Wire", "url": "https://wire.example/1", "date": "2031-05-04"}
LINES = b"".join(json.dumps({**RECORD, "id": name}).encode() + b"\n" for name in "ab")
MAIL = b"From: Edda Krull <edda@a.example>\nDate: Sun, 04 May 2031 21:40:00 +0200\nMIME-Version: 1.0\n\n" + GOOD.encode()
PAGE = b"<!DOCTYPE html><p>" + GOOD.encode()

INPUTS = {
    "note.txt": (GOOD.encode(), 1),
    "note.md.gz": (gzip.compress(GOOD.encode()), 1),
    "article.json": (json.dumps(RECORD, indent=1).encode(), 1),
    "news.jsonl": (LINES, 2),
    "news.ndjson.gz": (gzip.compress(LINES), 2),
    "crawl.warc.gz": (zipped(page(PAGE), page(PAGE, "https://wire.example/2")), 2),
    "crawl.warc": (page(PAGE), 1),
    "ferry.eml": (MAIL, 1),
    "box.mbox": (b"From edda@a.example Sun May  4 21:40:00 2031\n" + MAIL, 1),
}


@pytest.mark.parametrize("name", INPUTS)
def test_a_folder_is_read_whatever_formats_it_holds(inbox: Path, data: Path, name: str) -> None:
    content, documents = INPUTS[name]
    (inbox / name).write_bytes(content)
    result = _ingest(data, inbox)
    assert result.exit_code == 0, result.stdout
    assert f"{documents + 1} documents stored, 0 failed" in result.stdout


@pytest.mark.parametrize("name", INPUTS)
def test_standard_input_is_read_whatever_format_it_has(data: Path, name: str) -> None:
    content, documents = INPUTS[name]
    result = _ingest(data, "-", stdin=content)
    assert f"{documents} document{'s' * (documents > 1)} stored, 0 failed" in result.stdout


@pytest.mark.parametrize("name", INPUTS)
def test_a_file_of_any_name_is_told_by_its_content(inbox: Path, data: Path, name: str) -> None:
    content, documents = INPUTS[name]
    (inbox / "download.dat").write_bytes(content)
    result = _ingest(data, inbox / "download.dat")
    assert f"{documents} document{'s' * (documents > 1)} stored, 0 failed" in result.stdout


def test_what_a_record_says_is_stored_and_the_senders_table_and_the_command_line_go_before_it(inbox: Path, data: Path) -> None:
    (inbox / "news.jsonl").write_bytes(LINES)
    (inbox / "sources.csv").write_text("document_name,publisher,author\nb,Orlesse Herald,\nnews.jsonl,,Edda Krull\n")
    _ingest(data, inbox / "news.jsonl", "--published-at", "2031-06-01")
    with Store(data) as store:
        rows = {row["document_name"]: row for row in store._stored()[0].to_pylist()}
    assert [(rows[name]["publisher"], rows[name]["publisher_said_by"]) for name in "ab"] == [
        ("Merrow Wire", "sender"),
        ("Orlesse Herald", "sender"),
    ]
    assert {(row["author"], row["url"], row["published_at"].isoformat()) for row in rows.values()} == {
        ("Edda Krull", "https://wire.example/1", "2031-06-01T00:00:00+00:00")
    }


def test_a_bad_record_is_named_with_its_place_and_the_others_are_stored(inbox: Path, data: Path) -> None:
    (inbox / "news.jsonl").write_bytes(LINES + b"{broken\n" + b'{"id": "c"}\n')
    result = _ingest(data, inbox)
    assert result.exit_code == 1
    assert f"failed   {inbox / 'news.jsonl'}: line 3: not JSON in UTF-8" in result.stdout
    assert f"failed   {inbox / 'news.jsonl'}: line 4: a record without a document" in result.stdout
    assert "3 documents stored, 2 failed" in result.stdout


def test_a_line_of_fifty_megabytes_costs_itself_only(inbox: Path, data: Path) -> None:
    (inbox / "news.jsonl").write_bytes(b'{"id": "x", "text": "' + b"word " * 10_000_000 + b'"}\n' + LINES)
    result = _ingest(data, inbox)
    assert f"{inbox / 'news.jsonl'}: line 1: too large: more than 20,000,000 bytes" in result.stdout
    assert "3 documents stored, 1 failed" in result.stdout


def test_a_bomb_is_named_with_its_limit_and_the_others_are_stored(inbox: Path, data: Path) -> None:
    (inbox / "bomb.warc.gz").write_bytes(bomb())
    (inbox / "crawl.warc.gz").write_bytes(zipped(page(PAGE), page(bomb(), content_encoding="gzip"), page(PAGE, "https://wire.example/2")))
    result = _ingest(data, inbox)
    assert "bomb.warc.gz: its gzip data grows to more than 200 times its size" in result.stdout
    assert "crawl.warc.gz: record 2 (https://wire.example/1): its gzip data grows" in result.stdout
    assert "3 documents stored, 2 failed" in result.stdout


def test_records_that_are_no_documents_are_told_as_skipped_and_are_no_failure(inbox: Path, data: Path) -> None:
    (inbox / "crawl.warc").write_bytes(page(PAGE) + page(b"\x89PNG", content_type="image/png"))
    result = _ingest(data, inbox)
    assert result.exit_code == 0
    assert f"skipped  {inbox / 'crawl.warc'}: 1 record without text or HTML" in result.stdout


def test_of_a_thousand_and_more_bad_records_only_the_number_is_told(inbox: Path, data: Path) -> None:
    (inbox / "news.jsonl").write_bytes(b"[]\n" * 1_500 + LINES)
    result = _ingest(data, inbox)
    assert "line 1000: no JSON object" in result.stdout
    assert "line 1001: no JSON object" not in result.stdout
    assert f"failed   {inbox / 'news.jsonl'}: 500 more records cannot be read" in result.stdout
    assert "3 documents stored" in result.stdout


def test_an_archive_that_comes_twice_is_stored_already(inbox: Path, data: Path) -> None:
    (inbox / "news.jsonl").write_bytes(LINES)
    first, second = (json.loads(_ingest(data, inbox, "--json").stdout) for _ in range(2))
    assert (first["stored"], second["already_stored"]) == (3, 3)
    assert second["snapshot"] == first["snapshot"]


def test_what_came_in_archives_is_rebuilt_from_the_log(inbox: Path, data: Path) -> None:
    for name in ("news.jsonl", "crawl.warc.gz", "ferry.eml"):
        (inbox / name).write_bytes(INPUTS[name][0])
    before = json.loads(_ingest(data, inbox, "--json").stdout)["snapshot"]
    (data / "working.duckdb").unlink()
    with Store(data) as store:
        assert store.publish().snapshot_id == before["snapshot_id"]


def test_an_empty_file_of_lines_is_named(inbox: Path, data: Path) -> None:
    (inbox / "news.jsonl").write_text("")
    assert f"failed   {inbox / 'news.jsonl'}: no documents in it" in _ingest(data, inbox).stdout
