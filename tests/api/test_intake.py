"""Documents sent to the API: accepted once, never lost, stored and published by a process of its own."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.access import FILE, add_key
from scoring import writer
from scoring.errors import Busy, OtherContent, UnknownThing
from scoring.model import Received
from scoring.queries.asking import question
from scoring.queries.fields import DOCUMENTS
from scoring.snapshots import Snapshots
from scoring.store import Store, spool
from scoring.store.spool import Running, Spool
from scoring.writer import MOST_TRIES, Writer

Serving = Callable[..., AbstractContextManager[str]]

HERE = Path(__file__).resolve().parents[2]


def document(number: int) -> Received:
    return Received(
        document_name=f"{number}.txt", content=f"The harbour took in {number + 100} ships on Monday.".encode(), publisher="Quay"
    )


@pytest.fixture(scope="module")
def taking(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client with a key that may write, of a server that takes documents into an empty folder."""
    folder = tmp_path_factory.mktemp("taking")
    key = add_key(folder / "data" / FILE, "crawler", ["write"])
    flags = ("--accept-documents", "--document-megabytes", "2")
    with (
        serving(folder / "data", folder / "log", *flags) as address,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client,
    ):
        yield client


def finished(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    deadline = time.monotonic() + 120
    while job["state"] not in ("done", "failed"):
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
        job = client.get(f"/v1/jobs/{job['job_id']}").raise_for_status().json()
    return job


def served(client: httpx.Client, document_id: str) -> httpx.Response:
    """A document, once the server has moved to the snapshot that has it."""
    deadline = time.monotonic() + 20
    while (found := client.get(f"/v1/documents/{document_id}")).status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def send(
    client: httpx.Client, content: bytes, kind: str = "text/plain", headers: dict[str, str] | None = None, **said: str
) -> httpx.Response:
    return client.post("/v1/documents", content=content, params=said, headers={"Content-Type": kind, **(headers or {})})


def test_a_document_that_is_sent_is_stored_and_served(taking: httpx.Client) -> None:
    sent = {
        "text": "The mill at Quill burned down on 3 May 2031.",
        "name": "mill.txt",
        "publisher": "Quay",
        "published_at": "2031-05-04T07:00:00Z",
    }
    answer = taking.post("/v1/documents", json=sent)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['job_id']}"
    job = finished(taking, answer.json())
    assert (job["stored"], job["failed"], job["error"]) == (1, 0, None)
    [stored] = job["documents"]
    told = served(taking, stored["document_id"]).json()["document"]
    assert (told["document_name"], told["publisher"], told["text"]) == ("mill.txt", "Quay", sent["text"])


def test_a_file_is_sent_as_it_is(taking: httpx.Client) -> None:
    page = b"<html><body><article><p>The bridge at Quill was closed on Tuesday.</p></article></body></html>"
    [stored] = finished(taking, send(taking, page, "text/html; charset=utf-8", name="bridge.html", publisher="Quay").json())["documents"]
    assert (stored["document_name"], stored["state"], stored["claims"]) == ("bridge.html", "stored", 1)


def test_a_text_in_another_charset_that_its_content_type_names_is_read(taking: httpx.Client) -> None:
    text = "The café in Astrel sold 40 cups on Monday."
    job = finished(taking, send(taking, text.encode("latin-1"), "text/plain; charset=ISO-8859-1", name="cafe.txt").json())
    assert served(taking, job["documents"][0]["document_id"]).json()["document"]["text"] == text


def test_many_documents_come_as_one_file_of_records(taking: httpx.Client) -> None:
    lines = b'{"id": "a", "text": "Exports fell by 3 percent."}\n{"id": "b", "text": "Imports rose by 5 percent."}\n[]\n'
    job = finished(taking, send(taking, lines, "application/x-ndjson", name="news.jsonl").json())
    assert (job["stored"], job["failed"]) == (2, 1)
    assert [one["document_name"] for one in job["documents"] if one["state"] == "failed"] == ["line 3"]


def test_what_cannot_be_read_is_told_with_the_reason(taking: httpx.Client) -> None:
    job = finished(taking, send(taking, bytes(range(256)) * 4, "application/octet-stream", name="odd.bin").json())
    assert (job["state"], job["stored"], job["failed"]) == ("done", 0, 1)
    assert job["documents"][0]["error"]


def test_the_same_content_again_is_the_same_job_and_changes_nothing(taking: httpx.Client) -> None:
    content = b"The council of Quill met for three hours."
    first = finished(taking, send(taking, content).json())
    served(taking, first["documents"][0]["document_id"])
    documents = taking.get("/v1/documents", params={"limit": 1000}).json()["documents"]
    again = finished(taking, send(taking, content).json())
    assert again["job_id"] == first["job_id"]
    assert again["documents"][0]["state"] == "already stored"
    assert taking.get("/v1/documents", params={"limit": 1000}).json()["documents"] == documents


def test_an_idempotency_key_gives_its_job_and_no_other(taking: httpx.Client) -> None:
    key = "upload-17"
    first = send(taking, b"The lock was opened at noon.", headers={"Idempotency-Key": key}).json()
    assert finished(taking, first)["documents"][0]["state"] == "stored"
    again = send(taking, b"The lock was opened at noon.", headers={"Idempotency-Key": key})
    assert (again.json()["job_id"], again.json()["state"], again.json()["documents"][0]["state"]) == (first["job_id"], "done", "stored")
    other = send(taking, b"The lock was opened at one.", headers={"Idempotency-Key": key})
    assert (other.status_code, other.headers["content-type"]) == (409, "application/problem+json")
    assert "new key" in other.json()["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "named"),
    [
        (b"", "text/plain", 400, "empty"),
        (b"{}", "application/json", 400, "exactly one"),
        (b'{"text": "a", "html": "b"}', "application/json", 400, "exactly one"),
        (b'{"text": "a", "published_at": "2031-05-04T21:40:00"}', "application/json", 400, "published_at"),
        (b'{"text": "a", "colour": "red"}', "application/json", 400, "colour"),
        (b'{"text": "\\ud800"}', "application/json", 400, ""),
        (b'{"text": ' + b"[" * 100_000, "application/json", 400, ""),
        (b"a", "image/png", 415, "text/html"),
        (b"a", "", 415, "text/html"),
        (b"a" * 2_000_001, "text/plain", 413, "2 MB"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_cannot_be_taken_is_refused_at_once(taking: httpx.Client, body: bytes, kind: str, status: int, named: str) -> None:
    answer = send(taking, body, kind)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert named in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/documents", "/v1/score"])
def test_a_compressed_body_is_refused_and_not_taken_for_a_text(taking: httpx.Client, path: str) -> None:
    kind = "text/html" if path == "/v1/documents" else "application/json"
    refused = taking.post(path, content=gzip.compress(b"<p>Exports fell.</p>"), headers={"Content-Type": kind, "Content-Encoding": "gzip"})
    assert (refused.status_code, refused.headers["accept-encoding"]) == (415, "identity")
    assert "gzip" in refused.json()["detail"]


def test_a_time_without_a_zone_and_an_odd_idempotency_key_are_refused(taking: httpx.Client) -> None:
    assert send(taking, b"a", published_at="2031-05-04").status_code == 400
    assert send(taking, b"a", published_at="2031-02-30T10:00Z").status_code == 400
    assert send(taking, b"a", key="x" * 201).status_code == 400


def test_a_server_that_takes_no_documents_says_so(data: Path, serving: Serving, tmp_path: Path) -> None:
    key = add_key(tmp_path / "keys.json", "crawler", ["write"])
    with serving(data, tmp_path / "log", "--keys-file", str(tmp_path / "keys.json")) as address:
        answer = httpx.post(
            f"{address}/v1/documents", content=b"a", headers={"Content-Type": "text/plain", "Authorization": f"Bearer {key}"}
        )
        assert answer.status_code == 403
        assert "--accept-documents" in answer.json()["detail"]
        assert httpx.get(f"{address}/v1/jobs/j_0123456789abcdef").status_code == 404
    assert not (data / "spool").exists()


def test_a_writer_that_is_killed_again_and_again_loses_nothing(serving: Serving, tmp_path: Path) -> None:
    data = tmp_path / "data"
    key = add_key(data / FILE, "crawler", ["write"])
    with (
        serving(data, tmp_path / "log", "--accept-documents") as address,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client,
    ):
        jobs = []
        for number in range(12):
            answer = client.post("/v1/documents", json={"text": document(number).content.decode(), "name": f"{number}.txt"})
            jobs.append(answer.raise_for_status().json())
            if number in (3, 7):
                for writer in writers_of(data):
                    os.kill(writer, signal.SIGKILL)
        done = [finished(client, job) for job in jobs]
    assert all(job["state"] == "done" and job["stored"] == 1 for job in done)
    names = {row["document_name"] for row in Snapshots(data).current().listed(question(DOCUMENTS), None, 1000).records()}
    assert names == {f"{number}.txt" for number in range(12)}
    assert "started again" in (tmp_path / "log").read_text()


def writers_of(data: Path) -> list[int]:
    """The process that writes to a folder, once it is there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for entry in Path("/proc").iterdir():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            except OSError:  # it has ended since
                continue
            if b"scoring.writer" in command and str(data).encode() in command:
                return [int(entry.name)]
        time.sleep(0.05)
    raise AssertionError("no writer runs")


def test_the_writer_ends_when_whoever_started_it_is_gone(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-m", "scoring.writer", str(tmp_path / "data")], cwd=HERE, stdin=subprocess.PIPE)
    assert writer.stdin
    writer.stdin.close()
    assert writer.wait(timeout=60) == 0


def test_jobs_that_wait_together_are_published_together(tmp_path: Path) -> None:
    held = Spool(tmp_path)
    jobs = [held.accept(document(number)) for number in range(5)]
    assert Writer(tmp_path).work() is True
    assert len({held.job(job.job_id).snapshot_id for job in jobs}) == 1
    assert Writer(tmp_path).work() is False
    assert len(list((tmp_path / "snapshots").iterdir())) == 1


def test_a_document_that_kills_the_writer_fails_alone(tmp_path: Path) -> None:
    held = Spool(tmp_path)
    deadly, good = held.accept(document(1)), held.accept(document(2))
    held.begin(Running(job_ids=[deadly.job_id, good.job_id], tries=1))
    for tries in range(1, MOST_TRIES + 1):  # as a writer leaves it that dies of it: first among two, then alone
        one_by_one = Writer(tmp_path)
        assert one_by_one._batch() == ([deadly.job_id], tries)
        held.begin(Running(job_ids=[deadly.job_id], tries=tries))
    successor = Writer(tmp_path)
    assert successor.work()
    assert successor.work()
    assert held.job(deadly.job_id).state == "failed"
    assert held.job(good.job_id).state == "done"


def test_what_a_writer_stored_before_it_died_is_published_by_the_next(tmp_path: Path) -> None:
    held = Spool(tmp_path)
    job = held.accept(document(1))
    held.begin(Running(job_ids=[job.job_id], tries=1))
    with Store(tmp_path) as store:
        store.ingest([document(1)])
    assert Writer(tmp_path).work()
    assert held.job(job.job_id).snapshot_id == Snapshots(tmp_path).current().manifest.snapshot_id


def test_records_that_cannot_be_read_are_all_counted_and_some_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_TOLD", 3)
    held = Spool(tmp_path)
    job = held.accept(Received(document_name="records", content=b'{"text": "The quay took in 40 ships on Monday."}\n' + b"{bad\n" * 7))
    Writer(tmp_path).work()
    done = held.job(job.job_id)
    assert (done.stored, done.failed, len(done.documents)) == (1, 7, 3)


def test_what_was_removed_can_be_sent_again(tmp_path: Path) -> None:
    held = Spool(tmp_path)
    job = held.accept(document(1))
    Writer(tmp_path).work()
    with Store(tmp_path) as store:
        store.remove("1.txt")
        store.publish()
    assert held.accept(document(1)).state == "queued"
    Writer(tmp_path).work()
    assert held.job(job.job_id).documents[0].state == "stored"


def test_many_may_accept_at_once(tmp_path: Path) -> None:
    held = Spool(tmp_path)

    def accept(number: int) -> str:
        try:
            return Spool(tmp_path).accept(document(number % 3), key="the same").job_id
        except OtherContent:
            return "refused"

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(accept, range(60)))
    assert len(set(told) - {"refused"}) == 1
    assert held.count() == 1


def test_documents_are_accepted_while_the_writer_takes_others_out(tmp_path: Path) -> None:
    held, jobs = Spool(tmp_path), tmp_path / "spool" / "jobs"
    for number in range(2_000):
        (jobs / f"j_{number:016x}").write_bytes(b"x")

    def take_out() -> None:
        for number in range(2_000):
            (jobs / f"j_{number:016x}").unlink()

    with ThreadPoolExecutor(1) as writer:
        taking_out = writer.submit(take_out)
        accepted = 0
        while not taking_out.done():
            held.accept(document(accepted))
            accepted += 1
        taking_out.result()
    assert held.count() == accepted


def test_the_spool_is_bounded_in_number_and_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_WAITING", 2)
    held = Spool(tmp_path)
    held.accept(document(1))
    held.accept(document(2))
    with pytest.raises(Busy, match="again"):
        held.accept(document(3))
    assert held.accept(document(1)).state == "queued"
    monkeypatch.setattr(spool, "MOST_WAITING", 10)
    monkeypatch.setattr(spool, "MOST_BYTES", 500)
    with pytest.raises(Busy, match="bytes"):
        held.accept(Received(document_name="long", content=b"a" * 500))
    with pytest.raises(UnknownThing):
        held.job("j_0123456789abcdef")
